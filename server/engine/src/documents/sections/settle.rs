//! What can be said of a section only once all of it was read: whose statement it is, and which name, birth date and
//! figure go together.

use super::{NEAR, Walk};
use crate::{
    documents::{Owner, Subject},
    people::ClientId,
};
use std::collections::BTreeSet;

impl Walk<'_> {
    /// The one client whose account stands outside the rows of a table of payments: it is their statement. Where there
    /// are several, statements of several clients are in one file.
    pub(super) fn account_in_head(&self) -> Option<Owner> {
        let outside = |line: &usize| self.lines.get(*line).matches('\t').count() < 2;
        let in_head = |subject: &&Subject| subject.iban && subject.lines.iter().any(outside);
        let mut accounts = self.current.subjects.iter().filter(in_head);
        let holder = accounts.next().filter(|_| accounts.next().is_none())?;
        Some(account_owner(holder))
    }

    /// The client whose account stands on every line of a table of payments: it is their statement.
    pub(super) fn account_holder(&self) -> Option<Owner> {
        let accounts = || self.current.subjects.iter().filter(|subject| subject.iban);
        let lines: BTreeSet<usize> = accounts().flat_map(|subject| subject.lines.iter().copied()).collect();
        let holder = accounts().max_by_key(|subject| subject.lines.len())?;
        let on_every_line = lines.len() >= 2 && holder.lines.len() == lines.len();
        on_every_line.then(|| account_owner(holder))
    }

    /// Gives names their birth dates and second signs, and somebody unknown to the known person of the same row.
    pub(super) fn settle(&mut self) {
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
        self.drop_namesakes(&births);
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

    /// Forgets names beside which another birth date stands than the client's: those are other people of that name.
    fn drop_namesakes(&mut self, births: &[(usize, Option<jiff::civil::Date>)]) {
        let people = self.people;
        let dates: Vec<usize> = births
            .iter()
            .filter(|(_, date)| date.is_some())
            .map(|(line, _)| *line)
            .collect();
        let mut namesakes: Vec<ClientId> = Vec::new();
        let names = self.current.subjects.iter().filter(|subject| subject.named).count();
        for subject in &mut self.current.subjects {
            let beside_date = subject.lines.iter().all(|own| {
                dates.contains(own)
                    || (names == 1 && dates.iter().any(|line| (1..=2).contains(&line.saturating_sub(*own))))
            });
            let known = subject.candidates.iter().all(|id| people.has_birth_date(*id));
            if subject.named
                && !subject.born
                && beside_date
                && known
                && !(subject.bsn || subject.iban || subject.number)
            {
                subject.named = false;
                subject.second = false;
                namesakes.extend(&subject.candidates);
            }
        }
        self.current.subjects.retain(|subject| {
            subject.named || subject.bsn || subject.iban || subject.number || subject.unknown.is_some()
        });
        let by_name = |owner: &Owner| owner.by_name && !owner.by_number && !owner.by_kvk;
        let is_namesake = |owner: &Owner| owner.candidates.iter().all(|id| namesakes.contains(id));
        self.current
            .owners
            .retain(|owner| !(by_name(owner) && is_namesake(owner)));
    }
}

/// The owner of a statement, by the account.
fn account_owner(holder: &Subject) -> Owner {
    Owner {
        candidates: holder.candidates.clone(),
        by_number: false,
        by_kvk: false,
        by_name: false,
    }
}
