//! An invented office to try Postwacht with: Administratiekantoor Morgenlicht, its clients, partners and colleagues.
//!
//! Nobody in it exists. Domains end in `.example`; the few addresses at real mail providers, which are there because a
//! public provider means something to the checks, carry `voorbeeld`. The numbers pass their checksums but lie where
//! none are given out: BSNs from 999000000, trade register numbers from 99000000, accounts at a bank called TEST.

pub mod shelf;

use postwacht_engine::records::{ClientRecord, ColleagueRecord};

use crate::sources::{
    csv::{read_clients, read_colleagues},
    own_domains, unwatched,
};

/// Name of the office.
pub const NAME: &str = "Administratiekantoor Morgenlicht";

/// Its mail domain.
pub const DOMAIN: &str = "morgenlicht.example";

/// Its clients as a CSV file.
pub const CLIENTS: &str = include_str!("sample/clients.csv");

/// Its colleagues as a CSV file.
pub const COLLEAGUES: &str = include_str!("sample/colleagues.csv");

/// The people of the office.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Office {
    /// Clients and partners.
    pub clients: Vec<ClientRecord>,
    /// Colleagues.
    pub colleagues: Vec<ColleagueRecord>,
}

/// Reads the sample office.
#[must_use]
pub fn office() -> Office {
    // Reading from memory cannot fail, and a test holds that nothing is wrong with the files.
    let colleagues = read_colleagues(COLLEAGUES.as_bytes(), &mut unwatched)
        .map(|import| import.records)
        .unwrap_or_default();
    let own = own_domains(&colleagues);
    let clients = read_clients(CLIENTS.as_bytes(), &own, &mut unwatched)
        .map(|import| import.records)
        .unwrap_or_default();
    Office { clients, colleagues }
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use postwacht_engine::{
        public_domains,
        records::{ClientKind, EntitledTo},
    };

    use super::*;
    use crate::report::Code;

    #[test]
    fn nothing_is_wrong_with_the_sample() {
        let colleagues = read_colleagues(COLLEAGUES.as_bytes(), &mut unwatched).unwrap();
        assert_eq!(colleagues.report.problems, []);
        let clients = read_clients(CLIENTS.as_bytes(), &[DOMAIN.to_owned()], &mut unwatched).unwrap();
        assert_eq!(clients.report.problems, []);
        assert_eq!(own_domains(&colleagues.records), [DOMAIN]);
    }

    #[test]
    fn the_office_has_all_sorts_of_people() {
        let office = office();
        let mut kinds: HashMap<ClientKind, usize> = HashMap::new();
        office
            .clients
            .iter()
            .for_each(|client| *kinds.entry(client.kind).or_default() += 1);
        assert_eq!(
            (
                kinds[&ClientKind::Person],
                kinds[&ClientKind::Organisation],
                kinds[&ClientKind::Partner]
            ),
            (58, 15, 3)
        );
        assert_eq!(office.colleagues.len(), 8);
        let groups: HashSet<&str> = office
            .clients
            .iter()
            .filter_map(|client| client.group.as_deref())
            .collect();
        assert!(groups.len() >= 15, "households and a holding");
        assert!(
            office
                .clients
                .iter()
                .any(|client| client.entitled_to == EntitledTo::Everybody)
        );
        assert!(
            office.clients.iter().any(|client| client.active_until.is_some()),
            "somebody who left"
        );
    }

    #[test]
    fn a_client_and_a_colleague_share_a_first_name() {
        let office = office();
        assert!(
            office
                .colleagues
                .iter()
                .any(|colleague| colleague.name == "Sanne de Wit")
        );
        assert!(office.clients.iter().any(|client| client.name == "Sanne Bakker"));
    }

    #[test]
    fn nobody_can_be_taken_for_a_real_person() {
        let office = office();
        let contacts = office
            .clients
            .iter()
            .flat_map(|client| &client.contacts)
            .map(|contact| &contact.address);
        let colleagues = office
            .colleagues
            .iter()
            .flat_map(|colleague| colleague.private.iter().chain([&colleague.address]));
        for address in contacts.chain(colleagues) {
            let invented = address.domain().ends_with(".example")
                || (public_domains::is_public(address.domain()) && address.local().ends_with(".voorbeeld"));
            assert!(invented, "{address}");
        }
        for client in &office.clients {
            assert!(client.bsn.iter().all(|bsn| bsn.starts_with("999")), "{}", client.name);
            assert!(
                client.iban.iter().all(|iban| iban[4..].starts_with("TEST")),
                "{}",
                client.name
            );
            assert!(client.kvk.iter().all(|kvk| kvk.starts_with("9900")), "{}", client.name);
        }
    }

    #[test]
    fn a_broken_copy_of_the_sample_is_told() {
        let broken = CLIENTS.replacen(",999", ",998", 1);
        let import = read_clients(broken.as_bytes(), &[], &mut unwatched).unwrap();
        assert_eq!(
            import.report.problems.first().map(|problem| problem.code),
            Some(Code::BadBsn)
        );
    }
}
