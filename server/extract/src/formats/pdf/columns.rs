//! Tells columns of prose, which are read one after the other, from tables, which are read line by line.
//!
//! Only prose is taken apart: a table taken for prose would lose the labels of its cells.

use super::words::Word;
use crate::{Reason, budget::Budget};

/// A gap that may lie between two columns of prose, in ems.
const GUTTER: f64 = 0.8;
/// Lines that have words on both sides of the gap, at least, and how many letters on each side on average.
const LEAST_LINES: usize = 10;
const LEAST_LETTERS: usize = 22;
/// Share of small letters in prose, in percent.
const PROSE: usize = 75;
/// Places tried for the gap.
const MOST_PLACES: usize = 200;

/// The lines in the order of reading: columns of prose one after the other, all else as it stands.
///
/// # Errors
/// [`Reason::TimedOut`].
pub(super) fn in_reading_order(lines: Vec<Vec<Word>>, budget: &Budget) -> Result<Vec<Vec<Word>>, Reason> {
    let Some(gutter) = gutter(&lines, budget)? else {
        return Ok(lines);
    };
    let mut ordered = Vec::new();
    let mut right = Vec::new();
    for line in lines {
        // A line across both columns ends them.
        if crosses(&line, gutter) {
            ordered.append(&mut right);
            ordered.push(line);
            continue;
        }
        let (one, other): (Vec<Word>, Vec<Word>) = line.into_iter().partition(|word| word.to <= gutter);
        ordered.extend((!one.is_empty()).then_some(one));
        right.extend((!other.is_empty()).then_some(other));
    }
    ordered.append(&mut right);
    Ok(ordered)
}

fn crosses(line: &[Word], place: f64) -> bool {
    line.iter().any(|word| word.from < place && word.to > place) || {
        // Words on both sides without a gap between them run across.
        let before = line.iter().rfind(|word| word.to <= place);
        let after = line.iter().find(|word| word.from >= place);
        matches!((before, after), (Some(before), Some(after)) if after.from - before.to < GUTTER * before.size)
    }
}

/// The place between two columns of prose, if there are any.
fn gutter(lines: &[Vec<Word>], budget: &Budget) -> Result<Option<f64>, Reason> {
    let gaps = lines.iter().flat_map(|line| line.iter().zip(line.iter().skip(1)));
    let gaps = gaps.filter(|(before, after)| after.from - before.to > GUTTER * before.size.max(after.size));
    let places: Vec<f64> = gaps
        .map(|(before, after)| f64::midpoint(before.to, after.from))
        .collect();
    let step = places.len() / MOST_PLACES + 1;
    let mut best: Option<(f64, Sides)> = None;
    for place in places.iter().step_by(step) {
        budget.check_time()?;
        let sides = Sides::of(lines, *place);
        if best.as_ref().is_none_or(|(_, best)| sides.both >= best.both) {
            best = Some((*place, sides));
        }
    }
    Ok(best.and_then(|(place, sides)| sides.are_prose().then_some(place)))
}

/// What stands on either side of a place.
#[derive(Debug, Default)]
struct Sides {
    /// Lines with words on both sides.
    both: usize,
    /// Lines across the place.
    across: usize,
    left: Letters,
    right: Letters,
}

/// Letters on one side.
#[derive(Debug, Default)]
struct Letters {
    small: usize,
    all: usize,
}

impl Sides {
    fn of(lines: &[Vec<Word>], place: f64) -> Self {
        let mut sides = Self::default();
        for line in lines {
            if crosses(line, place) {
                sides.across += 1;
                continue;
            }
            let (left, right) = line.split_at(line.partition_point(|word| word.to <= place));
            if !left.is_empty() && !right.is_empty() {
                sides.both += 1;
                sides.left.add(left);
                sides.right.add(right);
            }
        }
        sides
    }

    fn are_prose(&self) -> bool {
        self.both >= LEAST_LINES
            && self.across <= self.both
            && [&self.left, &self.right]
                .into_iter()
                .all(|side| side.all >= LEAST_LETTERS * self.both && side.small * 100 >= side.all * PROSE)
    }
}

impl Letters {
    fn add(&mut self, words: &[Word]) {
        for letter in words.iter().flat_map(|word| word.text.chars()) {
            self.all += 1;
            self.small += usize::from(letter.is_lowercase());
        }
    }
}
