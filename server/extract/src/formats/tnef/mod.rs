//! What Outlook packs for Outlook (`winmail.dat`, TNEF): the message itself and every file inside.
//!
//! Source: MS-OXTNEF.

mod values;

use super::{
    Format,
    mapi::{self, Properties, Value, id},
};
use crate::{Place, Reason, charset, reading::Reading, sniff::Peek};
use values::Bytes;

const MAGIC: &[u8] = b"\x78\x9f\x3e\x22";

pub(super) static FORMAT: Format = Format {
    name: "tnef",
    extensions: &["tnef"],
    recognises: |peek| peek.starts_with(MAGIC) && matches!(peek.bytes.get(6), Some(1 | 2)),
    read,
};

/// What an attribute is, by the lower half of its number.
mod attribute {
    pub(super) const SUBJECT: u16 = 0x8004;
    pub(super) const BODY: u16 = 0x800c;
    pub(super) const ATTACH_DATA: u16 = 0x800f;
    pub(super) const ATTACH_TITLE: u16 = 0x8010;
    pub(super) const ATTACH_BEGINS: u16 = 0x9002;
    pub(super) const MESSAGE: u16 = 0x9003;
    pub(super) const RECIPIENTS: u16 = 0x9004;
    pub(super) const ATTACH: u16 = 0x9005;
    pub(super) const CODE_PAGE: u16 = 0x9007;
}

/// A file of the message.
#[derive(Default)]
struct Attached {
    properties: Properties,
    title: Vec<u8>,
    content: Vec<u8>,
}

fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    let mut rest = Bytes(bytes.get(6..).unwrap_or_default());
    let (mut item, mut recipients, mut attached) = (Properties::default(), Vec::new(), Vec::<Attached>::new());
    let mut outcome = Ok(());
    while !rest.0.is_empty() {
        reading.budget.check_time()?;
        if !matches!(rest.0.first(), Some(1 | 2)) {
            // Mail servers put their line ends and their own texts behind it.
            trailing(rest.0, reading)?;
            break;
        }
        let Some((number, content, whole)) = next(&mut rest) else {
            outcome = Err(Reason::Damaged);
            break;
        };
        if !whole {
            outcome = Err(Reason::Damaged);
        }
        match number {
            attribute::CODE_PAGE => {
                let page = Bytes(content).u32().unwrap_or(0);
                item.add(id::CODE_PAGE, Value::Number(u64::from(page)));
            }
            attribute::SUBJECT => item.add(id::SUBJECT, Value::Bytes8(content.to_vec())),
            attribute::BODY => item.add(id::BODY, Value::Bytes8(content.to_vec())),
            attribute::MESSAGE => values::properties(&mut Bytes(content), &mut item),
            attribute::RECIPIENTS => recipients = values::rows(content),
            attribute::ATTACH_BEGINS => attached.push(Attached::default()),
            attribute::ATTACH | attribute::ATTACH_DATA | attribute::ATTACH_TITLE => {
                if attached.is_empty() {
                    attached.push(Attached::default());
                }
                if let Some(file) = attached.last_mut() {
                    file.take(number, content);
                }
            }
            _ => {}
        }
    }
    mapi::read(&item, &recipients, reading)?;
    for file in attached {
        if !reading.budget.has_entries() {
            return Err(Reason::TooLarge);
        }
        file.read(reading);
    }
    outcome
}

/// What stands behind the last attribute: kept where it is text.
fn trailing(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    if Peek::new(bytes).is_text() {
        return reading.text(Place::Page, charset::decode(bytes, None));
    }
    Ok(())
}

/// The next attribute: its number, its content, and whether all of it is there and as it was written.
fn next<'a>(rest: &mut Bytes<'a>) -> Option<(u16, &'a [u8], bool)> {
    let _level = rest.take(1)?;
    let number = rest.u16()?;
    let _type = rest.u16()?;
    let len = usize::try_from(rest.u32()?).ok()?;
    let whole = len <= rest.0.len();
    let content = rest.take(len.min(rest.0.len()))?;
    let sum = content
        .iter()
        .fold(0_u16, |sum, byte| sum.wrapping_add(u16::from(*byte)));
    let told = rest.u16();
    Some((number, content, whole && told == Some(sum)))
}

impl Attached {
    fn take(&mut self, number: u16, content: &[u8]) {
        match number {
            attribute::ATTACH => values::properties(&mut Bytes(content), &mut self.properties),
            attribute::ATTACH_DATA => self.content = content.to_vec(),
            attribute::ATTACH_TITLE => self.title = content.to_vec(),
            _ => {}
        }
    }

    fn read(mut self, reading: &mut Reading<'_>) {
        self.properties.add(id::ATTACH_SHORT_NAME, Value::Bytes8(self.title));
        // A message inside is itself packed so, behind a number that tells its kind.
        let object = self.properties.bytes(id::ATTACH_DATA);
        let inner = object
            .and_then(|object| object.get(16..))
            .filter(|inner| inner.starts_with(MAGIC));
        let name = mapi::attachment_name(&self.properties);
        if let Some(inner) = inner {
            reading.inside_by(&name, |reading| read(inner, reading));
        } else if self.content.is_empty() {
            let content = object.unwrap_or_default();
            if content.is_empty() && mapi::is_link(&self.properties) {
                return reading.unread_inside(&name, Reason::Cloud);
            }
            mapi::attachment(&self.properties, content, reading);
        } else {
            mapi::attachment(&self.properties, &self.content, reading);
        }
    }
}
