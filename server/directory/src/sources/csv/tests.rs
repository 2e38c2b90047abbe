use std::ops::ControlFlow;

use jiff::civil::date;
use postwacht_engine::{
    address::Address,
    allowlist::{Audience, Checks, Entry, Pattern},
    records::{ClientKind, ClientRecord, ColleagueRecord, EntitledTo},
};
use proptest::prelude::*;

use super::*;
use crate::{
    report::{Code, Report, Severity},
    sources::{Import, ImportError, own_domains, unwatched},
};

fn clients(text: impl AsRef<[u8]>) -> Import<ClientRecord> {
    read_clients(text.as_ref(), &["kantoor.example".to_owned()], &mut unwatched).unwrap()
}

fn colleagues(text: impl AsRef<[u8]>) -> Import<ColleagueRecord> {
    read_colleagues(text.as_ref(), &mut unwatched).unwrap()
}

fn allowlist(text: &str) -> Import<Entry> {
    let checks = [
        "other-client",
        "lookalike-recipient",
        "new-recipient",
        "visible-recipients",
    ];
    read_allowlist(text.as_bytes(), &checks, &mut unwatched).unwrap()
}

/// Line, code and consequence of every problem.
fn problems(report: &Report) -> Vec<(u64, Code, Severity)> {
    report
        .problems
        .iter()
        .map(|problem| (problem.line.unwrap_or(0), problem.code, problem.severity))
        .collect()
}

const HEADER: &str = "client_number,client_name,kind,group,contact_name,email,domain,bsn,iban,kvk,birth_date,aliases,entitled_to,active_until";

#[test]
fn a_whole_client_is_read() {
    let import = clients(format!(
        "{HEADER}\n1001,Bakkerij Zon B.V.,organisation,zon,Renée Zon,renee@zon.example|admin@zon.example,zon.example|*.zon.example,\
         123456782,NL91 ABNA 0417 1643 00,69560344,1980-02-01,De Zon|Zonnetje,1001,31-12-2030\n"
    ));
    assert_eq!(problems(&import.report), []);
    let client = &import.records[0];
    assert_eq!(
        (client.number.as_str(), client.name.as_str(), client.kind),
        ("1001", "Bakkerij Zon B.V.", ClientKind::Organisation)
    );
    assert_eq!(client.group.as_deref(), Some("zon"));
    let contacts: Vec<(&str, &str)> = client
        .contacts
        .iter()
        .map(|one| (one.name.as_str(), one.address.as_str()))
        .collect();
    assert_eq!(
        contacts,
        [("Renée Zon", "renee@zon.example"), ("Renée Zon", "admin@zon.example")]
    );
    assert_eq!(client.domains, ["zon.example", "*.zon.example"]);
    assert_eq!(
        (client.bsn.as_slice(), client.iban.as_slice()),
        (&["123456782".to_owned()][..], &["NL91ABNA0417164300".to_owned()][..])
    );
    assert_eq!(client.kvk, ["69560344"]);
    assert_eq!(client.birth_date, Some(date(1980, 2, 1)));
    assert_eq!(client.aliases, ["De Zon", "Zonnetje"]);
    assert_eq!(client.entitled_to, EntitledTo::Clients(vec!["1001".to_owned()]));
    assert_eq!(client.active_until, Some(date(2030, 12, 31)));
    assert_eq!(
        (import.report.rows, import.report.records, import.report.contacts),
        (1, 1, 2)
    );
}

/// One client in every dress that files come in.
#[test]
fn encodings_separators_and_titles() {
    let english = "client_number,client_name,email\n7,René,rene@post.example\n";
    let dutch = "E-mail;Klantnr.;Naam klant\u{20}\nrene@post.example;7;René\n".replace("Naam klant", "Klantnaam");
    let utf16 = |text: &str, bom: bool, little: bool| -> Vec<u8> {
        let units = bom.then_some(0xfeff).into_iter().chain(text.encode_utf16());
        units
            .flat_map(|unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
            .collect()
    };
    let latin: Vec<u8> = dutch.chars().map(|ch| u8::try_from(u32::from(ch)).unwrap()).collect();
    #[rustfmt::skip]
    let table: Vec<(Vec<u8>, &str)> = vec![
        (english.as_bytes().to_vec(), "UTF-8, commas"),
        ([b"\xef\xbb\xbf", english.as_bytes()].concat(), "with a byte order mark"),
        (dutch.as_bytes().to_vec(), "Dutch titles, semicolons"),
        (latin.clone(), "Windows-1252"),
        (latin.iter().map(|&byte| if byte == b';' { b'\t' } else { byte }).collect(), "tabs"),
        (utf16(english, true, true), "UTF-16"),
        (utf16(english, true, false), "UTF-16, big end first"),
        (utf16(&dutch, false, true), "UTF-16 without a mark"),
        (english.replace('\n', "\r\n").into_bytes(), "lines of Windows"),
        (english.replace('\n', "\r").into_bytes(), "lines of old Macintosh programs"),
        (format!("sep=,\n\n{english}").into_bytes(), "a hint for the spreadsheet"),
        (english.trim_end().as_bytes().to_vec(), "no end of the last line"),
        (english.replace("client_number", "KLANT NUMMER").into_bytes(), "capitals and spaces"),
        (english.replace("7,", "\"7\",").into_bytes(), "quotes"),
        (format!("{english},,\n , ,\n").into_bytes(), "empty rows"),
    ];
    for (text, why) in table {
        let import = clients(&text);
        assert_eq!(problems(&import.report), [], "{why}");
        assert_eq!(import.records.len(), 1, "{why}");
        let client = &import.records[0];
        assert_eq!((client.number.as_str(), client.name.as_str()), ("7", "René"), "{why}");
        assert_eq!(client.contacts[0].address.as_str(), "rene@post.example", "{why}");
    }
}

#[test]
fn a_file_that_cannot_be_used_is_refused_whole() {
    #[rustfmt::skip]
    let table: &[(&[u8], Code, &str)] = &[
        (b"", Code::Empty, "nothing"),
        (b"\n \r\n", Code::Empty, "blank lines"),
        (b"\xef\xbb\xbf", Code::Empty, "only a byte order mark"),
        (b"PK\x03\x04 spreadsheet", Code::NotCsv, "a spreadsheet"),
        (b"\x00\x01\x02\x03\x04\x05", Code::NotCsv, "bytes"),
        (b"<html><table>", Code::NotCsv, "a page"),
        (b"naam;e-mail\nJan;jan@x.example\n", Code::MissingColumn, "no client number"),
        (b"klantnummer;klantnaam\n1;Jan\n", Code::MissingColumn, "neither addresses nor domains"),
        (b"1001,Jan,jan@x.example\n", Code::MissingColumn, "no header"),
    ];
    for (text, code, why) in table {
        let import = clients(text);
        assert!(import.report.is_refused() && import.records.is_empty(), "{why}");
        assert!(
            import.report.problems.iter().any(|problem| problem.code == *code),
            "{why}: {:?}",
            import.report.problems
        );
    }
}

/// What is wrong and what was done about it.
type Reported = (Code, Severity);

/// A row, what is reported of it, why. The row has number 9 and stands on line 3, behind a good one.
#[rustfmt::skip]
const BAD_ROWS: &[(&str, &[Reported], &str)] = &[
    ("9,Jan,person,,,jan,,,,,,,,", &[(Code::BadAddress, Severity::ValueIgnored)], "no address"),
    ("9,Jan,person,,,jan@@x.example,,,,,,,,", &[(Code::BadAddress, Severity::ValueIgnored)], "two signs"),
    ("9,Jan,person,,,jan@gmail,,,,,,,,", &[(Code::BadAddress, Severity::ValueIgnored)], "half a domain"),
    ("9,Jan,person,,,jan@x.example|jan@,,,,,,,,", &[(Code::BadAddress, Severity::ValueIgnored)], "one of two"),
    ("9,Jan,person,,,,,123456789,,,,,,", &[(Code::BadBsn, Severity::ValueIgnored)], "the eleven-test"),
    ("9,Jan,person,,,,,,NL00ABNA0417164300,,,,,", &[(Code::BadIban, Severity::ValueIgnored)], "mod 97"),
    ("9,Jan,person,,,,,,,123,,,,", &[(Code::BadKvk, Severity::ValueIgnored)], "too short"),
    ("9,Jan,person,,,,gmail.com,,,,,,,", &[(Code::PublicDomain, Severity::ValueIgnored)], "anybody's domain"),
    ("9,Jan,person,,,,kantoor.example,,,,,,,", &[(Code::OwnDomain, Severity::ValueIgnored)], "the office's domain"),
    ("9,Jan,person,,,,niet bekend,,,,,,,", &[(Code::BadDomain, Severity::ValueIgnored)], "no domain"),
    ("9,Jan,vriend,,,,,,,,,,,", &[(Code::UnknownKind, Severity::ValueIgnored)], "no kind"),
    ("9,Jan,person,,,,,,,,31-02-1980,,,", &[(Code::BadDate, Severity::ValueIgnored)], "no date"),
    ("9,Jan,person,,,,,,,,,,404,", &[(Code::UnknownEntitlement, Severity::ValueIgnored)], "nobody's number"),
    (",Jan,person,,,jan@x.example,,,,,,,,", &[(Code::MissingValue, Severity::RowSkipped)], "no number"),
    ("9,Bakker, Jan,person,,,jan@x.example,,,,,,,,", &[(Code::RowTooLong, Severity::RowSkipped)], "a comma too many"),
    ("9,Jan,person", &[(Code::RowTooShort, Severity::Notice)], "cells are missing"),
    ("9,\"Jan,person,,,jan@x.example,,,,,,,,", &[(Code::UnclosedQuote, Severity::RowSkipped)], "an open quote"),
    ("9,,person,,,jan@x.example,,,,,,,,", &[(Code::NoName, Severity::Notice)], "no name anywhere"),
    ("1,Jan,person,,,jan@x.example,,,,,,,,", &[(Code::NumberTaken, Severity::RowSkipped)], "somebody else's number"),
    ("9,Jan,person,,,eerste@x.example,,,,,,,,", &[(Code::SharedAddress, Severity::Notice)], "the first client's address"),
    ("9,Jan,person,,,,een.example,,,,,,,", &[(Code::SharedDomain, Severity::Notice)], "the first client's domain"),
    ("9,Jan,person,,,,,123456782,,,,,,", &[(Code::SharedBsn, Severity::Notice)], "the first client's BSN"),
    ("9,Jan,person,,,,,,NL91ABNA0417164300,,,,,", &[(Code::SharedIban, Severity::Notice)], "the first client's account"),
    ("9,Jan,person,G1,,eerste@x.example,een.example,123456782,NL91ABNA0417164300,,,,,", &[], "one group may share"),
    ("9,Jan,person,,,n.v.t.,-,onbekend,,,,,,", &[], "words for nothing"),
];

#[test]
fn a_bad_row_is_reported_and_the_good_ones_stand() {
    for (row, expected, why) in BAD_ROWS {
        let first = "1,Eerste,person,g1,,eerste@x.example,een.example,123456782,NL91ABNA0417164300,,,,,";
        let import = clients(format!(
            "{HEADER}\n{first}\n{row}\n5,Laatste,person,,,laatste@x.example,,,,,,,,\n"
        ));
        let expected: Vec<(u64, Code, Severity)> =
            expected.iter().map(|(code, severity)| (3, *code, *severity)).collect();
        assert_eq!(problems(&import.report), expected, "{why}");
        let numbers: Vec<&str> = import.records.iter().map(|client| client.number.as_str()).collect();
        let skipped = expected
            .iter()
            .any(|(_, _, severity)| *severity == Severity::RowSkipped);
        assert_eq!(
            numbers,
            if skipped { vec!["1", "5"] } else { vec!["1", "9", "5"] },
            "{why}"
        );
        let text = format!("{:?}", import.report.problems);
        assert!(
            !text.contains("123456782") && !text.contains("123456789") && !text.contains("0417164300"),
            "{why}: {text}"
        );
    }
}

#[test]
fn rows_of_one_client_are_put_together() {
    let import = clients(format!(
        "{HEADER}\n\
         A7,Jansen Holding,organisation,g,Jan,jan@x.example,,,,,,,,\n\
         a7,,,,Piet,piet@x.example,,,NL91ABNA0417164300,,,,,\n\
         A7,JANSEN holding.,person,ander,Jan,jan@x.example,,,,69560344,,,,\n\
         8,Adviseur,adviseur,,,ad@x.example,,,,,,,a7|A7|*,\n"
    ));
    assert_eq!(
        problems(&import.report),
        [
            (4, Code::Contradiction, Severity::ValueIgnored),
            (4, Code::Contradiction, Severity::ValueIgnored),
        ],
        "kind and group"
    );
    let [client, adviser] = import.records.as_slice() else {
        panic!("two clients")
    };
    assert_eq!(client.contacts.len(), 2);
    assert_eq!(
        (client.kind, client.group.as_deref()),
        (ClientKind::Organisation, Some("g")),
        "the first row decides"
    );
    assert_eq!((client.iban.len(), client.kvk.len()), (1, 1));
    assert_eq!(
        (adviser.kind, &adviser.entitled_to),
        (ClientKind::Partner, &EntitledTo::Everybody)
    );
}

#[test]
fn names_and_kinds_that_no_column_says() {
    let import = clients(
        "klantnummer;voornaam;tussenvoegsel;achternaam;kvk;email;email 2\n\
         1;Jan;de;Vries;;jan@x.example;jan2@x.example\n\
         2;;;Zon B.V.;69560344;\"Piet Zon <piet@zon.example>; info@zon.example\";\n",
    );
    assert_eq!(problems(&import.report), []);
    assert_eq!(
        (import.records[0].name.as_str(), import.records[0].contacts.len()),
        ("Jan de Vries", 2)
    );
    assert_eq!(import.records[0].kind, ClientKind::Person);
    assert_eq!(
        (import.records[1].kind, import.records[1].contacts.len()),
        (ClientKind::Organisation, 2)
    );
}

#[test]
fn entitlements_are_written_as_the_clients_write_them() {
    let import = clients(format!(
        "{HEADER}\nK-1,Jan,person,,,,,,,,,,,\n2,Ad,partner,,,,,,,,,,k-1|K-1|9,\n"
    ));
    assert_eq!(
        problems(&import.report),
        [(3, Code::UnknownEntitlement, Severity::ValueIgnored)]
    );
    assert_eq!(
        import.records[1].entitled_to,
        EntitledTo::Clients(vec!["K-1".to_owned()])
    );
}

#[test]
fn unknown_columns_are_mentioned_and_harmless() {
    let import = clients("client_number,client_name,email,schoenmaat\n1,Jan,jan@x.example,43\n");
    assert_eq!(problems(&import.report), [(0, Code::UnknownColumn, Severity::Notice)]);
    assert_eq!(import.records.len(), 1);
}

#[test]
fn colleagues_are_read() {
    let import = colleagues(
        "Naam;E-mail;Privé-e-mail;Groepen;Postbussen;Actief tot\n\
         Sanne de Wit;sanne@kantoor.example;sanne@post.example|s@gmail.com;Lonen|Fiscaal;info@kantoor.example;31-12-2030\n\
         Sanne de Wit;Sanne@kantoor.example;sanne3@post.example;;;\n\
         Jan Bos;jan@kantoor.example;bos@kantoor.example;;;\n\
         Piet;sanne@kantoor.example;;;;\n\
         Kees;kees;;;;\n\
         ;;kees@post.example;;;\n\
         Els Vos;els.vos.voorbeeld@gmail.com;;;;ooit\n",
    );
    assert_eq!(
        problems(&import.report),
        [
            (5, Code::AddressTaken, Severity::RowSkipped),
            (6, Code::BadAddress, Severity::RowSkipped),
            (7, Code::MissingValue, Severity::RowSkipped),
            (8, Code::BadDate, Severity::ValueIgnored),
            (8, Code::PublicOwnDomain, Severity::Notice),
            (4, Code::PrivateAtOffice, Severity::ValueIgnored),
        ]
    );
    let names: Vec<&str> = import.records.iter().map(|colleague| colleague.name.as_str()).collect();
    assert_eq!(names, ["Sanne de Wit", "Jan Bos", "Els Vos"]);
    let sanne = &import.records[0];
    assert_eq!(
        (sanne.private.len(), sanne.mailboxes.len(), sanne.active_until),
        (3, 1, Some(date(2030, 12, 31)))
    );
    assert_eq!(sanne.groups, ["Lonen", "Fiscaal"]);
    assert!(import.records[1].private.is_empty());
    assert_eq!(
        own_domains(&import.records),
        ["kantoor.example"],
        "a public domain is nobody's own"
    );
}

#[test]
fn allowlist_entries_are_read_or_refused_whole() {
    let import = allowlist(
        "adres of domein;controles;voor;tot;reden;door\n\
         jan@notaris.example;*;iedereen;31-12-2030;dossier;beheer\n\
         notaris.example;lookalike-recipient|new_recipient;groep:Lonen;;;\n\
         *.notaris.example;new-recipient;ik@kantoor.example;;;\n",
    );
    assert_eq!(problems(&import.report), []);
    let [exact, domain, below] = import.records.as_slice() else {
        panic!("three entries")
    };
    assert_eq!(
        exact.pattern,
        Pattern::Address(Address::parse("jan@notaris.example").unwrap())
    );
    assert_eq!(
        (&exact.checks, &exact.audience, exact.until),
        (&Checks::All, &Audience::Everyone, Some(date(2030, 12, 31)))
    );
    assert_eq!((exact.reason.as_str(), exact.by.as_str()), ("dossier", "beheer"));
    assert_eq!(
        domain.checks,
        Checks::Named(vec!["lookalike-recipient".to_owned(), "new-recipient".to_owned()])
    );
    assert_eq!(domain.audience, Audience::Group("Lonen".to_owned()));
    assert_eq!(below.pattern.as_str(), "*.notaris.example");
    assert!(
        exact.id != domain.id && domain.id != below.id,
        "every entry has a name of its own"
    );

    #[rustfmt::skip]
    let table = [
        ("notaris.example,other-client,,,x,", Code::RefusedBsnForDomain, "a BSN for a domain"),
        ("jan@notaris.example,other-client,,2030-01-01,,", Code::RefusedBsnWithoutReason, "without a reason"),
        ("jan@notaris.example,*,,,x,", Code::RefusedBsnWithoutEnd, "without an end"),
        ("jan@notaris.example,visible-recipients,,,x,", Code::RefusedVisibleRecipients, "never"),
        ("jan@notaris.example,,,,x,", Code::RefusedNoChecks, "no check"),
        ("*.nl,new-recipient,,,x,", Code::RefusedPublicSuffix, "a whole country"),
        ("jan@notaris.example,new-recipient,,ooit,x,", Code::BadDate, "a bad end is not no end"),
        ("jan@notaris.example,new-recipient,Jan,,x,", Code::BadAudience, "a bad audience is not everyone"),
        ("jan@notaris.example,bestaat-niet,,,x,", Code::UnknownCheck, "a slip in the check"),
        ("jan@,new-recipient,,,x,", Code::BadAddress, "half an address"),
        (",new-recipient,,,x,", Code::MissingValue, "nobody"),
    ];
    for (row, code, why) in table {
        let import = allowlist(&format!("address_or_domain,checks,for,until,reason,by\n{row}\n"));
        assert_eq!(problems(&import.report), [(2, code, Severity::RowSkipped)], "{why}");
        assert!(import.records.is_empty(), "{why}");
    }
}

#[test]
fn known_pairs_are_read() {
    let text =
        "sender,address\nIk@kantoor.example,jan@x.example|piet@x.example\nik@kantoor.example,\nik,jan@x.example\n";
    let import = read_known(text.as_bytes(), &mut unwatched).unwrap();
    let pairs: Vec<String> = import
        .records
        .iter()
        .map(|(sender, address)| format!("{sender} {address}"))
        .collect();
    assert_eq!(
        pairs,
        ["ik@kantoor.example jan@x.example", "ik@kantoor.example piet@x.example"]
    );
    assert_eq!(import.report.problems.len(), 2);
}

#[test]
fn progress_is_told_and_can_stop() {
    let rows: Vec<String> = (0..2_500)
        .map(|row| format!("{row},K{row},k{row}@x.example\n"))
        .collect();
    let text = format!("client_number,client_name,email\n{}", rows.concat());
    let mut told = Vec::new();
    let import = read_clients(text.as_bytes(), &[], &mut |rows, bytes| {
        told.push((rows, bytes));
        ControlFlow::Continue(())
    });
    assert_eq!(import.unwrap().records.len(), 2_500);
    assert_eq!(
        told.iter().map(|(rows, _)| *rows).collect::<Vec<_>>(),
        [0, 1_000, 2_000, 2_500]
    );
    assert_eq!(told.last().map(|(_, bytes)| *bytes), Some(text.len() as u64));
    let stopped = read_clients(text.as_bytes(), &[], &mut |rows, _| {
        if rows >= 1_000 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    assert!(matches!(stopped, Err(ImportError::Stopped)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), kept in 0_usize..4) {
        read_anything(&bytes);
        let head = ["klantnummer;klantnaam;email\n", "client_number,client_name,email,bsn\n", "name\temail\n", "sender,address\n"];
        read_anything(&[head[kept].as_bytes(), &bytes].concat());
    }

    #[test]
    fn random_tables_never_panic(text in "([a-zé1-9@.*|;,\"\n\r\t=' <>:-]|client_number|email|NL91){0,200}") {
        read_anything(text.as_bytes());
        read_anything(format!("{HEADER}\n{text}").as_bytes());
        read_anything(format!("address_or_domain,checks,for,until\n{text}").as_bytes());
    }
}

fn read_anything(bytes: &[u8]) {
    let clients = clients(bytes);
    assert!(clients.records.len() as u64 <= clients.report.rows);
    let _ = clients.report.spoken(crate::report::Language::Dutch, 5);
    let _ = colleagues(bytes);
    let _ = read_known(bytes, &mut unwatched).unwrap();
    let _ = read_allowlist(bytes, &["new-recipient"], &mut unwatched).unwrap();
}

#[test]
fn a_title_means_one_column() {
    for file in [File::Clients, File::Colleagues, File::Allowlist, File::Known] {
        let mut seen = std::collections::HashSet::new();
        for titles in file.columns() {
            assert!(
                seen.insert(crate::values::fold(titles.name)),
                "{file:?}: {}",
                titles.name
            );
            for other in titles.others {
                assert_eq!(
                    crate::values::fold(other),
                    *other,
                    "{file:?}: titles are compared folded"
                );
                assert!(seen.insert((*other).to_owned()), "{file:?}: {other} stands twice");
            }
        }
    }
}
