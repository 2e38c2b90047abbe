//! Tells apart what the sender wrote, what is quoted, and the signature.
//!
//! Knows the marks that Outlook, Thunderbird, Gmail and Apple Mail leave, in Dutch and English. When in doubt a line is
//! the sender's own.

use crate::{
    message::{Body, Link, Passage, Voice},
    names,
};

/// A block of an HTML body as its reader found it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The text.
    pub text: String,
    /// Whether the mark-up says it is quoted.
    pub quoted: bool,
    /// Whether the mark-up says it is the signature.
    pub signature: bool,
    /// Whether the page does not show it.
    pub hidden: bool,
}

/// Words that close a letter; what follows is the signature.
#[rustfmt::skip] // One word a line would be pages.
const CLOSINGS: &[&str] = &[
    "met vriendelijke groet", "met vriendelijke groeten", "vriendelijke groet", "vriendelijke groeten", "mvg",
    "m vr gr", "met hartelijke groet", "met hartelijke groeten", "hartelijke groet", "hartelijke groeten", "groet",
    "groeten", "groetjes", "gr", "hoogachtend", "met de meeste hoogachting", "met groet", "met groeten", "vr gr",
    "kind regards", "best regards", "regards", "warm regards", "yours sincerely", "yours faithfully", "sincerely",
    "cheers", "best", "many thanks", "thanks", "all the best", "met vr gr", "fijne dag", "fijn weekend",
    "met collegiale groet", "met dank",
];

/// A longer line closes no letter, in bytes; the sender's name may come on top of it.
const LONGEST_CLOSING: usize = 80;
/// How many lines a signature may have before the text counts as the sender's own again.
const SIGNATURE_LINES: usize = 14;

impl Body {
    /// Takes a plain text body apart. `sender` is the sender's display name, which often opens the signature.
    #[must_use]
    pub fn from_plain(text: &str, sender: &str) -> Self {
        let block = Block {
            text: text.to_owned(),
            quoted: false,
            signature: false,
            hidden: false,
        };
        Self::from_blocks(vec![block], Vec::new(), sender)
    }

    /// Takes an HTML body apart that was read into blocks.
    #[must_use]
    pub fn from_blocks(blocks: Vec<Block>, links: Vec<Link>, sender: &str) -> Self {
        let mut splitter = Splitter::new(sender);
        for block in blocks {
            splitter.block(&block);
        }
        Self {
            passages: splitter.passages,
            links,
        }
    }

    /// What the sender wrote, without quotes, signature and hidden parts.
    #[must_use]
    pub fn own_text(&self) -> String {
        self.voice(Voice::Own)
    }

    /// All visible text in one voice.
    #[must_use]
    pub fn voice(&self, voice: Voice) -> String {
        let texts: Vec<&str> = self
            .passages
            .iter()
            .filter(|passage| passage.voice == voice && !passage.hidden)
            .map(|passage| passage.text.as_str())
            .collect();
        texts.join("\n")
    }
}

/// Walks through the lines and gives each its voice.
struct Splitter {
    sender: Vec<String>,
    passages: Vec<Passage>,
    /// The rest of the mail is an original message.
    original: bool,
    /// Lines left in the signature.
    signature: usize,
    own_lines: usize,
}

impl Splitter {
    fn new(sender: &str) -> Self {
        Self {
            sender: names::telling_words(sender),
            passages: Vec::new(),
            original: false,
            signature: 0,
            own_lines: 0,
        }
    }

    fn block(&mut self, block: &Block) {
        if block.quoted || block.signature {
            let voice = if block.quoted { Voice::Quoted } else { Voice::Signature };
            self.push(voice, block.hidden, &block.text);
            return;
        }
        let lines: Vec<&str> = block.text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let voice = self.voice_of(line, lines.get(at + 1..).unwrap_or_default());
            self.push(voice, block.hidden, line);
        }
    }

    fn voice_of(&mut self, line: &str, next: &[&str]) -> Voice {
        let trimmed = line.trim();
        if self.original {
            return Voice::Quoted;
        }
        if trimmed.starts_with('>') {
            return Voice::Quoted;
        }
        if opens_original(trimmed, next) {
            // An answer may stand below a quote that is marked line by line; a header block quotes all that follows.
            self.original = !next.iter().take(4).any(|line| line.trim_start().starts_with('>'));
            return Voice::Quoted;
        }
        self.own_or_signature(line, trimmed)
    }

    fn own_or_signature(&mut self, line: &str, trimmed: &str) -> Voice {
        if trimmed.is_empty() {
            return if self.signature > 0 {
                Voice::Signature
            } else {
                Voice::Own
            };
        }
        if line == "-- " || trimmed == "--" {
            self.signature = SIGNATURE_LINES * 2;
            return Voice::Signature;
        }
        if self.signature > 0 && !resumes(trimmed) {
            self.signature -= 1;
            return Voice::Signature;
        }
        self.signature = 0;
        if self.closes(trimmed) {
            self.signature = SIGNATURE_LINES;
            return Voice::Signature;
        }
        self.own_lines += 1;
        Voice::Own
    }

    /// Whether a line closes the letter: a closing formula, or the sender's own name after some text.
    fn closes(&self, trimmed: &str) -> bool {
        let most = LONGEST_CLOSING + self.sender.iter().map(|word| word.len() + 8).sum::<usize>();
        if trimmed.len() > most {
            return false;
        }
        let words = names::words(trimmed);
        let plain = words.join(" ");
        let formula = CLOSINGS.contains(&plain.as_str())
            || (words.len() <= self.sender.len() + 4
                && CLOSINGS.iter().any(|closing| {
                    plain.strip_prefix(closing).is_some_and(|rest| {
                        let rest: Vec<&str> = rest.split_whitespace().collect();
                        !rest.is_empty() && rest.iter().all(|word| self.sender.iter().any(|own| own == word))
                    })
                }));
        let name = self.own_lines > 0 && self.sender.len() > 1 && words == self.sender;
        formula || name
    }

    fn push(&mut self, voice: Voice, hidden: bool, line: &str) {
        match self.passages.last_mut() {
            Some(last) if last.voice == voice && last.hidden == hidden => {
                last.text.push('\n');
                last.text.push_str(line);
            }
            _ => self.passages.push(Passage {
                voice,
                hidden,
                text: line.to_owned(),
            }),
        }
    }
}

/// Whether a line after a signature is the sender's own again.
fn resumes(trimmed: &str) -> bool {
    let folded = trimmed.to_lowercase();
    ["ps ", "ps:", "p.s.", "n.b.", "nb:", "ps."]
        .iter()
        .any(|mark| folded.starts_with(mark))
}

/// Whether a line begins or ends like one that opens an original; nearly all lines are done with here.
fn may_open_original(line: &str) -> bool {
    const HEADS: &[&str] = &[
        "-", "_", "*", "begin", "van", "from", "op ", "on ", "le ", "am ", "to:", "aan:",
    ];
    let head: String = line.chars().take(5).flat_map(char::to_lowercase).collect();
    line.ends_with(':') || HEADS.iter().any(|start| head.starts_with(start))
}

/// Whether a line opens a quoted or forwarded original.
fn opens_original(line: &str, next: &[&str]) -> bool {
    if !may_open_original(line) {
        return false;
    }
    let folded = line.to_lowercase();
    let dashes = folded.starts_with("-----") || folded.starts_with("_____") || folded.starts_with("---------- ");
    if dashes {
        const MARKS: &[&str] = &[
            "oorspronkelijk",
            "original",
            "doorgestuurd",
            "forwarded",
            "begin ",
            "bericht",
        ];
        let named = MARKS.iter().any(|mark| folded.contains(mark));
        return named || next.first().is_some_and(|next| is_header_line(next));
    }
    let begins = [
        "begin doorgestuurd bericht",
        "begin forwarded message",
        "begin van doorgestuurd",
    ];
    begins.iter().any(|mark| folded.starts_with(mark))
        || header_block(line, next)
        || recipients_block(&folded, next)
        || attribution(&folded, next)
}

/// `To: ...` with lines of addresses behind it, down to `Subject: ...`: the header of an original of which the sender
/// stands in another way, or nowhere.
fn recipients_block(folded: &str, next: &[&str]) -> bool {
    /// A list of recipients may be long.
    const LINES: usize = 60;
    let field = |line: &str, names: &[&str]| {
        let line = line.trim().to_lowercase();
        line.split_once(':')
            .is_some_and(|(field, _)| names.contains(&field.trim()))
    };
    let subject = next
        .iter()
        .take(LINES)
        .position(|line| field(line, &["subject", "onderwerp", "betreft"]));
    let goes_on = |line: &&str| {
        let line = line.trim();
        line.is_empty() || is_header_line(line) || field(line, &["bcc"]) || line.contains(['@', ',', ';', '<'])
    };
    (folded.starts_with("to:") || folded.starts_with("aan:"))
        && subject.is_some_and(|at| next.get(..at).is_some_and(|between| between.iter().all(goes_on)))
}

/// `Van: ...` followed by `Verzonden: ...` or the like: the header that Outlook puts above an original.
fn header_block(line: &str, next: &[&str]) -> bool {
    let folded = line.trim_start_matches('*').to_lowercase();
    (folded.starts_with("van:") || folded.starts_with("from:") || folded.starts_with("van :"))
        && next.iter().take(3).filter(|line| is_header_line(line)).count() >= 1
}

fn is_header_line(line: &str) -> bool {
    #[rustfmt::skip] // One word a line would be pages.
    const FIELDS: &[&str] = &[
        "van", "from", "verzonden", "sent", "datum", "date", "aan", "to", "cc", "onderwerp", "subject", "verstuurd",
        "antwoord aan", "reply-to",
    ];
    let folded = line.trim().trim_start_matches('*').to_lowercase();
    folded
        .split_once(':')
        .is_some_and(|(field, _)| FIELDS.contains(&field.trim_end_matches('*').trim()))
}

/// `Op 1 maart 2026 schreef Jan:` and its sisters, perhaps broken over two lines.
fn attribution(folded: &str, next: &[&str]) -> bool {
    let opens = ["op ", "on ", "le ", "am "].iter().any(|word| folded.starts_with(word))
        && folded.chars().any(|letter| letter.is_ascii_digit());
    let mut whole = folded.trim().to_owned();
    if opens && !whole.ends_with(':') {
        whole.push(' ');
        whole.push_str(&next.first().unwrap_or(&"").trim().to_lowercase());
    }
    let says = ["schreef", "wrote", "geschreven"]
        .iter()
        .any(|verb| whole.contains(verb));
    let dated = opens && says && whole.ends_with(':');
    let plain = (whole.ends_with("schreef:") || whole.ends_with("wrote:")) && whole.contains('@');
    dated || plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voices(text: &str) -> Vec<(Voice, String)> {
        Body::from_plain(text, "Kate Boeser")
            .passages
            .into_iter()
            .map(|passage| (passage.voice, passage.text.trim().replace('\n', "|")))
            .collect()
    }

    #[test]
    fn an_originals_header_without_its_sender_opens_a_quote() {
        let list = "\"Piet\" <p@x.example>, \n\"Jan\" <j@x.example>,\n".repeat(8);
        let text = format!("Ter info.\n\nKees de Bos, 1-3-2026 10:00\nTo: {list}cc:\n\nSubject: Feest\n\nIk kom.");
        assert_eq!(
            voices(&text).first(),
            Some(&(Voice::Own, "Ter info.||Kees de Bos, 1-3-2026 10:00".into()))
        );
        let letter = "To: be decided.\nDe zaal is vol.\nSubject: zaal";
        assert_eq!(voices(letter).len(), 1, "a sentence between is no header");
    }

    #[test]
    fn the_signature_follows_a_closing_or_the_senders_name() {
        for text in [
            "Zie bijlage.\n\nGroet,\n\nKate Boeser\nKantoor",
            "Zie bijlage.\n\nKate Boeser\nKantoor",
            "Zie bijlage.\n-- \nKantoor",
        ] {
            let voices = voices(text);
            assert_eq!(voices[0], (Voice::Own, "Zie bijlage.".into()), "{text}");
            assert!(
                voices[1..].iter().all(|(voice, _)| *voice == Voice::Signature),
                "{text}"
            );
        }
    }

    #[test]
    fn a_postscript_is_own_text_again() {
        let body = Body::from_plain("Dag.\nGroet,\nKate\nPS: zie ook de bijlage", "Kate Boeser");
        assert!(body.own_text().contains("zie ook de bijlage"));
    }

    #[test]
    fn originals_are_quoted_in_every_style() {
        for (style, original) in [
            (
                "Outlook nl",
                "Van: Jan <jan@x.example>\nVerzonden: maandag\nAan: Kate\nOnderwerp: vraag\n\nGEHEIM",
            ),
            (
                "Outlook en",
                "-----Original Message-----\nFrom: Jan\nSent: Monday\nGEHEIM",
            ),
            ("Thunderbird nl", "Op 01-03-2026 om 10:00 schreef Jan:\n> GEHEIM"),
            ("Thunderbird en", "On 3/1/26 10:00, Jan wrote:\n> GEHEIM"),
            (
                "Gmail nl",
                "Op ma 1 mrt 2026 om 10:00 schreef Jan <jan@x.example>:\n\n> GEHEIM",
            ),
            (
                "Gmail, two lines",
                "On Mon, Mar 1, 2026 at 10:00 AM Jan Jansen <jan@x.example>\nwrote:\n> GEHEIM",
            ),
            (
                "Apple",
                "Begin doorgestuurd bericht:\n\nVan: Jan\nOnderwerp: x\n\nGEHEIM",
            ),
            (
                "Gmail forward",
                "---------- Forwarded message ---------\nVan: Jan\nGEHEIM",
            ),
        ] {
            let body = Body::from_plain(&format!("Mijn antwoord.\n\n{original}"), "Kate Boeser");
            assert!(!body.own_text().contains("GEHEIM"), "{style}");
            assert!(body.voice(Voice::Quoted).contains("GEHEIM"), "{style}");
            assert!(body.own_text().contains("Mijn antwoord."), "{style}");
        }
    }

    #[test]
    fn an_answer_below_marked_quotes_is_own_text() {
        let body = Body::from_plain(
            "Op 1 maart 2026 schreef Jan:\n> vraag?\nMijn antwoord.\n> nog een\nEn nog een.",
            "Kate",
        );
        assert!(body.own_text().contains("Mijn antwoord."));
        assert!(body.own_text().contains("En nog een."));
        assert!(!body.own_text().contains("vraag"));
    }

    #[test]
    fn ordinary_sentences_are_no_quote_and_no_closing() {
        for text in [
            "Op 3 maart is de afspraak.",
            "Van: de bank kregen wij bericht",
            "Groeten uit Zeist, wat een weer.",
        ] {
            assert_eq!(voices(text), [(Voice::Own, text.into())]);
        }
    }
}
