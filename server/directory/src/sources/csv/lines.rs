//! Lines of a text, however they end: line feed, carriage return, or both.

use std::io::{self, BufRead};

/// The longest line that is kept, in bytes. Longer ones are read over and marked.
pub(super) const LONGEST_LINE: usize = 64 * 1024;

/// One line, without its end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Line {
    /// Counted from one.
    pub(super) number: u64,
    /// Its bytes, cut off at the longest that is kept.
    pub(super) bytes: Vec<u8>,
    /// Whether it was cut off.
    pub(super) cut: bool,
}

/// Reads lines one by one.
pub(super) struct Lines<R> {
    text: R,
    number: u64,
    after_return: bool,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(text: R) -> Self {
        Self {
            text,
            number: 0,
            after_return: false,
        }
    }

    /// The next line; none at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Line>> {
        let mut line = Line {
            number: self.number + 1,
            ..Line::default()
        };
        let mut any = false;
        loop {
            let block = match self.text.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                block => block?,
            };
            if block.is_empty() {
                self.number += u64::from(any);
                return Ok(any.then_some(line));
            }
            if std::mem::take(&mut self.after_return) && block.first() == Some(&b'\n') {
                self.text.consume(1);
                continue;
            }
            any = true;
            let end = block.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            keep(&mut line, block.get(..end.unwrap_or(block.len())).unwrap_or_default());
            self.after_return = end.and_then(|end| block.get(end)) == Some(&b'\r');
            let used = end.map_or(block.len(), |end| end + 1);
            self.text.consume(used);
            if end.is_some() {
                self.number += 1;
                return Ok(Some(line));
            }
        }
    }
}

fn keep(line: &mut Line, bytes: &[u8]) {
    let room = LONGEST_LINE.saturating_sub(line.bytes.len());
    line.cut |= bytes.len() > room;
    line.bytes
        .extend_from_slice(bytes.get(..room.min(bytes.len())).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &[u8]) -> Vec<String> {
        // A buffer of two bytes, so that ends of lines fall on its edge.
        let mut lines = Lines::new(io::BufReader::with_capacity(2, text));
        let mut found = Vec::new();
        while let Some(line) = lines.next().unwrap() {
            found.push(format!("{}:{}", line.number, String::from_utf8(line.bytes).unwrap()));
        }
        found
    }

    #[test]
    fn lines_end_in_three_ways() {
        #[rustfmt::skip]
        let table: &[(&[u8], &[&str])] = &[
            (b"", &[]),
            (b"a", &["1:a"]),
            (b"a\nb\n", &["1:a", "2:b"]),
            (b"a\r\nb\r\n", &["1:a", "2:b"]),
            (b"ab\r\ncd", &["1:ab", "2:cd"]),
            (b"a\rb\r", &["1:a", "2:b"]),
            (b"a\n\nb", &["1:a", "2:", "3:b"]),
            (b"a\r\rb", &["1:a", "2:", "3:b"]),
            (b"\r\n\r\na", &["1:", "2:", "3:a"]),
        ];
        for (text, expected) in table {
            assert_eq!(lines(text), *expected, "{:?}", String::from_utf8_lossy(text));
        }
    }

    #[test]
    fn long_lines_are_cut_and_the_next_one_stands() {
        let text = [vec![b'x'; LONGEST_LINE + 5], b"\nb".to_vec()].concat();
        let mut lines = Lines::new(text.as_slice());
        let first = lines.next().unwrap().unwrap();
        assert!(first.cut && first.bytes.len() == LONGEST_LINE);
        assert_eq!(
            lines.next().unwrap().unwrap(),
            Line {
                number: 2,
                bytes: b"b".to_vec(),
                cut: false
            }
        );
    }
}
