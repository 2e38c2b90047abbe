//! `reply-all-from-bcc`: somebody who got a mail unseen answers all.

mod settings;

use super::Check;
use crate::{
    context::{Context, Found},
    message::{Kind, OwnField},
    recipients::Recipient,
    verdict::{Finding, Severity},
    words::Wording,
};
pub(crate) use settings::Settings;

pub(crate) fn run(context: &Context<'_>, _settings: &Settings, findings: &mut Vec<Finding>) {
    let unseen = context
        .message
        .baseline
        .as_ref()
        .is_some_and(|baseline| baseline.own_field == OwnField::Bcc);
    if context.message.kind == Kind::ReplyAll && unseen && context.recipients.len() > 1 {
        let found = Found::new(Check::ReplyAllFromBcc, Severity::Warn, Wording::new("title", &["text"]))
            .recipients(context.recipients.iter().map(Recipient::address))
            .measure("recipients", context.recipients.len());
        findings.push(found.finish());
    }
}
