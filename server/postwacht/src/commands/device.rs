//! `postwacht device`: lets devices in, and out.

use crate::{
    cli::{Format, say, tell},
    kept::{Fault, Place},
};
use clap::{ArgGroup, Args, Subcommand};
use jiff::{SignedDuration, Timestamp};
use postwacht_engine::address::Address;
use postwacht_store::{
    devices::Device,
    enrolment::{EnrolmentKey, fresh_key},
};
use serde_json::json;
use std::process::ExitCode;

/// Arguments of the command.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Make an enrolment key, and show it once.
    Enrol(Enrol),
    /// Show the devices that are enrolled, and the keys that still let somebody in.
    List(List),
    /// Revoke a device, or all of a colleague: within seconds it can ask nothing any more.
    Revoke(Revoke),
}

#[derive(Debug, Args)]
struct Enrol {
    /// How many devices it lets in.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    uses: u32,
    /// How many days it holds.
    #[arg(long, value_name = "D", value_parser = clap::value_parser!(i64).range(1..=3650))]
    days: i64,
    /// What you call it.
    #[arg(long, default_value = "")]
    label: String,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
struct List {
    /// Form of the list.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("which").args(["id", "colleague"]).required(true)))]
#[command(after_help = "Exit code: 0 revoked, 1 there was none to revoke, 2 the store cannot be used.")]
struct Revoke {
    /// The id that `list` shows.
    id: Option<String>,
    /// All devices of the colleague with this address.
    #[arg(long, value_name = "ADDRESS")]
    colleague: Option<String>,
    #[command(flatten)]
    place: Place,
}

/// Exit 0: done; 1: nothing to do; 2: the store cannot be used.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let outcome = match &arguments.action {
        Action::Enrol(arguments) => enrol(arguments).map(|()| true),
        Action::List(arguments) => list(arguments).map(|()| true),
        Action::Revoke(arguments) => revoke(arguments),
    };
    match outcome {
        Ok(found) => ExitCode::from(u8::from(!found)),
        Err(fault) => fault.end(),
    }
}

fn enrol(arguments: &Enrol) -> Result<(), Fault> {
    let kept = arguments.place.open()?;
    let key = fresh_key().map_err(|fault| Fault::Other(fault.to_string()))?;
    let now = Timestamp::now();
    let ends = now.checked_add(SignedDuration::from_hours(24 * arguments.days));
    let entry = EnrolmentKey {
        label: arguments.label.clone(),
        uses_left: arguments.uses,
        ends: ends.map_err(|fault| Fault::Other(fault.to_string()))?,
        created: now,
    };
    kept.wait(kept.store.add_enrolment_key(&key, &entry))?;
    let about = [
        ("uses", arguments.uses.to_string()),
        ("days", arguments.days.to_string()),
    ];
    kept.record("enrolment-key-made", &about)?;
    kept.close();
    say(&key)?;
    tell(&format!(
        "this key is not shown again; it lets in {} devices until {}",
        arguments.uses, entry.ends
    ));
    Ok(())
}

fn list(arguments: &List) -> Result<(), Fault> {
    let kept = arguments.place.open()?;
    let devices = kept.wait(kept.store.devices())?;
    let keys = kept.wait(kept.store.enrolment_keys(Timestamp::now()))?;
    kept.close();
    let devices = devices.iter().map(|device| device_line(device, arguments.format));
    let keys = keys.iter().map(|(_, key)| key_line(key, arguments.format));
    for line in devices.chain(keys) {
        if say(&line).is_err() {
            break;
        }
    }
    Ok(())
}

fn revoke(arguments: &Revoke) -> Result<bool, Fault> {
    let wrong = |fault: &dyn std::fmt::Display| Fault::Other(fault.to_string());
    let kept = arguments.place.open()?;
    let now = Timestamp::now();
    let revoked = match (&arguments.id, &arguments.colleague) {
        (Some(id), _) => {
            let id = id.parse().map_err(|fault: uuid::Error| wrong(&fault))?;
            usize::from(kept.wait(kept.store.revoke_device(id, now))?)
        }
        (None, Some(address)) => {
            let address = Address::parse(address).map_err(|fault| wrong(&fault))?;
            kept.wait(kept.store.revoke_colleague(&address, now))?.len()
        }
        (None, None) => 0,
    };
    if revoked > 0 {
        kept.record("devices-revoked", &[("count", revoked.to_string())])?;
    }
    kept.close();
    // Nobody need read it.
    let _ = say(&format!("revoked: {revoked}"));
    Ok(revoked > 0)
}

fn device_line(device: &Device, format: Format) -> String {
    let revoked = device.revoked.map(|time| time.to_string());
    match format {
        Format::Text => format!(
            "{}  {}  {}  last seen {}{}",
            device.id,
            device.mailbox,
            device.client,
            device.last_seen,
            revoked.map(|time| format!("  revoked {time}")).unwrap_or_default()
        ),
        Format::Json => json!({
            "device": device.id.to_string(), "mailbox": device.mailbox.as_str(), "client": device.client,
            "created": device.created.to_string(), "last_seen": device.last_seen.to_string(), "revoked": revoked,
        })
        .to_string(),
    }
}

fn key_line(key: &EnrolmentKey, format: Format) -> String {
    match format {
        Format::Text => format!(
            "enrolment key {:?}: {} uses left, until {}",
            key.label, key.uses_left, key.ends
        ),
        Format::Json => json!({
            "enrolment_key": key.label, "uses_left": key.uses_left, "ends": key.ends.to_string(),
        })
        .to_string(),
    }
}
