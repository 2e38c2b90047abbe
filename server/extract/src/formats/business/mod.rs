//! The files that Dutch offices exchange about their clients' business: bank statements, payment orders, invoices, audit
//! files, annual accounts and wage declarations. They are recognised by content.
//!
//! Each comes out as people would write it down: whose it is under a label, and what repeats as a table, with the words
//! that a spreadsheet of the same would have. So what the engine understands of one it understands of the other.

mod inline_xbrl;
mod ledger;
mod profiles;
mod swift;
use super::{Format, ooxml::xml};
use crate::{Place, Reason, charset, reading::Reading};
use ledger::Ledger;
use memchr::memmem;
use profiles::Profile;

/// Bytes in which a file shows what it is.
const HEAD: usize = 8 << 10;

pub(super) static FORMAT: Format = Format {
    name: "business",
    extensions: &["xaf", "xbrl", "sta", "mt940", "940", "swi"],
    recognises: |peek| peek.is_text() && what(peek.bytes).is_some(),
    read,
};

/// What a file is.
enum What {
    Xml(&'static Profile),
    InlineXbrl,
    Swift,
}

fn what(bytes: &[u8]) -> Option<What> {
    let head = charset::decode(bytes.get(..HEAD).unwrap_or(bytes), None);
    let text = head.trim_start();
    if !text.starts_with('<') {
        return swift::is_statement(text).then_some(What::Swift);
    }
    let (element, root) = root(text)?;
    if element.eq_ignore_ascii_case("html") {
        return root.contains("inlineXBRL").then_some(What::InlineXbrl);
    }
    profiles::of(element, text).map(What::Xml)
}

/// The local name of the first element, and the whole tag.
fn root(text: &str) -> Option<(&str, &str)> {
    let mut rest = text;
    loop {
        rest = rest.trim_start().strip_prefix('<')?;
        let behind = if let Some(comment) = rest.strip_prefix("!--") {
            comment.split_once("-->")?.1
        } else if rest.starts_with(['?', '!']) {
            // A document type may declare entities between brackets.
            let end = match (rest.find('['), rest.find('>')) {
                (Some(opens), Some(ends)) if opens < ends => "]>",
                _ => ">",
            };
            rest.split_once(end)?.1
        } else {
            let tag = rest.split('>').next()?;
            let name = tag.split(|c: char| c.is_whitespace() || c == '/').next()?;
            return Some((name.rsplit(':').next()?, tag));
        };
        rest = behind;
    }
}

fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    let text = charset::decode(bytes, charset::declared_in_xml(bytes));
    reading.budget.check_time()?;
    match what(bytes) {
        Some(What::Xml(profile)) => read_xml(profile, &text, reading),
        Some(What::InlineXbrl) => {
            reading.text(Place::Page, inline_xbrl::head(&text))?;
            reading.page(&text)
        }
        Some(What::Swift) => {
            let table = swift::table(&text);
            reading.text(Place::Page, table)
        }
        None => Err(Reason::UnknownFormat),
    }
}

fn read_xml(profile: &'static Profile, text: &str, reading: &mut Reading<'_>) -> Result<(), Reason> {
    let room = usize::try_from(reading.budget.text_left()).unwrap_or(usize::MAX);
    let mut ledger = Ledger::new(profile, room);
    let outcome = xml::walk(text.as_bytes(), reading.budget, &mut ledger);
    reading.text(Place::Page, ledger.finish())?;
    // Programs sign their files in comments: those are no remark that somebody forgot to take out.
    reading.text(Place::Page, comments(text))?;
    if outcome == Err(Reason::Damaged) {
        // Nothing that stands behind the break may be lost.
        reading.text(Place::Page, text.to_owned())?;
    }
    outcome
}

/// What stands between the marks of comments.
fn comments(text: &str) -> String {
    let mut all = String::new();
    let mut rest = text;
    while let Some(start) = memmem::find(rest.as_bytes(), b"<!--") {
        let behind = rest.get(start + 4..).unwrap_or_default();
        let (comment, after) = behind.split_once("-->").unwrap_or((behind, ""));
        all.push_str(comment.trim());
        all.push('\n');
        rest = after;
    }
    all
}
