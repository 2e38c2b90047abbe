//! What all requests share: the office's state, the guard, who may ask, and how much.

use crate::{
    addin::Addins,
    answered::Answered,
    auth::{AccessTokens, Gate},
    console::Console,
    events::Events,
    limits::{Limits, admission::Admission, rates::Rates},
    live::Live,
    memory::Memory,
    trial::Trial,
};
use ipnet::IpNet;
use jiff::{Timestamp, civil::Date};
use postwacht_engine::words::Language;
use postwacht_guard::{Guard, Receipts};
use postwacht_store::{Store, audit::Audit};
use serde::Serialize;
use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use utoipa::ToSchema;
use uuid::Uuid;

/// What a mail client does when the service does not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outage {
    /// It says that nothing was checked, and the mail may go.
    Warn,
    /// The mail waits until the service answers again.
    Block,
}

/// What the office wants of its mail clients; it travels with every answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientSettings {
    /// What to do without an answer.
    pub outage: Outage,
    /// How long a client waits for an answer.
    pub deadline: Duration,
    /// A larger attachment is not handed over but said to be too large, in bytes.
    pub max_attachment_bytes: u64,
}

/// How the service is set.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// The language of answers to those who ask for none that Postwacht speaks.
    pub language: Language,
    /// How long a check may take once the request is read.
    pub check_deadline: Duration,
    /// What mail clients are told.
    pub clients: ClientSettings,
    /// How much a request may cost.
    pub limits: Limits,
    /// How the service stops.
    pub stop: Stop,
}

/// How the service stops.
#[derive(Debug, Clone, Copy)]
pub struct Stop {
    /// How long it goes on taking requests while it already says that it is not ready, so that a load balancer can
    /// send them elsewhere.
    pub drain: Duration,
    /// How long running requests may take to finish, in whole seconds.
    pub finish: Duration,
}

/// What the processes that read attachments can no longer do, so that a hostile file cannot either.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct WorkerRestrictions {
    /// Memory and processor time are bounded; no file can be written.
    pub resources: bool,
    /// No file can be opened or looked at.
    pub files: bool,
    /// No connection and no other process can be started.
    pub system_calls: bool,
}

/// Tells the restrictions of the workers; nothing while none has started. Must not wait.
pub type AskWorkers = Box<dyn Fn() -> Option<WorkerRestrictions> + Send + Sync>;

/// What changes from run to run; in tests these stand still.
#[derive(Debug, Clone, Copy)]
pub struct Chance {
    /// The day at the office.
    pub today: fn() -> Date,
    /// The present time.
    pub now: fn() -> Timestamp,
    /// A number that nobody can guess.
    pub id: fn() -> Uuid,
}

impl Default for Chance {
    /// The system's clock and randomness.
    fn default() -> Self {
        Self {
            today: || jiff::Zoned::now().date(),
            now: Timestamp::now,
            id: Uuid::new_v4,
        }
    }
}

/// What all requests share.
pub struct Service {
    settings: Settings,
    live: Live,
    guard: Guard,
    gate: Box<dyn Gate>,
    workers: AskWorkers,
    devices: DeviceTokens,
    receipts: Receipts,
    records: Records,
    events: Option<Events>,
    addins: Option<Addins>,
    console: Console,
    proxies: Vec<IpNet>,
    chance: Chance,
    trial: Option<Trial>,
    admission: Admission,
    rates: Rates,
    answered: Answered,
    stopping: AtomicBool,
}

/// What devices are let in with.
#[derive(Debug, Clone)]
pub struct DeviceTokens {
    /// Signs their access tokens.
    pub access: Arc<AccessTokens>,
    /// A secret that nobody can guess, for a refresh token; nothing when the system gives no randomness.
    pub fresh: fn() -> Option<String>,
}

/// Where the service keeps what it must keep. A clone is the same place.
#[derive(Debug, Clone)]
pub struct Records {
    /// Devices, pairs and remarks.
    pub store: Store,
    /// The record of checks and what people did.
    pub audit: Audit,
    /// Whom colleagues mailed.
    pub memory: Memory,
}

/// What a service is made of.
pub struct Parts {
    /// How it is set.
    pub settings: Settings,
    /// The state of the office.
    pub live: Live,
    /// What checks drafts.
    pub guard: Guard,
    /// Who may ask.
    pub gate: Box<dyn Gate>,
    /// How the readers of attachments fare.
    pub workers: AskWorkers,
    /// What devices are let in with.
    pub devices: DeviceTokens,
    /// Gives receipts, and knows them again.
    pub receipts: Receipts,
    /// Where it keeps what it must keep.
    pub records: Records,
    /// Who is told of events; nobody when there is none.
    pub events: Option<Events>,
    /// What mail clients are given; nothing where none is served.
    pub addins: Option<Addins>,
    /// What the console for administrators needs.
    pub console: Console,
    /// Proxies that are believed when they tell for whom they ask.
    pub proxies: Vec<IpNet>,
    /// Clock and randomness.
    pub chance: Chance,
    /// What is shown to somebody who tries the service out.
    pub trial: Option<Trial>,
}

impl fmt::Debug for Service {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Service")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

impl Service {
    /// Puts a service together.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self {
            admission: Admission::new(&parts.settings.limits),
            settings: parts.settings,
            live: parts.live,
            guard: parts.guard,
            gate: parts.gate,
            workers: parts.workers,
            devices: parts.devices,
            receipts: parts.receipts,
            records: parts.records,
            events: parts.events,
            addins: parts.addins,
            console: parts.console,
            proxies: parts.proxies,
            rates: Rates::new(parts.settings.limits.device_rate),
            answered: Answered::default(),
            chance: parts.chance,
            trial: parts.trial,
            stopping: AtomicBool::new(false),
        }
    }

    /// How the service is set.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The state of the office.
    #[must_use]
    pub fn live(&self) -> &Live {
        &self.live
    }

    /// What checks drafts.
    #[must_use]
    pub fn guard(&self) -> &Guard {
        &self.guard
    }

    pub(crate) fn gate(&self) -> &dyn Gate {
        &*self.gate
    }

    pub(crate) fn devices(&self) -> &DeviceTokens {
        &self.devices
    }

    pub(crate) fn receipts(&self) -> &Receipts {
        &self.receipts
    }

    pub(crate) fn records(&self) -> &Records {
        &self.records
    }

    pub(crate) fn events(&self) -> Option<&Events> {
        self.events.as_ref()
    }

    pub(crate) fn addins(&self) -> Option<&Addins> {
        self.addins.as_ref()
    }

    pub(crate) fn console(&self) -> &Console {
        &self.console
    }

    pub(crate) fn proxies(&self) -> &[IpNet] {
        &self.proxies
    }

    pub(crate) fn rates(&self) -> &Rates {
        &self.rates
    }

    /// The checks that were answered.
    pub(crate) fn answered(&self) -> &Answered {
        &self.answered
    }

    pub(crate) fn chance(&self) -> Chance {
        self.chance
    }

    pub(crate) fn workers(&self) -> Option<WorkerRestrictions> {
        (self.workers)()
    }

    pub(crate) fn trial(&self) -> Option<&Trial> {
        self.trial.as_ref()
    }

    pub(crate) fn admission(&self) -> &Admission {
        &self.admission
    }

    /// From now on the service says that it is not ready.
    pub(crate) fn announce_stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }
}
