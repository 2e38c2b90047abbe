//! Prints what an import says about a file, all of it: for people, or as one JSON object.

use crate::{
    cli::{Format, UNUSABLE, say, tell},
    files::Fault,
};
use postwacht_directory::report::{Problem, Report, Severity};
use postwacht_engine::words::Language;
use serde_json::{Value, json};
use std::path::Path;

/// Prints the report of a file, or why there is none, and gives the exit code: 0 nothing to mend, 1 something, 2 the
/// file gave nothing.
pub(crate) fn print(path: &Path, outcome: &Result<Report, Fault>, language: Language, format: Format) -> u8 {
    let file = path.display().to_string();
    let (code, told) = match (outcome, format) {
        (Ok(report), Format::Text) => (code(report), format!("{file}: {}", report.spoken(language, usize::MAX))),
        (Ok(report), Format::Json) => (code(report), object(&file, report, language).to_string()),
        (Err(fault), Format::Text) => {
            tell(&fault.to_string());
            return UNUSABLE;
        }
        (Err(fault), Format::Json) => (UNUSABLE, json!({"file": file, "error": fault.why()}).to_string()),
    };
    // Where nobody reads on (`| head`), the exit code still is the answer.
    let _ = say(&told);
    code
}

fn code(report: &Report) -> u8 {
    let worst = report.problems.iter().map(|problem| problem.severity).max();
    match worst {
        None | Some(Severity::Notice) => 0,
        Some(Severity::ValueIgnored | Severity::RowSkipped) => 1,
        Some(Severity::FileRefused) => UNUSABLE,
    }
}

fn object(file: &str, report: &Report, language: Language) -> Value {
    let problems: Vec<Value> = report
        .problems
        .iter()
        .map(|problem| problem_object(problem, language))
        .collect();
    json!({
        "file": file,
        "rows": report.rows,
        "records": report.records,
        "addresses": report.contacts,
        "refused": report.is_refused(),
        "problems": problems,
    })
}

fn problem_object(problem: &Problem, language: Language) -> Value {
    json!({
        "line": problem.line,
        "column": problem.column,
        "code": problem.code.name(),
        "severity": problem.severity.name(),
        "text": problem.spoken(language),
    })
}
