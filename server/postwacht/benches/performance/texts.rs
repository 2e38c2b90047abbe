//! How fast identifiers are found in text.

use crate::{clock, table::Table};
use postwacht_engine::detect;
use std::hint::black_box;

const SENTENCES: [&str; 8] = [
    "Bedankt voor uw bericht; wij hebben de cijfers over het derde kwartaal verwerkt. ",
    "De vergadering is verplaatst naar dinsdag 14 april om 10.30 uur in de grote zaal. ",
    "Het totaal komt daarmee op € 12.345,60, dat is 3,4 procent meer dan vorig jaar. ",
    "Onder factuurnummer 202600317 vindt u de specificatie van de uren. ",
    "Kunt u nagaan of de inschrijving bij de Kamer van Koophandel nog klopt? ",
    "Wij stellen voor de afspraak met de bank te combineren met de jaarbespreking. ",
    "Neem voor vragen contact op via 030-2345678 of mail naar vragen@kantoor.example. ",
    "De planning voor de aangiften ligt op schema en wordt eind mei afgerond.\n\n",
];

/// So many bytes of ordinary Dutch.
pub(crate) fn prose(bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 100);
    let mut at = 0;
    while text.len() < bytes {
        text.push_str(SENTENCES[at % SENTENCES.len()]);
        at += 1;
    }
    text
}

pub(crate) fn measure(table: &mut Table) {
    let prose = prose(4 << 20);
    let mut rows = String::from("naam\tbsn\tiban\n");
    for number in 0..40_000 {
        rows.push_str(&format!(
            "{}\t{}\tNL00BANK{number:010}\n",
            crate::office::name(number),
            crate::office::bsn(number)
        ));
    }
    let regex = regex::Regex::new("[0-9]{9}").unwrap();
    for (what, text) in [("running text", &prose), ("a table of people", &rows)] {
        let own = clock::median(3, || {
            black_box(detect::scan(black_box(text)));
        });
        let rival = clock::median(3, || {
            black_box(regex.find_iter(black_box(text)).count());
        });
        let speed = |time: std::time::Duration| text.len() as f64 / 1e6 / time.as_secs_f64();
        table.add(
            format!("search for all identifiers in {what}"),
            format!("{:.0} MB/s", speed(own)),
            format!("one expression for nine digits: {:.0} MB/s", speed(rival)),
            "150 MB/s in running text",
        );
    }
}
