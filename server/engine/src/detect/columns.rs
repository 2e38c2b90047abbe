//! Columns of numbers that no header explains: when all of them pass the 11-test, that is no chance.
//!
//! Five that pass by chance: one column in 160,000. Amounts are kept out, and a header that nobody knows asks for more.

use std::collections::HashMap;
use std::ops::Range;

use super::nine_digits::NineDigits;
use super::page::Page;
use super::{Kind, dates, money, person_list};

/// Fewest different numbers that make a column a column of BSNs.
const ENOUGH: usize = 5;
/// The same where a person's name stands in every row.
const ENOUGH_BESIDE_PERSONS: usize = 4;
/// The same where words of a payroll stand in or above the table too.
const ENOUGH_IN_A_PAYROLL: usize = 3;
/// The same where the column has a header that says something else, or nothing we know.
const ENOUGH_UNDER_A_NAME: usize = 10;
/// Columns further to the right are not judged.
const WIDEST: usize = 200;
/// Rows that are enough to judge a column.
const TALLEST: usize = 200;
/// Rows looked at for signs of persons.
const ROWS: usize = 20;
/// Birth years end here; later dates are those of papers.
const LATEST_BIRTH: i16 = 2019;

/// What was found out about whole columns, so that it is found out once.
#[derive(Default)]
pub(super) struct Columns {
    judged: HashMap<(usize, usize, usize), Option<Kind>>,
}

impl Columns {
    /// What the column of a number holds in which all numbers pass the 11-test.
    pub(super) fn judge(&mut self, page: &Page, number: &NineDigits) -> Option<Kind> {
        let column = page.column_at(number.start).filter(|column| column.index < WIDEST)?;

        let key = (column.block, column.header, column.index);
        *self.judged.entry(key).or_insert_with(|| judge(page, number.start))
    }
}

fn judge(page: &Page, at: usize) -> Option<Kind> {
    if money::is_ledger(page, page.line_at(at)) {
        return None;
    }
    let cells = page.column_cells(at, TALLEST);
    let filled = cells.iter().filter(|cell| !cell.is_empty());
    let (numeric, wordy): (Vec<_>, Vec<_>) = filled.partition(|cell| has_digit(page, cell));
    let numbers: Option<Vec<NineDigits>> = numeric.iter().map(|cell| whole_number(page, cell)).collect();
    let numbers = numbers.filter(|numbers| wordy.len() * 5 <= numbers.len() && written_alike(page, numbers))?;
    let mut values: Vec<[u8; 9]> = numbers.iter().map(|number| number.digits).collect();
    values.sort_unstable();
    values.dedup();
    let (persons, rows) = rows_of_persons(page, &numbers);
    let enough = match page.column_is_named(at) {
        true if persons * 2 <= rows => ENOUGH_UNDER_A_NAME,
        false if persons == rows && is_payroll(page, at) => ENOUGH_IN_A_PAYROLL,
        false if persons == rows => ENOUGH_BESIDE_PERSONS,
        _ => ENOUGH,
    };
    let legal = numbers.iter().all(NineDigits::in_range_of_legal_entities);
    (values.len() >= enough).then_some(if legal { Kind::Rsin } else { Kind::Bsn })
}

/// Whether the header of a table or the text shortly above it speaks of wages.
fn is_payroll(page: &Page, at: usize) -> bool {
    let top = page.block_lines(page.line_at(at)).start;
    person_list::speaks_of_wages(page, top)
}

fn has_digit(page: &Page, cell: &Range<usize>) -> bool {
    page.slice(cell.clone()).bytes().any(|byte| byte.is_ascii_digit())
}

/// The number that fills a cell, if it passes the test.
fn whole_number(page: &Page, cell: &Range<usize>) -> Option<NineDigits> {
    let length = page.slice(cell.clone()).bytes().take_while(u8::is_ascii_digit).count();
    NineDigits::read(page, &(cell.start..cell.start + length)).filter(|number| number.end == cell.end)
}

/// Amounts have dots or not as their size asks; a list of identifiers is written one way.
fn written_alike(page: &Page, numbers: &[NineDigits]) -> bool {
    let dotted = |number: &NineDigits| page.slice(number.range()).contains('.');
    let dots = numbers.iter().filter(|number| dotted(number)).count();
    dots == 0 || dots == numbers.len()
}

/// In how many rows a birth date or the name of a person stands, and of how many.
fn rows_of_persons(page: &Page, numbers: &[NineDigits]) -> (usize, usize) {
    let rows = numbers.len().min(ROWS);
    let persons = numbers.iter().take(rows).filter(|number| {
        let line = page.line(page.line_at(number.start));
        let (before, after) = (page.slice(line.start..number.start), page.slice(number.end..line.end));
        let born = |text: &str| dates::find(text).is_some_and(|(date, _)| date.year() <= LATEST_BIRTH);
        let named = |text: &str| person_list::has_name(text);
        born(before) || born(after) || named(before) || named(after)
    });
    (persons.count(), rows)
}
