//! Makes the documentation from the pages: one file a check, a table of all, the office, and the default policy.

use super::{Fault, office, page::Page, read, sentences};
use postwacht_engine::{Check, policy::Policy};
use std::fmt::Write as _;

/// How to read the examples; the introduction of the table.
const GUIDE: &str = include_str!("leeswijzer.md");

/// Every file that is made: path from the root, and text.
pub(crate) fn pages() -> Result<Vec<(String, String)>, Fault> {
    let mut pages = vec![
        ("docs/reference/default-policy.toml".to_owned(), Policy::default_text()),
        (
            "docs/rules/kantoor.md".to_owned(),
            made(office::PAGE, "server/engine/tests/rule_pages/kantoor.md"),
        ),
    ];
    let mut table = String::from("| Controle | Wat zij doet | Standaard |\n| --- | --- | --- |\n");
    for check in Check::ALL {
        let page = read(*check)?;
        let id = check.id();
        let default = sentence(&page.default);
        let _ = writeln!(
            table,
            "| [{}]({id}.md)<br>`{id}` | {} | {default} |",
            page.title, page.summary
        );
        let source = format!("server/engine/src/rules/{}/spec.md", id.replace('-', "_"));
        pages.push((format!("docs/rules/{id}.md"), made(&with_id(*check, &page)?, &source)));
    }
    let index = GUIDE.replace("<!-- tabel -->\n", &table);
    pages.push((
        "docs/rules/README.md".to_owned(),
        made(&index, "server/engine/tests/rule_pages/leeswijzer.md"),
    ));
    Ok(pages)
}

/// A sentence with a capital.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// The page with fresh sentences, and with the check's id below its title, where whoever sets a policy looks for it.
fn with_id(check: Check, page: &Page) -> Result<String, Fault> {
    let title = format!("# {}\n", page.title);
    let id = check.id();
    let below = format!(
        "{title}\nIn het beleid en in het logboek heet deze controle `{id}`. Hoe u een voorbeeld leest, staat bij \
         [de controles](README.md#zo-leest-u-een-voorbeeld). Wie erin voorkomen, staat bij \
         [het voorbeeldkantoor](kantoor.md).\n"
    );
    let fresh = sentences::quoted(check, page, check.sources().page)?;
    Ok(fresh.replacen(&title, &below, 1))
}

/// A page with a note on where it came from, and links that lead on from where it stands now.
fn made(page: &str, source: &str) -> String {
    let mut text = format!("<!-- Made from {source}; change it there. -->\n\n{page}");
    for check in Check::ALL {
        let folder = check.id().replace('-', "_");
        text = text.replace(&format!("(../{folder}/spec.md"), &format!("({}.md", check.id()));
    }
    text.replace("(../../../tests/rule_pages/kantoor.md", "(kantoor.md")
        .replace("(../../../tests/rule_pages/leeswijzer.md", "(README.md")
        .replace("(leeswijzer.md", "(README.md")
}
