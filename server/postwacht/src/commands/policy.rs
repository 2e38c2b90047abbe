//! `postwacht policy`: shows the default policy, validates one, tries one on drafts, and publishes one.

mod publish;
mod trial;

use crate::{
    cli::{UNUSABLE, say, tell},
    office,
};
use clap::{Args, Subcommand};
use postwacht_engine::policy::Policy;
use std::{path::PathBuf, process::ExitCode};

/// Arguments of the command.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Print the default policy with an explanation of every setting.
    Default,
    /// Tell whether a policy holds, and if not every reason with its path.
    Validate {
        /// The policy (TOML).
        file: PathBuf,
    },
    /// Tell what a policy changes for these drafts, compared with the default policy.
    Test(trial::Arguments),
    /// Make a policy the one that holds, as a new version.
    Publish(publish::Arguments),
}

/// Exit 0: fine; 2: the policy does not hold or cannot be read. `test` also has 1: it changes something.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let outcome = match &arguments.action {
        Action::Default => say(Policy::default_text().trim_end()).map_err(|_| None),
        Action::Validate { file } => office::read_policy(file)
            .map_err(|fault| Some(fault.to_string()))
            .and_then(|_| say(&format!("{}: holds", file.display())).map_err(|_| None)),
        Action::Test(arguments) => return trial::run(arguments),
        Action::Publish(arguments) => return publish::run(arguments),
    };
    match outcome {
        Ok(()) | Err(None) => ExitCode::SUCCESS,
        Err(Some(fault)) => {
            tell(&fault);
            ExitCode::from(UNUSABLE)
        }
    }
}
