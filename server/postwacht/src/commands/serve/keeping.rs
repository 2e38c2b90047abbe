//! What the service keeps, and the thread that keeps it: database, audit, memory, and the webhook.
//!
//! It has a runtime of its own, so that requests and keeping never wait for each other, and it ends after the requests
//! did: what they noted last is still written.

use super::Fault;
use crate::{
    accounts,
    config::{KeepFor, Problem},
    import,
    kept::Files,
    office::Records,
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use postwacht_api::{
    auth::AccessTokens,
    events::{Events, webhook::Webhook},
    live::{Live, Source},
    memory::Memory,
    service::{self, DeviceTokens},
};
use postwacht_engine::{identifiers::Key, verdict::Decision};
use postwacht_guard::Receipts;
use postwacht_store::{
    Claim, Store, StoreError,
    audit::{Audit, Settings},
    enrolment::{EnrolmentKey, fresh_key},
    inspect,
    signing::SigningKey,
    token,
};
use rustix::process::{Resource, Rlimit, setrlimit};
use std::{io, sync::Arc, time::Duration};
use tokio::{
    runtime::{Builder, Runtime},
    task::JoinHandle,
    time::{interval, timeout},
};

/// Rows of the audit that may wait: some minutes of a large office.
const WAITING_ROWS: usize = 10_000;
/// How long the last rows, mails and events may take once the service has stopped.
const LAST: Duration = Duration::from_secs(2);
/// A database of so many bytes is looked through before the service starts: it takes a part of a second. A larger one is
/// for `postwacht doctor`.
const LOOKED_THROUGH: u64 = 256 << 20;
/// How often is looked for what was kept long enough.
const TIDY: Duration = Duration::from_hours(1);
/// Devices that can enrol with the key of a demonstration.
const DEMO_DEVICES: u32 = 1_000;

/// A webhook, and from which decision on a check is told to it.
pub(crate) type Hook = (Webhook, Decision);

/// Everything that is kept, and what keeps it.
pub(super) struct Keeping {
    runtime: Runtime,
    records: service::Records,
    events: Option<Events>,
    signing: Arc<SigningKey>,
    live: Live,
    running: Vec<JoinHandle<()>>,
    _claim: Claim,
}

impl Keeping {
    /// Opens what is kept, takes in what the files of the settings say, and begins to keep.
    pub(super) fn begin(files: &Files, records: Records, keep: KeepFor, hook: Option<Hook>) -> Result<Self, Fault> {
        let runtime = Builder::new_multi_thread()
            // One may build an index of people while the other writes the audit.
            .worker_threads(2)
            .thread_name("keeping")
            .enable_all()
            .build()?;
        postwacht_store::prepare(&files.data)?;
        let claim = Claim::take(&files.data)?;
        let key = Key::new(&files.office_key()?);
        let signing = Arc::new(SigningKey::load_or_create(&files.signing)?);
        let (store, source) = runtime.block_on(load(files, key, records))?;
        let live = source.live();
        let settings = Settings {
            writer: "service",
            key: Arc::clone(&signing),
            waiting: WAITING_ROWS,
            now: Timestamp::now,
        };
        let inside = runtime.enter();
        let (audit, writing) = Audit::start(store.clone(), settings);
        let (memory, remembering) = Memory::start(store.clone());
        let (events, telling) = hook.map(tell).transpose()?.unzip();
        // It ends with the runtime.
        drop(runtime.spawn(source.follow()));
        drop(runtime.spawn(tidy(store.clone(), keep)));
        drop(inside);
        Ok(Self {
            records: service::Records { store, audit, memory },
            runtime,
            events,
            signing,
            live,
            running: [writing, remembering].into_iter().chain(telling).collect(),
            _claim: claim,
        })
    }

    /// An enrolment key for whoever looks around, to be printed.
    pub(super) fn invite(&self) -> Result<String, Fault> {
        let key = fresh_key()?;
        let now = Timestamp::now();
        let kept = EnrolmentKey {
            label: "demo".to_owned(),
            uses_left: DEMO_DEVICES,
            ends: now.checked_add(SignedDuration::from_hours(24)).unwrap_or(now),
            created: now,
        };
        self.runtime
            .block_on(self.records.store.add_enrolment_key(&key, &kept))?;
        Ok(format!("enrolment key: {key}\n"))
    }

    /// The key that signs the record.
    pub(super) fn signing(&self) -> Arc<SigningKey> {
        Arc::clone(&self.signing)
    }

    /// A code with which the first account of the console is made; none when there is any account.
    pub(super) fn invite_first(&self) -> Result<Option<String>, Fault> {
        let now = Timestamp::now();
        let invited = self
            .runtime
            .block_on(accounts::invite_first(&self.records.store, &self.signing, now));
        Ok(invited?)
    }

    /// An account of the console for whoever looks around, with all roles, to be printed.
    pub(super) fn show_around(&self) -> Result<String, Fault> {
        let password = fresh_key()?;
        let now = Timestamp::now();
        self.runtime.block_on(accounts::show_around(
            &self.records.store,
            &self.signing,
            &password,
            now,
        ))?;
        Ok(format!("console: sign in as {} with {password}\n", accounts::GUEST))
    }

    /// The state of the office, which follows the store.
    pub(super) fn live(&self) -> Live {
        self.live.clone()
    }

    pub(super) fn records(&self) -> service::Records {
        self.records.clone()
    }

    pub(super) fn events(&self) -> Option<Events> {
        self.events.clone()
    }

    pub(super) fn devices(&self) -> DeviceTokens {
        DeviceTokens {
            access: Arc::new(AccessTokens::new(self.signing.pkcs8(), self.signing.public())),
            fresh: || token::fresh().ok(),
        }
    }

    /// Under the signing key, which every service of an office has.
    pub(super) fn receipts(&self) -> Receipts {
        Receipts::under(self.signing.pkcs8().last_chunk().unwrap_or(&[0; 32]))
    }

    /// Ends once the requests have ended: writes what waits, and closes.
    pub(super) fn end(self) {
        let Self {
            runtime,
            records,
            events,
            running,
            ..
        } = self;
        let store = records.store.clone();
        // Nobody puts anything in any more.
        drop((records, events));
        let last = async {
            for task in running {
                // A task that fell has nothing more to write.
                let _ = task.await;
            }
            store.close().await;
        };
        // Who does not end in time is left behind: told to stop twice, the service does not wait for requests either.
        let _ = runtime.block_on(async { timeout(LAST, last).await });
        runtime.shutdown_background();
    }
}

/// The store with what the files say, and the state of the office that follows from it.
async fn load(files: &Files, key: Key, records: Records) -> Result<(Store, Source), Fault> {
    let now = Timestamp::now();
    let store = Store::open(&files.data, key, now).await?;
    let is_small = inspect::ground(&files.data)?.used <= LOOKED_THROUGH;
    if is_small && !store.integrity().await?.is_empty() {
        return Err(StoreError::Damaged.into());
    }
    import::at_start(&store, records, now).await?;
    let source = Source::load(store.clone(), Timestamp::now).await?;
    Ok((store, source))
}

/// Deletes what was kept long enough, time and again.
async fn tidy(store: Store, keep: KeepFor) {
    let mut rounds = interval(TIDY);
    loop {
        rounds.tick().await;
        let now = Timestamp::now();
        let before = |kept| now.checked_sub(kept).unwrap_or(Timestamp::UNIX_EPOCH);
        let gone = async {
            let remarks = store.forget_remarks(now).await?;
            let ended = store.forget_ended(now).await?;
            let ended = ended + store.forget_sessions(now).await?;
            let pairs = store.forget_mailed_pairs(before(keep.mailed_pairs)).await?;
            // Counts by day stay as long as the rows that they count.
            let day = before(keep.record).to_zoned(TimeZone::UTC).date();
            store.forget_figures(day).await?;
            Ok::<_, StoreError>((remarks, ended, pairs, store.forget_audit(before(keep.record)).await?))
        };
        match gone.await {
            Ok((0, 0, 0, 0)) => {}
            Ok((remarks, ended, pairs, rows)) => {
                tracing::info!(remarks, ended, pairs, rows, "deleted what was kept long enough");
            }
            Err(fault) => tracing::warn!(fault = fault.for_log(), "what was kept long enough cannot be deleted"),
        }
    }
}

fn tell((webhook, from): Hook) -> Result<(Events, JoinHandle<()>), Fault> {
    let (events, taken) = Events::new(from);
    let sending = webhook
        .start(taken, Timestamp::now)
        .map_err(|fault| Problem::new("webhook", fault))?;
    Ok((events, sending))
}

/// A crash leaves no file with what was in memory: mails are in there.
pub(super) fn leave_no_core() -> io::Result<()> {
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    Ok(setrlimit(Resource::Core, none)?)
}
