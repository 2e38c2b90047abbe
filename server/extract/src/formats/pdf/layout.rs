//! Puts the words of a page together: words into lines, lines from top to bottom, cells under each other.

use super::{columns, gaps, rows, rules::Rules, scene::Glyph, tables, words, words::Word};
use crate::{Reason, budget::Budget};
use std::collections::BTreeMap;

/// Words whose base lines differ by less are on one line, in ems.
const SAME_LINE: f64 = 0.4;
/// A part of a word at the end of a line is joined with the rest if that has more letters: shorter ones, such as
/// `van` after a hyphen, may be words of their own.
const SHORT: usize = 3;

/// The glyphs as text, a line each; what stopped it comes beside what was put together before. The lines that the page
/// draws set cells apart as well.
pub(super) fn text(glyphs: &[Glyph], rules: &Rules, budget: &Budget) -> (String, Result<(), Reason>) {
    let none = Rules::default();
    let mut by_angle: BTreeMap<i16, Vec<&Glyph>> = BTreeMap::new();
    for glyph in glyphs {
        by_angle.entry(glyph.angle).or_default().push(glyph);
    }
    // The direction that most letters have comes first.
    let mut groups: Vec<_> = by_angle.into_iter().collect();
    groups.sort_by_key(|(_, glyphs)| std::cmp::Reverse(glyphs.len()));
    let mut text = String::new();
    for (angle, glyphs) in groups {
        let rules = if angle == 0 { rules } else { &none };
        match written(&glyphs, angle, rules, budget) {
            Ok(lines) => lines.iter().for_each(|line| add(line, &mut text)),
            Err(reason) => return (text, Err(reason)),
        }
    }
    (text, Ok(()))
}

/// The lines of one direction.
fn written(glyphs: &[&Glyph], angle: i16, rules: &Rules, budget: &Budget) -> Result<Vec<String>, Reason> {
    let lines = columns::in_reading_order(lines(words::of(glyphs, angle)), budget)?;
    let rows = rows::joined(gaps::cells(&lines, rules, budget)?, rules, budget)?;
    tables::written(&rows, budget)
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
        ruled(shown, &Rules::default())
    }

    fn ruled(shown: &[(f64, f64, &str)], rules: &Rules) -> String {
        let mut glyphs = Vec::new();
        for (show, (x, y, letters)) in (0..).zip(shown) {
            for (at, letter) in (0..).zip(letters.chars()) {
                glyphs.push(Glyph {
                    letter,
                    guessed: false,
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
        let budget = Budget::new(&crate::Limits::default(), std::time::Instant::now);
        let (text, stopped) = text(&glyphs, rules, &budget);
        stopped.unwrap();
        text
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
    fn a_line_between_words_sets_them_apart() {
        let rule = |x: f64| {
            let mut rules = Rules::default();
            rules.add(Point::new(x, -2.0), Point::new(x, 12.0));
            rules
        };
        let shown = [(0.0, 0.0, "Zonneveld"), (48.0, 0.0, "1.234,56")];
        assert_eq!(ruled(&shown, &rule(47.0)), "Zonneveld\t1.234,56\n");
        assert_eq!(ruled(&shown, &rule(90.0)), "Zonneveld 1.234,56\n");
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
