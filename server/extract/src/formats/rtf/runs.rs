//! Text as it runs together: paragraphs, cells, what stands beside the page, and files in digits.

use super::{
    story::{Group, Purpose},
    tokens::byte,
};
use crate::formats::{
    flow::{Aside, CellFlow},
    properties_kept::{name_says_something, says_something},
};

/// Text beside the text that runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside {
    Header,
    Footer,
    /// A footnote or a text box: it follows what it belongs to.
    Box,
    Comment,
}

impl Beside {
    /// What a control word begins.
    pub(super) fn of(word: &[u8]) -> Option<Self> {
        Some(match word {
            b"header" | b"headerl" | b"headerr" | b"headerf" => Self::Header,
            b"footer" | b"footerl" | b"footerr" | b"footerf" => Self::Footer,
            b"footnote" | b"shptxt" => Self::Box,
            b"annotation" => Self::Comment,
            _ => return None,
        })
    }
}

/// All that a file says.
#[derive(Debug, Default)]
pub(super) struct Runs {
    level: CellFlow,
    outer: Vec<CellFlow>,
    pub(super) headers: Vec<String>,
    pub(super) footers: Vec<String>,
    pub(super) comments: Vec<String>,
    pub(super) deletions: Aside,
    pub(super) insertions: Aside,
    pub(super) hidden: Aside,
    /// Text on the page that nobody can see.
    pub(super) faint: Aside,
    pub(super) properties: Vec<(String, String)>,
    pub(super) variables: Vec<String>,
    pub(super) objects: Vec<Vec<u8>>,
    /// Digits of the largest picture.
    pub(super) largest_picture: usize,
    picture: usize,
    /// The value of whatever group is no running text.
    value: String,
    /// The name that stood before the value.
    name: String,
    digit: Option<u8>,
    object: Vec<u8>,
}

impl Runs {
    /// Puts text where its group says.
    pub(super) fn put(&mut self, text: &str, group: &Group) {
        if group.purpose != Purpose::Text {
            if group.purpose != Purpose::None {
                self.value.push_str(text);
            }
        } else if group.deleted {
            self.deletions.push(text);
        } else if group.hidden {
            self.hidden.push(text);
        } else {
            self.deletions.pause();
            self.hidden.pause();
            if group.inserted {
                self.insertions.push(text);
            } else {
                self.insertions.pause();
            }
            let on_paper = self.outer.is_empty() && group.tables == 0;
            if group.look.is_faint(on_paper) {
                self.faint.push(text);
            } else if !text.trim().is_empty() {
                self.faint.pause();
            }
            self.level.enter(group.tables);
            self.level.flow.push(text);
        }
    }

    fn runs_on_page(group: &Group) -> bool {
        group.purpose == Purpose::Text && !group.hidden && !group.deleted
    }

    /// A tab in the text.
    pub(super) fn tab(&mut self, group: &Group) {
        if Self::runs_on_page(group) {
            self.level.enter(group.tables);
            self.level.flow.tab();
        } else {
            self.put(" ", group);
        }
    }

    /// A line ends inside a paragraph.
    pub(super) fn line_break(&mut self, group: &Group) {
        if Self::runs_on_page(group) {
            self.level.enter(group.tables);
            self.level.flow.line_break();
        } else {
            self.put(" ", group);
        }
    }

    /// A paragraph ends.
    pub(super) fn end_paragraph(&mut self, group: &Group) {
        if group.purpose == Purpose::Text {
            self.level.enter(group.tables);
            self.level.flow.end_paragraph();
            self.pause();
        }
    }

    fn pause(&mut self) {
        for aside in [
            &mut self.deletions,
            &mut self.insertions,
            &mut self.hidden,
            &mut self.faint,
        ] {
            aside.pause();
        }
    }

    /// A cell ends, of a table so deep.
    pub(super) fn end_cell(&mut self, tables: usize) {
        self.level.end_cell(tables);
        self.pause();
    }

    /// A row ends, of a table so deep.
    pub(super) fn end_row(&mut self, tables: usize) {
        self.level.end_row(tables);
    }

    /// Text beside the text that runs begins.
    pub(super) fn begin_beside(&mut self) {
        self.outer.push(std::mem::take(&mut self.level));
    }

    /// It ends.
    pub(super) fn end_beside(&mut self, beside: Beside) {
        let text = self.level.flow.finish();
        self.level = self.outer.pop().unwrap_or_default();
        let kept = match beside {
            Beside::Header => &mut self.headers,
            Beside::Footer => &mut self.footers,
            Beside::Comment => &mut self.comments,
            Beside::Box => {
                self.level.flow.add_box(&text);
                return;
            }
        };
        if beside == Beside::Comment || !kept.contains(&text) {
            kept.push(text);
        }
    }

    /// A group with a purpose of its own ends, in one with another.
    pub(super) fn end_purpose(&mut self, purpose: Purpose, outer: Purpose) {
        match purpose {
            Purpose::Picture if outer != purpose => {
                self.largest_picture = self.largest_picture.max(std::mem::take(&mut self.picture));
            }
            Purpose::Object if outer != purpose => {
                self.digit = None;
                self.objects.push(std::mem::take(&mut self.object));
            }
            Purpose::Variable if outer == purpose => {
                let value = std::mem::take(&mut self.value);
                if self.name.is_empty() {
                    self.name = value;
                } else {
                    let name = std::mem::take(&mut self.name);
                    if name_says_something(&name) && says_something(&value) {
                        self.variables.push(format!("{name}: {}", value.trim()));
                    }
                }
            }
            _ if outer == purpose => {}
            Purpose::Property(field) => self.end_property(field.to_owned()),
            Purpose::AddedName | Purpose::ShapeName => self.name = std::mem::take(&mut self.value),
            Purpose::AddedValue => {
                let name = std::mem::take(&mut self.name);
                if name_says_something(&name) {
                    self.end_property(name);
                }
            }
            Purpose::ShapeValue => {
                let value = std::mem::take(&mut self.value);
                if std::mem::take(&mut self.name) == "wzDescription" {
                    self.level.flow.add_box(&format!("{value}\n"));
                }
            }
            _ => {
                self.value.clear();
                self.name.clear();
            }
        }
    }

    fn end_property(&mut self, field: String) {
        let value = std::mem::take(&mut self.value);
        if says_something(&value) {
            self.properties.push((field, value.trim().to_owned()));
        }
    }

    /// So many digits of a picture.
    pub(super) fn picture(&mut self, digits: usize) {
        self.picture += digits;
    }

    /// Digits of an embedded file.
    pub(super) fn object_digits(&mut self, digits: &[u8]) {
        for digit in digits.iter().filter(|digit| digit.is_ascii_hexdigit()) {
            match self.digit.take() {
                None => self.digit = Some(*digit),
                Some(high) => self.object.extend(byte([high, *digit])),
            }
        }
    }

    /// The page: headers, text, footers.
    pub(super) fn finish_page(&mut self) -> String {
        while let Some(outer) = self.outer.pop() {
            let text = self.level.flow.finish();
            self.level = outer;
            self.level.flow.add_box(&text);
        }
        [self.headers.concat(), self.level.flow.finish(), self.footers.concat()].concat()
    }
}
