use super::*;
use crate::wire::json;
use serde_json::{Value, json};

fn draft(change: impl FnOnce(&mut Value), files: &[(&str, &[u8])]) -> Result<Draft, Vec<(Code, String)>> {
    let mut message = json!({
        "from": {"address": "Kate@Kantoor.example", "name": "Kate"},
        "to": [{"address": "jan@klant.example", "name": " Jan "}],
        "body": {"format": "text", "content": "Hallo"},
    });
    change(&mut message);
    let message = json::read(message.to_string().as_bytes()).expect("the form holds");
    let files = files
        .iter()
        .map(|(part, bytes)| File {
            part: (*part).to_owned(),
            bytes: bytes.to_vec(),
        })
        .collect();
    Submission { message, files }
        .into_draft(&|_, _| None)
        .map_err(|faults| faults.into_iter().map(|fault| (fault.code, fault.path)).collect())
}

fn refused(change: impl FnOnce(&mut Value), files: &[(&str, &[u8])]) -> Vec<(Code, String)> {
    draft(change, files).expect_err("this must not become a draft")
}

#[test]
fn a_message_becomes_a_draft() {
    let draft = draft(
        |message| {
            message["kind"] = json!("reply_all");
            message["cc"] = json!([{"name": "Team Loon"}, {"address": "piet@klant.example"}]);
            message["baseline"] = json!({
                "to": [{"address": "Jan@klant.example"}], "cc": [{"name": "Team Loon"}], "own_field": "bcc",
            });
        },
        &[],
    )
    .expect("a draft");
    assert_eq!(draft.kind, message::Kind::ReplyAll);
    assert_eq!(draft.sender.address.as_str(), "kate@kantoor.example");
    assert_eq!(draft.to[0].name, "Jan");
    assert_eq!(draft.cc.len(), 1);
    assert_eq!(
        draft.unexpanded_lists,
        ["Team Loon"],
        "once: those of the baseline are of then"
    );
    assert_eq!(draft.body, [BodyPiece::Plain("Hallo".to_owned())]);
    let baseline = draft.baseline.expect("a baseline");
    assert_eq!(
        (baseline.to.len(), baseline.cc.len(), baseline.own_field),
        (1, 0, message::OwnField::Bcc)
    );
}

#[test]
fn bad_addresses_are_named_one_by_one() {
    let faults = refused(
        |message| {
            message["from"] = json!({});
            message["to"] = json!([{"address": "jan@klant.example"}, {"address": "jan@", "name": "Jan"}, {}]);
            message["bcc"] = json!([{"address": "x y@z.example"}]);
            message["baseline"] = json!({"cc": [{"address": "@"}]});
        },
        &[],
    );
    let paths: Vec<&str> = faults.iter().map(|(_, path)| path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "from.address",
            "to[1].address",
            "to[2].address",
            "bcc[0].address",
            "baseline.cc[0].address"
        ]
    );
    assert!(faults.iter().all(|(code, _)| *code == Code::InvalidField));
}

#[test]
fn contents_are_found_wherever_they_come_from() {
    let draft = draft(
        |message| {
            message["attachments"] = json!([
                {"name": "a.txt", "part": "file0", "size": 99},
                {"name": " ", "content": "QlNO"},
                {"name": "c.docx", "missing": "cloud", "size": 7},
            ]);
        },
        &[("file0", b"abc")],
    )
    .expect("a draft");
    let names: Vec<(&str, u64)> = draft
        .attachments
        .iter()
        .map(|one| (one.name.as_str(), one.size))
        .collect();
    assert_eq!(
        names,
        [("a.txt", 3), ("2", 3), ("c.docx", 7)],
        "a size is counted where it can be"
    );
    assert!(matches!(&draft.attachments[0].content, Content::Bytes(bytes) if bytes == b"abc"));
    assert!(matches!(&draft.attachments[1].content, Content::Bytes(bytes) if bytes == b"BSN"));
    assert!(matches!(draft.attachments[2].content, Content::Missing(Missing::Cloud)));
}

#[test]
fn each_fault_of_an_attachment_has_its_own_code() {
    for (attachments, files, expected, why) in [
        (
            json!([{}]),
            &[][..],
            (Code::ContentMissing, "attachments[0]"),
            "nothing",
        ),
        (
            json!([{"content": "", "missing": "failed"}]),
            &[],
            (Code::TwoContents, "attachments[0]"),
            "two",
        ),
        (
            json!([{"part": "f", "ref": "r"}]),
            &[("f", &b""[..])],
            (Code::TwoContents, "attachments[0]"),
            "two others",
        ),
        (
            json!([{"content": "QlN"}]),
            &[],
            (Code::BadBase64, "attachments[0].content"),
            "cut off",
        ),
        (
            json!([{"ref": "r1"}]),
            &[],
            (Code::UnknownRef, "attachments[0].ref"),
            "nothing is handed in yet",
        ),
        (
            json!([{"part": "f"}]),
            &[],
            (Code::PartMissing, "attachments[0].part"),
            "no such part",
        ),
        (
            json!([{"part": "f"}, {"part": "f"}]),
            &[("f", b"")],
            (Code::PartTwice, "attachments[1].part"),
            "which of both is it?",
        ),
        (json!([]), &[("f", b"")], (Code::PartUnnamed, "f"), "a file of nobody"),
        (
            json!([{"part": "f"}]),
            &[("f", b"1"), ("f", b"2")],
            (Code::PartTwice, "f"),
            "which of both is it?",
        ),
        (
            json!([]),
            &[("Jan Geheim", b"")],
            (Code::PartUnnamed, "?"),
            "a name that is not repeated",
        ),
    ] {
        let faults = refused(|message| message["attachments"] = attachments, files);
        let first = faults.first().map(|(code, path)| (*code, path.as_str()));
        assert_eq!(first, Some(expected), "{why}: {faults:?}");
    }
}

#[test]
fn only_a_small_picture_of_the_body_is_none_of_the_files() {
    let at_most = usize::try_from(SMALL_PICTURE).expect("fits");
    for (inline, media_type, size, expected, why) in [
        (true, "image/png", at_most, true, "a logo"),
        (true, "Image/PNG", 1, true, "types have no case"),
        (
            true,
            "image/png",
            at_most + 1,
            false,
            "so large a picture may be a scan",
        ),
        (false, "image/png", 1, false, "a picture that is attached"),
        (true, "application/pdf", 1, false, "a page is no picture"),
        (true, "", 1, false, "nobody knows what it is"),
    ] {
        let bytes = vec![0; size];
        let draft = draft(
            |message| {
                message["attachments"] = json!([{"part": "f", "inline": inline, "media_type": media_type}]);
            },
            &[("f", &bytes)],
        );
        assert_eq!(draft.expect("a draft").attachments[0].inline, expected, "{why}");
    }
}

#[test]
fn there_is_an_end_to_recipients_and_attachments() {
    let people = |count: usize| vec![json!({"address": "a@b.example"}); count];
    assert!(draft(|message| message["to"] = json!(people(MOST_RECIPIENTS)), &[]).is_ok());
    let spread = refused(
        |message| {
            message["to"] = json!(people(1_000));
            message["bcc"] = json!(people(1_001));
        },
        &[],
    );
    assert_eq!(spread, [(Code::TooManyRecipients, "to".to_owned())]);
    let then = refused(
        |message| message["baseline"] = json!({"to": people(MOST_RECIPIENTS + 1)}),
        &[],
    );
    assert_eq!(then, [(Code::TooManyRecipients, "baseline".to_owned())]);
    let files = |count: usize| vec![json!({"missing": "failed"}); count];
    assert!(draft(|message| message["attachments"] = json!(files(MOST_ATTACHMENTS)), &[]).is_ok());
    let many = refused(
        |message| message["attachments"] = json!(files(MOST_ATTACHMENTS + 1)),
        &[],
    );
    assert_eq!(many, [(Code::TooManyAttachments, "attachments".to_owned())]);
}

#[test]
fn an_id_of_a_draft_is_no_place_for_a_novel() {
    assert!(draft(|message| message["draft"] = json!("é".repeat(LONGEST_DRAFT)), &[]).is_ok());
    let long = refused(|message| message["draft"] = json!("x".repeat(LONGEST_DRAFT + 1)), &[]);
    assert_eq!(long, [(Code::InvalidField, "draft".to_owned())]);
}
