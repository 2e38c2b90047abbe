//! What goes wrong: a worker that dies, hangs or lies costs its own file a note, and the next file is read.

use super::{
    Outcome, Test, pool,
    requests::{reasons, text},
    soon,
};
use postwacht_extract::{File, Limits, Reason, WorkerLimits, Workers};
use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

pub(crate) fn all() -> Vec<Test> {
    vec![
        ("a_dead_worker_costs_one_note", a_dead_worker_costs_one_note),
        (
            "a_file_that_hangs_is_killed_at_its_own_time",
            a_file_that_hangs_is_killed_at_its_own_time,
        ),
        (
            "the_whole_deadline_holds_for_all_files",
            the_whole_deadline_holds_for_all_files,
        ),
        (
            "waiting_for_a_worker_ends_at_the_deadline",
            waiting_for_a_worker_ends_at_the_deadline,
        ),
        ("a_worker_that_lies_is_not_believed", a_worker_that_lies_is_not_believed),
        ("output_is_capped_here_too", output_is_capped_here_too),
        (
            "a_program_that_is_no_worker_is_told_soon",
            a_program_that_is_no_worker_is_told_soon,
        ),
        ("a_worker_knows_its_time", a_worker_knows_its_time),
    ]
}

const GOOD: File<'_> = File {
    name: "a",
    bytes: b"goed",
};

fn named(name: &str) -> File<'_> {
    File { name, bytes: b"" }
}

fn short(time: Duration) -> WorkerLimits {
    WorkerLimits {
        file: Limits {
            time,
            ..Limits::default()
        },
        ..WorkerLimits::default()
    }
}

fn a_dead_worker_costs_one_note() -> Outcome {
    let pool = pool("failing", 1, WorkerLimits::default())?;
    for name in ["abort", "panic", "recurse"] {
        let found = pool.extract(&[GOOD, named(name), GOOD], soon());
        assert_eq!([text(&found[0]), text(&found[2])], ["goed"; 2], "{name}");
        assert_eq!(reasons(&found[1]), [Reason::ReaderFailed], "{name}");
    }
    Ok(())
}

fn a_file_that_hangs_is_killed_at_its_own_time() -> Outcome {
    let pool = pool("failing", 1, short(Duration::from_millis(300)))?;
    assert_eq!(text(&pool.extract(&[GOOD], soon())[0]), "goed", "warm");
    let begin = Instant::now();
    let found = pool.extract(&[named("hang"), GOOD], soon());
    assert_eq!(reasons(&found[0]), [Reason::TimedOut]);
    assert_eq!(text(&found[1]), "goed", "with a new worker");
    assert!(begin.elapsed() < Duration::from_secs(20), "{:?}", begin.elapsed());
    Ok(())
}

fn the_whole_deadline_holds_for_all_files() -> Outcome {
    let pool = pool("failing", 2, short(Duration::from_mins(1)))?;
    assert_eq!(text(&pool.extract(&[GOOD], soon())[0]), "goed", "warm");
    let begin = Instant::now();
    let found = pool.extract(&[named("hang"); 5], begin + Duration::from_millis(400));
    assert!(begin.elapsed() < Duration::from_secs(20), "{:?}", begin.elapsed());
    assert!(
        found.iter().all(|found| reasons(found) == [Reason::TimedOut]),
        "{found:?}"
    );
    assert_eq!(text(&pool.extract(&[GOOD], soon())[0]), "goed");
    Ok(())
}

fn waiting_for_a_worker_ends_at_the_deadline() -> Outcome {
    let pool = pool("failing", 1, short(Duration::from_mins(1)))?;
    assert_eq!(text(&pool.extract(&[GOOD], soon())[0]), "goed", "warm");
    std::thread::scope(|scope| {
        let busy = scope.spawn(|| pool.extract(&[named("hang")], Instant::now() + Duration::from_secs(2)));
        // Whoever of the two comes first, the other must wait, and not for longer than it may.
        let begin = Instant::now();
        let found = pool.extract(&[named("hang")], begin + Duration::from_millis(200));
        assert_eq!(reasons(&found[0]), [Reason::TimedOut]);
        assert!(begin.elapsed() < Duration::from_secs(20), "{:?}", begin.elapsed());
        assert!(busy.join().is_ok_and(|found| reasons(&found[0]) == [Reason::TimedOut]));
    });
    Ok(())
}

fn a_worker_that_lies_is_not_believed() -> Outcome {
    let pool = pool("forging", 1, WorkerLimits::default())?;
    for name in ["garbage", "endless", "counts", "trailing"] {
        let found = pool.extract(&[named(name), GOOD], soon());
        assert_eq!(reasons(&found[0]), [Reason::ReaderFailed], "{name}");
        assert_eq!(text(&found[1]), "honest", "{name}");
    }
    Ok(())
}

fn output_is_capped_here_too() -> Outcome {
    let found = pool("failing", 1, WorkerLimits::default())?.extract(&[named("flood"), GOOD], soon());
    assert_eq!(reasons(&found[0]), [Reason::ReaderFailed], "more text than the limit");
    assert!(found[0].parts.is_empty());
    assert_eq!(text(&found[1]), "goed");
    Ok(())
}

fn a_program_that_is_no_worker_is_told_soon() -> Outcome {
    let begin = Instant::now();
    let missing = Workers::new(
        PathBuf::from("/no/such/program"),
        Vec::new(),
        2,
        WorkerLimits::default(),
    )?;
    let other = pool("none", 1, WorkerLimits::default())?;
    for pool in [missing, other] {
        assert_eq!(reasons(&pool.extract(&[GOOD], soon())[0]), [Reason::ReaderFailed]);
        assert_eq!(pool.restrictions(Instant::now()), None);
    }
    assert!(begin.elapsed() < Duration::from_mins(1), "long before the deadline");
    Ok(())
}

fn a_worker_knows_its_time() -> Outcome {
    let pool = pool("failing", 1, WorkerLimits::default())?;
    let micros = |found: &[postwacht_extract::Extraction]| text(&found[0]).parse::<u64>();
    assert_eq!(micros(&pool.extract(&[named("budget")], soon()))?, 3_000_000);
    let short = micros(&pool.extract(&[named("budget")], Instant::now() + Duration::from_secs(1)))?;
    assert!(
        (1..=900_000).contains(&short),
        "it must end before it is killed: {short}"
    );
    Ok(())
}
