//! Whether a paper that stands behind a person's own, in one file, is another's.
//!
//! A rule, a new page or a title parts papers; who is identified behind it, and not said to belong in the owner's paper,
//! has a paper of their own there.

use super::{Owner, Section, Subject};

/// How near a word for the other side (`Koper:`) must stand above a name, in lines.
const PARTY: usize = 2;

/// What was read since the last mark of the owner.
#[derive(Debug, Default)]
pub(super) struct Behind {
    /// A rule, a new page or a title: another paper may have begun.
    parted: bool,
    /// A heading stood here, of which nobody knows whether it is that of a paper.
    headed: bool,
    /// Whose the section is if it is not another's; none while the owner's own paper is read.
    owners: Option<Vec<Owner>>,
    /// Before anybody was identified in the section, somebody was spoken of who belongs in the owner's paper.
    party: bool,
    /// The line that last spoke of somebody like that.
    party_line: Option<usize>,
}

impl Behind {
    /// Something parts papers here.
    pub(super) fn part(&mut self) {
        (self.parted, self.party_line) = (true, None);
    }

    /// A heading may part papers here: enough for somebody else who is identified below it.
    pub(super) fn head(&mut self) {
        (self.headed, self.party_line) = (true, None);
    }

    /// The owner's paper goes on.
    pub(super) fn join(&mut self) {
        (self.parted, self.headed) = (false, false);
    }

    pub(super) fn is_parted(&self) -> bool {
        self.parted
    }

    /// Whether a title, a rule, a new page or any heading stood since the last mark of the owner.
    pub(super) fn may_be_parted(&self) -> bool {
        self.parted || self.headed
    }

    /// A line speaks of a buyer, an heir or the like; `identified` says that somebody's number stood before it.
    pub(super) fn party(&mut self, line: usize, identified: bool) {
        self.party_line = Some(line);
        self.party |= !identified;
    }

    /// Whether a line stands right below one that speaks of the other side.
    pub(super) fn is_beside_party(&self, line: usize) -> bool {
        self.party_line.is_some_and(|at| line <= at + PARTY)
    }

    /// A section begins that may be another's, behind what belongs to these owners. `alike` says that it begins with the
    /// very label that theirs began with: then that label names no other side.
    pub(super) fn begin(&mut self, line: usize, owners: Vec<Owner>, alike: bool) {
        self.owners = Some(owners);
        self.party = !alike && self.is_beside_party(line);
    }

    /// A section ends: gives it back to the owner before it, unless it is another's.
    pub(super) fn end(&mut self, section: &mut Section) {
        if let Some(owners) = self.owners.take()
            && (self.party || !is_anothers(section, &owners))
        {
            section.owners = owners;
        }
        self.party = false;
    }
}

/// Whether somebody else is identified in a section by a number or a birth date, and the owner does not come back in it.
fn is_anothers(section: &Section, owners: &[Owner]) -> bool {
    let owned = |subject: &Subject| {
        let mut all = owners.iter().flat_map(|owner| &owner.candidates);
        all.any(|id| subject.candidates.contains(id))
    };
    let identified = |subject: &Subject| {
        !subject.candidates.is_empty() && (subject.bsn || subject.number || (subject.named && subject.born))
    };
    section.subjects.iter().any(identified) && !section.subjects.iter().any(owned)
}
