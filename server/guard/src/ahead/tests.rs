use super::*;
use postwacht_engine::identifiers::Key;
use postwacht_extract::{Note, Part, Place, Reason};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Counts how often it reads; a file that begins with `!` fails.
#[derive(Default)]
struct Counting(AtomicUsize);

impl Reader for Counting {
    fn read(&self, files: &[(&str, &[u8])], _: Instant) -> Vec<Extraction> {
        self.0.fetch_add(files.len(), Ordering::Relaxed);
        let read = files.iter().map(|(_, bytes)| {
            let mut found = Extraction::default();
            if bytes.starts_with(b"!") {
                found.notes.push(Note {
                    file: Vec::new(),
                    reason: Reason::TimedOut,
                });
            } else {
                found.parts.push(Part {
                    file: Vec::new(),
                    place: Place::Page,
                    text: String::from_utf8_lossy(bytes).into_owned(),
                });
            }
            found
        });
        read.collect()
    }
}

fn now() -> Timestamp {
    Timestamp::from_second(1_775_000_000).unwrap()
}

fn hand_in(ahead: &ReadAhead, reader: &Counting, name: &str, bytes: &[u8], owner: &str, nonce: u128) -> Handed {
    let file = Submitted {
        name,
        bytes,
        deadline: Instant::now(),
        people: &Arc::new(People::nobody(Key::new(&[7; 32]))),
    };
    ahead.hand_in(&file, reader, owner, nonce, now())
}

#[test]
fn a_reference_opens_for_its_owner_alone_and_not_for_ever() {
    let (ahead, reader) = (ReadAhead::new(Keep::default()), Counting::default());
    let handed = hand_in(&ahead, &reader, "Brief.TXT", b"Hallo", "one", 7);
    let found = |owner: &str, name: &str, at: Timestamp| ahead.find(&handed.reference, owner, name, at).is_some();
    let last = handed.expires - Duration::from_nanos(1);
    for (owner, name, at, opens, why) in [
        ("one", "brief.txt", now(), true, "who handed it in"),
        ("one", "andere naam.txt", last, true, "a file may be renamed"),
        (
            "one",
            "brief.csv",
            now(),
            false,
            "under another end it would have been read in another way",
        ),
        ("one", "brief", now(), false, "without an end as well"),
        ("two", "brief.txt", now(), false, "somebody else's"),
        ("one", "brief.txt", handed.expires, false, "too old"),
    ] {
        assert_eq!(found(owner, name, at), opens, "{why}");
    }
    assert!(
        ahead
            .find("00000000000000000000000000000008", "one", "brief.txt", now())
            .is_none()
    );
}

#[test]
fn the_same_file_is_read_once_whoever_hands_it_in() {
    let (ahead, reader) = (ReadAhead::new(Keep::default()), Counting::default());
    let first = hand_in(&ahead, &reader, "a.txt", b"Hallo", "one", 1);
    let again = hand_in(&ahead, &reader, "b.txt", b"Hallo", "two", 2);
    assert_eq!((first.known, again.known), (false, true));
    assert_ne!(first.reference, again.reference);
    assert_eq!(reader.0.load(Ordering::Relaxed), 1);
    hand_in(&ahead, &reader, "a.csv", b"Hallo", "one", 3);
    assert_eq!(reader.0.load(Ordering::Relaxed), 2, "another end, another reading");
}

#[test]
fn what_could_not_be_read_is_tried_again() {
    let (ahead, reader) = (ReadAhead::new(Keep::default()), Counting::default());
    let handed = hand_in(&ahead, &reader, "a.txt", b"!", "one", 1);
    assert!(ahead.find(&handed.reference, "one", "a.txt", now()).is_none());
    assert!(!hand_in(&ahead, &reader, "a.txt", b"!", "one", 2).known);
    assert_eq!(reader.0.load(Ordering::Relaxed), 2);
}

#[test]
fn what_was_used_longest_ago_makes_room() {
    let keep = Keep {
        bytes: 100_000,
        ..Keep::default()
    };
    let (ahead, reader) = (ReadAhead::new(keep), Counting::default());
    let handed: Vec<Handed> = (0..40u8)
        .map(|at| {
            let handed = hand_in(
                &ahead,
                &reader,
                "a.txt",
                &[b'a' + at % 26; 10_000][usize::from(at)..],
                "one",
                u128::from(at),
            );
            ahead.read.run_pending_tasks();
            handed
        })
        .collect();
    let here = |handed: &Handed| ahead.find(&handed.reference, "one", "a.txt", now()).is_some();
    assert!(here(&handed[39]), "the newest is there");
    assert!(!here(&handed[0]), "the oldest is not");
    assert!(ahead.bytes() <= keep.bytes, "{}", ahead.bytes());
}

#[test]
fn it_does_not_show_what_it_keeps() {
    let (ahead, reader) = (ReadAhead::new(Keep::default()), Counting::default());
    hand_in(&ahead, &reader, "geheim.txt", b"Geheim", "one", 1);
    assert!(!format!("{ahead:?}").to_lowercase().contains("geheim"));
}
