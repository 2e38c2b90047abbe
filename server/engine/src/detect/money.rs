//! Tells a balance sheet or ledger, whose amounts pass the 11-test now and then, from a list of numbers.

use super::page::Page;
use super::words::words_of;

/// Words of annual accounts, ledgers and statements.
#[rustfmt::skip] // One word a line would be pages.
const ACCOUNTING: &[&str] = &[
    "activa", "passiva", "vermogen", "schulden", "vorderingen", "voorraden", "middelen", "voorzieningen", "omzet",
    "kosten", "resultaat", "winst", "verlies", "kapitaal", "reserve", "reserves", "afschrijving", "afschrijvingen",
    "lasten", "baten", "rente", "debiteuren", "crediteuren", "inventaris", "goodwill", "deelnemingen", "kas",
    "belastingen", "lonen", "huisvesting", "inkoop", "inkopen", "marge", "opbrengst", "opbrengsten", "ebit", "ebitda",
    "assets", "liabilities", "equity", "receivables", "payables", "inventory", "revenue", "profit", "loss", "cash",
    "depreciation", "provisions", "interest", "totaal", "total", "subtotaal", "saldo", "balans", "balance",
];

/// Words above a table that say that it holds money.
#[rustfmt::skip] // One word a line would be pages.
const MONEY: &[&str] = &[
    "euro", "eur", "balans", "jaarrekening", "winst", "bedragen", "resultatenrekening", "begroting", "grootboek",
    "saldibalans", "kolommenbalans", "proefbalans",
];

/// Lines above a table that may say so.
const ABOVE: usize = 4;

/// Whether the table around a line holds amounts of money.
pub(super) fn is_ledger(page: &Page, line: usize) -> bool {
    let lines = page.block_lines(line);
    let mut above = lines.start.saturating_sub(ABOVE)..lines.start;
    let says = |line: usize, list: &[&str]| {
        let words = words_of(page.slice(page.content(line)));
        words.iter().any(|word| list.contains(&word.as_str()))
    };
    let announced = above.any(|line| says(line, MONEY) || page.slice(page.content(line)).contains('€'));
    let looked_at = lines.len().min(20);
    let rows = lines.take(looked_at).filter(|&line| says(line, ACCOUNTING)).count();
    announced || rows >= 2 && rows * 3 >= looked_at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_told_from_lists() {
        let page = Page::new("Debiteuren   123456782\nKas   111222333\n\n\nJan   123456782\nPiet   111222333");
        assert!(is_ledger(&page, 0));
        assert!(!is_ledger(&page, 4));
        assert!(is_ledger(
            &Page::new("Bedragen x EUR 1\nA   123456782\nB   111222333"),
            1
        ));
    }
}
