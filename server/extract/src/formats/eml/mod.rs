//! Mail messages as files: what they say, to whom, and every file and message inside.
//!
//! Both forms of a body are read where there are two, as either may be shown. Nothing is fetched.

mod parts;

#[cfg(test)]
mod tests;

use super::Format;
use crate::{Place, Reason, charset, reading::Reading, sniff::Peek};
use mail_parser::{Address, Message, MessageParser, mailbox::mbox::MessageIterator};
use memchr::memchr_iter;
use std::panic::catch_unwind;

/// Bytes in which the headers show that they are a message's.
const HEAD: usize = 16 << 10;
/// Messages and multiparts that one message may hold: more only serve to exhaust whoever reads them.
const NESTED: usize = 1_000;
/// How each message of a mailbox file begins.
const MAILBOX: &[u8] = b"From ";

pub(super) static FORMAT: Format = Format {
    name: "eml",
    extensions: &["eml", "mbox", "mht", "mhtml"],
    recognises: is_message,
    read,
};

/// Whether the file begins with headers that people do not write: a memo also has "From:" and "Subject:".
fn is_message(peek: &Peek<'_>) -> bool {
    const MACHINE: &[&str] = &[
        "mime-version",
        "message-id",
        "received",
        "return-path",
        "content-type",
        "dkim-signature",
        "x-mailer",
        "x-unsent",
        "delivered-to",
        "user-agent",
    ];
    const PEOPLE: &[&str] = &["from", "to", "subject", "date", "cc"];
    let head = String::from_utf8_lossy(peek.head(HEAD));
    let head = head.trim_start_matches('\u{feff}').trim_start();
    let (mut machine, mut people) = (false, false);
    for (index, line) in head.lines().enumerate() {
        if line.trim_end().is_empty() {
            break;
        }
        // A mailbox file puts a line of its own before each message.
        if line.starts_with([' ', '\t']) || (index == 0 && line.starts_with("From ")) {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else {
            return false;
        };
        let name = name.trim_end().to_ascii_lowercase();
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_graphic()) {
            return false;
        }
        machine |= MACHINE.contains(&name.as_str());
        people |= PEOPLE.contains(&name.as_str());
    }
    machine && people
}

fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    if !bytes.starts_with(MAILBOX) {
        return read_bytes(bytes, reading);
    }
    for (index, message) in MessageIterator::new(bytes).enumerate() {
        reading.budget.check_time()?;
        if !reading.budget.has_entries() {
            return Err(Reason::TooLarge);
        }
        let message = message.map_err(|_| Reason::Damaged)?;
        let name = format!("message {}.eml", index + 1);
        reading.inside_by(&name, |reading| read_bytes(message.contents(), reading));
    }
    Ok(())
}

/// Reads one message.
fn read_bytes(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    if nested(bytes) > NESTED {
        return Err(Reason::TooDeep);
    }
    reading.budget.check_time()?;
    // The parser's own checks may panic on a message that only harm can write.
    let parsed = catch_unwind(|| MessageParser::default().parse(bytes));
    reading.budget.check_time()?;
    let Ok(Some(message)) = parsed else {
        reading.text(Place::Page, charset::decode(bytes, None))?;
        return Err(Reason::Damaged);
    };
    read_message(&message, reading)
}

/// Reads a message that may lie in another.
fn read_message(message: &Message<'_>, reading: &mut Reading<'_>) -> Result<(), Reason> {
    reading.text(Place::Page, headers(message))?;
    (0..message.parts.len()).try_for_each(|index| parts::read(message, index, reading))
}

/// The headers that people read, as they read them.
fn headers(message: &Message<'_>) -> String {
    let mut text = String::new();
    let addresses = [
        ("From", message.from()),
        ("To", message.to()),
        ("Cc", message.cc()),
        ("Bcc", message.bcc()),
    ];
    for (name, header) in addresses {
        if let Some(header) = header {
            text.push_str(name);
            text.push_str(": ");
            text.push_str(&mailboxes(header));
            text.push('\n');
        }
    }
    if let Some(subject) = message.subject() {
        text.push_str("Subject: ");
        text.push_str(subject);
        text.push('\n');
    }
    text
}

fn mailboxes(header: &Address<'_>) -> String {
    let mut all = String::new();
    for mailbox in header.iter() {
        if !all.is_empty() {
            all.push_str(", ");
        }
        let (name, address) = (
            mailbox.name().unwrap_or_default(),
            mailbox.address().unwrap_or_default(),
        );
        all.push_str(name);
        if !address.is_empty() {
            let separator = if name.is_empty() { "<" } else { " <" };
            all.push_str(separator);
            all.push_str(address);
            all.push('>');
        }
    }
    all
}

/// How many messages and multiparts the bytes announce, at most. The parser keeps them in each other.
fn nested(bytes: &[u8]) -> usize {
    let before = |at: usize, word: &[u8]| {
        let start = at.checked_sub(word.len());
        start
            .and_then(|start| bytes.get(start..at))
            .is_some_and(|found| found.eq_ignore_ascii_case(word))
    };
    let messages = memchr_iter(b'/', bytes).filter(|at| before(*at, b"message")).count();
    let multiparts = memchr_iter(b'=', bytes).filter(|at| before(*at, b"boundary")).count();
    messages + multiparts
}
