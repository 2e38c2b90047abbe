//! E-mail addresses: the practical part of RFC 5321 section 4.1.2, with internationalised domains (RFC 6531) and tags.
//!
//! `picture@2x.png` is a file and `3 @ 4 euro` a price. Quoted local parts and address literals are left alone.

use super::page::Page;
use super::sense::{Sense, Vocabulary};
use super::{Certainty, Hit, Kind, Label};
use crate::address::Address;

/// Words for an address; they only tell that a field is not a number.
#[rustfmt::skip] // One word a line would be pages.
pub(super) const WORDS: Vocabulary = Vocabulary {
    sense: Sense::Plain,
    labels: &[
        "e mail", "email", "mail", "e mailadres", "emailadres", "mailadres", "e mail adres", "e mail address",
        "email address",
    ],
    stems: &[],
    weak: &[],
};

/// Longest local part and longest domain, in bytes.
const LONGEST: usize = 255;

/// Endings of pictures and files that carry `@2x` in their names.
#[rustfmt::skip] // One word a line would be pages.
const FILE_ENDINGS: &[&str] = &[
    "png", "jpg", "jpeg", "gif", "svg", "webp", "bmp", "ico", "css", "js", "pdf", "docx", "xlsx",
];

/// All addresses of a text.
pub(super) fn find(page: &Page, hits: &mut Vec<Hit>) {
    let mut from = 0;
    for at in memchr::memchr_iter(b'@', page.text.as_bytes()) {
        if let Some(hit) = around(page, at, from) {
            from = hit.end;
            hits.push(hit);
        }
    }
}

fn around(page: &Page, at: usize, from: usize) -> Option<Hit> {
    let start = local_start(page, at, from)?;
    let end = domain_end(page, at + 1)?;
    let text = page.slice(start..end);
    let address = Address::parse(text).map_or_else(|_| text.to_lowercase(), |address| address.as_str().to_owned());
    Some(Hit {
        kind: Kind::Email,
        start,
        end,
        value: address,
        certainty: Certainty::Labelled,
        label: Label::None,
    })
}

fn local_start(page: &Page, at: usize, from: usize) -> Option<usize> {
    let from = page.floor(from.max(at.saturating_sub(LONGEST)));
    let before = page.slice(from..at);
    let allowed = |mark: char| {
        mark.is_alphanumeric() || matches!(mark, '.' | '_' | '-' | '+' | '%' | '&' | '\'' | '~' | '!' | '#')
    };
    let local = before.trim_end_matches(allowed).len();
    let local = before.get(local..).unwrap_or_default();
    let local = local.trim_start_matches(['.', '\'', '-', '&', '!', '#', '~', '%', '+']);
    let fits = !local.is_empty() && local.len() <= 64 && !local.ends_with('.') && !local.contains("..");
    fits.then(|| at - local.len())
}

fn domain_end(page: &Page, start: usize) -> Option<usize> {
    let rest = page.slice(start..page.floor(start + LONGEST));
    let length = rest
        .find(|mark: char| !(mark.is_alphanumeric() || matches!(mark, '.' | '-')))
        .unwrap_or(rest.len());
    let mut domain = rest.get(..length)?.trim_end_matches(['.', '-']);
    // A sentence may go on right behind the dot: `jan@kade.example.Groet` keeps its last part, `a@b.nl..c` does not.
    if let Some(dots) = domain.find("..") {
        domain = domain.get(..dots)?;
    }
    let labels_fit = domain
        .split('.')
        .all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-') && label.len() <= 63);
    let (host, ending) = domain.rsplit_once('.')?;
    let ending_fits =
        ending.chars().count() >= 2 && (ending.starts_with("xn--") || ending.chars().all(char::is_alphabetic));
    let is_file = FILE_ENDINGS.contains(&ending.to_ascii_lowercase().as_str())
        && host.starts_with(|mark: char| mark.is_ascii_digit());
    (labels_fit && ending_fits && !is_file).then_some(start + domain.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let mut hits = Vec::new();
        find(&Page::new(text), &mut hits);
        hits.iter().filter_map(|hit| text.get(hit.start..hit.end)).collect()
    }

    #[test]
    fn addresses_are_cut_out_of_what_surrounds_them() {
        for (text, address) in [
            ("Mail naar jan@kade.example.", "jan@kade.example"),
            (
                "<mailto:jan.de-vries+werk@mail.kade.example>",
                "jan.de-vries+werk@mail.kade.example",
            ),
            ("'jan@kade.example'", "jan@kade.example"),
            ("E:jan_1@kade.example,piet", "jan_1@kade.example"),
            ("josé@köln.example!", "josé@köln.example"),
            ("o'brien@kade.example", "o'brien@kade.example"),
            ("?to=jan@kade.example&x=1", "jan@kade.example"),
            ("jan@xn--kln-sna.xn--p1ai", "jan@xn--kln-sna.xn--p1ai"),
        ] {
            assert_eq!(found(text), [address], "{text}");
        }
        assert_eq!(found("a@b.example;c@d.example"), ["a@b.example", "c@d.example"]);
    }

    #[test]
    fn what_only_has_an_at_sign_is_none() {
        for text in [
            "logo@2x.png",
            "3 @ 4 euro",
            "@naam",
            "jan@localhost",
            "jan@",
            "a@b@c",
            "jan@1.2",
            "x@-a.nl",
            "..@kade.example",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
