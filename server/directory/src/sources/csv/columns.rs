//! Which column is which: titles in Dutch and English, in any order, compared without case, accents and punctuation.

use std::collections::BTreeMap;

use crate::values::fold;

/// The columns of one kind of file.
pub(super) trait Column: Copy + Eq + 'static {
    /// All columns: the title that the documentation uses, and the others, folded.
    const TITLES: &'static [(Self, &'static str, &'static [&'static str])];
}

/// How a column may be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Titles {
    /// The title that the documentation uses.
    pub name: &'static str,
    /// Other titles that mean the same, in small letters without spaces and punctuation, which do not count.
    pub others: &'static [&'static str],
}

/// The titles of all columns of one kind of file.
pub(super) fn titles<C: Column>() -> Vec<Titles> {
    let titles = C::TITLES.iter();
    titles.map(|&(_, name, others)| Titles { name, others }).collect()
}

/// Which column a title means, by hand: the titles of a file as they stand there, each with the name of a column that the
/// documentation uses, or an empty text for a column that is not to be read. Other titles mean what they usually do.
pub type Mapping = BTreeMap<String, String>;

/// A column of a file, and what it would be read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its title in the file.
    pub title: String,
    /// The name that the documentation uses for what it means; none where that is unknown.
    pub column: Option<&'static str>,
}

/// The columns of one file.
pub(super) struct Layout<C> {
    columns: Vec<(Option<C>, String)>,
}

impl<C: Column> Layout<C> {
    /// Reads a header row.
    pub(super) fn read(header: &[String], mapping: &Mapping) -> Self {
        let meant = |title: &str| match mapping.get(title) {
            Some(name) => C::TITLES
                .iter()
                .find(|(_, known, _)| known == name)
                .map(|(column, _, _)| *column),
            None => column_of(title),
        };
        let columns = header
            .iter()
            .map(|title| (meant(title.trim()), title.trim().to_owned()));
        Self {
            columns: columns.collect(),
        }
    }

    /// What each column is read as.
    pub(super) fn headings(&self) -> Vec<Heading> {
        let columns = self.columns.iter().map(|(column, title)| Heading {
            title: title.clone(),
            column: column.map(title_of),
        });
        columns.collect()
    }

    /// How many columns have a known title.
    pub(super) fn known(&self) -> usize {
        self.columns.iter().filter(|(column, _)| column.is_some()).count()
    }

    /// Titles that are unknown.
    pub(super) fn unknown(&self) -> impl Iterator<Item = &str> {
        self.columns
            .iter()
            .filter(|(column, title)| column.is_none() && !title.is_empty())
            .map(|(_, title)| title.as_str())
    }

    /// How many columns there are.
    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }

    /// Whether the file has this column.
    pub(super) fn has(&self, column: C) -> bool {
        self.places(column).next().is_some()
    }

    /// Where this column stands, with its title; `email` and `email 2` are one column in two places.
    pub(super) fn places(&self, column: C) -> impl Iterator<Item = (usize, &str)> {
        let is_it = move |(_, (found, _)): &(usize, &(Option<C>, String))| *found == Some(column);
        self.columns
            .iter()
            .enumerate()
            .filter(is_it)
            .map(|(place, (_, title))| (place, title.as_str()))
    }
}

fn column_of<C: Column>(title: &str) -> Option<C> {
    let folded = fold(title);
    let title = folded.trim_end_matches(|ch: char| ch.is_ascii_digit());
    let found = C::TITLES
        .iter()
        .find(|(_, name, others)| fold(name) == title || others.contains(&title));
    found.map(|(column, _, _)| *column)
}

/// The title that the documentation uses.
pub(super) fn title_of<C: Column>(column: C) -> &'static str {
    let found = C::TITLES.iter().find(|(other, _, _)| *other == column);
    found.map(|(_, name, _)| *name).unwrap_or_default()
}
