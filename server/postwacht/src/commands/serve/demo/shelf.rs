//! Lays the sample drafts out for the compose page.

use postwacht_api::trial::Trial;
use postwacht_directory::sample::{
    self, Office,
    shelf::{SampleDraft, drafts},
};
use serde_json::{Value, json};

/// The office, its drafts and their files; the token is the one of this run.
pub(super) fn lay_out(office: &Office, token: &str) -> Trial {
    let drafts = drafts();
    let mut files = Vec::new();
    let drafts: Vec<Value> = drafts.iter().map(|draft| laid_out(draft, &mut files)).collect();
    let colleagues: Vec<Value> = office
        .colleagues
        .iter()
        .map(|colleague| json!({"name": colleague.name, "address": colleague.address.as_str()}))
        .collect();
    let token = token.to_owned();
    Trial {
        shelf: json!({"office": sample::NAME, "colleagues": colleagues, "drafts": drafts}).to_string(),
        files: files.into_iter().map(Into::into).collect(),
        token: Box::new(move || Some(token.clone())),
    }
}

fn laid_out(draft: &SampleDraft, files: &mut Vec<Vec<u8>>) -> Value {
    let listed: Vec<Value> = draft
        .files
        .iter()
        .map(|file| {
            let bytes = file.bytes();
            let told = json!({
                "name": file.name,
                "media_type": file.media_type(),
                "size": bytes.len(),
                "url": format!("/try/shelf/files/{}", files.len()),
            });
            files.push(bytes);
            told
        })
        .collect();
    json!({
        "id": draft.id,
        "shelf": draft.shelf,
        "decision": draft.decision,
        "title": draft.title,
        "about": draft.about,
        "from": draft.from,
        "to": draft.to,
        "cc": draft.cc,
        "bcc": draft.bcc,
        "subject": draft.subject,
        "body": draft.body,
        "files": listed,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_lies_where_the_shelf_says() {
        let trial = lay_out(&sample::office(), "secret");
        let shelf: Value = serde_json::from_str(&trial.shelf).unwrap();
        let drafts = shelf["drafts"].as_array().unwrap();
        let listed: Vec<&Value> = drafts
            .iter()
            .flat_map(|draft| draft["files"].as_array().unwrap())
            .collect();
        assert_eq!(listed.len(), trial.files.len());
        for (at, (told, bytes)) in listed.iter().zip(&trial.files).enumerate() {
            assert_eq!(told["url"], format!("/try/shelf/files/{at}"));
            assert_eq!(told["size"], bytes.len());
            assert!(!bytes.is_empty(), "{told}");
        }
        assert!(!trial.shelf.contains("secret"));
    }
}
