//! One row of a table: its cells by column, read into values, with a line in the report for each that cannot be.

use postwacht_engine::address::{Address, Listed, parse_list};

use super::columns::{Column, Layout, title_of};
use crate::{
    report::{Code, Problem, Report},
    values::{clean, says_nothing},
};

/// One row.
pub(super) struct Row<'r, C> {
    pub(super) line: u64,
    pub(super) layout: &'r Layout<C>,
    pub(super) cells: &'r [String],
}

/// One value with the title of its column.
pub(super) struct Value<'r> {
    pub(super) title: &'r str,
    pub(super) text: &'r str,
}

impl<'r, C: Column> Row<'r, C> {
    fn cells(&self, column: C) -> impl Iterator<Item = Value<'r>> {
        let cells = self.cells;
        let filled = self.layout.places(column).filter_map(|(place, title)| {
            Some(Value {
                title,
                text: clean(cells.get(place)?),
            })
        });
        filled.filter(|value| !value.text.is_empty())
    }

    /// A name or other free text: white space folded, empty when there is none.
    pub(super) fn text(&self, column: C) -> String {
        let words = self
            .cells(column)
            .next()
            .map(|value| value.text.split_whitespace().collect::<Vec<_>>().join(" "));
        words.unwrap_or_default()
    }

    /// The value of a column that holds one; none where the cell says that there is nothing.
    pub(super) fn value(&self, column: C) -> Option<Value<'r>> {
        self.cells(column).find(|value| !says_nothing(value.text))
    }

    /// The values of a column that holds several, separated by `|`.
    pub(super) fn values(&self, column: C) -> impl Iterator<Item = Value<'r>> {
        let parts = self.cells(column).flat_map(|value| {
            value.text.split('|').map(move |part| Value {
                title: value.title,
                text: clean(part),
            })
        });
        parts.filter(|value| !says_nothing(value.text))
    }

    /// Reads the values of a column; those that cannot be read are reported and left out.
    pub(super) fn each<T>(&self, column: C, report: &mut Report, read: impl Fn(&str) -> Result<T, Code>) -> Vec<T> {
        let mut good = Vec::new();
        for value in self.values(column) {
            match read(value.text) {
                Ok(read) => good.push(read),
                Err(code) => report.add(self.problem(code, &value)),
            }
        }
        good
    }

    /// Reads the value of a column that holds one.
    pub(super) fn one<T>(&self, column: C, report: &mut Report, read: impl Fn(&str) -> Result<T, Code>) -> Option<T> {
        let value = self.value(column)?;
        read(value.text)
            .map_err(|code| report.add(self.problem(code, &value)))
            .ok()
    }

    /// The addresses of a column with the names that stand with them; commas and semicolons separate too.
    pub(super) fn addresses(&self, column: C, report: &mut Report) -> Vec<(String, Address)> {
        let mut good = Vec::new();
        for value in self.values(column) {
            for listed in parse_list(value.text) {
                match listed {
                    Listed::Mailbox {
                        name,
                        address: Ok(address),
                        ..
                    } if is_likely(&address) => good.push((name, address)),
                    Listed::Mailbox { text, .. } | Listed::Group { text, .. } => {
                        report.add(self.problem(
                            Code::BadAddress,
                            &Value {
                                title: value.title,
                                text: &text,
                            },
                        ));
                    }
                }
            }
        }
        good
    }

    /// A problem with a value of this row.
    pub(super) fn problem(&self, code: Code, value: &Value<'_>) -> Problem {
        Problem::new(code).at(self.line, value.title).with("value", value.text)
    }

    /// A problem with a column of this row.
    pub(super) fn problem_in(&self, code: Code, column: C) -> Problem {
        let title = self
            .layout
            .places(column)
            .next()
            .map_or_else(|| title_of(column), |(_, title)| title);
        Problem::new(code).at(self.line, title)
    }
}

/// Whether somebody outside can have this address. A second `@` and a domain without a dot are allowed in a mail, where
/// a program put them; in a list that people keep they are slips of the pen.
pub(super) fn is_likely(address: &Address) -> bool {
    !address.local().contains('@') && (address.domain().contains('.') || address.domain().starts_with('['))
}
