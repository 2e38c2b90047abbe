//! Work that takes long: how far it is, Ctrl-C, and a reader who leaves.

use super::HEADER;
use crate::{
    commands::Outcome,
    support::{
        office::{Office, text},
        program::{Watch, end, postwacht, signal},
    },
};
use std::path::Path;

#[test]
fn a_reader_who_leaves_early_is_no_fault() -> Outcome {
    let office = Office::sample()?;
    let row = |row| format!("{row},Klant {row},wolk,k{row}@klant.example,,\n");
    let rows = (0..5_000).map(row).collect::<Vec<String>>().concat();
    let file = office.put("clients.csv", format!("{HEADER}\n{rows}"))?;
    let said = postwacht(["directory", "check", "--clients", text(&file)]).said_to_nobody();
    assert_eq!(
        (said.code, said.err.as_str()),
        (Some(1), ""),
        "the exit code still is the answer"
    );
    Ok(())
}

/// Rows without end, until the reader stops reading.
fn rows_for_ever(mut to: impl std::io::Write) {
    let row = |row| format!("{row},Klant,person,k{row}@klant.example,,\n");
    let rows = (0..1_000).map(row).collect::<Vec<String>>().concat();
    let _ = writeln!(to, "{HEADER}");
    while to.write_all(rows.as_bytes()).is_ok() {}
}

#[test]
#[cfg(target_os = "linux")]
fn long_work_tells_how_far_it_is_and_ctrl_c_stops_it() -> Outcome {
    use std::io::{BufRead as _, BufReader};

    let clients = Path::new("/dev/stdin");
    let mut child = postwacht(["directory", "check", "--lang", "en", "--clients", text(clients)]).started();
    let stdin = child.stdin.take();
    let writer = std::thread::spawn(move || stdin.map(rows_for_ever));
    let mut told = String::new();
    let watch = Watch::over(&child);
    // Comes after two seconds of work.
    let read = child
        .stderr
        .as_mut()
        .map(|stderr| BufReader::new(stderr).read_line(&mut told));
    assert!(matches!(read, Some(Ok(_))), "{read:?}");
    assert!(!watch.had_to_kill() && told.contains("rows read"), "{told}");
    assert!(signal(child.id(), "INT"), "Ctrl-C");
    let said = end(child).ended(130);
    assert!(
        said.err.contains("Nothing was changed") && said.out.is_empty(),
        "{said:#?}"
    );
    writer.join().map_err(|_| "the writer fell")?;
    Ok(())
}
