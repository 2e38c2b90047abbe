//! What an import says to the administrator who runs it: where something is wrong, what, and what was done about it.
//!
//! A report may name lines, columns, names and addresses. It never shows a BSN or an account in clear, also not where
//! one stands in the wrong column: every value goes through [`shown`].

pub use postwacht_engine::words::Language;

use postwacht_engine::{evidence::mask, records::ClientRecord};

use crate::values;

/// What was done about a problem, from light to grave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing: it is allowed, but perhaps not meant.
    Notice,
    /// The value was left out; the row stands.
    ValueIgnored,
    /// The row was left out.
    RowSkipped,
    /// The whole file was left out.
    FileRefused,
}

impl Severity {
    /// A stable name, which is also the key of its sentence.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::ValueIgnored => "value-ignored",
            Self::RowSkipped => "row-skipped",
            Self::FileRefused => "file-refused",
        }
    }
}

/// Makes the codes with their stable names and usual severities, from one list.
macro_rules! codes {
    ($($(#[$doc:meta])* $code:ident $name:literal $severity:ident,)*) => {
        /// What is wrong.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $($(#[$doc])* $code,)*
        }

        impl Code {
            /// All codes.
            pub const ALL: &'static [Self] = &[$(Self::$code,)*];

            /// A stable name, which is also the key of its sentence.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$code => $name,)* }
            }

            /// What is done about it, unless the row cannot stand without the value.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$code => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    /// The file has no rows.
    Empty "empty" FileRefused,
    /// The file is no text, or no table.
    NotCsv "not-csv" FileRefused,
    /// A column is missing without which the file says nothing.
    MissingColumn "missing-column" FileRefused,
    /// A column whose name is unknown.
    UnknownColumn "unknown-column" Notice,
    /// More cells than columns: somewhere a separator is not in quotes.
    RowTooLong "row-too-long" RowSkipped,
    /// Fewer cells than columns.
    RowTooShort "row-too-short" Notice,
    /// A line of more than 64 KiB.
    LineTooLong "line-too-long" RowSkipped,
    /// A quote that never closes.
    UnclosedQuote "unclosed-quote" RowSkipped,
    /// A line with characters that no text has.
    BinaryLine "binary-line" RowSkipped,
    /// A cell is empty without which the row says nothing.
    MissingValue "missing-value" RowSkipped,
    /// A client number that belongs to a client with another name.
    NumberTaken "number-taken" RowSkipped,
    /// A later row of a client that says something else than the first.
    Contradiction "contradiction" ValueIgnored,
    /// No address.
    BadAddress "bad-address" ValueIgnored,
    /// No BSN: not nine digits, or the eleven-test fails.
    BadBsn "bad-bsn" ValueIgnored,
    /// No IBAN: wrong form, or the check digits fail.
    BadIban "bad-iban" ValueIgnored,
    /// No trade register number.
    BadKvk "bad-kvk" ValueIgnored,
    /// No mail domain.
    BadDomain "bad-domain" ValueIgnored,
    /// A public mail domain as a client's domain.
    PublicDomain "public-domain" ValueIgnored,
    /// The office's own domain as a client's domain.
    OwnDomain "own-domain" ValueIgnored,
    /// A colleague's address at a public mail domain, which is not the office's own.
    PublicOwnDomain "public-own-domain" Notice,
    /// A kind of client that is unknown.
    UnknownKind "unknown-kind" ValueIgnored,
    /// No date.
    BadDate "bad-date" ValueIgnored,
    /// `entitled_to` names a client number that does not exist.
    UnknownEntitlement "unknown-entitlement" ValueIgnored,
    /// A client whose name is in no row.
    NoName "no-name" Notice,
    /// One address at two unrelated clients.
    SharedAddress "shared-address" Notice,
    /// One domain at two unrelated clients.
    SharedDomain "shared-domain" Notice,
    /// One BSN at two unrelated clients.
    SharedBsn "shared-bsn" Notice,
    /// One account at two unrelated clients.
    SharedIban "shared-iban" Notice,
    /// The office address of a colleague with another name.
    AddressTaken "address-taken" RowSkipped,
    /// A private address that is an office address.
    PrivateAtOffice "private-at-office" ValueIgnored,
    /// An allowlist entry for somebody who is neither a group nor an address.
    BadAudience "bad-audience" RowSkipped,
    /// An allowlist entry for a check that does not exist.
    UnknownCheck "unknown-check" RowSkipped,
    /// Refused: see `allowlist::Refusal`.
    RefusedNoChecks "refused-no-checks" RowSkipped,
    /// Refused: see `allowlist::Refusal`.
    RefusedVisibleRecipients "refused-visible-recipients" RowSkipped,
    /// Refused: see `allowlist::Refusal`.
    RefusedPublicSuffix "refused-public-suffix" RowSkipped,
    /// Refused: see `allowlist::Refusal`.
    RefusedBsnForDomain "refused-bsn-for-domain" RowSkipped,
    /// Refused: see `allowlist::Refusal`.
    RefusedBsnWithoutReason "refused-bsn-without-reason" RowSkipped,
    /// Refused: see `allowlist::Refusal`.
    RefusedBsnWithoutEnd "refused-bsn-without-end" RowSkipped,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Line in the file, counted from one; none when it is about the file.
    pub line: Option<u64>,
    /// Title of the column as the file writes it.
    pub column: Option<String>,
    /// What is wrong.
    pub code: Code,
    /// What was done about it.
    pub severity: Severity,
    /// What goes into its sentence, by name; masked.
    pub pieces: Vec<(&'static str, String)>,
}

impl Problem {
    /// A problem of the whole file.
    #[must_use]
    pub(crate) fn new(code: Code) -> Self {
        Self {
            line: None,
            column: None,
            code,
            severity: code.severity(),
            pieces: Vec::new(),
        }
    }

    /// Where it stands.
    #[must_use]
    pub(crate) fn at(mut self, line: u64, column: &str) -> Self {
        self.line = Some(line);
        // Without a header the first row's values stand where titles should, so titles are masked too.
        self.column = Some(shown(column)).filter(|column| !column.is_empty());
        self
    }

    /// The row cannot stand without this value.
    #[must_use]
    pub(crate) fn skips_row(mut self) -> Self {
        self.severity = Severity::RowSkipped;
        self
    }

    /// Adds a piece of its sentence.
    #[must_use]
    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.pieces.push((name, shown(value)));
        self
    }

    /// Adds a client number to its sentence.
    #[must_use]
    pub(crate) fn with_number(mut self, name: &'static str, number: &str) -> Self {
        self.pieces.push((name, shown_number(number)));
        self
    }

    /// Adds a client to its sentence: name and number.
    #[must_use]
    pub(crate) fn with_client(mut self, name: &'static str, client: &ClientRecord) -> Self {
        let client = format!("{} ({})", shown(&client.name), shown_number(&client.number));
        self.pieces.push((name, client));
        self
    }
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Rows with something in them, the header not counted.
    pub rows: u64,
    /// Records that stand: clients, colleagues, entries or pairs.
    pub records: usize,
    /// Addresses that stand with them.
    pub contacts: usize,
    /// What is wrong, in order of the file; what shows only at its end comes last.
    pub problems: Vec<Problem>,
}

impl Report {
    pub(crate) fn add(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// How many problems had this consequence.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.problems
            .iter()
            .filter(|problem| problem.severity == severity)
            .count()
    }

    /// Whether the whole file was left out.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.count(Severity::FileRefused) > 0
    }
}

/// The longest value that a report shows, in characters.
const LONGEST_SHOWN: usize = 80;

/// A client number as a report may show it: by it people find the client again, so it stays, unless the office uses a
/// BSN or an account for it.
#[must_use]
pub fn shown_number(number: &str) -> String {
    if values::bsn(number).is_ok() || values::iban(number).is_ok() {
        mask(number)
    } else {
        shortened(&on_one_line(number))
    }
}

/// A value as a report may show it: on one line, shortened, and every run that could be a BSN or an account masked to
/// its last three characters.
#[must_use]
pub fn shown(value: &str) -> String {
    shortened(&mask_numbers(&on_one_line(value)))
}

fn on_one_line(value: &str) -> String {
    let words = value.split(|ch: char| ch.is_whitespace() || ch.is_control());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= LONGEST_SHOWN {
        return text.to_owned();
    }
    text.chars().take(LONGEST_SHOWN - 1).chain(['…']).collect()
}

/// Masks runs of letters and digits, with spaces, dots or hyphens between, that hold seven digits or more in a row of
/// such groups; shorter numbers (client numbers, years) stay.
fn mask_numbers(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(|ch: char| ch.is_ascii_digit()) {
        let run = number_run(rest.get(start..).unwrap_or_default());
        let digits = run.chars().filter(char::is_ascii_digit).count();
        out.push_str(rest.get(..start).unwrap_or_default());
        out.push_str(&if digits >= 7 && !looks_like_date(run) {
            mask(run)
        } else {
            run.to_owned()
        });
        rest = rest.get(start + run.len()..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// Whether the digits stand in the groups of a date; a BSN has nine and never does.
fn looks_like_date(run: &str) -> bool {
    let mut lengths = [0_usize; 3];
    let mut groups = run.split(['-', '.']).map(str::len);
    lengths.fill_with(|| groups.next().unwrap_or_default());
    groups.next().is_none() && matches!(lengths, [1..=2, 1..=2, 4] | [4, 1..=2, 1..=2])
}

/// The digits that start here, with single separators between them; capitals count, for the bank in an IBAN.
fn number_run(text: &str) -> &str {
    let mut end = 0;
    let mut separators = 0;
    for (at, ch) in text.char_indices() {
        match ch {
            '0'..='9' | 'A'..='Z' => (end, separators) = (at + 1, 0),
            ' ' | '.' | '-' if separators == 0 => separators = 1,
            _ => break,
        }
    }
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_shown_without_identifiers() {
        #[rustfmt::skip]
        let table = [
            ("jan@kantoor.example", "jan@kantoor.example", "an address"),
            ("123456782", "******782", "a BSN"),
            ("123.456.782", "******782", "with dots"),
            ("BSN 1234 56 782 van Jan", "BSN ******782 van Jan", "in a text"),
            ("NL91 ABNA 0417 1643 00", "NL*********300", "an account keeps its country and last three"),
            ("nl91abna0417164300", "nl91abna*******300", "in small letters"),
            ("17303", "17303", "a client number stays"),
            ("31-13-2026", "31-13-2026", "something that wants to be a date"),
            ("a\n b\t\u{0}c", "a b c", "one line"),
        ];
        for (value, expected, why) in table {
            assert_eq!(shown(value), expected, "{why}");
        }
        assert_eq!(shown(&"x".repeat(100)).chars().count(), LONGEST_SHOWN);
    }

    #[test]
    fn client_numbers_are_shown_unless_they_are_more_than_that() {
        #[rustfmt::skip]
        let table = [
            ("10001234", "10001234", "people look it up by this"),
            ("KL-2026-000117", "KL-2026-000117", "letters too"),
            ("123456782", "******782", "a BSN for a number"),
            ("NL91ABNA0417164300", "*********300", "an account for a number"),
        ];
        for (number, expected, why) in table {
            assert_eq!(shown_number(number), expected, "{why}");
        }
    }

    #[test]
    fn codes_have_names_of_their_own() {
        let names: std::collections::HashSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), Code::ALL.len());
    }
}
