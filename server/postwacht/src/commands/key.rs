//! `postwacht key`: takes the office's keys to a safe place under a passphrase, and back.
//!
//! No key is ever printed or overwritten.

use crate::{
    cli::{Lang, say},
    kept::{Fault, Files, Place, runtime, shown},
    words::speak,
};
use clap::{Args, Subcommand};
use jiff::Timestamp;
use postwacht_engine::{identifiers::Key, words::Language};
use postwacht_store::{
    Store, key,
    sealed::{self, Keys},
    signing::SigningKey,
};
use std::{
    fs,
    io::{self, BufRead as _, IsTerminal as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Arguments of the command.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Write the key to a file, sealed under a passphrase. Keep both, apart from the backups and from each other.
    Export(Transfer),
    /// Put the key back from such a file. An existing key is never overwritten.
    Import(Transfer),
}

#[derive(Debug, Args)]
#[command(
    after_help = "The passphrase is asked for; without a terminal it is the first line of standard input.\nExit code: 0 done, 2 nothing was changed."
)]
struct Transfer {
    /// The file with the sealed key.
    file: PathBuf,
    /// A file whose first line is the passphrase.
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    /// Language of what is said.
    #[arg(long, value_enum, default_value = "nl")]
    lang: Lang,
    #[command(flatten)]
    place: Place,
}

/// Exit 0: done; 2: it cannot be, and nothing was changed.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let outcome = match &arguments.action {
        Action::Export(arguments) => export(arguments),
        Action::Import(arguments) => import(arguments),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => fault.end(),
    }
}

fn export(arguments: &Transfer) -> Result<(), Fault> {
    let files = arguments.place.files()?;
    let keys = Keys {
        office: key::load(&files.key)?,
        signing: SigningKey::load_or_create(&files.signing)?.seed(),
    };
    let phrase = passphrase(arguments, true)?;
    let text = sealed::seal(&keys, &phrase).map_err(|fault| Fault::Other(fault.to_string()))?;
    sealed::write(&arguments.file, &text).map_err(|fault| Fault::Other(fault.to_string()))?;
    told(arguments, "key-exported", &arguments.file);
    Ok(())
}

fn import(arguments: &Transfer) -> Result<(), Fault> {
    let files = arguments.place.files()?;
    let text = sealed::read(&arguments.file).map_err(|fault| Fault::Other(fault.to_string()))?;
    let phrase = passphrase(arguments, false)?;
    let keys = sealed::open(&text, &phrase).map_err(|fault| Fault::Other(fault.to_string()))?;
    recognise(&files, &keys.office)?;
    postwacht_store::prepare(&files.data)?;
    key::create(&files.key, &keys.office)?;
    // A service that signs already goes on with its own.
    if !files.signing.exists() {
        SigningKey::create(&files.signing, &keys.signing)?;
    }
    told(arguments, "key-imported", &files.key);
    Ok(())
}

/// A database that is there must know the key.
fn recognise(files: &Files, key: &[u8; 32]) -> Result<(), Fault> {
    if Store::exists(&files.data) {
        runtime()?.block_on(async {
            let store = Store::open(&files.data, Key::new(key), Timestamp::now()).await?;
            store.close().await;
            Ok::<_, Fault>(())
        })?;
    }
    Ok(())
}

fn told(arguments: &Transfer, key: &str, file: &Path) {
    // Nobody need read it.
    let _ = say(&speak(arguments.lang.into(), key, &[("file", &shown(file))]));
}

/// The passphrase: from the file, from the terminal without showing it, or the first line of standard input. A new one
/// is asked for twice at a terminal.
fn passphrase(arguments: &Transfer, new: bool) -> Result<String, Fault> {
    let language = Language::from(arguments.lang);
    if let Some(path) = &arguments.passphrase_file {
        let text = fs::read_to_string(path).map_err(|fault| Fault::Other(format!("{}: {fault}", path.display())))?;
        return Ok(text.lines().next().unwrap_or_default().to_owned());
    }
    if !io::stdin().is_terminal() {
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line)?;
        return Ok(line.trim_end_matches(['\r', '\n']).to_owned());
    }
    let phrase = rpassword::prompt_password(speak(language, "passphrase", &[]))?;
    if new && rpassword::prompt_password(speak(language, "passphrase-again", &[]))? != phrase {
        return Err(Fault::Other(speak(language, "passphrase-differs", &[])));
    }
    Ok(phrase)
}
