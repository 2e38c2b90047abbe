//! `missing-attachment`: the own text promises an attachment and there is none.

mod settings;

use super::Check;
use crate::{
    context::{Context, Found},
    evidence, promises,
    verdict::{Finding, Severity},
    words::Wording,
};
pub(crate) use settings::Settings;

pub(crate) fn run(context: &Context<'_>, _settings: &Settings, findings: &mut Vec<Finding>) {
    if context.has_attachment() || context.recipients.is_empty() {
        return;
    }
    if let Some(promise) = promises::find(&context.own_text) {
        let wording = Wording::new("title", &["text"]).text("promise", evidence::shorten(promise, 60));
        findings.push(Found::new(Check::MissingAttachment, Severity::Warn, wording).finish());
    }
}
