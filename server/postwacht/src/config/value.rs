//! Single values: what they may be, and how it is told when they are not.

use ipnet::IpNet;
use std::{
    fmt::Display,
    net::{IpAddr, SocketAddr},
    ops::RangeInclusive,
    str::FromStr,
};
use url::Url;

/// A setting that does not hold. The text names the key or the variable, and says what is wrong.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Problem(String);

impl Problem {
    /// What is wrong with a named thing.
    pub(crate) fn new(name: impl Display, wrong: impl Display) -> Self {
        Self(format!("{name}: {wrong}"))
    }
}

/// A text with the name of the key or variable that it came from.
#[derive(Debug)]
pub(super) struct Named {
    name: &'static str,
    text: String,
}

impl Named {
    pub(super) fn new(name: &'static str, text: &str) -> Self {
        Self {
            name,
            text: text.trim().to_owned(),
        }
    }

    fn wrong(&self, what: impl Display) -> Problem {
        Problem::new(self.name, format!("\"{}\": {what}", self.text))
    }

    /// An address with a port.
    pub(super) fn address(&self) -> Result<SocketAddr, Problem> {
        self.text
            .parse()
            .map_err(|_| self.wrong("expected an IP address with a port, such as 127.0.0.1:8080"))
    }

    /// An address on the web, without a slash at its end.
    pub(super) fn url(&self) -> Result<String, Problem> {
        let usable = |url: &Url| {
            matches!(url.scheme(), "http" | "https")
                && url.has_host()
                && url.query().is_none()
                && url.fragment().is_none()
                && url.username().is_empty()
        };
        let url = Url::parse(&self.text).ok().filter(usable);
        let url = url.ok_or_else(|| self.wrong("expected an address such as https://postwacht.kantoor.example"))?;
        Ok(url.as_str().trim_end_matches('/').to_owned())
    }

    /// One of the words of a type.
    pub(super) fn parsed<T: FromStr<Err: Display>>(&self) -> Result<T, Problem> {
        self.text.parse().map_err(|expected| self.wrong(expected))
    }
}

/// Addresses and networks, such as `10.0.0.0/8`.
pub(super) fn networks(key: &str, written: &[String]) -> Result<Vec<IpNet>, Problem> {
    let network = |text: &String| {
        let address = || text.parse::<IpAddr>().map(IpNet::from);
        let wrong = |_| {
            Problem::new(
                key,
                format!("\"{text}\": expected an address or a network such as 10.0.0.0/8"),
            )
        };
        text.parse::<IpNet>().or_else(|_| address()).map_err(wrong)
    };
    written.iter().map(network).collect()
}

/// A number in a range, as the type that is needed.
pub(super) fn count<T: TryFrom<i64>>(
    key: &str,
    written: Option<i64>,
    range: RangeInclusive<i64>,
) -> Result<Option<T>, Problem> {
    let Some(number) = written else { return Ok(None) };
    let held = Some(number)
        .filter(|number| range.contains(number))
        .and_then(|number| T::try_from(number).ok());
    let wrong = || {
        Problem::new(
            key,
            format!("{number}: expected a number from {} to {}", range.start(), range.end()),
        )
    };
    held.map(Some).ok_or_else(wrong)
}
