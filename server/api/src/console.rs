//! The console: who is signed in there, what each role may do, and how guessing is kept slow.
//!
//! A handler that takes a `rights::May` is closed to everybody without that right, and to every page that is not ours.
//! Passwords are hashed a few at a time, so that nobody can fill the machine with them; whoever guesses the password of
//! an account slows down others who guess, and never the browser in which its owner signed in before.

pub(crate) mod browsers;
pub(crate) mod cookies;
pub(crate) mod csv;
pub(crate) mod importing;
pub(crate) mod own_page;
pub(crate) mod paper;
pub mod provider;
pub(crate) mod replay;
pub(crate) mod rights;
pub(crate) mod shelf;
pub(crate) mod tag;
pub(crate) mod tries;

use crate::problem::{Code, Problem};
use actix_web::web;
use browsers::KnownBrowsers;
use postwacht_store::{
    audit::{EventRow, Word},
    password::{self, Hashed, Password},
    signing::SigningKey,
};
use provider::Provider;
use shelf::Shelf;
use std::{collections::BTreeMap, fmt, sync::Arc, thread, time::Duration};
use tokio::{sync::Semaphore, time::timeout};
use tries::Tries;
use url::Url;
use uuid::Uuid;

/// How long somebody waits for a turn to have a password looked at.
const TURN: Duration = Duration::from_secs(3);

/// What the console needs beside what all requests share.
pub struct Console {
    signing: Arc<SigningKey>,
    origin: Option<String>,
    secure: bool,
    fresh: fn() -> Option<String>,
    turns: Arc<Semaphore>,
    tries: Tries,
    browsers: KnownBrowsers,
    provider: Option<Provider>,
    local: bool,
    shelf: Shelf,
}

impl fmt::Debug for Console {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Console")
            .field("origin", &self.origin)
            .finish_non_exhaustive()
    }
}

impl Console {
    /// The console of an office whose browsers reach it at `base_url`; none: wherever they found it, `over_tls` or not.
    /// The key signs what is done there; `fresh` gives secrets that nobody can guess.
    #[must_use]
    pub fn new(
        base_url: Option<&str>,
        over_tls: bool,
        signing: Arc<SigningKey>,
        fresh: fn() -> Option<String>,
    ) -> Self {
        let url = base_url.and_then(|url| Url::parse(url).ok());
        let cores = thread::available_parallelism().map_or(1, usize::from);
        Self {
            browsers: KnownBrowsers::under(&signing.seed()),
            signing,
            secure: url.as_ref().map_or(over_tls, |url| url.scheme() == "https"),
            origin: url.map(|url| url.origin().ascii_serialization()),
            fresh,
            turns: Arc::new(Semaphore::new(cores)),
            tries: Tries::default(),
            provider: None,
            local: true,
            shelf: Shelf::default(),
        }
    }

    /// Lets people in with the office's own provider; without `local`, with nothing else.
    #[must_use]
    pub fn signing_in(self, provider: Option<Provider>, local: bool) -> Self {
        Self {
            local: local || provider.is_none(),
            provider,
            ..self
        }
    }

    /// The office's own provider.
    pub(crate) fn provider(&self) -> Option<&Provider> {
        self.provider.as_ref()
    }

    /// Whether a name and a password let somebody in.
    pub(crate) fn is_local(&self) -> bool {
        self.local
    }

    pub(crate) fn signing(&self) -> &SigningKey {
        &self.signing
    }

    /// Where browsers reach it, when that was said.
    pub(crate) fn origin(&self) -> Option<&str> {
        self.origin.as_deref()
    }

    /// Whether browsers reach it over https.
    pub(crate) fn is_secure(&self) -> bool {
        self.secure
    }

    /// What of the directory is held in memory.
    pub(crate) fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    pub(crate) fn tries(&self) -> &Tries {
        &self.tries
    }

    pub(crate) fn browsers(&self) -> &KnownBrowsers {
        &self.browsers
    }

    /// A secret that nobody can guess.
    pub(crate) fn fresh(&self) -> Result<String, Problem> {
        (self.fresh)().ok_or_else(|| Problem::new(Code::Internal))
    }

    /// Whether this is the password that was kept. Takes as long where there is none.
    pub(crate) async fn is_right(&self, kept: Option<Hashed>, shown: String) -> Result<bool, Problem> {
        self.at_a_turn(move || password::is_right(kept.as_ref(), &shown)).await
    }

    /// What is kept of a password.
    pub(crate) async fn hash(&self, password: Password) -> Result<Hashed, Problem> {
        let hashed = self.at_a_turn(move || password.hash()).await?;
        hashed.ok_or_else(|| Problem::new(Code::Internal))
    }

    /// Runs heavy work off the threads that answer, no more at once than there are processors.
    async fn at_a_turn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
        let turn = timeout(TURN, Arc::clone(&self.turns).acquire_owned()).await;
        let Ok(Ok(turn)) = turn else {
            return Err(Problem::too_many(TURN));
        };
        let done = web::block(move || {
            let done = work();
            drop(turn);
            done
        });
        done.await.map_err(|_| Problem::new(Code::Internal))
    }
}

/// What the record says of an act: what happened, by which account, and about which ids and counts.
pub(crate) fn event<const N: usize>(word: &'static str, by: Uuid, about: [(&'static str, String); N]) -> EventRow {
    let mut about = BTreeMap::from(about);
    about.insert("by", by.to_string());
    EventRow {
        event: Word::fixed(word),
        about,
    }
}
