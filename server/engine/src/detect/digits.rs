//! Runs of digits, and numbers that are written in groups.
//!
//! Form only: whether a number means anything is for the kinds.

use std::ops::Range;

use super::page::{Page, is_group_separator};
use super::words::is_invisible;

/// All maximal runs of ASCII digits.
pub(super) fn runs(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes.get(at..)?.iter().position(u8::is_ascii_digit)?;
        let length = bytes.get(start..)?.iter().position(|byte| !byte.is_ascii_digit());
        at = length.map_or(bytes.len(), |length| start + length);
        Some(start..at)
    })
}

/// The run of digits that follows a place after one separator, and the separator.
pub(super) fn next_group(page: &Page, end: usize) -> Option<(char, Range<usize>)> {
    let mut marks = page.text.get(end..)?.char_indices();
    let (_, mut mark) = marks.next()?;
    // A form with a box for each digit has one cell a digit.
    let boxes = matches!(mark, '\t' | '|') && is_lone_digit(page, end);
    if is_invisible(mark) {
        mark = '\u{200B}';
    } else if !is_group_separator(mark) && mark != '/' && !boxes {
        return None;
    }
    let (after, _) = marks.next()?;
    let start = end + after;
    let length = page
        .text
        .as_bytes()
        .get(start..)?
        .iter()
        .take(20)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let fits = if boxes { length == 1 } else { length > 0 };
    fits.then_some((mark, start..start + length))
}

/// Whether the digit that ends at a place stands by itself.
fn is_lone_digit(page: &Page, end: usize) -> bool {
    let digit = |at: Option<usize>| {
        at.and_then(|at| page.byte(at))
            .is_some_and(|byte| byte.is_ascii_digit())
    };
    digit(end.checked_sub(1)) && !digit(end.checked_sub(2))
}

/// A number in one or more groups.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grouped<const N: usize> {
    /// First byte.
    pub(super) start: usize,
    /// Byte after the last digit.
    pub(super) end: usize,
    /// Its digits, as values 0 to 9.
    pub(super) digits: [u8; N],
    /// How many of them there are.
    pub(super) count: usize,
    /// How many groups it has.
    pub(super) groups: usize,
    /// Lengths of its groups, as decimal digits: 423 for 4, 2 and 3.
    pub(super) pattern: u64,
    /// What separates the groups; a space for a single group.
    pub(super) separator: char,
    /// Whether another separator was used too.
    pub(super) mixed: bool,
}

impl<const N: usize> Grouped<N> {
    /// Starts a number with its first group.
    pub(super) fn first(page: &Page, group: &Range<usize>) -> Option<Self> {
        let mut number = Self {
            start: group.start,
            end: group.end,
            digits: [0; N],
            count: 0,
            groups: 0,
            pattern: 0,
            separator: ' ',
            mixed: false,
        };
        number.take(page, group)?;
        Some(number)
    }

    /// Adds the next group, if it fits.
    pub(super) fn extend(&mut self, page: &Page) -> Option<()> {
        let (separator, group) = next_group(page, self.end)?;
        let first_gap = self.groups == 1;
        self.take(page, &group)?;
        self.mixed |= !first_gap && separator != self.separator;
        self.separator = separator;
        self.end = group.end;
        Some(())
    }

    fn take(&mut self, page: &Page, group: &Range<usize>) -> Option<()> {
        if group.len() > 19 {
            return None;
        }
        for byte in page.slice(group.clone()).bytes() {
            *self.digits.get_mut(self.count)? = byte.checked_sub(b'0')?;
            self.count += 1;
        }
        self.groups += 1;
        self.pattern = self
            .pattern
            .checked_mul(10)?
            .checked_add(u64::try_from(group.len()).ok()?)?;
        Some(())
    }

    /// The digits as text.
    pub(super) fn value(&self) -> String {
        self.digits
            .iter()
            .take(self.count)
            .map(|digit| char::from(b'0' + digit))
            .collect()
    }
}
