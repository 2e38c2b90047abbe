//! What the Rust sources look like: their size, their openings, their names, and what the engine never says.

use super::{Outcome, files};

/// No file grows past this. Most stay far below: the figures are printed by the test.
const LONGEST: usize = 600;

/// The program only starts here; everything else has a room of its own.
const LONGEST_MAIN: usize = 40;

/// Names that tell nothing, so that everything ends up behind them.
const EMPTY_NAMES: &[&str] = &[
    "common", "data", "helper", "helpers", "info", "manager", "misc", "util", "utils",
];

/// What the engine never says: it has no clock, no file, no socket, no environment, no output and no dice.
const NEVER_IN_ENGINE: &[&str] = &[
    "std::fs",
    "TcpStream",
    "UdpSocket",
    "ToSocketAddrs",
    "std::env",
    "std::process",
    "std::thread",
    "SystemTime",
    "Instant::",
    "Timestamp::now",
    "Zoned::now",
    "println!",
    "print!",
    "async fn",
];

/// Files of the engine whose types are its core: what they look like outside is decided in the crates above.
const CORE_OF_ENGINE: &[&str] = &[
    "address",
    "allowlist",
    "evidence",
    "message",
    "people",
    "records",
    "snapshot",
    "verdict",
];

/// Marks of work that was left for later.
const LEFT_FOR_LATER: &[&str] = &["todo!(", "unimplemented!(", "#[ignore", "FIXME"];

/// All Rust files of the repository.
fn all() -> Result<Vec<(String, String)>, Box<dyn std::error::Error>> {
    let mut all = files("server", ".rs")?;
    all.extend(files("tests", ".rs")?);
    Ok(all)
}

/// The code of a file as it ships: without comments and without the tests at its end.
fn shipped(source: &str) -> String {
    let code = source
        .split_once("\n#[cfg(test)]\nmod ")
        .map_or(source, |(code, _)| code);
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Whether a file holds nothing but tests.
fn is_test(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/") || path.contains("/benches/")
}

/// The `percent`th percentile of sorted sizes.
fn percentile(sizes: &[usize], percent: usize) -> usize {
    sizes
        .get((sizes.len() * percent / 100).min(sizes.len().saturating_sub(1)))
        .copied()
        .unwrap_or_default()
}

#[test]
#[expect(clippy::print_stdout, reason = "the figures are for who reads the run")]
fn files_stay_short() -> Outcome {
    let all = all()?;
    let mut sizes: Vec<usize> = all.iter().map(|(_, source)| source.lines().count()).collect();
    sizes.sort_unstable();
    println!(
        "{} Rust files, lines: median {}, p90 {}",
        sizes.len(),
        percentile(&sizes, 50),
        percentile(&sizes, 90)
    );
    for (path, source) in &all {
        let lines = source.lines().count();
        assert!(
            lines <= LONGEST,
            "{path} has {lines} lines; split it by subject before {LONGEST}"
        );
        if path == "server/postwacht/src/main.rs" {
            assert!(
                lines < LONGEST_MAIN,
                "{path} has {lines} lines; it only starts the program"
            );
        }
    }
    Ok(())
}

#[test]
fn every_file_opens_with_what_it_is_for() -> Outcome {
    // A `tests.rs` beside a module says by its name what it is for.
    for (path, source) in all()?.into_iter().filter(|(path, _)| !path.ends_with("/tests.rs")) {
        assert!(
            source.starts_with("//!"),
            "{path} must open with `//!`: what it is for and what it must never do"
        );
    }
    Ok(())
}

#[test]
fn no_module_has_an_empty_name() -> Outcome {
    for (path, source) in all()? {
        let words = path.trim_end_matches(".rs").split('/');
        let inline = source
            .lines()
            .filter_map(|line| line.trim().strip_prefix("mod ")?.strip_suffix(" {"));
        for name in words.chain(inline) {
            assert!(
                !EMPTY_NAMES.contains(&name),
                "{path}: `{name}` says nothing; name it after what it knows"
            );
        }
    }
    Ok(())
}

#[test]
fn nothing_is_left_for_later() -> Outcome {
    for (path, source) in all()? {
        // This file has to name what it looks for.
        if path.ends_with("architecture/sources.rs") {
            continue;
        }
        for mark in LEFT_FOR_LATER {
            assert!(!source.contains(mark), "{path} holds {mark}: finish it or take it out");
        }
    }
    Ok(())
}

#[test]
fn the_engine_has_no_clock_file_socket_or_output() -> Outcome {
    let sources = files("server/engine/src", ".rs")?;
    assert!(!sources.is_empty(), "the engine was not found");
    for (path, source) in sources.iter().filter(|(path, _)| !is_test(path)) {
        let code = shipped(source);
        for word in NEVER_IN_ENGINE {
            assert!(
                !code.contains(word),
                "{path} says {word}: the engine gets such things as parameters"
            );
        }
    }
    Ok(())
}

#[test]
fn core_types_of_the_engine_know_no_wire_format() -> Outcome {
    for (path, source) in files("server/engine/src", ".rs")? {
        let stem = path.trim_start_matches("server/engine/src/").trim_end_matches(".rs");
        if CORE_OF_ENGINE
            .iter()
            .any(|core| stem == *core || stem.starts_with(&format!("{core}/")))
        {
            let code = shipped(&source);
            assert!(
                !code.contains("serde"),
                "{path} knows serde: formats are the business of the crates above"
            );
        }
    }
    Ok(())
}

#[test]
fn percentiles_are_those_of_the_sorted_list() {
    assert_eq!(percentile(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 50), 6);
    assert_eq!(percentile(&[7], 90), 7);
    assert_eq!(percentile(&[], 90), 0);
}

#[test]
fn tests_and_comments_do_not_ship() {
    let source = "//! std::fs is banned\nfn a() {}\n\n#[cfg(test)]\nmod tests {\n    use std::fs;\n}\n";
    assert_eq!(shipped(source).trim(), "fn a() {}");
}
