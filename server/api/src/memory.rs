//! Remembers whom colleagues mailed, off the path of a check.
//!
//! What cannot be kept at once is dropped: the pair comes again with the next mail, and until then the office only knows
//! one address less.

use jiff::Timestamp;
use moka::sync::Cache;
use postwacht_engine::{address::Address, snapshot::Snapshot};
use postwacht_store::Store;
use std::{
    hash::{BuildHasher as _, RandomState},
    time::Duration,
};
use tokio::{sync::mpsc, task::JoinHandle};

/// Mails that wait to be remembered.
const WAITING: usize = 1_024;

/// Who mails a known address again is noted once in this time: the pair is forgotten after months without a mail.
const NOTED_EVERY: Duration = Duration::from_hours(24);
/// Known pairs that were noted lately, at most.
const NOTED: u64 = 100_000;

/// A mail that went, as far as is known.
#[derive(Debug)]
struct Mailed {
    sender: Address,
    recipients: Vec<Address>,
    at: Timestamp,
}

/// Takes in who mailed whom. A clone tells the same memory.
#[derive(Debug, Clone)]
pub struct Memory {
    queue: mpsc::Sender<Mailed>,
    /// Known pairs that were noted lately, as numbers that mean something in this process only.
    noted: Cache<u64, ()>,
    numbers: RandomState,
}

impl Memory {
    /// Starts remembering, on the runtime that this is called in, until nobody tells anything any more.
    #[must_use]
    pub fn start(store: Store) -> (Self, JoinHandle<()>) {
        let (queue, mut mails) = mpsc::channel::<Mailed>(WAITING);
        let remembering = async move {
            while let Some(mail) = mails.recv().await {
                if let Err(fault) = store.remember(&mail.sender, &mail.recipients, mail.at).await {
                    tracing::warn!(fault = fault.for_log(), "a mail was not remembered");
                }
            }
        };
        let memory = Self {
            queue,
            noted: Cache::builder().max_capacity(NOTED).time_to_live(NOTED_EVERY).build(),
            numbers: RandomState::new(),
        };
        (memory, tokio::spawn(remembering))
    }

    /// A mail went to these people. Never waits.
    pub(crate) fn mailed<'r>(
        &self,
        sender: &Address,
        recipients: impl Iterator<Item = &'r Address>,
        snapshot: &Snapshot,
        at: Timestamp,
    ) {
        let recipients: Vec<Address> = recipients
            .filter(|recipient| snapshot.people.colleague_at(recipient).is_none())
            .filter(|recipient| is_news(sender, recipient, snapshot) || self.is_due(sender, recipient))
            .cloned()
            .collect();
        if !recipients.is_empty() {
            let mail = Mailed {
                sender: sender.clone(),
                recipients,
                at,
            };
            let _ = self.queue.try_send(mail);
        }
    }

    /// Whether a known pair was not noted lately; from now on it was.
    fn is_due(&self, sender: &Address, recipient: &Address) -> bool {
        let number = self.numbers.hash_one((sender, recipient));
        let due = !self.noted.contains_key(&number);
        if due {
            self.noted.insert(number, ());
        }
        due
    }
}

/// Whether the office does not know yet that this sender mailed this outsider.
fn is_news(sender: &Address, recipient: &Address, snapshot: &Snapshot) -> bool {
    let known = snapshot.memory.as_ref().is_some_and(|memory| {
        // A pair costs two addresses to look up.
        memory.pairs.contains(&(sender.clone(), recipient.clone()))
    });
    !known
}

#[cfg(test)]
mod tests {
    use super::*;
    use postwacht_engine::{identifiers::Key, snapshot::Memory as Known};

    fn at(day: i64) -> Timestamp {
        Timestamp::from_second(1_780_000_000 + day * 86_400).unwrap()
    }

    #[tokio::test]
    async fn who_is_mailed_again_stays_known() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), Key::new(&[7; 32]), at(0)).await.unwrap();
        let (sender, recipient) = (
            Address::parse("henk@kantoor.example").unwrap(),
            Address::parse("trouw@x.example").unwrap(),
        );
        store
            .remember(&sender, std::slice::from_ref(&recipient), at(0))
            .await
            .unwrap();
        let mut snapshot = Snapshot::empty(Key::new(&[7; 32]));
        snapshot.memory = Some(Known::new([(sender.clone(), recipient.clone())]));
        let (memory, remembering) = Memory::start(store.clone());
        memory.mailed(&sender, [&recipient].into_iter(), &snapshot, at(100));
        memory.mailed(&sender, [&recipient].into_iter(), &snapshot, at(101));
        drop(memory);
        remembering.await.unwrap();
        assert_eq!(
            store.forget_mailed_pairs(at(100)).await.unwrap(),
            0,
            "the mail of day 100 was noted"
        );
        assert_eq!(
            store.forget_mailed_pairs(at(101)).await.unwrap(),
            1,
            "once is enough for a day"
        );
    }
}
