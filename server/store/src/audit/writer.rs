//! The one task that writes the audit: what waits is written together and costs one turn of the disk.
//!
//! While the database cannot be written, noted rows wait in memory, as many as fit; then they are dropped and counted,
//! and the count goes into the record once it can be written again. Nothing here ever makes a check wait.

use super::{
    chain, checkpoint,
    row::{EventRow, Row, Word},
};
use crate::{fault::StoreError, figures, signing::SigningKey, store::Store};
use jiff::Timestamp;
use std::{
    collections::{BTreeMap, VecDeque},
    fmt,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::{mpsc, oneshot},
    task::JoinHandle,
    time::timeout,
};

/// Rows that are written together at most.
const GROUP: usize = 512;
/// How long noted rows are gathered before they are written, so that not every check costs a turn of the disk. A crash
/// loses no more than these.
const GATHERING: Duration = Duration::from_millis(50);
/// How long the writer waits after a fault, at first and at most.
const PAUSES: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(2));

/// How the audit is written.
#[derive(Clone)]
pub struct Settings {
    /// The name of the chain; of several services on one database each has its own.
    pub writer: &'static str,
    /// Signs the checkpoints.
    pub key: Arc<SigningKey>,
    /// Rows that may wait; more are dropped and counted.
    pub waiting: usize,
    /// The clock, for the days of the checkpoints.
    pub now: fn() -> Timestamp,
}

impl fmt::Debug for Settings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Settings")
            .field("writer", &self.writer)
            .finish_non_exhaustive()
    }
}

/// Hands rows to the writer. A clone hands them to the same one.
#[derive(Debug, Clone)]
pub struct Audit {
    queue: mpsc::Sender<Job>,
    dropped: Arc<AtomicU64>,
    fault: Arc<Mutex<Option<&'static str>>>,
}

/// A row, and who waits until it is durable.
#[derive(Debug)]
struct Job {
    row: (Timestamp, Row),
    told: Option<oneshot::Sender<Result<(), Arc<StoreError>>>>,
}

impl Audit {
    /// Starts the writer on the runtime that this is called in. It ends when every handle is gone, after the last row.
    #[must_use]
    pub fn start(store: Store, settings: Settings) -> (Self, JoinHandle<()>) {
        let (queue, jobs) = mpsc::channel(settings.waiting.max(1));
        let dropped = Arc::new(AtomicU64::new(0));
        let fault = Arc::new(Mutex::new(None));
        let writer = Writer {
            store,
            settings,
            jobs,
            dropped: Arc::clone(&dropped),
            fault: Arc::clone(&fault),
            told: 0,
            waiting: VecDeque::new(),
        };
        let audit = Self { queue, dropped, fault };
        (audit, tokio::spawn(writer.run()))
    }

    /// Notes a row without waiting for anything.
    pub fn note(&self, time: Timestamp, row: Row) {
        let job = Job {
            row: (time, row),
            told: None,
        };
        if self.queue.try_send(job).is_err() {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Keeps a row: it is durable when this returns.
    ///
    /// # Errors
    /// [`StoreError`] when it is not; [`StoreError::Locked`] also when too much waits.
    pub async fn keep(&self, time: Timestamp, row: Row) -> Result<(), Arc<StoreError>> {
        let (told, answer) = oneshot::channel();
        let job = Job {
            row: (time, row),
            told: Some(told),
        };
        let busy = || Arc::new(StoreError::Locked);
        self.queue.try_send(job).map_err(|_| busy())?;
        answer.await.unwrap_or_else(|_| Err(busy()))
    }

    /// A stable word for why the last rows could not be written; none when they were.
    #[must_use]
    pub fn fault(&self) -> Option<&'static str> {
        *self.fault.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many noted rows were dropped since the start.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.dropped.load(Ordering::Relaxed)
    }
}

struct Writer {
    store: Store,
    settings: Settings,
    jobs: mpsc::Receiver<Job>,
    dropped: Arc<AtomicU64>,
    fault: Arc<Mutex<Option<&'static str>>>,
    /// How many of the dropped ones the record tells already.
    told: u64,
    /// Rows that nobody waits for and that could not be written yet.
    waiting: VecDeque<(Timestamp, Row)>,
}

impl Writer {
    async fn run(mut self) {
        let mut pause = PAUSES.0;
        while let Some(jobs) = self.next(pause).await {
            let outcome = self.write(jobs).await;
            let code = outcome.as_ref().err().map(|fault| fault.code());
            *self.fault.lock().unwrap_or_else(PoisonError::into_inner) = code;
            pause = match outcome {
                Ok(()) => PAUSES.0,
                Err(fault) => {
                    tracing::error!(
                        fault = fault.for_log(),
                        rows = self.waiting.len(),
                        "the audit cannot be written"
                    );
                    (pause * 2).min(PAUSES.1)
                }
            };
        }
    }

    /// What is to be written now; none when nothing comes any more and nothing waits.
    async fn next(&mut self, pause: Duration) -> Option<Vec<Job>> {
        let room = self.settings.waiting.saturating_sub(self.waiting.len()).min(GROUP);
        let mut jobs = Vec::new();
        if self.waiting.is_empty() {
            let came = self.jobs.recv_many(&mut jobs, GROUP).await > 0;
            self.gather(&mut jobs).await;
            return came.then_some(jobs);
        }
        if room == 0 || self.jobs.is_closed() && self.jobs.is_empty() {
            tokio::time::sleep(pause).await;
        } else {
            // Whoever waits is answered; the others have their turn with them.
            let _ = timeout(pause, self.jobs.recv_many(&mut jobs, room)).await;
        }
        Some(jobs)
    }

    /// Takes in more for a while, unless somebody waits for one of them.
    async fn gather(&mut self, jobs: &mut Vec<Job>) {
        let gathering = async {
            while jobs.len() < GROUP && jobs.iter().all(|job| job.told.is_none()) {
                let room = GROUP - jobs.len();
                if self.jobs.recv_many(jobs, room).await == 0 {
                    break;
                }
            }
        };
        // What came before the time was over stays.
        let _ = timeout(GATHERING, gathering).await;
    }

    /// Writes what waited and these, or none of them; then those for whom nobody waits go on waiting.
    async fn write(&mut self, jobs: Vec<Job>) -> Result<(), Arc<StoreError>> {
        let mut asking = Vec::new();
        let before = self.waiting.len();
        let mut awaited = Vec::new();
        for job in jobs {
            match job.told {
                Some(told) => {
                    asking.push(told);
                    awaited.push(job.row);
                }
                None => self.waiting.push_back(job.row),
            }
        }
        let dropped = self.dropped.load(Ordering::Relaxed);
        let loss = (dropped > self.told).then(|| self.lost(dropped - self.told));
        let mut rows: Vec<(Timestamp, Row)> = self.waiting.iter().take(before + GROUP).cloned().collect();
        rows.extend(awaited);
        rows.extend(loss);
        let outcome = self.append(&rows).await.map_err(Arc::new);
        if outcome.is_ok() {
            self.waiting.clear();
            self.told = dropped;
        }
        for told in asking {
            // Whoever asked may have gone.
            let _ = told.send(outcome.clone());
        }
        outcome
    }

    async fn append(&self, rows: &[(Timestamp, Row)]) -> Result<(), StoreError> {
        let name = self.settings.writer;
        let now = (self.settings.now)();
        let mut writing = self.store.begin().await?;
        let head = chain::head(&mut writing, name).await?;
        if head.number > 0 && checkpoint::is_due(checkpoint::last(&mut writing, name).await?, now) {
            checkpoint::sign(&mut writing, name, &head, &self.settings.key, now).await?;
            // Whoever collects logs elsewhere holds the end of the chain where nobody here can change it.
            tracing::info!(
                writer = name,
                number = head.number,
                hash = crate::secret_file::hex(&head.hash),
                "audit checkpoint"
            );
        }
        chain::append(&mut writing, name, head, rows).await?;
        figures::count(&mut writing, rows).await?;
        Ok(writing.commit().await?)
    }

    /// The row that tells how many were dropped.
    fn lost(&self, count: u64) -> (Timestamp, Row) {
        let event = EventRow {
            event: Word::fixed("rows-lost"),
            about: BTreeMap::from([("count", count.to_string())]),
        };
        ((self.settings.now)(), Row::Event(event))
    }
}
