//! How long a client directory takes to import.

use crate::{clock, office, table::Table};
use postwacht_directory::sources::{csv, unwatched};
use std::hint::black_box;

const ROWS: usize = 100_000;

pub(crate) fn measure(table: &mut Table) {
    let mut file = String::from("client_number,client_name,kind,group,contact_name,email,domain,bsn,iban,kvk\n");
    for number in 0..ROWS {
        let name = office::name(number);
        file.push_str(&format!(
            "{},{name},person,,{name},p{number}@gmail.com,,{},,\n",
            100_000 + number,
            office::bsn(number),
        ));
    }
    let time = clock::median(3, || {
        let import = csv::read_clients(black_box(file.as_bytes()), &[], &mut unwatched).expect("the file is read");
        assert!(import.records.len() > ROWS / 2, "most rows stand");
    });
    let plain = clock::median(3, || {
        black_box(
            file.lines()
                .flat_map(|line| line.split(','))
                .map(str::len)
                .sum::<usize>(),
        );
    });
    table.add(
        "import of 100,000 rows, CPU",
        format!("{:.2} s", time.as_secs_f64()),
        format!("splitting the same file at commas: {:.3} s", plain.as_secs_f64()),
        "10 s",
    );
}
