//! What Outlook keeps of a message, contact or appointment: numbered properties, alike in `msg` files and in TNEF.
//!
//! Both forms of a body are read where there are two, as either may be shown. Source: MS-OXPROPS, MS-OXCMSG, MS-OXOCNTC.

mod packed_rtf;

use crate::{Place, Reason, charset, reading::Reading};
use std::collections::BTreeMap;

/// Pictures that the body shows are decoration up to this size, as in other mail.
const DECORATION_BYTES: usize = 32 << 10;
/// Ids of the properties of contacts.
const CONTACT: std::ops::RangeInclusive<u16> = 0x3a00..=0x3aff;
/// Properties from here on have names of their own; in contacts and appointments they hold addresses and places.
const NAMED: u16 = 0x8000;

/// Ids of properties.
pub(super) mod id {
    pub(in super::super) const MESSAGE_CLASS: u16 = 0x001a;
    pub(in super::super) const SUBJECT: u16 = 0x0037;
    pub(in super::super) const SENT_FOR_NAME: u16 = 0x0042;
    pub(in super::super) const SENT_FOR_ADDRESS: u16 = 0x0065;
    pub(in super::super) const RECIPIENT_TYPE: u16 = 0x0c15;
    pub(in super::super) const SENDER_NAME: u16 = 0x0c1a;
    pub(in super::super) const SENDER_ADDRESS: u16 = 0x0c1f;
    pub(in super::super) const SENDER_SMTP: u16 = 0x5d01;
    pub(in super::super) const DISPLAY_BCC: u16 = 0x0e02;
    pub(in super::super) const DISPLAY_CC: u16 = 0x0e03;
    pub(in super::super) const DISPLAY_TO: u16 = 0x0e04;
    pub(in super::super) const BODY: u16 = 0x1000;
    pub(in super::super) const RTF: u16 = 0x1009;
    pub(in super::super) const HTML: u16 = 0x1013;
    pub(in super::super) const DISPLAY_NAME: u16 = 0x3001;
    pub(in super::super) const ADDRESS: u16 = 0x3003;
    pub(in super::super) const SMTP_ADDRESS: u16 = 0x39fe;
    pub(in super::super) const ATTACH_DATA: u16 = 0x3701;
    pub(in super::super) const ATTACH_SHORT_NAME: u16 = 0x3704;
    pub(in super::super) const ATTACH_METHOD: u16 = 0x3705;
    pub(in super::super) const ATTACH_NAME: u16 = 0x3707;
    pub(in super::super) const ATTACH_MEDIA_TYPE: u16 = 0x370e;
    pub(in super::super) const ATTACH_CONTENT_ID: u16 = 0x3712;
    pub(in super::super) const INTERNET_CODE_PAGE: u16 = 0x3fde;
    pub(in super::super) const CODE_PAGE: u16 = 0x3ffd;
}

/// The value of a property.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Text.
    Text(String),
    /// Text in an old encoding, which another property may name.
    Bytes8(Vec<u8>),
    /// Anything else that is long.
    Bytes(Vec<u8>),
    /// A number, a truth value or a time.
    Number(u64),
}

/// Properties by id; of several with one id the first counts.
#[derive(Debug, Default)]
pub(super) struct Properties(BTreeMap<u16, Value>);

impl Properties {
    pub(super) fn add(&mut self, id: u16, value: Value) {
        self.0.entry(id).or_insert(value);
    }

    pub(super) fn number(&self, id: u16) -> Option<u64> {
        match self.0.get(&id)? {
            Value::Number(number) => Some(*number),
            Value::Text(_) | Value::Bytes8(_) | Value::Bytes(_) => None,
        }
    }

    pub(super) fn bytes(&self, id: u16) -> Option<&[u8]> {
        match self.0.get(&id)? {
            Value::Bytes(bytes) | Value::Bytes8(bytes) => Some(bytes),
            Value::Text(_) | Value::Number(_) => None,
        }
    }

    /// The text of a property; blank ones are none.
    pub(super) fn text(&self, id: u16) -> Option<String> {
        self.read(self.0.get(&id)?)
    }

    fn read(&self, value: &Value) -> Option<String> {
        let text = match value {
            Value::Text(text) => text.clone(),
            Value::Bytes8(bytes) => charset::decode(bytes, self.encoding().as_deref().map(str::as_bytes)),
            Value::Bytes(_) | Value::Number(_) => return None,
        };
        let text = text.trim_end_matches('\0');
        (!text.trim().is_empty()).then(|| text.to_owned())
    }

    /// The encoding of the texts that are not in Unicode.
    fn encoding(&self) -> Option<String> {
        let page = self
            .number(id::CODE_PAGE)
            .or_else(|| self.number(id::INTERNET_CODE_PAGE))?;
        match page {
            1250..=1258 => Some(format!("windows-{page}")),
            28591..=28605 => Some(format!("iso-8859-{}", page - 28590)),
            10000 => Some("macintosh".to_owned()),
            65001 => Some("utf-8".to_owned()),
            _ => None,
        }
    }
}

/// A person or group that a message goes to.
pub(super) fn mailbox(properties: &Properties) -> String {
    let name = properties.text(id::DISPLAY_NAME).unwrap_or_default();
    let address = properties
        .text(id::SMTP_ADDRESS)
        .or_else(|| properties.text(id::ADDRESS).filter(|address| address.contains('@')));
    named(&name, address.as_deref().unwrap_or_default())
}

fn named(name: &str, address: &str) -> String {
    if address.is_empty() || name == address {
        name.to_owned()
    } else if name.is_empty() {
        format!("<{address}>")
    } else {
        format!("{name} <{address}>")
    }
}

/// Reads what a message says itself: headers as people read them, and its bodies.
pub(super) fn read(item: &Properties, recipients: &[Properties], reading: &mut Reading<'_>) -> Result<(), Reason> {
    reading.text(Place::Page, headers(item, recipients))?;
    let (body, html) = (item.text(id::BODY), item.bytes(id::HTML));
    let html = html.map(|bytes| charset::decode(bytes, declared(item).as_deref()));
    let html = html.or_else(|| item.text(id::HTML));
    let bodies = body.is_some() || html.is_some();
    if let Some(body) = body {
        reading.text(Place::Page, body)?;
    }
    if let Some(html) = html {
        reading.page(&html)?;
    }
    if let Some(packed) = item.bytes(id::RTF).filter(|_| !bodies) {
        let (rtf, broken) = packed_rtf::unpack(packed, reading.budget);
        reading.inside_as_far_as("body.rtf", &rtf, broken);
    }
    let class = item.text(id::MESSAGE_CLASS).unwrap_or_default().to_ascii_lowercase();
    let rest = fields(item, !class.is_empty() && !class.starts_with("ipm.note"));
    reading.text(Place::Page, rest)
}

/// A file in a message; small pictures that the body shows are only named.
pub(super) fn attachment(properties: &Properties, content: &[u8], reading: &mut Reading<'_>) {
    let name = attachment_name(properties);
    let picture = properties
        .text(id::ATTACH_MEDIA_TYPE)
        .is_some_and(|kind| kind.to_ascii_lowercase().starts_with("image/"));
    let shown = properties.text(id::ATTACH_CONTENT_ID).is_some();
    if picture && shown && content.len() <= DECORATION_BYTES {
        reading.name_inside(&name);
    } else {
        reading.inside(&name, content);
    }
}

/// Whether a file lies elsewhere, and only the way to it is here: on a disk of the network or in the cloud.
pub(super) fn is_link(properties: &Properties) -> bool {
    const BY_REFERENCE: std::ops::RangeInclusive<u64> = 2..=4;
    const BY_WEB_REFERENCE: u64 = 7;
    let method = properties.number(id::ATTACH_METHOD);
    method.is_some_and(|method| BY_REFERENCE.contains(&method) || method == BY_WEB_REFERENCE)
}

pub(super) fn attachment_name(properties: &Properties) -> String {
    [id::ATTACH_NAME, id::ATTACH_SHORT_NAME, id::DISPLAY_NAME]
        .into_iter()
        .find_map(|id| properties.text(id))
        .unwrap_or_else(|| "unnamed".to_owned())
}

fn declared(item: &Properties) -> Option<Vec<u8>> {
    let page = item.number(id::INTERNET_CODE_PAGE)?;
    let mut only = Properties::default();
    only.add(id::CODE_PAGE, Value::Number(page));
    only.encoding().map(String::into_bytes)
}

fn headers(item: &Properties, recipients: &[Properties]) -> String {
    let mut text = String::new();
    let mut line = |name: &str, value: &str| {
        if !value.is_empty() {
            text.push_str(name);
            text.push_str(": ");
            text.push_str(value);
            text.push('\n');
        }
    };
    line("From", &sender(item));
    for (name, kind, shown) in [
        ("To", 1, id::DISPLAY_TO),
        ("Cc", 2, id::DISPLAY_CC),
        ("Bcc", 3, id::DISPLAY_BCC),
    ] {
        let listed: Vec<String> = recipients
            .iter()
            .filter(|one| one.number(id::RECIPIENT_TYPE).unwrap_or(1) & 0xf == kind)
            .map(mailbox)
            .collect();
        let listed = if listed.is_empty() {
            item.text(shown).unwrap_or_default()
        } else {
            listed.join(", ")
        };
        line(name, &listed);
    }
    line("Subject", &item.text(id::SUBJECT).unwrap_or_default());
    text
}

fn sender(item: &Properties) -> String {
    let name = item.text(id::SENDER_NAME).or_else(|| item.text(id::SENT_FOR_NAME));
    let address = [id::SENDER_SMTP, id::SENDER_ADDRESS, id::SENT_FOR_ADDRESS]
        .into_iter()
        .filter_map(|id| item.text(id))
        .find(|address| address.contains('@'));
    named(&name.unwrap_or_default(), &address.unwrap_or_default())
}

/// The fields of a contact, and what else an item that is no mail keeps under names of its own.
fn fields(item: &Properties, all: bool) -> String {
    const LABELS: &[(u16, &str)] = &[
        (0x3a06, "Voornaam"),
        (0x3a08, "Telefoon werk"),
        (0x3a09, "Telefoon"),
        (0x3a11, "Achternaam"),
        (0x3a16, "Bedrijf"),
        (0x3a17, "Functie"),
        (0x3a1c, "Mobiel"),
        (0x3a42, "Geboortedatum"),
    ];
    let mut text = String::new();
    for (id, value) in &item.0 {
        if !(CONTACT.contains(id) || all && *id >= NAMED) {
            continue;
        }
        let label = LABELS.iter().find(|(known, _)| known == id).map(|(_, label)| *label);
        let shown = match value {
            Value::Number(time) if *id == 0x3a42 => date(*time),
            _ => item.read(value),
        };
        if let Some(shown) = shown {
            if let Some(label) = label {
                text.push_str(label);
                text.push_str(": ");
            }
            text.push_str(&shown);
            text.push('\n');
        }
    }
    text
}

/// The day of a time in steps of 100 nanoseconds since 1601.
fn date(time: u64) -> Option<String> {
    const STEPS_A_DAY: u64 = 864_000_000_000;
    const DAYS_BEFORE_1970: i64 = 134_774;
    let days = i64::try_from(time / STEPS_A_DAY).ok()? - DAYS_BEFORE_1970;
    // Howard Hinnant's civil_from_days, within the years that people are born in.
    if !(-DAYS_BEFORE_1970..100_000).contains(&days) {
        return None;
    }
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Some(format!("{day:02}-{month:02}-{year}"))
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn birthdays_are_days() {
        assert_eq!(date(0).as_deref(), Some("01-01-1601"));
        assert_eq!(date(116_444_736_000_000_000).as_deref(), Some("01-01-1970"));
        assert_eq!(
            date(120_038_976_000_000_000 + 864_000_000_000 * 59).as_deref(),
            Some("21-07-1981")
        );
        assert_eq!(date(u64::MAX), None);
    }
}
