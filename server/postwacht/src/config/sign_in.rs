//! `[sign_in]`: how people come into the console.

use super::value::Problem;
use postwacht_api::console::provider::{Provider, RoleClaim, Settings};
use postwacht_store::{accounts::Role, token};
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// Scopes to ask for when none are named: what the person is called.
const SCOPES: [&str; 2] = ["profile", "email"];

/// The section as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    local: Option<bool>,
    provider: Option<WrittenProvider>,
}

/// `[sign_in.provider]` as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenProvider {
    issuer: String,
    client_id: String,
    client_secret_file: Option<PathBuf>,
    name: String,
    scopes: Option<Vec<String>>,
    roles_claim: String,
    roles: BTreeMap<String, Vec<String>>,
}

/// How people come into the console.
#[derive(Debug)]
pub(crate) struct SignIn {
    /// Whether a name and a password let somebody in.
    pub(crate) local: bool,
    /// The office's own provider.
    pub(crate) provider: Option<Settings>,
}

impl Written {
    /// What follows: names and passwords, unless a provider is named and nothing else is wanted.
    pub(super) fn settled(self, folder: &Path) -> Result<SignIn, Problem> {
        let local = self.local.unwrap_or(true);
        if !local && self.provider.is_none() {
            let wrong = "false: without [sign_in.provider] nobody could sign in";
            return Err(Problem::new("sign_in.local", wrong));
        }
        let provider = self.provider.map(|provider| provider.settled(folder)).transpose()?;
        Ok(SignIn { local, provider })
    }
}

impl WrittenProvider {
    fn settled(self, folder: &Path) -> Result<Settings, Problem> {
        let secret = self.client_secret_file.map(|file| token::given(&folder.join(file)));
        let client_secret = secret
            .transpose()
            .map_err(|fault| Problem::new("sign_in.provider.client_secret_file", fault))?;
        let texts = [
            ("client_id", &self.client_id),
            ("name", &self.name),
            ("roles_claim", &self.roles_claim),
        ];
        if let Some((key, _)) = texts.iter().find(|(_, text)| text.trim().is_empty()) {
            return Err(Problem::new(format!("sign_in.provider.{key}"), "expected a text"));
        }
        if client_secret.as_ref().is_some_and(String::is_empty) {
            let wrong = "the file is empty: it must hold the secret, on one line";
            return Err(Problem::new("sign_in.provider.client_secret_file", wrong));
        }
        Ok(Settings {
            issuer: self.issuer,
            client_id: self.client_id,
            client_secret,
            name: self.name,
            scopes: self
                .scopes
                .unwrap_or_else(|| SCOPES.iter().map(ToString::to_string).collect()),
            roles: RoleClaim {
                name: self.roles_claim,
                values: roles(self.roles)?,
            },
        })
    }
}

/// Which values give which role. Without any for `admin` nobody of the provider could let others in, which may be meant.
fn roles(written: BTreeMap<String, Vec<String>>) -> Result<BTreeMap<Role, Vec<String>>, Problem> {
    let key = |word: &str| format!("sign_in.provider.roles.{word}");
    let read = written.into_iter().map(|(word, values)| {
        let role = Role::parse(&word)
            .ok_or_else(|| Problem::new(key(&word), "expected admin, it, privacy_officer or auditor"))?;
        if values.iter().any(String::is_empty) {
            return Err(Problem::new(
                key(&word),
                "expected values of the claim, none of them empty",
            ));
        }
        Ok((role, values))
    });
    let read: BTreeMap<Role, Vec<String>> = read.collect::<Result<_, _>>()?;
    if read.values().all(Vec::is_empty) {
        let wrong = "expected at least one value that gives a role, or nobody could sign in";
        return Err(Problem::new("sign_in.provider.roles", wrong));
    }
    Ok(read)
}

/// The provider of the settings, for a service at `base_url`.
pub(crate) fn provider(
    settings: Option<Settings>,
    base_url: Option<&str>,
    secret: &[u8; 32],
) -> Result<Option<Provider>, Problem> {
    let made = settings.map(|settings| Provider::new(settings, base_url, secret));
    made.transpose()
        .map_err(|wrong| Problem::new("sign_in.provider", wrong))
}
