//! Measures what matters to an office and writes `docs/reference/performance.md`.
//!
//! Every figure stands beside a rival or a limit of the same run, since machines differ and are never quiet.
#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot go on must stop, prints its figures, and is no model of style"
)]

mod audit;
mod checks;
mod clock;
mod files;
mod http;
mod import;
mod office;
mod table;
mod texts;

use std::path::Path;
use table::Table;

/// The part of the run that is asked for by name, such as `cargo bench -p postwacht -- checks`; all by default.
fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    if arguments.first().is_some_and(|first| first == http::RIVAL) {
        http::serve_rival();
        return;
    }
    let wanted = |part: &str| arguments.is_empty() || arguments.iter().any(|argument| argument == part);
    let mut table = Table::default();
    for (name, part) in PARTS {
        if wanted(name) {
            part(&mut table);
        }
    }
    println!("{}", table.text());
    if arguments.is_empty() {
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/performance.md");
        std::fs::write(&page, table.page()).expect("the page can be written");
        println!("written to docs/reference/performance.md");
    }
}

/// A part of the run: its name and what it measures.
type Part = (&'static str, fn(&mut Table));

const PARTS: &[Part] = &[
    ("http", http::measure),
    ("checks", checks::measure),
    ("import", import::measure),
    ("audit", audit::measure),
    ("texts", texts::measure),
    ("files", files::measure),
];
