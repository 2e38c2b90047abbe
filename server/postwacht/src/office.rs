//! Puts an office together: from files, or the sample that comes with Postwacht.

use crate::cli::tell;
use clap::Args;
use postwacht_directory::{
    report::Report,
    sources::{Import, csv, unwatched},
};
use postwacht_engine::{
    Check,
    address::Address,
    allowlist::Entry,
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
    /// Reads the files.
    ///
    /// # Errors
    /// [`Unusable`] when a file cannot be read or is refused.
    pub(crate) fn records(&self, telling: Telling) -> Result<Records, Unusable> {
        let colleagues: Option<Vec<ColleagueRecord>> = read(self.colleagues.as_deref(), telling, |file| {
            csv::read_colleagues(file, &mut unwatched)
        })?;
        let own = postwacht_directory::sources::own_domains(colleagues.as_deref().unwrap_or_default());
        let checks: Vec<&str> = Check::ALL.iter().map(|check| check.id()).collect();
        Ok(Records {
            colleagues,
            clients: read(self.clients.as_deref(), telling, |file| {
                csv::read_clients(file, &own, &mut unwatched)
            })?,
            allowlist: read(self.allowlist.as_deref(), telling, |file| {
                csv::read_allowlist(file, &checks, &mut unwatched)
            })?,
            known: read(self.known.as_deref(), telling, |file| {
                csv::read_known(file, &mut unwatched)
            })?,
            policy: self.policy.as_deref().map(read_policy_text).transpose()?,
        })
    }

    /// Reads the files into a state of the office that is kept nowhere else.
    ///
    /// # Errors
    /// [`Unusable`] when a file cannot be read or is refused.
    pub(crate) fn read(&self, key: Key, telling: Telling) -> Result<Snapshot, Unusable> {
        let records = self.records(telling)?;
        Ok(Snapshot {
            people: people(
                key,
                &records.colleagues.unwrap_or_default(),
                &records.clients.unwrap_or_default(),
            ),
            policy: records.policy.map_or_else(Policy::embedded, |(_, policy)| policy),
            policy_version: 0,
            allowlist: records.allowlist.unwrap_or_default(),
            memory: records.known.map(Memory::new),
            confirmed: HashSet::new(),
        })
    }
}

/// What the files of an office say; nothing for a file that there is not.
#[derive(Debug, Default)]
pub(crate) struct Records {
    /// The colleagues.
    pub(crate) colleagues: Option<Vec<ColleagueRecord>>,
    /// The clients.
    pub(crate) clients: Option<Vec<ClientRecord>>,
    /// What may pass.
    pub(crate) allowlist: Option<Vec<Entry>>,
    /// Who mailed whom before.
    pub(crate) known: Option<Vec<(Address, Address)>>,
    /// The policy, as it is written and as it is meant.
    pub(crate) policy: Option<(String, Policy)>,
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

fn read<T, E: std::fmt::Display>(
    path: Option<&Path>,
    telling: Telling,
    read: impl FnOnce(BufReader<File>) -> Result<Import<T>, E>,
) -> Result<Option<Vec<T>>, Unusable> {
    path.map(|path| import(path, telling, read)).transpose()
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
    read_policy_text(path).map(|(_, policy)| policy)
}

/// As [`read_policy`], with the text.
///
/// # Errors
/// [`Unusable`] with every problem on a line of its own.
pub(crate) fn read_policy_text(path: &Path) -> Result<(String, Policy), Unusable> {
    let source = fs::read_to_string(path).map_err(|fault| Unusable(format!("{}: {fault}", path.display())))?;
    match Policy::parse(&source) {
        Ok(policy) => Ok((source, policy)),
        Err(problems) => {
            let lines: Vec<String> = problems
                .iter()
                .map(|problem| format!("{}: {problem}", path.display()))
                .collect();
            Err(Unusable(lines.join("\n")))
        }
    }
}
