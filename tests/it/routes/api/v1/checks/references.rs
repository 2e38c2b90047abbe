//! Drafts whose files were handed in before.

use crate::service::{Service, message};
use serde_json::{Value, json};

fn referring(reference: &Value) -> Value {
    let mut message = message::wrong_sanne_form();
    message["attachments"] = json!([{"name": "loonstroken maart.csv", "media_type": "text/csv", "ref": reference}]);
    message
}

#[test]
fn a_reference_says_what_the_file_said() {
    let service = Service::demo();
    let handed = service
        .hand_in(service.token(), "loonstroken maart.csv", &message::payslips())
        .json();
    let mut by_reference = service.check(&referring(&handed["ref"])).json();
    let mut by_content = service.check(&message::wrong_sanne()).json();
    for answer in [&mut by_reference, &mut by_content] {
        answer["id"] = Value::Null;
    }
    assert_eq!(by_reference, by_content);
    let form = service.check_form(&referring(&handed["ref"]), &[]).json();
    assert_eq!(form["findings"], by_content["findings"], "in a form as well");
}

#[test]
fn a_reference_that_is_not_known_is_named() {
    let service = Service::demo();
    let handed = service
        .hand_in(service.token(), "loonstroken maart.csv", &message::payslips())
        .json();
    let mut message = referring(&handed["ref"]);
    message::attach(
        &mut message,
        json!({"name": "b.csv", "ref": "00112233445566778899aabbccddeeff"}),
    );
    message::attach(&mut message, json!({"name": "c.pdf", "ref": handed["ref"]}));
    let answer = service.check(&message);
    assert_eq!((answer.status, answer.code().as_str()), (409, "unknown_ref"));
    assert_eq!(
        answer.paths(),
        ["attachments[1].ref", "attachments[2].ref"],
        "the last has another end than it was handed in with"
    );
    let form = service.check_form(&message, &[]);
    assert_eq!((form.status, form.paths().len()), (409, 2));
}

#[test]
fn a_reference_is_of_the_device_that_handed_the_file_in() {
    let service = Service::demo();
    let device = service.enrol("henk@morgenlicht.example");
    let token = device["access_token"].as_str().expect("a token");
    let handed = service
        .hand_in(token, "loonstroken maart.csv", &message::payslips())
        .json();
    let message = referring(&handed["ref"]);
    assert_eq!(service.tell(token, "/api/v1/checks", &message).status, 200);
    assert_eq!(service.check(&message).code(), "unknown_ref", "somebody else's");
}
