//! A page taken apart: its title, its sections, and the examples in them.
//!
//! A fault names the line, so that whoever writes a page finds it.

use super::{Fault, example::Example};

/// A section of a page, by its heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    What,
    Why,
    Warns,
    Silent,
    Precedence,
    Settings,
    Unseen,
}

impl Section {
    const ALL: [Self; 7] = [
        Self::What,
        Self::Why,
        Self::Warns,
        Self::Silent,
        Self::Precedence,
        Self::Settings,
        Self::Unseen,
    ];

    /// Those that no page may lack.
    pub(crate) const NEEDED: [Self; 6] = [
        Self::What,
        Self::Why,
        Self::Warns,
        Self::Silent,
        Self::Settings,
        Self::Unseen,
    ];

    /// The heading.
    pub(crate) fn heading(self) -> &'static str {
        match self {
            Self::What => "Wat het doet",
            Self::Why => "Waarom",
            Self::Warns => "Wanneer het waarschuwt",
            Self::Silent => "Wanneer het stil blijft",
            Self::Precedence => "Voorrang",
            Self::Settings => "Wat u kunt instellen",
            Self::Unseen => "Wat het niet ziet",
        }
    }
}

/// A fenced block: what it is, its lines, and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    pub(crate) kind: String,
    pub(crate) text: String,
    /// Number of the line of the fence, from 1.
    pub(crate) line: usize,
    /// Number of the line of the closing fence.
    pub(crate) end: usize,
}

/// A page of a check.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) title: String,
    /// The paragraph below the title: the check in one sentence.
    pub(crate) summary: String,
    /// What it does when nobody sets anything: the line that begins with `Standaard:`.
    pub(crate) default: String,
    pub(crate) sections: Vec<Section>,
    pub(crate) examples: Vec<Example>,
}

impl Page {
    /// Takes a page apart.
    pub(crate) fn read(text: &str) -> Result<Self, Fault> {
        let mut page = Self {
            title: String::new(),
            summary: String::new(),
            default: String::new(),
            sections: Vec::new(),
            examples: Vec::new(),
        };
        let mut draft: Option<Draft> = None;
        for piece in pieces(text)? {
            page.piece(piece, &mut draft)?;
        }
        page.finish(draft)?;
        match (page.title.as_str(), page.summary.as_str(), page.default.as_str()) {
            ("", _, _) => Err("line 1: expected `# ` and a title".to_owned()),
            (_, "", _) => Err("line 3: expected a sentence that says what the check is".to_owned()),
            (_, _, "") => Err("expected a line that begins with `Standaard: `".to_owned()),
            _ => Ok(page),
        }
    }

    fn piece(&mut self, piece: Piece, draft: &mut Option<Draft>) -> Result<(), Fault> {
        match piece {
            Piece::Block(block) => match draft {
                Some(draft) => draft.blocks.push(block),
                None if Example::is_part(&block.kind) => {
                    return Err(format!("line {}: an example needs a heading `### `", block.line));
                }
                None => {}
            },
            Piece::Line(number, line) => {
                if let Some(heading) = line.strip_prefix("### ") {
                    self.finish(draft.take())?;
                    let section = *self
                        .sections
                        .last()
                        .ok_or(format!("line {number}: outside a section"))?;
                    *draft = Some(Draft::new(heading, number, section));
                } else if let Some(heading) = line.strip_prefix("## ") {
                    self.finish(draft.take())?;
                    self.sections.push(section_of(heading, number)?);
                } else if let Some(title) = line.strip_prefix("# ") {
                    title.clone_into(&mut self.title);
                } else if self.sections.is_empty() {
                    self.opening(&line);
                } else if let Some(draft) = draft.as_mut().filter(|_| line.starts_with('>')) {
                    draft.quotes.push(number);
                }
            }
        }
        Ok(())
    }

    fn opening(&mut self, line: &str) {
        if let Some(default) = line.strip_prefix("Standaard: ") {
            default.clone_into(&mut self.default);
        } else if !line.is_empty() && self.default.is_empty() {
            if !self.summary.is_empty() {
                self.summary.push(' ');
            }
            self.summary.push_str(line);
        }
    }

    fn finish(&mut self, draft: Option<Draft>) -> Result<(), Fault> {
        if let Some(draft) = draft.filter(|draft| draft.blocks.iter().any(|block| Example::is_part(&block.kind))) {
            let line = draft.line;
            let example = Example::read(draft.title, line, draft.section, &draft.blocks, draft.quotes)
                .map_err(|fault| format!("line {line}: {fault}"))?;
            self.examples.push(example);
        }
        Ok(())
    }
}

/// An example whose blocks are still being gathered.
struct Draft {
    title: String,
    line: usize,
    section: Section,
    blocks: Vec<Block>,
    quotes: Vec<usize>,
}

impl Draft {
    fn new(title: &str, line: usize, section: Section) -> Self {
        Self {
            title: title.to_owned(),
            line,
            section,
            blocks: Vec::new(),
            quotes: Vec::new(),
        }
    }
}

fn section_of(heading: &str, number: usize) -> Result<Section, Fault> {
    Section::ALL
        .into_iter()
        .find(|section| section.heading() == heading)
        .ok_or_else(|| format!("line {number}: no page has a section `{heading}`"))
}

/// A line outside fences, or a fenced block.
enum Piece {
    Line(usize, String),
    Block(Block),
}

fn pieces(text: &str) -> Result<Vec<Piece>, Fault> {
    let mut pieces = Vec::new();
    let mut open: Option<Block> = None;
    for (number, line) in (1..).zip(text.lines()) {
        match (line.strip_prefix("```"), open.take()) {
            (Some(_), Some(mut block)) => {
                block.end = number;
                pieces.push(Piece::Block(block));
            }
            (Some(kind), None) => {
                open = Some(Block {
                    kind: kind.trim().to_owned(),
                    text: String::new(),
                    line: number,
                    end: number,
                });
            }
            (None, Some(mut block)) => {
                block.text.push_str(line);
                block.text.push('\n');
                open = Some(block);
            }
            (None, None) => pieces.push(Piece::Line(number, line.to_owned())),
        }
    }
    match open {
        Some(block) => Err(format!("line {}: the block does not end", block.line)),
        None => Ok(pieces),
    }
}
