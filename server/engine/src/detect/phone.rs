//! Telephone numbers: our own search for candidates, the `phonenumber` crate (ITU-T E.164 plans) for their validity.
//!
//! Dutch numbers may be written nationally; others need `+` or `00`. Dates, references and account numbers are refused.

use std::ops::Range;

use phonenumber::{Mode, country, metadata::DATABASE};
use regex::Regex;
use std::sync::LazyLock;

use super::context::read;
use super::dates;
use super::page::Page;
use super::sense::{Sense, Vocabulary};
use super::{Certainty, Hit, Kind};

/// Words for a telephone number.
#[rustfmt::skip] // One word a line would be pages.
pub(super) const WORDS: Vocabulary = Vocabulary {
    sense: Sense::Phone,
    labels: &[
        "tel", "telefoon", "telefoonnummer", "telefoonnummers", "telefoonnr", "telnr", "tel nr", "tel no", "mobiel",
        "mobiele nummer", "mobiel nummer", "mobile", "mobile number", "phone", "telephone", "phone number", "gsm",
        "fax", "faxnummer", "mob", "whatsapp", "contactnummer", "noodnummer", "doorkiesnummer", "doorkies", "cell",
        "cell phone", "direct", "bereikbaar op", "te bereiken op", "bel", "bellen", "ph", "privenummer", "toestel",
        "helpdesk", "klantenservice", "spoednummer", "sms", "dial in", "landline", "huisartsenpost", "receptie",
        "vaste lijn", "vast nummer", "contact phone",
    ],
    stems: &[
        "telefoon", "tel", "mobiel", "mob", "phone", "gsm", "fax", "contact", "doorkies", "whatsapp", "mobile",
        "telephone", "nood",
    ],
    weak: &[],
};

/// Digits of a Dutch number with its leading zero.
const NATIONAL: usize = 10;
/// Most digits of any number (E.164), with `00` before it.
const LONGEST: usize = 17;

/// How a number starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// `+` or `00`.
    International,
    /// `0`.
    National,
}

/// A candidate: where it starts and ends, and its digits with a `+` where it had one.
struct Candidate {
    range: Range<usize>,
    dialled: String,
    opening: Opening,
    groups: usize,
    first_group: usize,
}

/// A telephone number that starts with the digits at `run`.
pub(super) fn at(page: &Page, run: &Range<usize>) -> Option<Hit> {
    let opening = opening(page, run)?;
    let candidate = match opening {
        Opening::National => national(page, run)?,
        Opening::International => international(page, run)?,
    };
    let reading = read(page, &candidate.range);
    let labelled = reading.says(Sense::Phone);
    if !labelled && starts_with_date(page, run.start) {
        return None;
    }
    let silent = reading.is_silent()
        || reading.senses == Sense::Plain.into()
        || reading.says(Sense::Card) && candidate.groups > 1;
    let plus = candidate.dialled.starts_with('+');
    if !(labelled || plus || silent && looks_dialled(&candidate)) {
        return None;
    }
    Some(Hit {
        kind: Kind::Phone,
        start: candidate.range.start,
        end: candidate.range.end,
        value: e164(&candidate, labelled)?,
        certainty: Certainty::Labelled,
        label: reading.label,
    })
}

/// Whether a date with a whole year stands here: `06-12-2024 10`.
fn starts_with_date(page: &Page, start: usize) -> bool {
    let text = page.slice(start..page.floor(start + 12));
    let length = dates::at_start(text).map_or(0, |(_, length)| length);
    text.get(..length).is_some_and(|date| {
        date.split(|mark: char| !mark.is_ascii_digit())
            .any(|part| part.len() == 4)
    })
}

fn opening(page: &Page, run: &Range<usize>) -> Option<Opening> {
    let digits = page.slice(run.clone());
    let before = page.char_before(run.start);
    let first = run.start
        - before
            .filter(|mark| matches!(mark, '+' | '('))
            .map_or(0, char::len_utf8);
    let beyond = page.char_before(first).unwrap_or('\n');
    let glued = beyond.is_alphanumeric() && page.label_ending_at(first).is_none();
    let digit_beyond = page
        .char_before(first.saturating_sub(beyond.len_utf8()))
        .is_some_and(|mark| mark.is_ascii_digit());
    let in_groups = beyond == ' ' && run.len() < NATIONAL && before != Some('+');
    if glued || digit_beyond && (is_joint(beyond) || in_groups) || ends_in_bank(page.slice(0..first)) {
        return None;
    }

    if before == Some('+') || digits.starts_with("00") && run.len() >= 4 {
        Some(Opening::International)
    } else if digits.starts_with('0') && run.len() >= 2 && run.len() <= NATIONAL {
        Some(Opening::National)
    } else {
        None
    }
}

/// Whether a text ends in the country, check digits and bank of an account: `NL91 ABNA `.
fn ends_in_bank(before: &str) -> bool {
    let head: Vec<u8> = before
        .bytes()
        .rev()
        .take(12)
        .filter(|byte| *byte != b' ')
        .take(8)
        .collect();
    let [bank @ .., two, one, second, first] = head.as_slice() else {
        return false;
    };
    bank.len() == 4
        && bank.iter().chain([second, first]).all(u8::is_ascii_uppercase)
        && one.is_ascii_digit()
        && two.is_ascii_digit()
}

/// Marks that tie digits to digits before them.
fn is_joint(mark: char) -> bool {
    matches!(mark, '.' | '-' | '–')
}

/// Groups of digits from a place on: the end of each, and the digits so far.
fn groups(page: &Page, start: usize) -> Vec<(usize, usize)> {
    let mut ends = Vec::new();
    let (mut digits, mut marks) = (0, 0);
    for (offset, mark) in page.text.get(start..).unwrap_or_default().char_indices().take(40) {
        if mark.is_ascii_digit() {
            digits += 1;
            marks = 0;
            let end = start + offset + 1;
            if digits > LONGEST {
                break;
            }
            if page.byte(end).is_none_or(|byte| !byte.is_ascii_digit()) {
                ends.push((end, digits));
            }
        } else {
            marks += 1;
            let separates = matches!(
                mark,
                ' ' | '-' | '.' | '/' | '(' | ')' | '\u{A0}' | '\u{2009}' | '\u{202F}' | '–' | '‑'
            );
            if marks > 3 || !separates || mark == ' ' && page.slice(0..start + offset).ends_with(' ') {
                break;
            }
        }
    }
    ends
}

fn national(page: &Page, run: &Range<usize>) -> Option<Candidate> {
    let groups = groups(page, run.start);
    let place = groups.iter().position(|&(_, digits)| digits == NATIONAL)?;
    let (end, _) = *groups.get(place)?;
    candidate(page, run, end, place + 1, Opening::National)
}

fn international(page: &Page, run: &Range<usize>) -> Option<Candidate> {
    let groups = groups(page, run.start);
    let ends = groups
        .iter()
        .enumerate()
        .rev()
        .filter(|(_, (_, digits))| (8..=LONGEST).contains(digits));
    for (place, &(end, _)) in ends {
        let found = candidate(page, run, end, place + 1, Opening::International)?;
        if e164(&found, false).is_some() {
            return Some(found);
        }
    }
    None
}

fn candidate(page: &Page, run: &Range<usize>, end: usize, groups: usize, opening: Opening) -> Option<Candidate> {
    let after = page.char_after(end);
    let more = |mark: char| {
        is_joint(mark)
            && page
                .byte(end + mark.len_utf8())
                .is_some_and(|byte| byte.is_ascii_digit())
    };
    if after.is_some_and(|mark| mark.is_alphanumeric() || more(mark)) {
        return None;
    }
    let text = page.slice(run.start..end);
    let bracket = page.char_before(run.start) == Some('(') && text.contains(')');
    let plus = page.char_before(run.start) == Some('+');
    let start = run.start - usize::from(bracket || plus);
    let start = start - usize::from(plus && page.char_before(start) == Some('(') && text.contains(')'));
    let digits = text
        .replace("(0)", "")
        .chars()
        .filter(char::is_ascii_digit)
        .collect::<String>();
    let dialled = match opening {
        Opening::International if plus => format!("+{digits}"),
        Opening::International | Opening::National => digits,
    };
    Some(Candidate {
        range: start..end,
        dialled,
        opening,
        groups,
        first_group: run.len(),
    })
}

/// Whether an unlabelled number is written as one dials it: area code first, or a mobile number.
fn looks_dialled(candidate: &Candidate) -> bool {
    match candidate.opening {
        Opening::International => true,
        Opening::National => {
            let mobile = candidate.dialled.starts_with("06");
            let area = matches!(candidate.first_group, 3 | 4 | NATIONAL);
            mobile && matches!(candidate.first_group, 2..=4 | NATIONAL) || area
        }
    }
}

/// The number in E.164 form, if it is one. A labelled Dutch number may be in a range not yet given out.
fn e164(candidate: &Candidate, labelled: bool) -> Option<String> {
    if let Some(national) = candidate.dialled.strip_prefix('0') {
        let dutch = candidate.opening == Opening::National && !national.starts_with('0');
        let mobile = national.starts_with('6');
        if dutch && (mobile || labelled || is_given_out(national)) {
            return Some(format!("+31{national}"));
        }
        if dutch {
            return None;
        }
    }
    by_plan(candidate)
}

/// Whether the Dutch numbering plan has given out the range of a number, which comes without its leading zero.
///
/// The plan is that of the library, as one expression: its own question takes each range's from a cache behind a lock.
fn is_given_out(national: &str) -> bool {
    static RANGES: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let plan = DATABASE.by_id("NL")?.descriptors();
        let kinds = [
            plan.fixed_line(),
            plan.mobile(),
            plan.toll_free(),
            plan.premium_rate(),
            plan.shared_cost(),
            plan.personal_number(),
            plan.voip(),
            plan.pager(),
            plan.uan(),
            plan.voicemail(),
        ];
        let ranges: Vec<&str> = kinds
            .iter()
            .flatten()
            .map(|kind| kind.national_number().as_str())
            .collect();
        Regex::new(&format!("(?x)^(?:{})$", ranges.join("|"))).ok()
    });
    RANGES.as_ref().is_some_and(|ranges| ranges.is_match(national))
}

/// The number in E.164 form, if the numbering plan of its country knows it.
fn by_plan(candidate: &Candidate) -> Option<String> {
    let international = candidate
        .dialled
        .strip_prefix('+')
        .or_else(|| candidate.dialled.strip_prefix("00"));
    let text = match international {
        Some(digits) if candidate.opening == Opening::International => format!("+{}", trunk_zero_dropped(digits)),
        _ => candidate.dialled.clone(),
    };
    let number = phonenumber::parse(Some(country::NL), &text).ok()?;
    let mobile = number.code().value() == 31 && number.national().value() / 100_000_000 == 6;
    let dutch = number.code().value() == 31 && number.national().value() >= 100_000_000;
    let known = mobile && dutch || phonenumber::is_valid(&number);
    known.then(|| number.format().mode(Mode::E164).to_string())
}

/// `+31 06 ...`: the zero of the national form does not belong behind the country code.
fn trunk_zero_dropped(digits: &str) -> String {
    match digits.strip_prefix("310") {
        Some(rest) => format!("31{rest}"),
        None => digits.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(&str, String)> {
        let page = Page::new(text);
        let hit = super::super::digits::runs(text).find_map(|run| at(&page, &run))?;
        Some((text.get(hit.start..hit.end)?, hit.value))
    }

    #[test]
    fn the_plan_is_that_of_the_library() {
        // Behind 14 the library takes anything for a short number of a municipality, however long.
        for range in (100..1_000).filter(|range| range / 10 != 14) {
            let national = format!("{range}234567");
            let number = phonenumber::parse(Some(country::NL), format!("0{national}")).unwrap();
            assert_eq!(is_given_out(&national), phonenumber::is_valid(&number), "0{national}");
        }
    }

    #[test]
    fn ways_of_writing_a_dutch_number() {
        for (text, span) in [
            ("Tel: 06-12345678", "06-12345678"),
            ("0612345678", "0612345678"),
            ("M 06 12 34 56 78 |", "06 12 34 56 78"),
            ("+31612345678", "+31612345678"),
            ("+31 (0)6 1234 5678", "+31 (0)6 1234 5678"),
            ("0031 6 12345678", "0031 6 12345678"),
            ("(+31) 6 12345678", "(+31) 6 12345678"),
            ("+31(0)6-12345678.", "+31(0)6-12345678"),
        ] {
            assert_eq!(found(text), Some((span, "+31612345678".into())), "{text}");
        }
        assert_eq!(
            found("(020) 123 45 67"),
            Some(("(020) 123 45 67", "+31201234567".into()))
        );
        assert_eq!(
            found("020-1234567 12-03-2024"),
            Some(("020-1234567", "+31201234567".into()))
        );
        assert_eq!(
            found("tel. 0670677449").map(|(_, value)| value),
            Some("+31670677449".into()),
            "a range not yet given out, but labelled"
        );
        assert_eq!(
            found("+32 475 12 34 56"),
            Some(("+32 475 12 34 56", "+32475123456".into()))
        );
    }

    #[test]
    fn other_numbers_are_no_telephone_numbers() {
        for text in [
            "06-12-2024 10",
            "01-02-2024 12",
            "ordernummer 0612345678",
            "K0612345678",
            "12.0612345678",
            "0612345678.50",
            "24/7",
            "0800-1700 uur",
            "betalingskenmerk 0123456789",
            "00000000",
            "0123 456",
            "06123456789",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
