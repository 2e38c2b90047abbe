//! Where people come from, one file or folder a source. All hand over the records of the engine and a report.
//!
//! A source never merges with what is there already: whoever asked for it compares and decides.

pub mod csv;
pub mod form;

use std::ops::ControlFlow;

use postwacht_engine::{public_domains, records::ColleagueRecord};

use crate::report::Report;

/// What a source handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import<T> {
    /// The records that stand.
    pub records: Vec<T>,
    /// What was read and what was wrong with it.
    pub report: Report,
}

/// Why a source handed over nothing.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// It could not be read to its end.
    #[error("the source could not be read")]
    Unreadable(#[from] std::io::Error),
    /// Whoever follows the progress said stop.
    #[error("reading was stopped")]
    Stopped,
}

/// Told now and then how many rows and bytes were read; says whether to go on.
pub type Progress<'a> = dyn FnMut(u64, u64) -> ControlFlow<()> + 'a;

/// For whoever does not follow the progress.
pub fn unwatched(_rows: u64, _bytes: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// The office's own mail domains: those of its colleagues, except public ones. Sorted.
#[must_use]
pub fn own_domains(colleagues: &[ColleagueRecord]) -> Vec<String> {
    let mut domains: Vec<String> = colleagues
        .iter()
        .map(|colleague| colleague.address.domain())
        .filter(|domain| !public_domains::is_public(domain))
        .map(str::to_owned)
        .collect();
    domains.sort_unstable();
    domains.dedup();
    domains
}
