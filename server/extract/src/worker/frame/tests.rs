//! Answers there and back, and answers of a worker that lies.

use super::*;
use proptest::prelude::*;

fn example() -> Extraction {
    let places = [
        Place::Page,
        Place::HiddenSheet("Blad é".to_owned()),
        Place::HiddenRows("Blad".to_owned(), 3),
        Place::HiddenColumns(String::new(), u32::MAX),
        Place::PivotCache,
        Place::Comment,
        Place::TrackedDeletion,
        Place::TrackedInsertion,
        Place::HiddenText,
        Place::EarlierVersion,
        Place::Behind,
        Place::Metadata("creator".to_owned()),
        Place::HiddenSlide(7),
        Place::SpeakerNotes,
    ];
    let file = vec!["a.zip".to_owned(), "ë.txt".to_owned()];
    Extraction {
        parts: places
            .into_iter()
            .map(|place| Part {
                file: file.clone(),
                place,
                text: "tekst".to_owned(),
            })
            .collect(),
        notes: REASONS
            .into_iter()
            .map(|reason| Note {
                file: Vec::new(),
                reason,
            })
            .collect(),
        names_inside: vec![file, Vec::new()],
    }
}

fn body_of(found: &Extraction) -> Vec<u8> {
    answer(found, Duration::ZERO).unwrap().split_off(ANSWER_HEADER)
}

#[test]
fn everything_comes_back_as_it_went() {
    let answer = answer(&example(), Duration::from_millis(1_234)).unwrap();
    let (header, body) = answer.split_first_chunk().unwrap();
    let header = AnswerHeader::parse(header).unwrap();
    assert_eq!((header.len, header.cpu), (body.len(), Duration::from_millis(1_234)));
    assert_eq!(parse_answer(body), Some(example()));

    let request = Request {
        name_len: 1,
        content_len: 2,
        limits: Limits::default(),
    };
    assert_eq!(Request::parse(&request.to_bytes()), Some(request));
    let terms = Terms {
        address_space: 1 << 40,
        cpu_seconds: 7,
        parent: 42,
    };
    assert_eq!(Terms::read_from(&mut terms.to_bytes().as_slice()).unwrap(), terms);
    let restrictions = Restrictions {
        resources: true,
        files: false,
        system_calls: true,
    };
    assert_eq!(parse_hello(hello(restrictions)), Some(restrictions));
    assert_eq!(parse_hello(*b"HTTP/"), None);
}

#[test]
fn an_answer_that_is_cut_or_goes_on_is_refused() {
    let body = body_of(&example());
    for len in 0..body.len() {
        assert_eq!(parse_answer(&body[..len]), None, "cut at {len}");
    }
    assert_eq!(parse_answer(&[body, vec![0]].concat()), None);
}

#[test]
fn lies_about_counts_and_lengths_are_refused_without_their_memory() {
    let most = u32::MAX.to_le_bytes();
    let cases: [(&str, Vec<u8>); 4] = [
        ("parts", most.to_vec()),
        ("names", [[0; 4], [0; 4], most].concat()),
        ("depth of a path", [&[1, 0, 0, 0][..], &[0xff, 0xff]].concat()),
        ("length of a text", [&[1, 0, 0, 0][..], &[0, 0, 0], &most].concat()),
    ];
    for (why, body) in cases {
        assert_eq!(parse_answer(&body), None, "{why}");
    }
    let mut text = body_of(&example());
    let at = memchr::memmem::find(&text, b"tekst").unwrap();
    text[at] = 0xff;
    assert_eq!(parse_answer(&text), None, "no UTF-8");
}

proptest! {
    #[test]
    fn no_bytes_are_a_panic(body in proptest::collection::vec(any::<u8>(), 0..200), at in 0_usize..400, by: u8) {
        let _ = parse_answer(&body);
        let mut changed = body_of(&example());
        let index = at % changed.len();
        changed[index] = by;
        if let Some(found) = parse_answer(&changed) {
            prop_assert_eq!(body_of(&found).len(), changed.len());
        }
    }
}
