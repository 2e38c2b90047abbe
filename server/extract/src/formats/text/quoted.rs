//! Text that a mail program left in quoted-printable: `Ren=E9` for `René`, and lines cut in two by `=`.
//!
//! A table of settings has equals signs too, so it takes letters that only this encoding writes so.

use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use memchr::memchr_iter;

/// Bytes looked at.
const SAMPLE: usize = 64 << 10;

/// The text as it was meant; `None` where it is not in this encoding.
pub(super) fn decoded(bytes: &[u8]) -> Option<Vec<u8>> {
    is_quoted(bytes.get(..SAMPLE).unwrap_or(bytes))
        .then(|| quoted_printable_decode(bytes))
        .flatten()
}

/// Whether nearly all equals signs begin a code or end a line, and some stand for a letter or for such a sign itself.
fn is_quoted(sample: &[u8]) -> bool {
    let (mut signs, mut codes, mut letters, mut breaks) = (0_usize, 0_usize, 0_usize, 0_usize);
    for at in memchr_iter(b'=', sample) {
        signs += 1;
        match sample.get(at + 1..at + 3) {
            Some([b'\r', b'\n'] | [b'\n', _]) => breaks += 1,
            Some([first, second]) if is_digit(*first) && is_digit(*second) => {
                codes += 1;
                letters += usize::from(matches!(first, b'8'..=b'9' | b'A'..=b'F') || (*first, *second) == (b'3', b'D'));
            }
            _ => {}
        }
    }
    let known = codes + breaks;
    sample.is_ascii() && letters >= 1 && letters + breaks >= 2 && known * 20 >= signs * 19
}

/// A digit as this encoding writes it.
fn is_digit(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'A'..=b'F')
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn what_a_mail_program_left_is_decoded() {
        let cases: [(&[u8], Option<&[u8]>); 7] = [
            (b"Beste Ren=E9 en Zo=EB,\r\n", Some(b"Beste Ren\xe9 en Zo\xeb,\r\n")),
            (
                b"Ren=C3=A9: BSN 9990=\r\n12575\r\n",
                Some(b"Ren\xc3\xa9: BSN 999012575\r\n"),
            ),
            (b"<a href=3D\"x\">=\n</a>", Some(b"<a href=\"x\"></a>")),
            (b"breedte=20\nhoogte=30\ndiepte=80\n", None),
            (b"a == b\nc = d\n", None),
            (b"Ren=E9", None),
            (b"", None),
        ];
        for (written, meant) in cases {
            assert_eq!(
                decoded(written).as_deref(),
                meant,
                "{}",
                String::from_utf8_lossy(written)
            );
        }
    }
}
