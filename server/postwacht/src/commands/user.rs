//! `postwacht user`: who may sign in to the console. The way in when nobody else can let you in.

use crate::{
    accounts,
    cli::{Format, say, tell},
    kept::{Fault, Kept, Place},
};
use clap::{Args, Subcommand, ValueEnum};
use jiff::{SignedDuration, Timestamp};
use postwacht_store::accounts::{Account, AccountChange, AccountName, Role};
use serde_json::json;
use std::{collections::BTreeSet, process::ExitCode};
use uuid::Uuid;

/// How long an invitation holds, in days.
const INVITED_DAYS: i64 = 7;

/// Arguments of the command.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Add an account, and show once the link with which its owner chooses a password.
    Add(Add),
    /// Show the accounts.
    List(List),
    /// Remove an account; whoever is signed in with it is out at once.
    Remove(Named),
    /// Take the password of an account away, and show once the link with which its owner chooses another.
    Reset(Named),
}

/// A role, as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RoleWord {
    /// Policy, allowlist, directory and accounts.
    Admin,
    /// Devices, keys and what is given to mail clients.
    It,
    /// The record and the figures; changes no setting.
    PrivacyOfficer,
    /// Sees all, changes nothing.
    Auditor,
}

impl From<RoleWord> for Role {
    fn from(word: RoleWord) -> Self {
        match word {
            RoleWord::Admin => Self::Admin,
            RoleWord::It => Self::It,
            RoleWord::PrivacyOfficer => Self::PrivacyOfficer,
            RoleWord::Auditor => Self::Auditor,
        }
    }
}

#[derive(Debug, Args)]
struct Add {
    /// What is typed to sign in: letters, digits and `.-_+@`.
    name: String,
    /// What it may do; may be given more than once.
    #[arg(long = "role", value_name = "ROLE", value_enum, required = true)]
    roles: Vec<RoleWord>,
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
#[command(after_help = "Exit code: 0 done, 1 there is no such account, 2 it cannot be done.")]
struct Named {
    /// The name of the account.
    name: String,
    #[command(flatten)]
    place: Place,
}

/// Exit 0: done; 1: there is no such account; 2: it cannot be done.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let outcome = match &arguments.action {
        Action::Add(arguments) => add(arguments).map(|()| true),
        Action::List(arguments) => list(arguments).map(|()| true),
        Action::Remove(arguments) => remove(arguments),
        Action::Reset(arguments) => reset(arguments),
    };
    match outcome {
        Ok(found) => ExitCode::from(u8::from(!found)),
        Err(fault) => fault.end(),
    }
}

fn add(arguments: &Add) -> Result<(), Fault> {
    let name = name(&arguments.name)?;
    let roles: BTreeSet<Role> = arguments.roles.iter().copied().map(Role::from).collect();
    let kept = arguments.place.open()?;
    let (id, now, code) = (Uuid::new_v4(), Timestamp::now(), accounts::code()?);
    let work = async {
        let mut act = kept.store.act().await?;
        if !act.add_account(id, &name, &roles, now).await? {
            return Err(Fault::Other("there is an account with this name".to_owned()));
        }
        act.invite(Some(id), &code, invited_until(now)).await?;
        let event = accounts::event("account-added", [("account", id.to_string())]);
        Ok(act.keep(kept.signing(), event, now).await?)
    };
    kept.wait(work)?;
    kept.close();
    hand_out(&arguments.place, &code)
}

fn list(arguments: &List) -> Result<(), Fault> {
    let kept = arguments.place.open()?;
    let accounts = kept.wait(kept.store.accounts())?;
    kept.close();
    for account in &accounts {
        if say(&line(account, arguments.format)).is_err() {
            break;
        }
    }
    Ok(())
}

fn remove(arguments: &Named) -> Result<bool, Fault> {
    let kept = arguments.place.open()?;
    let Some(account) = find(&kept, &arguments.name)? else {
        return Ok(false);
    };
    let work = async {
        let mut act = kept.store.act().await?;
        let change = act.remove_account(account.id).await?;
        if change == AccountChange::LastAdmin {
            let why = "this is the last administrator; make somebody else one first (`user add --role admin`)";
            return Err(Fault::Other(why.to_owned()));
        }
        let event = accounts::event("account-removed", [("account", account.id.to_string())]);
        act.keep(kept.signing(), event, Timestamp::now()).await?;
        Ok(change == AccountChange::Made)
    };
    let removed = kept.wait(work)?;
    kept.close();
    Ok(removed)
}

fn reset(arguments: &Named) -> Result<bool, Fault> {
    let kept = arguments.place.open()?;
    let Some(account) = find(&kept, &arguments.name)? else {
        return Ok(false);
    };
    let (now, code) = (Timestamp::now(), accounts::code()?);
    let work = async {
        let mut act = kept.store.act().await?;
        act.change_account(account.id, &account.roles, None).await?;
        act.set_password(account.id, None).await?;
        act.invite(Some(account.id), &code, invited_until(now)).await?;
        let event = accounts::event("account-invited", [("account", account.id.to_string())]);
        Ok::<_, Fault>(act.keep(kept.signing(), event, now).await?)
    };
    kept.wait(work)?;
    kept.close();
    hand_out(&arguments.place, &code)?;
    Ok(true)
}

fn name(text: &str) -> Result<AccountName, Fault> {
    let why = "a name has 2 to 64 letters, digits or . - _ + @";
    AccountName::parse(text).ok_or_else(|| Fault::Other(why.to_owned()))
}

fn find(kept: &Kept, text: &str) -> Result<Option<Account>, Fault> {
    let found = kept.wait(kept.store.credentials(&name(text)?))?;
    Ok(found.map(|(account, _)| account))
}

fn invited_until(now: Timestamp) -> Timestamp {
    now.checked_add(SignedDuration::from_hours(24 * INVITED_DAYS))
        .unwrap_or(now)
}

/// Shows the link on its own line, for whoever gives it on.
fn hand_out(place: &Place, code: &str) -> Result<(), Fault> {
    let base = place.base_url()?.unwrap_or_else(|| "http://127.0.0.1:8080".to_owned());
    say(&accounts::link(&base, code))?;
    tell(&format!(
        "this link is not shown again; it works once, for {INVITED_DAYS} days; give it to its owner by a way of your own"
    ));
    Ok(())
}

fn line(account: &Account, format: Format) -> String {
    let roles: Vec<&str> = account.roles.iter().map(|role| role.as_str()).collect();
    let state = match (account.disabled, account.has_password) {
        (Some(_), _) => "disabled",
        (None, true) => "can sign in",
        (None, false) => "invited",
    };
    match format {
        Format::Text => format!("{}  {}  {state}", account.name.as_str(), roles.join(" ")),
        Format::Json => json!({
            "account": account.id.to_string(), "name": account.name.as_str(), "roles": roles, "state": state,
            "created": account.created.to_string(),
        })
        .to_string(),
    }
}
