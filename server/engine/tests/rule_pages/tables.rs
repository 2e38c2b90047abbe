//! Markdown tables as rows with named cells. Knows nothing of what the cells mean.

use std::collections::HashMap;

/// One row: cells by the heading of their column, in lower case.
pub(crate) type Row = HashMap<String, String>;

/// All rows of all tables in a text, with the heading they stand under.
pub(crate) fn rows(text: &str) -> Vec<(String, Row)> {
    let mut under = String::new();
    let mut columns: Vec<String> = Vec::new();
    let mut rows = Vec::new();
    for line in text.lines().map(str::trim) {
        if let Some(heading) = line.strip_prefix("## ") {
            heading.clone_into(&mut under);
        }
        let Some(cells) = cells(line) else {
            columns.clear();
            continue;
        };
        if columns.is_empty() {
            columns = cells.iter().map(|cell| cell.to_lowercase()).collect();
        } else if !cells
            .iter()
            .all(|cell| cell.chars().all(|sign| matches!(sign, '-' | ':')))
        {
            rows.push((under.clone(), columns.iter().cloned().zip(cells).collect()));
        }
    }
    rows
}

/// The cells of a line, when it is one of a table.
fn cells(line: &str) -> Option<Vec<String>> {
    let inner = line.strip_prefix('|')?.strip_suffix('|')?;
    Some(inner.split('|').map(|cell| cell.trim().to_owned()).collect())
}

/// A cell's values: separated by semicolons, without back-ticks.
pub(crate) fn values(row: &Row, column: &str) -> Vec<String> {
    row.get(column)
        .map(|cell| cell.replace('`', ""))
        .unwrap_or_default()
        .split(';')
        .map(|value| value.trim().to_owned())
        .filter(|value| !value.is_empty() && value != "-")
        .collect()
}

#[test]
fn a_table_becomes_rows_by_heading() {
    let rows = rows("# T\n## Mensen\n\n| Naam | Nummers |\n| --- | --- |\n| Jan | `1`; 2 |\n| Piet | - |\n\nEinde");
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].0, "Mensen");
    assert_eq!(values(&rows[0].1, "naam"), ["Jan"]);
    assert_eq!(values(&rows[0].1, "nummers"), ["1", "2"]);
    assert!(values(&rows[1].1, "nummers").is_empty());
}
