//! `postwacht check`.

mod contract;
mod formats;
mod hostile;
mod inputs;
mod stories;

use crate::support::{
    mail::{self, Mail},
    office::{HENK, strangers},
};

/// A mail on which nothing is wrong.
fn harmless() -> Mail {
    mail::from(HENK)
        .to(["Sanne Bakker <sanne.bakker.voorbeeld@gmail.com>"])
        .subject("Afspraak")
        .text("Beste Sanne,\n\nDinsdag om tien uur is goed.\n\nGroet,\nHenk")
}

/// A mail with another client's number in a file.
fn grave() -> Mail {
    harmless().attach("jaaropgave.txt", somebody_elses_paper())
}

fn somebody_elses_paper() -> String {
    let other = &strangers(1)[0];
    format!(
        "Jaaropgave 2025\nNaam: {}\nBSN: {}\nLoon: € 41.300\n",
        other.name, other.bsn[0]
    )
}
