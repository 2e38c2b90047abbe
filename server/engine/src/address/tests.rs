use proptest::prelude::*;

use super::*;

fn parsed(text: &str) -> Result<String, AddressError> {
    Address::parse(text).map(|address| address.as_str().to_owned())
}

#[test]
fn ways_of_writing_one_address_are_equal() {
    #[rustfmt::skip]
    let table = [
        ("jan@kantoor.example", "plain"),
        ("  Jan@Kantoor.EXAMPLE\t", "case and white space"),
        ("Jan Jansen <jan@kantoor.example>", "display name"),
        ("\"Jansen, Jan\" <jan@kantoor.example>", "a comma in quotes"),
        ("jan@evil.example <jan@kantoor.example>", "an address as display name does not count"),
        ("\"jan@evil.example\" <jan@kantoor.example>", "nor in quotes"),
        ("jan@kantoor.example (Jan Jansen)", "old style comment"),
        ("jan(werk)@(het)kantoor.example", "comments inside"),
        ("Jan (a \\) <x@y.example> (nested)) <jan@kantoor.example>", "a bracket inside a comment is no bracket"),
        ("jan@kantoor.example.", "one trailing dot"),
        ("\u{200e}jan@kantoor.example\u{200f}", "direction marks"),
        ("jan\u{200b}@kan\u{ad}toor.example", "zero-width space and soft hyphen"),
        ("jan@kantoor.example\u{feff}", "byte order mark"),
        ("\u{a0}jan@kantoor.example\u{a0}", "no-break space from a web page"),
        ("\"jan\"@kantoor.example", "needless quotes"),
        ("\"j\\an\"@kantoor.example", "needless escape"),
        ("'jan@kantoor.example'", "Outlook's single quotes"),
        ("\"jan@kantoor.example\"", "a spreadsheet's quotes"),
        ("mailto:jan@kantoor.example", "a copied link"),
        ("<MAILTO:jan@kantoor.example>", "a copied link in brackets"),
        ("<@relay.example,@other.example:jan@kantoor.example>", "a source route"),
        ("Jan <jan@kantoor.example", "missing closing bracket"),
        ("Jan Jansen jan@kantoor.example>", "missing opening bracket"),
        ("Jan \"de Bakker <jan@kantoor.example>", "a quote that never closes"),
        ("Jan :-( <jan@kantoor.example>", "a bracket that never closes"),
        ("jan @ kantoor.example", "spaces around the at"),
        ("jan@kantoor\u{3002}example", "ideographic full stop"),
    ];
    for (text, why) in table {
        assert_eq!(parsed(text).as_deref(), Ok("jan@kantoor.example"), "{why}: {text:?}");
    }
}

#[test]
fn what_differs_stays_different() {
    #[rustfmt::skip]
    let table = [
        ("jan+factuur@kantoor.example", "jan+factuur@kantoor.example", "plus tags stay"),
        ("j.an@gmail.com", "j.an@gmail.com", "dots stay, also at providers that ignore them"),
        ("jan@kant\u{43e}or.example", "jan@xn--kantor-zqf.example", "a Cyrillic o is another domain"),
        ("info@Caf\u{e9}-Zon.example", "info@xn--caf-zon-dya.example", "IDNA"),
        ("info@cafe\u{301}-zon.example", "info@xn--caf-zon-dya.example", "composed and decomposed are one"),
        ("Ren\u{c9}@kantoor.example", "ren\u{e9}@kantoor.example", "letters beyond ASCII in the local part"),
        ("\"jan de vries\"@kantoor.example", "\"jan de vries\"@kantoor.example", "quotes where a space needs them"),
        ("\"a@b\"@kantoor.example", "\"a@b\"@kantoor.example", "last at outside quotes"),
        ("a@b@kantoor.example", "\"a@b\"@kantoor.example", "the last at decides the domain"),
        ("\"x\\\"y\"@kantoor.example", "\"x\\\"y\"@kantoor.example", "an escaped quote"),
        ("o'brien@kantoor.example", "o'brien@kantoor.example", "an apostrophe"),
        ("jan@[192.0.2.1]", "jan@[192.0.2.1]", "domain literal"),
        ("jan@[IPv6:2001:DB8:0::1]", "jan@[ipv6:2001:db8::1]", "IPv6 literal in one form"),
        ("a@x", "a@x", "one label is an intranet host"),
    ];
    for (text, expected, why) in table {
        assert_eq!(parsed(text).as_deref(), Ok(expected), "{why}");
    }
}

#[test]
fn what_is_no_address_says_why() {
    use AddressError::{BadDomain, Empty, Incomplete, Malformed};
    let table = [
        ("", Empty),
        (" \u{200b} ", Empty),
        ("Jan <>", Empty),
        ("(jan@kantoor.example)", Empty),
        ("jan", Incomplete),
        ("@kantoor.example", Incomplete),
        ("jan@", Incomplete),
        ("\"\"@kantoor.example", Incomplete),
        ("jan de vries@kantoor.example", Malformed),
        ("jan@kantoor example", Malformed),
        ("ja\u{0}n@kantoor.example", Malformed),
        ("a@x.example, b@y.example", Malformed),
        ("jan@kantoor..example", BadDomain),
        ("jan@kantoor.example..", BadDomain),
        ("jan@-kantoor.example", BadDomain),
        ("jan@kan_toor.example", BadDomain),
        ("jan@xn--\u{e9}.example", BadDomain),
        ("jan@xn--999999999.example", BadDomain),
        ("jan@[999.1.1.1]", BadDomain),
        ("jan@[een twee]", Malformed),
        ("jan@[\u{e9}\u{e9}\u{e9}]", BadDomain),
        ("jan@\"kantoor\".example", BadDomain),
    ];
    for (text, expected) in table {
        assert_eq!(parsed(text), Err(expected), "{text:?}");
    }
    assert_eq!(
        parsed(&format!("{}@kantoor.example", "a".repeat(400))),
        Err(Malformed),
        "too long"
    );
    assert_eq!(
        parsed(&format!("a@{}.example", "a".repeat(64))),
        Err(BadDomain),
        "a label has 63 characters at most"
    );
}

/// One line an entry: `group/name/address-or-error`, or `name:;` for a group.
fn listed(text: &str) -> Vec<String> {
    parse_list(text)
        .into_iter()
        .map(|entry| match entry {
            Listed::Group { name, .. } => format!("{name}:;"),
            Listed::Mailbox {
                name, address, group, ..
            } => {
                let address = address.map_or_else(|error| format!("{error:?}"), |address| address.to_string());
                format!("{}/{name}/{address}", group.unwrap_or_default())
            }
        })
        .collect()
}

/// Header value, entries, why.
#[rustfmt::skip]
const LISTS: &[(&str, &[&str], &str)] = &[
    ("", &[], "nothing"),
    (" ,; ,", &[], "separators only"),
    ("a@x.example, b@y.example", &["//a@x.example", "//b@y.example"], "commas"),
    ("a@x.example; B <b@y.example>;", &["//a@x.example", "/B/b@y.example"], "semicolons"),
    ("\"Bakker, Sanne\" <s@x.example>, b@y.example", &["/Bakker, Sanne/s@x.example", "//b@y.example"], "quoted comma"),
    ("Bakker, Sanne <s@x.example>, b@y.example", &["/Bakker, Sanne/s@x.example", "//b@y.example"], "unquoted comma"),
    ("Bakker, Sanne, MSc <s@x.example>", &["/Bakker, Sanne, MSc/s@x.example"], "two of them"),
    ("Bestuur, s@x.example", &["Bestuur:;", "//s@x.example"], "a list name is not half a display name"),
    ("Bestuur, <s@x.example>", &["Bestuur:;", "//s@x.example"], "nor before a bare bracket"),
    ("Bestuur; Sanne <s@x.example>", &["Bestuur:;", "/Sanne/s@x.example"], "nor before a semicolon"),
    ("Raad, Bestuur", &["Raad:;", "Bestuur:;"], "two list names"),
    ("Team: a@x.example, B <b@y.example>;", &["Team//a@x.example", "Team/B/b@y.example"], "a group"),
    ("Team: a@x.example;, c@z.example", &["Team//a@x.example", "//c@z.example"], "after a group"),
    ("Team: a@x.example", &["Team//a@x.example"], "a group that never ends"),
    ("undisclosed-recipients:;", &["undisclosed-recipients:;"], "an empty group"),
    ("\"Team: Noord\": a@x.example;", &["Team: Noord//a@x.example"], "a colon in a quoted group name"),
    ("team <team>", &["team:;"], "a name in brackets is a list that was not expanded"),
    ("a@x.example b@y.example", &["//a@x.example", "//b@y.example"], "white space only"),
    ("A <a@x.example> B <b@y.example>", &["/A/a@x.example", "/B/b@y.example"], "a forgotten comma"),
    ("A <a@x.example, b@y.example", &["/A/a@x.example", "//b@y.example"], "a missing bracket hides nobody"),
    ("\"A <a@x.example>, b@y.example", &["/\"A/a@x.example", "//b@y.example"], "a missing quote hides nobody"),
    ("A (a@x.example, b@y.example", &["//Malformed", "//b@y.example"], "nor does a missing bracket"),
    ("\"a@x.example\", B <b@y.example>", &["//a@x.example", "/B/b@y.example"], "a quoted address is no name"),
    ("jan de vries@x.example", &["//Malformed"], "nobody can tell where the name ends"),
    ("=?utf-8?q?Bakker=2C_Sanne?= <s@x.example>", &["/=?utf-8?q?Bakker=2C_Sanne?=/s@x.example"], "encoded words stay"),
    ("=?utf-8?q?s=40x?=, \u{fffd}\u{1}@\u{fffd}", &["=?utf-8?q?s=40x?=:;", "//Malformed"], "garbage"),
    ("<@r.example,@q.example:a@x.example>, b@y.example", &["//a@x.example", "//b@y.example"], "a source route"),
    ("mailto:a@x.example,b@y.example", &["//a@x.example", "//b@y.example"], "a copied link is no group"),
    ("a@[IPv6:2001:db8::1], b@y.example", &["//a@[ipv6:2001:db8::1]", "//b@y.example"], "colons of a literal"),
    ("A\r\n <a@x.example>,\r\n\tb@y.example", &["/A/a@x.example", "//b@y.example"], "folded lines"),
    ("'A' <a@x.example>", &["/A/a@x.example"], "Outlook's single quotes"),
    (": a@x.example; b@y.example", &["//a@x.example", "//b@y.example"], "a colon without a name"),
    ("< @r.example, @q.example:a@x.example>", &["//a@x.example"], "a source route with spaces"),
    ("a@x.example (Sanne)", &["/Sanne/a@x.example"], "the name in a comment"),
    ("A <>, b@y.example", &["A:;", "//b@y.example"], "empty brackets"),
];

#[test]
fn lists_as_people_and_programs_write_them() {
    for (text, expected, why) in LISTS {
        assert_eq!(listed(text), *expected, "{why}: {text:?}");
    }
}

#[test]
fn hostile_lists_take_time_in_proportion() {
    // Each of these is quadratic with a step that looks back or ahead without a bound: then this test takes minutes.
    let long = 30_000;
    let spaces = " ".repeat(long);
    for piece in [
        "(",
        "\"",
        "<",
        "@[",
        ":",
        "a,",
        "mailto:",
        "a@x.example ",
        "\\",
        "'",
        "<@a,",
        ";",
        "a:b;",
        "(a)",
    ] {
        let repeated = piece.repeat(long);
        for text in [
            repeated.clone(),
            format!("<{spaces}@{repeated}"),
            format!("{spaces}{repeated}"),
        ] {
            let found = parse_list(&text);
            assert!(found.len() <= text.len(), "{piece}");
        }
    }
}

#[test]
fn the_text_as_written_is_kept() {
    let entries = parse_list(" Jan  de Vries@x.example ,\"B\" <b@y.example> (x);");
    let texts: Vec<&str> = entries
        .iter()
        .map(|entry| match entry {
            Listed::Mailbox { text, .. } | Listed::Group { text, .. } => text.as_str(),
        })
        .collect();
    assert_eq!(texts, ["Jan  de Vries@x.example", "\"B\" <b@y.example> (x)"]);
}

#[test]
fn domains_match_by_whole_labels() {
    let table = [
        ("x.example", "x.example", true, true),
        ("sub.x.example", "x.example", false, true),
        ("sub.x.example", "*.x.example", true, true),
        ("x.example", "*.x.example", false, false),
        ("evilx.example", "x.example", false, false),
        ("evilx.example", "*.x.example", false, false),
        ("x.example.evil.example", "x.example", false, false),
        ("x.example", "", false, false),
        (".x.example", "*.x.example", false, false),
    ];
    for (domain, pattern, exact, denied) in table {
        assert_eq!(domain_matches(domain, pattern), exact, "{domain} {pattern}");
        assert_eq!(
            domain_and_subs_match(domain, pattern),
            denied,
            "{domain} {pattern} on a deny list"
        );
    }
}

#[test]
fn domain_patterns() {
    let table = [
        ("X.Example", Some("x.example")),
        ("@x.example", Some("x.example")),
        ("*@x.example", Some("x.example")),
        ("*.x.example", Some("*.x.example")),
        ("@*.Caf\u{e9}.example", Some("*.xn--caf-dma.example")),
        ("*", None),
        ("@", None),
        ("*x.example", None),
        ("", None),
    ];
    for (text, expected) in table {
        let pattern = DomainPattern::parse(text).ok();
        assert_eq!(pattern.as_ref().map(DomainPattern::as_str), expected, "{text:?}");
    }
}

#[test]
fn registrable_domains() {
    let table = [
        ("mail.kantoor.nl", Some("kantoor.nl")),
        ("mail.x.co.uk", Some("x.co.uk")),
        ("kantoor.example", Some("kantoor.example")),
        ("co.uk", None),
        ("nl", None),
        ("[192.0.2.1]", None),
    ];
    for (domain, expected) in table {
        assert_eq!(registrable_domain(domain), expected, "{domain}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,60}") {
        check_fixed_point(&text);
    }

    #[test]
    fn addresses_are_fixed_points(text in "[a-zA-Z\"\\\\ '(.@:é<>\\[ΣİKß\u{301}]{0,12}@[a-zA-Z.\\-éßΣ\u{200d}。1-9\\[\\]:]{0,12}") {
        check_fixed_point(&text);
    }

    #[test]
    fn plain_addresses_are_read_as_any_other(text in "[a-zA-Z0-9._+'-]{0,10}@[a-zA-Z0-9-]{0,6}(\\.[a-zA-Z0-9-]{0,6}){0,3}") {
        if let Some(plain) = Address::plain(&text) {
            prop_assert_eq!(Address::any(&text), Ok(plain));
        }
    }

    #[test]
    fn no_list_loses_an_address(names in prop::collection::vec("[a-z]{1,8}", 1..6), noise in "[\"'(),;:<a-z ]{0,12}") {
        let good: Vec<String> = names.iter().map(|name| format!("<{name}@x.example>")).collect();
        let found = listed(&good.join(", "));
        prop_assert_eq!(found.len(), names.len());
        // With noise nothing may panic, and an entry list stays linear in its text.
        let noisy = format!("{noise}{}", good.join(&noise));
        prop_assert!(parse_list(&noisy).len() <= noisy.len());
    }
}

fn check_fixed_point(text: &str) {
    let _ = parse_list(text);
    if let Ok(address) = Address::parse(text) {
        assert_eq!(Address::parse(address.as_str()), Ok(address.clone()), "from {text:?}");
        assert_eq!(format!("{}@{}", address.local(), address.domain()), address.as_str());
        let again = parse_list(address.as_str());
        assert!(
            matches!(again.as_slice(), [Listed::Mailbox { address: Ok(found), .. }] if *found == address),
            "one entry from {text:?}: {again:?}"
        );
    }
}
