//! The deny list: addresses and domains that nobody may mail.
//!
//! An entry that is neither is refused with its place in the list: it must never look like a lock and hold nothing.

use super::merge::Problems;
use crate::{
    address::{Address, domain_and_subs_match},
    allowlist::Pattern,
};
use toml::{Table, Value};

/// Takes the list out of a policy. Blank entries say nothing and are left out.
pub(super) fn take(table: &mut Table, problems: &mut Problems) -> Vec<Pattern> {
    let entries = match table.remove("deny") {
        None => return Vec::new(),
        Some(Value::Array(entries)) => entries,
        Some(_) => {
            problems.add("deny", "expected a list of addresses and domains");
            return Vec::new();
        }
    };
    let mut list = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let path = format!("deny[{at}]");
        match entry.as_str().map(str::trim) {
            None => problems.add(path, "expected a text: an address or a domain"),
            Some("") => {}
            Some(text) => match Pattern::parse(text) {
                Ok(pattern) => list.push(pattern),
                Err(fault) => problems.add(path, format!("expected an address or a domain: {fault}")),
            },
        }
    }
    list
}

/// Whether an entry covers an address. A domain covers its sub-domains too, `*.x` only those.
pub(super) fn covers(entry: &Pattern, address: &Address) -> bool {
    match entry {
        Pattern::Address(denied) => denied == address,
        Pattern::Domain(denied) => domain_and_subs_match(address.domain(), denied.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use crate::{address::Address, policy::Policy};

    #[test]
    fn the_deny_list_covers_what_its_entries_mean() {
        let table: &[(&str, &[&str], &[&str], &str)] = &[
            (
                "kwaad.example",
                &["a@kwaad.example", "a@mail.kwaad.example"],
                &["a@nietkwaad.example", "kwaad.example@goed.example"],
                "a domain with its sub-domains, by whole labels",
            ),
            (
                " @Kwaad.Example. ",
                &["a@kwaad.example"],
                &[],
                "as people write a domain",
            ),
            (
                "*.kwaad.example",
                &["a@mail.kwaad.example"],
                &["a@kwaad.example"],
                "sub-domains only",
            ),
            (
                "Een <Een@Adres.example>",
                &["een@adres.example"],
                &["twee@adres.example"],
                "one address, pasted with its name",
            ),
            (
                "bücher.example",
                &["a@xn--bcher-kva.example"],
                &[],
                "an international domain, however it is written",
            ),
        ];
        for (entry, denied, free, why) in table {
            let policy = Policy::parse(&format!("deny = ['{entry}']")).unwrap();
            let is_denied = |address: &&str| policy.denied(&Address::parse(address).unwrap()).is_some();
            assert!(denied.iter().all(is_denied), "{entry}: {why}");
            assert!(!free.iter().any(is_denied), "{entry}: {why}");
        }
    }

    #[test]
    fn an_entry_that_locks_nothing_is_refused_with_its_place() {
        let table: &[(&str, &[&str], &str)] = &[
            ("['ok.example', '', 'een@']", &["deny[2]"], "half an address"),
            (
                "['een twee', 'x@y.example', 'a@b c']",
                &["deny[0]", "deny[2]"],
                "white space",
            ),
            ("['*', '@', '*.']", &["deny[0]", "deny[1]", "deny[2]"], "everybody"),
            ("[7]", &["deny[0]"], "a number"),
            ("'ok.example'", &["deny"], "no list"),
        ];
        for (list, expected, why) in table {
            let problems = Policy::parse(&format!("deny = {list}")).unwrap_err();
            let paths: Vec<&str> = problems.iter().map(|problem| problem.path.as_str()).collect();
            assert_eq!(paths, *expected, "{why}");
        }
    }
}
