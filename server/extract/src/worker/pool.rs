//! A pool of worker processes that stay warm: files in, extractions out, whatever the files do to their workers.
//!
//! A file costs at most its own note. A worker that is late is killed and replaced at once, by a thread of its own that
//! lives as long as the pool: the kernel ends a worker together with the thread that started it.

use super::{
    Restrictions,
    process::{Failure, Process},
    unread,
};
use crate::{Extraction, Limits, Reason};
use std::{
    io,
    path::PathBuf,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

/// What a worker gets beyond its file's time before it is killed: it should say itself that time is up.
const GRACE: Duration = Duration::from_millis(250);
/// Pause after a worker could not be started.
const PAUSE: Duration = Duration::from_secs(1);

/// A file to read.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    /// Its name, as the mail gives it.
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
}

/// Limits of a worker process, and of each file in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkerLimits {
    /// Limits for each file.
    pub file: Limits,
    /// Bytes of address space.
    pub address_space: u64,
    /// Processor time of a worker's whole life. It is replaced at half of it.
    pub cpu: Duration,
    /// Files after which it is replaced.
    pub files: u32,
    /// Bytes of files after which it is replaced.
    pub bytes: u64,
}

impl Default for WorkerLimits {
    fn default() -> Self {
        Self {
            file: Limits::default(),
            address_space: 512 << 20,
            cpu: Duration::from_mins(2),
            files: 500,
            bytes: 1 << 30,
        }
    }
}

/// The pool. Dropping it kills and reaps every worker.
#[derive(Debug)]
pub struct Workers {
    shared: Arc<Shared>,
    keeper: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    program: PathBuf,
    args: Vec<String>,
    count: usize,
    limits: WorkerLimits,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    idle: Vec<Process>,
    /// Workers that are to be started.
    missing: usize,
    /// Times that a worker could not be started.
    failures: u64,
    restrictions: Option<Restrictions>,
    closing: bool,
}

impl Workers {
    /// A pool of `count` workers, at least one, that are started at once. `program` run with `args` must become a
    /// worker by calling [`run`](super::run).
    ///
    /// # Errors
    /// When no thread can be started to keep the workers.
    pub fn new(program: PathBuf, args: Vec<String>, count: usize, limits: WorkerLimits) -> io::Result<Self> {
        let count = count.max(1);
        let state = Mutex::new(State {
            missing: count,
            ..State::default()
        });
        let shared = Arc::new(Shared {
            program,
            args,
            count,
            limits,
            state,
            changed: Condvar::new(),
        });
        let kept = Arc::clone(&shared);
        let keeper = thread::Builder::new()
            .name("extract-keeper".to_owned())
            .spawn(move || kept.keep())?;
        Ok(Self {
            shared,
            keeper: Some(keeper),
        })
    }

    /// Reads files, in their order, spread over the workers. What is not read by the deadline is noted
    /// [`Reason::TimedOut`]; a file whose worker died is noted [`Reason::ReaderFailed`].
    #[must_use]
    pub fn extract(&self, files: &[File<'_>], deadline: Instant) -> Vec<Extraction> {
        let next = AtomicUsize::new(0);
        let work = || {
            let mut done = Vec::new();
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some(file) = files.get(index) else { return done };
                done.push((index, self.shared.extract(file, deadline)));
            }
        };
        let mut found = vec![unread(Reason::ReaderFailed); files.len()];
        let mut keep = |done: Vec<(usize, Extraction)>| {
            for (index, one) in done {
                if let Some(place) = found.get_mut(index) {
                    *place = one;
                }
            }
        };
        thread::scope(|scope| {
            let others = files.len().min(self.shared.count).saturating_sub(1);
            // Where no further thread can be had, the others do the work.
            let spawned = (0..others).filter_map(|_| thread::Builder::new().spawn_scoped(scope, work).ok());
            let spawned: Vec<_> = spawned.collect();
            keep(work());
            spawned
                .into_iter()
                .filter_map(|thread| thread.join().ok())
                .for_each(keep);
        });
        found
    }

    /// What the workers cannot do, once the first has said so; `None` when none has by the deadline.
    #[must_use]
    pub fn restrictions(&self, deadline: Instant) -> Option<Restrictions> {
        let mut state = self.shared.lock();
        while state.restrictions.is_none() {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            state = self.shared.wait(state, left);
        }
        state.restrictions
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        self.shared.lock().closing = true;
        self.shared.changed.notify_all();
        if let Some(keeper) = self.keeper.take() {
            // The keeper only panics if the standard library does; its workers end with it in any case.
            let _ = keeper.join();
        }
        self.shared.lock().idle.clear();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'s>(&self, state: MutexGuard<'s, State>, time: Duration) -> MutexGuard<'s, State> {
        self.changed
            .wait_timeout(state, time)
            .unwrap_or_else(PoisonError::into_inner)
            .0
    }

    /// Starts workers as they are missing, until the pool closes.
    fn keep(&self) {
        let mut state = self.lock();
        while !state.closing {
            if state.missing == 0 {
                state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            drop(state);
            let started = Process::start(&self.program, &self.args, &self.limits);
            state = self.lock();
            if let Ok(process) = started {
                state.missing -= 1;
                state.restrictions = Some(process.restrictions);
                state.idle.push(process);
                self.changed.notify_all();
            } else {
                state.failures += 1;
                self.changed.notify_all();
                state = self.wait(state, PAUSE);
            }
        }
    }

    fn extract(&self, file: &File<'_>, deadline: Instant) -> Extraction {
        if file.bytes.len() as u64 > self.limits.file.input_bytes {
            return unread(Reason::TooLarge);
        }
        match self
            .worker(deadline)
            .and_then(|worker| self.ask(worker, file, deadline))
        {
            Ok(found) => found,
            Err(Failure::TimedOut) => unread(Reason::TimedOut),
            Err(Failure::Broken) => unread(Reason::ReaderFailed),
        }
    }

    /// Has a file read, and gives the worker back or has it replaced.
    fn ask(&self, mut worker: Process, file: &File<'_>, deadline: Instant) -> Result<Extraction, Failure> {
        let now = Instant::now();
        let limits = self.limits.file;
        let killed = now
            .checked_add(limits.time + GRACE)
            .map_or(deadline, |own| own.min(deadline));
        let left = killed.saturating_duration_since(now);
        // Some of it is kept for saying so.
        let time = limits.time.min(left.saturating_sub(GRACE.min(left / 10)));
        let outcome = worker.ask(file, &Limits { time, ..limits }, killed);
        if outcome.is_ok() && !worker.is_spent(&self.limits) {
            self.lock().idle.push(worker);
        } else {
            // The new one starts while the old one is reaped.
            self.lock().missing += 1;
            self.changed.notify_all();
            drop(worker);
        }
        self.changed.notify_all();
        outcome
    }

    /// A worker that waits for work, by the deadline.
    fn worker(&self, deadline: Instant) -> Result<Process, Failure> {
        let mut state = self.lock();
        let failures = state.failures;
        loop {
            while let Some(mut worker) = state.idle.pop() {
                // One that died in its sleep must not cost the next file.
                if worker.is_alive() {
                    return Ok(worker);
                }
                state.missing += 1;
                self.changed.notify_all();
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(Failure::TimedOut);
            }
            // Where none can be started and none is left, waiting is of no use.
            if state.missing == self.count && state.failures > failures {
                return Err(Failure::Broken);
            }
            state = self.wait(state, left);
        }
    }
}
