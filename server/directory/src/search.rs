//! Finds clients and colleagues as people type them: parts of words, without accents, with a slip of the finger.
//!
//! One pass over a text in memory for each question; what is looked for is never written down.

use crate::values::fold;
use postwacht_engine::records::{ClientKind, ClientRecord, ColleagueRecord};

/// A shorter word is not looked for with a slip: too much resembles it.
const LONG_ENOUGH: usize = 4;
/// So many addresses tell whom a row is about.
const SHOWN_ADDRESSES: usize = 3;

/// What somebody in the directory is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sort {
    /// A client.
    Client,
    /// A partner.
    Partner,
    /// A colleague.
    Colleague,
}

/// Somebody in the directory, as a list shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// What they are.
    pub sort: Sort,
    /// The number of a client, the address of a colleague.
    pub id: String,
    /// The name.
    pub name: String,
    /// Household or holding of a client, groups of a colleague.
    pub groups: Vec<String>,
    /// The first few addresses.
    pub addresses: Vec<String>,
    /// How many addresses there are.
    pub address_count: usize,
}

/// Everybody, ready to be searched.
#[derive(Debug, Default)]
pub struct Index {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    summary: Summary,
    /// Folded words, each with a space before it.
    words: String,
}

/// A page of what was found.
#[derive(Debug, PartialEq, Eq)]
pub struct Found<'i> {
    /// How many there are.
    pub total: usize,
    /// Those of the page.
    pub page: Vec<&'i Summary>,
}

impl Index {
    /// Takes a client in.
    pub fn client(&mut self, client: &ClientRecord) {
        let addresses: Vec<String> = client
            .contacts
            .iter()
            .map(|contact| contact.address.as_str().to_owned())
            .collect();
        let mut words = String::new();
        let names = [&client.number, &client.name].into_iter().chain(&client.aliases);
        let contacts = client.contacts.iter().map(|contact| &contact.name);
        for text in names
            .chain(&client.group)
            .chain(contacts)
            .chain(&client.domains)
            .chain(&addresses)
        {
            gather(&mut words, text);
        }
        let sort = if client.kind == ClientKind::Partner {
            Sort::Partner
        } else {
            Sort::Client
        };
        self.add(
            sort,
            &client.number,
            &client.name,
            client.group.iter().cloned().collect(),
            addresses,
            words,
        );
    }

    /// Takes a colleague in.
    pub fn colleague(&mut self, colleague: &ColleagueRecord) {
        let own = colleague.address.as_str().to_owned();
        let others = colleague.private.iter().chain(&colleague.mailboxes);
        let mut addresses = vec![own.clone()];
        addresses.extend(others.map(|address| address.as_str().to_owned()));
        let mut words = String::new();
        for text in [&colleague.name].into_iter().chain(&colleague.groups).chain(&addresses) {
            gather(&mut words, text);
        }
        self.add(
            Sort::Colleague,
            &own,
            &colleague.name,
            colleague.groups.clone(),
            addresses,
            words,
        );
    }

    fn add(
        &mut self,
        sort: Sort,
        id: &str,
        name: &str,
        groups: Vec<String>,
        mut addresses: Vec<String>,
        words: String,
    ) {
        let address_count = addresses.len();
        addresses.truncate(SHOWN_ADDRESSES);
        let summary = Summary {
            sort,
            id: id.to_owned(),
            name: name.to_owned(),
            groups,
            addresses,
            address_count,
        };
        self.entries.push(Entry { summary, words });
    }

    /// Puts everybody in the order in which lists show them. Call it once all are in.
    pub fn arrange(&mut self) {
        self.entries
            .sort_by_cached_key(|entry| (fold(&entry.summary.name), entry.summary.id.clone()));
    }

    /// A page of those of these sorts in whom every word of the query begins some word; where there is nobody, of those
    /// who differ from that by one slip a word.
    #[must_use]
    pub fn find(&self, query: &str, sorts: &[Sort], from: usize, count: usize) -> Found<'_> {
        let wanted: Vec<String> = query
            .split_whitespace()
            .map(fold)
            .filter(|word| !word.is_empty())
            .collect();
        let starts: Vec<String> = wanted.iter().map(|word| format!(" {word}")).collect();
        let of_sort = |entry: &&Entry| sorts.contains(&entry.summary.sort);
        let exact = |entry: &&Entry| starts.iter().all(|start| entry.words.contains(start));
        let found = page(self.entries.iter().filter(of_sort).filter(exact), from, count);
        if found.total > 0 || wanted.is_empty() {
            return found;
        }
        let near = |entry: &&Entry| wanted.iter().all(|word| is_near(&entry.words, word));
        page(self.entries.iter().filter(of_sort).filter(near), from, count)
    }
}

fn page<'i>(entries: impl Iterator<Item = &'i Entry>, from: usize, count: usize) -> Found<'i> {
    let mut found = Found {
        total: 0,
        page: Vec::new(),
    };
    for entry in entries {
        if found.total >= from && found.page.len() < count {
            found.page.push(&entry.summary);
        }
        found.total += 1;
    }
    found
}

/// Adds the words of a text, and the text as one word: an address is found by its parts and as a whole.
fn gather(words: &mut String, text: &str) {
    let mut parts = 0;
    for part in text.split(|ch: char| !ch.is_alphanumeric() && ch != '\'') {
        let word = fold(part);
        if !word.is_empty() {
            words.extend([" ", &word]);
            parts += 1;
        }
    }
    if parts > 1 {
        words.extend([" ", &fold(text)]);
    }
}

fn is_near(words: &str, wanted: &str) -> bool {
    let starts_alike = |word: &str| one_slip(word.as_bytes(), wanted.as_bytes());
    words.contains(&format!(" {wanted}")) || (wanted.len() >= LONG_ENOUGH && words.split(' ').any(starts_alike))
}

/// Whether the word begins with what was wanted but for one slip: a letter too many, too few, another, or two swapped.
fn one_slip(word: &[u8], wanted: &[u8]) -> bool {
    let same = word
        .iter()
        .zip(wanted)
        .take_while(|(left, right)| left == right)
        .count();
    // A slip in the first letter is rare, and without this every short word would be near.
    if same == 0 {
        return false;
    }
    let (word, wanted) = (
        word.get(same..).unwrap_or_default(),
        wanted.get(same..).unwrap_or_default(),
    );
    match (word, wanted) {
        (_, []) | ([], [_]) => true,
        ([], _) => false,
        ([one, rest_of_word @ ..], [other, rest @ ..]) => {
            let swapped = match (rest_of_word, rest) {
                ([two, behind @ ..], [second, wanted_behind @ ..]) => {
                    one == second && two == other && behind.starts_with(wanted_behind)
                }
                _ => false,
            };
            swapped || rest_of_word.starts_with(rest) || word.starts_with(rest) || rest_of_word.starts_with(wanted)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use postwacht_engine::{address::Address, records::ContactRecord};

    fn client(number: &str, name: &str, address: &str, kind: ClientKind) -> ClientRecord {
        ClientRecord {
            number: number.to_owned(),
            name: name.to_owned(),
            kind,
            contacts: vec![ContactRecord {
                name: "Zoë d'Hondt".to_owned(),
                address: Address::parse(address).unwrap(),
            }],
            ..ClientRecord::default()
        }
    }

    fn index() -> Index {
        let mut index = Index::default();
        index.client(&client(
            "1001",
            "Bakkerij Zonnedauw B.V.",
            "jan@zonnedauw.example",
            ClientKind::Organisation,
        ));
        index.client(&client(
            "1002",
            "Müller & Zn.",
            "info@mueller.example",
            ClientKind::Organisation,
        ));
        index.client(&client(
            "2001",
            "Notaris De Vries",
            "post@devries.example",
            ClientKind::Partner,
        ));
        index.colleague(&ColleagueRecord {
            name: "Sanne de Wit".to_owned(),
            address: Address::parse("sanne@kantoor.example").unwrap(),
            private: Vec::new(),
            groups: vec!["Lonen".to_owned()],
            mailboxes: Vec::new(),
            active_until: None,
        });
        index.arrange();
        index
    }

    #[test]
    fn people_are_found_as_they_are_typed() {
        const ALL: &[Sort] = &[Sort::Client, Sort::Partner, Sort::Colleague];
        let index = index();
        #[rustfmt::skip]
        let table: &[(&str, &[Sort], &[&str], &str)] = &[
            ("", ALL, &["1001", "1002", "2001", "sanne@kantoor.example"], "nothing asked: everybody, by name"),
            ("zon", ALL, &["1001"], "the beginning of a word"),
            ("dauw", ALL, &[], "not its end"),
            ("MULLER", ALL, &["1002"], "without accents"),
            ("müller", ALL, &["1002"], "with accents"),
            ("1002", ALL, &["1002"], "a number"),
            ("zonedauw", ALL, &["1001"], "a letter too few"),
            ("zonnnedauw", ALL, &["1001"], "a letter too many"),
            ("zonendauw", ALL, &["1001"], "two letters swapped"),
            ("zonnetauw", ALL, &["1001"], "another letter"),
            ("zonetauw", ALL, &[], "two slips"),
            ("bakkerij zonned", ALL, &["1001"], "every word"),
            ("bakkerij vries", ALL, &[], "every word, not any"),
            ("jan@zonnedauw.example", ALL, &["1001"], "an address"),
            ("zoe", &[Sort::Partner], &["2001"], "a contact, among partners"),
            ("lonen", ALL, &["sanne@kantoor.example"], "a group"),
            ("dhondt", &[Sort::Client], &["1001", "1002"], "a name with an apostrophe"),
        ];
        for (query, sorts, expected, why) in table {
            let found = index.find(query, sorts, 0, 50);
            let ids: Vec<&str> = found.page.iter().map(|summary| summary.id.as_str()).collect();
            assert_eq!(&ids, expected, "{why}: {query}");
            assert_eq!(found.total, expected.len());
        }
        let page = index.find("", ALL, 1, 2);
        assert_eq!((page.total, page.page.len(), page.page[0].id.as_str()), (4, 2, "1002"));
        assert_eq!(index.find("", ALL, 9, 2).page.len(), 0);
    }
}
