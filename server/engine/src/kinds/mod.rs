//! What kind of paper a text is: payslip, bank statement, medical letter, and so on.
//!
//! Told by structure and words: a title in the first lines, and the labels that papers of that kind have. A letter that
//! only speaks of a payslip has neither. Nothing here says whose the paper is, nor whether it may go anywhere.

mod signs;

use crate::names;
use signs::{KINDS, Signs};

/// Bytes of the beginning in which a paper shows what it is.
const HEAD: usize = 8 << 10;
/// Lines in which a title stands, and characters and words that it may have.
const TITLE_LINES: usize = 14;
const TITLE_CHARACTERS: usize = 90;
const TITLE_WORDS: usize = 10;
/// What a title weighs, and what all signs together must weigh.
const TITLE: u32 = 4;
const ENOUGH: u32 = 6;
/// Labels that must stand in it besides a title, or without one.
const LABELS_UNDER_A_TITLE: u32 = 2;
const LABELS_ALONE: u32 = 5;

/// Titles of what only tells about papers.
#[rustfmt::skip] // One sign a line would be pages.
const ABOUT: &[&str] = &[
    "nieuwsbrief", "newsletter", "handleiding", "gebruiksaanwijzing", "user guide", "brochure", "folder", "webinar",
    "veelgestelde vragen", "faq", "privacyverklaring", "privacy statement", "algemene voorwaarden",
];

/// A kind of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// What an employer paid in a period, to one employee.
    Payslip,
    /// What an employer or agency paid in a year, to one person.
    AnnualStatement,
    /// A return to the tax office, or its draft.
    TaxReturn,
    /// What the tax office, or a municipality, has assessed or granted.
    TaxAssessment,
    /// Balance sheet, profit and loss.
    AnnualAccounts,
    /// What went in and out of an account.
    BankStatement,
    /// Orders to a bank to pay or to collect.
    PaymentOrder,
    /// An invoice.
    Invoice,
    /// A general ledger or audit file.
    Ledger,
    /// A passport, identity card or driving licence.
    IdentityDocument,
    /// A letter or record about somebody's health.
    MedicalLetter,
    /// A curriculum vitae.
    CurriculumVitae,
    /// An extract from the register of persons (BRP).
    PopulationRecord,
    /// A decision on support: Wmo, Jeugdwet, Participatiewet.
    SupportDecision,
    /// An objection or appeal against a decision.
    Objection,
}

impl Kind {
    /// What people call it, in English, one of them and several of what it lists.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Payslip => "payslip",
            Self::AnnualStatement => "annual wage statement",
            Self::TaxReturn => "tax return",
            Self::TaxAssessment => "tax assessment",
            Self::AnnualAccounts => "annual accounts",
            Self::BankStatement => "bank statement",
            Self::PaymentOrder => "payment order",
            Self::Invoice => "invoice",
            Self::Ledger => "ledger",
            Self::IdentityDocument => "identity document",
            Self::MedicalLetter => "medical letter",
            Self::CurriculumVitae => "curriculum vitae",
            Self::PopulationRecord => "extract from the register of persons",
            Self::SupportDecision => "decision on support",
            Self::Objection => "objection",
        }
    }

    /// What its rows are, where they are worth counting.
    #[must_use]
    pub fn rows(self) -> Option<&'static str> {
        match self {
            Self::BankStatement | Self::PaymentOrder => Some("transactions"),
            Self::Ledger => Some("rows"),
            Self::Payslip
            | Self::AnnualStatement
            | Self::TaxReturn
            | Self::TaxAssessment
            | Self::AnnualAccounts
            | Self::Invoice
            | Self::IdentityDocument
            | Self::MedicalLetter
            | Self::CurriculumVitae
            | Self::PopulationRecord
            | Self::SupportDecision
            | Self::Objection => None,
        }
    }
}

/// The kind of paper that a text is; `None` where nothing says so clearly.
#[must_use]
pub fn of(text: &str) -> Option<Kind> {
    let head = text.get(..text.floor_char_boundary(HEAD)).unwrap_or(text);
    if is_machine_readable(head) {
        return Some(Kind::IdentityDocument);
    }
    let (titles, all) = (titles(head), spaced(head));
    if ABOUT.iter().any(|sign| holds(&titles, sign)) {
        return None;
    }
    let mut best: Option<(Kind, u32)> = None;
    for signs in KINDS {
        let score = score(signs, &titles, &all);
        if score >= ENOUGH && best.is_none_or(|(_, most)| score > most) {
            best = Some((signs.kind, score));
        }
    }
    best.map(|(kind, _)| kind)
}

/// How many rows the largest table of a text has, its heading apart.
#[must_use]
pub fn rows(text: &str) -> usize {
    let (mut most, mut run) = (0_usize, 0_usize);
    for line in text.lines() {
        run = if line.contains('\t') { run + 1 } else { 0 };
        most = most.max(run);
    }
    most.saturating_sub(1)
}

fn score(signs: &Signs, titles: &str, all: &str) -> u32 {
    let found = |list: &[&str], text: &str| {
        let count = list.iter().filter(|sign| holds(text, sign)).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    };
    let required = signs.required.is_empty() || found(signs.required, all) > 0;
    if !required || found(signs.against, titles) > 0 {
        return 0;
    }
    let labels = found(signs.labels, all);
    let title = found(signs.titles, titles);
    if labels < if title > 0 { LABELS_UNDER_A_TITLE } else { LABELS_ALONE } {
        return 0;
    }
    labels + if title > 0 { TITLE + title.min(3) - 1 } else { 0 }
}

/// Whether the words of a sign stand in a text, the last of them with any ending.
fn holds(text: &str, sign: &str) -> bool {
    let mut rest = text;
    while let Some(at) = memchr::memmem::find(rest.as_bytes(), sign.as_bytes()) {
        if at == 0 || rest.as_bytes().get(at - 1) == Some(&b' ') {
            return true;
        }
        rest = rest.get(at + sign.len()..).unwrap_or_default();
    }
    false
}

/// Short lines of the beginning that are no sentences, in folded words.
fn titles(head: &str) -> String {
    let lines = head
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .take(TITLE_LINES);
    let mut all = String::new();
    for line in lines {
        let sentence = line.ends_with(['.', '?', '!', ',']) && !line.ends_with("B.V.");
        if sentence || line.chars().count() > TITLE_CHARACTERS {
            continue;
        }
        let words = names::words(line);
        if words.len() <= TITLE_WORDS {
            all.push_str(&words.join(" "));
            all.push_str(" | ");
        }
    }
    all
}

/// All words, folded, one blank between them.
fn spaced(head: &str) -> String {
    let mut all = String::with_capacity(head.len());
    names::each_word(head, |word, _, _| {
        all.push_str(word);
        all.push(' ');
    });
    all
}

/// Whether the lines that machines read on passports and cards stand in it (ICAO 9303).
fn is_machine_readable(head: &str) -> bool {
    head.lines().any(|line| {
        let line = line.trim();
        let filled = line.len() >= 28 && line.contains("<<");
        let begins = line.starts_with(['P', 'I', 'A', 'C']) || line.starts_with("D1NLD");
        filled
            && begins
            && line
                .bytes()
                .all(|byte| matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'<'))
    })
}

#[cfg(test)]
mod tests;
