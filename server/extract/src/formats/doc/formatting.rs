//! What holds for stretches of the text: hidden, tracked as a change, in a table (MS-DOC 2.6 and 2.9.33).
//!
//! Pages of formatting name bytes of the text. What they say is looked up by the place of a character.

use crate::formats::bytes::{place_at, u16_at, u32_at};
use std::collections::HashSet;

/// Bytes of a page of formatting.
const PAGE: usize = 512;
/// Pages read: more than any document has.
const MOST_PAGES: usize = 40_000;

/// What holds for characters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Character {
    pub(super) hidden: bool,
    pub(super) deleted: bool,
    pub(super) inserted: bool,
    look: Look,
}

/// What decides whether a character that shows can be seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Look {
    white: bool,
    tiny: bool,
    shaded: bool,
}

impl Character {
    /// Whether nobody sees it, though the page shows it; white ones may be seen where they do not stand on paper.
    pub(super) fn is_faint(self, on_paper: bool) -> bool {
        self.look.tiny || (on_paper && self.look.white && !self.look.shaded)
    }
}

/// What holds for a paragraph.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// Tables that it stands in.
    pub(super) tables: usize,
    /// Whether it ends a row.
    pub(super) ends_row: bool,
    /// Whether it ends a cell of a table in a cell.
    pub(super) ends_inner_cell: bool,
    /// Whether it has a colour behind it.
    pub(super) shaded: bool,
}

/// A stretch of bytes of the text, and what holds for it.
#[derive(Debug)]
struct Run<T> {
    from: usize,
    to: usize,
    holds: T,
}

/// What holds for every stretch.
#[derive(Debug)]
pub(super) struct Runs<T> {
    runs: Vec<Run<T>>,
    /// The run that was asked for last.
    last: usize,
}

impl<T: Copy + Default> Runs<T> {
    /// Reads the pages that a table names.
    fn read(table: &[u8], document: &[u8], read: fn(&[u8], usize, usize) -> T) -> Self {
        let count = table.len().saturating_sub(4) / 8;
        let mut known = HashSet::new();
        let mut runs = Vec::new();
        for number in 0..count {
            let Some(page) = u32_at(table, (count + 1) * 4 + number * 4).map(|page| page & 0x3f_ffff) else {
                break;
            };
            if known.len() >= MOST_PAGES || !known.insert(page) {
                continue;
            }
            let from = (page as usize).saturating_mul(PAGE);
            let Some(page) = document.get(from..).and_then(|rest| rest.get(..PAGE)) else {
                continue;
            };
            let stretches = page.last().map_or(0, |count| usize::from(*count));
            runs.extend((0..stretches).filter_map(|stretch| {
                Some(Run {
                    from: place_at(page, stretch * 4)?,
                    to: place_at(page, stretch * 4 + 4)?,
                    holds: read(page, stretches, stretch),
                })
            }));
        }
        runs.sort_by_key(|run| run.from);
        Self { runs, last: 0 }
    }

    /// What holds for the character at a byte.
    pub(super) fn at(&mut self, byte: usize) -> T {
        let holds = |run: Option<&Run<T>>| {
            run.filter(|run| (run.from..run.to).contains(&byte))
                .map(|run| run.holds)
        };
        if let Some(found) = holds(self.runs.get(self.last)) {
            return found;
        }
        self.last = self.runs.partition_point(|run| run.from <= byte).saturating_sub(1);
        holds(self.runs.get(self.last)).unwrap_or_default()
    }
}

/// What holds for characters.
pub(super) fn characters(table: &[u8], document: &[u8]) -> Runs<Character> {
    Runs::read(table, document, |page, stretches, stretch| {
        let offset = page
            .get((stretches + 1) * 4 + stretch)
            .map_or(0, |offset| usize::from(*offset) * 2);
        let mut holds = Character::default();
        // Nothing is said at the beginning of the page.
        if offset > 0
            && let Some(len) = page.get(offset)
        {
            let changes = page.get(offset + 1..).unwrap_or_default();
            each(changes.get(..usize::from(*len)).unwrap_or(changes), |code, operand| {
                let on = operand.first().is_some_and(|value| value & 1 == 1);
                match code {
                    0x083c => holds.hidden = on,
                    0x0800 => holds.deleted = on,
                    0x0801 => holds.inserted = on,
                    // A number of sixteen colours, and a colour by its lights.
                    0x2a42 => holds.look.white = operand == [8],
                    0x6870 => holds.look.white = operand == [0xff, 0xff, 0xff, 0],
                    0x4a43 => holds.look.tiny = u16_at(operand, 0).is_some_and(|half_points| half_points < 3),
                    0x2a0c => holds.look.shaded |= operand != [0],
                    0x4866 | 0xca71 => holds.look.shaded |= is_shade(operand),
                    _ => {}
                }
            });
        }
        holds
    })
}

/// What holds for paragraphs.
pub(super) fn paragraphs(table: &[u8], document: &[u8]) -> Runs<Paragraph> {
    Runs::read(table, document, |page, stretches, stretch| {
        let offset = page
            .get((stretches + 1) * 4 + stretch * 13)
            .map_or(0, |offset| usize::from(*offset) * 2);
        let mut holds = Paragraph::default();
        if offset > 0 {
            let (from, len) = match page.get(offset) {
                Some(0) => (
                    offset + 2,
                    page.get(offset + 1).map_or(0, |words| usize::from(*words) * 2),
                ),
                Some(words) => (offset + 1, usize::from(*words) * 2 - 1),
                None => (0, 0),
            };
            let changes = page.get(from..).unwrap_or_default();
            let changes = changes.get(..len).unwrap_or(changes);
            // The number of the style comes first.
            each(changes.get(2..).unwrap_or_default(), |code, operand| {
                let on = operand.first() == Some(&1);
                match code {
                    0x2416 if on => holds.tables = holds.tables.max(1),
                    0x2417 | 0x244c => holds.ends_row |= on,
                    0x244b => holds.ends_inner_cell |= on,
                    0x442d | 0xc64d => holds.shaded |= is_shade(operand),
                    0x6649 => holds.tables = u32_at(operand, 0).unwrap_or(0).min(32) as usize,
                    _ => {}
                }
            });
        }
        holds
    })
}

/// Whether a shade is a colour: two bytes for both colours and the pattern, or four for each behind their length.
fn is_shade(operand: &[u8]) -> bool {
    const AUTOMATIC: u8 = 0xff;
    match operand {
        [low, high] => [*low, *high] != [0, 0],
        [_, _, _, _, _, red, green, blue, kind, pattern @ ..] => {
            let paper = *kind == AUTOMATIC || [*red, *green, *blue] == [0xff; 3];
            !paper || pattern.iter().any(|byte| *byte != 0)
        }
        _ => false,
    }
}

/// Calls `take` with the code and the operand of each change (MS-DOC 2.2.5).
fn each(mut changes: &[u8], mut take: impl FnMut(u16, &[u8])) {
    while let Some(code) = u16_at(changes, 0) {
        let rest = changes.get(2..).unwrap_or_default();
        let len = match code >> 13 {
            0 | 1 => 1,
            2 | 4 | 5 => 2,
            3 => 4,
            7 => 3,
            // The definition of a table has its length in two bytes, one too many.
            _ if code == 0xd608 => u16_at(rest, 0).map_or(0, |len| usize::from(len) + 1),
            _ => rest.first().map_or(0, |len| usize::from(*len) + 1),
        };
        let Some((operand, after)) = rest.split_at_checked(len) else {
            return;
        };
        take(code, operand);
        changes = after;
    }
}
