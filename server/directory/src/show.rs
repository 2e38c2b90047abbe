//! Looks a client up for the command line: by number, part of the name, or address.
//!
//! What it shows is for the administrator's screen: identifiers are masked.

use std::fmt::Write as _;

use jiff::civil::Date;
use postwacht_engine::{
    address::{Address, domain_matches},
    evidence::mask,
    records::ClientRecord,
};

use crate::{
    diff::entitled,
    report::{Language, shown, shown_number},
    values::{fold, kind_word},
    words::speak,
};

/// The clients that a query means. A number or an address that fits exactly beats a part of a name.
#[must_use]
pub fn find<'c>(clients: &'c [ClientRecord], query: &str) -> Vec<&'c ClientRecord> {
    let query = query.trim();
    let with = |fits: &dyn Fn(&ClientRecord) -> bool| clients.iter().filter(|client| fits(client)).collect::<Vec<_>>();
    let by_number = with(&|client| client.number.eq_ignore_ascii_case(query));
    if !by_number.is_empty() {
        return by_number;
    }
    if let Ok(address) = Address::parse(query) {
        let by_address = with(&|client| client.contacts.iter().any(|contact| contact.address == address));
        if !by_address.is_empty() {
            return by_address;
        }
        return with(&|client| {
            client
                .domains
                .iter()
                .any(|domain| domain_matches(address.domain(), domain))
        });
    }
    let part = fold(query);
    if part.is_empty() {
        return Vec::new();
    }
    with(&|client| {
        let contacts = client.contacts.iter().map(|contact| &contact.name);
        std::iter::once(&client.name)
            .chain(&client.aliases)
            .chain(contacts)
            .any(|name| fold(name).contains(&part))
    })
}

/// One client as text, a field a line.
#[must_use]
pub fn card(client: &ClientRecord, language: Language) -> String {
    let mut text = format!("{} {}", shown_number(&client.number), shown(&client.name));
    let mut line = |key: &str, values: Vec<String>| {
        if !values.is_empty() {
            let _ = write!(text, "\n  {}: {}", speak(language, key, &[]), values.join(", "));
        }
    };
    let masked_all = |values: &[String]| values.iter().map(|value| mask(value)).collect();
    let contact = |name: &str, address: &Address| {
        if name.is_empty() {
            address.to_string()
        } else {
            format!("{} <{address}>", shown(name))
        }
    };
    line(
        "kind",
        vec![speak(language, &format!("kind-{}", kind_word(client.kind)), &[])],
    );
    line("aliases", client.aliases.iter().map(|alias| shown(alias)).collect());
    line("group", client.group.iter().map(|group| shown(group)).collect());
    line(
        "email",
        client
            .contacts
            .iter()
            .map(|person| contact(&person.name, &person.address))
            .collect(),
    );
    line("domain", client.domains.clone());
    line("bsn", masked_all(&client.bsn));
    line("iban", masked_all(&client.iban));
    line("kvk", client.kvk.clone());
    line("birth_date", client.birth_date.iter().map(Date::to_string).collect());
    let numbers = entitled(&client.entitled_to);
    line(
        "entitled_to",
        numbers.iter().map(|number| shown_number(number)).collect(),
    );
    line(
        "active_until",
        client.active_until.iter().map(Date::to_string).collect(),
    );
    text
}

#[cfg(test)]
mod tests {
    use postwacht_engine::records::{ClientKind, ContactRecord};

    use super::*;

    fn office() -> Vec<ClientRecord> {
        let contact = |name: &str, address: &str| ContactRecord {
            name: name.to_owned(),
            address: Address::parse(address).unwrap(),
        };
        vec![
            ClientRecord {
                number: "1001".to_owned(),
                name: "Renée de Boer".to_owned(),
                contacts: vec![contact("Renée de Boer", "renee@post.example")],
                bsn: vec!["123456782".to_owned()],
                iban: vec!["NL91ABNA0417164300".to_owned()],
                ..ClientRecord::default()
            },
            ClientRecord {
                number: "1002".to_owned(),
                name: "Bakkerij Zon B.V.".to_owned(),
                kind: ClientKind::Organisation,
                contacts: vec![contact("Piet", "piet@bakkerij-zon.example")],
                domains: vec!["bakkerij-zon.example".to_owned()],
                ..ClientRecord::default()
            },
        ]
    }

    #[test]
    fn clients_are_found_three_ways() {
        let office = office();
        #[rustfmt::skip]
        let table: &[(&str, &[&str], &str)] = &[
            ("1001", &["1001"], "number"),
            ("renee de boer", &["1001"], "name without accents"),
            ("boer", &["1001"], "part of a name"),
            ("piet", &["1002"], "name of a contact"),
            ("Piet@Bakkerij-Zon.example", &["1002"], "address"),
            ("iemand@bakkerij-zon.example", &["1002"], "address in a client's domain"),
            ("iemand@elders.example", &[], "nobody's address"),
            ("e", &["1001", "1002"], "everybody with an e"),
            ("  ", &[], "nothing"),
        ];
        for (query, expected, why) in table {
            let found: Vec<&str> = find(&office, query)
                .iter()
                .map(|client| client.number.as_str())
                .collect();
            assert_eq!(found, *expected, "{why}");
        }
    }

    #[test]
    fn cards_mask_identifiers_and_speak_both_languages() {
        let office = office();
        let dutch = card(&office[0], Language::Dutch);
        assert!(
            dutch.contains("******782") && !dutch.contains("123456782") && !dutch.contains("0417164300"),
            "{dutch}"
        );
        assert!(dutch.contains("soort: persoon"), "{dutch}");
        assert!(card(&office[1], Language::English).contains("kind: organisation"));
    }
}
