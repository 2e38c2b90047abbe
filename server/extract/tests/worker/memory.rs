//! Memory: a worker that takes too much dies alone.

use super::{
    Outcome, Test, pool,
    requests::{reasons, text},
    soon,
};
use postwacht_extract::{File, Limits, Reason, WorkerLimits};
use std::{io::Write, time::Duration};

pub(crate) fn all() -> Vec<Test> {
    vec![
        ("memory_without_end_costs_one_note", memory_without_end_costs_one_note),
        (
            "a_bomb_is_told_by_the_budget_before_memory_runs_out",
            a_bomb_is_told_by_the_budget_before_memory_runs_out,
        ),
    ]
}

fn memory_without_end_costs_one_note() -> Outcome {
    let limits = WorkerLimits {
        address_space: 300 << 20,
        file: Limits {
            time: Duration::from_mins(1),
            ..Limits::default()
        },
        ..WorkerLimits::default()
    };
    let pool = pool("failing", 1, limits)?;
    let restricted = pool
        .restrictions(soon())
        .is_some_and(|restrictions| restrictions.resources);
    if !restricted {
        // Without a bound this would take the memory of whoever runs the test.
        assert_ne!(std::env::consts::OS, "linux", "Linux has resource limits");
        return Ok(());
    }
    let good = File {
        name: "a",
        bytes: b"goed",
    };
    let found = pool.extract(
        &[
            File {
                name: "grow",
                bytes: b"",
            },
            good,
        ],
        soon(),
    );
    assert_eq!(reasons(&found[0]), [Reason::ReaderFailed]);
    assert_eq!(text(&found[1]), "goed");
    Ok(())
}

fn a_bomb_is_told_by_the_budget_before_memory_runs_out() -> Outcome {
    // Text that packs some fiftyfold: the ratio does not tell it.
    let lines: Vec<_> = (0..10_000_u32).map(|line| format!("{line:0>100}")).collect();
    let lines = lines.join("\n");
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in ["a.txt", "b.txt"] {
        writer.start_file(name, zip::write::SimpleFileOptions::default())?;
        for _ in 0..24 {
            writer.write_all(lines.as_bytes())?;
        }
    }
    let bomb = writer.finish()?.into_inner();
    let limits = WorkerLimits {
        address_space: 200 << 20,
        file: Limits {
            time: Duration::from_mins(1),
            unpacked_bytes: 32 << 20,
            ..Limits::default()
        },
        ..WorkerLimits::default()
    };
    let pool = pool("real", 1, limits)?;
    let found = pool.extract(
        &[File {
            name: "a.zip",
            bytes: &bomb,
        }],
        soon(),
    );
    assert!(reasons(&found[0]).contains(&Reason::TooLarge), "{:?}", found[0].notes);
    assert!(!found[0].parts.is_empty(), "what fits is read");
    Ok(())
}
