//! What a check costs, how that grows with the directory, and what the directory costs.

use crate::{clock, office, table::Table, texts};
use postwacht_engine::{
    self as engine,
    address::Address,
    message::{Body, Kind, Mailbox, Message},
    policy::Policy,
    snapshot::Snapshot,
};
use std::{
    collections::{BTreeSet, HashSet},
    hint::black_box,
    sync::Arc,
    time::Duration,
};

const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];
const CHECKS: u32 = 300;

pub(crate) fn measure(table: &mut Table) {
    let mut smallest = Duration::ZERO;
    for clients in SIZES {
        let resident = clock::resident();
        let before = clock::own();
        let people = office::people(clients);
        let ready = clock::own() - before;
        let grown = clock::resident().saturating_sub(resident);
        if clients == 1_000_000 {
            table.add(
                "10^6 clients ready, CPU",
                format!("{:.2} s", ready.as_secs_f64()),
                "records made included",
                "5 s",
            );
            let counted = people.bytes() as f64 / clients as f64;
            let seen = grown as f64 / clients as f64;
            table.add(
                "memory a client",
                format!("{counted:.0} bytes"),
                format!("resident memory grew {seen:.0} bytes a client"),
                "400 bytes",
            );
        }
        let each = check(people, clients);
        if clients == SIZES[0] {
            smallest = each;
        }
        let growth = each.as_secs_f64() / smallest.as_secs_f64();
        table.add(
            format!("a check with {clients} clients (4 KB, 20 recipients), CPU in the engine"),
            format!("{:.1} µs", each.as_secs_f64() * 1e6),
            format!("{growth:.2} x that with {}", SIZES[0]),
            "1.5 x",
        );
    }
}

fn check(people: engine::people::People, clients: usize) -> Duration {
    let snapshot = Snapshot {
        people: Arc::new(people),
        policy: Policy::embedded(),
        policy_version: 0,
        allowlist: Vec::new(),
        memory: None,
        confirmed: HashSet::new(),
    };
    let message = message(clients);
    let today = jiff::civil::date(2026, 3, 2);
    let none = BTreeSet::new();
    let run = || {
        for _ in 0..CHECKS {
            black_box(engine::check(black_box(&message), &snapshot, today, &none));
        }
    };
    run();
    clock::median(5, run) / CHECKS
}

/// A mail of 4 KB to twenty recipients: ten clients, five colleagues, five strangers, most of them in Bcc.
pub(crate) fn message(clients: usize) -> Message {
    let mailbox = |address: String| Mailbox {
        address: Address::parse(&address).unwrap(),
        name: String::new(),
    };
    let step = clients / 10;
    let mut bcc: Vec<Mailbox> = (0..10).map(|at| mailbox(office::address(at * step + 1))).collect();
    bcc.extend((0..5).map(|at| mailbox(format!("iemand{at}@ander-bedrijf-{at}.example"))));
    Message {
        kind: Kind::New,
        sender: mailbox("collega1@kantoor.example".to_owned()),
        to: (2..7)
            .map(|at| mailbox(format!("collega{at}@kantoor.example")))
            .collect(),
        cc: Vec::new(),
        bcc,
        unexpanded_lists: Vec::new(),
        recipients_truncated: false,
        baseline: None,
        subject: "Planning voor het komende kwartaal".to_owned(),
        body: Body::from_plain(&texts::prose(4_000), ""),
        encrypted: false,
        attachments: Vec::new(),
    }
}
