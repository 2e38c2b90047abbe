//! Loads the state of the office from the store, and again when something in it has changed.
//!
//! Runs beside the service and never on the path of a check. What cannot be loaded leaves the old state whole: a policy
//! is never taken over without the people that it was made for.

use super::{Live, StoreState};
use jiff::{SignedDuration, Timestamp};
use postwacht_engine::{
    policy::{Policy, Problem},
    snapshot::{Memory, Snapshot},
};
use postwacht_store::{Store, StoreError, revisions::Revisions};
use std::{collections::HashSet, sync::Arc, time::Duration};
use tokio::time::{MissedTickBehavior, interval};

/// How often the counts of changes are looked at.
const LOOKS: Duration = Duration::from_secs(1);
/// What ends by itself (confirmed pairs, a memory's youth) is looked at again after this time.
const STALE: SignedDuration = SignedDuration::from_mins(10);
/// A memory younger than this cannot say that an address is new.
const OLD_ENOUGH: SignedDuration = SignedDuration::from_hours(30 * 24);
/// A token of a device is valid for less than this; older revocations need no list.
const TOKENS_LIVE: SignedDuration = SignedDuration::from_hours(24);

/// Why a state could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadFault {
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The published policy does not hold for this program.
    #[error(
        "version {version} of the policy does not hold for this version of Postwacht: {}",
        shown(problems)
    )]
    Policy {
        /// Its number.
        version: i64,
        /// What does not hold.
        problems: Vec<Problem>,
    },
}

impl LoadFault {
    fn code(&self) -> &'static str {
        match self {
            Self::Store(fault) => fault.code(),
            Self::Policy { .. } => "policy",
        }
    }

    fn for_log(&self) -> String {
        match self {
            Self::Store(fault) => fault.for_log(),
            Self::Policy { version, .. } => format!("policy: version {version}"),
        }
    }
}

fn shown(problems: &[Problem]) -> String {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    lines.join("; ")
}

/// Keeps a [`Live`] like the store.
#[derive(Debug)]
pub struct Source {
    store: Store,
    live: Live,
    now: fn() -> Timestamp,
    seen: Revisions,
    loaded: Timestamp,
}

impl Source {
    /// Loads the whole state.
    ///
    /// # Errors
    /// [`LoadFault`]: a service does not start on half a state.
    pub async fn load(store: Store, now: fn() -> Timestamp) -> Result<Self, LoadFault> {
        let loaded = now();
        // The counts come first: a change in between is then loaded twice, and never missed.
        let seen = store.revisions().await?;
        let (policy, policy_version) = policy(&store).await?;
        let live = Live::new(Snapshot {
            people: Arc::new(store.people().await?),
            policy,
            policy_version,
            allowlist: allowlist(&store).await?,
            memory: memory(&store, loaded).await?,
            confirmed: confirmed(&store, loaded).await?,
        });
        live.replace_revoked(revoked(&store, loaded).await?);
        live.set_store(StoreState::Answers);
        Ok(Self {
            store,
            live,
            now,
            seen,
            loaded,
        })
    }

    /// What it keeps like the store.
    #[must_use]
    pub fn live(&self) -> Live {
        self.live.clone()
    }

    /// Follows the store until the task is dropped.
    pub async fn follow(mut self) {
        let mut looks = interval(LOOKS);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            looks.tick().await;
            self.look().await;
        }
    }

    /// Looks once, and takes over what has changed.
    pub async fn look(&mut self) {
        match self.take_over().await {
            Ok(()) => self.answers(),
            Err(fault) => self.fails(&fault),
        }
    }

    async fn take_over(&mut self) -> Result<(), LoadFault> {
        let now = (self.now)();
        let revisions = self.store.revisions().await?;
        let stale = now.duration_since(self.loaded).abs() >= STALE;
        if revisions == self.seen && !stale {
            return Ok(());
        }
        let before = self.live.now();
        let mut snapshot = Snapshot::clone(&before);
        if revisions.people != self.seen.people {
            snapshot.people = Arc::new(self.store.people().await?);
        }
        if revisions.policy != self.seen.policy {
            (snapshot.policy, snapshot.policy_version) = policy(&self.store).await?;
        }
        if revisions.allowlist != self.seen.allowlist {
            snapshot.allowlist = allowlist(&self.store).await?;
        }
        if stale || revisions.memory != self.seen.memory {
            snapshot.memory = memory(&self.store, now).await?;
        }
        if stale || revisions.confirmed != self.seen.confirmed {
            snapshot.confirmed = confirmed(&self.store, now).await?;
        }
        if stale || revisions.devices != self.seen.devices {
            self.live.replace_revoked(revoked(&self.store, now).await?);
        }
        self.live.replace(snapshot);
        self.seen = revisions;
        if stale {
            self.loaded = now;
        }
        Ok(())
    }

    fn answers(&self) {
        if self.live.store() != StoreState::Answers {
            tracing::info!("the store answers again");
            self.live.set_store(StoreState::Answers);
        }
    }

    fn fails(&self, fault: &LoadFault) {
        let code = fault.code();
        if matches!(self.live.store(), StoreState::Fails { code: known, .. } if known == code) {
            return;
        }
        tracing::error!(
            fault = fault.for_log(),
            "the store fails; checks go on with what was loaded before"
        );
        let since = (self.now)();
        self.live.set_store(StoreState::Fails { code, since });
    }
}

async fn policy(store: &Store) -> Result<(Policy, i64), LoadFault> {
    let denied: Vec<_> = store.denied().await?.into_iter().map(|denied| denied.pattern).collect();
    let (policy, version) = match store.policy().await? {
        None => (Policy::embedded(), 0),
        Some(published) => {
            let version = published.version;
            let policy =
                Policy::parse(&published.source).map_err(|problems| LoadFault::Policy { version, problems })?;
            (policy, version)
        }
    };
    Ok((policy.with_deny_list(denied), version))
}

async fn allowlist(store: &Store) -> Result<Vec<postwacht_engine::allowlist::Entry>, StoreError> {
    Ok(store.allowlist().await?.into_iter().map(|kept| kept.entry).collect())
}

async fn memory(store: &Store, now: Timestamp) -> Result<Option<Memory>, StoreError> {
    if now.duration_since(store.memory_since().await?) < OLD_ENOUGH {
        return Ok(None);
    }
    Ok(Some(Memory::new(store.mailed_pairs().await?)))
}

async fn confirmed(
    store: &Store,
    now: Timestamp,
) -> Result<HashSet<(postwacht_engine::address::Address, postwacht_engine::address::Address)>, StoreError> {
    let pairs = store.confirmed_pairs(now).await?;
    Ok(pairs.into_iter().map(|pair| (pair.sender, pair.address)).collect())
}

async fn revoked(store: &Store, now: Timestamp) -> Result<HashSet<uuid::Uuid>, StoreError> {
    let since = now.checked_sub(TOKENS_LIVE).unwrap_or(Timestamp::UNIX_EPOCH);
    Ok(store.revoked_since(since).await?.into_iter().collect())
}
