//! Compares what an example expects with what comes out, and tells the difference so that no debugger is needed.

use super::{
    Fault,
    example::Example,
    expectation::{Expected, word},
    office,
    page::{Page, Section},
    sentences,
};
use postwacht_engine::{
    Check,
    address::Address,
    verdict::{Finding, Fix, Severity, Verdict},
};
use std::fmt::Write as _;

/// All examples of a page that do not hold.
pub(crate) fn faults(check: Check, page: &Page) -> Vec<Fault> {
    let office = match office::embedded() {
        Ok(office) => office,
        Err(fault) => return vec![fault],
    };
    let mut faults = Vec::new();
    for example in &page.examples {
        let (verdict, refused) = example.run(office);
        let mut wrong = differences(example, &verdict, &refused);
        wrong.extend(out_of_place(check, example));
        if !wrong.is_empty() {
            faults.push(report(check, example, &wrong, &verdict));
        }
    }
    faults
}

/// An example stands in the section that says what it shows.
fn out_of_place(check: Check, example: &Example) -> Option<Fault> {
    let own: Vec<&Expected> = example
        .expected
        .findings
        .iter()
        .filter(|finding| finding.check == check)
        .collect();
    match example.section {
        Section::Warns if own.is_empty() => {
            Some(format!("expects nothing of {}, but stands under warnings", check.id()))
        }
        Section::Silent if own.iter().any(|finding| finding.severity > Severity::Info) => {
            Some(format!("expects {} to speak, but stands under silence", check.id()))
        }
        _ => None,
    }
}

fn differences(example: &Example, verdict: &Verdict, refused: &[&str]) -> Vec<Fault> {
    let mut wrong = Vec::new();
    let expected: Vec<(Check, Severity)> = example
        .expected
        .findings
        .iter()
        .map(|finding| (finding.check, finding.severity))
        .collect();
    let found: Vec<(Check, Severity)> = verdict
        .findings
        .iter()
        .map(|finding| (finding.check, finding.severity))
        .collect();
    if expected != found {
        wrong.push(format!(
            "findings: expected {}, came {}",
            listed(&expected),
            listed(&found)
        ));
    } else if example.expected.decision() != verdict.decision {
        wrong.push(format!("decision: came {}", verdict.decision.as_str()));
    }
    if example.expected.refused != refused {
        wrong.push(format!(
            "refused: expected {:?}, came {refused:?}",
            example.expected.refused
        ));
    }
    for (expected, found) in example.expected.findings.iter().zip(&verdict.findings) {
        wrong.extend(details(example, expected, found));
    }
    wrong
}

fn listed(findings: &[(Check, Severity)]) -> String {
    if findings.is_empty() {
        return "stil".to_owned();
    }
    let all: Vec<String> = findings
        .iter()
        .map(|(check, severity)| format!("{}: {}", word(*severity), check.id()))
        .collect();
    all.join(", ")
}

fn details(example: &Example, expected: &Expected, found: &Finding) -> Vec<Fault> {
    let mut wrong = Vec::new();
    let mut compare = |what: &str, expected: Option<Vec<String>>, found: Vec<String>| {
        if expected.as_ref().is_some_and(|expected| *expected != found) {
            let expected = expected.unwrap_or_default();
            wrong.push(format!(
                "{what}: expected {}, came {}",
                expected.join(", "),
                found.join(", ")
            ));
        }
    };
    let text = |addresses: &[Address]| addresses.iter().map(ToString::to_string).collect::<Vec<_>>();
    compare(
        "ontvangers",
        expected.recipients.as_deref().map(text),
        text(&found.recipients),
    );
    let names = found.attachments.iter().map(|at| name(example, *at)).collect();
    compare("bijlagen", expected.attachments.clone(), names);
    let mends = found.fixes.iter().map(|fix| mend(example, fix)).collect();
    compare("herstel", expected.mends.clone(), mends);
    wrong
}

fn name(example: &Example, at: usize) -> String {
    example
        .message
        .attachments
        .get(at)
        .map_or("?", |attachment| attachment.name.as_str())
        .to_owned()
}

/// What a mend does, as a page says it.
fn mend(example: &Example, fix: &Fix) -> String {
    match fix {
        Fix::MoveToBcc(all) => format!("zet {} in Bcc", all.len()),
        Fix::RemoveRecipient(address) => format!("haal {address} weg"),
        Fix::ReplaceRecipient { recipient, with, .. } => format!("{recipient} wordt {with}"),
        Fix::RemoveAttachment(at) => format!("haal {} weg", name(example, *at)),
    }
}

fn report(check: Check, example: &Example, wrong: &[Fault], verdict: &Verdict) -> Fault {
    let mut report = format!("{} (line {}): {}\n", check.id(), example.line, example.title);
    for fault in wrong {
        let _ = writeln!(report, "  {fault}");
    }
    report.push_str("  what came out:\n");
    for finding in &verdict.findings {
        let spoken = sentences::dutch(finding);
        let mends: Vec<String> = finding.fixes.iter().map(|fix| mend(example, fix)).collect();
        let recipients: Vec<&str> = finding.recipients.iter().map(Address::as_str).collect();
        let names: Vec<String> = finding.attachments.iter().map(|at| name(example, *at)).collect();
        let _ = writeln!(
            report,
            "    {}: {}\n      {} | {}\n      ontvangers: {}; bijlagen: {}; herstel: {}",
            word(finding.severity),
            finding.check.id(),
            spoken.title,
            spoken.text,
            recipients.join(", "),
            names.join(", "),
            mends.join("; ")
        );
    }
    report
}
