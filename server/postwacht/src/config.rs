//! How the service is set: a TOML file, and above it the environment. A value that does not hold stops the start; the
//! service never runs on a guess.

mod ahead;
mod entra;
mod keep;
mod limits;
mod mail_clients;
mod office;
mod sign_in;
mod stop;
mod tls;
mod value;
mod webhook;

use crate::{
    commands::{manifest::outlook::Entra, serve::Hook},
    office::OfficeFiles,
};
use ipnet::IpNet;
pub(crate) use keep::Keep as KeepFor;
use postwacht_api::{service::Settings, telemetry::Verbosity, tls::Files as TlsFiles};
use postwacht_guard::Keep;
use serde::Deserialize;
pub(crate) use sign_in::{SignIn, provider};
use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
};
use value::Named;
pub(crate) use value::Problem;

/// Where the service listens when nothing else is said.
const LISTEN: &str = "127.0.0.1:8080";

/// How the service is set.
#[derive(Debug)]
pub(crate) struct Config {
    /// Where it listens; port 0 lets the system choose.
    pub(crate) listen: SocketAddr,
    /// The folder of what it keeps.
    pub(crate) data: Option<PathBuf>,
    /// Where clients reach it, without a slash at the end.
    pub(crate) base_url: Option<String>,
    /// The file with the office's key.
    pub(crate) key_file: Option<PathBuf>,
    /// The file with the token that opens it.
    pub(crate) token_file: Option<PathBuf>,
    /// How much it logs.
    pub(crate) log: Verbosity,
    /// How many processes read attachments; none said: as many as there are processors.
    pub(crate) workers: Option<usize>,
    /// The office's people, policy and allowlist.
    pub(crate) office: OfficeFiles,
    /// Proxies that are believed when they tell for whom they ask.
    pub(crate) proxies: Vec<IpNet>,
    /// How long things are kept.
    pub(crate) keep: KeepFor,
    /// Where the certificate lies; nothing where a proxy speaks TLS.
    pub(crate) tls: Option<TlsFiles>,
    /// How much is kept of files that are read ahead of time.
    pub(crate) ahead: Keep,
    /// Where events are told.
    pub(crate) webhook: Option<Hook>,
    /// The office's application in Entra ID, where it has one.
    pub(crate) entra: Option<Entra>,
    /// How people come into the console.
    pub(crate) sign_in: SignIn,
    /// All that the interface needs.
    pub(crate) settings: Settings,
}

/// The file as it is written. Keys that have a variable in the environment are texts here as well.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    listen: Option<String>,
    data: Option<PathBuf>,
    base_url: Option<String>,
    key_file: Option<PathBuf>,
    log: Option<String>,
    token_file: Option<PathBuf>,
    workers: Option<i64>,
    language: Option<String>,
    clients: Option<PathBuf>,
    colleagues: Option<PathBuf>,
    policy: Option<PathBuf>,
    allowlist: Option<PathBuf>,
    known: Option<PathBuf>,
    #[serde(default)]
    trusted_proxies: Vec<String>,
    tls: Option<tls::Written>,
    #[serde(default)]
    keep: keep::Written,
    webhook: Option<webhook::Written>,
    entra: Option<entra::Written>,
    #[serde(default)]
    sign_in: sign_in::Written,
    #[serde(default)]
    ahead: ahead::Written,
    #[serde(default)]
    mail_clients: mail_clients::Written,
    #[serde(default)]
    limits: limits::Written,
    #[serde(default)]
    stop: stop::Written,
}

impl Config {
    /// Reads the file, if there is one, and what the environment says above it. An empty variable says nothing.
    ///
    /// # Errors
    /// [`Problem`], which names the key or the variable, and what is wrong with its value.
    pub(crate) fn load(file: Option<&Path>, environment: &dyn Fn(&str) -> Option<String>) -> Result<Self, Problem> {
        let (written, folder) = match file {
            Some(path) => (read(path)?, path.parent().map(Path::to_owned).unwrap_or_default()),
            None => (Written::default(), PathBuf::new()),
        };
        // A path in the file begins at the file's folder; one in the environment where the program was started.
        let resolved = |path: Option<PathBuf>| path.map(|path| folder.join(path));
        let said = |name: &'static str, key: &'static str, text: Option<String>| {
            let above = environment(name).filter(|text| !text.trim().is_empty());
            above
                .map(|text| Named::new(name, &text))
                .or_else(|| text.map(|text| Named::new(key, &text)))
        };
        let place = |name: &str, written: Option<PathBuf>| {
            environment(name)
                .filter(|text| !text.trim().is_empty())
                .map(PathBuf::from)
                .or_else(|| resolved(written))
        };
        let listen = said("POSTWACHT_LISTEN", "listen", written.listen);
        let base_url = said("POSTWACHT_BASE_URL", "base_url", written.base_url);
        let log = said("POSTWACHT_LOG", "log", written.log);
        let base_url = base_url.map(|named| named.url()).transpose()?;
        let entra = written.entra.map(|entra| entra.settled(base_url.as_deref()));
        Ok(Self {
            listen: listen.unwrap_or_else(|| Named::new("listen", LISTEN)).address()?,
            data: place("POSTWACHT_DATA", written.data),
            base_url,
            key_file: place("POSTWACHT_KEY_FILE", written.key_file),
            token_file: resolved(written.token_file),
            log: log.map(|named| named.parsed()).transpose()?.unwrap_or_default(),
            workers: value::count("workers", written.workers, 1..=256)?,
            office: OfficeFiles {
                clients: resolved(written.clients),
                colleagues: resolved(written.colleagues),
                policy: resolved(written.policy),
                allowlist: resolved(written.allowlist),
                known: resolved(written.known),
            },
            proxies: value::networks("trusted_proxies", &written.trusted_proxies)?,
            tls: written.tls.map(|tls| tls.settled(&folder)),
            keep: written.keep.settled()?,
            ahead: written.ahead.settled()?,
            webhook: written.webhook.map(|webhook| webhook.settled(&folder)).transpose()?,
            entra: entra.transpose()?,
            sign_in: written.sign_in.settled(&folder)?,
            settings: Settings {
                language: office::language(written.language)?,
                check_deadline: written.limits.check_deadline()?,
                clients: written.mail_clients.settled(&written.limits)?,
                limits: written.limits.settled()?,
                stop: written.stop.settled()?,
            },
        })
    }
}

fn read(path: &Path) -> Result<Written, Problem> {
    let text = fs::read_to_string(path).map_err(|fault| Problem::new(path.display(), fault))?;
    toml::from_str(&text).map_err(|fault| Problem::new(path.display(), fault.to_string().trim_end()))
}

#[cfg(test)]
mod tests;
