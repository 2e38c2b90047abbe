//! The certificate that the service shows: whether its files hold, for how long, and for whom.

use super::{Report, State};
use crate::kept::shown;
use jiff::{SignedDuration, Timestamp};
use postwacht_api::tls::{Certificate, Files};
use std::fmt::Display;
use url::Url;

/// Whoever renews by hand needs some days.
const SOON: SignedDuration = SignedDuration::from_hours(14 * 24);

/// Adds what is found.
pub(super) fn examine(report: &mut Report, files: &Files, base_url: Option<&str>, now: Timestamp) {
    let certificate = match Certificate::read(files) {
        Ok(certificate) => certificate,
        Err(fault) => return report.wrong("tls", &fault),
    };
    let path = shown(&files.certificate);
    let host = base_url.and_then(|url| Url::parse(url).ok()?.host_str().map(str::to_owned));
    let elsewhere = host.as_ref().filter(|host| !certificate.is_for(host));
    let (state, key) = match () {
        () if !certificate.holds(now) => (State::Wrong, "doctor-tls-not-now"),
        () if elsewhere.is_some() => (State::Wrong, "doctor-tls-elsewhere"),
        () if is_soon(&certificate, now) => (State::Look, "doctor-tls-soon"),
        () => (State::Well, "doctor-tls"),
    };
    let host = host.unwrap_or_default();
    let pieces: [(&str, &dyn Display); 4] = [
        ("path", &path),
        ("begins", &certificate.begins),
        ("ends", &certificate.ends),
        ("host", &host),
    ];
    report.found("tls", state, key, &pieces);
}

/// Whether it ends soon. One that lives for days only is renewed by a program, in the last third of its life.
fn is_soon(certificate: &Certificate, now: Timestamp) -> bool {
    let third = certificate.ends.duration_since(certificate.begins) / 3;
    certificate.ends.duration_since(now) < SOON.min(third)
}
