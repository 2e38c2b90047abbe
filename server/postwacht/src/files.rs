//! Reads one file of the office for a person at the terminal, who sees how far it is and may stop it.
//!
//! What is wrong with single rows stands in the report; only a file that gives nothing at all is a fault.

use crate::{
    cli::{UNUSABLE, tell},
    interrupt::{INTERRUPTED, Interrupt},
    progress::Progress,
    words::speak,
};
use postwacht_directory::sources::{self, Import, ImportError};
use postwacht_engine::words::Language;
use std::{
    fs::File,
    io::BufReader,
    ops::ControlFlow,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

/// Why a file gave nothing.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    /// It cannot be read, or says nothing that can be used.
    #[error("{}: {why}", file.display())]
    Unusable {
        /// Which.
        file: PathBuf,
        /// Why.
        why: String,
    },
    /// Somebody pressed Ctrl-C.
    #[error("stopped")]
    Stopped,
}

impl Fault {
    /// A file that cannot be used.
    fn of(file: &Path, why: &dyn std::fmt::Display) -> Self {
        Self::Unusable {
            file: file.to_owned(),
            why: why.to_string(),
        }
    }

    /// Why, without the name of the file.
    pub(crate) fn why(&self) -> String {
        match self {
            Self::Unusable { why, .. } => why.clone(),
            Self::Stopped => self.to_string(),
        }
    }

    /// Tells it, and gives the exit code.
    pub(crate) fn end(&self, language: Language) -> ExitCode {
        match self {
            Self::Unusable { .. } => {
                tell(&self.to_string());
                ExitCode::from(UNUSABLE)
            }
            Self::Stopped => {
                tell(&speak(language, "stopped", &[]));
                ExitCode::from(INTERRUPTED)
            }
        }
    }
}

/// Reads files one after another.
#[derive(Debug)]
pub(crate) struct Reading {
    language: Language,
    interrupt: Interrupt,
}

impl Reading {
    /// From now on Ctrl-C stops between two rows.
    pub(crate) fn start(language: Language) -> Self {
        Self {
            language,
            interrupt: Interrupt::watch(),
        }
    }

    /// Reads a file with one of the readers of [`sources::csv`]. A file that is refused is an import too.
    ///
    /// # Errors
    /// [`Fault`] when it cannot be read to its end, or somebody stopped it.
    pub(crate) fn read<T>(
        &self,
        path: &Path,
        read: impl FnOnce(BufReader<File>, &mut sources::Progress<'_>) -> Result<Import<T>, ImportError>,
    ) -> Result<Import<T>, Fault> {
        let file = File::open(path).map_err(|fault| Fault::of(path, &fault))?;
        let bytes = file
            .metadata()
            .ok()
            .filter(std::fs::Metadata::is_file)
            .map(|file| file.len());
        let mut progress = Progress::start(self.language, bytes, Instant::now());
        let import = read(BufReader::new(file), &mut |rows, bytes| {
            progress.tell(rows, bytes, Instant::now());
            if self.interrupt.is_asked() {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        drop(progress);
        let import = import.map_err(|fault| match fault {
            ImportError::Unreadable(fault) => Fault::of(path, &fault),
            ImportError::Stopped => Fault::Stopped,
        })?;
        // What comes after the last row takes time too.
        if self.interrupt.is_asked() {
            Err(Fault::Stopped)
        } else {
            Ok(import)
        }
    }

    /// As [`Self::read`], where a file that is refused is of no use.
    ///
    /// # Errors
    /// [`Fault`] also when it is refused, with the reasons.
    pub(crate) fn read_usable<T>(
        &self,
        path: &Path,
        read: impl FnOnce(BufReader<File>, &mut sources::Progress<'_>) -> Result<Import<T>, ImportError>,
    ) -> Result<Import<T>, Fault> {
        let import = self.read(path, read)?;
        if import.report.is_refused() {
            return Err(Fault::of(path, &import.report.spoken(self.language, usize::MAX)));
        }
        Ok(import)
    }
}
