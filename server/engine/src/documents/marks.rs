//! What stands where in a text and matters for whose it is: titles, labels, names, numbers and figures.
//!
//! Only finds; what a mark means for the owner of a section is decided in `sections`.

use super::{
    labels::{self, Says},
    lines::Lines,
    names_in_text::NameFound,
};
use crate::{
    detect::{Certainty, Hit, Kind, Label, dates},
    identifiers::Secret,
    people::{ClientId, People},
};

/// What stands at a place of the text and matters for whose it is.
#[derive(Debug)]
pub(super) enum Mark<'t> {
    Title,
    /// A rule or a new page: another paper may begin.
    Break,
    /// A heading that says nothing we know: another paper may begin.
    Heading,
    /// Somebody who belongs in the owner's paper is spoken of.
    Party,
    Label {
        says: Says,
        label: &'t str,
        clients: Vec<ClientId>,
    },
    Name(Vec<ClientId>),
    Number {
        client: ClientId,
        column: bool,
    },
    Bsn {
        clients: Vec<ClientId>,
        value: &'t str,
        labelled: bool,
    },
    Iban {
        clients: Vec<ClientId>,
        value: &'t str,
    },
    Kvk(Vec<ClientId>),
    Birth(Option<jiff::civil::Date>),
    Figure,
    /// The heading of a table of payments.
    Payments,
}

pub(super) struct Placed<'t> {
    pub(super) line: usize,
    pub(super) mark: Mark<'t>,
}

/// Everything that matters, in order of lines; on one line labels come before what they label.
pub(super) fn marks<'t>(lines: &Lines<'t>, hits: &'t [Hit], names: &[NameFound], people: &People) -> Vec<Placed<'t>> {
    let mut placed: Vec<Placed<'t>> = Vec::new();
    let mut in_table_of_figures = false;
    for line in 0..lines.count() {
        line_marks(lines, line, names, &mut placed);
        in_table_of_figures = figures_go_on(lines.get(line), in_table_of_figures);
        if in_table_of_figures && digits(lines.get(line)) >= 3 {
            placed.push(Placed {
                line,
                mark: Mark::Figure,
            });
        }
    }
    placed.extend(people_marks(lines, hits, names, people));
    placed.sort_by_key(|placed| (placed.line, rank(&placed.mark)));
    placed
}

/// The people among the marks: names, numbers and birth dates, in order of lines.
pub(super) fn people_marks<'t>(
    lines: &Lines<'t>,
    hits: &'t [Hit],
    names: &[NameFound],
    people: &People,
) -> Vec<Placed<'t>> {
    let mut placed: Vec<Placed<'t>> = Vec::new();
    for name in names {
        let line = lines.number(name.start);
        placed.extend(number_beside(lines, line, name, people).map(|client| Placed {
            line,
            mark: Mark::Number { client, column: true },
        }));
        placed.push(Placed {
            line,
            mark: Mark::Name(name.clients.clone()),
        });
        placed.extend(birth_date_beside(lines, line, name, people).map(|date| Placed {
            line,
            mark: Mark::Birth(Some(date)),
        }));
    }
    placed.extend(hits.iter().filter_map(|hit| {
        hit_mark(hit, people).map(|mark| Placed {
            line: lines.number(hit.start),
            mark,
        })
    }));
    placed.sort_by_key(|placed| (placed.line, rank(&placed.mark)));
    placed
}

fn rank(mark: &Mark<'_>) -> u8 {
    match mark {
        Mark::Title | Mark::Payments | Mark::Break | Mark::Heading | Mark::Party => 0,
        Mark::Label { .. } => 1,
        Mark::Number { .. } => 2,
        Mark::Kvk(_) => 3,
        Mark::Name(_) => 4,
        Mark::Bsn { .. } | Mark::Iban { .. } => 5,
        Mark::Birth(_) | Mark::Figure => 6,
    }
}

/// Title, labels and figures of one line.
fn line_marks<'t>(lines: &Lines<'t>, number: usize, names: &[NameFound], placed: &mut Vec<Placed<'t>>) {
    let line = lines.get(number);
    if labels::parts_papers(line) {
        placed.push(Placed {
            line: number,
            mark: Mark::Break,
        });
    }
    if line.trim().is_empty() {
        return;
    }
    if labels::names_a_party(line) {
        placed.push(Placed {
            line: number,
            mark: Mark::Party,
        });
    }
    if labels::title(line).is_some() || number > 0 && repeats_first(lines, line) {
        placed.push(Placed {
            line: number,
            mark: Mark::Title,
        });
    } else if number > 0
        && lines.get(number - 1).trim().is_empty()
        && labels::is_heading(line)
        && !labels::names_a_party(line)
    {
        placed.push(Placed {
            line: number,
            mark: Mark::Heading,
        });
    }
    if labels::heads_payments(line) {
        placed.push(Placed {
            line: number,
            mark: Mark::Payments,
        });
    }
    for found in labels::labelled(line) {
        let Some(says) = labels::says(found.label) else {
            continue;
        };
        let from = match found.value {
            Some(at) => lines.start(number) + at,
            None => lines.start(number + 1),
        };
        let clients = name_at(lines, from, names);
        if found.value.is_some() || !clients.is_empty() {
            placed.push(Placed {
                line: number,
                mark: Mark::Label {
                    says,
                    label: found.label.trim(),
                    clients,
                },
            });
        }
    }
    if has_figure(line) || has_postcode(line) {
        placed.push(Placed {
            line: number,
            mark: Mark::Figure,
        });
    }
}

/// Whether a line is the heading that the text began with: the same paper, filled in for the next.
fn repeats_first(lines: &Lines<'_>, line: &str) -> bool {
    let first = lines.get(0).trim();
    labels::is_heading(first) && line.trim() == first
}

/// Clients whose name begins where a label's value begins, or after a title such as `dhr.`.
fn name_at(lines: &Lines<'_>, from: usize, names: &[NameFound]) -> Vec<ClientId> {
    names
        .iter()
        .find(|name| name.start >= from && name.start <= from + 24 && lines.number(name.start) == lines.number(from))
        .map(|name| name.clients.clone())
        .unwrap_or_default()
}

/// The client's own birth date on the line of the name: no label is needed where the date is the very one.
fn birth_date_beside(lines: &Lines<'_>, line: usize, name: &NameFound, people: &People) -> Option<jiff::civil::Date> {
    let mut rest = lines.get(line).get(name.end.checked_sub(lines.start(line))?..)?;
    while let Some((date, range)) = dates::find(rest) {
        if name.clients.iter().any(|id| people.born_on(*id, date)) {
            return Some(date);
        }
        rest = rest.get(range.end..)?;
    }
    None
}

/// The office's number for a client beside that client's name: together they need no label. A year does not count.
fn number_beside(lines: &Lines<'_>, line: usize, name: &NameFound, people: &People) -> Option<ClientId> {
    let is_year = |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    lines
        .get(line)
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| word.len() >= 4 && word.contains(|sign: char| sign.is_ascii_digit()) && !is_year(word))
        .filter_map(|word| people.with_number(word))
        .find(|client| name.clients.contains(client))
}

/// Whether the line heads a table with a column of figures, or goes on with one.
fn figures_go_on(line: &str, already: bool) -> bool {
    let table = line.contains('\t');
    table && (already || (digits(line) == 0 && speaks_of_figures(line)))
}

fn digits(line: &str) -> usize {
    line.bytes().filter(u8::is_ascii_digit).count()
}

/// A figure of tax or salary: a telling word and an amount on one line.
fn has_figure(line: &str) -> bool {
    digits(line) >= 3 && speaks_of_figures(line)
}

fn speaks_of_figures(line: &str) -> bool {
    #[rustfmt::skip] // One word a line would be pages.
    const WORDS: &[&str] = &[
        "inkomen", "loon", "salaris", "netto", "bruto", "belasting", "te betalen", "te ontvangen", "heffing",
        "aanslag", "pensioen", "uitkering", "vermogen", "winst", "omzet", "resultaat", "toeslag", "hypotheek",
        "schuld", "income", "salary", "tax", "wage", "net pay", "gross", "saldo", "eigen vermogen", "woz",
    ];
    let folded = line.to_lowercase();
    WORDS.iter().any(|word| folded.contains(word))
}

/// A Dutch postcode: four digits, not beginning with zero, and two capitals.
fn has_postcode(line: &str) -> bool {
    let bytes = line.as_bytes();
    bytes.windows(7).any(|window| {
        let (digits, letters) = window.split_at(4);
        digits.iter().all(u8::is_ascii_digit)
            && !digits.starts_with(b"0")
            && matches!(letters, [b' ', first, second] if first.is_ascii_uppercase() && second.is_ascii_uppercase())
    })
}

fn hit_mark<'t>(hit: &'t Hit, people: &People) -> Option<Mark<'t>> {
    let labelled = hit.certainty == Certainty::Labelled;
    match hit.kind {
        Kind::Bsn => {
            let clients = people.with_secret(Secret::Bsn, &hit.value);
            (labelled || !clients.is_empty()).then_some(Mark::Bsn {
                clients,
                value: &hit.value,
                labelled,
            })
        }
        Kind::Iban => Some(Mark::Iban {
            clients: people.with_secret(Secret::Iban, &hit.value),
            value: &hit.value,
        }),
        Kind::ClientNumber => people.with_number(&hit.value).map(|client| Mark::Number {
            client,
            column: hit.label == Label::Column,
        }),
        Kind::Kvk => Some(Mark::Kvk(people.with_kvk(&hit.value))).filter(|_| labelled && hit.label != Label::Column),
        Kind::BirthDate => Some(Mark::Birth(hit.value.parse().ok())),
        Kind::Rsin | Kind::Email | Kind::Phone | Kind::CreditCard | Kind::IdDocument => None,
    }
}
