//! Requests to the provider: over TLS or within this machine, without redirects, and with an end to their time and size.

use openidconnect::{HttpRequest, HttpResponse};
use reqwest::{Client, Request, Url, redirect};
use std::time::Duration;
use url::Host;

/// How long one request may take.
const TIME: Duration = Duration::from_secs(10);
/// No answer of a provider is larger, in bytes.
const LARGEST: usize = 512 << 10;

/// Why there was no answer. For the log; it names no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NoAnswer {
    #[error("the provider names an address that is not safe")]
    Address,
    #[error("the provider does not answer")]
    Silent,
    #[error("the provider's answer is too large")]
    TooLarge,
}

/// Asks one provider.
#[derive(Debug)]
pub(crate) struct Outgoing {
    client: Client,
    /// The provider is on this machine, which only tests and trials do.
    local: bool,
}

/// Whether what goes there cannot be read on the way, and whether it stays on this machine.
pub(crate) fn reach(url: &Url) -> Option<bool> {
    let local = match url.host()? {
        Host::Domain(name) => name == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    };
    let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    (plain && (url.scheme() == "https" || (local && url.scheme() == "http"))).then_some(local)
}

impl Outgoing {
    /// Asks a provider on this machine, or elsewhere; nothing when no connection can be made from here.
    pub(crate) fn new(local: bool) -> Option<Self> {
        let client = Client::builder()
            .redirect(redirect::Policy::none())
            .timeout(TIME)
            .no_proxy()
            .build();
        client.ok().map(|client| Self { client, local })
    }

    /// Sends a request. A provider elsewhere cannot make us ask something of this machine.
    pub(crate) async fn send(&self, request: HttpRequest) -> Result<HttpResponse, NoAnswer> {
        let request = Request::try_from(request).map_err(|_| NoAnswer::Address)?;
        if reach(request.url()) != Some(self.local) {
            return Err(NoAnswer::Address);
        }
        let answer = self.client.execute(request).await;
        let mut answer = answer.map_err(|_| NoAnswer::Silent)?;
        let mut body = Vec::new();
        while let Some(piece) = answer.chunk().await.map_err(|_| NoAnswer::Silent)? {
            if body.len() + piece.len() > LARGEST {
                return Err(NoAnswer::TooLarge);
            }
            body.extend_from_slice(&piece);
        }
        let mut response = HttpResponse::new(body);
        *response.status_mut() = answer.status();
        *response.headers_mut() = answer.headers().clone();
        Ok(response)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_is_reached_over_tls_or_on_this_machine() {
        for (url, expected, why) in [
            ("https://login.kantoor.example/realms/x", Some(false), "over TLS"),
            ("http://127.0.0.1:9/", Some(true), "on this machine"),
            ("https://localhost/", Some(true), "on this machine, over TLS"),
            (
                "http://login.kantoor.example/",
                None,
                "anybody on the way could read it",
            ),
            (
                "http://127.0.0.1.boos.example/",
                None,
                "it only looks like this machine",
            ),
            (
                "https://wie:wat@login.kantoor.example/",
                None,
                "a password that ends up in logs",
            ),
            ("file:///etc/passwd", None, "no host"),
        ] {
            assert_eq!(reach(&Url::parse(url).unwrap()), expected, "{why}");
        }
    }
}
