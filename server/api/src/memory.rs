//! Remembers whom colleagues mailed, off the path of a check.
//!
//! What cannot be kept at once is dropped: the pair comes again with the next mail, and until then the office only knows
//! one address less.

use jiff::Timestamp;
use postwacht_engine::{address::Address, snapshot::Snapshot};
use postwacht_store::Store;
use tokio::{sync::mpsc, task::JoinHandle};

/// Mails that wait to be remembered.
const WAITING: usize = 1_024;

/// A mail that went, as far as is known.
#[derive(Debug)]
struct Mailed {
    sender: Address,
    recipients: Vec<Address>,
    at: Timestamp,
}

/// Takes in who mailed whom. A clone tells the same memory.
#[derive(Debug, Clone)]
pub struct Memory(mpsc::Sender<Mailed>);

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
        (Self(queue), tokio::spawn(remembering))
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
            .filter(|recipient| is_news(sender, recipient, snapshot))
            .cloned()
            .collect();
        if !recipients.is_empty() {
            let mail = Mailed {
                sender: sender.clone(),
                recipients,
                at,
            };
            let _ = self.0.try_send(mail);
        }
    }
}

/// Whether the office does not know yet that this sender mailed this outsider.
fn is_news(sender: &Address, recipient: &Address, snapshot: &Snapshot) -> bool {
    let known = snapshot.memory.as_ref().is_some_and(|memory| {
        // A pair costs two addresses to look up.
        memory.pairs.contains(&(sender.clone(), recipient.clone()))
    });
    !known && snapshot.people.colleague_at(recipient).is_none()
}
