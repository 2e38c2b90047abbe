use jiff::civil::date as day;

use super::*;

#[test]
fn bsn_forms() {
    #[rustfmt::skip]
    let table = [
        ("123456782", Some("123456782"), "passes the eleven-test"),
        ("1234.56.782", Some("123456782"), "dots as on old forms"),
        ("123 456 782", Some("123456782"), "spaces"),
        ("12345672", Some("012345672"), "a spreadsheet took the zero"),
        ("123456782.0", Some("123456782"), "read as a fraction"),
        ("123456789", None, "the eleven-test fails"),
        ("000000000", None, "passes the sum, but is nobody's"),
        ("1234567", None, "too short"),
        ("1.23457E+08", None, "a spreadsheet took the digits"),
        ("1234567821", None, "too long"),
        ("NL123456782", None, "letters"),
    ];
    for (text, expected, why) in table {
        assert_eq!(bsn(text).ok().as_deref(), expected, "{why}");
    }
}

#[test]
fn iban_forms() {
    #[rustfmt::skip]
    let table = [
        ("NL91ABNA0417164300", Some("NL91ABNA0417164300"), "electronic"),
        ("nl91 abna 0417 1643 00", Some("NL91ABNA0417164300"), "printed, small letters"),
        ("BE68 5390 0754 7034", Some("BE68539007547034"), "another country"),
        ("NL92ABNA0417164300", None, "check digits"),
        ("NL91ABNA041716430", None, "too short"),
        ("", None, "nothing"),
    ];
    for (text, expected, why) in table {
        assert_eq!(iban(text).ok().as_deref(), expected, "{why}");
    }
}

#[test]
fn kvk_forms() {
    #[rustfmt::skip]
    let table = [
        ("69560344", Some("69560344"), "eight digits"),
        ("1234567", Some("01234567"), "a spreadsheet took the zero"),
        ("69560344 0000", Some("69560344"), "with the branch number"),
        ("00000000", None, "nobody's"),
        ("123456", None, "too short"),
        ("695603441", None, "nine digits are no branch"),
    ];
    for (text, expected, why) in table {
        assert_eq!(kvk(text).ok().as_deref(), expected, "{why}");
    }
}

#[test]
fn date_forms() {
    #[rustfmt::skip]
    let table = [
        ("2026-12-31", Some(day(2026, 12, 31)), "ISO"),
        ("31-12-2026", Some(day(2026, 12, 31)), "as the Dutch write it"),
        ("1/2/1980", Some(day(1980, 2, 1)), "day first"),
        ("31.12.2026", Some(day(2026, 12, 31)), "dots"),
        ("1980-02-01 00:00:00", Some(day(1980, 2, 1)), "with a time"),
        ("1980-02-01T00:00:00", Some(day(1980, 2, 1)), "with a time, ISO"),
        ("31-12-26", None, "which century?"),
        ("30-02-2026", None, "no such day"),
        ("12-31-2026", None, "month first"),
        ("-5-02-2026", None, "a sign"),
        ("+1-02-2026", None, "a sign"),
        ("ooit", None, "words"),
    ];
    for (text, expected, why) in table {
        assert_eq!(date(text).ok(), expected, "{why}");
    }
}

#[test]
fn kinds_in_two_languages() {
    #[rustfmt::skip]
    let table = [
        ("person", Some(ClientKind::Person)),
        ("Natuurlijk persoon", Some(ClientKind::Person)),
        ("Privé", Some(ClientKind::Person)),
        ("ORGANISATIE", Some(ClientKind::Organisation)),
        ("B.V.", Some(ClientKind::Organisation)),
        ("niet-natuurlijk persoon", Some(ClientKind::Organisation)),
        ("Adviseur", Some(ClientKind::Partner)),
        ("vriend", None),
    ];
    for (text, expected) in table {
        assert_eq!(kind(text).ok(), expected, "{text}");
    }
}

#[test]
fn domains_of_one_organisation() {
    #[rustfmt::skip]
    let table = [
        ("Bakkerij.example", Ok("bakkerij.example"), "as written"),
        ("@bakkerij.example", Ok("bakkerij.example"), "with the at"),
        ("*.bakkerij.example", Ok("*.bakkerij.example"), "sub-domains"),
        ("https://www.bakkerij.example/contact", Ok("bakkerij.example"), "a web site"),
        ("gmail.com", Err(Code::PublicDomain), "anybody's"),
        ("*.ziggo.nl", Err(Code::PublicDomain), "anybody's too"),
        ("co.uk", Err(Code::BadDomain), "a public suffix"),
        ("*.nl", Err(Code::BadDomain), "a country"),
        ("nee, geen", Err(Code::BadDomain), "no domain"),
        ("jan@bakkerij.example", Err(Code::BadDomain), "an address is no domain"),
    ];
    for (text, expected, why) in table {
        assert_eq!(
            client_domain(text).as_deref(),
            expected.as_ref().map(|domain| *domain),
            "{why}"
        );
    }
}

#[test]
fn cells_lose_what_spreadsheets_put_around_them() {
    #[rustfmt::skip]
    let table = [
        ("  x\u{a0}", "x"),
        ("=\"00123\"", "00123"),
        ("'00123", "00123"),
        ("'s Gravenhage", "'s Gravenhage"),
        ("\u{200e}x\u{feff}", "x"),
    ];
    for (cell, expected) in table {
        assert_eq!(clean(cell), expected);
    }
    assert!(says_nothing("n.v.t.") && says_nothing("-") && !says_nothing("Jan"));
}
