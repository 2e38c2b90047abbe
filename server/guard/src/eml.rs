//! Reads a draft from an `.eml` file. A `Bcc` header is taken as it stands; the baseline is unknown.

use crate::draft::{BodyPiece, Content, Draft, DraftAttachment};
use mail_parser::{Addr, HeaderName, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use memchr::memmem;
use postwacht_engine::{
    address::Address,
    message::{Kind, Mailbox},
};

/// Why a file is no draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EmlError {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// No header that a mail has.
    #[error("this is not a mail: it has no From, To, Cc or Bcc header")]
    NotAMail,
    /// The sender cannot be read.
    #[error("the From header holds no usable address")]
    BadSender,
}

/// Pictures of the body up to this size are no attachments; larger ones may be scans.
const SMALL_PICTURE: u64 = 100 << 10;

/// Reads a draft.
///
/// # Errors
/// [`EmlError`] when the bytes are no mail or tell no sender. Anything else that is wrong with the file is read around.
pub fn from_eml(bytes: &[u8]) -> Result<Draft, EmlError> {
    if bytes.is_empty() {
        return Err(EmlError::Empty);
    }
    let message = MessageParser::default().parse(bytes).ok_or(EmlError::NotAMail)?;
    let addressed = [HeaderName::From, HeaderName::To, HeaderName::Cc, HeaderName::Bcc];
    if !message.headers().iter().any(|header| addressed.contains(&header.name)) {
        return Err(EmlError::NotAMail);
    }
    if let Some(closed) = closed(&message, bytes) {
        return from_eml(&closed);
    }
    let mut lists = Vec::new();
    let sender = message
        .from()
        .and_then(|from| from.iter().find_map(|addr| mailbox(addr).ok()))
        .ok_or(EmlError::BadSender)?;
    let body = body(&message);
    let pictures = pictures_in(&body);
    Ok(Draft {
        kind: kind(&message),
        sender,
        to: mailboxes(message.all_to(), &mut lists),
        cc: mailboxes(message.all_cc(), &mut lists),
        bcc: mailboxes(message.all_bcc(), &mut lists),
        unexpanded_lists: lists,
        recipients_truncated: false,
        baseline: None,
        subject: message.subject().unwrap_or_default().to_owned(),
        encrypted: is_encrypted(&message),
        attachments: message
            .attachments()
            .enumerate()
            .map(|(at, part)| attachment(at, part, bytes, &pictures))
            .collect(),
        body,
    })
}

/// The mail with the ends of its parts that are missing, as in a file that was cut off: without them the last file
/// would not be read. Nothing when no end is missing.
fn closed(message: &Message<'_>, bytes: &[u8]) -> Option<Vec<u8>> {
    let boundaries = message
        .parts
        .iter()
        .filter_map(|part| part.content_type()?.attribute("boundary"));
    let mut open: Vec<Vec<u8>> = boundaries
        .map(|boundary| format!("--{boundary}--").into_bytes())
        .filter(|end| memmem::find(bytes, end).is_none())
        .collect();
    open.reverse();
    let mut closed = bytes.to_vec();
    for end in &open {
        closed.extend_from_slice(b"\r\n");
        closed.extend_from_slice(end);
    }
    closed.extend_from_slice(b"\r\n");
    (!open.is_empty()).then_some(closed)
}

fn kind(message: &Message<'_>) -> Kind {
    let subject = message.subject().unwrap_or_default().trim_start().to_lowercase();
    let answers = message.in_reply_to().as_text_list().is_some();
    if ["fw:", "fwd:", "doorst:", "vs:"]
        .iter()
        .any(|mark| subject.starts_with(mark))
    {
        Kind::Forward
    } else if answers || ["re:", "antw:", "betr:"].iter().any(|mark| subject.starts_with(mark)) {
        Kind::Reply
    } else {
        Kind::Unknown
    }
}

fn mailbox(addr: &Addr<'_>) -> Result<Mailbox, String> {
    let name = addr.name.as_deref().unwrap_or_default().trim().to_owned();
    let written = addr.address.as_deref().unwrap_or_default();
    match Address::parse(written) {
        Ok(address) => Ok(Mailbox { address, name }),
        Err(_) if name.is_empty() => Err(written.trim().to_owned()),
        Err(_) => Err(name),
    }
}

/// All mailboxes of a field. A group with members is its members; a name without a usable address is a list.
fn mailboxes<'m>(fields: impl Iterator<Item = &'m mail_parser::Address<'m>>, lists: &mut Vec<String>) -> Vec<Mailbox> {
    let mut all = Vec::new();
    for field in fields {
        for addr in field.iter() {
            match mailbox(addr) {
                Ok(mailbox) => all.push(mailbox),
                Err(name) if !name.is_empty() => lists.push(name),
                Err(_) => {}
            }
        }
        let empty = field
            .as_group()
            .into_iter()
            .flatten()
            .filter(|group| group.addresses.is_empty());
        let names = empty.filter_map(|group| group.name.as_deref());
        lists.extend(
            names
                .filter(|name| !name.eq_ignore_ascii_case("undisclosed-recipients"))
                .map(str::to_owned),
        );
    }
    all
}

/// The body: HTML where there is any, for that is what the recipient sees; else plain text.
fn body(message: &Message<'_>) -> Vec<BodyPiece> {
    let html: Vec<&MessagePart<'_>> = message.html_bodies().collect();
    let parts = if html.iter().any(|part| matches!(part.body, PartType::Html(_))) {
        html
    } else {
        message.text_bodies().collect()
    };
    parts
        .into_iter()
        .filter_map(|part| match &part.body {
            PartType::Html(text) => Some(BodyPiece::Html(text.to_string())),
            PartType::Text(text) => Some(BodyPiece::Plain(text.to_string())),
            _ => None,
        })
        .collect()
}

/// Content ids that the HTML body shows, lower case.
fn pictures_in(body: &[BodyPiece]) -> Vec<String> {
    let mut ids = Vec::new();
    for piece in body {
        let BodyPiece::Html(html) = piece else { continue };
        for rest in html.split("cid:").skip(1) {
            let id: String = rest
                .chars()
                .take_while(|sign| !matches!(sign, '"' | '\'' | '>' | ')' | ' '))
                .collect();
            ids.push(id.to_lowercase());
        }
    }
    ids
}

fn attachment(at: usize, part: &MessagePart<'_>, raw: &[u8], pictures: &[String]) -> DraftAttachment {
    let content = match &part.body {
        PartType::Message(_) => {
            let range = part.raw_body_offset() as usize..part.raw_end_offset() as usize;
            raw.get(range).unwrap_or_default().to_vec()
        }
        _ => part.contents().to_vec(),
    };
    let nested = matches!(part.body, PartType::Message(_));
    let name = part.attachment_name().map(str::trim).filter(|name| !name.is_empty());
    let name = name.map_or_else(
        || format!("{}{}", at + 1, if nested { ".eml" } else { "" }),
        str::to_owned,
    );
    let picture = part
        .content_type()
        .is_some_and(|kind| kind.ctype().eq_ignore_ascii_case("image"));
    let shown = part
        .content_id()
        .is_some_and(|id| pictures.contains(&id.trim_matches(['<', '>']).to_lowercase()));
    let size = content.len() as u64;
    DraftAttachment {
        name,
        size,
        inline: picture && shown && size <= SMALL_PICTURE,
        content: Content::Bytes(content),
    }
}

fn is_encrypted(message: &Message<'_>) -> bool {
    message.content_type().is_some_and(|kind| {
        let subtype = kind.subtype().unwrap_or_default().to_ascii_lowercase();
        let enveloped = kind
            .attribute("smime-type")
            .is_some_and(|kind| kind.eq_ignore_ascii_case("enveloped-data"));
        subtype == "encrypted" || (subtype.ends_with("pkcs7-mime") && enveloped)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIL: &str = "From: Kate <kate@kantoor.example>\r\nTo: \"Bakker, Sanne\" <SANNE@X.example>, Team Loon:;\r\n\
        Bcc: p@y.example\r\nSubject: =?utf-8?q?Jaarcijfers_=E2=82=AC?=\r\n\
        Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHallo\r\n--b\r\n\
        Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=a.txt\r\n\
        Content-Transfer-Encoding: base64\r\n\r\nQlNO\r\n--b--\r\n";

    #[test]
    fn a_draft_is_read_with_recipients_body_and_attachments() {
        let draft = from_eml(MAIL.as_bytes()).unwrap();
        assert_eq!(draft.to[0].address.as_str(), "sanne@x.example");
        assert_eq!(draft.to[0].name, "Bakker, Sanne");
        assert_eq!(draft.bcc.len(), 1);
        assert_eq!(draft.unexpanded_lists, ["Team Loon"]);
        assert_eq!(draft.subject, "Jaarcijfers €");
        assert_eq!(draft.body, [BodyPiece::Plain("Hallo".into())]);
        assert_eq!(draft.attachments[0].name, "a.txt");
        assert!(matches!(&draft.attachments[0].content, Content::Bytes(bytes) if bytes == b"BSN"));
    }

    #[test]
    fn a_file_whose_end_is_cut_off_is_read_to_there() {
        let whole = "From: a@kantoor.example\r\nTo: b@x.example\r\nMIME-Version: 1.0\r\n\
            Content-Type: multipart/mixed; boundary=\"grens\"\r\n\r\n--grens\r\nContent-Type: text/plain\r\n\r\nDag\r\n\
            --grens\r\nContent-Type: text/csv; name=\"a.csv\"\r\nContent-Disposition: attachment; filename=\"a.csv\"\r\n\
            Content-Transfer-Encoding: base64\r\n\r\nbmFhbTtic24K";
        let draft = from_eml(whole.as_bytes()).unwrap();
        assert!(
            matches!(&draft.attachments[..], [one] if matches!(&one.content, Content::Bytes(bytes) if bytes == b"naam;bsn\n")),
            "{:?}",
            draft.attachments
        );
    }

    #[test]
    fn what_is_no_mail_says_why() {
        assert_eq!(from_eml(b"").unwrap_err(), EmlError::Empty);
        assert_eq!(from_eml(b"\x00\x01\x02 rubbish").unwrap_err(), EmlError::NotAMail);
        assert_eq!(from_eml(b"To: a@b.example\r\n\r\nhi").unwrap_err(), EmlError::BadSender);
    }
}
