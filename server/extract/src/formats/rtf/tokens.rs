//! The marks of an RTF file, one after the other. Knows what ends a mark, not what it means.

/// The longest control word; what goes on is taken for text, as other readers do.
const LONGEST_WORD: usize = 32;

/// One mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A group begins.
    Open,
    /// A group ends.
    Close,
    /// A control word with its number, if it has one.
    Word(&'a [u8], Option<i32>),
    /// A control symbol, such as `*` or `~`.
    Symbol(u8),
    /// A byte of text, written as two digits.
    Byte(u8),
    /// Bytes of text.
    Text(&'a [u8]),
}

/// The marks that are left.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    /// All marks of a file.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// What follows the backslash.
    fn control(&mut self, after: &'a [u8]) -> Token<'a> {
        let letters = after
            .iter()
            .take(LONGEST_WORD)
            .take_while(|byte| byte.is_ascii_alphabetic())
            .count();
        let (word, rest) = after.split_at(letters);
        if word.is_empty() {
            return self.symbol(after);
        }
        let (number, rest) = number(rest);
        self.rest = rest.strip_prefix(b" ").unwrap_or(rest);
        if word == b"bin" {
            // Raw bytes of a picture or an object.
            let len = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
            self.rest = self.rest.get(len..).unwrap_or_default();
        }
        Token::Word(word, number)
    }

    fn symbol(&mut self, after: &'a [u8]) -> Token<'a> {
        let Some((symbol, rest)) = after.split_first() else {
            self.rest = &[];
            return Token::Text(&[]);
        };
        self.rest = rest;
        if *symbol == b'\''
            && let Some((digits, rest)) = rest.split_first_chunk::<2>()
            && let Some(byte) = byte(*digits)
        {
            self.rest = rest;
            return Token::Byte(byte);
        }
        Token::Symbol(*symbol)
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let (first, after) = self.rest.split_first()?;
        Some(match first {
            b'{' | b'}' => {
                self.rest = after;
                if *first == b'{' { Token::Open } else { Token::Close }
            }
            b'\\' => self.control(after),
            b'\r' | b'\n' | 0 => {
                self.rest = after;
                Token::Text(&[])
            }
            _ => {
                let end = self
                    .rest
                    .iter()
                    .position(|byte| matches!(byte, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0));
                let (text, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
                self.rest = rest;
                Token::Text(text)
            }
        })
    }
}

/// The number behind a control word. What is too large to be one counts as the largest.
fn number(bytes: &[u8]) -> (Option<i32>, &[u8]) {
    let negative = bytes.first() == Some(&b'-');
    let digits = bytes.get(usize::from(negative)..).unwrap_or_default();
    let count = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = digits.split_at(count);
    if digits.is_empty() {
        return (None, bytes);
    }
    let number = digits.iter().fold(0_i32, |number, digit| {
        number.saturating_mul(10).saturating_add(i32::from(digit - b'0'))
    });
    (Some(if negative { -number } else { number }), rest)
}

/// The byte that two hexadecimal digits write.
pub(super) fn byte(digits: [u8; 2]) -> Option<u8> {
    let [high, low] = digits.map(|digit| char::from(digit).to_digit(16));
    u8::try_from(high? * 16 + low?).ok()
}

#[cfg(test)]
mod tests {
    use super::{Token::*, *};

    #[test]
    fn marks_end_where_they_should() {
        let cases: &[(&str, &[Token<'_>])] = &[
            ("{\\b x}", &[Open, Word(b"b", None), Text(b"x"), Close]),
            (
                "\\fs-24 a\\par\r\nb",
                &[
                    Word(b"fs", Some(-24)),
                    Text(b"a"),
                    Word(b"par", None),
                    Text(b""),
                    Text(b""),
                    Text(b"b"),
                ],
            ),
            ("\\'e9\\'zz\\~", &[Byte(0xe9), Symbol(b'\''), Text(b"zz"), Symbol(b'~')]),
            ("\\u99999999999 ?", &[Word(b"u", Some(i32::MAX)), Text(b"?")]),
            ("\\bin3 }{}x", &[Word(b"bin", Some(3)), Text(b"x")]),
            ("\\bin999 x", &[Word(b"bin", Some(999))]),
            ("\\b-x", &[Word(b"b", None), Text(b"-x")]),
            ("\\", &[Text(b"")]),
        ];
        for (text, expected) in cases {
            assert_eq!(Tokens::new(text.as_bytes()).collect::<Vec<_>>(), *expected, "{text}");
        }
    }
}
