//! The elements that stand open, without a tree: what they say passes on to what is inside.
//!
//! Every step costs no more than it pops or a fixed bound, however deep and broken the nesting.

use super::tags::Role;
use std::collections::HashMap;

/// Elements kept open. Deeper ones are counted, and speak with the voice of the last one kept.
const DEPTH: usize = 50_000;
/// Names kept apart. Of more kinds of elements nobody writes a page; they all count as one.
const NAMES: usize = 10_000;
/// Elements looked at to find the one that a tag closes, before it is closed whatever stands between.
const LOOK: usize = 256;

/// What an element passes on to what is inside.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts that pass on one by one")]
pub(super) struct State {
    pub(super) quoted: bool,
    pub(super) signature: bool,
    pub(super) gone: bool,
    pub(super) invisible: bool,
    pub(super) no_size: bool,
    pub(super) preformatted: bool,
}

impl State {
    /// Whether the page shows text that stands here.
    pub(super) fn hidden(self) -> bool {
        self.gone || self.invisible || self.no_size
    }
}

/// An element's name, as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Name(usize);

#[derive(Debug)]
struct Open {
    name: Name,
    role: Role,
    state: State,
    /// Cells of a row so far.
    cells: u32,
}

/// What is known of a name.
#[derive(Debug)]
struct Known {
    role: Role,
    /// How many elements of this name are open, so that a stray end tag costs nothing.
    open: u32,
}

/// The open elements.
#[derive(Debug, Default)]
pub(super) struct Elements {
    open: Vec<Open>,
    names: HashMap<Vec<u8>, usize>,
    known: Vec<Known>,
    /// Elements that are open beyond the depth kept.
    beyond: usize,
}

impl Elements {
    /// The number of a name and its role.
    pub(super) fn name(&mut self, name: &[u8]) -> (Name, Role) {
        let index = match self.names.get(name) {
            Some(index) => *index,
            None if self.known.len() < NAMES => {
                let index = self.known.len();
                self.names.insert(name.to_vec(), index);
                self.known.push(Known {
                    role: Role::of(name),
                    open: 0,
                });
                index
            }
            None => NAMES - 1,
        };
        (
            Name(index),
            self.known.get(index).map_or(Role::Inline, |known| known.role),
        )
    }

    /// What holds where the reader stands.
    pub(super) fn state(&self) -> State {
        self.open.last().map(|open| open.state).unwrap_or_default()
    }

    /// Opens an element.
    pub(super) fn open(&mut self, name: Name, role: Role, state: State) {
        if self.open.len() >= DEPTH {
            self.beyond += 1;
            return;
        }
        if let Some(known) = self.known.get_mut(name.0) {
            known.open += 1;
        }
        self.open.push(Open {
            name,
            role,
            state,
            cells: 0,
        });
    }

    /// Closes what an opening element ends without a tag: a paragraph, or the item, row or cell before it.
    pub(super) fn close_implied(&mut self, role: Role) {
        let (ends, bounds): (&[Role], &[Role]) = match role {
            Role::Item => (&[Role::Item], &[Role::List, Role::Table, Role::Cell]),
            Role::Cell => (&[Role::Cell], &[Role::Table, Role::Row]),
            Role::Row => (&[Role::Row], &[Role::Table]),
            role if role.breaks_lines() => (&[Role::Paragraph], &[]),
            _ => return,
        };
        for (index, open) in self.open.iter().enumerate().rev().take(LOOK) {
            if ends.contains(&open.role) {
                self.truncate(index);
                return;
            }
            // A paragraph is only ended from inside its own line.
            let runs_along = matches!(open.role, Role::Inline | Role::Anchor);
            if bounds.contains(&open.role) || (bounds.is_empty() && !runs_along) {
                return;
            }
        }
    }

    /// Counts the cell that was just opened; says whether it is the first of its row.
    pub(super) fn is_first_cell(&mut self) -> bool {
        let around = self.open.iter_mut().rev().skip(1).take(LOOK);
        for open in around {
            if open.role == Role::Row {
                open.cells += 1;
                return open.cells == 1;
            }
            if open.role.bounds() {
                break;
            }
        }
        false
    }

    /// Closes the innermost element of this name and all inside it; says whether there was one. A stray end tag, or
    /// one from inside a cell for something around it, closes nothing.
    pub(super) fn close(&mut self, name: Name) -> bool {
        if self.beyond > 0 {
            self.beyond -= 1;
            return false;
        }
        let Some(known) = self.known.get(name.0).filter(|known| known.open > 0) else {
            return false;
        };
        let within = matches!(known.role, Role::Table | Role::Row | Role::Cell);
        for (index, open) in self.open.iter().enumerate().rev().take(LOOK) {
            if open.name == name {
                self.truncate(index);
                return true;
            }
            if open.role.bounds() && !within {
                return false;
            }
        }
        if let Some(index) = self.open.iter().rposition(|open| open.name == name) {
            self.truncate(index);
        }
        true
    }

    fn truncate(&mut self, len: usize) {
        for open in self.open.drain(len..) {
            if let Some(known) = self.known.get_mut(open.name.0) {
                known.open = known.open.saturating_sub(1);
            }
        }
    }
}
