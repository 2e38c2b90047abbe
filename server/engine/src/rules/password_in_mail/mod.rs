//! `password-in-mail`: an encrypted attachment travels with its password.

mod settings;

use super::Check;
use crate::{
    context::{Context, Found},
    evidence,
    message::{UnreadReason, Voice},
    passwords,
    recipients::Recipient,
    verdict::{Finding, Severity},
    words::Wording,
};
pub(crate) use settings::Settings;

pub(crate) fn run(context: &Context<'_>, _settings: &Settings, findings: &mut Vec<Finding>) {
    if !context.goes_outside() {
        return;
    }
    let encrypted = context.attachments().find(|(_, attachment)| {
        attachment
            .unread
            .iter()
            .any(|unread| unread.reason == UnreadReason::Encrypted)
    });
    let Some((index, attachment)) = encrypted else { return };
    let [signature, quoted] = [Voice::Signature, Voice::Quoted].map(|voice| context.message.body.voice(voice));
    let in_files = context
        .attachments()
        .flat_map(|(_, attachment)| &attachment.parts)
        .map(|part| part.text.as_str());
    // A password in the mail that is answered or passed on travels along just the same.
    let in_mail = [
        context.message.subject.as_str(),
        context.own_text.as_str(),
        signature.as_str(),
        quoted.as_str(),
    ];
    let mut texts = in_mail.into_iter().chain(in_files);
    if texts.any(passwords::gives_one) {
        let wording = Wording::new("title", &["text"]).text("file", evidence::shorten(&attachment.name, 40));
        let found = Found::new(Check::PasswordInMail, Severity::Warn, wording)
            .recipients(context.outsiders().map(Recipient::address))
            .attachments([index]);
        findings.push(found.finish());
    }
}
