//! `/api/v1/admin/figures`: whether the warnings help. Counts by week and check, of nobody in particular.

use super::kept;
use crate::{
    console::rights::{May, SeeFigures},
    problem::{Body as ProblemBody, Problem},
    service::Service,
};
use actix_web::{HttpResponse, web::Data};
use jiff::{ToSpan as _, civil::Date};
use postwacht_store::figures::{Figure, MAILS, SHOWN};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Weeks that are told, the present one included.
const WEEKS: i64 = 12;

/// What was counted.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Figures {
    /// The weeks, oldest first; the last one is not over yet.
    weeks: Vec<Week>,
    /// All weeks together, by check; the one that spoke most comes first.
    checks: Vec<CheckFigures>,
    /// How much there is to guard with.
    office: Office,
}

/// How much the office has.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Office {
    /// Clients, partners included.
    clients: i64,
    /// Colleagues.
    colleagues: i64,
    /// Devices that may ask.
    devices: i64,
    /// Entries of the allowlist.
    allowlist: i64,
    /// The version of the policy; zero is the one that comes with Postwacht.
    policy: i64,
}

/// What was counted in a week.
#[derive(Debug, Default, Serialize, ToSchema)]
pub(crate) struct Week {
    /// Its Monday.
    #[schema(format = Date)]
    monday: String,
    /// Mails that were checked. A draft that was sent again counts again.
    mails: u64,
    /// What was shown, and done about it.
    #[serde(flatten)]
    counts: Counts,
}

/// What a check did.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CheckFigures {
    /// The check.
    check: String,
    /// Mails for which it showed something, week by week, as in `weeks`.
    by_week: Vec<u64>,
    /// What it showed, and what was done about that.
    #[serde(flatten)]
    counts: Counts,
}

/// What was shown, and done about it.
#[derive(Debug, Default, Clone, Copy, Serialize, ToSchema)]
pub(crate) struct Counts {
    /// Mails for which something was shown.
    shown: u64,
    /// Changed after it: the mend was taken, or somebody went back.
    changed: u64,
    /// Answered for, to be sent all the same.
    acknowledged: u64,
    /// Known to have left with something that was shown; Outlook cannot tell that.
    sent: u64,
    /// Reported as not right.
    not_right: u64,
}

impl Counts {
    fn add(&mut self, what: &str, count: u64) {
        let counted = match what {
            SHOWN => &mut self.shown,
            "fixed" | "went_back" => &mut self.changed,
            "acknowledged" => &mut self.acknowledged,
            "sent" => &mut self.sent,
            "not_right" => &mut self.not_right,
            _ => return,
        };
        *counted += count;
    }
}

/// Tell what was counted in the last twelve weeks.
///
/// Where no word came of what was done, none is counted: mail programs cannot always tell.
#[utoipa::path(get, path = "/api/v1/admin/figures", tag = "console",
    security(("console" = ["admin", "privacy_officer", "auditor"])),
    responses(
        (status = 200, description = "What was counted.", body = Figures),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn read(_: May<SeeFigures>, service: Data<Service>) -> Result<HttpResponse, Problem> {
    let store = &service.records().store;
    let this = monday((service.chance().today)());
    let first = this.checked_sub((WEEKS - 1).weeks()).unwrap_or(this);
    let counted = kept(store.figures(first).await)?;
    let had = kept(store.size_of_office().await)?;
    Ok(HttpResponse::Ok().json(Figures {
        weeks: weeks(first, &counted),
        checks: checks(first, &counted),
        office: Office {
            clients: had.clients,
            colleagues: had.colleagues,
            devices: had.devices,
            allowlist: had.allowlist,
            policy: service.live().now().policy_version,
        },
    }))
}

fn monday(day: Date) -> Date {
    let past = i64::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(past.days()).unwrap_or(day)
}

/// Every week, also one in which nothing was counted.
fn weeks(first: Date, counted: &[Figure]) -> Vec<Week> {
    let mut weeks: BTreeMap<Date, Week> = mondays(first).map(|monday| (monday, Week::default())).collect();
    for figure in counted.iter().filter(|figure| figure.check.is_none()) {
        if let Some(week) = weeks.get_mut(&monday(figure.day)) {
            if figure.what == MAILS {
                week.mails += figure.count;
            }
            week.counts.add(&figure.what, figure.count);
        }
    }
    let named = weeks.into_iter().map(|(monday, week)| Week {
        monday: monday.to_string(),
        ..week
    });
    named.collect()
}

fn checks(first: Date, counted: &[Figure]) -> Vec<CheckFigures> {
    let mondays: Vec<Date> = mondays(first).collect();
    let mut checks: BTreeMap<&str, CheckFigures> = BTreeMap::new();
    for figure in counted {
        let Some(check) = &figure.check else { continue };
        let told = checks.entry(check).or_insert_with(|| CheckFigures {
            check: check.to_owned(),
            by_week: vec![0; mondays.len()],
            counts: Counts::default(),
        });
        told.counts.add(&figure.what, figure.count);
        let week = mondays.iter().position(|day| *day == monday(figure.day));
        if let (SHOWN, Some(week)) = (figure.what.as_str(), week.and_then(|at| told.by_week.get_mut(at))) {
            *week += figure.count;
        }
    }
    let mut checks: Vec<CheckFigures> = checks.into_values().collect();
    checks.sort_by_key(|check| std::cmp::Reverse(check.counts.shown));
    checks
}

/// The Mondays of the weeks that are told.
fn mondays(first: Date) -> impl Iterator<Item = Date> {
    (0..WEEKS).filter_map(move |week| first.checked_add(week.weeks()).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn figure(day: i8, check: Option<&str>, what: &str, count: u64) -> Figure {
        Figure {
            day: date(2026, 12, day),
            check: check.map(str::to_owned),
            what: what.to_owned(),
            count,
        }
    }

    #[test]
    fn days_are_counted_in_their_week_and_weeks_without_mail_are_told() {
        assert_eq!(monday(date(2026, 12, 6)), date(2026, 11, 30), "a Sunday");
        assert_eq!(monday(date(2026, 12, 7)), date(2026, 12, 7), "a Monday");
        let counted = [
            figure(1, None, MAILS, 40),
            figure(6, None, MAILS, 2),
            figure(6, None, SHOWN, 1),
            figure(7, None, MAILS, 5),
            figure(6, None, "fixed", 1),
            figure(6, Some("other-client"), SHOWN, 1),
        ];
        let weeks = weeks(date(2026, 11, 23), &counted);
        assert_eq!(weeks.len(), 12);
        assert_eq!(
            weeks.iter().map(|week| week.mails).collect::<Vec<_>>()[..4],
            [0, 42, 5, 0]
        );
        assert_eq!((weeks[1].counts.shown, weeks[1].counts.changed), (1, 1));
    }

    #[test]
    fn the_check_that_speaks_most_comes_first() {
        let counted = [
            figure(1, Some("missing-attachment"), SHOWN, 2),
            figure(1, Some("other-client"), SHOWN, 3),
            figure(2, Some("missing-attachment"), SHOWN, 4),
            figure(2, Some("missing-attachment"), "acknowledged", 1),
            figure(2, Some("missing-attachment"), "went_back", 2),
        ];
        let checks = checks(date(2026, 11, 30), &counted);
        assert_eq!(checks[0].check, "missing-attachment");
        assert_eq!((checks[0].by_week.len(), checks[0].by_week[0]), (12, 6));
        let Counts {
            shown,
            changed,
            acknowledged,
            sent,
            not_right,
        } = checks[0].counts;
        assert_eq!((shown, changed, acknowledged, sent, not_right), (6, 2, 1, 0, 0));
    }
}
