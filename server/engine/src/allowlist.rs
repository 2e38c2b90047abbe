//! What the office lets pass: an address or domain, for which checks, for whom, until when, why and by whose word.
//!
//! An entry never silences `visible-recipients`, and a finding about a BSN only for one exact address with a reason and
//! an end date. An entry that asks for more is refused and covers nothing at all, wherever it came from.

use jiff::civil::Date;

use crate::address::{Address, AddressError, DomainPattern, registrable_domain};

/// The check that no entry covers: whoever is allowed to receive mail does not want to be seen by all others.
const NEVER: &str = "visible-recipients";

/// The check that only an entry which names it covers: the deny list is stronger than "all checks".
const ONLY_BY_NAME: &str = "blocked-recipient";

/// Checks whose findings are about a BSN.
const ABOUT_BSN: [&str; 3] = ["other-client", "many-persons", "personal-data"];

/// Whom mail may go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    /// One address.
    Address(Address),
    /// All addresses in a domain, or in the sub-domains of one.
    Domain(DomainPattern),
}

impl Pattern {
    /// Reads an address, or a domain in one of the ways that people write one: `x`, `@x`, `*@x`, `*.x`.
    ///
    /// # Errors
    /// [`AddressError`] when it is neither.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        if text.contains('@') && !text.starts_with('@') && !text.starts_with("*@") {
            Address::parse(text).map(Self::Address)
        } else {
            DomainPattern::parse(text).map(Self::Domain)
        }
    }

    /// Whether this recipient is meant.
    #[must_use]
    pub fn matches(&self, recipient: &Address) -> bool {
        match self {
            Self::Address(address) => address == recipient,
            Self::Domain(domain) => domain.matches(recipient.domain()),
        }
    }

    /// The canonical form, as an allowlist writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Address(address) => address.as_str(),
            Self::Domain(domain) => domain.as_str(),
        }
    }
}

/// Which checks are silenced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checks {
    /// All that an entry may cover, except `blocked-recipient`.
    All,
    /// Those with these ids.
    Named(Vec<String>),
}

/// For which senders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Audience {
    /// Everybody at the office.
    Everyone,
    /// A group of colleagues; case does not count.
    Group(String),
    /// One sender.
    Sender(Address),
}

/// One entry of the allowlist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What the audit calls it.
    pub id: String,
    /// Whom mail may go to.
    pub pattern: Pattern,
    /// For which checks.
    pub checks: Checks,
    /// For which senders.
    pub audience: Audience,
    /// Last day on which it holds; none: until it is taken away.
    pub until: Option<Date>,
    /// Why.
    pub reason: String,
    /// By whose word.
    pub by: String,
}

/// Why an entry cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// It names no check.
    NoChecks,
    /// It names `visible-recipients`.
    VisibleRecipients,
    /// It covers everything under a public suffix, such as `*.nl`.
    PublicSuffix,
    /// It covers findings about a BSN for more than one address.
    BsnForDomain,
    /// It covers findings about a BSN without saying why.
    BsnWithoutReason,
    /// It covers findings about a BSN without an end.
    BsnWithoutEnd,
}

impl Refusal {
    /// All of them, for whoever holds the words.
    pub const ALL: [Self; 6] = [
        Self::NoChecks,
        Self::VisibleRecipients,
        Self::PublicSuffix,
        Self::BsnForDomain,
        Self::BsnWithoutReason,
        Self::BsnWithoutEnd,
    ];

    /// A stable name for files and answers.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NoChecks => "no-checks",
            Self::VisibleRecipients => "visible-recipients",
            Self::PublicSuffix => "public-suffix",
            Self::BsnForDomain => "bsn-for-domain",
            Self::BsnWithoutReason => "bsn-without-reason",
            Self::BsnWithoutEnd => "bsn-without-end",
        }
    }
}

impl Entry {
    /// Whether this entry may be.
    ///
    /// # Errors
    /// The first [`Refusal`] that applies.
    pub fn validate(&self) -> Result<(), Refusal> {
        if let Checks::Named(ids) = &self.checks {
            if ids.is_empty() {
                return Err(Refusal::NoChecks);
            }
            if ids.iter().any(|id| id == NEVER) {
                return Err(Refusal::VisibleRecipients);
            }
        }
        if matches!(&self.pattern, Pattern::Domain(domain) if registrable_domain(domain.base()).is_none()) {
            return Err(Refusal::PublicSuffix);
        }
        if ABOUT_BSN.iter().any(|check| self.names(check)) {
            self.narrow_enough()
        } else {
            Ok(())
        }
    }

    /// Whether this is narrow enough for a finding about a BSN.
    fn narrow_enough(&self) -> Result<(), Refusal> {
        if matches!(self.pattern, Pattern::Domain(_)) {
            return Err(Refusal::BsnForDomain);
        }
        if self.reason.trim().is_empty() {
            return Err(Refusal::BsnWithoutReason);
        }
        if self.until.is_none() {
            Err(Refusal::BsnWithoutEnd)
        } else {
            Ok(())
        }
    }

    fn names(&self, check_id: &str) -> bool {
        match &self.checks {
            Checks::All => check_id != ONLY_BY_NAME && check_id != NEVER,
            Checks::Named(ids) => check_id != NEVER && ids.iter().any(|id| id == check_id),
        }
    }

    /// Whether this entry silences what a check found about a recipient of a mail by this sender, today.
    /// `touches_bsn`: a BSN is part of the cause, whichever check it was.
    #[must_use]
    pub fn covers(
        &self,
        check_id: &str,
        recipient: &Address,
        sender: &Address,
        sender_groups: &[String],
        today: Date,
        touches_bsn: bool,
    ) -> bool {
        self.names(check_id)
            && self.pattern.matches(recipient)
            && self.is_for(sender, sender_groups)
            && self.until.is_none_or(|until| today <= until)
            && self.validate().is_ok()
            && (!touches_bsn || self.narrow_enough().is_ok())
    }

    fn is_for(&self, sender: &Address, sender_groups: &[String]) -> bool {
        match &self.audience {
            Audience::Everyone => true,
            Audience::Sender(address) => address == sender,
            Audience::Group(group) => {
                let group = group.trim().to_lowercase();
                !group.is_empty() && sender_groups.iter().any(|other| other.trim().to_lowercase() == group)
            }
        }
    }
}

#[cfg(test)]
mod tests;
