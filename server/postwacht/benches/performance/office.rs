//! An invented office of any size, the same in every run.

use postwacht_engine::{
    address::Address,
    identifiers::Key,
    people::{Builder, People},
    records::{ClientKind, ClientRecord, ColleagueRecord, ContactRecord},
};

const GIVEN: [&str; 32] = [
    "Anna", "Bram", "Carlijn", "Daan", "Eva", "Femke", "Gijs", "Hanna", "Iris", "Jan", "Kees", "Lotte", "Mees", "Noor",
    "Olaf", "Puck", "Quinten", "Rosa", "Sem", "Tess", "Umut", "Vera", "Wout", "Xander", "Yara", "Zoë", "Amina",
    "Berend", "Chris", "Dirk", "Elif", "Fleur",
];
const FAMILY: [&str; 40] = [
    "Bakker",
    "de Boer",
    "Visser",
    "van Dijk",
    "Smit",
    "Meijer",
    "de Groot",
    "Mulder",
    "Bos",
    "Vos",
    "Peters",
    "Hendriks",
    "van Leeuwen",
    "Dekker",
    "Brouwer",
    "de Wit",
    "Dijkstra",
    "Smits",
    "de Graaf",
    "van der Meer",
    "Kok",
    "Jacobs",
    "de Haan",
    "Vermeulen",
    "van den Heuvel",
    "van der Veen",
    "van den Broek",
    "de Bruijn",
    "Schouten",
    "van Beek",
    "Willems",
    "Koster",
    "van Vliet",
    "Hoekstra",
    "Maas",
    "Verhoeven",
    "Jonker",
    "Kuipers",
    "Post",
    "Yildiz",
];

/// The name of the client with this number.
pub(crate) fn name(number: usize) -> String {
    let family = FAMILY[(number / GIVEN.len()) % FAMILY.len()];
    let second = GIVEN[(number / (GIVEN.len() * FAMILY.len())) % GIVEN.len()];
    format!("{} {second} {family}", GIVEN[number % GIVEN.len()])
}

/// The address of the client with this number.
pub(crate) fn address(number: usize) -> String {
    if number.is_multiple_of(5) {
        format!("info@klant-{number}.example")
    } else {
        format!(
            "{}.{number}@gmail.com",
            GIVEN[number % GIVEN.len()].to_lowercase().replace('ë', "e")
        )
    }
}

/// A citizen number with a valid check for every client number.
pub(crate) fn bsn(number: usize) -> String {
    let mut digits: Vec<usize> = format!("{:08}", 10_000_000 + number * 7)
        .bytes()
        .map(|digit| usize::from(digit - b'0'))
        .collect();
    loop {
        let sum: usize = digits
            .iter()
            .zip((2..=9).rev())
            .map(|(digit, weight)| digit * weight)
            .sum();
        if sum % 11 < 10 {
            digits.push(sum % 11);
            return digits.iter().map(ToString::to_string).collect();
        }
        digits[7] = (digits[7] + 1) % 10;
    }
}

/// A client record.
pub(crate) fn client(number: usize) -> ClientRecord {
    let organisation = number.is_multiple_of(5);
    let name = if organisation {
        format!("Klant {number} B.V.")
    } else {
        name(number)
    };
    ClientRecord {
        number: (100_000 + number).to_string(),
        contacts: vec![ContactRecord {
            name: name.clone(),
            address: Address::parse(&address(number)).unwrap(),
        }],
        kind: if organisation {
            ClientKind::Organisation
        } else {
            ClientKind::Person
        },
        domains: if organisation {
            vec![format!("klant-{number}.example")]
        } else {
            Vec::new()
        },
        bsn: if organisation { Vec::new() } else { vec![bsn(number)] },
        iban: vec![format!("NL00BANK{:010}", number)],
        kvk: if organisation {
            vec![format!("{:08}", 10_000_000 + number)]
        } else {
            Vec::new()
        },
        name,
        ..ClientRecord::default()
    }
}

/// An office with so many clients and twenty colleagues.
pub(crate) fn people(clients: usize) -> People {
    let mut builder = Builder::new(Key::new(&[7; 32]));
    builder.reserve(clients);
    for (number, given) in GIVEN.iter().take(20).enumerate() {
        builder.colleague(&ColleagueRecord {
            name: format!("{given} van Kantoor"),
            address: Address::parse(&format!("collega{number}@kantoor.example")).unwrap(),
            private: Vec::new(),
            groups: Vec::new(),
            mailboxes: Vec::new(),
            active_until: None,
        });
    }
    for number in 0..clients {
        builder.client(&client(number));
    }
    builder.build()
}
