//! Lists are searched and cut into pages here, so that a browser never gets all of a long one.

use serde::Deserialize;
use utoipa::IntoParams;

/// Rows of a page when nothing is said, and at most.
const USUAL: usize = 50;
const MOST: usize = 200;

/// Which part of a list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Paging {
    /// Words that must all be there, in any order; case does not count.
    #[serde(default)]
    q: String,
    /// Rows to leave out at the beginning.
    #[serde(default)]
    from: usize,
    /// Rows of the page; 50 when nothing is said, at most 200.
    count: Option<usize>,
}

impl Paging {
    /// Whether all words stand somewhere in these texts.
    pub(crate) fn fits<'t>(&self, texts: impl IntoIterator<Item = &'t String>) -> bool {
        let whole = texts
            .into_iter()
            .fold(String::new(), |whole, text| whole + &text.to_lowercase() + "\n");
        self.q
            .to_lowercase()
            .split_whitespace()
            .all(|word| whole.contains(word))
    }

    /// Takes the page out of all that fits.
    pub(crate) fn page<'r, T>(&self, rows: &'r mut Vec<T>) -> impl Iterator<Item = T> + use<'r, T> {
        let from = self.from.min(rows.len());
        let count = self.count.unwrap_or(USUAL).min(MOST);
        let until = from.saturating_add(count).min(rows.len());
        rows.drain(from..until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_never_longer_than_it_may_be() {
        for (from, count, expected, why) in [
            (0, None, 50, "the usual one"),
            (980, Some(50), 20, "the last one"),
            (5_000, None, 0, "behind the end"),
            (0, Some(usize::MAX), 200, "all at once"),
        ] {
            let paging = Paging {
                from,
                count,
                ..Paging::default()
            };
            assert_eq!(paging.page(&mut (0..1_000).collect()).count(), expected, "{why}");
        }
    }

    #[test]
    fn all_words_must_be_there() {
        let paging = |q: &str| Paging {
            q: q.to_owned(),
            ..Paging::default()
        };
        let texts = ["optiek-vos.example".to_owned(), "Jaarlijkse ENQUÊTE".to_owned()];
        for (query, expected) in [("", true), ("vos enquête", true), ("VOS", true), ("vos jan", false)] {
            assert_eq!(paging(query).fits(&texts), expected, "{query}");
        }
    }
}
