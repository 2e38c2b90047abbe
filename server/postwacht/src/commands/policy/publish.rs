//! `postwacht policy publish`: makes a policy the one that holds, as a new version.

use crate::{
    cli::say,
    kept::{Fault, Place},
    office,
};
use clap::Args;
use jiff::Timestamp;
use std::{fs, path::PathBuf, process::ExitCode};

/// Arguments of the command.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit code: 0 it holds (a service takes it over within seconds), 2 it does not hold, and why; nothing was changed."
)]
pub(super) struct Arguments {
    /// The policy (TOML).
    file: PathBuf,
    /// Who publishes it.
    #[arg(long)]
    by: String,
    #[command(flatten)]
    place: Place,
}

/// Exit 0: it holds; 2: it does not, or the store cannot be used.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    match publish(arguments) {
        Ok(version) => {
            // Nobody need read it.
            let _ = say(&format!("version {version} holds"));
            ExitCode::SUCCESS
        }
        Err(fault) => fault.end(),
    }
}

fn publish(arguments: &Arguments) -> Result<i64, Fault> {
    let other = |fault: &dyn std::fmt::Display| Fault::Other(fault.to_string());
    office::read_policy(&arguments.file).map_err(|fault| other(&fault))?;
    let source = fs::read_to_string(&arguments.file).map_err(|fault| other(&fault))?;
    let kept = arguments.place.open()?;
    let before = kept.wait(kept.store.policy())?.map_or(0, |policy| policy.version);
    let version = kept.wait(kept.store.publish_policy(&source, &arguments.by, Timestamp::now()))?;
    if version != before {
        kept.record("policy-published", &[("version", version.to_string())])?;
    }
    kept.close();
    Ok(version)
}
