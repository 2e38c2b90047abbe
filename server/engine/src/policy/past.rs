//! What a policy would have made of an earlier mail, of which only counts are kept.

use super::{Level, Place, Policy};
use crate::{
    rules::{self, Again, Check, Counts},
    verdict::Severity,
};

/// What the record keeps of one check on an earlier mail.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    /// The check.
    pub check: Check,
    /// The settings that gave it its severity then, by name.
    pub by: Vec<String>,
    /// What the check itself made of it; none where it counted and found too little.
    pub own: Option<Severity>,
    /// What was counted.
    pub counts: Counts,
}

impl Policy {
    /// How grave this policy would have made it for a sender in these groups with this place. None: nothing was said.
    ///
    /// What was turned off then was not counted, and the office's own rules are known by their outcome only.
    #[must_use]
    pub fn would_make(&self, past: &Past, groups: &[String], place: Place) -> Option<Severity> {
        let own = match rules::again(past.check, &self.settings, &past.counts) {
            Again::Counted(own) => own,
            Again::NotTold => self.named(past),
        };
        self.settled(past.check, own?, groups, place)
    }

    /// The severity that the settings give by which it was found.
    fn named(&self, past: &Past) -> Option<Severity> {
        if past.by.is_empty() {
            return past.own;
        }
        let values = self.values.get(&past.check);
        let levels = past.by.iter().filter_map(|name| {
            let level: Level = values?.get(name)?.clone().try_into().ok()?;
            Some(level)
        });
        levels.max().and_then(Level::severity)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::Address;

    fn past(check: Check, by: &[&str], own: Option<Severity>, counts: &[(&str, i64)]) -> Past {
        Past {
            check,
            by: by.iter().map(|&name| name.to_owned()).collect(),
            own,
            counts: counts.iter().map(|&(name, count)| (name.to_owned(), count)).collect(),
        }
    }

    #[test]
    fn another_policy_is_tried_on_what_was_counted() {
        use Severity::{Confirm, Info, Warn};
        let nine = past(
            Check::VisibleRecipients,
            &[],
            None,
            &[("visible", 9), ("organisations", 5)],
        );
        let three = past(Check::ManyPersons, &["identified"], Some(Confirm), &[("people", 3)]);
        let list = past(Check::ManyPersons, &[], None, &[("people", 1), ("listed", 12)]);
        let weak = past(Check::OtherClient, &["text", "weak"], Some(Warn), &[]);
        let plain = past(Check::MixedClients, &[], Some(Warn), &[("clients", 2)]);
        #[rustfmt::skip]
        let table = [
            ("", &nine, None, "nine are too few"),
            ("[checks.visible-recipients]\nwarn_from = 9", &nine, Some(Warn), "enough now"),
            ("[checks.visible-recipients]\nwarn_from = 9\norganisations = 6", &nine, None, "of too few organisations"),
            ("[checks.visible-recipients]\nwarn_from = 9\nseverity = 'info'", &nine, Some(Info), "recorded only"),
            ("", &three, Some(Confirm), "as it was"),
            ("[checks.many-persons]\npersons = 4", &three, None, "too few now"),
            ("[checks.many-persons]\npersons = 4\nlist = 2", &list, Some(Warn), "the list still counts"),
            ("[checks.other-client]\nweak = 'off'", &weak, Some(Warn), "the other setting still holds"),
            ("[checks.other-client]\nweak = 'off'\ntext = 'info'", &weak, Some(Info), "both are lower"),
            ("[checks.mixed-clients]\nseverity = 'off'", &plain, None, "turned off"),
            ("share = 0", &plain, Some(Info), "nobody sees it"),
        ];
        let place = Place::of(&Address::parse("kate@kantoor.example").unwrap());
        for (source, past, expected, why) in table {
            let policy = Policy::parse(source).unwrap();
            assert_eq!(policy.would_make(past, &[], place), expected, "{why}: {source}");
        }
    }
}
