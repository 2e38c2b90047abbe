use jiff::civil::date;

use super::*;

fn address(text: &str) -> Address {
    Address::parse(text).unwrap()
}

/// An entry for an exact address or a domain; `checks` as in the file.
fn entry(pattern: &str, checks: &str, reason: &str, until: Option<Date>) -> Entry {
    Entry {
        id: "1".to_owned(),
        pattern: if pattern.contains('@') {
            Pattern::Address(address(pattern))
        } else {
            Pattern::Domain(DomainPattern::parse(pattern).unwrap())
        },
        checks: if checks == "*" {
            Checks::All
        } else {
            Checks::Named(
                checks
                    .split('|')
                    .filter(|id| !id.is_empty())
                    .map(str::to_owned)
                    .collect(),
            )
        },
        audience: Audience::Everyone,
        until,
        reason: reason.to_owned(),
        by: "beheer".to_owned(),
    }
}

const END: Option<Date> = Some(date(2026, 12, 31));

#[test]
fn what_is_too_wide_is_refused_with_the_reason() {
    #[rustfmt::skip]
    let table = [
        ("notaris.example", "lookalike-recipient|new-recipient", "", None, None, "no content, no limits"),
        ("*.notaris.example", "unreadable-attachment", "", None, None, "sub-domains"),
        ("jan@notaris.example", "other-client", "dossier", END, None, "exact, why and until when"),
        ("jan@notaris.example", "*", "dossier", END, None, "all checks, just as narrow"),
        ("jan@notaris.example", "", "dossier", END, Some(Refusal::NoChecks), "nothing named"),
        ("jan@notaris.example", "visible-recipients", "x", END, Some(Refusal::VisibleRecipients), "never"),
        (
            "jan@notaris.example",
            "new-recipient|visible-recipients",
            "x",
            END,
            Some(Refusal::VisibleRecipients),
            "nor among others",
        ),
        ("nl", "new-recipient", "x", END, Some(Refusal::PublicSuffix), "a whole country"),
        ("*.co.uk", "new-recipient", "x", END, Some(Refusal::PublicSuffix), "a whole register"),
        ("notaris.example", "other-client", "x", END, Some(Refusal::BsnForDomain), "a BSN for a whole domain"),
        ("notaris.example", "*", "x", END, Some(Refusal::BsnForDomain), "all checks hold those about a BSN"),
        ("jan@notaris.example", "personal-data", "  ", END, Some(Refusal::BsnWithoutReason), "no reason"),
        ("jan@notaris.example", "many-persons", "x", None, Some(Refusal::BsnWithoutEnd), "no end"),
        ("jan@notaris.example", "*", "x", None, Some(Refusal::BsnWithoutEnd), "all checks without an end"),
    ];
    for (pattern, checks, reason, until, refusal, why) in table {
        assert_eq!(entry(pattern, checks, reason, until).validate().err(), refusal, "{why}");
    }
}

fn covers(entry: &Entry, check: &str, recipient: &str, touches_bsn: bool) -> bool {
    entry.covers(
        check,
        &address(recipient),
        &address("ik@kantoor.example"),
        &[],
        date(2026, 6, 1),
        touches_bsn,
    )
}

#[test]
fn entries_cover_what_they_say_and_no_more() {
    let exact = entry("jan@notaris.example", "*", "dossier", END);
    let domain = entry("notaris.example", "lookalike-recipient|hidden-content", "", None);
    let below = entry("*.notaris.example", "new-recipient", "", None);
    let named = entry("jan@notaris.example", "blocked-recipient", "", None);
    let refused = entry("notaris.example", "*", "", None);
    #[rustfmt::skip]
    let table = [
        (&exact, "other-client", "jan@notaris.example", true, true, "narrow enough for a BSN"),
        (&exact, "visible-recipients", "jan@notaris.example", false, false, "never, not even by a star"),
        (&exact, "blocked-recipient", "jan@notaris.example", false, false, "the deny list beats a star"),
        (&named, "blocked-recipient", "jan@notaris.example", false, true, "but not its own name"),
        (&exact, "other-client", "piet@notaris.example", true, false, "another address"),
        (&domain, "lookalike-recipient", "piet@notaris.example", false, true, "anybody in the domain"),
        (&domain, "lookalike-recipient", "piet@evilnotaris.example", false, false, "whole labels"),
        (&domain, "lookalike-recipient", "piet@x.notaris.example", false, false, "domains match exactly"),
        (&below, "new-recipient", "piet@x.notaris.example", false, true, "sub-domains when asked for"),
        (&below, "new-recipient", "piet@notaris.example", false, false, "and then only those"),
        (&domain, "other-client", "jan@notaris.example", false, false, "a check it does not name"),
        (&domain, "hidden-content", "jan@notaris.example", false, true, "hidden text without a BSN"),
        (&domain, "hidden-content", "jan@notaris.example", true, false, "hidden text with a BSN needs more"),
        (&refused, "new-recipient", "jan@notaris.example", false, false, "a refused entry covers nothing"),
    ];
    for (entry, check, recipient, touches_bsn, expected, why) in table {
        assert_eq!(covers(entry, check, recipient, touches_bsn), expected, "{why}");
    }
}

#[test]
fn entries_hold_for_their_senders_and_days() {
    let recipient = address("jan@notaris.example");
    let sender = address("ik@kantoor.example");
    let with = |audience: Audience, until: Option<Date>| Entry {
        audience,
        ..entry("jan@notaris.example", "new-recipient", "", until)
    };
    let groups = ["Lonen".to_owned()];
    let today = date(2026, 6, 1);
    #[rustfmt::skip]
    let table = [
        (with(Audience::Everyone, None), true, "everybody, always"),
        (with(Audience::Sender(sender.clone()), None), true, "this sender"),
        (with(Audience::Sender(address("jij@kantoor.example")), None), false, "another sender"),
        (with(Audience::Group("lonen ".to_owned()), None), true, "a group; case does not count"),
        (with(Audience::Group("fiscaal".to_owned()), None), false, "another group"),
        (with(Audience::Group(String::new()), None), false, "a group without a name is nobody"),
        (with(Audience::Everyone, Some(today)), true, "the last day counts"),
        (with(Audience::Everyone, Some(date(2026, 5, 31))), false, "the day after does not"),
    ];
    for (entry, expected, why) in table {
        assert_eq!(
            entry.covers("new-recipient", &recipient, &sender, &groups, today, false),
            expected,
            "{why}"
        );
    }
}

#[test]
fn every_refusal_has_its_own_code() {
    let codes: std::collections::HashSet<&str> = Refusal::ALL.iter().map(|refusal| refusal.code()).collect();
    assert_eq!(codes.len(), Refusal::ALL.len());
}
