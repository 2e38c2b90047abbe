//! `private-mailbox`: content of the office goes to a colleague's private address.

mod settings;

use super::Check;
use crate::{
    context::{Context, Found},
    documents::Exposure,
    evidence,
    people::ColleagueId,
    policy::Level,
    public_domains,
    recipients::Recipient,
    verdict::Finding,
    words::Wording,
};
pub(crate) use settings::Settings;

pub(crate) fn run(context: &Context<'_>, settings: &Settings, findings: &mut Vec<Finding>) {
    if !context.has_office_content() {
        return;
    }
    for (recipient, exposure) in context.exposed_outsiders() {
        if !recipient.clients.is_empty() && exposure.is_empty() {
            continue;
        }
        if let Some(colleague) = recipient.private_of {
            let level = if exposure.clients().next().is_none() {
                settings.other
            } else {
                settings.listed_with_papers
            };
            findings.extend(finding(context, recipient, exposure, colleague, level, true));
        } else if let Some(colleague) = spelled_colleague(context, recipient) {
            findings.extend(finding(context, recipient, exposure, colleague, settings.other, false));
        }
    }
}

/// The colleague whose name an unknown free-mail address spells.
pub(crate) fn spelled_colleague(context: &Context<'_>, recipient: &Recipient<'_>) -> Option<ColleagueId> {
    let free = public_domains::is_public(recipient.address().domain());
    (free && !recipient.known()).then(|| context.people.spelled_colleague(recipient.address().local()))?
}

fn finding(
    context: &Context<'_>,
    recipient: &Recipient<'_>,
    exposure: &Exposure,
    id: ColleagueId,
    level: Level,
    listed: bool,
) -> Option<Finding> {
    let colleague = context.people.colleague(id)?;
    let own = context.people.colleague_at(&context.message.sender.address) == Some(id);
    let (title, text) = match (listed, own) {
        (true, true) => ("title_own", "own"),
        (true, false) => ("title", "listed"),
        (false, _) => ("title_guessed", "guessed"),
    };
    let wording = Wording::new(title, &[text])
        .text("name", evidence::shorten(&colleague.name, 28))
        .text("address", recipient.address().as_str())
        .text("work", colleague.address.as_str());
    let found = Found::new(Check::PrivateMailbox, level.severity()?, wording)
        .recipients([recipient.address()])
        .attachments(context.attachments().map(|(index, _)| index))
        .fix(context.swap_to_colleague(recipient.address(), id))
        .by([if listed && exposure.clients().next().is_some() {
            "listed_with_papers"
        } else {
            "other"
        }])
        .measure("listed", usize::from(listed))
        .measure("exposed", exposure.clients().count());
    Some(found.finish())
}
