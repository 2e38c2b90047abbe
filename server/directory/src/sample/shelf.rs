//! Sample drafts to try the service with: two that went wrong in earnest, many that are in order, and some more.
//!
//! Their files are made here, of the lines and sheets that stand in `shelf/drafts.toml`, so that everybody can read
//! what is in them. Whether a draft deserves a warning is not decided here; a test of the whole program holds the
//! shelf to what it claims.

mod files;

use serde::{Deserialize, Serialize};

const DRAFTS: &str = include_str!("shelf/drafts.toml");

/// The people of story 2, as `Name <address>`, one a line.
const RESIDENTS: &str = include_str!("shelf/residents.txt");

/// A text in the languages of the page.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Spoken {
    /// Dutch.
    pub nl: String,
    /// English.
    pub en: String,
}

/// The board of the shelf on which a draft lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Board {
    /// One of the two stories.
    Story,
    /// Nothing is wrong, and nothing is said.
    Silent,
    /// Something else is wrong.
    Other,
}

/// A draft of the shelf.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleDraft {
    /// Its name in addresses.
    pub id: String,
    /// Where it lies.
    pub shelf: Board,
    /// What the service says of it: the word of a decision.
    #[serde(default = "allow")]
    pub decision: String,
    /// What it is called on the shelf.
    pub title: Spoken,
    /// What it shows.
    pub about: Spoken,
    /// The address of the colleague who sends it.
    pub from: String,
    /// Recipients as `Name <address>`.
    #[serde(default)]
    pub to: Vec<String>,
    /// The same for Cc.
    #[serde(default)]
    pub cc: Vec<String>,
    /// The same for Bcc.
    #[serde(default)]
    pub bcc: Vec<String>,
    /// The subject.
    pub subject: Spoken,
    /// The text.
    pub body: Spoken,
    /// The files, made.
    #[serde(default)]
    pub files: Vec<SampleFile>,
    #[serde(default)]
    to_residents: bool,
    #[serde(default)]
    bcc_residents: bool,
}

fn allow() -> String {
    "allow".to_owned()
}

/// A file of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleFile {
    /// Its name.
    pub name: String,
    #[serde(default)]
    lines: Vec<String>,
    #[serde(default)]
    sheets: Vec<Sheet>,
    #[serde(default)]
    kept: Option<String>,
}

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    name: String,
    #[serde(default)]
    hidden: bool,
    rows: Vec<Vec<String>>,
}

#[derive(Deserialize)]
struct Shelf {
    drafts: Vec<SampleDraft>,
}

impl SampleFile {
    /// The bytes of the file.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        match self.name.rsplit('.').next() {
            Some("docx") => files::document(&self.lines),
            Some("xlsx") => files::workbook(&self.sheets),
            Some("pdf") => files::page(&self.lines),
            Some("zip") => files::kept(self.kept.as_deref().unwrap_or_default()),
            _ => files::text(&self.lines),
        }
    }

    /// What a mail client would say it is.
    #[must_use]
    pub fn media_type(&self) -> &'static str {
        match self.name.rsplit('.').next() {
            Some("docx") => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Some("pdf") => "application/pdf",
            Some("zip") => "application/zip",
            Some("csv") => "text/csv",
            _ => "text/plain",
        }
    }
}

/// All drafts of the shelf, in the order of the shelf.
#[must_use]
pub fn drafts() -> Vec<SampleDraft> {
    // Reading from memory cannot fail, and a test holds that the drafts are there.
    let mut drafts = toml::from_str::<Shelf>(DRAFTS).map_or_else(|_| Vec::new(), |shelf| shelf.drafts);
    let residents = || RESIDENTS.lines().map(str::to_owned);
    for draft in &mut drafts {
        if draft.to_residents {
            draft.to.extend(residents());
        }
        if draft.bcc_residents {
            draft.bcc.extend(residents());
        }
    }
    drafts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use postwacht_engine::{address::Address, public_domains};
    use std::collections::HashSet;

    #[test]
    fn the_shelf_reads_and_has_both_stories_and_ten_silent_drafts() {
        let shelf: Shelf = toml::from_str(DRAFTS).unwrap();
        let on = |board| shelf.drafts.iter().filter(|draft| draft.shelf == board).count();
        assert_eq!(on(Board::Story), 2);
        assert!(on(Board::Silent) >= 10);
        let ids: HashSet<&str> = shelf.drafts.iter().map(|draft| draft.id.as_str()).collect();
        assert_eq!(ids.len(), shelf.drafts.len(), "each has a name of its own");
        for draft in &shelf.drafts {
            assert_eq!(draft.decision == "allow", draft.shelf == Board::Silent, "{}", draft.id);
        }
    }

    #[test]
    fn story_two_has_108_people_of_whom_nobody_is_real() {
        let drafts = drafts();
        let story = drafts.iter().find(|draft| draft.id == "story-2").unwrap();
        let people: HashSet<Address> = story.to.iter().map(|text| Address::parse(text).unwrap()).collect();
        assert_eq!(people.len(), 108);
        for draft in &drafts {
            for text in draft.to.iter().chain(&draft.cc).chain(&draft.bcc) {
                let address = Address::parse(text).unwrap();
                let invented = address.domain().ends_with(".example")
                    || (public_domains::is_public(address.domain()) && address.local().ends_with(".voorbeeld"));
                assert!(invented, "{address}");
            }
        }
    }

    #[test]
    fn senders_are_colleagues_and_numbers_are_those_of_clients() {
        let office = sample::office();
        let colleagues: HashSet<&str> = office.colleagues.iter().map(|one| one.address.as_str()).collect();
        for draft in drafts() {
            assert!(colleagues.contains(draft.from.as_str()), "{}: {}", draft.id, draft.from);
        }
        let known: HashSet<&str> = office
            .clients
            .iter()
            .flat_map(|one| &one.bsn)
            .map(String::as_str)
            .collect();
        let nine = DRAFTS
            .split(|sign: char| !sign.is_ascii_digit())
            .filter(|number| number.len() == 9);
        for number in nine.filter(|number| *number != "123456782") {
            assert!(known.contains(number), "{number} is nobody's");
        }
    }

    #[test]
    fn every_file_is_what_its_name_says() {
        for file in drafts().iter().flat_map(|draft| &draft.files) {
            let bytes = file.bytes();
            let start: &[u8] = match file.name.rsplit('.').next() {
                Some("docx" | "xlsx" | "zip") => b"PK\x03\x04",
                Some("pdf") => b"%PDF-",
                _ => file.lines[0].as_bytes(),
            };
            assert!(bytes.starts_with(start), "{}", file.name);
        }
    }
}
