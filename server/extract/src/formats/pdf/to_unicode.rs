//! The table of a font that says which letters its codes stand for, read without its grammar: for tables that break
//! the rules, where the library gives up.

use memchr::memmem;
use std::collections::HashMap;

/// Codes taken from one table, at most, and how often a code may be told: ranges may say the same over and over.
const MOST: usize = 0x1_0000;
const MOST_TOLD: u32 = 4 * 0x1_0000;

/// The letters by code, from a table as its stream holds it.
pub(super) fn read(table: &[u8]) -> HashMap<u32, String> {
    let mut letters = HashMap::new();
    let mut left = MOST_TOLD;
    for (begin, end) in [
        (b"beginbfchar".as_slice(), b"endbfchar".as_slice()),
        (b"beginbfrange", b"endbfrange"),
    ] {
        for at in memmem::find_iter(table, begin) {
            let rest = table.get(at + begin.len()..).unwrap_or_default();
            let list = rest
                .get(..memmem::find(rest, end).unwrap_or(rest.len()))
                .unwrap_or_default();
            let numbers = numbers(list);
            if begin == b"beginbfchar" {
                for pair in numbers.chunks_exact(2) {
                    if let [code, text] = pair {
                        insert(code, text, 0, &mut letters);
                    }
                }
            } else if !list.contains(&b'[') {
                for range in numbers.chunks_exact(3) {
                    if let [from, to, text] = range {
                        let count = value(to).saturating_sub(value(from)).min(0xFFFF);
                        let Some(rest) = left.checked_sub(count + 1) else {
                            return letters;
                        };
                        left = rest;
                        (0..=count).for_each(|step| insert(from, text, step, &mut letters));
                    }
                }
            }
        }
    }
    letters
}

fn insert(code: &[u8], text: &[u8], step: u32, letters: &mut HashMap<u32, String>) {
    if letters.len() >= MOST {
        return;
    }
    let (pairs, _) = text.as_chunks::<2>();
    let mut units: Vec<u16> = pairs.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
    if let ([byte], true) = (text, units.is_empty()) {
        units.push(u16::from(*byte));
    }
    if let Some(last) = units.last_mut() {
        *last = last.wrapping_add(u16::try_from(step).unwrap_or(0));
    }
    let text = String::from_utf16_lossy(&units);
    letters.entry(value(code).saturating_add(step)).or_insert(text);
}

/// The numbers between angle brackets, as bytes.
fn numbers(list: &[u8]) -> Vec<Vec<u8>> {
    let pieces = list.split(|byte| *byte == b'<').skip(1).take(2 * MOST);
    let digits = pieces.map(|piece| {
        let digits = piece.iter().take_while(|byte| **byte != b'>');
        digits
            .filter_map(|digit| char::from(*digit).to_digit(16))
            .collect::<Vec<u32>>()
    });
    let bytes = |digits: Vec<u32>| {
        let (pairs, _) = digits.as_chunks::<2>();
        pairs
            .iter()
            .filter_map(|[high, low]| u8::try_from(high * 16 + low).ok())
            .collect()
    };
    digits.map(bytes).collect()
}

fn value(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .take(4)
        .fold(0, |value, byte| value << 8 | u32::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_that_break_the_rules_are_read() {
        let table = b"/CMapName /Adobe-Identity-UC> def\n2 beginbfchar\n<002B> <0048>\n<0048><00660069>\nendbfchar\n\
                      1 beginbfrange <0050> <0052> <0061> endbfrange beginbfchar <01> <";
        let letters = read(table);
        let told = |code: u32| letters.get(&code).map(String::as_str);
        assert_eq!(
            [told(0x2B), told(0x48), told(0x50), told(0x52), told(0x53)],
            [Some("H"), Some("fi"), Some("a"), Some("c"), None]
        );
    }

    #[test]
    fn ranges_that_say_the_same_over_and_over_end() {
        let table = "beginbfrange <0000><FFFF><0041> ".repeat(200_000);
        assert_eq!(read(table.as_bytes()).len(), 0x1_0000);
    }
}
