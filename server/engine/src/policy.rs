//! The office's policy: TOML in, typed settings out. A policy that does not hold is refused whole, with every reason;
//! it never becomes active in part.

mod custom;
mod deny;
mod merge;
mod past;
mod share;

use crate::{
    address::Address,
    allowlist::Pattern,
    rules::{self, Check},
    verdict::Severity,
};
pub use custom::{CustomRule, Matcher};
pub use merge::Problem;
pub use past::Past;
pub use share::Place;
use share::Shares;
use std::collections::HashMap;

/// What a check may be set to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// It is not carried out.
    Off,
    /// It is kept for the record only.
    Info,
    /// It warns.
    Warn,
    /// It asks for an act.
    Confirm,
    /// It stops the mail.
    Block,
}

impl Level {
    /// Every level, lightest first.
    pub const ALL: [Self; 5] = [Self::Off, Self::Info, Self::Warn, Self::Confirm, Self::Block];

    /// The word for it in policies.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.severity().map_or("off", Severity::as_str)
    }

    /// The severity, none for off.
    #[must_use]
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Info => Some(Severity::Info),
            Self::Warn => Some(Severity::Warn),
            Self::Confirm => Some(Severity::Confirm),
            Self::Block => Some(Severity::Block),
        }
    }
}

/// An active policy.
#[derive(Debug, Clone)]
pub struct Policy {
    pub(crate) settings: rules::Settings,
    /// The same, by name.
    values: HashMap<Check, toml::Table>,
    shares: Shares,
    levels: HashMap<Check, Level>,
    groups: HashMap<String, HashMap<Check, Level>>,
    deny: Vec<Pattern>,
    custom: Vec<CustomRule>,
}

impl Policy {
    /// The policy that comes with Postwacht.
    #[must_use]
    pub fn embedded() -> Self {
        Self::parse("").unwrap_or_else(|_| Self {
            settings: rules::Settings::default(),
            values: HashMap::new(),
            shares: Shares::default(),
            levels: HashMap::new(),
            groups: HashMap::new(),
            deny: Vec::new(),
            custom: Vec::new(),
        })
    }

    /// Reads a policy; what it leaves out keeps its default.
    ///
    /// # Errors
    /// Every problem with its path, such as `checks.visible-recipients.warn_from`.
    pub fn parse(source: &str) -> Result<Self, Vec<Problem>> {
        merge::parse(source)
    }

    /// The whole default policy as one TOML text, with comments.
    #[must_use]
    pub fn default_text() -> String {
        merge::default_text()
    }

    /// What a check is set to for somebody in these groups: the strictest of the groups that say something, else the
    /// office's. None: each finding keeps the severity that the check itself gives.
    #[must_use]
    pub fn level(&self, check: Check, groups: &[String]) -> Option<Level> {
        groups
            .iter()
            .filter_map(|group| self.groups.get(&group.to_lowercase())?.get(&check).copied())
            .max()
            .or_else(|| self.levels.get(&check).copied())
    }

    /// What the policy makes of a finding that is so grave by itself, for a sender in these groups with this place among
    /// the colleagues. None: it is not carried out.
    pub(crate) fn settled(&self, check: Check, own: Severity, groups: &[String], place: Place) -> Option<Severity> {
        let severity = match self.level(check, groups) {
            Some(level) if check != Check::CustomRule || level.severity().is_none() => level.severity()?,
            Some(_) | None => own,
        };
        let shown = severity == Severity::Block || self.shares.reach(check, place);
        Some(if shown { severity } else { Severity::Info })
    }

    /// The deny list entry that covers this address, if any. A domain covers its sub-domains.
    #[must_use]
    pub fn denied(&self, address: &Address) -> Option<&str> {
        self.deny
            .iter()
            .find(|entry| deny::covers(entry, address))
            .map(Pattern::as_str)
    }

    /// The office's own rules.
    #[must_use]
    pub fn custom_rules(&self) -> &[CustomRule] {
        &self.custom
    }

    /// Adds entries to the deny list, which may live outside the policy.
    #[must_use]
    pub fn with_deny_list(mut self, entries: impl IntoIterator<Item = Pattern>) -> Self {
        self.deny.extend(entries);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_policy_holds_and_reads_back() {
        let text = Policy::default_text();
        let read = Policy::parse(&text).unwrap();
        assert_eq!(
            format!("{:?}", read.settings),
            format!("{:?}", Policy::embedded().settings)
        );
        for check in Check::ALL {
            assert!(text.contains(&format!("[checks.{}]", check.id())), "{check:?}");
        }
    }

    #[test]
    fn an_invalid_policy_names_every_path() {
        let problems = Policy::parse(
            "[checks.visible-recipients]\nwarn_from = 'ten'\n[checks.no-such-check]\n[checks.other-client]\nseverity = 'loud'\n[surprise]\n",
        )
        .unwrap_err();
        let paths: Vec<&str> = problems.iter().map(|problem| problem.path.as_str()).collect();
        assert_eq!(
            paths,
            [
                "surprise",
                "checks.no-such-check",
                "checks.other-client.severity",
                "checks.visible-recipients"
            ]
        );
    }

    #[test]
    fn the_strictest_group_wins_over_the_office() {
        let policy = Policy::parse(
            "[checks.new-recipient]\nseverity='off'\n[groups.directie.checks.new-recipient]\nseverity='info'\n[groups.loon.checks.new-recipient]\nseverity='confirm'\n",
        )
        .unwrap();
        let groups = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(policy.level(Check::NewRecipient, &[]), Some(Level::Off));
        assert_eq!(
            policy.level(Check::NewRecipient, &groups(&["directie", "Loon"])),
            Some(Level::Confirm)
        );
        assert_eq!(policy.level(Check::OtherClient, &[]), None);
    }
}
