//! `postwacht backup` and `postwacht restore`: the database in one file, without the key.

use crate::{
    cli::{Lang, say, tell},
    kept::{Fault, Place, runtime, shown},
    words::speak,
};
use clap::Args;
use jiff::Timestamp;
use postwacht_engine::{identifiers::Key, words::Language};
use postwacht_store::{key, signing::SigningKey};
use std::{path::PathBuf, process::ExitCode};

/// Arguments of `backup`.
#[derive(Debug, Args)]
#[command(after_help = "Exit code: 0 the backup is on disk, 2 there is none.")]
pub(crate) struct Backup {
    /// A file that is not there yet.
    file: PathBuf,
    /// Language of what is said.
    #[arg(long, value_enum, default_value = "nl")]
    lang: Lang,
    #[command(flatten)]
    place: Place,
}

/// Arguments of `restore`.
#[derive(Debug, Args)]
#[command(after_help = "Exit code: 0 it is put back, 2 it cannot be, and nothing was changed.")]
pub(crate) struct Restore {
    /// A file that `postwacht backup` wrote.
    file: PathBuf,
    /// Language of what is said.
    #[arg(long, value_enum, default_value = "nl")]
    lang: Lang,
    #[command(flatten)]
    place: Place,
}

/// Exit 0: the backup is on disk; 2: there is none.
pub(crate) fn backup(arguments: &Backup) -> ExitCode {
    let write = || -> Result<(), Fault> {
        let kept = arguments.place.open()?;
        kept.wait(kept.store.backup(&arguments.file))?;
        let key = shown(&kept.files.key);
        kept.close();
        tell(&speak(arguments.lang.into(), "backup-without-key", &[("key", &key)]));
        Ok(())
    };
    match write() {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => fault.end(),
    }
}

/// Exit 0: it is put back; 2: it cannot be.
pub(crate) fn restore(arguments: &Restore) -> ExitCode {
    let put_back = || -> Result<(), Fault> {
        let files = arguments.place.files()?;
        postwacht_store::prepare(&files.data)?;
        let key = Key::new(&key::load(&files.key)?);
        let signing = SigningKey::load_or_create(&files.signing)?;
        let work = postwacht_store::restore(&files.data, &arguments.file, (key, &signing), Timestamp::now());
        let aside = runtime()?.block_on(work)?;
        let language = Language::from(arguments.lang);
        // Nobody need read it.
        let _ = say(&speak(language, "restored", &[]));
        if let Some(aside) = aside {
            let _ = say(&speak(language, "set-aside", &[("file", &shown(&aside))]));
        }
        Ok(())
    };
    match put_back() {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => fault.end(),
    }
}
