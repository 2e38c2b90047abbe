//! Words into lines: where text ends up, and what separates it.

use super::{Block, elements::State};

/// Lays out words. Separators wait until a word follows, so that none stands at an end.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub(super) blocks: Vec<Block>,
    pub(super) truncated: bool,
    /// Bytes that may still come out.
    left: usize,
    /// The block that shown text goes to.
    shown: Option<usize>,
    wait: Wait,
    unseen: Unseen,
}

/// Separators that wait for the next word.
#[derive(Debug, Default)]
struct Wait {
    lines: u32,
    tabs: u32,
    space: bool,
    /// The waiting line feed is a row's, which cells do not take away.
    row: bool,
}

/// Where hidden text goes to, and what waits for its next word.
#[derive(Debug, Default)]
struct Unseen {
    block: Option<usize>,
    /// What follows is another run than the hidden text before.
    apart: bool,
    space: bool,
}

impl Flow {
    /// An empty page with room for so many bytes.
    pub(super) fn new(room: usize) -> Self {
        Self {
            left: room,
            ..Self::default()
        }
    }

    /// Hidden text that follows has nothing to do with the hidden text before.
    pub(super) fn apart(&mut self) {
        self.unseen.apart = true;
    }

    /// A block begins or ends.
    pub(super) fn line(&mut self) {
        self.unseen.apart = true;
        if self.wait.tabs == 0 {
            self.wait.lines = self.wait.lines.max(1);
        }
    }

    /// A line break stands in the text. Two of them leave an empty line.
    pub(super) fn line_break(&mut self) {
        self.unseen.apart = true;
        if self.wait.tabs == 0 {
            // More empty lines than these say nothing.
            self.wait.lines = (self.wait.lines + 1).min(3);
        }
    }

    /// A row begins or ends.
    pub(super) fn row(&mut self) {
        self.wait.lines = self.wait.lines.max(1);
        self.wait.tabs = 0;
        self.wait.row = true;
        self.unseen.apart = true;
    }

    /// A cell begins; the first of its row only stands on the row's line.
    pub(super) fn cell(&mut self, first: bool) {
        self.unseen.apart = true;
        if first {
            return;
        }
        if !self.wait.row {
            // The line feeds were those of paragraphs in the cell before.
            self.wait.lines = 0;
        }
        self.wait.tabs += 1;
    }

    /// Text of an element.
    pub(super) fn text(&mut self, text: &str, state: State) {
        if state.preformatted {
            for (index, line) in text.split('\n').enumerate() {
                if index > 0 {
                    self.line_break();
                }
                let line = line.strip_suffix('\r').unwrap_or(line);
                if line.trim().is_empty() {
                    self.space(state);
                } else {
                    self.word(&line.replace('\u{a0}', " "), state);
                }
            }
            return;
        }
        if is_plain(text) {
            let words = text.trim_matches(' ');
            if words.len() < text.len() && (words.is_empty() || text.starts_with(' ')) {
                self.space(state);
            }
            self.put(words, state);
            if text.ends_with(' ') {
                self.space(state);
            }
            return;
        }
        let mut rest = text;
        while let Some(at) = rest.find(is_space) {
            let (word, after) = rest.split_at(at);
            self.word(word, state);
            self.space(state);
            rest = after.trim_start_matches(is_space);
        }
        self.word(rest, state);
    }

    fn space(&mut self, state: State) {
        if state.hidden() {
            self.unseen.space = true;
        } else {
            self.wait.space = true;
        }
    }

    /// A word with nothing but itself.
    fn word(&mut self, word: &str, state: State) {
        if word.is_ascii() {
            self.put(word, state);
        } else {
            let shown: String = word.chars().filter(|c| !takes_no_room(*c)).collect();
            self.put(&shown, state);
        }
    }

    fn put(&mut self, word: &str, state: State) {
        if word.is_empty() || self.truncated {
            return;
        }
        let index = self.block(state);
        let empty = self.blocks.get(index).is_none_or(|block| block.text.is_empty());
        let gap = self.gap(state.hidden(), empty);
        let mut word = word;
        if gap.len() + word.len() > self.left {
            self.truncated = true;
            // Half a word, or half a number, would be another.
            let room = word.floor_char_boundary(self.left.saturating_sub(gap.len()));
            word = word
                .get(..room)
                .and_then(|fits| fits.rsplit_once(' '))
                .map_or("", |(whole, _)| whole);
        }
        if let Some(block) = self.blocks.get_mut(index)
            && !word.is_empty()
        {
            self.left -= gap.len() + word.len();
            gap.write(&mut block.text);
            block.text.push_str(word);
        }
    }

    /// What stands before the word that comes; it no longer waits.
    fn gap(&mut self, hidden: bool, empty: bool) -> Gap {
        if hidden {
            let apart = std::mem::take(&mut self.unseen.apart);
            let space = std::mem::take(&mut self.unseen.space);
            return Gap {
                lines: u32::from(apart && !empty),
                tabs: 0,
                space: space && !apart && !empty,
            };
        }
        self.unseen.apart = true;
        let wait = std::mem::take(&mut self.wait);
        let lines = if empty { 0 } else { wait.lines };
        // Before the first word only the empty cells of a row keep their columns.
        let tabs = if empty && !wait.row { 0 } else { wait.tabs };
        let space = wait.space && !empty && lines == 0 && tabs == 0;
        Gap { lines, tabs, space }
    }

    /// The block for text in this voice. Hidden words do not break the shown ones apart.
    fn block(&mut self, state: State) -> usize {
        let hidden = state.hidden();
        let place = if hidden {
            &mut self.unseen.block
        } else {
            &mut self.shown
        };
        let fits = |block: &Block| block.quoted == state.quoted && block.signature == state.signature;
        if let Some(index) = *place
            && self.blocks.get(index).is_some_and(fits)
        {
            return index;
        }
        let index = self.blocks.len();
        *place = Some(index);
        self.blocks.push(Block {
            text: String::new(),
            quoted: state.quoted,
            signature: state.signature,
            hidden,
        });
        index
    }
}

/// What stands before a word.
#[derive(Debug, Clone, Copy)]
struct Gap {
    lines: u32,
    tabs: u32,
    space: bool,
}

impl Gap {
    fn len(self) -> usize {
        (self.lines + self.tabs + u32::from(self.space)) as usize
    }

    fn write(self, text: &mut String) {
        text.extend((0..self.lines).map(|_| '\n'));
        text.extend((0..self.tabs).map(|_| '\t'));
        text.extend(self.space.then_some(' '));
    }
}

/// Whether the text is laid out as it is: words with one space between, and no character that takes no room.
fn is_plain(text: &str) -> bool {
    let mut before = 0;
    text.bytes().all(|byte| {
        let plain = match byte {
            b' ' => before != b' ',
            // Behind the last four stand other spaces, and characters without width.
            b'\t' | b'\n' | b'\r' | b'\x0c' | 0xc2 | 0xcd | 0xe2 | 0xef => false,
            _ => true,
        };
        before = byte;
        plain
    })
}

fn is_space(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\n' | '\r' | '\x0c' | '\u{a0}' | '\u{2007}' | '\u{202f}'
    )
}

/// Characters that no page shows: they would only split words.
fn takes_no_room(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{34f}'
    )
}
