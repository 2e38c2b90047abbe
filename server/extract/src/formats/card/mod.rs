//! Visiting cards and calendars (`vcf`, `ics`): each property on a line of its own, under a word that people use.
//!
//! Sources: RFC 6350 and its forerunners back to vCard 2.1, RFC 5545. Pictures and files inside are read like files.

mod line;

use super::Format;
use crate::{Place, Reason, charset, reading::Reading};
use line::{Line, lines};
use mail_parser::decoders::base64::base64_decode;

/// Bytes in which the first line stands.
const HEAD: usize = 256;
/// Pictures up to this size are not noted as unread.
const DECORATION_BYTES: usize = 32 << 10;

pub(super) static FORMAT: Format = Format {
    name: "card",
    extensions: &["vcf", "vcard", "ics", "ifb", "ical"],
    recognises: |peek| peek.is_text() && begins_as_one(peek.head(HEAD)),
    read,
};

fn begins_as_one(head: &[u8]) -> bool {
    let head = charset::decode(head, None);
    let first = head.trim_start().lines().next().unwrap_or_default().trim_end();
    ["BEGIN:VCARD", "BEGIN:VCALENDAR"]
        .iter()
        .any(|begin| first.eq_ignore_ascii_case(begin))
}

fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    let text = charset::decode(bytes, None);
    reading.budget.check_time()?;
    let mut page = String::new();
    let (mut begun, mut ended) = (0_usize, 0_usize);
    for (at, line) in lines(&text).into_iter().enumerate() {
        if at % 1024 == 0 {
            reading.budget.check_time()?;
        }
        match line.name.as_str() {
            "BEGIN" => begun += 1,
            "END" => {
                ended += 1;
                page.push('\n');
            }
            _ => property(&line, &mut page, reading)?,
        }
    }
    reading.text(Place::Page, page)?;
    if begun == ended { Ok(()) } else { Err(Reason::Damaged) }
}

fn property(line: &Line, page: &mut String, reading: &mut Reading<'_>) -> Result<(), Reason> {
    if let Some(packed) = packed(line) {
        let content = base64_decode(packed.as_bytes());
        let name = line.parameter("FILENAME").or_else(|| line.parameter("X-FILENAME"));
        let name = name.unwrap_or_else(|| line.name.to_ascii_lowercase());
        match content {
            // A portrait or a logo of that size is decoration, as it is in a mail.
            Some(content) if is_picture(&line.name) && content.len() <= DECORATION_BYTES => reading.name_inside(&name),
            Some(content) => reading.inside(&name, &content),
            None => reading.unread_inside(&name, Reason::Damaged),
        }
        return Ok(());
    }
    let value = line.value();
    if line
        .parameter("FMTTYPE")
        .is_some_and(|kind| kind.eq_ignore_ascii_case("text/html"))
    {
        return reading.page(&value);
    }
    page.push_str(label(&line.name));
    page.push_str(": ");
    page.push_str(&shown(line, &value));
    page.push('\n');
    Ok(())
}

fn is_picture(name: &str) -> bool {
    matches!(name, "PHOTO" | "LOGO")
}

/// What is packed in base64 in a property, if anything is.
fn packed(line: &Line) -> Option<&str> {
    let named = line
        .parameter("ENCODING")
        .is_some_and(|encoding| encoding.eq_ignore_ascii_case("b") || encoding.eq_ignore_ascii_case("base64"));
    if named || line.has("BASE64") {
        return Some(&line.raw);
    }
    let data = line.raw.strip_prefix("data:")?;
    data.split_once(";base64,").map(|(_, packed)| packed)
}

fn label(name: &str) -> &str {
    match name {
        "FN" | "N" => "Naam",
        "BDAY" => "Geboortedatum",
        "TEL" => "Telefoon",
        "EMAIL" => "E-mail",
        "ORG" => "Bedrijf",
        "ADR" => "Adres",
        "NOTE" | "COMMENT" => "Notitie",
        "ATTENDEE" => "Deelnemer",
        "ORGANIZER" => "Organisator",
        "SUMMARY" => "Onderwerp",
        "LOCATION" => "Plaats",
        "DESCRIPTION" => "Omschrijving",
        _ => name,
    }
}

/// A value as people write it.
fn shown(line: &Line, value: &str) -> String {
    let parts: Vec<&str> = value.split(';').map(str::trim).collect();
    match line.name.as_str() {
        "N" => {
            let part = |at: usize| parts.get(at).copied().unwrap_or_default();
            let names = [part(3), part(1), part(2), part(0), part(4)];
            names
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
        }
        "ADR" | "ORG" => parts
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
        "BDAY" if value.len() == 8 && value.bytes().all(|byte| byte.is_ascii_digit()) => {
            let (year, rest) = value.split_at(4);
            let (month, day) = rest.split_at(2);
            format!("{year}-{month}-{day}")
        }
        "ATTENDEE" | "ORGANIZER" => {
            let scheme = value.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("mailto:"));
            let address = scheme.and_then(|_| value.get(7..)).unwrap_or(value);
            match line.parameter("CN") {
                Some(name) => format!("{name} <{address}>"),
                None => address.to_owned(),
            }
        }
        _ => value.to_owned(),
    }
}
