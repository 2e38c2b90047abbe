//! The same check over again, with what it counted on an earlier mail and other settings. Nothing of that mail is needed.

use super::{Check, Settings, many_persons, visible_recipients};
use crate::{
    context::Context,
    policy::Level,
    verdict::{Measured, Severity},
};
use std::collections::BTreeMap;

/// What was counted, by name.
pub type Counts = BTreeMap<String, i64>;

/// What a check would make of what it counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Again {
    /// So grave; nothing where it is too little.
    Counted(Option<Severity>),
    /// The counts do not tell.
    NotTold,
}

/// What a check with a threshold would make of what it counted. The counts of other checks do not tell.
pub(crate) fn again(check: Check, settings: &Settings, counts: &Counts) -> Again {
    let count = |name: &str| counts.get(name).and_then(|count| usize::try_from(*count).ok());
    if check == Check::VisibleRecipients {
        let counted = count("visible").zip(count("organisations"));
        return counted.map_or(Again::NotTold, |(visible, organisations)| {
            let settings = &settings.visible_recipients;
            Again::Counted(visible_recipients::severity(settings, visible, organisations))
        });
    }
    if check == Check::ManyPersons {
        let settings = &settings.many_persons;
        let people = count("people").is_some_and(|people| people >= settings.enough_persons());
        let listed = count("listed").is_some_and(|listed| listed >= settings.enough_listed());
        let identified = people.then(|| settings.identified.severity()).flatten();
        return Again::Counted(identified.or_else(|| listed.then(|| settings.listed.severity()).flatten()));
    }
    Again::NotTold
}

/// What the checks with a threshold counted, down to where it would be no warning under any setting.
pub(crate) fn measured(context: &Context<'_>) -> Vec<Measured> {
    let mut findings = Vec::new();
    let visible = visible_recipients::Settings {
        warn_from: 2,
        confirm_from: 0,
        organisations: 0,
    };
    visible_recipients::run(context, &visible, &mut findings);
    for (identified, listed) in [(Level::Info, Level::Off), (Level::Off, Level::Info)] {
        let people = many_persons::Settings {
            persons: 1,
            list: 2,
            identified,
            listed,
        };
        many_persons::run(context, &people, &mut findings);
    }
    let measured = findings.into_iter().map(|finding| Measured {
        check: finding.check,
        measures: finding.measures,
    });
    measured.collect()
}
