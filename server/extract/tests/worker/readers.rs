//! Readers for the workers of these tests: the real one, and one that fails as the file's name says.

use postwacht_extract::{Extraction, Limits, Part, Place, worker};
use std::{
    fs::File,
    hint::black_box,
    io::Write,
    os::fd::AsFd,
    process::{ExitCode, abort},
};

/// Becomes a worker with the reader of this name.
pub(crate) fn run(reader: &str) -> ExitCode {
    match reader {
        "real" => worker::run(),
        "failing" => worker::run_with(failing),
        "forging" => forging(),
        "parent" => super::abilities::parent(),
        "abilities" => super::abilities::tell(),
        // No worker at all.
        _ => ExitCode::SUCCESS,
    }
}

/// The name says what goes wrong; any other file comes back as it is.
fn failing(name: &str, bytes: &[u8], limits: &Limits) -> Extraction {
    match name {
        "abort" => abort(),
        "hang" => loop {
            black_box(name);
        },
        "panic" => text(&(1 / bytes.len()).to_string()),
        "recurse" => text(&recurse(u64::MAX).to_string()),
        "grow" => text(&grow().to_string()),
        "flood" => text(&"x".repeat(64 << 20)),
        "process" => text(&std::process::id().to_string()),
        "budget" => text(&limits.time.as_micros().to_string()),
        _ => text(&String::from_utf8_lossy(bytes)),
    }
}

fn text(text: &str) -> Extraction {
    let part = Part {
        file: Vec::new(),
        place: Place::Page,
        text: text.to_owned(),
    };
    Extraction {
        parts: vec![part],
        ..Extraction::default()
    }
}

/// Exhausts the stack.
fn recurse(depth: u64) -> u64 {
    let frame = black_box([depth; 512]);
    if depth == 0 {
        0
    } else {
        recurse(depth - 1) + frame.iter().sum::<u64>() % 2
    }
}

/// Takes and uses memory without end.
fn grow() -> usize {
    let mut kept: Vec<Vec<u8>> = Vec::new();
    loop {
        kept.push(black_box(vec![1; 16 << 20]));
    }
}

/// A worker that was taken over: it writes what it likes to its channel.
fn forging() -> ExitCode {
    let Ok(channel) = std::io::stdin().as_fd().try_clone_to_owned() else {
        return ExitCode::FAILURE;
    };
    let channel = File::from(channel);
    worker::run_with(move |name, _, _| {
        let forged: &[u8] = match name {
            "garbage" => b"HTTP/1.1 200 OK\r\n\r\nno such thing",
            "endless" => b"AXWP\xff\xff\xff\xff\0\0\0\0",
            "counts" => b"AXWP\x04\0\0\0\0\0\0\0\xff\xff\xff\xff",
            "trailing" => b"AXWP\x0d\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
            _ => b"",
        };
        if !forged.is_empty() {
            let _ = (&channel).write_all(forged);
            std::process::exit(0);
        }
        text("honest")
    })
}
