//! `/api/v1/admin/policy/replay`: how many dialogs the draft would have made of the last 30 days.

use super::holds;
use crate::{
    console::{
        replay::{Replay, Seat},
        rights::{May, SeePolicy},
    },
    problem::{Body as ProblemBody, Problem},
    routes::admin::kept,
    service::Service,
};
use actix_web::{HttpResponse, web::Data};
use jiff::{SignedDuration, Timestamp};
use postwacht_engine::policy::{Place, Policy};
use serde::Serialize;
use std::collections::HashMap;
use utoipa::ToSchema;

/// How far back it looks.
const SPAN: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What the draft would have made of the last 30 days. Only counts are kept of a mail, so nothing is told of checks that
/// were off, and of the office's own rules only what they found then.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PolicyReplay {
    /// From when on it looked.
    #[schema(format = DateTime)]
    since: String,
    /// The oldest mail of which enough is kept; nothing while there is none.
    #[schema(format = DateTime)]
    reaches: Option<String>,
    /// Mails that were looked at.
    mails: u64,
    /// Mails of which too little is kept.
    unknown: u64,
    /// Mails with a dialog then.
    before: u64,
    /// Mails with a dialog under the draft.
    after: u64,
    /// Mails that would have had a dialog, and had none.
    more: u64,
    /// Mails that had a dialog, and would have had none.
    fewer: u64,
    /// Findings that were shown, by check; those without any are left out.
    checks: Vec<ReplayedCheck>,
}

/// Findings of one check that were shown.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReplayedCheck {
    /// The check.
    check: &'static str,
    /// Then.
    before: u64,
    /// Under the draft.
    after: u64,
}

/// Try the draft on the last 30 days; without a draft, the policy that holds.
#[utoipa::path(get, path = "/api/v1/admin/policy/replay", tag = "console",
    security(("console" = ["admin", "auditor"])),
    responses(
        (status = 200, description = "How many dialogs there were, and would have been.", body = PolicyReplay),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn read(_: May<SeePolicy>, service: Data<Service>) -> Result<HttpResponse, Problem> {
    let now = (service.chance().now)();
    let since = now.checked_sub(SPAN).unwrap_or(Timestamp::UNIX_EPOCH);
    let mut replay = prepare(&service).await?;
    let mut reaches = None;
    let store = &service.records().store;
    let read = store.past_checks(since, |mail| {
        if mail.measured.is_some() {
            reaches = Some(reaches.map_or(mail.time, |oldest: Timestamp| oldest.min(mail.time)));
        }
        replay.take(&mail);
    });
    kept(read.await)?;
    let checks = replay.checks.iter().map(|(check, counted)| ReplayedCheck {
        check: check.id(),
        before: counted.before,
        after: counted.after,
    });
    Ok(HttpResponse::Ok().json(PolicyReplay {
        since: since.to_string(),
        reaches: reaches.map(|time| time.to_string()),
        mails: replay.mails,
        unknown: replay.unknown,
        before: replay.dialogs.before,
        after: replay.dialogs.after,
        more: replay.more,
        fewer: replay.fewer,
        checks: checks.collect(),
    }))
}

async fn prepare(service: &Service) -> Result<Replay, Problem> {
    let store = &service.records().store;
    let policies = kept(store.policies().await)?;
    let source = match (kept(store.policy_draft().await)?, policies.first()) {
        (Some(draft), _) => draft.source,
        (None, Some(newest)) => newest.source.clone(),
        (None, None) => String::new(),
    };
    let mut held = HashMap::from([(0, Policy::embedded())]);
    for policy in policies {
        held.extend(Policy::parse(&policy.source).ok().map(|read| (policy.version, read)));
    }
    let colleagues = kept(store.colleagues().await)?;
    let seats = colleagues.into_iter().map(|colleague| {
        let seat = Seat {
            groups: colleague.groups,
            place: Place::of(&colleague.address),
        };
        (store.keyed_text(&colleague.address), seat)
    });
    Ok(Replay::new(holds(&source)?, held, seats.collect()))
}
