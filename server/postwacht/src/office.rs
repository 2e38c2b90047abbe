//! Puts an office together from the files on the command line.

use crate::cli::tell;
use clap::Args;
use postwacht_directory::sources::{Import, csv, unwatched};
use postwacht_engine::{
    Check,
    identifiers::Key,
    people::Builder,
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
};

/// Files that describe an office; each may be left out.
#[derive(Debug, Args)]
pub(crate) struct OfficeFiles {
    /// Client directory (CSV).
    #[arg(long, value_name = "FILE")]
    clients: Option<PathBuf>,
    /// Colleagues (CSV).
    #[arg(long, value_name = "FILE")]
    colleagues: Option<PathBuf>,
    /// Policy (TOML).
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// Allowlist (CSV).
    #[arg(long, value_name = "FILE")]
    allowlist: Option<PathBuf>,
    /// Pairs of sender and recipient who mailed before (CSV).
    #[arg(long, value_name = "FILE")]
    known: Option<PathBuf>,
}

/// Why an office could not be put together; the text names the file.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Unusable(String);

/// At most so many problems of one kind are told.
const PROBLEMS_SHOWN: usize = 5;

impl OfficeFiles {
    /// Reads the files. Problems with single rows are told on standard error; the good rows stand.
    ///
    /// # Errors
    /// [`Unusable`] when a file cannot be read or is refused.
    pub(crate) fn read(&self, language: Language) -> Result<Snapshot, Unusable> {
        let colleagues: Vec<ColleagueRecord> = match &self.colleagues {
            Some(path) => import(path, language, |file| csv::read_colleagues(file, &mut unwatched))?,
            None => Vec::new(),
        };
        let own = postwacht_directory::sources::own_domains(&colleagues);
        let clients: Vec<ClientRecord> = match &self.clients {
            Some(path) => import(path, language, |file| csv::read_clients(file, &own, &mut unwatched))?,
            None => Vec::new(),
        };
        let checks: Vec<&str> = Check::ALL.iter().map(|check| check.id()).collect();
        let allowlist = match &self.allowlist {
            Some(path) => import(path, language, |file| csv::read_allowlist(file, &checks, &mut unwatched))?,
            None => Vec::new(),
        };
        let memory = match &self.known {
            Some(path) => {
                Some(Memory::new(import(path, language, |file| csv::read_known(file, &mut unwatched))?))
            }
            None => None,
        };
        let mut builder = Builder::new(passing_key()?);
        builder.reserve(clients.len());
        colleagues.iter().for_each(|colleague| builder.colleague(colleague));
        clients.iter().for_each(|client| builder.client(client));
        let policy = self.policy.as_deref().map_or_else(|| Ok(Policy::embedded()), read_policy)?;
        Ok(Snapshot { people: builder.build(), policy, allowlist, memory, confirmed: HashSet::new() })
    }
}

/// A key for this run only: nothing is kept, so nothing need be found again.
fn passing_key() -> Result<Key, Unusable> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|fault| Unusable(format!("no randomness: {fault}")))?;
    Ok(Key::new(&bytes))
}

fn import<T, E: std::fmt::Display>(
    path: &Path,
    language: Language,
    read: impl FnOnce(BufReader<File>) -> Result<Import<T>, E>,
) -> Result<Vec<T>, Unusable> {
    let unusable = |fault: &dyn std::fmt::Display| Unusable(format!("{}: {fault}", path.display()));
    let file = File::open(path).map_err(|fault| unusable(&fault))?;
    let import = read(BufReader::new(file)).map_err(|fault| unusable(&fault))?;
    if !import.report.problems.is_empty() {
        tell(&format!("{}: {}", path.display(), import.report.spoken(spoken_in(language), PROBLEMS_SHOWN)));
    }
    if import.report.is_refused() {
        return Err(unusable(&"refused"));
    }
    Ok(import.records)
}

/// Reads a policy file.
///
/// # Errors
/// [`Unusable`] with every problem on a line of its own.
pub(crate) fn read_policy(path: &Path) -> Result<Policy, Unusable> {
    let source = fs::read_to_string(path).map_err(|fault| Unusable(format!("{}: {fault}", path.display())))?;
    Policy::parse(&source).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(|problem| format!("{}: {problem}", path.display())).collect();
        Unusable(lines.join("\n"))
    })
}

fn spoken_in(language: Language) -> postwacht_directory::report::Language {
    match language {
        Language::Dutch => postwacht_directory::report::Language::Dutch,
        Language::English => postwacht_directory::report::Language::English,
    }
}
