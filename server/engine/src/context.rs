//! Everything the checks look at, worked out once a message.

use crate::{
    address::Address,
    documents::{self, Document, Exposure, Origin, Subject},
    evidence,
    greeting::Greeting,
    message::{Attachment, Message},
    people::{ClientId, ColleagueId, People},
    policy::Policy,
    recipients::{self, Recipient},
    rules::Check,
    snapshot::{Memory, Snapshot},
    verdict::{Finding, Fix, Severity},
    words::Wording,
};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The message, the office, and what follows from both.
#[derive(Debug)]
pub(crate) struct Context<'a> {
    pub(crate) message: &'a Message,
    pub(crate) people: &'a People,
    pub(crate) policy: &'a Policy,
    pub(crate) memory: Option<&'a Memory>,
    pub(crate) today: Date,
    /// Every recipient once.
    pub(crate) recipients: Vec<Recipient<'a>>,
    /// What the sender wrote, without quotes and signature.
    pub(crate) own_text: String,
    pub(crate) greeting: Greeting,
    pub(crate) documents: Vec<Document>,
    /// What each recipient would see of others, in the order of `recipients`; nothing for colleagues.
    pub(crate) exposures: Vec<Exposure>,
}

impl<'a> Context<'a> {
    pub(crate) fn new(message: &'a Message, snapshot: &'a Snapshot, today: Date) -> Self {
        let people = &snapshot.people;
        let recipients = recipients::recipients(message, people);
        let own_text = message.body.own_text();
        let outsiders = recipients.iter().filter(|recipient| recipient.outside()).count();
        let outside = outsiders > 0;
        // Among colleagues nothing can leak, so nothing need be read.
        let documents = if outside {
            documents::read(message, people)
        } else {
            Vec::new()
        };
        let exposures = recipients
            .iter()
            .map(|recipient| {
                if recipient.inside {
                    Exposure::default()
                } else {
                    Exposure::of(recipient, &documents, people, today, outsiders == 1)
                }
            })
            .collect();
        Self {
            message,
            people,
            policy: &snapshot.policy,
            memory: snapshot.memory.as_ref(),
            today,
            greeting: Greeting::find(&own_text),
            recipients,
            own_text,
            documents,
            exposures,
        }
    }

    /// Whether nobody but one recipient is outside.
    pub(crate) fn goes_to_one(&self) -> bool {
        self.outsiders().count() == 1
    }

    /// Recipients outside the office.
    pub(crate) fn outsiders(&self) -> impl Iterator<Item = &Recipient<'a>> {
        self.recipients.iter().filter(|recipient| recipient.outside())
    }

    /// Recipients outside the office with what each would see of others.
    pub(crate) fn exposed_outsiders(&self) -> impl Iterator<Item = (&Recipient<'a>, &Exposure)> {
        self.recipients
            .iter()
            .zip(&self.exposures)
            .filter(|(recipient, _)| recipient.outside())
    }

    /// Whether anybody outside gets this mail.
    pub(crate) fn goes_outside(&self) -> bool {
        self.outsiders().next().is_some()
    }

    /// Whether this only answers people who were in the conversation, without a file: then nobody was picked from a list.
    pub(crate) fn is_plain_reply(&self) -> bool {
        let Some(baseline) = &self.message.baseline else {
            return false;
        };
        let before = |address: &Address| baseline.to.contains(address) || baseline.cc.contains(address);
        self.message.kind.is_reply()
            && !self.has_attachment()
            && self.outsiders().all(|recipient| before(recipient.address()))
    }

    /// Attachments that are no pictures of the body, with their index.
    pub(crate) fn attachments(&self) -> impl Iterator<Item = (usize, &Attachment)> {
        self.message
            .attachments
            .iter()
            .enumerate()
            .filter(|(_, attachment)| !attachment.inline)
    }

    pub(crate) fn has_attachment(&self) -> bool {
        self.attachments().next().is_some()
    }

    /// Whether the mail carries anything of the office: a file, or somebody's identifiers outside the signature.
    pub(crate) fn has_office_content(&self) -> bool {
        self.has_attachment()
            || self
                .documents
                .iter()
                .filter(|document| document.origin != Origin::Signature)
                .any(|document| {
                    document
                        .sections
                        .iter()
                        .flat_map(|section| &section.subjects)
                        .any(Subject::strong)
                })
    }

    /// Names of the attachments at these indexes.
    pub(crate) fn file_name(&self, index: usize) -> &str {
        self.message
            .attachments
            .get(index)
            .map_or("", |attachment| attachment.name.as_str())
    }

    /// Says in which file something stands: in one, in several, or in the mail itself.
    pub(crate) fn place(&self, wording: Wording, attachments: &[usize]) -> Wording {
        let files: BTreeSet<usize> = attachments.iter().copied().collect();
        let first = files.first().map_or("", |index| self.file_name(*index));
        let place = match files.len() {
            0 => "in_mail",
            1 => "in_file",
            _ => "in_files",
        };
        wording
            .phrase("place", place)
            .text("file", evidence::shorten(first, 40))
            .count("files", files.len())
    }

    /// The clients' names, each once, in short form.
    pub(crate) fn short_names<'c>(&self, clients: impl Iterator<Item = &'c ClientId>) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for id in clients {
            let name = match self.people.kind(*id) {
                crate::records::ClientKind::Person => crate::names::short_form(self.people.name(*id)),
                crate::records::ClientKind::Organisation | crate::records::ClientKind::Partner => {
                    self.people.name(*id).to_owned()
                }
            };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// Whether this address is among the recipients.
    pub(crate) fn is_recipient(&self, address: &Address) -> bool {
        self.recipients.iter().any(|recipient| recipient.address() == address)
    }

    /// The swap to a colleague's office address.
    pub(crate) fn swap_to_colleague(&self, recipient: &Address, colleague: ColleagueId) -> Option<Fix> {
        let colleague = self.people.colleague(colleague)?;
        (!self.is_recipient(&colleague.address)).then(|| Fix::ReplaceRecipient {
            recipient: recipient.clone(),
            with: colleague.address.clone(),
            name: colleague.name.clone(),
        })
    }

    /// The swap to a client's first contact.
    pub(crate) fn swap_to_client(&self, recipient: &Address, client: ClientId) -> Option<Fix> {
        let (name, address) = self.people.contacts(client).next()?;
        let with = Address::parse(address).ok()?;
        let name = if name.is_empty() {
            self.people.name(client)
        } else {
            name
        };
        (!self.is_recipient(&with)).then(|| Fix::ReplaceRecipient {
            recipient: recipient.clone(),
            with,
            name: name.to_owned(),
        })
    }
}

/// Builds a finding; what is not set stays empty.
#[derive(Debug)]
pub(crate) struct Found {
    finding: Finding,
}

impl Found {
    pub(crate) fn new(check: Check, severity: Severity, wording: Wording) -> Self {
        Self {
            finding: Finding {
                id: String::new(),
                check,
                severity,
                own_severity: severity,
                recipients: Vec::new(),
                attachments: Vec::new(),
                fixes: Vec::new(),
                wording,
                by: Vec::new(),
                measures: Vec::new(),
                touches_bsn: false,
                silenced_by: None,
            },
        }
    }

    pub(crate) fn recipients<'r>(mut self, recipients: impl IntoIterator<Item = &'r Address>) -> Self {
        self.finding.recipients = recipients.into_iter().cloned().collect();
        self
    }

    pub(crate) fn attachments(mut self, attachments: impl IntoIterator<Item = usize>) -> Self {
        self.finding.attachments = attachments.into_iter().collect();
        self.finding.attachments.sort_unstable();
        self.finding.attachments.dedup();
        self
    }

    pub(crate) fn fix(mut self, fix: impl IntoIterator<Item = Fix>) -> Self {
        for fix in fix {
            if !self.finding.fixes.contains(&fix) {
                self.finding.fixes.push(fix);
            }
        }
        self
    }

    /// The settings that gave it its severity.
    pub(crate) fn by(mut self, settings: impl IntoIterator<Item = &'static str>) -> Self {
        self.finding.by = settings.into_iter().collect();
        self
    }

    pub(crate) fn measure(mut self, name: &'static str, value: usize) -> Self {
        self.finding
            .measures
            .push((name, i64::try_from(value).unwrap_or(i64::MAX)));
        self
    }

    pub(crate) fn touches_bsn(mut self, touches: bool) -> Self {
        self.finding.touches_bsn = touches;
        self
    }

    pub(crate) fn finish(self) -> Finding {
        self.finding
    }
}
