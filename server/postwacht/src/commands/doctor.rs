//! `postwacht doctor`: looks at what the service keeps, and says what to do.
//!
//! Changes nothing that matters, makes no key, and goes on after the first fault. Shows counts and paths, nothing that is
//! kept.

mod certificate;

use crate::{
    cli::{Format, Lang, say},
    config::Config,
    kept::{Files, Place, runtime, shown},
    words::speak,
};
use clap::Args;
use jiff::Timestamp;
use postwacht_engine::{identifiers::Key, words::Language};
use postwacht_store::{Store, StoreError, inspect, key};
use serde_json::json;
use std::{fmt::Display, process::ExitCode};

/// Less free room than this is soon none.
const LITTLE_ROOM: u64 = 256 << 20;
/// A clock this far behind what was recorded is wrong, or was, in seconds.
const CLOCK_SLACK: i64 = 300;
/// Postwacht was made after this day; a clock before it is wrong.
const EARLIEST: i64 = 1_767_225_600;

/// Arguments of the command.
#[derive(Debug, Args)]
#[command(after_help = "Exit code: 0 all is well, 1 something wants a look, 2 something is wrong.")]
pub(crate) struct Arguments {
    /// Language of the answer.
    #[arg(long, value_enum, default_value = "nl")]
    lang: Lang,
    /// Form of the answer.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    #[command(flatten)]
    place: Place,
}

/// How something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    Well,
    Look,
    Wrong,
}

/// What was found of one thing.
struct Finding {
    what: &'static str,
    state: State,
    text: String,
}

/// All that is found, in order.
struct Report {
    language: Language,
    findings: Vec<Finding>,
}

/// Exit 0: all is well; 1: something wants a look; 2: something is wrong.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let mut report = Report {
        language: arguments.lang.into(),
        findings: Vec::new(),
    };
    let config = arguments.place.config();
    match config.and_then(|config| Ok((Files::of(&config)?, config))) {
        Ok((files, config)) => report.examine(&files, &config),
        Err(fault) => report.wrong("settings", &fault),
    }
    for finding in &report.findings {
        if say(&finding.shown(arguments.format)).is_err() {
            break;
        }
    }
    let worst = report.findings.iter().map(|finding| finding.state).max();
    ExitCode::from(match worst {
        None | Some(State::Well) => 0,
        Some(State::Look) => 1,
        Some(State::Wrong) => 2,
    })
}

impl Finding {
    fn shown(&self, format: Format) -> String {
        let state = match self.state {
            State::Well => "ok",
            State::Look => "look",
            State::Wrong => "wrong",
        };
        match format {
            Format::Text => format!("{state:5}  {}: {}", self.what, self.text),
            Format::Json => json!({"what": self.what, "state": state, "text": self.text}).to_string(),
        }
    }
}

impl Report {
    fn found(&mut self, what: &'static str, state: State, key: &str, pieces: &[(&str, &dyn Display)]) {
        let text = speak(self.language, key, pieces);
        self.findings.push(Finding { what, state, text });
    }

    fn wrong(&mut self, what: &'static str, fault: &dyn Display) {
        let text = fault.to_string();
        self.findings.push(Finding {
            what,
            state: State::Wrong,
            text,
        });
    }

    fn examine(&mut self, files: &Files, config: &Config) {
        let now = Timestamp::now();
        self.folder(files);
        let key = self.key(files);
        if !Store::exists(&files.data) {
            self.found("database", State::Look, "doctor-no-database", &[]);
        } else if let Some(key) = key {
            self.database(files, &key, now);
        }
        if let Some(tls) = &config.tls {
            certificate::examine(self, tls, config.base_url.as_deref(), now);
        }
        if now.as_second() < EARLIEST {
            self.found("clock", State::Wrong, "doctor-clock", &[("now", &now)]);
        }
    }

    fn folder(&mut self, files: &Files) {
        match inspect::ground(&files.data) {
            Err(fault) => self.wrong("folder", &fault),
            Ok(ground) => {
                let path = shown(&files.data);
                let mode = format!("{:04o}", ground.mode);
                let (state, key) = match () {
                    () if ground.mode & 0o7077 != 0 => (State::Wrong, "doctor-folder-open"),
                    () if ground.remote => (State::Wrong, "doctor-folder-remote"),
                    () => (State::Well, "doctor-folder"),
                };
                self.found("folder", state, key, &[("path", &path), ("mode", &mode)]);
                let (free, used) = (ground.free >> 20, ground.used.div_ceil(1 << 20));
                let little = ground.free < LITTLE_ROOM.max(ground.used);
                let state = if little { State::Look } else { State::Well };
                let key = if little { "doctor-little-room" } else { "doctor-room" };
                self.found("room", state, key, &[("free", &free), ("used", &used)]);
            }
        }
    }

    fn key(&mut self, files: &Files) -> Option<[u8; 32]> {
        let path = shown(&files.key);
        match key::load(&files.key) {
            Ok(key) => {
                // Beside the database one theft takes both.
                let beside = files.key.starts_with(&files.data);
                let (state, text) = if beside {
                    (State::Look, "doctor-key-beside")
                } else {
                    (State::Well, "doctor-key")
                };
                self.found("key", state, text, &[("path", &path)]);
                Some(key)
            }
            Err(key::KeyError::File(fault)) if fault.is_missing() => {
                self.found("key", State::Wrong, "doctor-key-missing", &[("path", &path)]);
                None
            }
            Err(fault) => {
                self.wrong("key", &fault);
                None
            }
        }
    }

    fn database(&mut self, files: &Files, key: &[u8; 32], now: Timestamp) {
        let looked = runtime().map(|runtime| {
            runtime.block_on(async {
                let store = Store::open(&files.data, Key::new(key), now).await?;
                let outcome = self.inside(&store, now).await;
                store.close().await;
                outcome
            })
        });
        match looked {
            Err(fault) => self.wrong("database", &fault),
            Ok(Err(fault)) => self.wrong("database", &fault),
            Ok(Ok(())) => {}
        }
    }

    async fn inside(&mut self, store: &Store, now: Timestamp) -> Result<(), StoreError> {
        let damage = store.integrity().await?;
        if !damage.is_empty() {
            return Err(StoreError::Damaged);
        }
        let (step, _) = store.schema_version().await?;
        self.found("database", State::Well, "doctor-database", &[("step", &step)]);
        let counts = store.counts().await?;
        let pieces: [(&str, &dyn Display); 6] = [
            ("clients", &counts.clients),
            ("colleagues", &counts.colleagues),
            ("allowlist", &counts.allowlist),
            ("devices", &counts.devices),
            ("pairs", &counts.mailed_pairs),
            ("rows", &counts.audit_rows),
        ];
        let empty = counts.clients == 0 || counts.colleagues == 0;
        let state = if empty { State::Look } else { State::Well };
        let key = if empty { "doctor-nobody" } else { "doctor-counts" };
        self.found("kept", state, key, &pieces);
        if let Some(latest) = store.latest().await? {
            let behind = latest.as_second() - now.as_second() > CLOCK_SLACK;
            let (state, key) = if behind {
                (State::Wrong, "doctor-clock-behind")
            } else {
                (State::Well, "doctor-clock-right")
            };
            self.found("clock", state, key, &[("now", &now), ("latest", &latest)]);
        }
        Ok(())
    }
}
