//! `group-not-expanded`: a distribution list of unknown size is among the recipients.

mod settings;

use super::Check;
use crate::{
    context::{Context, Found},
    verdict::{Finding, Severity},
    words::Wording,
};
pub(crate) use settings::Settings;

pub(crate) fn run(context: &Context<'_>, _settings: &Settings, findings: &mut Vec<Finding>) {
    let lists = &context.message.unexpanded_lists;
    if !lists.is_empty() {
        let wording = Wording::new("title", &["text"])
            .names("lists", lists)
            .count("count", lists.len());
        let found = Found::new(Check::GroupNotExpanded, Severity::Info, wording).measure("lists", lists.len());
        findings.push(found.finish());
    }
}
