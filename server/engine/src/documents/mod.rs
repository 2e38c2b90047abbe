//! What the texts of a mail say about whom: documents in sections, each with its owner and the people who stand in it.
//!
//! The owner of a section is the client whom its head names. Others who stand there as employees or counterparties are
//! the owner's data. This module says who stands where; whether a recipient may see it is asked in `exposure`.

mod bearer;
mod behind;
mod born;
mod exposure;
mod labels;
mod lines;
mod marks;
mod names_in_text;
mod people_lists;
mod sections;
mod subject_self;
mod understood;

use crate::{
    detect::{self, Certainty, Hit, Kind},
    message::{Attachment, Message, Place, Voice},
    people::{ClientId, People},
    records::ClientKind,
};
pub(crate) use exposure::{Exposed, Exposure};
pub(crate) use labels::Paper;
use lines::Lines;
use names_in_text::NameFound;
use subject_self::SubjectSelf;
pub use understood::Understood;

/// Where a document came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Origin {
    Subject,
    Own,
    Quoted,
    Signature,
    /// An attachment, by index.
    Attachment(usize),
}

impl Origin {
    pub(crate) fn attachment(self) -> Option<usize> {
        match self {
            Self::Attachment(index) => Some(index),
            Self::Subject | Self::Own | Self::Quoted | Self::Signature => None,
        }
    }
}

/// One text with what it says.
#[derive(Debug, Clone)]
pub(crate) struct Document {
    pub(crate) origin: Origin,
    pub(crate) sections: Vec<Section>,
    /// Identifiers that say something about a person but point to nobody the office knows: documents, cards.
    pub(crate) loose: Vec<Kind>,
    /// Distinct e-mail addresses, lower case.
    pub(crate) emails: Vec<String>,
    /// How many people a list in it holds.
    pub(crate) listed: usize,
    /// The kind of private paper that its head says it is.
    pub(crate) paper: Option<Paper>,
    /// Indexes of the attachment's parts that are hidden and hold an identifier or a client's name.
    pub(crate) telling_parts: Vec<usize>,
    /// Client names found anywhere in it.
    pub(crate) named: Vec<Vec<ClientId>>,
    /// Whether somebody unknown in it may be the recipient.
    pub(crate) subject_self: SubjectSelf,
}

/// A run of a document that belongs to one owner, or to nobody.
#[derive(Debug, Clone, Default)]
pub(crate) struct Section {
    pub(crate) owners: Vec<Owner>,
    pub(crate) subjects: Vec<Subject>,
    /// Whether figures of tax or salary, or an address, stand in it.
    pub(crate) figures: bool,
    /// Whether it is about some person, known or not: a label announces one, or a birth date or BSN stands in it.
    pub(crate) person: bool,
}

/// The client whom a section's head names.
#[derive(Debug, Clone)]
pub(crate) struct Owner {
    /// The client; several when the name alone does not tell.
    pub(crate) candidates: Vec<ClientId>,
    /// By the office's own number for the client.
    pub(crate) by_number: bool,
    /// By a number in the trade register.
    pub(crate) by_kvk: bool,
    /// By name.
    pub(crate) by_name: bool,
}

/// A person or organisation that stands in a section.
#[derive(Debug, Clone, Default)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is one independent sign that was seen or not"
)]
pub(crate) struct Subject {
    /// The client; empty for somebody the office does not know, several when a name alone does not tell.
    pub(crate) candidates: Vec<ClientId>,
    /// Fingerprint of the number of somebody unknown.
    pub(crate) unknown: Option<u64>,
    pub(crate) bsn: bool,
    pub(crate) iban: bool,
    /// By the office's own client number.
    pub(crate) number: bool,
    /// By the whole name.
    pub(crate) named: bool,
    /// The name stands beside the birth date.
    pub(crate) born: bool,
    /// The name has a second sign beside it: an address, a figure of tax or salary, the file's name.
    pub(crate) second: bool,
    /// Last three characters of an identifier, masked, to show.
    pub(crate) evidence: Option<String>,
    /// Lines it stands on.
    pub(crate) lines: Vec<usize>,
}

impl Subject {
    /// Whether this identifies the person beyond doubt.
    pub(crate) fn strong(&self) -> bool {
        self.bsn || self.iban || self.number || (self.named && self.born)
    }
}

/// Reads every text of a message.
pub(crate) fn read(message: &Message, people: &People) -> Vec<Document> {
    let mut documents = vec![prose(Origin::Subject, &message.subject, people)];
    for (origin, voice) in [
        (Origin::Own, Voice::Own),
        (Origin::Quoted, Voice::Quoted),
        (Origin::Signature, Voice::Signature),
    ] {
        let text: Vec<&str> = message
            .body
            .passages
            .iter()
            .filter(|passage| passage.voice == voice)
            .map(|passage| passage.text.as_str())
            .collect();
        documents.push(prose(origin, &text.join("\n"), people));
    }
    for (index, attachment) in message.attachments.iter().enumerate() {
        documents.extend(attachment_documents(index, attachment, people));
    }
    documents.retain(|document| !document.is_blank());
    documents
}

/// A text of the mail itself: it has no owner, and a name alone says nothing in it.
fn prose(origin: Origin, text: &str, people: &People) -> Document {
    read_text(origin, text, &[], &[], people)
}

/// What an attachment says, worked out before or now.
fn attachment_documents(index: usize, attachment: &Attachment, people: &People) -> Vec<Document> {
    let before = attachment.understood.as_ref();
    match before.and_then(|understood| understood.against(people, &attachment.name)) {
        Some(documents) => documents
            .iter()
            .map(|document| Document {
                origin: Origin::Attachment(index),
                ..document.clone()
            })
            .collect(),
        None => files(index, attachment, people),
    }
}

/// The files of an attachment: each path inside is a document of its own, and so are the names of all.
fn files(index: usize, attachment: &Attachment, people: &People) -> Vec<Document> {
    let mut paths: Vec<&str> = Vec::new();
    for part in &attachment.parts {
        if !paths.contains(&part.file.as_str()) {
            paths.push(&part.file);
        }
    }
    paths
        .into_iter()
        .map(|path| {
            let mut text = String::new();
            let mut spans = Vec::new();
            for (at, part) in attachment
                .parts
                .iter()
                .enumerate()
                .filter(|(_, part)| part.file == path)
            {
                let start = text.len();
                if !matches!(part.place, Place::Metadata(_)) {
                    text.push_str(&part.text);
                    text.push_str("\n\n");
                }
                spans.push((start..text.len(), at, part.place != Place::Page));
            }
            let names = [attachment.name.as_str(), path];
            read_text(Origin::Attachment(index), &text, &names, &spans, people)
        })
        .chain([file_names(index, attachment, people)])
        .collect()
}

/// What the names of a file, and of the files inside, say by themselves: an identifier there tells as much as in the text.
fn file_names(index: usize, attachment: &Attachment, people: &People) -> Document {
    let mut written = vec![attachment.name.as_str()];
    for part in &attachment.parts {
        if !written.contains(&part.file.as_str()) {
            written.push(&part.file);
        }
    }
    let spaced: Vec<String> = written.into_iter().map(in_words).collect();
    let text = spaced.join("\n");
    let hits = detect::scan(&text);
    let names = names(&text, &hits, people);
    Document {
        origin: Origin::Attachment(index),
        sections: vec![sections::flat(&text, &hits, &names, people)],
        loose: Vec::new(),
        emails: Vec::new(),
        listed: 0,
        paper: None,
        telling_parts: Vec::new(),
        named: Vec::new(),
        subject_self: SubjectSelf::default(),
    }
}

/// A file name with spaces where people write underscores, and hyphens before digits.
fn in_words(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut spaced = String::with_capacity(stem.len());
    let mut signs = stem.chars().peekable();
    let mut before = ' ';
    while let Some(sign) = signs.next() {
        let hyphen = sign == '-' && before.is_alphabetic() && signs.peek().is_some_and(char::is_ascii_digit);
        spaced.push(if sign == '_' || hyphen { ' ' } else { sign });
        before = sign;
    }
    spaced
}

/// A stretch of the text, the part it came from, and whether that part is hidden.
pub(crate) type Span = (std::ops::Range<usize>, usize, bool);

fn read_text(origin: Origin, text: &str, file_names: &[&str], spans: &[Span], people: &People) -> Document {
    let hits = detect::scan(text);
    let names = names(text, &hits, people);
    let in_file_name = file_names
        .iter()
        .flat_map(|name| names_in_text::find_in_file_name(name, people))
        .collect::<Vec<_>>();
    let sections = match origin.attachment() {
        Some(_) => sections::walk(text, &hits, &names, &in_file_name, people),
        None => vec![sections::flat(text, &hits, &names, people)],
    };
    let telling = |at: &usize| {
        spans.iter().any(|(range, part, hidden)| {
            *hidden && part == at && {
                let inside = |position: usize| range.contains(&position);
                hits.iter().any(|hit| inside(hit.start) && tells_of_a_person(hit))
                    || names.iter().any(|name| inside(name.start))
            }
        })
    };
    Document {
        origin,
        subject_self: SubjectSelf::of(origin, text, &sections),
        sections,
        loose: loose(&hits),
        emails: emails(&hits),
        listed: people_lists::count(text, &hits, &names),
        paper: origin.attachment().and_then(|_| labels::paper_of(text)),
        telling_parts: spans.iter().map(|(_, part, _)| *part).filter(telling).collect(),
        named: names.into_iter().map(|name| name.clients).chain(in_file_name).collect(),
    }
}

/// Names of clients, whole or told by the birth date beside them, in order.
fn names(text: &str, hits: &[Hit], people: &People) -> Vec<NameFound> {
    let mut names = names_in_text::find(text, people);
    if hits.iter().any(|hit| hit.kind == Kind::BirthDate) {
        let born = born::find(&Lines::new(text), hits, &names, people);
        names.extend(born);
        names.sort_by_key(|name| name.start);
    }
    names
}

/// Clients whose whole names stand in a text.
pub(crate) fn clients_named(text: &str, people: &People) -> Vec<Vec<ClientId>> {
    let found = names_in_text::find(text, people);
    found
        .into_iter()
        .map(|name| name.clients)
        .filter(|clients| points_to_a_client(clients, people))
        .collect()
}

/// Clients whom a file name points to: by whole name, surname or the office's number.
pub(crate) fn clients_in_file_name(name: &str, people: &People) -> Vec<Vec<ClientId>> {
    let mut pointed = names_in_text::pointed_at(name, people);
    pointed.retain(|clients| points_to_a_client(clients, people));
    pointed
}

/// A partner's name points to no client, and a colleague's rather to the colleague.
fn points_to_a_client(clients: &[ClientId], people: &People) -> bool {
    clients
        .iter()
        .any(|id| people.kind(*id) != ClientKind::Partner && !people.is_colleague_name(people.name(*id)))
}

/// Whether a hit by itself tells something about a person.
fn tells_of_a_person(hit: &Hit) -> bool {
    let kind = matches!(
        hit.kind,
        Kind::Bsn | Kind::Iban | Kind::IdDocument | Kind::BirthDate | Kind::CreditCard
    );
    kind && hit.certainty == Certainty::Labelled
}

fn loose(hits: &[Hit]) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = hits
        .iter()
        .filter(|hit| hit.certainty == Certainty::Labelled)
        .map(|hit| hit.kind)
        .filter(|kind| matches!(kind, Kind::IdDocument | Kind::CreditCard))
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

fn emails(hits: &[Hit]) -> Vec<String> {
    let mut emails: Vec<String> = hits
        .iter()
        .filter(|hit| hit.kind == Kind::Email)
        .map(|hit| hit.value.to_lowercase())
        .collect();
    emails.sort_unstable();
    emails.dedup();
    emails
}

impl Document {
    fn is_blank(&self) -> bool {
        self.sections
            .iter()
            .all(|section| section.subjects.is_empty() && section.owners.is_empty())
            && self.loose.is_empty()
            && self.emails.is_empty()
            && self.listed == 0
            && self.paper.is_none()
            && self.named.is_empty()
    }
}
