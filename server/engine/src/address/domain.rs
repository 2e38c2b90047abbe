//! Mail domains: canonical form, patterns over whole labels, registrable domain.
//!
//! Never compares by end of text: `evilexample.com` is not under `example.com`.

use std::net::{Ipv4Addr, Ipv6Addr};

use idna::AsciiDenyList;
use idna::uts46::{DnsLength, Hyphens, Uts46};

use super::AddressError;
use super::glyphs::is_invisible;

/// Whether a label of a domain is its own canonical form but for capitals: plain letters, digits and single hyphens.
pub(super) fn is_plain_label(label: &str) -> bool {
    let hyphens = label.starts_with('-') || label.ends_with('-') || label.contains("--");
    let letters = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    (1..=63).contains(&label.len()) && letters && !hyphens
}

/// A domain, or all sub-domains of one (`*.x`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DomainPattern(Box<str>);

impl DomainPattern {
    /// Reads `x`, `@x`, `*@x` (the domain itself) or `*.x`, `@*.x` (its sub-domains only).
    ///
    /// # Errors
    /// [`AddressError`] when there is no domain; a pattern without a domain (`*`, `@`) is none.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let text: String = text.chars().filter(|&ch| !is_invisible(ch)).collect();
        let text = text.trim();
        let text = text
            .strip_prefix("*@")
            .or_else(|| text.strip_prefix('@'))
            .unwrap_or(text);
        match text.strip_prefix("*.") {
            Some(parent) => Ok(Self(format!("*.{}", canonical_domain(parent)?).into())),
            None => Ok(Self(canonical_domain(text)?.into())),
        }
    }

    /// The canonical pattern, `x` or `*.x`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The domain without the star.
    #[must_use]
    pub fn base(&self) -> &str {
        self.0.strip_prefix("*.").unwrap_or(&self.0)
    }

    /// Whether this stands for sub-domains.
    #[must_use]
    pub fn is_wild(&self) -> bool {
        self.0.starts_with("*.")
    }

    /// Whether a canonical domain matches.
    #[must_use]
    pub fn matches(&self, domain: &str) -> bool {
        domain_matches(domain, &self.0)
    }
}

/// Whether a canonical domain matches a canonical pattern: exactly, or as `*.x` any sub-domain of x and not x itself.
#[must_use]
pub fn domain_matches(domain: &str, pattern: &str) -> bool {
    match pattern.strip_prefix("*.") {
        Some(parent) => is_sub_domain(domain, parent),
        None => !pattern.is_empty() && domain == pattern,
    }
}

/// Whether a canonical domain matches as on a deny list, where an entry covers the domain with its sub-domains.
#[must_use]
pub fn domain_and_subs_match(domain: &str, pattern: &str) -> bool {
    domain_matches(domain, pattern) || (!pattern.starts_with("*.") && is_sub_domain(domain, pattern))
}

fn is_sub_domain(domain: &str, parent: &str) -> bool {
    let rest = domain.strip_suffix(parent).and_then(|rest| rest.strip_suffix('.'));
    !parent.is_empty() && rest.is_some_and(|rest| !rest.is_empty())
}

/// The part of a canonical domain that its owner registered (`x.co.uk` of `mail.x.co.uk`), by the public suffix list.
/// Nothing for a public suffix itself and for a domain literal.
#[must_use]
pub fn registrable_domain(domain: &str) -> Option<&str> {
    if domain.starts_with('[') {
        None
    } else {
        psl::domain_str(domain)
    }
}

/// Canonical form of a domain: lower case, A-labels, one trailing dot and white space around it dropped.
///
/// # Errors
/// [`AddressError::Empty`] when there is nothing, else [`AddressError::BadDomain`].
pub fn canonical_domain(text: &str) -> Result<String, AddressError> {
    let text: String = text.chars().filter(|&ch| !is_invisible(ch)).collect();
    let text = text.trim();
    if text.is_empty() {
        Err(AddressError::Empty)
    } else {
        host_name(text)
    }
}

/// The host part of an address: a domain, or a domain literal in square brackets.
pub(super) fn canonical_host(text: &str) -> Result<String, AddressError> {
    match text.strip_prefix('[') {
        Some(rest) => domain_literal(rest.strip_suffix(']').ok_or(AddressError::BadDomain)?),
        None => host_name(text),
    }
}

fn host_name(text: &str) -> Result<String, AddressError> {
    let ascii = Uts46::new()
        .to_ascii(
            text.as_bytes(),
            AsciiDenyList::STD3,
            Hyphens::CheckFirstLast,
            DnsLength::VerifyAllowRootDot,
        )
        .map_err(|_| AddressError::BadDomain)?;
    let name = ascii.strip_suffix('.').unwrap_or(&ascii);
    if name.is_empty() {
        Err(AddressError::BadDomain)
    } else {
        Ok(name.to_owned())
    }
}

fn domain_literal(text: &str) -> Result<String, AddressError> {
    if let Ok(address) = text.parse::<Ipv4Addr>() {
        return Ok(format!("[{address}]"));
    }
    let (tag, address) = text.split_at_checked("ipv6:".len()).ok_or(AddressError::BadDomain)?;
    let address: Ipv6Addr = address.parse().map_err(|_| AddressError::BadDomain)?;
    if tag.eq_ignore_ascii_case("ipv6:") {
        Ok(format!("[ipv6:{address}]"))
    } else {
        Err(AddressError::BadDomain)
    }
}
