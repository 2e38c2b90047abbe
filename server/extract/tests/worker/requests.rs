//! What goes well: files come back in order, workers stay, and go when they are spent.

use super::{LONG, Outcome, Test, pool, soon};
use postwacht_extract::{Extraction, File, Reason, WorkerLimits};
use std::collections::HashSet;

pub(crate) fn all() -> Vec<Test> {
    vec![
        (
            "files_come_back_in_order_from_several_workers",
            files_come_back_in_order_from_several_workers,
        ),
        ("a_worker_stays_for_the_next_file", a_worker_stays_for_the_next_file),
        ("a_spent_worker_is_replaced", a_spent_worker_is_replaced),
        ("several_callers_share_the_pool", several_callers_share_the_pool),
        ("the_real_reader_reads", the_real_reader_reads),
        (
            "a_file_over_the_limit_is_not_even_sent",
            a_file_over_the_limit_is_not_even_sent,
        ),
        ("dropping_the_pool_ends_its_workers", dropping_the_pool_ends_its_workers),
    ]
}

/// The one text of an extraction.
pub(crate) fn text(found: &Extraction) -> &str {
    found.parts.first().map_or("", |part| part.text.as_str())
}

/// Why the attachment was not read.
pub(crate) fn reasons(found: &Extraction) -> Vec<Reason> {
    found.notes.iter().map(|note| note.reason).collect()
}

fn files_come_back_in_order_from_several_workers() -> Outcome {
    let pool = pool("failing", 3, WorkerLimits::default())?;
    let contents: Vec<String> = (0..40).map(|index| format!("inhoud {index} ë")).collect();
    let files: Vec<_> = contents
        .iter()
        .map(|content| File {
            name: "a.txt",
            bytes: content.as_bytes(),
        })
        .collect();
    let found = pool.extract(&files, soon());
    assert_eq!(found.iter().map(text).collect::<Vec<_>>(), contents);
    assert!(pool.extract(&[], soon()).is_empty());
    Ok(())
}

fn a_worker_stays_for_the_next_file() -> Outcome {
    let pool = pool("failing", 1, WorkerLimits::default())?;
    let process = File {
        name: "process",
        bytes: b"",
    };
    let first = pool.extract(&[process; 3], soon());
    let ids: HashSet<_> = first.iter().map(text).collect();
    assert_eq!(ids.len(), 1, "{ids:?}");
    Ok(())
}

fn a_spent_worker_is_replaced() -> Outcome {
    let process = File {
        name: "process",
        bytes: b"0123456789",
    };
    for limits in [
        WorkerLimits {
            files: 2,
            ..WorkerLimits::default()
        },
        WorkerLimits {
            bytes: 15,
            ..WorkerLimits::default()
        },
    ] {
        let found = pool("failing", 1, limits)?.extract(&[process; 6], soon());
        let ids: Vec<_> = found.iter().map(text).collect();
        let distinct: HashSet<_> = ids.iter().collect();
        assert_eq!(distinct.len(), 3, "two files a worker: {ids:?}");
    }
    Ok(())
}

fn several_callers_share_the_pool() -> Outcome {
    let pool = pool("failing", 2, WorkerLimits::default())?;
    std::thread::scope(|scope| {
        let callers: Vec<_> = (0..6)
            .map(|caller| {
                let pool = &pool;
                scope.spawn(move || {
                    let content = caller.to_string();
                    let file = File {
                        name: "a",
                        bytes: content.as_bytes(),
                    };
                    let found = pool.extract(&[file; 10], soon());
                    assert!(found.iter().all(|found| text(found) == content));
                })
            })
            .collect();
        assert!(callers.into_iter().all(|caller| caller.join().is_ok()));
    });
    Ok(())
}

fn the_real_reader_reads() -> Outcome {
    let pool = pool("real", 1, WorkerLimits::default())?;
    let files = [
        File {
            name: "a.csv",
            bytes: b"naam;plaats\nJan;Breda\n",
        },
        File {
            name: "a.html",
            bytes: b"<p>een<p hidden>twee",
        },
        File {
            name: "a.png",
            bytes: b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01",
        },
    ];
    let found = pool.extract(&files, soon());
    let direct: Vec<_> = files
        .iter()
        .map(|file| postwacht_extract::extract(file.name, file.bytes, &WorkerLimits::default().file))
        .collect();
    assert_eq!(found, direct, "a worker finds what the reader finds");
    assert_eq!(reasons(&found[2]), [Reason::ImageOnly]);
    Ok(())
}

fn a_file_over_the_limit_is_not_even_sent() -> Outcome {
    let mut limits = WorkerLimits::default();
    limits.file.input_bytes = 10;
    let found = pool("failing", 1, limits)?.extract(
        &[File {
            name: "a",
            bytes: &[0; 11],
        }],
        soon(),
    );
    assert_eq!(reasons(&found[0]), [Reason::TooLarge]);
    Ok(())
}

fn dropping_the_pool_ends_its_workers() -> Outcome {
    let pool = pool("failing", 2, WorkerLimits::default())?;
    let found = pool.extract(
        &[File {
            name: "process",
            bytes: b"",
        }],
        std::time::Instant::now() + LONG,
    );
    let process = format!("/proc/{}", text(&found[0]));
    assert!(!cfg!(target_os = "linux") || std::path::Path::new(&process).exists());
    drop(pool);
    assert!(!std::path::Path::new(&process).exists(), "killed and reaped");
    Ok(())
}
