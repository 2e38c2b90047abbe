//! Puts the glyphs of a page together: letters into words, words into lines, lines from top to bottom. Gaps that
//! set columns apart become tabs.
//!
//! All measures are in ems: parts of the size of the letters at hand.

use super::{columns, scene::Glyph, typeface::UNKNOWN};
use std::collections::BTreeMap;

/// A gap that ends a word.
const WORD_GAP: f64 = 0.11;
/// A gap between words that were apart already.
const SPACE_GAP: f64 = 0.1;
/// A step back that ends a word.
const BACK: f64 = 0.35;
/// Letters whose base lines differ by less belong to one word, words to one line.
const SAME_WORD: f64 = 0.25;
const SAME_LINE: f64 = 0.4;
/// A gap that sets columns apart if lines nearby have an edge there too, and one that does so by itself.
const COLUMN_GAP: f64 = 0.45;
const WIDE_GAP: f64 = 1.0;
/// Edges of columns differ by no more, in points.
const EDGE: f64 = 0.75;
/// Lines above and below in which edges of columns are sought.
const NEARBY: usize = 3;

/// A part of a word at the end of a line is joined with the rest if that has more letters: shorter ones, such as
/// `van` after a hyphen, may be words of their own.
const SHORT: usize = 3;

/// Letters that stand together.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub(super) text: String,
    /// From where to where along the line.
    pub(super) from: f64,
    pub(super) to: f64,
    /// Height of the base line.
    base: f64,
    pub(super) size: f64,
    show: u32,
    /// Place among the words as they were shown.
    order: usize,
    /// Spaces shown before it on its line, and how wide they were.
    spaces: u32,
    spaces_width: f64,
    /// Space that the text sets after its last letter.
    spacing: f64,
}

/// The glyphs as text, a line each.
pub(super) fn text(glyphs: &[Glyph]) -> String {
    let mut by_angle: BTreeMap<i16, Vec<&Glyph>> = BTreeMap::new();
    for glyph in glyphs {
        by_angle.entry(glyph.angle).or_default().push(glyph);
    }
    // The direction that most letters have comes first.
    let mut groups: Vec<_> = by_angle.into_iter().collect();
    groups.sort_by_key(|(_, glyphs)| std::cmp::Reverse(glyphs.len()));
    let mut text = String::new();
    for (angle, glyphs) in groups {
        let lines = columns::in_reading_order(lines(words(&glyphs, angle)));
        let edges: Vec<Edges> = lines.iter().map(|line| Edges::of(line)).collect();
        for (at, line) in lines.iter().enumerate() {
            let line = written(line, &Nearby::around(&edges, at));
            add(&line, &mut text);
        }
    }
    text
}

/// Words in the order in which they were shown.
fn words(glyphs: &[&Glyph], angle: i16) -> Vec<Word> {
    let (sin, cos) = f64::from(angle).to_radians().sin_cos();
    let mut words: Vec<Word> = Vec::new();
    let mut current: Option<Word> = None;
    let (mut spaces, mut spaces_width) = (0, 0.0);
    for glyph in glyphs {
        let along = glyph.at.x * cos + glyph.at.y * sin;
        let base = glyph.at.y * cos - glyph.at.x * sin;
        if glyph.letter == ' ' {
            spaces += 1;
            spaces_width += glyph.reach + glyph.spacing;
            continue;
        }
        if let Some(word) = &mut current
            && spaces == 0
            && word.takes(glyph, along, base)
        {
            word.to = word.to.max(along + glyph.reach);
            word.spacing = glyph.spacing;
            word.push(glyph.letter);
            continue;
        }
        let same_line = current
            .as_ref()
            .is_some_and(|word| (word.base - base).abs() < SAME_WORD * word.size);
        words.extend(current.take());
        if !same_line {
            (spaces, spaces_width) = (0, 0.0);
        }
        let mut word = Word {
            text: String::new(),
            from: along,
            to: along + glyph.reach,
            base,
            size: glyph.size,
            show: glyph.show,
            order: words.len(),
            spaces,
            spaces_width,
            spacing: glyph.spacing,
        };
        word.push(glyph.letter);
        current = Some(word);
        (spaces, spaces_width) = (0, 0.0);
    }
    words.extend(current);
    words
}

impl Word {
    /// Whether a glyph goes on with this word.
    fn takes(&self, glyph: &Glyph, along: f64, base: f64) -> bool {
        let em = self.size.min(glyph.size);
        let end = if glyph.show == self.show {
            self.to + self.spacing
        } else {
            self.to
        };
        let gap = along - end;
        (self.base - base).abs() < SAME_WORD * em && gap < WORD_GAP * em && gap > -BACK * em
    }

    fn push(&mut self, letter: char) {
        if letter != UNKNOWN {
            self.text.push(letter);
        }
    }
}

/// Words by line, lines from top to bottom, words from left to right.
fn lines(mut words: Vec<Word>) -> Vec<Vec<Word>> {
    words.retain(|word| !word.text.is_empty());
    words.sort_by(|one, two| two.base.total_cmp(&one.base));
    let mut lines: Vec<Vec<Word>> = Vec::new();
    for word in words {
        let line = lines.last_mut().filter(|line| {
            line.first()
                .is_some_and(|first| first.base - word.base < SAME_LINE * first.size.max(word.size))
        });
        match line {
            Some(line) => line.push(word),
            None => lines.push(vec![word]),
        }
    }
    for line in &mut lines {
        line.sort_by(|one, two| one.from.total_cmp(&two.from));
        // Letters painted twice, a little apart, are bold or have a shadow.
        line.dedup_by(|two, one| one.text == two.text && (one.from - two.from).abs() < 0.3 * one.size);
    }
    lines
}

/// A gap between two words of a line, in ems: what no shown space explains, and the whole.
fn gap(before: &Word, after: &Word) -> (f64, f64) {
    let em = before.size.min(after.size).max(0.1);
    let whole = after.from - before.to;
    let explained = if follows(before, after) {
        after.spaces_width + before.spacing
    } else {
        0.0
    };
    ((whole - explained) / em, whole / em)
}

/// Whether a word was shown right after another.
fn follows(before: &Word, after: &Word) -> bool {
    before.order + 1 == after.order
}

/// Where columns may begin and end on a line.
#[derive(Debug, Default)]
struct Edges {
    left: Vec<f64>,
    right: Vec<f64>,
    /// The middle one of the gaps of the line.
    usual_gap: f64,
    gaps: usize,
}

impl Edges {
    fn of(line: &[Word]) -> Self {
        let mut edges = Self::default();
        let mut gaps = Vec::new();
        edges.left.extend(line.first().map(|word| word.from));
        for (before, after) in line.iter().zip(line.iter().skip(1)) {
            let (_, whole) = gap(before, after);
            gaps.push(whole);
            if whole > COLUMN_GAP {
                edges.right.push(before.to);
                edges.left.push(after.from);
            }
        }
        edges.right.extend(line.last().map(|word| word.to));
        gaps.sort_by(f64::total_cmp);
        edges.usual_gap = gaps.get(gaps.len() / 2).copied().unwrap_or_default();
        edges.gaps = gaps.len();
        edges
    }
}

/// The edges of a line and of the lines around it.
struct Nearby<'e> {
    own: &'e Edges,
    others: Vec<&'e Edges>,
}

impl<'e> Nearby<'e> {
    fn around(edges: &'e [Edges], at: usize) -> Self {
        static NONE: Edges = Edges {
            left: Vec::new(),
            right: Vec::new(),
            usual_gap: 0.0,
            gaps: 0,
        };
        let from = at.saturating_sub(NEARBY);
        let around = edges.iter().enumerate().skip(from).take(at - from + NEARBY + 1);
        Self {
            own: edges.get(at).unwrap_or(&NONE),
            others: around
                .filter(|(other, _)| *other != at)
                .map(|(_, edges)| edges)
                .collect(),
        }
    }

    /// Whether a line nearby has a column that begins where `after` does or ends where `before` does.
    fn have_edge(&self, before: &Word, after: &Word) -> bool {
        let near = |edges: &[f64], place: f64| edges.iter().any(|edge| (edge - place).abs() < EDGE);
        self.others
            .iter()
            .any(|other| near(&other.left, after.from) || near(&other.right, before.to))
    }

    /// Whether a gap is like the others of its line, as in justified prose.
    fn is_usual(&self, gap: f64) -> bool {
        self.own.gaps >= 4 && gap < 1.6 * self.own.usual_gap
    }
}

/// A line as text.
fn written(line: &[Word], nearby: &Nearby<'_>) -> String {
    let mut text = String::new();
    let mut before: Option<&Word> = None;
    for word in line {
        if let Some(before) = before {
            text.push_str(separator(before, word, nearby));
        }
        text.push_str(&word.text);
        before = Some(word);
    }
    text
}

/// Adds a line to the text; a word that was broken at the end of the line before is whole again.
fn add(line: &str, text: &mut String) {
    let last = text.trim_end_matches('\n').rsplit('\n').next().unwrap_or_default();
    let broken = last
        .strip_suffix('-')
        .is_some_and(|part| part.ends_with(char::is_alphabetic))
        && !last.contains('\t');
    let rest = line.split([' ', '\t']).next().unwrap_or_default();
    let goes_on = rest.starts_with(char::is_lowercase) && rest.chars().count() > SHORT;
    if broken && goes_on && !line.contains('\t') {
        text.truncate(text.trim_end_matches('\n').len() - 1);
        text.push_str(rest);
        text.push('\n');
        let after = line.get(rest.len()..).unwrap_or_default().trim_start();
        if !after.is_empty() {
            text.extend([after, "\n"]);
        }
    } else {
        text.extend([line, "\n"]);
    }
}

fn separator(before: &Word, after: &Word, nearby: &Nearby<'_>) -> &'static str {
    let (unexplained, whole) = gap(before, after);
    let spaces = if follows(before, after) { after.spaces } else { 0 };
    let usual = nearby.is_usual(whole);
    let aligned = unexplained > COLUMN_GAP && nearby.have_edge(before, after);
    if spaces >= 3 || (unexplained > WIDE_GAP && (aligned || !usual)) || (aligned && !usual) {
        "\t"
    } else if spaces > 0 || whole > SPACE_GAP {
        " "
    } else {
        ""
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{colour::Ink, scene::Sight},
        *,
    };
    use hayro_font::kurbo::Point;

    /// What is shown, the text, and why.
    type Case = (&'static [(f64, f64, &'static str)], &'static str, &'static str);

    /// Letters half an em wide, 10 points high; each string is shown by itself.
    fn page(shown: &[(f64, f64, &str)]) -> String {
        let mut glyphs = Vec::new();
        for (show, (x, y, letters)) in (0..).zip(shown) {
            for (at, letter) in (0..).zip(letters.chars()) {
                glyphs.push(Glyph {
                    letter,
                    at: Point::new(x + f64::from(at) * 5.0, *y),
                    reach: 5.0,
                    spacing: 0.0,
                    size: 10.0,
                    angle: 0,
                    show,
                    order: 0,
                    ink: Ink::BLACK,
                    sight: Sight::Painted,
                });
            }
        }
        text(&glyphs)
    }

    #[test]
    fn words_and_columns_come_out_of_gaps() {
        let cases: &[Case] = &[
            (&[(0.0, 0.0, "een twee")], "een twee\n", "a space is a space"),
            (
                &[(0.0, 0.0, "12345"), (25.0, 0.0, "6782")],
                "123456782\n",
                "a number shown in two pieces is one",
            ),
            (
                &[(0.0, 0.0, "een"), (18.0, 0.0, "twee")],
                "een twee\n",
                "a gap without a space",
            ),
            (&[(0.0, 0.0, "naam"), (100.0, 0.0, "bsn")], "naam\tbsn\n", "a wide gap"),
            (
                &[(0.0, 0.0, "naam   bsn")],
                "naam\tbsn\n",
                "columns of a report in one string",
            ),
            (
                &[(0.0, 0.0, "Smit "), (100.0, 0.0, "1")],
                "Smit\t1\n",
                "a space at the end of a cell",
            ),
            (
                &[
                    (0.0, 20.0, "ab"),
                    (16.0, 20.0, "x"),
                    (0.0, 10.0, "cd"),
                    (16.0, 10.0, "y"),
                ],
                "ab\tx\ncd\ty\n",
                "narrow gaps under each other",
            ),
            (&[(0.0, 0.0, "ab"), (16.0, 0.0, "x")], "ab x\n", "a narrow gap alone"),
            (
                &[(50.0, 0.0, "na"), (0.0, 0.0, "voor")],
                "voor\tna\n",
                "order of painting is not order of reading",
            ),
            (
                &[(0.0, 0.0, "onder"), (0.0, 50.0, "boven")],
                "boven\nonder\n",
                "from top to bottom",
            ),
            (&[(0.0, 0.0, "vet"), (0.4, 0.0, "vet")], "vet\n", "painted twice"),
            (
                &[(0.0, 0.0, "noot"), (20.5, 3.5, "1")],
                "noot1\n",
                "a mark above the line",
            ),
        ];
        for (shown, expected, why) in cases {
            assert_eq!(page(shown), *expected, "{why}");
        }
    }

    #[test]
    fn justified_prose_has_no_columns() {
        let line = |y: f64, width: f64| -> Vec<(f64, f64, &'static str)> {
            let words = ["dit", "is", "een", "regel", "tekst"];
            let mut x = 0.0;
            let placed = words.map(|word| {
                let at = x;
                x += f64::from(u32::try_from(word.len()).unwrap()) * 5.0 + width;
                (at, y, word)
            });
            placed.to_vec()
        };
        let shown: Vec<_> = [line(20.0, 6.0), line(10.0, 6.0)].concat();
        assert_eq!(page(&shown), "dit is een regel tekst\ndit is een regel tekst\n");
    }
}
