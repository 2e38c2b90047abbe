//! `/api/v1/admin/audit`: the record, newest first, and proof that nobody changed it.
//!
//! People stand in it under the office's key. Who looks for somebody types the address; it is hashed, and neither kept
//! nor shown.

use super::kept;
use crate::{
    console::{
        csv,
        rights::{May, SeeRecord},
    },
    problem::{Body as ProblemBody, Code, Fault, Problem},
    service::Service,
};
use actix_web::{
    HttpResponse,
    http::header::CONTENT_DISPOSITION,
    web::{Bytes, Data, Query},
};
use futures_util::{StreamExt as _, stream};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use postwacht_engine::{Check, address::Address};
use postwacht_store::{
    Store, StoreError,
    audit::{Leaf, Mark, Sought, Wanted, Written},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

/// Rows of a page.
const PAGE: usize = 50;
/// Rows of an export that are fetched at once.
const EXPORTED: usize = 500;
/// What can be decided of a mail.
const DECISIONS: [&str; 5] = ["allow", "info", "warn", "confirm", "block"];

/// Which rows are meant.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    /// `check`, `outcome` or `event`.
    kind: Option<String>,
    /// The id of a check.
    check: Option<String>,
    /// What was decided: `allow`, `warn`, `confirm` or `block`.
    decision: Option<String>,
    /// The address of a sender; it is hashed and not kept.
    sender: Option<String>,
    /// The first day, such as 2026-11-30, in UTC.
    from: Option<String>,
    /// The last day, in UTC.
    until: Option<String>,
    /// Where to go on, as the page before told.
    after: Option<String>,
}

/// A row of the record.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditRow)]
pub(crate) struct Shown {
    /// The chain.
    chain: String,
    /// The number in it.
    number: i64,
    /// When it was written.
    #[schema(format = DateTime)]
    time: String,
    /// What it says: `kind`, and what belongs to that kind.
    #[schema(value_type = Object)]
    entry: Value,
}

/// A page of the record.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditPage)]
pub(crate) struct Page {
    /// The rows, newest first. There may be few, or none, although older ones fit.
    rows: Vec<Shown>,
    /// Where to go on; left out when there is nothing older.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// A chain of the record.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditChain)]
pub(crate) struct Proved {
    /// Whose it is.
    chain: String,
    /// The number of its first row that is kept.
    first: i64,
    /// The number of its last row.
    last: i64,
    /// The number that its newest signature covers.
    signed_to: i64,
    /// The first row that was changed, is missing, or is not what was signed; left out when it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    broken_at: Option<i64>,
}

/// Look through the record.
#[utoipa::path(get, path = "/api/v1/admin/audit", tag = "console", params(Filter),
    security(("console" = ["privacy_officer", "auditor"])),
    responses(
        (status = 200, description = "A page of it, newest first.", body = Page),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn list(
    _: May<SeeRecord>,
    service: Data<Service>,
    filter: Query<Filter>,
) -> Result<HttpResponse, Problem> {
    let leaf = leaf(&service, &filter).await?;
    let rows = leaf.rows.into_iter().map(|row| Shown {
        chain: row.writer,
        number: row.number,
        time: row.time.to_string(),
        entry: serde_json::from_str(&row.entry).unwrap_or_default(),
    });
    Ok(HttpResponse::Ok().json(Page {
        rows: rows.collect(),
        next: leaf
            .next
            .map(|mark| format!("{}.{}.{}", mark.time, mark.number, mark.writer)),
    }))
}

/// Export the record.
///
/// As CSV, newest first; `entry` is the JSON of the row as it was hashed.
#[utoipa::path(get, path = "/api/v1/admin/audit/export", tag = "console", params(Filter),
    security(("console" = ["privacy_officer", "auditor"])),
    responses(
        (status = 200, description = "The rows.", body = String, content_type = "text/csv"),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn export(
    _: May<SeeRecord>,
    service: Data<Service>,
    filter: Query<Filter>,
) -> Result<HttpResponse, Problem> {
    let (wanted, from) = understood(&service, &filter)?;
    let titles = Bytes::from(csv::line(["time", "chain", "number", "entry"]));
    let rows = stream::try_unfold(
        (
            service.records().store.clone(),
            wanted,
            Some(from.unwrap_or_else(Mark::newest)),
        ),
        |(store, wanted, from)| async move { lines(store, wanted, from).await },
    );
    let table = stream::once(async { Ok::<_, StoreError>(titles) }).chain(rows);
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((CONTENT_DISPOSITION, "attachment; filename=\"postwacht-record.csv\""))
        .streaming(table))
}

/// Where an export stands: from which mark it goes on, when it does.
type Export = (Store, Wanted, Option<Mark>);

/// The next lines of an export, fetched when whoever reads them has taken those before.
async fn lines(store: Store, wanted: Wanted, from: Option<Mark>) -> Result<Option<(Bytes, Export)>, StoreError> {
    let Some(from) = from else { return Ok(None) };
    let leaf = store.browse_audit(&wanted, Some(from), EXPORTED).await?;
    let lines: String = leaf.rows.iter().map(line).collect();
    Ok(Some((Bytes::from(lines), (store, wanted, leaf.next))))
}

fn line(row: &Written) -> String {
    csv::line([&*row.time.to_string(), &row.writer, &row.number.to_string(), &row.entry])
}

/// Prove the record.
///
/// Looks at every row and every signature under the key that signs now.
#[utoipa::path(get, path = "/api/v1/admin/audit/proof", tag = "console",
    security(("console" = ["privacy_officer", "auditor"])),
    responses(
        (status = 200, description = "Each chain.", body = Vec<Proved>),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn prove(_: May<SeeRecord>, service: Data<Service>) -> Result<HttpResponse, Problem> {
    let signer = service.console().signing().public().to_vec();
    let chains = kept(service.records().store.verify_audit(&[signer]).await)?;
    let proved = chains.into_iter().map(|chain| Proved {
        chain: chain.writer,
        first: chain.first,
        last: chain.last,
        signed_to: chain.signed_to,
        broken_at: chain.broken.map(|broken| broken.number),
    });
    Ok(HttpResponse::Ok().json(proved.collect::<Vec<_>>()))
}

async fn leaf(service: &Service, filter: &Filter) -> Result<Leaf, Problem> {
    let (wanted, from) = understood(service, filter)?;
    kept(service.records().store.browse_audit(&wanted, from, PAGE).await)
}

/// What is asked for, with the sender under the key.
fn understood(service: &Service, filter: &Filter) -> Result<(Wanted, Option<Mark>), Problem> {
    let sender = filter.sender.as_deref().filter(|sender| !sender.trim().is_empty());
    let sender = sender
        .map(|sender| Address::parse(sender).map_err(|_| wrong("sender", "not an address")))
        .transpose()?;
    let keyed = sender.map(|sender| service.records().store.keyed_text(&sender));
    Ok((wanted(filter, keyed)?, filter.after.as_deref().map(mark).transpose()?))
}

fn wanted(filter: &Filter, sender: Option<String>) -> Result<Wanted, Problem> {
    let checks: Vec<&'static str> = Check::ALL.iter().map(|check| check.id()).collect();
    Ok(Wanted {
        from: midnight("from", filter.from.as_deref(), false)?,
        until: midnight("until", filter.until.as_deref(), true)?,
        sought: Sought {
            kind: known("kind", filter.kind.as_deref(), &["check", "outcome", "event"])?,
            check: known("check", filter.check.as_deref(), &checks)?,
            decision: known("decision", filter.decision.as_deref(), &DECISIONS)?,
            sender,
        },
    })
}

/// A word that the record knows; nothing where none was given.
fn known(field: &str, given: Option<&str>, words: &[&'static str]) -> Result<Option<&'static str>, Problem> {
    let Some(given) = given.filter(|given| !given.is_empty()) else {
        return Ok(None);
    };
    let word = words.iter().copied().find(|word| *word == given);
    word.map(Some)
        .ok_or_else(|| wrong(field, "expected a word that the record knows"))
}

/// The beginning of a day, or its end.
fn midnight(field: &str, day: Option<&str>, after: bool) -> Result<Option<Timestamp>, Problem> {
    let Some(day) = day.filter(|day| !day.is_empty()) else {
        return Ok(None);
    };
    let fault = || wrong(field, "expected a day such as 2026-11-30");
    let day: Date = day.parse().map_err(|_| fault())?;
    let day = if after {
        day.tomorrow().map_err(|_| fault())?
    } else {
        day
    };
    let start = day.to_zoned(TimeZone::UTC).map_err(|_| fault())?;
    Ok(Some(start.timestamp()))
}

fn mark(text: &str) -> Result<Mark, Problem> {
    let read = || {
        let mut parts = text.splitn(3, '.');
        Some(Mark {
            time: parts.next()?.parse().ok()?,
            number: parts.next()?.parse().ok()?,
            writer: parts.next()?.to_owned(),
        })
    };
    read().ok_or_else(|| wrong("after", "expected what the page before told"))
}

fn wrong(field: &str, reason: &str) -> Problem {
    Fault::new(Code::InvalidField, field, reason).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_asked_for_is_not_filtered_and_what_is_unknown_is_refused() {
        let filter = |text: &str| serde_json::from_str::<Filter>(text).unwrap();
        assert_eq!(wanted(&filter("{}"), None).unwrap(), Wanted::default());
        let some = filter(r#"{"kind":"check","check":"other-client","from":"2026-11-30","until":"2026-11-30"}"#);
        let some = wanted(&some, Some("00ff".to_owned())).unwrap();
        let sought = Sought {
            kind: Some("check"),
            check: Some("other-client"),
            decision: None,
            sender: Some("00ff".to_owned()),
        };
        assert_eq!(some.sought, sought);
        let length = some.until.unwrap().duration_since(some.from.unwrap());
        assert_eq!(length.as_hours(), 24, "the last day is in it");
        for text in [
            r#"{"kind":"\",\"x"}"#,
            r#"{"check":"no-such"}"#,
            r#"{"from":"gisteren"}"#,
            r#"{"decision":"misschien"}"#,
        ] {
            assert_eq!(
                wanted(&filter(text), None).unwrap_err().code(),
                Code::InvalidField,
                "{text}"
            );
        }
    }
}
