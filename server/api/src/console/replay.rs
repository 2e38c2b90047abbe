//! How many dialogs another policy would have made of the mails of the last weeks. Only counts are kept of a mail, so this
//! is what the policy makes of the counts: it cannot tell what was turned off, nor what another finding told better.

use postwacht_engine::{
    Check,
    policy::{Past, Place, Policy},
    verdict::Severity,
};
use postwacht_store::audit::{PastCheck, PastFinding};
use std::collections::{BTreeMap, HashMap};

/// Where somebody stands in the office.
#[derive(Debug, Clone)]
pub(crate) struct Seat {
    /// The groups of the colleague.
    pub(crate) groups: Vec<String>,
    /// The place among all of them.
    pub(crate) place: Place,
}

/// Dialogs before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Counted {
    /// That there were.
    pub(crate) before: u64,
    /// That there would have been.
    pub(crate) after: u64,
}

/// Tries a policy on what was.
#[derive(Debug)]
pub(crate) struct Replay {
    tried: Policy,
    /// Those that held, by version.
    held: HashMap<i64, Policy>,
    /// Colleagues by what the record calls them.
    seats: HashMap<String, Seat>,
    /// Mails that were looked at.
    pub(crate) mails: u64,
    /// Mails of which too little is kept.
    pub(crate) unknown: u64,
    /// Mails with a dialog.
    pub(crate) dialogs: Counted,
    /// Mails that would have had a dialog, and had none.
    pub(crate) more: u64,
    /// Mails that had a dialog, and would have had none.
    pub(crate) fewer: u64,
    /// Findings that were shown, by check.
    pub(crate) checks: BTreeMap<Check, Counted>,
}

impl Replay {
    /// Begins with the policy that is tried, those that held by version, and the colleagues by what the record calls
    /// them.
    pub(crate) fn new(tried: Policy, held: HashMap<i64, Policy>, seats: HashMap<String, Seat>) -> Self {
        Self {
            tried,
            held,
            seats,
            mails: 0,
            unknown: 0,
            dialogs: Counted::default(),
            more: 0,
            fewer: 0,
            checks: BTreeMap::new(),
        }
    }

    /// Looks at one mail.
    pub(crate) fn take(&mut self, mail: &PastCheck) {
        let (Some(measured), Some(held)) = (&mail.measured, self.held.get(&mail.policy)) else {
            self.unknown += 1;
            return;
        };
        self.mails += 1;
        let nobody = Seat {
            groups: Vec::new(),
            place: Place::LAST,
        };
        let seat = self.seats.get(&mail.sender).unwrap_or(&nobody);
        let mut shown = false;
        for finding in &mail.findings {
            let past = past(finding, measured);
            let would = |policy: &Policy| policy.would_make(&past, &seat.groups, seat.place);
            let was = Severity::from_word(&finding.after);
            // What allowlist, a confirmed pair or a receipt made lighter stays so.
            let lightened = was < would(held) && was != Some(Severity::Block);
            let is = would(&self.tried).map(|is| if lightened { is.min(Severity::Info) } else { is });
            shown |= count(&mut self.checks, finding.check, was, is);
        }
        let silent = measured
            .iter()
            .filter(|(check, _)| !mail.findings.iter().any(|finding| finding.check == *check));
        let mut counted: BTreeMap<Check, Past> = BTreeMap::new();
        for (check, counts) in silent {
            let past = counted.entry(*check).or_insert_with(|| Past {
                check: *check,
                by: Vec::new(),
                own: None,
                counts: BTreeMap::new(),
            });
            past.counts.extend(counts.clone());
        }
        for past in counted.values() {
            let is = self.tried.would_make(past, &seat.groups, seat.place);
            shown |= count(&mut self.checks, past.check, None, is);
        }
        self.dialogs.before += u64::from(mail.shown);
        self.dialogs.after += u64::from(shown);
        self.more += u64::from(shown && !mail.shown);
        self.fewer += u64::from(mail.shown && !shown);
    }
}

/// Counts a finding; whether it would be shown now.
fn count(checks: &mut BTreeMap<Check, Counted>, check: Check, was: Option<Severity>, is: Option<Severity>) -> bool {
    let shows = |severity: Option<Severity>| severity > Some(Severity::Info);
    if shows(was) || shows(is) {
        let counted = checks.entry(check).or_default();
        counted.before += u64::from(shows(was));
        counted.after += u64::from(shows(is));
    }
    shows(is)
}

fn past(finding: &PastFinding, measured: &[(Check, BTreeMap<String, i64>)]) -> Past {
    let mut counts = finding.counts.clone();
    for (_, more) in measured.iter().filter(|(check, _)| *check == finding.check) {
        counts.extend(more.clone());
    }
    Past {
        check: finding.check,
        by: finding.by.clone(),
        own: Severity::from_word(&finding.before),
        counts,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    fn counts(pairs: &[(&str, i64)]) -> BTreeMap<String, i64> {
        pairs.iter().map(|&(name, count)| (name.to_owned(), count)).collect()
    }

    fn finding(check: Check, before: &str, after: &str, by: &[&str]) -> PastFinding {
        PastFinding {
            check,
            before: before.to_owned(),
            after: after.to_owned(),
            by: by.iter().map(|&name| name.to_owned()).collect(),
            counts: BTreeMap::new(),
        }
    }

    fn mail(findings: Vec<PastFinding>, measured: &[(Check, &[(&str, i64)])]) -> PastCheck {
        PastCheck {
            time: Timestamp::UNIX_EPOCH,
            sender: "00ff".to_owned(),
            shown: findings.iter().any(|finding| finding.after != "info"),
            policy: 0,
            findings,
            measured: Some(measured.iter().map(|(check, pairs)| (*check, counts(pairs))).collect()),
        }
    }

    fn replayed(source: &str, mails: &[PastCheck]) -> Replay {
        let held = HashMap::from([(0, Policy::embedded())]);
        let seat = Seat {
            groups: vec!["Loon".to_owned()],
            place: Place::LAST,
        };
        let seats = HashMap::from([("00ff".to_owned(), seat)]);
        let mut replay = Replay::new(Policy::parse(source).unwrap(), held, seats);
        for mail in mails {
            replay.take(mail);
        }
        replay
    }

    #[test]
    fn dialogs_of_then_are_counted_under_another_policy() {
        let many: &[(&str, i64)] = &[("visible", 12), ("organisations", 12)];
        let few: &[(&str, i64)] = &[("visible", 6), ("organisations", 6)];
        let mails = [
            mail(
                vec![finding(Check::VisibleRecipients, "warn", "warn", &[])],
                &[(Check::VisibleRecipients, many)],
            ),
            mail(Vec::new(), &[(Check::VisibleRecipients, few)]),
            mail(
                vec![finding(Check::OtherClient, "confirm", "confirm", &["strong"])],
                &[],
            ),
            mail(
                vec![finding(Check::LookalikeRecipient, "warn", "info", &["other"])],
                &[],
            ),
        ];
        #[rustfmt::skip]
        let table = [
            ("", 2, 0, 0, "the same policy changes nothing"),
            ("[checks.visible-recipients]\nwarn_from = 6", 3, 1, 0, "a lower threshold"),
            ("[checks.visible-recipients]\nwarn_from = 13", 1, 0, 1, "a higher one"),
            ("[checks.other-client]\nseverity = 'info'", 1, 0, 1, "recorded only"),
            ("[groups.loon.checks.other-client]\nseverity = 'info'", 1, 0, 1, "for this group"),
            ("[groups.directie.checks.other-client]\nseverity = 'info'", 2, 0, 0, "for another group"),
            ("[checks.lookalike-recipient]\nother = 'confirm'", 2, 0, 0, "what was allowed stays so"),
            ("share = 25", 0, 0, 2, "others come first"),
        ];
        for (source, after, more, fewer, why) in table {
            let replay = replayed(source, &mails);
            assert_eq!(
                (replay.dialogs, replay.more, replay.fewer),
                (Counted { before: 2, after }, more, fewer),
                "{why}: {source}"
            );
        }
        let replay = replayed("[checks.visible-recipients]\nwarn_from = 6", &mails);
        assert_eq!(
            replay.checks[&Check::VisibleRecipients],
            Counted { before: 1, after: 2 }
        );
    }

    #[test]
    fn of_older_rows_nothing_is_guessed() {
        let old = PastCheck {
            measured: None,
            ..mail(vec![finding(Check::OtherClient, "confirm", "confirm", &[])], &[])
        };
        let replay = replayed("", &[old]);
        assert_eq!(
            (replay.mails, replay.unknown, replay.dialogs),
            (0, 1, Counted::default())
        );
    }
}
