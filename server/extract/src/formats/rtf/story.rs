//! What the groups of an RTF file say: text that runs, text beside it, and what is none.
//!
//! The state of each open group is kept in a list with a bound, so that no nesting can exhaust the memory or the stack.

use super::{
    colours::Colours,
    letters::Letters,
    runs::{Beside, Runs},
    tokens::{Token, Tokens},
};
use crate::{Reason, budget::Budget};

/// Groups in groups: more than any program writes.
const DEEPEST: usize = 100_000;
/// Marks between two looks at the clock.
const MARKS_A_LOOK: u32 = 4096;

/// What the text of a group is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Text that somebody reads.
    Text,
    /// Nothing that anybody reads.
    None,
    /// A picture in digits.
    Picture,
    /// The table of fonts.
    Fonts,
    /// The table of colours.
    Colours,
    /// A property of the file.
    Property(&'static str),
    /// The name of a property that was added, and its value.
    AddedName,
    AddedValue,
    /// A variable of the document: a group for its name, one for its value.
    Variable,
    /// The name of a property of a shape, and its value.
    ShapeName,
    ShapeValue,
    /// An embedded file in digits.
    Object,
}

/// What holds for a group and is forgotten at its end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    pub(super) purpose: Purpose,
    pub(super) hidden: bool,
    pub(super) deleted: bool,
    pub(super) inserted: bool,
    /// Tables that the paragraph stands in.
    pub(super) tables: usize,
    pub(super) look: Look,
    font: i32,
    /// Characters that stand in for one of Unicode.
    fallback: u32,
    /// Whether the group is text beside the text that runs, which ends with it.
    beside: Option<Beside>,
}

/// What decides whether letters that show can be seen.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Look {
    is_white: bool,
    is_tiny: bool,
    behind: Shades,
}

/// Whether there is a colour behind the letters, by themselves or with their paragraph.
#[derive(Debug, Clone, Copy, Default)]
struct Shades {
    letters: bool,
    paragraph: bool,
}

impl Look {
    /// Whether nobody sees the letters; white ones may be seen where they do not stand on paper.
    pub(super) fn is_faint(self, on_paper: bool) -> bool {
        self.is_tiny || (on_paper && self.is_white && !self.behind.letters && !self.behind.paragraph)
    }
}

/// The reader of a file.
#[derive(Debug)]
pub(super) struct Story {
    colours: Colours,
    pub(super) runs: Runs,
    letters: Letters,
    group: Group,
    outer: Vec<Group>,
    /// Bytes of text whose encoding is that of the font.
    bytes: Vec<u8>,
    /// Characters to skip that stand in for one just read.
    skip: u32,
    /// The first half of a character beyond the first plane.
    half: Option<u16>,
    /// The font that the table of fonts describes.
    described: i32,
    /// Whether the group may be skipped if its first word is not known.
    starred: bool,
}

impl Story {
    /// Reads a file; false when it was cut short.
    ///
    /// # Errors
    /// [`Reason::TimedOut`], and [`Reason::TooLarge`] when groups are nested beyond reason. What was read stays.
    pub(super) fn read(&mut self, bytes: &[u8], budget: &Budget) -> Result<bool, Reason> {
        for (count, token) in Tokens::new(bytes).enumerate() {
            if count % MARKS_A_LOOK as usize == 0 {
                budget.check_time()?;
            }
            self.take(token)?;
        }
        self.flush();
        let complete = self.outer.is_empty();
        while let Some(outer) = self.outer.pop() {
            self.end_group(outer);
        }
        Ok(complete)
    }

    /// Nothing read yet.
    pub(super) fn new() -> Self {
        Self {
            colours: Colours::default(),
            runs: Runs::default(),
            letters: Letters::default(),
            group: Group {
                purpose: Purpose::Text,
                hidden: false,
                deleted: false,
                inserted: false,
                tables: 0,
                look: Look::default(),
                font: -1,
                fallback: 1,
                beside: None,
            },
            outer: Vec::new(),
            bytes: Vec::new(),
            skip: 0,
            half: None,
            described: -1,
            starred: false,
        }
    }

    fn take(&mut self, token: Token<'_>) -> Result<(), Reason> {
        match token {
            Token::Text(text) => self.take_text(text),
            Token::Byte(byte) => {
                if self.skip > 0 {
                    self.skip -= 1;
                } else {
                    self.bytes.push(byte);
                }
            }
            Token::Open => {
                self.flush();
                self.skip = 0;
                if self.outer.len() >= DEEPEST {
                    return Err(Reason::TooLarge);
                }
                self.outer.push(self.group);
                self.group.beside = None;
                self.starred = false;
            }
            Token::Close => {
                self.flush();
                self.skip = 0;
                if let Some(outer) = self.outer.pop() {
                    self.end_group(outer);
                }
            }
            Token::Symbol(symbol) => self.take_symbol(symbol),
            Token::Word(word, number) => {
                if self.skip > 0 && word != b"u" {
                    self.skip -= 1;
                    return Ok(());
                }
                if word != b"u" {
                    self.flush();
                }
                self.take_word(word, number);
            }
        }
        Ok(())
    }

    fn take_text(&mut self, text: &[u8]) {
        let skipped = text.len().min(self.skip as usize);
        self.skip -= u32::try_from(skipped).unwrap_or(self.skip);
        let text = text.get(skipped..).unwrap_or_default();
        match self.group.purpose {
            Purpose::None | Purpose::Fonts => {}
            Purpose::Colours => self.colours.end(text),
            Purpose::Picture => self.runs.picture(text.len()),
            Purpose::Object => self.runs.object_digits(text),
            _ => self.bytes.extend_from_slice(text),
        }
    }

    /// The bytes so far become text.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let text = self.letters.decode(&bytes, self.group.font);
        self.runs.put(&text, &self.group);
        self.bytes = bytes;
        self.bytes.clear();
    }

    fn put(&mut self, text: &str) {
        self.flush();
        self.runs.put(text, &self.group);
    }

    fn end_group(&mut self, outer: Group) {
        if let Some(beside) = self.group.beside {
            self.runs.end_beside(beside);
        }
        self.runs.end_purpose(self.group.purpose, outer.purpose);
        self.group = outer;
    }

    fn take_symbol(&mut self, symbol: u8) {
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        match symbol {
            b'*' => self.starred = true,
            b'{' | b'}' | b'\\' => self.bytes.push(symbol),
            b'~' => self.put("\u{a0}"),
            b'_' => self.put("-"),
            b'\r' | b'\n' => {
                self.flush();
                self.runs.end_paragraph(&self.group);
            }
            b'\t' => {
                self.flush();
                self.runs.tab(&self.group);
            }
            _ => {}
        }
    }

    fn take_word(&mut self, word: &[u8], number: Option<i32>) {
        let starred = std::mem::take(&mut self.starred);
        if let Some(character) = character(word) {
            self.put(character);
        } else if !(self.take_format(word, number) || self.take_layout(word, number) || self.open_purpose(word))
            && starred
        {
            self.group.purpose = Purpose::None;
        }
    }

    /// Words that say how the text that follows looks, or what its bytes are.
    fn take_format(&mut self, word: &[u8], number: Option<i32>) -> bool {
        let on = number != Some(0);
        match word {
            b"u" => self.take_unicode(number.unwrap_or(0)),
            b"uc" => self.group.fallback = number.and_then(|count| u32::try_from(count).ok()).unwrap_or(1).min(64),
            b"f" => {
                self.group.font = number.unwrap_or(-1);
                self.described = self.group.font;
            }
            b"fcharset" => self.letters.set_font(self.described, number.unwrap_or(0)),
            b"cpg" | b"ansicpg" => self.letters.set_code_page(number.unwrap_or(0)),
            b"mac" => self.letters.set_code_page(10_000),
            b"v" => self.group.hidden = on,
            b"deleted" | b"mvf" => self.group.deleted = on,
            b"revised" | b"mvt" => self.group.inserted = on,
            b"cf" => self.group.look.is_white = self.colours.is_white(number),
            b"fs" => self.group.look.is_tiny = number.is_some_and(|half_points| half_points < 3),
            b"chcbpat" | b"highlight" | b"chshdng" | b"cb" => self.group.look.behind.letters = on && number.is_some(),
            b"cbpat" | b"shading" => self.group.look.behind.paragraph = on && number.is_some(),
            b"red" | b"green" | b"blue" if self.group.purpose == Purpose::Colours => self.colours.add(number),
            b"plain" => {
                let paragraph = self.group.look.behind.paragraph;
                self.group.look = Look::default();
                self.group.look.behind.paragraph = paragraph;
                (self.group.hidden, self.group.deleted, self.group.inserted) = (false, false, false);
            }
            _ => return false,
        }
        true
    }

    fn take_unicode(&mut self, number: i32) {
        self.skip = self.group.fallback;
        // Numbers beyond 32,767 are written as negative ones.
        let unit = u16::try_from(number.rem_euclid(0x1_0000)).unwrap_or_default();
        let units = [self.half.take(), Some(unit)];
        if (0xd800..0xdc00).contains(&unit) {
            self.half = Some(unit);
            return;
        }
        let units = units.into_iter().flatten();
        let text: String = char::decode_utf16(units)
            .map(|unit| unit.unwrap_or('\u{fffd}'))
            .collect();
        self.put(&text);
    }

    /// Words that end a paragraph, a cell or a row.
    fn take_layout(&mut self, word: &[u8], number: Option<i32>) -> bool {
        match word {
            b"par" | b"sect" | b"page" | b"column" => self.runs.end_paragraph(&self.group),
            b"line" | b"softline" => self.runs.line_break(&self.group),
            b"tab" => self.runs.tab(&self.group),
            b"pard" => (self.group.tables, self.group.look.behind.paragraph) = (0, false),
            b"intbl" => self.group.tables = self.group.tables.max(1),
            b"itap" => {
                self.group.tables = number
                    .and_then(|depth| usize::try_from(depth).ok())
                    .unwrap_or(1)
                    .min(32);
            }
            b"cell" => self.runs.end_cell(1),
            b"nestcell" => self.runs.end_cell(self.group.tables.max(2)),
            b"row" => self.runs.end_row(1),
            b"nestrow" => self.runs.end_row(self.group.tables.max(2)),
            _ => return false,
        }
        true
    }

    /// Words that say what a group is for.
    fn open_purpose(&mut self, word: &[u8]) -> bool {
        if let Some(beside) = Beside::of(word) {
            // What stands in something that nobody reads is not read either.
            if self.group.beside.is_none() && self.group.purpose == Purpose::Text {
                self.group.beside = Some(beside);
                (self.group.hidden, self.group.tables) = (false, 0);
                self.runs.begin_beside();
            }
            return true;
        }
        let purpose = match word {
            b"fonttbl" => Purpose::Fonts,
            b"colortbl" => Purpose::Colours,
            b"pict" => Purpose::Picture,
            b"objdata" => Purpose::Object,
            b"propname" => Purpose::AddedName,
            b"staticval" => Purpose::AddedValue,
            b"docvar" => Purpose::Variable,
            b"sn" => Purpose::ShapeName,
            b"sv" => Purpose::ShapeValue,
            b"title" => Purpose::Property("title"),
            b"subject" => Purpose::Property("subject"),
            b"author" => Purpose::Property("creator"),
            b"operator" => Purpose::Property("lastModifiedBy"),
            b"manager" => Purpose::Property("manager"),
            b"company" => Purpose::Property("company"),
            b"category" => Purpose::Property("category"),
            b"keywords" => Purpose::Property("keywords"),
            b"doccomm" => Purpose::Property("description"),
            // Groups around others that are read.
            b"info" | b"userprops" | b"shpinst" | b"do" | b"dptxbxtext" | b"shppict" | b"nesttableprops" | b"ud" => {
                return true;
            }
            b"stylesheet" | b"fldinst" | b"pntext" | b"listtext" | b"nonshppict" | b"shprslt" | b"nonesttables"
            | b"ftnsep" | b"ftnsepc" | b"ftncn" | b"aftnsep" | b"aftnsepc" | b"aftncn" | b"xe" | b"tc"
            | b"themedata" | b"objclass" | b"comment" | b"creatim" | b"revtim" | b"printim" | b"buptim" | b"vern"
            | b"hlinkbase" | b"private" | b"filetbl" | b"bkmkstart" | b"bkmkend" => Purpose::None,
            _ => return false,
        };
        if self.group.purpose != Purpose::None {
            self.group.purpose = purpose;
        }
        true
    }
}

/// Words that stand for a character.
fn character(word: &[u8]) -> Option<&'static str> {
    Some(match word {
        b"emdash" => "\u{2014}",
        b"endash" => "\u{2013}",
        b"lquote" => "\u{2018}",
        b"rquote" => "\u{2019}",
        b"ldblquote" => "\u{201c}",
        b"rdblquote" => "\u{201d}",
        b"bullet" => "\u{2022}",
        b"emspace" | b"enspace" | b"qmspace" => " ",
        _ => return None,
    })
}
