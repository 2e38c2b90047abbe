//! What an attachment says about whom, worked out before its mail is checked.
//!
//! A large file takes longer to understand than anybody waits at Send. What it says follows from its text, its name and
//! the directory alone, so it can be worked out when the file comes in. It counts only against that same directory and
//! under that same name; otherwise it is as if it were not there.

use super::Document;
use crate::{message::Attachment, people::People};
use std::{
    fmt,
    sync::{Arc, Weak},
};

/// Bytes of a document, of a section, and of somebody who stands in it, roughly.
const WEIGHTS: (usize, usize, usize) = (256, 96, 192);

/// What an attachment says about whom.
#[derive(Clone)]
pub struct Understood {
    /// Tells one directory from another, and lets an old one go.
    people: Weak<People>,
    name: Arc<str>,
    documents: Arc<[Document]>,
}

impl fmt::Debug for Understood {
    /// Without the people.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Understood({} documents)", self.documents.len())
    }
}

/// It says nothing that does not follow from the attachment itself.
impl PartialEq for Understood {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Understood {}

impl Understood {
    /// Works out what an attachment says to whoever knows these people.
    #[must_use]
    pub fn of(attachment: &Attachment, people: &Arc<People>) -> Self {
        Self {
            people: Arc::downgrade(people),
            name: attachment.name.as_str().into(),
            documents: super::files(0, attachment, people).into(),
        }
    }

    /// What was worked out, if it was against this directory and under this name.
    pub(super) fn against(&self, people: &People, name: &str) -> Option<&[Document]> {
        let same = std::ptr::eq(self.people.as_ptr(), people) && *self.name == *name;
        same.then_some(&*self.documents)
    }

    /// The bytes that it takes, roughly.
    #[must_use]
    pub fn weight(&self) -> usize {
        let (document, section, subject) = WEIGHTS;
        let sections = |told: &Document| {
            let each = told.sections.iter();
            each.map(|told| {
                section
                    + told
                        .subjects
                        .iter()
                        .map(|one| subject + one.lines.len() * 8)
                        .sum::<usize>()
            })
            .sum::<usize>()
        };
        let emails = |told: &Document| told.emails.iter().map(|email| email.len() + 24).sum::<usize>();
        let each = self.documents.iter();
        each.map(|told| document + told.subject_self.weight() + sections(told) + emails(told) + told.named.len() * 48)
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        documents::Origin,
        identifiers::Key,
        message::{Part, Place},
    };

    fn attachment() -> Attachment {
        Attachment {
            name: "lijst.txt".to_owned(),
            parts: vec![Part {
                file: String::new(),
                place: Place::Page,
                text: "Jan Visser\tjan@visser.example\nBSN 999012575\n".to_owned(),
            }],
            ..Attachment::default()
        }
    }

    fn directory() -> Arc<People> {
        Arc::new(People::nobody(Key::new(&[7; 32])))
    }

    #[test]
    fn it_counts_against_the_same_directory_and_under_the_same_name() {
        let (people, other) = (directory(), directory());
        let understood = Understood::of(&attachment(), &people);
        assert!(understood.against(&people, "lijst.txt").is_some());
        assert!(
            understood.against(&people, "loonstrook.txt").is_none(),
            "a name may say more"
        );
        assert!(
            understood.against(&other, "lijst.txt").is_none(),
            "another directory knows others"
        );
        drop(people);
        assert!(
            understood.against(&directory(), "lijst.txt").is_none(),
            "a newer one in the place of an old one"
        );
    }

    #[test]
    fn it_is_what_would_be_found_now() {
        let people = directory();
        let now = super::super::attachment_documents(3, &attachment(), &people);
        let mut before = attachment();
        before.understood = Some(Understood::of(&before, &people));
        // Nothing is left to be found in the text itself.
        before.parts.clear();
        let known = super::super::attachment_documents(3, &before, &people);
        assert_eq!(format!("{known:?}"), format!("{now:?}"));
        assert_eq!(
            known.first().map(|document| document.origin),
            Some(Origin::Attachment(3))
        );
        assert!(before.understood.is_some_and(|understood| understood.weight() > 256));
    }
}
