use jiff::civil::date;
use postwacht_engine::{address::Address, records::ContactRecord};

use super::*;

fn client(number: &str) -> ClientRecord {
    ClientRecord {
        number: number.to_owned(),
        name: format!("Klant {number}"),
        ..ClientRecord::default()
    }
}

fn clients(numbers: std::ops::Range<usize>) -> Vec<ClientRecord> {
    numbers.map(|number| client(&number.to_string())).collect()
}

#[test]
fn clients_come_go_and_change() {
    let old = vec![client("A1"), client("2"), client("3")];
    let mut changed = client("a1");
    changed.name = "Klant A1".to_owned();
    changed.bsn = vec!["123456782".to_owned()];
    changed.iban = vec!["NL91ABNA0417164300".to_owned()];
    changed.active_until = Some(date(2026, 12, 31));
    let address = Address::parse("jan@x.example").unwrap();
    changed.contacts = vec![ContactRecord {
        name: "Jan".to_owned(),
        address,
    }];
    let new = vec![changed, client("3"), client("4")];
    let difference = diff(&old, &new);
    let names = |named: &[Named]| named.iter().map(|client| client.number.clone()).collect::<Vec<_>>();
    assert_eq!(
        (names(&difference.added), names(&difference.removed)),
        (vec!["4".to_owned()], vec!["2".to_owned()])
    );
    let fields: Vec<Field> = difference.changed[0].fields.iter().map(|change| change.field).collect();
    assert_eq!(fields, [Field::Contacts, Field::Bsn, Field::Iban, Field::ActiveUntil]);
    let text = format!("{difference:?} {}", difference.spoken(Language::Dutch, 10));
    assert!(
        !text.contains("123456782") && !text.contains("0417164300"),
        "no identifier in clear: {text}"
    );
    assert!(
        text.contains("******782") && text.contains("2026-12-31") && text.contains("jan@x.example"),
        "{text}"
    );
}

#[test]
fn hashes_of_a_store_are_not_shown_either() {
    let (mut old, mut new) = (client("1"), client("1"));
    old.bsn = vec!["a".repeat(64)];
    new.bsn = vec!["b".repeat(64)];
    let difference = diff(&[old], &[new]);
    assert_eq!(difference.changed[0].fields[0].gone, ["***"]);
}

#[test]
fn equal_lists_in_another_order_differ_in_nothing() {
    let mut turned = clients(0..10);
    turned.reverse();
    assert!(diff(&clients(0..10), &turned).is_empty());
}

#[test]
fn more_than_a_fifth_is_held_back() {
    #[rustfmt::skip]
    let table = [
        (100, 80, false, "exactly a fifth"),
        (100, 79, true, "one more"),
        (100, 0, true, "an empty file"),
        (0, 0, false, "nothing before, nothing after"),
        (0, 10, false, "the first import"),
        (4, 3, true, "one of four"),
        (5, 4, false, "one of five"),
    ];
    for (before, after, held, why) in table {
        let (old, new) = (clients(0..before), clients(0..after));
        assert_eq!(shrinks_too_much(&old, &new), held, "{why}");
        assert_eq!(diff(&old, &new).decide(true), Decision::Apply, "confirmed: {why}");
    }
    let replaced = diff(&clients(0..100), &clients(50..150));
    assert_eq!(
        replaced.decide(false),
        Decision::HoldBack { dropped: 50, of: 100 },
        "as many, but others"
    );
    assert!(replaced.decide(false).spoken(Language::English).contains("50"));
}

#[test]
fn long_differences_are_cut() {
    let text = diff(&[], &clients(0..30)).spoken(Language::English, 5);
    assert_eq!(text.lines().count(), 1 + 5 + 1, "{text}");
}
