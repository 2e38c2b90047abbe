//! Takes people into the store, unless so many would go that somebody must say that this is meant.

use crate::office::Records;
use jiff::{SignedDuration, Timestamp};
use postwacht_directory::diff::{Decision, Difference, diff};
use postwacht_engine::{
    address::Address,
    records::{ClientRecord, ColleagueRecord, KeptClient},
};
use postwacht_store::{
    Store, StoreError,
    people::{Changes, Replaced},
};
use std::collections::HashSet;

/// A memory that a file tells counts as this old: old enough to say that an address is new.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(31 * 24);

/// What became of an import.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// What the clients of the file change, if it had any.
    pub(crate) clients: Option<Difference>,
    /// Whether they may come in.
    pub(crate) decision: Decision,
    /// Colleagues that would go, and how many there were.
    pub(crate) colleagues: (usize, usize),
    /// What was changed; nothing when it was held back.
    pub(crate) replaced: Option<Replaced>,
}

/// People from files; what is not given stays as it is kept.
#[derive(Debug, Default)]
pub(crate) struct Newcomers {
    /// All clients.
    pub(crate) clients: Option<Vec<ClientRecord>>,
    /// All colleagues.
    pub(crate) colleagues: Option<Vec<ColleagueRecord>>,
}

/// Takes them in, all or nobody. Held back unless confirmed: more than a fifth of the clients or the colleagues would go.
pub(crate) async fn people(store: &Store, new: Newcomers, confirmed: bool) -> Result<Outcome, StoreError> {
    let clients: Option<Vec<KeptClient>> = new
        .clients
        .map(|clients| clients.into_iter().map(|client| store.keep_client(client)).collect());
    let difference = match &clients {
        Some(clients) => Some(compare(store, clients).await?),
        None => None,
    };
    let going = match &new.colleagues {
        Some(colleagues) => going(store, colleagues).await?,
        None => (0, 0),
    };
    let decision = difference
        .as_ref()
        .map_or(Decision::Apply, |difference| difference.decide(confirmed));
    let decision = match decision {
        Decision::Apply if !confirmed && going.0 * 5 > going.1 => Decision::HoldBack {
            dropped: going.0,
            of: going.1,
        },
        decision => decision,
    };
    let replaced = match decision {
        Decision::Apply => Some(
            store
                .replace_people(clients.as_deref(), new.colleagues.as_deref())
                .await?,
        ),
        Decision::HoldBack { .. } => None,
    };
    Ok(Outcome {
        clients: difference,
        decision,
        colleagues: going,
        replaced,
    })
}

async fn compare(store: &Store, clients: &[KeptClient]) -> Result<Difference, StoreError> {
    let before: Vec<ClientRecord> = store
        .clients()
        .await?
        .into_iter()
        .map(KeptClient::into_record)
        .collect();
    let after: Vec<ClientRecord> = clients.iter().map(|client| client.record().clone()).collect();
    Ok(diff(&before, &after))
}

/// How many colleagues would go, and how many there are.
async fn going(store: &Store, new: &[ColleagueRecord]) -> Result<(usize, usize), StoreError> {
    let stay: HashSet<&Address> = new.iter().map(|colleague| &colleague.address).collect();
    let kept = store.colleagues().await?;
    let gone = kept
        .iter()
        .filter(|colleague| !stay.contains(&colleague.address))
        .count();
    Ok((gone, kept.len()))
}

/// Takes in what the files of the settings say, as at every start. People that are held back stay as they are kept, and
/// the service runs with those.
pub(crate) async fn at_start(store: &Store, records: Records, now: Timestamp) -> Result<Outcome, StoreError> {
    let new = Newcomers {
        clients: records.clients,
        colleagues: records.colleagues,
    };
    let outcome = people(store, new, false).await?;
    if let Decision::HoldBack { dropped, of } = outcome.decision {
        tracing::warn!(
            dropped,
            of,
            "the files drop more than a fifth: the people of before stay; `postwacht directory import --confirm` takes them in"
        );
    }
    if let Some((source, _)) = records.policy {
        store.publish_policy(&source, "the settings", now).await?;
    }
    if let Some(entries) = records.allowlist {
        store.replace_allowlist(&entries, now).await?;
    }
    if let Some(pairs) = records.known {
        let old_enough = now.checked_sub(REMEMBERED).unwrap_or(now);
        store.add_mailed_pairs(&pairs, old_enough, now).await?;
    }
    Ok(outcome)
}

/// Whether anything was changed.
pub(crate) fn is_change(replaced: Replaced) -> bool {
    replaced.clients != Changes::default() || replaced.colleagues != Changes::default()
}
