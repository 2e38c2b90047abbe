//! `/api/v1/admin/remarks`: what colleagues called not right, and the narrowest exception that would end it.
//!
//! Remarks on one check and one address are told together. Who gave them is kept nowhere.

use super::{
    allowlist::{ABOUT, WantedEntry},
    begin, keep, kept,
};
use crate::{
    console::{
        event,
        rights::{ChangeSettings, May, SeeSettings},
    },
    problem::{Body as ProblemBody, Code, Problem},
    service::Service,
};
use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use jiff::{ToSpan as _, civil::Date};
use postwacht_engine::{
    address::Address,
    allowlist::{Audience, Checks, Entry, Pattern, Refusal},
};
use postwacht_store::feedback::Remark;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// How long an exception holds that is proposed: long enough to be worth it, short enough to be looked at again.
const MONTHS: i64 = 6;

/// What was called not right about one check and one address.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Doubted {
    /// Names it: the newest remark.
    id: Uuid,
    /// The check; empty when nothing in particular was meant.
    check: String,
    /// The address that it was about.
    address: Option<String>,
    /// How often it was called so.
    count: usize,
    /// When last.
    #[schema(format = DateTime)]
    last: String,
    /// What people wrote, newest first.
    notes: Vec<String>,
    /// The narrowest exception that ends it; left out when there can be none.
    #[serde(skip_serializing_if = "Option::is_none")]
    proposal: Option<WantedEntry>,
    /// Why there can be none.
    #[serde(skip_serializing_if = "Option::is_none")]
    refusal: Option<&'static str>,
}

/// List what was called not right.
///
/// Of the last thirty days; the one that was called so most comes first. What an entry of the allowlist covers by now is
/// left out.
#[utoipa::path(get, path = "/api/v1/admin/remarks", tag = "console",
    security(("console" = ["admin", "auditor"])),
    responses(
        (status = 200, description = "All of it.", body = Vec<Doubted>),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn list(_: May<SeeSettings>, service: Data<Service>) -> Result<HttpResponse, Problem> {
    let store = &service.records().store;
    let (remarks, allowed) = (kept(store.remarks().await)?, kept(store.allowlist().await)?);
    let today = (service.chance().today)();
    let allowed: Vec<Entry> = allowed.into_iter().map(|kept| kept.entry).collect();
    Ok(HttpResponse::Ok().json(doubted(&remarks, &allowed, today)))
}

/// Say that something is settled.
///
/// The remarks on the same check and address are deleted.
#[utoipa::path(delete, path = "/api/v1/admin/remarks/{id}", tag = "console",
    params(("id" = Uuid, Path, description = "Any of the remarks.")),
    security(("console" = ["admin"])),
    responses(
        (status = 204, description = "They are deleted."),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn settle(
    may: May<ChangeSettings>,
    service: Data<Service>,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    let nowhere = || Problem::new(Code::NotFound);
    let id = Uuid::parse_str(&id).map_err(|_| nowhere())?;
    let mut act = begin(&service).await?;
    let gone = kept(act.settle_remarks(id).await)?;
    if gone == 0 {
        return Err(nowhere());
    }
    let about = [("count", gone.to_string())];
    keep(&service, act, event("remarks-settled", may.session.account.id, about)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Remarks by what they are about. They come newest first.
fn doubted(remarks: &[Remark], allowed: &[Entry], today: Date) -> Vec<Doubted> {
    let mut together: BTreeMap<(&str, Option<&Address>), Vec<&Remark>> = BTreeMap::new();
    for remark in remarks {
        together
            .entry((&remark.check, remark.address.as_ref()))
            .or_default()
            .push(remark);
    }
    let mut doubted: Vec<Doubted> = together
        .into_iter()
        .filter(|((check, address), _)| !address.is_some_and(|address| is_allowed(allowed, check, address, today)))
        .filter_map(|((check, address), remarks)| told(check, address, &remarks, today))
        .collect();
    doubted.sort_by_key(|doubted| std::cmp::Reverse(doubted.count));
    doubted
}

/// Whether everybody may mail this address by now, as far as this check goes.
fn is_allowed(allowed: &[Entry], check: &str, address: &Address, today: Date) -> bool {
    allowed
        .iter()
        .any(|entry| entry.audience == Audience::Everyone && entry.covers(check, address, address, &[], today, false))
}

fn told(check: &str, address: Option<&Address>, remarks: &[&Remark], today: Date) -> Option<Doubted> {
    let newest = remarks.first()?;
    let proposed = address.map(|address| proposal(check, address, today));
    let notes = remarks.iter().filter(|remark| !remark.note.is_empty());
    Some(Doubted {
        id: newest.id,
        check: check.to_owned(),
        address: address.map(|address| address.as_str().to_owned()),
        count: remarks.len(),
        last: newest.given.to_string(),
        notes: notes.map(|remark| remark.note.clone()).collect(),
        refusal: proposed
            .as_ref()
            .and_then(|proposed| Some(proposed.as_ref().err()?.code())),
        proposal: proposed.and_then(Result::ok),
    })
}

/// One address, one check, and an end.
fn proposal(check: &str, address: &Address, today: Date) -> Result<WantedEntry, Refusal> {
    let until = today.checked_add(MONTHS.months()).unwrap_or(today);
    let entry = Entry {
        id: String::new(),
        pattern: Pattern::Address(address.clone()),
        checks: Checks::Named(vec![check.to_owned()]),
        audience: Audience::Everyone,
        until: Some(until),
        reason: ABOUT.to_owned(),
        by: String::new(),
    };
    entry.validate()?;
    Ok(WantedEntry {
        pattern: address.as_str().to_owned(),
        checks: vec![check.to_owned()],
        audience: "everyone".to_owned(),
        until: Some(until.to_string()),
        reason: ABOUT.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{Timestamp, civil::date};

    fn remark(number: u128, check: &str, about: Option<&str>, note: &str) -> Remark {
        Remark {
            id: Uuid::from_u128(number),
            given: Timestamp::from_second(1_780_000_000).unwrap(),
            check: check.to_owned(),
            address: about.map(|about| Address::parse(about).unwrap()),
            note: note.to_owned(),
        }
    }

    #[test]
    fn what_was_called_not_right_is_told_once_with_the_narrowest_exception() {
        let remarks = [
            remark(1, "visible-recipients", Some("jan@vos.example"), "vereniging"),
            remark(2, "new-recipient", Some("jan@vos.example"), "onze drukker"),
            remark(3, "new-recipient", Some("jan@vos.example"), ""),
            remark(4, "new-recipient", Some("piet@vos.example"), ""),
            remark(5, "", None, "zomaar"),
        ];
        let today = date(2026, 12, 1);
        let told = doubted(&remarks, &[], today);
        assert_eq!(told.len(), 4);
        assert_eq!((told[0].id, told[0].count), (Uuid::from_u128(2), 2), "most often");
        assert_eq!(told[0].notes, ["onze drukker"]);
        let proposal = told[0].proposal.as_ref().unwrap();
        assert_eq!(
            (proposal.pattern.as_str(), &*proposal.checks, proposal.until.as_deref()),
            ("jan@vos.example", &["new-recipient".to_owned()][..], Some("2027-06-01"))
        );
        let visible = told.iter().find(|doubted| doubted.check == "visible-recipients");
        assert_eq!(
            visible.unwrap().refusal,
            Some("visible-recipients"),
            "no exception covers it"
        );
        let nothing = told.iter().find(|doubted| doubted.address.is_none()).unwrap();
        assert!(nothing.proposal.is_none() && nothing.refusal.is_none());
    }

    #[test]
    fn what_an_exception_covers_by_now_is_no_longer_told() {
        let today = date(2026, 12, 1);
        let remarks = [remark(1, "new-recipient", Some("jan@vos.example"), "")];
        let entry = |until| Entry {
            id: "hand-1".to_owned(),
            pattern: Pattern::parse("vos.example").unwrap(),
            checks: Checks::Named(vec!["new-recipient".to_owned()]),
            audience: Audience::Everyone,
            until,
            reason: String::new(),
            by: String::new(),
        };
        assert!(doubted(&remarks, &[entry(None)], today).is_empty());
        assert_eq!(
            doubted(&remarks, &[entry(Some(date(2026, 11, 30)))], today).len(),
            1,
            "it has ended"
        );
    }
}
