//! Puts an office together: from files, or the sample that comes with Postwacht.

use crate::cli::tell;
use clap::Args;
use postwacht_directory::{
    report::Report,
    sample,
    sources::{Import, csv, unwatched},
};
use postwacht_engine::{
    Check,
    identifiers::Key,
    people::{Builder, People},
    policy::Policy,
    records::{ClientRecord, ColleagueRecord},
    snapshot::{Memory, Snapshot},
    words::Language,
};
use std::{
    collections::HashSet,
    fs::{self, File},
    io::BufReader,
    path::{Path, PathBuf},
    sync::Arc,
};

/// Files that describe an office; each may be left out.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct OfficeFiles {
    /// Client directory (CSV).
    #[arg(long, value_name = "FILE")]
    pub(crate) clients: Option<PathBuf>,
    /// Colleagues (CSV).
    #[arg(long, value_name = "FILE")]
    pub(crate) colleagues: Option<PathBuf>,
    /// Policy (TOML).
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
    /// Allowlist (CSV).
    #[arg(long, value_name = "FILE")]
    pub(crate) allowlist: Option<PathBuf>,
    /// Pairs of sender and recipient who mailed before (CSV).
    #[arg(long, value_name = "FILE")]
    pub(crate) known: Option<PathBuf>,
}

/// Why an office could not be put together; the text names the file.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Unusable(String);

impl Unusable {
    /// Says why.
    pub(crate) fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }
}

/// At most so many problems of one kind are told.
const PROBLEMS_SHOWN: usize = 5;

/// How problems with single rows are told; the good rows stand in any case.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Telling {
    /// To the person at the terminal, with what stands in the row.
    InWords(Language),
    /// In the log, which may hold no more than how many there are.
    AsCounts,
}

impl OfficeFiles {
    /// Reads the files. Numbers of clients are kept under the key.
    ///
    /// # Errors
    /// [`Unusable`] when a file cannot be read or is refused.
    pub(crate) fn read(&self, key: Key, telling: Telling) -> Result<Snapshot, Unusable> {
        let colleagues: Vec<ColleagueRecord> = match &self.colleagues {
            Some(path) => import(path, telling, |file| csv::read_colleagues(file, &mut unwatched))?,
            None => Vec::new(),
        };
        let own = postwacht_directory::sources::own_domains(&colleagues);
        let clients: Vec<ClientRecord> = match &self.clients {
            Some(path) => import(path, telling, |file| csv::read_clients(file, &own, &mut unwatched))?,
            None => Vec::new(),
        };
        let checks: Vec<&str> = Check::ALL.iter().map(|check| check.id()).collect();
        let allowlist = match &self.allowlist {
            Some(path) => import(path, telling, |file| csv::read_allowlist(file, &checks, &mut unwatched))?,
            None => Vec::new(),
        };
        let memory = match &self.known {
            Some(path) => Some(Memory::new(import(path, telling, |file| {
                csv::read_known(file, &mut unwatched)
            })?)),
            None => None,
        };
        let people = people(key, &colleagues, &clients);
        let policy = self
            .policy
            .as_deref()
            .map_or_else(|| Ok(Policy::embedded()), read_policy)?;
        Ok(Snapshot {
            people,
            policy,
            policy_version: 0,
            allowlist,
            memory,
            confirmed: HashSet::new(),
        })
    }
}

/// The sample office with the default policy. Who mailed whom before is not known of it.
pub(crate) fn sample(key: Key, office: &sample::Office) -> Snapshot {
    Snapshot {
        people: people(key, &office.colleagues, &office.clients),
        ..Snapshot::empty(Key::new(&[0; 32]))
    }
}

fn people(key: Key, colleagues: &[ColleagueRecord], clients: &[ClientRecord]) -> Arc<People> {
    let mut builder = Builder::new(key);
    builder.reserve(clients.len());
    for colleague in colleagues {
        builder.colleague(colleague);
    }
    for client in clients {
        builder.client(client);
    }
    Arc::new(builder.build())
}

/// A key for this run only: nothing is kept, so nothing need be found again.
pub(crate) fn passing_key() -> Result<Key, Unusable> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|fault| Unusable(format!("no randomness: {fault}")))?;
    Ok(Key::new(&bytes))
}

fn import<T, E: std::fmt::Display>(
    path: &Path,
    telling: Telling,
    read: impl FnOnce(BufReader<File>) -> Result<Import<T>, E>,
) -> Result<Vec<T>, Unusable> {
    let unusable = |fault: &dyn std::fmt::Display| Unusable(format!("{}: {fault}", path.display()));
    let file = File::open(path).map_err(|fault| unusable(&fault))?;
    let import = read(BufReader::new(file)).map_err(|fault| unusable(&fault))?;
    if !import.report.problems.is_empty() {
        tell_problems(path, &import.report, telling);
    }
    if import.report.is_refused() {
        return Err(unusable(&"refused"));
    }
    Ok(import.records)
}

fn tell_problems(path: &Path, report: &Report, telling: Telling) {
    match telling {
        Telling::InWords(language) => {
            tell(&format!(
                "{}: {}",
                path.display(),
                report.spoken(language, PROBLEMS_SHOWN)
            ));
        }
        Telling::AsCounts => tracing::warn!(
            file = %path.display(),
            rows = report.rows,
            records = report.records,
            problems = report.problems.len(),
            "the file has problems: `postwacht check` with this file tells them"
        ),
    }
}

/// Reads a policy file.
///
/// # Errors
/// [`Unusable`] with every problem on a line of its own.
pub(crate) fn read_policy(path: &Path) -> Result<Policy, Unusable> {
    let source = fs::read_to_string(path).map_err(|fault| Unusable(format!("{}: {fault}", path.display())))?;
    Policy::parse(&source).map_err(|problems| {
        let lines: Vec<String> = problems
            .iter()
            .map(|problem| format!("{}: {problem}", path.display()))
            .collect();
        Unusable(lines.join("\n"))
    })
}
