//! The reference page of the codes, made from the list.

use super::Code;
use std::fmt::Write as _;

/// The page, in Markdown.
fn page() -> String {
    let mut page = String::from(
        "# Refusals\n\n\
         A refusal is `application/problem+json` (RFC 9457): `type`, `title`, `status`, `code`, `detail`, and for fields that do not\n\
         hold `errors`, a list of `path` (such as `to[3].address`) and `reason`. It never repeats a value that was sent. Codes are\n\
         stable: a new version may add some, and never gives one another meaning. This page is made from the code.\n\n\
         | code | status | when | what to do |\n| --- | --- | --- | --- |\n",
    );
    for code in Code::ALL {
        // Writing into a String cannot fail.
        let _ = writeln!(
            page,
            "| `{}` | {} | {} | {} |",
            code.as_str(),
            code.status(),
            code.meaning(),
            code.mend()
        );
    }
    page
}

#[test]
fn the_committed_page_is_that_of_the_code() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/reference/problems.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, page()).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed == page(),
        "docs/reference/problems.md is old; `make docs` writes it anew"
    );
}
