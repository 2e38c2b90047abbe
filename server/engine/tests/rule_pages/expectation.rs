//! What a page says will come out: every finding with its severity, and as much of the rest as the page tells.

use super::{Fault, mail::addresses};
use postwacht_engine::{
    Check,
    address::Address,
    verdict::{Decision, Severity},
};

/// All that an example expects.
#[derive(Debug, Default)]
pub(crate) struct Expectation {
    /// Every finding, in order.
    pub(crate) findings: Vec<Expected>,
    /// Why entries of the allowlist are refused.
    pub(crate) refused: Vec<String>,
}

/// One finding that is expected. What is none was not said and is not compared.
#[derive(Debug)]
pub(crate) struct Expected {
    pub(crate) check: Check,
    pub(crate) severity: Severity,
    pub(crate) recipients: Option<Vec<Address>>,
    pub(crate) attachments: Option<Vec<String>>,
    pub(crate) mends: Option<Vec<String>>,
}

/// The Dutch words for a severity.
const SEVERITIES: [(&str, Severity); 4] = [
    ("aantekening", Severity::Info),
    ("waarschuwing", Severity::Warn),
    ("bevestiging", Severity::Confirm),
    ("tegengehouden", Severity::Block),
];

/// The word for a severity.
pub(crate) fn word(severity: Severity) -> &'static str {
    SEVERITIES
        .iter()
        .find(|(_, known)| *known == severity)
        .map_or("", |(word, _)| word)
}

impl Expectation {
    /// Reads the block `verwacht`.
    pub(crate) fn read(text: &str) -> Result<Self, Fault> {
        let mut expected = Self::default();
        let mut silent = false;
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            if line.trim() == "stil" {
                silent = true;
                continue;
            }
            let (key, value) = line
                .trim()
                .split_once(':')
                .ok_or_else(|| format!("expected `word: value`: {line}"))?;
            let value = value.trim();
            if key == "geweigerd" {
                expected.refused.push(value.to_owned());
            } else if line.starts_with(' ') {
                let finding = expected
                    .findings
                    .last_mut()
                    .ok_or("a detail needs a finding above it")?;
                finding.detail(key, value)?;
            } else {
                expected.findings.push(finding(key, value)?);
            }
        }
        let shown = expected.shown().next().is_some();
        if silent == shown {
            return Err("say either `stil` or a finding that people see".to_owned());
        }
        Ok(expected)
    }

    /// Findings that people see.
    pub(crate) fn shown(&self) -> impl Iterator<Item = &Expected> {
        self.findings.iter().filter(|finding| finding.severity > Severity::Info)
    }

    /// What follows from the findings.
    pub(crate) fn decision(&self) -> Decision {
        match self.findings.iter().map(|finding| finding.severity).max() {
            None | Some(Severity::Info) => Decision::Allow,
            Some(Severity::Warn) => Decision::Warn,
            Some(Severity::Confirm) => Decision::Confirm,
            Some(Severity::Block) => Decision::Block,
        }
    }
}

fn finding(severity: &str, check: &str) -> Result<Expected, Fault> {
    let (_, severity) = SEVERITIES
        .into_iter()
        .find(|(word, _)| *word == severity)
        .ok_or_else(|| format!("unknown severity: {severity}"))?;
    Ok(Expected {
        check: Check::from_id(check).ok_or_else(|| format!("no such check: {check}"))?,
        severity,
        recipients: None,
        attachments: None,
        mends: None,
    })
}

impl Expected {
    fn detail(&mut self, key: &str, value: &str) -> Result<(), Fault> {
        let none = value == "geen";
        match key {
            "ontvangers" => self.recipients = Some(if none { Vec::new() } else { addresses(value)? }),
            "bijlagen" => {
                let names = value.split(", ").map(str::to_owned);
                self.attachments = Some(if none { Vec::new() } else { names.collect() });
            }
            "herstel" => {
                let mends = self.mends.get_or_insert_default();
                if !none {
                    mends.push(value.to_owned());
                }
            }
            _ => return Err(format!("unknown detail `{key}`")),
        }
        Ok(())
    }
}

#[test]
fn silence_and_findings_exclude_each_other() {
    for (text, holds) in [
        ("stil\n", true),
        ("stil\naantekening: new-recipient\n", true),
        ("waarschuwing: new-recipient\n  ontvangers: geen\n", true),
        ("stil\nwaarschuwing: new-recipient\n", false),
        ("aantekening: new-recipient\n", false),
        ("", false),
        ("luid: new-recipient\n", false),
        ("  ontvangers: geen\n", false),
    ] {
        assert_eq!(Expectation::read(text).is_ok(), holds, "{text}");
    }
}
