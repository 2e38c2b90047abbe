//! What one recipient would get to see of others.

use super::{Document, Origin, Owner, Section, Subject};
use crate::{
    people::{ClientId, People},
    recipients::Recipient,
    records::ClientKind,
};
use jiff::civil::Date;

/// Somebody whose data a recipient would get without being entitled.
#[derive(Debug, Clone, PartialEq)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is one independent sign that was seen or not"
)]
pub(crate) struct Exposed {
    /// The client; empty for somebody unknown, several when a name alone does not tell.
    pub(crate) candidates: Vec<ClientId>,
    /// Fingerprint of somebody unknown.
    pub(crate) unknown: Option<u64>,
    /// Identified beyond doubt.
    pub(crate) strong: bool,
    /// By a name with a second sign.
    pub(crate) weak: bool,
    /// A BSN is part of it.
    pub(crate) bsn: bool,
    /// By an identifier of a person: BSN, IBAN, client number, name with birth date.
    pub(crate) identified: bool,
    /// Masked identifier, to show.
    pub(crate) evidence: Option<String>,
    /// Where.
    pub(crate) origins: Vec<Origin>,
}

/// All that one recipient would get to see of others.
#[derive(Debug, Clone, Default)]
pub(crate) struct Exposure {
    pub(crate) exposed: Vec<Exposed>,
}

impl Exposure {
    /// What `recipient` would see in these documents.
    /// `alone` says that nobody else outside gets the mail.
    pub(crate) fn of(
        recipient: &Recipient<'_>,
        documents: &[Document],
        people: &People,
        today: Date,
        alone: bool,
    ) -> Self {
        let mut exposure = Self::default();
        let viewer = Viewer {
            recipient,
            people,
            today,
        };
        for document in documents {
            let own_number = document.subject_self.is(recipient, alone);
            for section in &document.sections {
                exposure.section(section, document.origin, &viewer, own_number);
            }
        }
        exposure
    }

    /// Clients among them, strong or weak.
    pub(crate) fn clients(&self) -> impl Iterator<Item = &Exposed> {
        self.exposed
            .iter()
            .filter(|exposed| !exposed.candidates.is_empty() && (exposed.strong || exposed.weak))
    }

    /// Whether the recipient would see nothing of others that identifies anybody.
    pub(crate) fn is_empty(&self) -> bool {
        !self.exposed.iter().any(|exposed| exposed.strong || exposed.weak)
    }

    /// `own_number` says that the number of somebody unknown is the viewer's own.
    fn section(&mut self, section: &Section, origin: Origin, viewer: &Viewer<'_>, own_number: bool) {
        let own = section.owners.iter().any(|owner| viewer.may_see(&owner.candidates));
        if own {
            // In the recipient's own document only what bears the office's own number for another client is another's.
            for subject in section
                .subjects
                .iter()
                .filter(|subject| subject.number && !viewer.may_see(&subject.candidates))
            {
                self.add(subject, origin);
            }
            return;
        }
        if is_own_paper(section, viewer) {
            return;
        }
        for owner in section
            .owners
            .iter()
            .filter(|owner| !viewer.are_partners(&owner.candidates))
        {
            self.owner(owner, section, origin);
        }
        for subject in &section.subjects {
            let known = !subject.candidates.is_empty();
            if !known && own_number {
                continue;
            }
            if !known || !(viewer.may_see(&subject.candidates) || viewer.are_partners(&subject.candidates)) {
                self.add(subject, origin);
            }
        }
    }

    fn owner(&mut self, owner: &Owner, section: &Section, origin: Origin) {
        let identified = section
            .subjects
            .iter()
            .find(|subject| subject.strong() && subject.candidates.iter().any(|id| owner.candidates.contains(id)));
        let strong = owner.by_number || (owner.by_kvk && owner.by_name) || identified.is_some();
        self.put(Exposed {
            candidates: owner.candidates.clone(),
            unknown: None,
            strong,
            weak: strong || section.figures || section.subjects.iter().any(|subject| subject.bsn),
            bsn: identified.is_some_and(|subject| subject.bsn),
            identified: owner.by_number || identified.is_some(),
            evidence: identified.and_then(|subject| subject.evidence.clone()),
            origins: vec![origin],
        });
    }

    fn add(&mut self, subject: &Subject, origin: Origin) {
        let in_file = origin.attachment().is_some();
        self.put(Exposed {
            candidates: subject.candidates.clone(),
            unknown: subject.unknown,
            strong: subject.strong(),
            weak: subject.strong() || (in_file && subject.named && subject.second),
            bsn: subject.bsn,
            identified: subject.strong(),
            evidence: subject.evidence.clone(),
            origins: vec![origin],
        });
    }

    /// Adds somebody, or what is new about somebody who is there already.
    fn put(&mut self, new: Exposed) {
        let same = |known: &&mut Exposed| match new.unknown {
            Some(_) => known.unknown == new.unknown,
            None => known.candidates.iter().any(|id| new.candidates.contains(id)),
        };
        match self.exposed.iter_mut().find(same) {
            Some(known) => {
                known.strong |= new.strong;
                known.weak |= new.weak;
                known.bsn |= new.bsn;
                known.identified |= new.identified;
                if known.evidence.is_none() || (new.bsn && !known.bsn) {
                    known.evidence = new.evidence.or_else(|| known.evidence.take());
                }
                for origin in new.origins {
                    if !known.origins.contains(&origin) {
                        known.origins.push(origin);
                    }
                }
            }
            None => self.exposed.push(new),
        }
    }
}

/// Through whose eyes a document is looked at.
struct Viewer<'v> {
    recipient: &'v Recipient<'v>,
    people: &'v People,
    today: Date,
}

impl Viewer<'_> {
    /// Whether these are partners only: the tax office's name on a letter is nobody's data.
    fn are_partners(&self, candidates: &[ClientId]) -> bool {
        let partner = |id: &ClientId| self.people.kind(*id) == ClientKind::Partner;
        !candidates.is_empty() && candidates.iter().all(partner)
    }

    fn may_see(&self, candidates: &[ClientId]) -> bool {
        candidates
            .iter()
            .any(|id| self.recipient.entitled(self.people, *id, self.today))
    }
}

/// A payslip or statement that names only the recipient as a person: the organisation that made it is no leak.
fn is_own_paper(section: &Section, viewer: &Viewer<'_>) -> bool {
    let identified = || section.subjects.iter().filter(|subject| subject.strong());
    let organisations = section
        .owners
        .iter()
        .flat_map(|owner| &owner.candidates)
        .all(|id| viewer.people.kind(*id) == ClientKind::Organisation);
    !section.owners.is_empty()
        && organisations
        && identified().next().is_some()
        && identified().all(|subject| !subject.candidates.is_empty() && viewer.may_see(&subject.candidates))
}
