//! Finds known texts that are one slip away from a given one, without looking at all of them.
//!
//! One slip leaves the first or the second half of the known text untouched, so each known text is filed under both of
//! its halves, and a search looks at those few drawers only. A swap across the middle is searched for by itself.

use super::lookup::{Lookup, hash_of};
use crate::names::one_slip;

/// Texts shorter than this have too many neighbours to speak of a slip.
pub(crate) const SHORTEST: usize = 5;
/// More texts than this under one half are not searched; such a half (`administratie`) tells nothing.
const DRAWER: usize = 100;

/// Known texts filed under their halves. The texts live elsewhere and are reached by row.
#[derive(Debug, Clone, Default)]
pub(crate) struct Slips {
    halves: Lookup,
}

impl Slips {
    /// Room for so many texts.
    pub(crate) fn with_capacity(texts: usize) -> Self {
        Self {
            halves: Lookup::with_capacity(texts * 2),
        }
    }

    /// Files a text under its halves. `kin` must be equal for a search to find it (the domain of an address).
    pub(crate) fn add(&mut self, text: &str, kin: &str, row: u32) {
        let letters: Vec<char> = text.chars().collect();
        if letters.len() < SHORTEST {
            return;
        }
        let (first, second) = letters.split_at(letters.len() / 2);
        self.halves
            .add_below(hash_of((0_u8, letters.len(), first, kin)), row, DRAWER);
        self.halves
            .add_below(hash_of((1_u8, letters.len(), second, kin)), row, DRAWER);
    }

    /// Rows of known texts one slip from `text`. `text_of` reads a row back.
    pub(crate) fn near<'t>(&self, text: &str, kin: &str, text_of: impl Fn(u32) -> &'t str) -> Vec<u32> {
        let letters: Vec<char> = text.chars().collect();
        let mut found = Vec::new();
        for known in letters.len().saturating_sub(1)..=letters.len() + 1 {
            if known >= SHORTEST {
                self.near_of_length(&letters, known, kin, &mut found);
            }
        }
        found.sort_unstable();
        found.dedup();
        found.retain(|row| one_slip(text, text_of(*row)));
        found
    }

    fn near_of_length(&self, letters: &[char], known: usize, kin: &str, found: &mut Vec<u32>) {
        let half = known / 2;
        if let Some(first) = letters.get(..half) {
            found.extend(self.halves.rows(hash_of((0_u8, known, first, kin))));
        }
        if let Some(second) = letters
            .len()
            .checked_sub(known - half)
            .and_then(|from| letters.get(from..))
        {
            found.extend(self.halves.rows(hash_of((1_u8, known, second, kin))));
        }
        if known == letters.len() && half > 0 {
            let mut swapped = letters.to_vec();
            swapped.swap(half - 1, half);
            let first = swapped.get(..half).unwrap_or_default();
            found.extend(self.halves.rows(hash_of((0_u8, known, first, kin))));
        }
    }

    /// Gives back memory that growing left over.
    pub(crate) fn shrink(&mut self) {
        self.halves.shrink();
    }

    /// Bytes in use.
    pub(crate) fn bytes(&self) -> usize {
        self.halves.bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 4] = ["goedhart-advies", "gmail.com", "outlook", "vandenbrink"];

    fn near(text: &str) -> Vec<&'static str> {
        let mut slips = Slips::default();
        for (row, known) in (0..).zip(KNOWN) {
            slips.add(known, "", row);
        }
        let text_of = |row: u32| KNOWN.get(row as usize).copied().unwrap_or_default();
        slips.near(text, "", text_of).into_iter().map(text_of).collect()
    }

    #[test]
    fn every_single_slip_of_a_known_text_is_found() {
        for known in KNOWN {
            let letters: Vec<char> = known.chars().collect();
            for at in 0..letters.len() {
                let mut missing = letters.clone();
                missing.remove(at);
                let mut extra = letters.clone();
                extra.insert(at, 'q');
                let mut wrong = letters.clone();
                wrong[at] = 'q';
                let mut swapped = letters.clone();
                swapped.swap(at, (at + 1).min(letters.len() - 1));
                for slip in [missing, extra, wrong, swapped] {
                    let slip: String = slip.into_iter().collect();
                    assert!(
                        slip == known || near(&slip).contains(&known),
                        "{slip} should lead to {known}"
                    );
                }
            }
        }
    }

    #[test]
    fn two_slips_are_not_found() {
        assert!(near("gmiall.com").is_empty());
        assert!(near("goedhart").is_empty());
    }
}
