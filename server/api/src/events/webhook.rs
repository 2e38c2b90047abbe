//! Sends events to one address, signed and tried again when it does not answer.
//!
//! After the specification of Standard Webhooks (<https://www.standardwebhooks.com>): the headers `webhook-id`,
//! `webhook-timestamp` and `webhook-signature`, an HMAC over all three. Speaks TLS except to this machine, follows no
//! redirect and reads no answer beyond its status. One event at a time, in order.

use super::Event;
use crate::metrics::{self, Webhook as Counted};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use reqwest::{
    Client, StatusCode, Url,
    header::{CONTENT_TYPE, USER_AGENT},
    redirect,
};
use sha2::Sha256;
use std::{fmt, sync::Arc, time::Duration};
use tokio::{sync::broadcast, task::JoinHandle, time::sleep};
use url::Host;

/// How long one attempt may take.
const TIME: Duration = Duration::from_secs(10);
/// Attempts for one event.
const ATTEMPTS: u32 = 7;
/// What secrets of this specification may begin with.
const PREFIX: &str = "whsec_";
/// The shortest and the longest secret, in bytes.
const SECRET: std::ops::RangeInclusive<usize> = 24..=64;

/// Where events go, and what they are signed with.
#[derive(Clone)]
pub struct Webhook {
    url: Url,
    secret: Vec<u8>,
    pause: Duration,
}

impl fmt::Debug for Webhook {
    /// The address may hold a secret of the other side.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Webhook(secret)")
    }
}

/// Why events cannot be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// The address is none, or not safe.
    #[error("expected an https address without user name; http is for this machine only")]
    Address,
    /// The secret is none.
    #[error("expected 24 to 64 random bytes in base64, with or without `whsec_` before them")]
    Secret,
    /// There is no way out.
    #[error("no connection can be made: the certificates of this machine cannot be read")]
    Tls,
}

impl Webhook {
    /// Sends to this address, signed with this secret.
    ///
    /// # Errors
    /// [`Unusable`] when one of them will not do.
    pub fn new(url: &str, secret: &str) -> Result<Self, Unusable> {
        let url = Url::parse(url).ok().filter(is_safe).ok_or(Unusable::Address)?;
        let secret = secret.trim();
        let secret = secret.strip_prefix(PREFIX).unwrap_or(secret);
        let secret = BASE64_STANDARD.decode(secret).map_err(|_| Unusable::Secret)?;
        if !SECRET.contains(&secret.len()) {
            return Err(Unusable::Secret);
        }
        Ok(Self {
            url,
            secret,
            pause: Duration::from_secs(1),
        })
    }

    /// Waits so long after the first attempt that fails, and each time twice as long.
    #[must_use]
    pub fn pausing(self, pause: Duration) -> Self {
        Self { pause, ..self }
    }

    /// Starts sending, on the runtime that this is called in, until nobody puts events in any more.
    ///
    /// # Errors
    /// [`Unusable::Tls`].
    pub fn start(
        self,
        events: broadcast::Receiver<Arc<Event>>,
        now: fn() -> Timestamp,
    ) -> Result<JoinHandle<()>, Unusable> {
        let client = Client::builder()
            .redirect(redirect::Policy::none())
            .timeout(TIME)
            .no_proxy()
            .build()
            .map_err(|_| Unusable::Tls)?;
        Ok(tokio::spawn(self.send_all(client, events, now)))
    }

    async fn send_all(self, client: Client, mut events: broadcast::Receiver<Arc<Event>>, now: fn() -> Timestamp) {
        loop {
            match events.recv().await {
                Ok(event) => self.send(&client, &event, now).await,
                Err(broadcast::error::RecvError::Lagged(dropped)) => metrics::webhooks(Counted::Dropped, dropped),
                Err(broadcast::error::RecvError::Closed) => return,
            }
        }
    }

    /// Sends one event, again and again until it is taken, refused, or was tried often enough.
    async fn send(&self, client: &Client, event: &Event, now: fn() -> Timestamp) {
        // All of it is words, numbers and ids; there is nothing that could not be written.
        let body = serde_json::to_vec(event).unwrap_or_default();
        for attempt in 0..ATTEMPTS {
            let fate = self.attempt(client, event, &body, now().as_second()).await;
            match fate {
                Fate::Taken => return metrics::webhooks(Counted::Sent, 1),
                Fate::Refused(status) => {
                    tracing::warn!(status = status.as_u16(), "the webhook refused an event");
                    return metrics::webhooks(Counted::Refused, 1);
                }
                Fate::Failed if attempt + 1 < ATTEMPTS => sleep(self.pause_after(attempt, event)).await,
                Fate::Failed => {}
            }
        }
        tracing::warn!(attempts = ATTEMPTS, "the webhook does not answer");
        metrics::webhooks(Counted::Failed, 1);
    }

    async fn attempt(&self, client: &Client, event: &Event, body: &[u8], time: i64) -> Fate {
        let id = format!("msg_{}", event.id.simple());
        let sent = client
            .post(self.url.clone())
            .header(CONTENT_TYPE, "application/json")
            .header(USER_AGENT, "Postwacht")
            .header("webhook-id", &id)
            .header("webhook-timestamp", time)
            .header("webhook-signature", self.signature(&id, time, body))
            .body(body.to_vec())
            .send();
        match sent.await.map(|answer| answer.status()) {
            Ok(status) if status.is_success() => Fate::Taken,
            Ok(StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS) | Err(_) => Fate::Failed,
            Ok(status) if status.is_server_error() => Fate::Failed,
            Ok(status) => Fate::Refused(status),
        }
    }

    /// Up to half as much again, so that several services do not all come back at once.
    fn pause_after(&self, attempt: u32, event: &Event) -> Duration {
        let pause = self.pause * 2_u32.saturating_pow(attempt);
        let spread = u32::from(event.id.as_bytes().last().copied().unwrap_or_default());
        pause + pause / 512 * spread
    }

    fn signature(&self, id: &str, time: i64, body: &[u8]) -> String {
        // HMAC takes a key of any length, so the second arm is never taken; an empty key keeps this total.
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.secret)
            .unwrap_or_else(|_| Hmac::new(&hmac::digest::Key::<Hmac<Sha256>>::default()));
        mac.update(format!("{id}.{time}.").as_bytes());
        mac.update(body);
        format!("v1,{}", BASE64_STANDARD.encode(mac.finalize().into_bytes()))
    }
}

/// What became of an attempt.
enum Fate {
    Taken,
    Refused(StatusCode),
    Failed,
}

/// Whether what goes there cannot be read on the way.
fn is_safe(url: &Url) -> bool {
    let loopback = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    plain && url.has_host() && (url.scheme() == "https" || (url.scheme() == "http" && loopback))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    #[test]
    fn events_go_over_tls_or_stay_on_this_machine() {
        for (url, holds, why) in [
            ("https://siem.kantoor.example/hook?to=us", true, "over TLS"),
            ("http://127.0.0.1:9/hook", true, "on this machine"),
            ("http://[::1]:9/hook", true, "on this machine"),
            ("http://localhost:9/", true, "on this machine"),
            (
                "http://siem.kantoor.example/hook",
                false,
                "anybody on the way could read it",
            ),
            (
                "http://127.0.0.1.evil.example/",
                false,
                "it only looks like this machine",
            ),
            (
                "https://user:password@siem.example/",
                false,
                "a password that ends up in logs",
            ),
            ("ftp://siem.example/", false, "another protocol"),
            ("siem.example", false, "no address"),
        ] {
            let made = Webhook::new(url, SECRET).map(|_| ());
            assert_eq!(
                made,
                if holds { Ok(()) } else { Err(Unusable::Address) },
                "{url}: {why}"
            );
        }
    }

    #[test]
    fn a_secret_is_long_enough() {
        for secret in ["", "whsec_", "whsec_QlNO", "whsec_?"] {
            let made = Webhook::new("https://siem.example/", secret).map(|_| ());
            assert_eq!(made, Err(Unusable::Secret), "{secret}");
        }
    }

    #[test]
    fn the_signature_is_that_of_the_specification() {
        // The example of the specification's own libraries.
        let webhook = Webhook::new("https://siem.example/", SECRET).unwrap();
        let signature = webhook.signature("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, b"{\"test\": 2432232314}");
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assert_eq!(format!("{webhook:?}"), "Webhook(secret)");
    }
}
