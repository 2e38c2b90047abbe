//! Drafts as mail clients save them: `.eml` files with attachments in base64.

use base64::{Engine as _, engine::general_purpose::STANDARD};

/// A draft.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mail {
    headers: Vec<(&'static str, String)>,
    text: String,
    attachments: Vec<(String, Vec<u8>)>,
}

/// A draft by this sender; address alone or `Name <address>`.
pub(crate) fn from(sender: &str) -> Mail {
    Mail::default().header("From", sender)
}

impl Mail {
    fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    /// Adds recipients to To, each on a line of its own as long lists are folded.
    pub(crate) fn to<R: AsRef<str>>(self, recipients: impl IntoIterator<Item = R>) -> Self {
        self.recipients("To", recipients)
    }

    /// Adds recipients to Bcc.
    pub(crate) fn bcc<R: AsRef<str>>(self, recipients: impl IntoIterator<Item = R>) -> Self {
        self.recipients("Bcc", recipients)
    }

    fn recipients<R: AsRef<str>>(self, field: &'static str, recipients: impl IntoIterator<Item = R>) -> Self {
        let all: Vec<String> = recipients.into_iter().map(|one| one.as_ref().to_owned()).collect();
        self.header(field, &all.join(",\r\n "))
    }

    /// Sets the subject.
    pub(crate) fn subject(self, subject: &str) -> Self {
        self.header("Subject", subject)
    }

    /// Sets the text.
    pub(crate) fn text(mut self, text: &str) -> Self {
        self.text = text.replace('\n', "\r\n");
        self
    }

    /// Adds an attachment. Its media type says nothing: it is the content that is looked at.
    pub(crate) fn attach(mut self, name: &str, content: impl Into<Vec<u8>>) -> Self {
        self.attachments.push((name.to_owned(), content.into()));
        self
    }

    /// The file.
    pub(crate) fn eml(&self) -> Vec<u8> {
        let mut eml = String::new();
        for (name, value) in &self.headers {
            eml.extend([format!("{name}: {value}\r\n")]);
        }
        eml.push_str("Date: Mon, 02 Mar 2026 09:12:00 +0100\r\nX-Unsent: 1\r\nMIME-Version: 1.0\r\n");
        let text = format!(
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{}\r\n",
            self.text
        );
        if self.attachments.is_empty() {
            return (eml + &text).into_bytes();
        }
        eml.extend([format!(
            "Content-Type: multipart/mixed; boundary=\"grens\"\r\n\r\n--grens\r\n{text}"
        )]);
        for (name, content) in &self.attachments {
            eml.extend([format!(
                "--grens\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\
                 Content-Disposition: attachment; filename=\"{name}\"\r\n\r\n"
            )]);
            folded(&STANDARD.encode(content), &mut eml);
        }
        (eml + "--grens--\r\n").into_bytes()
    }
}

/// Adds lines of 76 characters, as mail asks for.
fn folded(text: &str, to: &mut String) {
    let mut rest = text;
    while !rest.is_empty() {
        let (line, more) = rest.split_at(rest.len().min(76));
        to.push_str(line);
        to.push_str("\r\n");
        rest = more;
    }
}
