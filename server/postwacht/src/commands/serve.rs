//! `postwacht serve`: the service.

mod addins;
mod demo;
mod keeping;

mod socket;

use crate::{
    accounts,
    cli::{say, tell},
    config::{Config, Problem, SignIn, provider},
    kept::{self, Files},
    office::{Records, Telling, Unusable},
    workers,
};
use clap::Args;
pub(crate) use keeping::Hook;
use keeping::Keeping;
use postwacht_api::{
    app,
    auth::{Devices, Gates, OneToken},
    console::Console,
    live::LoadFault,
    metrics,
    service::{AskWorkers, Chance, Parts, Service, WorkerRestrictions},
    telemetry,
    tls::{Shown, Unusable as BadCertificate},
    trial::Trial,
};
use postwacht_engine::detect;
use postwacht_extract::Workers;
use postwacht_guard::Guard;
use postwacht_store::{StoreError, key, token};
use std::{env, io, net::SocketAddr, path::PathBuf, process::ExitCode, sync::Arc, time::Instant};
use tempfile::TempDir;

/// The settings do not hold (`EX_CONFIG`): starting again will not help.
const MISCONFIGURED: u8 = 78;

/// Arguments of the command.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Settings (TOML). Variables of the environment stand above them; docs/reference/configuration.md lists both.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Try it: a sample office in a temporary folder, with a token and an example to paste.
    #[arg(long)]
    demo: bool,
}

/// Why the service did not start, or did not go on.
#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error(transparent)]
    Setting(#[from] Problem),
    #[error(transparent)]
    Office(#[from] Unusable),
    #[error(transparent)]
    Key(#[from] key::KeyError),
    #[error(transparent)]
    Token(#[from] token::TokenError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Kept(#[from] kept::Fault),
    #[error("tls: {0}")]
    Certificate(#[from] BadCertificate),
    #[error(transparent)]
    State(#[from] LoadFault),
    #[error("{0}")]
    System(String),
}

impl Fault {
    /// Whether starting again may help: nothing that the administrator set is wrong.
    fn may_pass(&self) -> bool {
        let store = match self {
            Self::System(_) => return true,
            Self::Store(fault) | Self::Kept(kept::Fault::Store(fault)) | Self::State(LoadFault::Store(fault)) => fault,
            _ => return false,
        };
        matches!(store, StoreError::Full | StoreError::Locked | StoreError::InUse { .. })
    }
}

/// Exit 0: stopped as told; 78: the settings or the files they name do not hold; 1: the system does not let it run.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match serve(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            tell(&fault.to_string());
            ExitCode::from(if fault.may_pass() { 1 } else { MISCONFIGURED })
        }
    }
}

fn serve(arguments: &Arguments) -> Result<(), Fault> {
    let config = Config::load(arguments.config.as_deref(), &|name| env::var(name).ok())?;
    keeping::leave_no_core()?;
    let tls = config.tls.clone().map(Shown::begin).transpose()?;
    let listen = socket::listen(config.listen)?;
    let _writing = telemetry::start(config.log);
    // Who counts already is a test in the same process.
    let _ = metrics::start();
    let ready = if arguments.demo {
        demo::prepare(&config)?
    } else {
        prepare(&config)?
    };
    let workers = Arc::new(workers::start(config.workers)?);
    detect::warm_up();
    let keeping = Keeping::begin(&ready.files, ready.records, config.keep, config.webhook)?;
    let invitation = if arguments.demo {
        keeping.invite()? + &keeping.show_around()?
    } else {
        String::new()
    };
    let SignIn { local, provider: own } = config.sign_in;
    let own = provider(own, config.base_url.as_deref(), &keeping.signing().seed())?;
    let first = if local { keeping.invite_first()? } else { None };
    let devices = keeping.devices();
    let one_token = OneToken::new(&ready.token);
    let live = keeping.live();
    let device_gate = Devices::new(devices.access.clone(), live.clone());
    let service = Service::new(Parts {
        settings: config.settings,
        live,
        guard: Guard::new(workers.clone()).keeping(config.ahead),
        gate: Box::new(Gates::new(vec![Box::new(one_token), Box::new(device_gate)])),
        workers: report_of(&workers),
        devices,
        receipts: keeping.receipts(),
        records: keeping.records(),
        events: keeping.events(),
        addins: Some(addins::addins(
            config.base_url.as_deref(),
            &config.settings.clients,
            config.entra,
        )),
        console: Console::new(config.base_url.as_deref(), tls.is_some(), keeping.signing(), || {
            token::fresh().ok()
        })
        .signing_in(own, local),
        proxies: config.proxies,
        chance: Chance::default(),
        trial: ready.trial,
    });
    let scheme = if tls.is_some() { "https" } else { "http" };
    let welcome = |address: SocketAddr| {
        let url = format!("{scheme}://{address}");
        let base = config.base_url.as_deref().unwrap_or(&url);
        let mut shown = (ready.welcome)(base, &invitation);
        if let Some(code) = first {
            shown += &first_account(base, &code);
        }
        // Nobody need read it.
        let _ = say(&format!("listening on {url}\n{shown}"));
    };
    let served = app::run(service, listen, tls, welcome);
    keeping.end();
    served.map_err(|fault| Fault::System(format!("{}: {fault}", config.listen)))
}

/// What is printed where nobody can sign in to the console yet.
fn first_account(base: &str, code: &str) -> String {
    format!(
        "\nNobody can sign in to the console yet. This link makes the first account, once, within {} hours:\n{}",
        accounts::FIRST_HOURS,
        accounts::link(base, code)
    )
}

/// What is printed once the service listens, for the URL where clients reach it, with a line for those who enrol.
type Welcome = Box<dyn FnOnce(&str, &str) -> String>;

/// What the service starts with.
struct Ready {
    /// What the files of the settings say of the office.
    records: Records,
    token: String,
    welcome: Welcome,
    /// Where the service keeps what it must keep.
    files: Files,
    /// What a curious person is shown.
    trial: Option<Trial>,
    /// A folder that goes when the service stops.
    _folder: Option<TempDir>,
}

fn prepare(config: &Config) -> Result<Ready, Fault> {
    if config.data.is_none() {
        let how = "say where to keep files: POSTWACHT_DATA, or data in a file for --config; to look around, use --demo";
        return Err(Problem::new("data", how).into());
    }
    let files = Files::of(config)?;
    let records = config.office.records(Telling::AsCounts)?;
    postwacht_store::prepare(&files.data)?;
    let token_file = config.token_file.clone().unwrap_or_else(|| files.data.join("token"));
    let token = token::load_or_create(&token_file)?;
    let welcome = format!("The token that opens it is in {}", token_file.display());
    Ok(Ready {
        records,
        token,
        welcome: Box::new(|_, _| welcome),
        files,
        trial: None,
        _folder: None,
    })
}

fn report_of(workers: &Arc<Workers>) -> AskWorkers {
    let workers = Arc::clone(workers);
    Box::new(move || {
        // A deadline of now asks without waiting.
        let restrictions = workers.restrictions(Instant::now())?;
        Some(WorkerRestrictions {
            resources: restrictions.resources,
            files: restrictions.files,
            system_calls: restrictions.system_calls,
        })
    })
}

impl From<io::Error> for Fault {
    fn from(fault: io::Error) -> Self {
        Self::System(fault.to_string())
    }
}
