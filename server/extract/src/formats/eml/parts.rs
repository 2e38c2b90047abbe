//! The parts of a message: bodies are its page, all else is a file inside.

use super::read_message;
use crate::{Place, Reason, charset, reading::Reading};
use mail_parser::{
    ContentType, Encoding, GetHeader, HeaderName, HeaderValue, Message, MessagePart, MimeHeaders, PartType,
    decoders::{base64::base64_decode, quoted_printable::quoted_printable_decode},
};
use std::borrow::Cow;

/// Pictures that the body shows are decoration up to this size: a logo, a social medium's sign. They are told by name
/// and not noted as unread, or every mail with a signature would be.
const DECORATION_BYTES: usize = 32 << 10;

/// Reads one part.
pub(super) fn read(message: &Message<'_>, index: usize, reading: &mut Reading<'_>) -> Result<(), Reason> {
    reading.budget.check_time()?;
    let Some(part) = message.parts.get(index) else {
        return Ok(());
    };
    match &part.body {
        PartType::Multipart(_) => {}
        PartType::Message(inner) => {
            let name = part.attachment_name().or_else(|| inner_subject(inner));
            reading.inside_by(name.unwrap_or("message.eml"), |reading| read_message(inner, reading));
        }
        PartType::Text(text) if is_body(message, part, index) => {
            let text = repaired(message, part, text, reading);
            reading.text(Place::Page, text.into_owned())?;
        }
        PartType::Html(text) if is_body(message, part, index) => {
            let text = repaired(message, part, text, reading);
            reading.page(&text)?;
        }
        PartType::Text(text) | PartType::Html(text) => match decoding(message, part) {
            Decoding::Repaired(bytes) => reading.inside(name_of(part), &bytes),
            Decoding::Broken => reading.inside_as_far_as(name_of(part), text.as_bytes(), Some(Reason::Damaged)),
            Decoding::Done => reading.inside(name_of(part), text.as_bytes()),
        },
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => {
            if is_decoration(part, bytes) {
                reading.name_inside(name_of(part));
            } else {
                reading.inside(name_of(part), bytes);
            }
        }
    }
    Ok(())
}

/// Whether a text is shown as the message itself: those that the parser says, and those it gave up on that are no file.
fn is_body(message: &Message<'_>, part: &MessagePart<'_>, index: usize) -> bool {
    let number = u32::try_from(index).unwrap_or(u32::MAX);
    let attached = part.content_disposition().is_some_and(ContentType::is_attachment);
    let is_file = attached || part.attachment_name().is_some();
    message.text_body.contains(&number)
        || message.html_body.contains(&number)
        || (part.is_encoding_problem
            && !is_file
            && (part.is_content_type("text", "plain") || part.content_type().is_none()))
}

fn inner_subject<'m>(inner: &'m Message<'_>) -> Option<&'m str> {
    if inner.parts.is_empty() { None } else { inner.subject() }
}

fn name_of<'p>(part: &'p MessagePart<'_>) -> &'p str {
    part.attachment_name().unwrap_or("unnamed")
}

fn is_decoration(part: &MessagePart<'_>, bytes: &[u8]) -> bool {
    let is_picture = part
        .content_type()
        .is_some_and(|kind| kind.ctype().eq_ignore_ascii_case("image"));
    let attached = part.content_disposition().is_some_and(ContentType::is_attachment);
    is_picture && !attached && part.content_id().is_some() && bytes.len() <= DECORATION_BYTES
}

/// What became of a part's transfer encoding.
enum Decoding {
    /// The parser decoded it, or there was none.
    Done,
    /// The parser gave up, as it does where the last boundary is missing; this is the content.
    Repaired(Vec<u8>),
    /// It is broken indeed.
    Broken,
}

fn decoding(message: &Message<'_>, part: &MessagePart<'_>) -> Decoding {
    let header = part.headers.header_value(&HeaderName::ContentTransferEncoding);
    let encoding = header.and_then(HeaderValue::as_text).unwrap_or_default().trim();
    if !part.is_encoding_problem {
        return Decoding::Done;
    }
    let decoded = match encoding.to_ascii_lowercase().as_str() {
        "base64" => base64_decode(raw(message, part)),
        "quoted-printable" => quoted_printable_decode(raw(message, part)),
        _ => return Decoding::Done,
    };
    decoded.map_or(Decoding::Broken, Decoding::Repaired)
}

fn raw<'m>(message: &'m Message<'_>, part: &MessagePart<'_>) -> &'m [u8] {
    message
        .raw_message
        .get(part.offset_body as usize..part.offset_end as usize)
        .unwrap_or_default()
}

/// The text of a body. Where the parser gave up on its transfer encoding, or where no character set is named and
/// UTF-8 was wrong, it is decoded here.
fn repaired<'t>(
    message: &Message<'_>,
    part: &MessagePart<'_>,
    text: &'t str,
    reading: &mut Reading<'_>,
) -> Cow<'t, str> {
    let named = part.content_type().and_then(|kind| kind.attribute("charset"));
    match decoding(message, part) {
        Decoding::Repaired(bytes) => Cow::Owned(charset::decode(&bytes, named.map(str::as_bytes))),
        Decoding::Broken => {
            reading.note(Reason::Damaged);
            Cow::Borrowed(text)
        }
        Decoding::Done if named.is_none() && text.contains('\u{fffd}') => {
            let decoded = match part.encoding {
                Encoding::None => Some(raw(message, part).to_vec()),
                Encoding::QuotedPrintable => quoted_printable_decode(raw(message, part)),
                Encoding::Base64 => base64_decode(raw(message, part)),
            };
            decoded.map_or(Cow::Borrowed(text), |bytes| Cow::Owned(charset::decode(&bytes, None)))
        }
        Decoding::Done => Cow::Borrowed(text),
    }
}
