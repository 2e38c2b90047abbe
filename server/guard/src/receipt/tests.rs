use super::*;
use crate::{BodyPiece, Content, Draft, DraftAttachment, Guard, InProcess, Missing};
use postwacht_engine::{
    address::Address,
    message::{Kind, Mailbox},
};
use std::{sync::Arc, time::Instant};

const FINDING: &str = "other-client-00000001";

fn mailbox(address: &str, name: &str) -> Mailbox {
    Mailbox {
        address: Address::parse(address).unwrap(),
        name: name.to_owned(),
    }
}

fn draft() -> Draft {
    Draft {
        kind: Kind::New,
        sender: mailbox("kate@kantoor.example", "Kate"),
        to: vec![mailbox("jan@klant.example", "Jan"), mailbox("piet@klant.example", "")],
        cc: Vec::new(),
        bcc: Vec::new(),
        unexpanded_lists: Vec::new(),
        recipients_truncated: false,
        baseline: None,
        subject: "Stukken".to_owned(),
        body: vec![BodyPiece::Plain("Beste Jan,\n\nHierbij de stukken.".to_owned())],
        encrypted: false,
        attachments: vec![DraftAttachment {
            name: "a.txt".to_owned(),
            size: 3,
            inline: false,
            content: Content::Bytes(b"abc".to_vec()),
        }],
    }
}

fn digest(draft: &Draft) -> DraftDigest {
    Guard::new(Arc::new(InProcess)).read(draft, Instant::now()).digest
}

fn now() -> Timestamp {
    Timestamp::from_second(1_775_000_000).unwrap()
}

fn later(seconds: i64) -> Timestamp {
    Timestamp::from_second(now().as_second() + seconds).unwrap()
}

/// Whether a receipt for the draft as it was holds for the draft as it is.
fn survives(change: impl FnOnce(&mut Draft)) -> bool {
    let receipts = Receipts::new(&[1; 32]);
    let mut changed = draft();
    let receipt = receipts.issue(&digest(&changed), [FINDING], now());
    change(&mut changed);
    let found = receipts.acknowledged([receipt.as_str()], &digest(&changed), now());
    found.contains(FINDING)
}

/// A change, whether a receipt survives it, and why.
type Change = (fn(&mut Draft), bool, &'static str);

#[test]
fn any_change_that_a_person_could_mean_voids_a_receipt() {
    let changes: [Change; 17] = [
        (|_| {}, true, "nothing changed"),
        (|draft| draft.to.reverse(), true, "the same people in another order"),
        (
            |draft| draft.to[0].name = "Jan Jansen".to_owned(),
            true,
            "the client filled in the name",
        ),
        (
            |draft| {
                draft.body = vec![BodyPiece::Html(
                    "<p>Beste&nbsp;Jan,</p><p>Hierbij de stukken.".to_owned(),
                )];
            },
            true,
            "the same words in another form",
        ),
        (|draft| drop(draft.to.pop()), false, "somebody less"),
        (
            |draft| draft.cc.push(mailbox("els@klant.example", "")),
            false,
            "somebody more",
        ),
        (
            |draft| {
                let last = draft.to.pop();
                draft.bcc.extend(last);
            },
            false,
            "somebody in another field",
        ),
        (
            |draft| draft.unexpanded_lists.push("Team".to_owned()),
            false,
            "a list more",
        ),
        (
            |draft| draft.recipients_truncated = true,
            false,
            "recipients that nobody saw",
        ),
        (
            |draft| draft.sender = mailbox("els@kantoor.example", ""),
            false,
            "another sender",
        ),
        (|draft| draft.subject.push('!'), false, "another subject"),
        (
            |draft| draft.body = vec![BodyPiece::Plain("Beste Jan,\n\nHierbij de stukken niet.".to_owned())],
            false,
            "another text",
        ),
        (
            |draft| draft.attachments[0].content = Content::Bytes(b"abd".to_vec()),
            false,
            "another file",
        ),
        (
            |draft| draft.attachments[0].name = "b.txt".to_owned(),
            false,
            "another name",
        ),
        (|draft| draft.attachments.clear(), false, "no file"),
        (
            |draft| draft.attachments[0].content = Content::Missing(Missing::Failed),
            false,
            "the file could not be handed over this time",
        ),
        (
            |draft| draft.attachments.push(draft.attachments[0].clone()),
            false,
            "a file more",
        ),
    ];
    for (change, holds, why) in changes {
        assert_eq!(survives(change), holds, "{why}");
    }
}

#[test]
fn a_receipt_holds_for_a_quarter_of_an_hour_on_every_replica() {
    let (here, there) = (Receipts::new(&[1; 32]), Receipts::new(&[1; 32]));
    let draft = digest(&draft());
    let receipt = here.issue(&draft, [FINDING, "many-persons-00000002"], now());
    for (at, holds, why) in [
        (0, true, "at once"),
        (899, true, "a second before the end"),
        (900, false, "at the end"),
        (-60, true, "another replica's clock is a little behind"),
        (-61, false, "a clock so far behind is wrong"),
    ] {
        let found = there.acknowledged([receipt.as_str()], &draft, later(at));
        assert_eq!(found.len(), if holds { 2 } else { 0 }, "{why}");
    }
}

#[test]
fn what_is_no_receipt_of_ours_changes_nothing() {
    let (receipts, draft) = (Receipts::new(&[1; 32]), digest(&draft()));
    let good = receipts.issue(&draft, [FINDING], now());
    let (statement, seal) = good.split_once('.').unwrap();
    let forged = BASE64_URL_SAFE_NO_PAD.encode([&later(900).as_second().to_be_bytes()[..], b"x-1"].concat());
    let other = Receipts::new(&[2; 32]).issue(&draft, [FINDING], now());
    let long = format!("{}.{seal}", "A".repeat(LONGEST));
    for (receipt, why) in [
        ("", "nothing"),
        (".", "nothing twice"),
        (statement, "no seal"),
        (&format!("{statement}."), "an empty seal"),
        (&format!("{forged}.{seal}"), "another statement under the seal"),
        (&format!("{statement}.{}", &seal[1..]), "a damaged seal"),
        (&other, "another office's key"),
        (&long, "too long"),
        (&format!("{good} "), "something behind it"),
    ] {
        assert!(receipts.acknowledged([receipt], &draft, now()).is_empty(), "{why}");
    }
    let found = receipts.acknowledged(["", &other, &good], &draft, now());
    assert_eq!(
        found.into_iter().collect::<Vec<_>>(),
        [FINDING],
        "a good one among others counts"
    );
    assert_eq!(format!("{receipts:?}"), "Receipts(secret)");
}
