//! Where Thunderbird reaches the service.

use std::net::Ipv4Addr;
use url::{Host, Url};

/// Why an address cannot be in the add-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BadAddress {
    #[error("is no URL")]
    NoUrl,
    #[error("must begin with https://; http://127.0.0.1 is for a trial on this very machine")]
    NotHttps,
    #[error("may have nothing behind the host")]
    NotAnOrigin,
}

/// An office by its address.
#[derive(Debug)]
pub(crate) struct Addressed {
    origin: String,
    pattern: String,
}

impl Addressed {
    /// An office whose service lives there.
    pub(crate) fn new(base_url: &str) -> Result<Self, BadAddress> {
        let url = Url::parse(base_url).map_err(|_| BadAddress::NoUrl)?;
        let host = url.host().ok_or(BadAddress::NoUrl)?;
        // The add-in itself takes no other address without TLS.
        let secret =
            url.scheme() == "https" || url.scheme() == "http" && matches!(host, Host::Ipv4(Ipv4Addr::LOCALHOST));
        if !secret {
            return Err(BadAddress::NotHttps);
        }
        let bare = url.username().is_empty() && url.password().is_none();
        if !bare || url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return Err(BadAddress::NotAnOrigin);
        }
        Ok(Self {
            origin: url.origin().ascii_serialization(),
            pattern: format!("{}://{host}/*", url.scheme()),
        })
    }

    /// Scheme, host and port.
    pub(crate) fn origin(&self) -> &str {
        &self.origin
    }

    /// What the add-in may reach. A match pattern knows no port.
    pub(super) fn pattern(&self) -> &str {
        &self.pattern
    }

    /// Where a file of the add-in lies.
    pub(super) fn of_file(&self, name: &str) -> String {
        format!("{}/addin/thunderbird/{name}", self.origin)
    }
}
