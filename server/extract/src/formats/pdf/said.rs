//! Whether a text says a line already: what is painted twice, or is told beside a page, is told once.

use std::collections::HashSet;

/// Bytes searched through for lines that do not stand by themselves. More lines than that allows are taken for new.
const MOST_SEARCHED: usize = 256 << 20;

/// A text, and its lines.
#[derive(Debug)]
pub(super) struct Said<'t> {
    text: &'t str,
    lines: HashSet<&'t str>,
    left: usize,
}

impl<'t> Said<'t> {
    /// What this text says.
    pub(super) fn by(text: &'t str) -> Self {
        Self {
            text,
            lines: text.lines().map(str::trim).collect(),
            left: MOST_SEARCHED,
        }
    }

    /// Whether the text has the line, by itself or in another one.
    pub(super) fn has(&mut self, line: &str) -> bool {
        let line = line.trim();
        if self.lines.contains(line) {
            return true;
        }
        let Some(left) = self.left.checked_sub(self.text.len()) else {
            return false;
        };
        self.left = left;
        self.text.contains(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_whole_and_in_others_while_that_is_cheap() {
        let mut said = Said::by("Naam\tVisser\n Totaal 12\n");
        assert!(said.has("Totaal 12 "));
        assert!(said.has("Visser"));
        assert!(!said.has("Bakker"));
        said.left = 3;
        assert!(said.has("Totaal 12"));
        assert!(!said.has("Visser"), "too dear to look for: told again");
    }
}
