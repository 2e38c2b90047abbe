//! `custom-rule`: a rule of the office's own, with the office's own words.

mod settings;

use super::Check;
use crate::{
    context::{Context, Found},
    policy,
    recipients::Recipient,
    verdict::Finding,
    words::Wording,
};
pub(crate) use settings::Settings;

pub(crate) fn run(context: &Context<'_>, _settings: &Settings, findings: &mut Vec<Finding>) {
    for rule in context.policy.custom_rules() {
        if (rule.only_to_outsiders && !context.goes_outside())
            || (rule.only_with_attachment && !context.has_attachment())
        {
            continue;
        }
        let Some(severity) = rule.level.severity() else {
            continue;
        };
        let Some(attachments) = hits(context, &rule.matcher) else {
            continue;
        };
        let wording = Wording::new("title", &["text"])
            .text("title", &rule.title)
            .text("text", &rule.text);
        let outside = rule.only_to_outsiders;
        let recipients = context
            .recipients
            .iter()
            .filter(|recipient| !outside || recipient.outside());
        let found = Found::new(Check::CustomRule, severity, wording)
            .recipients(recipients.map(Recipient::address))
            .attachments(attachments);
        findings.push(found.finish());
    }
}

/// Attachments that the rule speaks of; empty when it speaks of subject or text; none when it is silent. A rule with
/// content and a file name wants both.
fn hits(context: &Context<'_>, matcher: &policy::Matcher) -> Option<Vec<usize>> {
    let named = |index: usize| {
        let attachment = context.message.attachments.get(index)?;
        let pattern = matcher.file_name.as_ref()?;
        std::iter::once(&attachment.name)
            .chain(&attachment.names_inside)
            .any(|name| pattern.is_match(name))
            .then_some(index)
    };
    let by_name: Vec<usize> = (0..context.message.attachments.len()).filter_map(named).collect();
    if matcher.file_name.is_some() && by_name.is_empty() {
        return None;
    }
    let Some(wanted) = &matcher.content else {
        return Some(by_name);
    };
    let own = wanted.is_match(&context.message.subject) || wanted.is_match(&context.own_text);
    let by_content: Vec<usize> = context
        .message
        .attachments
        .iter()
        .enumerate()
        .filter(|(index, _)| matcher.file_name.is_none() || by_name.contains(index))
        .filter(|(_, attachment)| attachment.parts.iter().any(|part| wanted.is_match(&part.text)))
        .map(|(index, _)| index)
        .collect();
    (own || !by_content.is_empty()).then_some(by_content)
}
