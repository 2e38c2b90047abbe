//! Walks through a document from top to bottom and cuts it into sections, each with its owner.
//!
//! What opens a section: a label of a holder (`Werkgever: X`), the office's own number for another client, or a person's
//! label where no owner is, where the same label comes again, or under a new title. What does not: a name or number in a
//! row, for there stand employees, counterparties and debtors.

use super::{
    Owner, Section, Subject,
    labels::{self, Says},
    lines::Lines,
    names_in_text::NameFound,
};
use crate::{
    detect::{Certainty, Hit, Kind, Label},
    evidence,
    identifiers::Secret,
    people::{ClientId, People},
    records::ClientKind,
};

/// How many lines a head may have: within it a second holder joins the first.
const HEAD: usize = 6;
/// How near a birth date, an address or a figure must stand to a name to go with it, in lines.
const NEAR: usize = 4;

/// What stands at a place of the text and matters for whose it is.
#[derive(Debug)]
enum Mark<'t> {
    Title,
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
}

struct Placed<'t> {
    line: usize,
    mark: Mark<'t>,
}

/// A text without owner, such as a mail's own text: who stands in it by identifier.
pub(super) fn flat(text: &str, hits: &[Hit], names: &[NameFound], people: &People) -> Section {
    let lines = Lines::new(text);
    let mut walk = Walk::new(people);
    for placed in marks(&lines, hits, names, people) {
        match placed.mark {
            Mark::Label { .. } | Mark::Title | Mark::Figure => {}
            Mark::Kvk(_)
            | Mark::Name(_)
            | Mark::Number { .. }
            | Mark::Bsn { .. }
            | Mark::Iban { .. }
            | Mark::Birth(_) => {
                walk.person(&placed);
            }
        }
    }
    walk.finish().into_iter().next().unwrap_or_default()
}

/// An attachment's text in sections.
pub(super) fn walk(
    text: &str,
    hits: &[Hit],
    names: &[NameFound],
    in_file_name: &[Vec<ClientId>],
    people: &People,
) -> Vec<Section> {
    let lines = Lines::new(text);
    let mut walk = Walk::new(people);
    for placed in marks(&lines, hits, names, people) {
        walk.step(&placed);
    }
    let mut sections = walk.finish();
    for subject in sections.iter_mut().flat_map(|section| &mut section.subjects) {
        let told = in_file_name.iter().flatten().any(|id| subject.candidates.contains(id));
        subject.second |= subject.named && told;
    }
    sections
}

/// Everything that matters, in order of lines; on one line labels come before what they label.
fn marks<'t>(lines: &Lines<'t>, hits: &'t [Hit], names: &[NameFound], people: &People) -> Vec<Placed<'t>> {
    let mut placed: Vec<Placed<'t>> = Vec::new();
    for line in 0..lines.count() {
        line_marks(lines, line, names, &mut placed);
    }
    for name in names {
        placed.push(Placed {
            line: lines.number(name.start),
            mark: Mark::Name(name.clients.clone()),
        });
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
        Mark::Title => 0,
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
    if line.trim().is_empty() {
        return;
    }
    if labels::title(line).is_some() {
        placed.push(Placed {
            line: number,
            mark: Mark::Title,
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

/// Clients whose name begins where a label's value begins, or after a title such as `dhr.`.
fn name_at(lines: &Lines<'_>, from: usize, names: &[NameFound]) -> Vec<ClientId> {
    names
        .iter()
        .find(|name| name.start >= from && name.start <= from + 24 && lines.number(name.start) == lines.number(from))
        .map(|name| name.clients.clone())
        .unwrap_or_default()
}

/// A figure of tax or salary: a telling word and an amount on one line.
fn has_figure(line: &str) -> bool {
    const WORDS: &[&str] = &[
        "inkomen",
        "loon",
        "salaris",
        "netto",
        "bruto",
        "belasting",
        "te betalen",
        "te ontvangen",
        "heffing",
        "aanslag",
        "pensioen",
        "uitkering",
        "vermogen",
        "winst",
        "omzet",
        "resultaat",
        "toeslag",
        "hypotheek",
        "schuld",
        "income",
        "salary",
        "tax",
        "wage",
        "net pay",
        "gross",
        "saldo",
        "eigen vermogen",
        "woz",
    ];
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    digits >= 3 && {
        let folded = line.to_lowercase();
        WORDS.iter().any(|word| folded.contains(word))
    }
}

/// A Dutch postcode: four digits, not beginning with zero, and two capitals.
fn has_postcode(line: &str) -> bool {
    let bytes = line.as_bytes();
    bytes.windows(7).any(|window| match window {
        [a @ b'1'..=b'9', b, c, d, b' ', e, f] => {
            a.is_ascii_digit()
                && [b, c, d].iter().all(|digit| digit.is_ascii_digit())
                && e.is_ascii_uppercase()
                && f.is_ascii_uppercase()
        }
        _ => false,
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

/// The walk itself: the section being read and what its head said.
struct Walk<'p> {
    people: &'p People,
    done: Vec<Section>,
    current: Section,
    /// Line of the last mark of the owner.
    head: usize,
    /// The label that made a person the owner; none when a holder's label or a number did.
    person_label: Option<String>,
    /// A title stood after the last mark of the owner.
    retitled: bool,
    /// The last name that a label gave, and its line: a client number beside another name is not the office's.
    label_name: Option<(usize, Vec<ClientId>)>,
    births: Vec<(usize, Option<jiff::civil::Date>)>,
    figures: Vec<usize>,
}

impl<'p> Walk<'p> {
    fn new(people: &'p People) -> Self {
        Self {
            people,
            done: Vec::new(),
            current: Section::default(),
            head: 0,
            person_label: None,
            retitled: false,
            label_name: None,
            births: Vec::new(),
            figures: Vec::new(),
        }
    }

    fn step(&mut self, placed: &Placed<'_>) {
        let line = placed.line;
        match &placed.mark {
            Mark::Title => self.retitled = true,
            Mark::Label { says, label, clients } => {
                if *says != Says::Other {
                    self.label_name = Some((line, clients.clone()));
                }
                match says {
                    Says::Holder => self.holder(line, clients),
                    Says::Person => self.labelled_person(line, label, clients),
                    Says::Addressee => self.addressee(line, clients),
                    Says::Other => {}
                }
            }
            Mark::Number { client, column: false } => self.own_number(line, *client),
            Mark::Kvk(clients) => self.trade_register(line, clients),
            Mark::Name(clients) => self.name(line, clients),
            Mark::Figure => {
                self.current.figures = true;
                self.figures.push(line);
            }
            Mark::Number { column: true, .. } | Mark::Bsn { .. } | Mark::Iban { .. } | Mark::Birth(_) => {
                self.person(placed)
            }
        }
    }

    /// Whether the section belongs to one of these; if so the name alone need not tell any more.
    fn owned_by(&mut self, clients: &[ClientId]) -> Option<&mut Owner> {
        let owner = self
            .current
            .owners
            .iter_mut()
            .find(|owner| owner.candidates.iter().any(|id| clients.contains(id)))?;
        owner.candidates.retain(|id| clients.contains(id));
        Some(owner)
    }

    fn open(&mut self, line: usize, owner: Option<Owner>, label: Option<&str>) {
        self.close();
        self.join(line, owner, label);
    }

    fn join(&mut self, line: usize, owner: Option<Owner>, label: Option<&str>) {
        self.current.owners.extend(owner);
        self.head = line;
        self.person_label = label.map(str::to_owned);
        self.retitled = false;
    }

    fn close(&mut self) {
        self.settle();
        let finished = std::mem::take(&mut self.current);
        if !finished.owners.is_empty() || !finished.subjects.is_empty() {
            self.done.push(finished);
        }
    }

    fn holder(&mut self, line: usize, clients: &[ClientId]) {
        if clients.is_empty() {
            // A holder whom the office does not know: what follows is no longer the last one's.
            if !self.current.owners.is_empty() && line > self.head + HEAD {
                self.open(line, None, None);
            }
            return;
        }
        if let Some(owner) = self.owned_by(clients) {
            owner.by_name = true;
            self.head = line;
            self.person_label = None;
        } else if self.current.owners.is_empty() && self.current.subjects.is_empty() || self.in_head(line) {
            self.join(line, Some(named_owner(clients)), None);
        } else {
            self.open(line, Some(named_owner(clients)), None);
        }
    }

    /// Whether the head of the section is still being read: an owner just named, and nobody else yet.
    fn in_head(&self, line: usize) -> bool {
        !self.current.owners.is_empty()
            && line <= self.head + HEAD
            && self.current.subjects.iter().all(|subject| self.is_owner(subject))
    }

    fn is_owner(&self, subject: &Subject) -> bool {
        let owned = |id: &ClientId| self.current.owners.iter().any(|owner| owner.candidates.contains(id));
        subject.candidates.iter().any(owned)
    }

    fn labelled_person(&mut self, line: usize, label: &str, clients: &[ClientId]) {
        if !clients.is_empty()
            && self.owned_by(clients).is_some_and(|owner| {
                owner.by_name = true;
                true
            })
        {
            self.head = line;
            return;
        }
        let owner = (!clients.is_empty()).then(|| named_owner(clients));
        let again = self.person_label.as_deref() == Some(label);
        if self.current.owners.is_empty() && !again {
            match owner {
                Some(owner) if self.current.subjects.is_empty() => self.join(line, Some(owner), Some(label)),
                Some(owner) => self.open(line, Some(owner), Some(label)),
                None => self.person_label = Some(label.to_owned()),
            }
        } else if again || (self.retitled && self.person_label.is_some()) {
            self.open(line, owner, Some(label));
        }
    }

    fn addressee(&mut self, line: usize, clients: &[ClientId]) {
        if clients.is_empty() || self.owned_by(clients).is_some() {
            return;
        }
        let others = self
            .current
            .subjects
            .iter()
            .any(|subject| !subject.candidates.iter().any(|id| clients.contains(id)));
        if self.current.owners.is_empty() && !others || self.in_head(line) {
            self.join(line, Some(named_owner(clients)), None);
        }
    }

    fn own_number(&mut self, line: usize, client: ClientId) {
        let by_number = Owner {
            candidates: vec![client],
            by_number: true,
            by_kvk: false,
            by_name: false,
        };
        if let Some(owner) = self.owned_by(&[client]) {
            owner.by_number = true;
            self.head = line;
            return;
        }
        let another = self
            .label_name
            .as_ref()
            .is_some_and(|(at, names)| line <= at + NEAR && !names.is_empty() && !names.contains(&client));
        if another {
            return;
        }
        let alone = self
            .current
            .subjects
            .iter()
            .all(|subject| subject.candidates.contains(&client));
        if self.current.owners.is_empty() && alone {
            self.join(line, Some(by_number), None);
        } else {
            self.open(line, Some(by_number), None);
        }
    }

    fn trade_register(&mut self, line: usize, clients: &[ClientId]) {
        if let Some(owner) = self.owned_by(clients) {
            owner.by_kvk = true;
            self.head = line;
        } else if !clients.is_empty() && self.current.owners.is_empty() && self.current.subjects.is_empty() {
            let owner = Owner {
                candidates: clients.to_vec(),
                by_number: false,
                by_kvk: true,
                by_name: false,
            };
            self.join(line, Some(owner), None);
        }
    }

    /// A name in the text: an organisation's name in the first lines is the letterhead.
    fn name(&mut self, line: usize, clients: &[ClientId]) {
        if let Some(owner) = self.owned_by(clients) {
            owner.by_name = true;
            // A birth date or a figure beside the owner's name says as much as beside another's.
            self.subject(line, clients, None).named = true;
            return;
        }
        let organisation = clients
            .iter()
            .all(|id| self.people.kind(*id) == ClientKind::Organisation);
        if organisation && line < HEAD && self.current.owners.is_empty() && self.current.subjects.is_empty() {
            self.join(line, Some(named_owner(clients)), None);
            return;
        }
        self.subject(line, clients, None).named = true;
    }

    fn person(&mut self, placed: &Placed<'_>) {
        let line = placed.line;
        match &placed.mark {
            Mark::Number { client, .. } => {
                let other_name = self.current.subjects.iter().any(|subject| {
                    subject.named && subject.lines.contains(&line) && !subject.candidates.contains(client)
                });
                if !other_name {
                    self.subject(line, &[*client], None).number = true;
                }
            }
            Mark::Bsn {
                clients,
                value,
                labelled,
            } => self.bsn(line, clients, value, *labelled),
            Mark::Iban { clients, value } if !clients.is_empty() => {
                let subject = self.subject(line, clients, None);
                subject.iban = true;
                subject.evidence.get_or_insert_with(|| evidence::mask(value));
            }
            Mark::Birth(date) => self.births.push((line, *date)),
            Mark::Name(clients) => self.subject(line, clients, None).named = true,
            Mark::Iban { .. } | Mark::Kvk(_) | Mark::Title | Mark::Label { .. } | Mark::Figure => {}
        }
    }

    fn bsn(&mut self, line: usize, clients: &[ClientId], value: &str, labelled: bool) {
        if clients.is_empty() && !labelled {
            return;
        }
        let unknown = clients.is_empty().then(|| self.people.fingerprint(Secret::Bsn, value));
        let owner = self.lone_owner_without_bsn().filter(|_| unknown.is_some());
        let subject = match owner {
            Some(owner) => self.subject(line, &[owner], None),
            None => self.subject(line, clients, unknown),
        };
        subject.bsn = true;
        subject.evidence = Some(evidence::mask(value));
    }

    /// The person whose section this is, when the directory has no BSN for them: then a BSN here is theirs.
    fn lone_owner_without_bsn(&self) -> Option<ClientId> {
        match self.current.owners.as_slice() {
            [Owner { candidates, .. }] => match candidates.as_slice() {
                [id] if self.people.kind(*id) == ClientKind::Person && !self.people.has_bsn(*id) => {
                    let taken = self
                        .current
                        .subjects
                        .iter()
                        .any(|subject| subject.bsn && subject.candidates == [*id]);
                    (!taken).then_some(*id)
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// The entry of a client or of somebody unknown in this section, made when it is new.
    fn subject(&mut self, line: usize, clients: &[ClientId], unknown: Option<u64>) -> &mut Subject {
        let known = self.current.subjects.iter().position(|subject| match unknown {
            Some(_) => subject.unknown == unknown,
            None => subject.candidates.iter().any(|id| clients.contains(id)),
        });
        let mut subject = match known {
            Some(at) => self.current.subjects.remove(at),
            None => Subject {
                candidates: clients.to_vec(),
                unknown,
                ..Subject::default()
            },
        };
        if subject.candidates.len() > 1 && clients.len() < subject.candidates.len() && !clients.is_empty() {
            subject.candidates.retain(|id| clients.contains(id));
        }
        if subject.lines.last() != Some(&line) {
            subject.lines.push(line);
        }
        let at = known.unwrap_or(self.current.subjects.len());
        self.current.subjects.insert(at, subject);
        // The last line put it there; a Vec offers no total way to say so, hence the index.
        #[allow(clippy::indexing_slicing, reason = "inserted at this index by the line above")]
        &mut self.current.subjects[at]
    }

    /// Gives names their birth dates and second signs, and somebody unknown to the known person of the same row.
    fn settle(&mut self) {
        let people = self.people;
        let births = std::mem::take(&mut self.births);
        let figures = std::mem::take(&mut self.figures);
        for subject in &mut self.current.subjects {
            let near = |line: &usize, by: usize| subject.lines.iter().any(|own| line.abs_diff(*own) <= by);
            subject.second |=
                births.iter().any(|(line, _)| near(line, NEAR)) || figures.iter().any(|line| near(line, NEAR));
            subject.born |= births.iter().any(|(line, date)| {
                near(line, NEAR)
                    && date.is_some_and(|date| subject.candidates.iter().any(|id| people.born_on(*id, date)))
            });
        }
        let known_lines: Vec<usize> = self
            .current
            .subjects
            .iter()
            .filter(|subject| subject.unknown.is_none() && (subject.iban || subject.number))
            .flat_map(|subject| subject.lines.clone())
            .collect();
        self.current.subjects.retain(|subject| {
            subject.unknown.is_none() || !subject.lines.iter().all(|line| known_lines.contains(line))
        });
    }

    fn finish(mut self) -> Vec<Section> {
        self.close();
        self.done
    }
}

fn named_owner(clients: &[ClientId]) -> Owner {
    Owner {
        candidates: clients.to_vec(),
        by_number: false,
        by_kvk: false,
        by_name: true,
    }
}
