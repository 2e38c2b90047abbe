//! What a row of the audit says, version 1, and its bytes.
//!
//! Everything that could carry a text of a person is a [`Word`] or a keyed hash.

use crate::{fault::StoreError, store::Store};
use jiff::Timestamp;
use postwacht_engine::{
    address::Address,
    identifiers::Secret,
    verdict::{Finding, Measured, Verdict},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt};
use uuid::Uuid;

/// The form of the rows.
const VERSION: u8 = 1;
/// No word is longer.
const LONGEST_WORD: usize = 64;

/// A code, such as `move_to_bcc`: lower-case letters, digits, dashes and underscores. Nothing that a person types in
/// free words fits in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Word(String);

impl Word {
    /// Takes a code; none when it is something else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte);
        let holds = (1..=LONGEST_WORD).contains(&text.len()) && text.bytes().all(fits);
        holds.then(|| Self(text.to_owned()))
    }

    /// A code that the program itself holds.
    #[must_use]
    pub fn fixed(code: &'static str) -> Self {
        Self(code.to_owned())
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Word {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// One check of one draft.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CheckRow {
    /// The id that the answer carries.
    pub id: Uuid,
    /// The draft under the key, in hexadecimal digits: the same draft gives the same.
    pub draft: String,
    /// The sender under the key, in hexadecimal digits.
    pub sender: String,
    /// Whether the mailbox is one of those that the device may send from.
    pub sender_verified: bool,
    /// What was decided.
    pub decision: &'static str,
    /// The version of the policy; zero is the one that comes with Postwacht.
    pub policy: i64,
    /// What the checks found, also what nobody was shown.
    pub findings: Vec<Found>,
    /// What checks with a threshold counted, enough or not. Rows of before this was kept have no such field.
    pub measured: Vec<Counted>,
}

/// What one check counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// The check.
    pub check: &'static str,
    /// What was counted.
    pub measures: BTreeMap<&'static str, i64>,
}

/// What one check found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Found {
    /// The id that the answer carries.
    pub id: String,
    /// The check.
    pub check: &'static str,
    /// What the check itself made of it.
    pub before: &'static str,
    /// What policy, allowlist and receipts made of that.
    pub after: &'static str,
    /// The allowlist entry that silenced it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// The settings of the check by which it is so grave.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<&'static str>,
    /// What was counted.
    pub measures: BTreeMap<&'static str, i64>,
}

/// What a person did after a check.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OutcomeRow {
    /// The check.
    pub check: Uuid,
    /// The sender under the key, in hexadecimal digits; see [`Store::keyed_text`].
    pub sender: String,
    /// What was done: `sent`, `went_back`, `fixed`, `acknowledged` or `not_right`.
    pub outcome: Word,
    /// The findings that it is about, by id.
    pub findings: Vec<Word>,
    /// The mend that was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Word>,
    /// Why, as a code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Word>,
}

/// Something else that belongs in the record: a policy that was published, a backup that was put back.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventRow {
    /// What happened.
    pub event: Word,
    /// What it is about: a version, a count, a hash.
    pub about: BTreeMap<&'static str, String>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Row {
    /// A check.
    Check(CheckRow),
    /// What a person did.
    Outcome(OutcomeRow),
    /// Something else.
    Event(EventRow),
}

/// A row in its place. The order of the fields is the order in the bytes.
#[derive(Serialize)]
struct Placed<'r> {
    v: u8,
    writer: &'r str,
    number: i64,
    /// Microseconds since 1970, UTC.
    time: i64,
    #[serde(flatten)]
    row: &'r Row,
}

/// What proves that a row stands where it was written.
#[derive(Debug, Deserialize)]
pub(super) struct Place {
    pub(super) writer: String,
    pub(super) number: i64,
    pub(super) time: i64,
}

/// The bytes of a row in its place.
pub(super) fn bytes(writer: &str, number: i64, time: Timestamp, row: &Row) -> Result<Vec<u8>, StoreError> {
    let placed = Placed {
        v: VERSION,
        writer,
        number,
        time: time.as_microsecond(),
        row,
    };
    serde_json::to_vec(&placed).map_err(|_| StoreError::Unexpected("a row"))
}

impl Store {
    /// An address under the key, in hexadecimal digits, as the audit keeps it.
    #[must_use]
    pub fn keyed_text(&self, mailbox: &Address) -> String {
        crate::secret_file::hex(&self.keyed(mailbox))
    }

    /// What the audit keeps of a check.
    #[must_use]
    pub fn check_row(
        &self,
        id: Uuid,
        draft: &str,
        (sender, sender_verified): (&Address, bool),
        policy: i64,
        verdict: &Verdict,
    ) -> CheckRow {
        let draft = self.key().hash(Secret::Draft, draft);
        CheckRow {
            id,
            draft: crate::secret_file::hex(draft.get(..16).unwrap_or(&draft)),
            sender: self.keyed_text(sender),
            sender_verified,
            decision: verdict.decision.as_str(),
            policy,
            findings: verdict.findings.iter().map(found).collect(),
            measured: verdict.measured.iter().map(counted).collect(),
        }
    }
}

fn counted(measured: &Measured) -> Counted {
    Counted {
        check: measured.check.id(),
        measures: measured.measures.iter().copied().collect(),
    }
}

fn found(finding: &Finding) -> Found {
    Found {
        id: finding.id.clone(),
        check: finding.check.id(),
        before: finding.own_severity.as_str(),
        after: finding.severity.as_str(),
        entry: finding.silenced_by.clone(),
        by: finding.by.clone(),
        measures: finding.measures.iter().copied().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_no_room_for_a_sentence() {
        for (text, holds, why) in [
            ("move_to_bcc", true, "a mend"),
            ("other-client-00ab12cd", true, "the id of a finding"),
            ("", false, "nothing"),
            ("jan@visser.example", false, "an address"),
            ("niet goed", false, "two words"),
            ("Jan", false, "a name"),
            (&"a".repeat(65), false, "too long"),
        ] {
            assert_eq!(Word::parse(text).is_some(), holds, "{why}");
        }
    }

    #[test]
    fn the_bytes_of_a_row_are_version_1() {
        let row = Row::Outcome(OutcomeRow {
            check: Uuid::nil(),
            sender: "00ff".to_owned(),
            outcome: Word::parse("fixed").unwrap(),
            findings: vec![Word::parse("mixed-clients-00000001").unwrap()],
            fix: Word::parse("move_to_bcc"),
            reason: None,
        });
        let bytes = bytes("service", 7, Timestamp::from_microsecond(1_000_000).unwrap(), &row).unwrap();
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            r#"{"v":1,"writer":"service","number":7,"time":1000000,"kind":"outcome","check":"00000000-0000-0000-0000-000000000000","sender":"00ff","outcome":"fixed","findings":["mixed-clients-00000001"],"fix":"move_to_bcc"}"#
        );
    }
}
