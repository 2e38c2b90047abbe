//! The situation in which an example's mail is sent: policy, allowlist, memory, confirmed pairs, receipts, the day.

use super::{Fault, mail::addresses, office::Office};
use jiff::civil::{Date, date};
use postwacht_engine::{
    Check,
    address::{Address, DomainPattern},
    allowlist::{Audience, Checks, Entry, Pattern, Refusal},
    identifiers::Key,
    policy::Policy,
    snapshot::{Memory, Snapshot},
};
use std::sync::Arc;

/// The day of every example that does not say another.
const TODAY: Date = date(2026, 3, 2);

/// All that an example says besides the mail.
#[derive(Debug)]
pub(crate) struct Situation {
    policy: Policy,
    allowlist: Vec<Entry>,
    memory: Option<Vec<(Address, Address)>>,
    confirmed: Vec<(Address, Address)>,
    /// The checks whose findings the sender has answered for.
    pub(crate) answered: Vec<Check>,
    pub(crate) today: Date,
    /// An office that knows nobody.
    nobody: bool,
}

impl Situation {
    /// Reads the block `situatie` (lines `key: value`) and the block `beleid` (TOML).
    pub(crate) fn read(text: &str, policy: &str) -> Result<Self, Fault> {
        let policy = Policy::parse(policy).map_err(|problems| {
            let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
            format!("block `beleid`: {}", problems.join("; "))
        })?;
        let mut situation = Self {
            policy,
            allowlist: Vec::new(),
            memory: None,
            confirmed: Vec::new(),
            answered: Vec::new(),
            today: TODAY,
            nobody: false,
        };
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            situation.line(line)?;
        }
        Ok(situation)
    }

    fn line(&mut self, line: &str) -> Result<(), Fault> {
        let (key, value) = line
            .split_once(':')
            .ok_or_else(|| format!("expected `key: value`: {line}"))?;
        let value = value.trim();
        match key.trim() {
            "Toegestaan" => {
                let id = (self.allowlist.len() + 1).to_string();
                self.allowlist.push(entry(id, value)?);
            }
            "Eerder gemaild" => {
                let pairs = self.memory.get_or_insert_default();
                if value != "niemand" {
                    pairs.push(pair(value)?);
                }
            }
            "Bevestigd" => self.confirmed.push(pair(value)?),
            "Afgehandeld" => self.answered.push(check_of(value)?),
            "Vandaag" => self.today = value.parse().map_err(|_| format!("no date: {value}"))?,
            "Klantenlijst" if value == "leeg" => self.nobody = true,
            _ => return Err(format!("unknown: {line}")),
        }
        Ok(())
    }

    /// The state of the office in this situation.
    pub(crate) fn snapshot(&self, office: &Office) -> Snapshot {
        let mut snapshot = Snapshot::empty(Key::new(&[7; 32]));
        if !self.nobody {
            snapshot.people = Arc::clone(&office.people);
        }
        snapshot.policy = self.policy.clone();
        snapshot.allowlist.clone_from(&self.allowlist);
        snapshot.memory = self.memory.clone().map(Memory::new);
        snapshot.confirmed = self.confirmed.iter().cloned().collect();
        snapshot
    }

    /// Why entries of the allowlist were refused.
    pub(crate) fn refused(&self) -> Vec<&'static str> {
        self.allowlist
            .iter()
            .filter_map(|entry| entry.validate().err())
            .map(Refusal::code)
            .collect()
    }
}

fn check_of(id: &str) -> Result<Check, Fault> {
    Check::from_id(id).ok_or_else(|| format!("no such check: {id}"))
}

/// `from > to`.
fn pair(text: &str) -> Result<(Address, Address), Fault> {
    let (from, to) = text
        .split_once('>')
        .ok_or_else(|| format!("expected `sender > recipient`: {text}"))?;
    Ok((one_address(from)?, one_address(to)?))
}

fn one_address(text: &str) -> Result<Address, Fault> {
    match addresses(text)?.as_slice() {
        [only] => Ok(only.clone()),
        _ => Err(format!("expected one address: {text}")),
    }
}

/// `address or domain; checks; for whom; until; why; by whom`, as in the CSV of an allowlist.
fn entry(id: String, text: &str) -> Result<Entry, Fault> {
    let cells: Vec<&str> = text.split(';').map(str::trim).collect();
    let [whom, checks, audience, until, reason, by] = cells.as_slice() else {
        return Err(format!("expected six values separated by `;`: {text}"));
    };
    let pattern = if whom.contains('@') && !whom.starts_with('@') {
        Pattern::Address(one_address(whom)?)
    } else {
        Pattern::Domain(DomainPattern::parse(whom).map_err(|fault| format!("{whom}: {fault}"))?)
    };
    let checks = match *checks {
        "alle" => Checks::All,
        named => Checks::Named(
            named
                .split(',')
                .map(|id| check_of(id.trim()).map(|check| check.id().to_owned()))
                .collect::<Result<_, _>>()?,
        ),
    };
    Ok(Entry {
        id,
        pattern,
        checks,
        audience: match *audience {
            "iedereen" => Audience::Everyone,
            sender if sender.contains('@') => Audience::Sender(one_address(sender)?),
            group => Audience::Group(group.to_owned()),
        },
        until: if until.is_empty() {
            None
        } else {
            Some(until.parse().map_err(|_| format!("no date: {until}"))?)
        },
        reason: (*reason).to_owned(),
        by: (*by).to_owned(),
    })
}
