//! Marks: by what rows are looked up that are few among many, such as those of one sender.
//!
//! They stand beside the rows, outside the chain: a mark that is wrong finds too little or too much, and changes nothing.

use super::row::Row;
use crate::{fault::StoreError, store::Writing};
use std::collections::BTreeSet;

/// Digits of a keyed sender in a mark. What is found is looked at once more.
const DIGITS: usize = 16;

/// The mark of a sender, by the whole keyed text.
pub(super) fn sender(keyed: &str) -> String {
    format!("sender:{}", keyed.get(..DIGITS).unwrap_or(keyed))
}

/// The mark of a check that found something.
pub(super) fn check(id: &str) -> String {
    format!("check:{id}")
}

/// The mark of a decision; none for what most mails get.
pub(super) fn decision(word: &str) -> Option<String> {
    matches!(word, "warn" | "confirm" | "block").then(|| format!("decision:{word}"))
}

/// The mark of a kind of row; none for those of which there are many.
pub(super) fn kind(word: &str) -> Option<String> {
    (word == "event").then(|| format!("kind:{word}"))
}

/// The marks of a row.
fn of(row: &Row) -> BTreeSet<String> {
    let mut marks = BTreeSet::new();
    match row {
        Row::Check(row) => {
            marks.insert(sender(&row.sender));
            marks.extend(decision(row.decision));
            marks.extend(row.findings.iter().map(|found| check(found.check)));
        }
        Row::Outcome(row) => {
            marks.insert(sender(&row.sender));
        }
        Row::Event(_) => marks.extend(kind("event")),
    }
    marks
}

/// Marks a row that was appended.
pub(super) async fn put(
    writing: &mut Writing,
    (writer, number, written): (&str, i64, i64),
    row: &Row,
) -> Result<(), StoreError> {
    for mark in of(row) {
        sqlx::query("INSERT INTO audit_marks (mark, written, writer, number) VALUES ($1, $2, $3, $4)")
            .bind(mark)
            .bind(written)
            .bind(writer)
            .bind(number)
            .execute(&mut **writing)
            .await?;
    }
    Ok(())
}
