//! Walks through a document from top to bottom and cuts it into sections, each with its owner.
//!
//! What opens a section: a label of a holder (`Werkgever: X`), the office's own number for another client, or a person's
//! label where no owner is, where the same label comes again, or under a new title. What does not: a name or number in a
//! row, for there stand employees, counterparties and debtors.

mod settle;

use super::{
    Owner, Section, Subject,
    behind::Behind,
    labels::{self, Says},
    lines::Lines,
    marks::{Mark, Placed, marks, people_marks},
    names_in_text::NameFound,
};
use crate::{
    detect::Hit,
    evidence,
    identifiers::Secret,
    people::{ClientId, People},
    records::ClientKind,
};

/// How many lines a head may have: within it a second holder joins the first.
const HEAD: usize = 6;
/// How near a birth date, an address or a figure must stand to a name to go with it, in lines.
const NEAR: usize = 4;

/// A text without owner, such as a mail's own text: who stands in it by identifier.
pub(super) fn flat(text: &str, hits: &[Hit], names: &[NameFound], people: &People) -> Section {
    let lines = Lines::new(text);
    let mut walk = Walk::new(&lines, people);
    for placed in people_marks(&lines, hits, names, people) {
        walk.person(&placed);
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
    let mut walk = Walk::new(&lines, people);
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

/// The walk itself: the section being read and what its head said.
struct Walk<'p> {
    lines: &'p Lines<'p>,
    people: &'p People,
    done: Vec<Section>,
    current: Section,
    /// Line of the last mark of the owner.
    head: usize,
    /// The label that made a person the owner; none when a holder's label or a number did.
    person_label: Option<String>,
    /// A title stood after the last mark of the owner.
    retitled: bool,
    /// The last label of a holder, and whether it is that of an employer.
    holder_label: String,
    employer: bool,
    /// The labels of the sides of the deed that own the section.
    sides: Vec<String>,
    /// Whether another's paper has begun.
    behind: Behind,
    /// The last name that a label gave, and its line: a client number beside another name is not the office's.
    label_name: Option<(usize, Vec<ClientId>)>,
    births: Vec<(usize, Option<jiff::civil::Date>)>,
    figures: Vec<usize>,
    /// The heading of a table of payments was read.
    payments: bool,
}

impl<'p> Walk<'p> {
    fn new(lines: &'p Lines<'p>, people: &'p People) -> Self {
        Self {
            lines,
            people,
            done: Vec::new(),
            current: Section::default(),
            head: 0,
            person_label: None,
            retitled: false,
            holder_label: String::new(),
            employer: false,
            sides: Vec::new(),
            behind: Behind::default(),
            label_name: None,
            births: Vec::new(),
            figures: Vec::new(),
            payments: false,
        }
    }

    fn step(&mut self, placed: &Placed<'_>) {
        let line = placed.line;
        let holder = matches!(placed.mark, Mark::Label { says: Says::Holder, .. });
        // A new holder behind one whose number was read parts papers as well.
        let parted = self.behind.may_be_parted() || holder && self.is_identified();
        if parted && self.begins_anothers_paper(&placed.mark) {
            let alike = self.behind.may_be_parted() && self.is_held_alike(&placed.mark);
            self.close();
            let owners = self.done.last().map_or_else(Vec::new, |last| last.owners.clone());
            self.behind.begin(line, owners, alike);
            self.join(line, None, None);
        }
        match &placed.mark {
            Mark::Title => {
                self.retitled = true;
                self.behind.part();
            }
            Mark::Break => self.behind.part(),
            Mark::Heading => self.behind.head(),
            Mark::Party => {
                let identified = |subject: &Subject| subject.bsn || subject.number;
                let identified = self.current.subjects.iter().any(identified);
                self.behind.party(line, identified);
            }
            Mark::Payments => self.payments = true,
            Mark::Label { says, label, clients } => {
                self.current.person |= labels::announces_a_person(label);
                if *says != Says::Other {
                    self.label_name = Some((line, clients.clone()));
                }
                match says {
                    Says::Holder => self.holder(line, label, clients),
                    Says::Side => self.side(line, label, clients),
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
                self.person(placed);
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
        self.behind.join();
    }

    /// Whether a mark names a client other than the person whose paper was read until now. In the papers of an employer
    /// or an organisation others are its own.
    fn begins_anothers_paper(&self, mark: &Mark<'_>) -> bool {
        let clients: &[ClientId] = match mark {
            Mark::Label {
                says: Says::Person | Says::Holder,
                clients,
                ..
            }
            | Mark::Name(clients)
            | Mark::Bsn { clients, .. } => clients,
            Mark::Number { client, column: false } => std::slice::from_ref(client),
            Mark::Title
            | Mark::Break
            | Mark::Heading
            | Mark::Party
            | Mark::Label { .. }
            | Mark::Number { .. }
            | Mark::Iban { .. }
            | Mark::Kvk(_)
            | Mark::Birth(_)
            | Mark::Figure
            | Mark::Payments => return false,
        };
        let owned = |id: &ClientId| self.current.owners.iter().any(|owner| owner.candidates.contains(id));
        let is_person = |id: &ClientId| self.people.kind(*id) == ClientKind::Person;
        let mut owners = self.current.owners.iter().flat_map(|owner| &owner.candidates);
        !clients.is_empty()
            && !clients.iter().any(owned)
            && !self.current.owners.is_empty()
            && !self.employer
            && !self.payments
            && owners.all(is_person)
    }

    /// Whether a mark is the label of a holder that the section began with.
    fn is_held_alike(&self, mark: &Mark<'_>) -> bool {
        matches!(mark, Mark::Label { says: Says::Holder, label, .. } if self.holder_label.eq_ignore_ascii_case(label))
    }

    fn close(&mut self) {
        if self.payments && self.current.owners.is_empty() {
            let holder = self.account_in_head().or_else(|| self.account_holder());
            self.current.owners.extend(holder);
        }
        self.settle();
        self.behind.end(&mut self.current);
        self.employer = false;
        self.sides.clear();
        let finished = std::mem::take(&mut self.current);
        let somebody = !finished.owners.is_empty() || !finished.subjects.is_empty();
        if somebody || finished.figures || finished.person {
            self.done.push(finished);
        }
    }

    fn holder(&mut self, line: usize, label: &str, clients: &[ClientId]) {
        let again = self.holder_label.eq_ignore_ascii_case(label);
        label.clone_into(&mut self.holder_label);
        if clients.is_empty() {
            // A holder whom the office does not know: what follows is no longer the last one's.
            if !self.current.owners.is_empty() && (line > self.head + HEAD || self.behind.is_parted()) {
                self.open(line, None, None);
            }
            return;
        }
        let anew = again && self.is_identified();
        self.hold(line, clients, anew);
        self.employer |= labels::is_employers(label);
    }

    /// One side of a deed: all of them own it. The same side again is another deed.
    fn side(&mut self, line: usize, label: &str, clients: &[ClientId]) {
        if clients.is_empty() {
            return;
        }
        if let Some(owner) = self.owned_by(clients) {
            owner.by_name = true;
            return;
        }
        let first = self.current.owners.is_empty() && self.current.subjects.is_empty();
        let again = self.sides.iter().any(|side| side.eq_ignore_ascii_case(label));
        if first || !again && !self.sides.is_empty() && self.in_head(line) {
            self.join(line, Some(named_owner(clients)), None);
        } else if again {
            self.open(line, Some(named_owner(clients)), None);
        } else {
            return;
        }
        self.sides.push(label.to_owned());
    }

    /// Whether the owner's own number stands in the section already.
    fn is_identified(&self) -> bool {
        let subjects = self.current.subjects.iter();
        self.current.owners.iter().any(|owner| owner.by_number)
            || subjects.filter(|subject| self.is_owner(subject)).any(Subject::strong)
    }

    /// Takes clients as holders of the section, or of the next: `anew` when the label of a holder comes again.
    fn hold(&mut self, line: usize, clients: &[ClientId], anew: bool) {
        if let Some(owner) = self.owned_by(clients) {
            owner.by_name = true;
            self.head = line;
            self.person_label = None;
        } else if self.current.owners.is_empty() && self.current.subjects.is_empty() || (self.in_head(line) && !anew) {
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
        // `Koper:` and then `Naam: ...`: the other side of the owner's own deed.
        if !self.current.owners.is_empty() && self.behind.is_beside_party(line) {
            return;
        }
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
            Mark::Birth(date) => {
                self.current.person = true;
                self.births.push((line, *date));
            }
            Mark::Name(clients) => self.subject(line, clients, None).named = true,
            Mark::Iban { .. }
            | Mark::Kvk(_)
            | Mark::Title
            | Mark::Break
            | Mark::Heading
            | Mark::Party
            | Mark::Label { .. }
            | Mark::Figure
            | Mark::Payments => {}
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
        self.current.person = true;
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
