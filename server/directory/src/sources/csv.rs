//! CSV files as offices export them: any usual encoding and separator, columns in any order and in two languages.
//!
//! Reads a row at a time and never fails on what a row says: that is a line in the report, and the good rows stand.

mod allowlist;
mod clients;
mod colleagues;
mod columns;
mod input;
mod known;
mod lines;
mod records;
mod rows;
mod table;

pub use allowlist::read_allowlist;
pub use clients::{read_clients, read_clients_as};
pub use colleagues::{read_colleagues, read_colleagues_as};
pub use columns::{Heading, Mapping, Titles};
pub use known::read_known;

use crate::sources::ImportError;
use std::io::Read;

/// The kinds of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum File {
    /// The client directory.
    Clients,
    /// The colleagues.
    Colleagues,
    /// What may pass.
    Allowlist,
    /// Who mailed whom before.
    Known,
}

impl File {
    /// The columns of a file of this kind, and what each is read as; nothing where it has no header.
    ///
    /// # Errors
    /// [`ImportError`] when it cannot be read.
    pub fn headings(self, file: impl Read, mapping: &Mapping) -> Result<Vec<Heading>, ImportError> {
        match self {
            Self::Clients => table::headings::<clients::Field>(file, mapping),
            Self::Colleagues => table::headings::<colleagues::Field>(file, mapping),
            Self::Allowlist => table::headings::<allowlist::Field>(file, mapping),
            Self::Known => table::headings::<known::Field>(file, mapping),
        }
    }

    /// Its columns, in the order of the documentation.
    #[must_use]
    pub fn columns(self) -> Vec<Titles> {
        match self {
            Self::Clients => columns::titles::<clients::Field>(),
            Self::Colleagues => columns::titles::<colleagues::Field>(),
            Self::Allowlist => columns::titles::<allowlist::Field>(),
            Self::Known => columns::titles::<known::Field>(),
        }
    }
}

#[cfg(test)]
mod tests;
