//! Messages as mail programs write them, and as attackers do.

use crate::{Extraction, Limits, Place, Reason, extract};

fn read(mail: &str) -> Extraction {
    extract("bericht.eml", mail.replace('\n', "\r\n").as_bytes(), &Limits::default())
}

fn texts(found: &Extraction) -> Vec<(String, &str)> {
    found
        .parts
        .iter()
        .map(|part| (part.file.join("/"), part.text.trim_end()))
        .collect()
}

const HEAD: &str = "From: Anna de Wit <anna@kantoor.example>\nTo: =?utf-8?q?Ren=C3=A9?= <rene@klant.example>, info@x.example\n\
                    Subject: =?utf-8?b?SmFhcnJla2VuaW5n?=\nMIME-Version: 1.0\n";

#[test]
fn headers_and_body_are_the_page() {
    let found = read(&format!(
        "{HEAD}Content-Type: text/plain; charset=utf-8\n\nBeste René,\n\nGroet\n"
    ));
    assert_eq!(
        texts(&found),
        [
            (
                String::new(),
                "From: Anna de Wit <anna@kantoor.example>\nTo: René <rene@klant.example>, <info@x.example>\nSubject: Jaarrekening"
            ),
            (String::new(), "Beste René,\r\n\r\nGroet"),
        ]
    );
    assert!(found.notes.is_empty());
}

#[test]
fn both_forms_of_a_body_and_the_files_are_read() {
    let found = read(&format!(
        "{HEAD}Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/alternative; boundary=b\n\n\
         --b\nContent-Type: text/plain\n\nkaal\n--b\nContent-Type: text/html\n\n<p>op<b>gemaakt</b><p hidden>weg\n--b--\n\
         --a\nContent-Type: text/csv; name=\"lijst.csv\"\nContent-Disposition: attachment\n\na;b\nc;d\n\
         --a\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename*=utf-8''ge%C3%AFnd.txt\n\
         Content-Transfer-Encoding: base64\n\nZ2VoZWlt\n\
         --a\nContent-Type: image/png\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=scan.png\n\n\
         iVBORw0KGgoAAAANSUhEUgAAAAE=\n\
         --a\nContent-Type: image/png; name=logo.png\nContent-ID: <logo>\nContent-Transfer-Encoding: base64\n\n\
         iVBORw0KGgoAAAANSUhEUgAAAAE=\n--a--\n"
    ));
    let texts = texts(&found);
    assert!(texts.contains(&(String::new(), "kaal")));
    assert!(texts.contains(&(String::new(), "opgemaakt")));
    assert!(texts.contains(&("lijst.csv".to_owned(), "a\tb\nc\td")), "{texts:?}");
    assert!(texts.contains(&("geïnd.txt".to_owned(), "geheim")));
    assert!(
        found
            .parts
            .iter()
            .any(|part| part.place == Place::HiddenText && part.text == "weg")
    );
    let notes: Vec<_> = found
        .notes
        .iter()
        .map(|note| (note.file.join("/"), note.reason))
        .collect();
    assert_eq!(
        notes,
        [("scan.png".to_owned(), Reason::ImageOnly)],
        "a logo is not noted"
    );
    assert!(
        found.names_inside.contains(&vec!["logo.png".to_owned()]),
        "but its name is told"
    );
}

#[test]
fn messages_in_messages_are_files_inside() {
    let inner = format!("{HEAD}Content-Type: text/plain\n\nbinnenin\n");
    let found = read(&format!(
        "{HEAD}Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: text/plain\n\nbuiten\n\
         --a\nContent-Type: message/rfc822\n\n{inner}\n--a\nContent-Type: message/rfc822; name=fw.eml\n\
         Content-Transfer-Encoding: quoted-printable\n\n{}\n--a--\n",
        inner.replace('=', "=3D")
    ));
    let texts = texts(&found);
    assert!(
        texts.contains(&("Jaarrekening".to_owned(), "binnenin")),
        "named after its subject: {texts:?}"
    );
    assert!(texts.contains(&("fw.eml".to_owned(), "binnenin")), "{texts:?}");
    assert!(found.notes.is_empty(), "{:?}", found.notes);
}

#[test]
fn bodies_in_odd_encodings_come_out() {
    let bytes = [HEAD.as_bytes(), b"\n\nCaf\xe9 Ren\xe9e en Co\xeblho\n"].concat();
    let found = extract("a.eml", &bytes, &Limits::default());
    assert!(
        found.parts[1].text.trim_start().starts_with("Café Renée"),
        "no character set named: {:?}",
        found.parts
    );
    let cut = read(&format!(
        "{HEAD}Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n\
         Z2VoZWltZSB0ZWtzdA==\n"
    ));
    assert!(
        cut.parts.iter().any(|part| part.text == "geheime tekst"),
        "the last boundary is missing: {:?}",
        cut.parts
    );
}

#[test]
fn every_message_of_a_mailbox_is_read() {
    let one = format!("From - Wed May  1 12:00:00 2024\n{HEAD}\neen\n\n");
    let found = read(&(one.clone() + &one.replace("een", "twee")));
    let texts = texts(&found);
    assert!(texts.contains(&("message 1.eml".to_owned(), "een")), "{texts:?}");
    assert!(texts.contains(&("message 2.eml".to_owned(), "twee")), "{texts:?}");
}

#[test]
fn a_memo_with_headers_is_text() {
    let memo = "From: Jan\nTo: Piet\nSubject: dossier\nBSN: 123456782\n\nLees dit.\n";
    let found = extract("memo.txt", memo.as_bytes(), &Limits::default());
    assert_eq!(found.parts[0].text, memo, "its other lines are kept");
}

#[test]
fn sealed_messages_are_noted() {
    let pgp = read(&format!(
        "{HEAD}Content-Type: multipart/encrypted; boundary=a\n\n--a\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n\
         --a\nContent-Type: application/octet-stream; name=encrypted.asc\n\n-----BEGIN PGP MESSAGE-----\n\nhQEM\n--a--\n"
    ));
    assert!(
        pgp.notes.iter().any(|note| note.reason == Reason::Encrypted),
        "{:?}",
        pgp.notes
    );
}

#[test]
fn hostile_messages_end_as_notes() {
    let many = 10_000;
    let multiparts: String = (0..many).fold(HEAD.to_owned(), |mail, level| {
        mail + &format!("Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n")
    });
    let cases = [
        ("multiparts in multiparts", multiparts, Reason::TooDeep),
        (
            "messages in messages",
            HEAD.to_owned() + &"Content-Type: message/rfc822\n\n".repeat(many),
            Reason::TooDeep,
        ),
        (
            "messages in messages, few",
            HEAD.to_owned() + &format!("Content-Type: message/rfc822\n\n{HEAD}").repeat(20) + "\n\ntekst",
            Reason::TooDeep,
        ),
    ];
    for (why, mail, reason) in cases {
        let found = read(&mail);
        assert!(
            found.notes.iter().any(|note| note.reason == reason),
            "{why}: {:?}",
            found.notes
        );
    }
}

#[test]
fn broken_messages_are_no_panic() {
    let body = "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: message/rfc822\n\n--a--\n--a\n\n--a";
    for cut in 0..body.len() {
        let found = read(&format!("{HEAD}{}", &body[..cut]));
        assert!(found.parts[0].text.starts_with("From: Anna"), "{cut}");
    }
}
