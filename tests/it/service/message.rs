//! Messages to the sample office and from it, and the same messages as mails.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use postwacht_directory::sample;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// A short mail from the office to somebody.
pub(crate) fn to(address: &str, name: &str) -> Value {
    json!({
        "draft": "a-draft",
        "client": {"name": "test", "version": "1", "platform": "linux"},
        "lang": "nl-NL",
        "kind": "new",
        "from": {"address": "henk@morgenlicht.example", "name": "Henk Morgenstern"},
        "to": [{"address": address, "name": name}],
        "cc": [],
        "bcc": [],
        "recipients_truncated": false,
        "baseline": null,
        "subject": "Afspraak",
        "body": {"format": "text", "content": "Goedemiddag,\n\nDonderdag om tien uur past mij goed.\n\nGroet,\nHenk"},
        "encrypted": false,
        "attachments": [],
        "receipts": [],
    })
}

/// An ordinary mail, about which nobody should hear anything.
pub(crate) fn ordinary() -> Value {
    to("sanne.bakker.voorbeeld@gmail.com", "Sanne Bakker")
}

/// A list with names, birth dates and numbers of five clients.
pub(crate) fn payslips() -> Vec<u8> {
    let mut list = "Naam;Geboortedatum;BSN;Bruto loon\n".to_owned();
    let office = sample::office();
    let others = office
        .clients
        .iter()
        .filter(|client| client.group.is_none() && client.name != "Sanne Bakker");
    let listed = others
        .filter_map(|client| Some((client, client.bsn.first()?, client.birth_date?)))
        .take(5);
    for (client, bsn, born) in listed {
        writeln!(list, "{};{};{bsn};3.412,00", client.name, born.strftime("%d-%m-%Y")).expect("a String");
    }
    list.into_bytes()
}

/// The first story: payslips for a colleague go to a client of the same first name. The list stands in the part `file0`.
pub(crate) fn wrong_sanne_form() -> Value {
    let mut message = ordinary();
    message["subject"] = json!("Loonstroken maart");
    message["body"]["content"] =
        json!("Hoi Sanne,\n\nHierbij de loonstroken van maart. Kun jij ze nalopen?\n\nGroet,\nHenk");
    attach(
        &mut message,
        json!({"name": "loonstroken maart.csv", "media_type": "text/csv", "part": "file0"}),
    );
    message
}

/// The first story, with the list in base64.
pub(crate) fn wrong_sanne() -> Value {
    let mut message = wrong_sanne_form();
    message["attachments"] = json!([file("loonstroken maart.csv", "text/csv", &payslips())]);
    message
}

/// The second story: so many relations see each other's address.
pub(crate) fn invitation(relations: usize) -> Value {
    let mut message = ordinary();
    message["subject"] = json!("Uitnodiging open middag");
    message["body"]["content"] =
        json!("Beste relatie,\n\nU bent van harte welkom op onze open middag.\n\nGroet,\nHenk");
    let people = (0..relations).map(|at| json!({"address": format!("p{at}@relatie-{at}.example"), "name": ""}));
    message["to"] = people.collect();
    message
}

/// Adds an attachment.
pub(crate) fn attach(message: &mut Value, attachment: Value) {
    message["attachments"].as_array_mut().expect("a list").push(attachment);
}

/// An attachment with its content in base64.
pub(crate) fn file(name: &str, media_type: &str, bytes: &[u8]) -> Value {
    json!({"name": name, "media_type": media_type, "size": bytes.len(), "content": BASE64_STANDARD.encode(bytes)})
}

/// The same message as a mail in a file. Pictures of the body are shown by it, as mail clients write them.
pub(crate) fn as_mail(message: &Value) -> String {
    let mut mail = String::new();
    let mut header = |name: &str, boxes: &Value| {
        let boxes = boxes
            .as_array()
            .map(|boxes| boxes.iter().map(mailbox).collect::<Vec<_>>())
            .unwrap_or_default();
        if !boxes.is_empty() {
            write!(mail, "{name}: {}\r\n", boxes.join(",\r\n ")).expect("a String");
        }
    };
    header("From", &json!([message["from"]]));
    header("To", &message["to"]);
    header("Cc", &message["cc"]);
    header("Bcc", &message["bcc"]);
    let html = message["body"]["format"] == "html";
    write!(
        mail,
        "Subject: {}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=part\r\n\r\n--part\r\n\
         Content-Type: text/{}; charset=utf-8\r\n\r\n{}\r\n",
        text(&message["subject"]),
        if html { "html" } else { "plain" },
        text(&message["body"]["content"]),
    )
    .expect("a String");
    for (at, attachment) in message["attachments"].as_array().into_iter().flatten().enumerate() {
        let shown = if attachment["inline"] == true {
            "inline"
        } else {
            "attachment"
        };
        write!(
            mail,
            "--part\r\nContent-Type: {}\r\nContent-ID: <picture{at}>\r\nContent-Disposition: {shown}; filename=\"{}\"\r\n\
             Content-Transfer-Encoding: base64\r\n\r\n{}\r\n",
            text(&attachment["media_type"]),
            text(&attachment["name"]),
            lines(text(&attachment["content"])),
        )
        .expect("a String");
    }
    mail.push_str("--part--\r\n");
    mail
}

fn mailbox(mailbox: &Value) -> String {
    format!("\"{}\" <{}>", text(&mailbox["name"]), text(&mailbox["address"]))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Base64 in lines as mails have them.
fn lines(base64: &str) -> String {
    let lines = base64
        .as_bytes()
        .chunks(76)
        .map(|line| String::from_utf8_lossy(line).into_owned());
    lines.collect::<Vec<_>>().join("\r\n")
}
