//! One example: a mail, the situation at the office, and what is expected.

use super::{
    Fault,
    expectation::Expectation,
    mail,
    office::Office,
    page::{Block, Section},
    situation::Situation,
};
use postwacht_engine::{check, message::Message, verdict::Verdict};
use std::collections::BTreeSet;

/// An example of a page.
#[derive(Debug)]
pub(crate) struct Example {
    pub(crate) title: String,
    /// Line of its heading.
    pub(crate) line: usize,
    pub(crate) section: Section,
    pub(crate) message: Message,
    situation: Situation,
    pub(crate) expected: Expectation,
    /// Line on which the expectation ends; the quotes follow it.
    pub(crate) end: usize,
    /// Lines of the quotes that stand in it.
    pub(crate) quotes: Vec<usize>,
}

impl Example {
    /// Whether a block of this kind is part of an example.
    pub(crate) fn is_part(kind: &str) -> bool {
        matches!(kind, "mail" | "beleid" | "situatie" | "verwacht")
    }

    /// Puts an example together from its blocks.
    pub(crate) fn read(
        title: String,
        line: usize,
        section: Section,
        blocks: &[Block],
        quotes: Vec<usize>,
    ) -> Result<Self, Fault> {
        let one = |kind: &str| -> Result<Option<&Block>, Fault> {
            let mut of_kind = blocks.iter().filter(|block| block.kind == kind);
            match (of_kind.next(), of_kind.next()) {
                (_, Some(second)) => Err(format!("a second block `{kind}` on line {}", second.line)),
                (first, None) => Ok(first),
            }
        };
        let at = |block: &Block, fault: Fault| format!("block on line {}: {fault}", block.line);
        let mail = one("mail")?.ok_or("no block `mail`")?;
        let expected = one("verwacht")?.ok_or("no block `verwacht`")?;
        let policy = one("beleid")?.map_or("", |block| block.text.as_str());
        let situation = match one("situatie")? {
            Some(block) => Situation::read(&block.text, policy).map_err(|fault| at(block, fault))?,
            None => Situation::read("", policy)?,
        };
        Ok(Self {
            title,
            line,
            section,
            message: mail::read(&mail.text).map_err(|fault| at(mail, fault))?,
            situation,
            expected: Expectation::read(&expected.text).map_err(|fault| at(expected, fault))?,
            end: expected.end,
            quotes,
        })
    }

    /// What comes out: the verdict, and the codes of allowlist entries that were refused.
    pub(crate) fn run(&self, office: &Office) -> (Verdict, Vec<&'static str>) {
        let snapshot = self.situation.snapshot(office);
        let today = self.situation.today;
        let first = check(&self.message, &snapshot, today, &BTreeSet::new());
        let answered: BTreeSet<String> = first
            .findings
            .iter()
            .filter(|finding| self.situation.answered.contains(&finding.check))
            .map(|finding| finding.id.clone())
            .collect();
        let verdict = if answered.is_empty() {
            first
        } else {
            check(&self.message, &snapshot, today, &answered)
        };
        (verdict, self.situation.refused())
    }
}
