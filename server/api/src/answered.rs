//! The checks that were answered, so that what a person did about one can be told from nonsense.
//!
//! In memory only, bounded in bytes and in time, and known to whoever asked for the check. What has to be durable is in
//! the store; after a restart a client checks its draft again.

use moka::{policy::EvictionPolicy, sync::Cache};
use postwacht_engine::{Check, address::Address};
use postwacht_guard::DraftDigest;
use std::{fmt, sync::Arc, time::Duration};
use tokio::sync::Mutex;
use uuid::Uuid;

/// Bytes of all that is remembered: some hundred thousand checks.
const BYTES: u64 = 64 << 20;
/// A draft that lay longer is checked again before it is sent.
const TIME: Duration = Duration::from_hours(48);
/// Bytes of a check, of a finding, and of an address, roughly.
const WEIGHTS: (usize, usize, usize) = (512, 128, 96);
/// Reports on one check that are known again when they come twice.
const MOST_REPORTS: usize = 32;

/// A check that was answered.
pub(crate) struct AnsweredCheck {
    /// Who asked.
    pub(crate) caller: String,
    /// The draft.
    pub(crate) digest: DraftDigest,
    /// Who sends it.
    pub(crate) sender: Address,
    /// Whether the caller may send for them.
    pub(crate) verified: bool,
    /// What was found.
    pub(crate) findings: Vec<AnsweredFinding>,
    /// The reports that were kept, by their fingerprints. Whoever reports holds it: the same report twice at once is
    /// kept once.
    pub(crate) reports: Mutex<Reports>,
}

impl fmt::Debug for AnsweredCheck {
    /// Without the people.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "AnsweredCheck({} findings)", self.findings.len())
    }
}

/// A finding that was told.
pub(crate) struct AnsweredFinding {
    /// Its id.
    pub(crate) id: String,
    /// The check that found it.
    pub(crate) check: Check,
    /// Whom it is about.
    pub(crate) recipients: Vec<Address>,
}

/// Fingerprints of reports that were kept, the newest last.
#[derive(Debug, Default)]
pub(crate) struct Reports(Vec<[u8; 32]>);

impl Reports {
    /// Whether this report was kept before.
    pub(crate) fn contains(&self, report: &[u8; 32]) -> bool {
        self.0.contains(report)
    }

    /// It is kept now.
    pub(crate) fn add(&mut self, report: [u8; 32]) {
        if self.0.len() >= MOST_REPORTS {
            self.0.remove(0);
        }
        self.0.push(report);
    }
}

impl AnsweredCheck {
    /// The bytes that it takes, roughly.
    fn weight(&self) -> u32 {
        let (check, finding, address) = WEIGHTS;
        let findings = self
            .findings
            .iter()
            .map(|told| finding + told.recipients.len() * address);
        u32::try_from(check + findings.sum::<usize>()).unwrap_or(u32::MAX)
    }
}

/// Remembers checks.
#[derive(Debug)]
pub(crate) struct Answered(Cache<Uuid, Arc<AnsweredCheck>>);

impl Default for Answered {
    fn default() -> Self {
        Self::up_to(BYTES)
    }
}

impl Answered {
    fn up_to(bytes: u64) -> Self {
        let cache = Cache::builder()
            .eviction_policy(EvictionPolicy::lru())
            .weigher(|_, check: &Arc<AnsweredCheck>| check.weight())
            .max_capacity(bytes)
            .time_to_live(TIME);
        Self(cache.build())
    }

    /// Remembers a check.
    pub(crate) fn remember(&self, id: Uuid, check: AnsweredCheck) {
        self.0.insert(id, Arc::new(check));
    }

    /// The check of this id, if this caller asked for it.
    pub(crate) fn find(&self, id: Uuid, caller: &str) -> Option<Arc<AnsweredCheck>> {
        self.0.get(&id).filter(|check| check.caller == caller)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use postwacht_engine::message::{Kind, Mailbox};
    use postwacht_guard::{Draft, Guard, InProcess};
    use std::time::Instant;

    fn address() -> Address {
        Address::parse("kate@kantoor.example").unwrap()
    }

    fn digest() -> DraftDigest {
        let draft = Draft {
            kind: Kind::New,
            sender: Mailbox {
                address: address(),
                name: String::new(),
            },
            to: Vec::new(),
            cc: Vec::new(),
            bcc: Vec::new(),
            unexpanded_lists: Vec::new(),
            recipients_truncated: false,
            baseline: None,
            subject: String::new(),
            body: Vec::new(),
            encrypted: false,
            attachments: Vec::new(),
        };
        Guard::new(Arc::new(InProcess)).read(&draft, Instant::now()).digest
    }

    fn check(caller: &str) -> AnsweredCheck {
        AnsweredCheck {
            caller: caller.to_owned(),
            digest: digest(),
            sender: address(),
            verified: true,
            findings: Vec::new(),
            reports: Mutex::default(),
        }
    }

    #[test]
    fn a_check_is_known_to_who_asked_for_it_and_to_nobody_else() {
        let answered = Answered::default();
        answered.remember(Uuid::from_u128(1), check("one"));
        let known = |id: u128, caller: &str| answered.find(Uuid::from_u128(id), caller).is_some();
        assert!(known(1, "one"));
        assert!(!known(1, "two"), "another device");
        assert!(!known(2, "one"), "another check");
    }

    #[test]
    fn the_memory_has_an_end() {
        let answered = Answered::up_to(10_000);
        for id in 0..200 {
            answered.remember(Uuid::from_u128(id), check("one"));
            answered.0.run_pending_tasks();
        }
        assert!(answered.0.weighted_size() <= 10_000);
        assert!(answered.find(Uuid::from_u128(199), "one").is_some());
        assert!(answered.find(Uuid::from_u128(0), "one").is_none());
    }

    #[test]
    fn only_the_newest_reports_are_known_again() {
        let mut reports = Reports::default();
        for report in 0..40 {
            reports.add([report; 32]);
        }
        assert!(reports.contains(&[39; 32]) && reports.contains(&[8; 32]));
        assert!(!reports.contains(&[7; 32]));
    }

    #[test]
    fn a_check_does_not_show_its_people() {
        assert_eq!(format!("{:?}", check("one")), "AnsweredCheck(0 findings)");
    }
}
