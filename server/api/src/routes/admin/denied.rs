//! `/api/v1/admin/denied`: whom nobody may mail.

use super::{begin, keep, kept, paging::Paging, read};
use crate::{
    console::{
        event,
        rights::{ChangeSettings, May, SeeSettings},
        tag,
    },
    problem::{Body as ProblemBody, Code, Fault, Problem},
    service::Service,
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path, Payload, Query},
};
use postwacht_engine::allowlist::Pattern;
use postwacht_store::{Act, policies::Denied};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The longest reason, in characters.
const LONGEST_REASON: usize = 500;

/// An entry as somebody wants it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WantedDenied {
    /// One address, or a domain with all below it.
    pattern: String,
    /// Why.
    reason: String,
}

/// Why an entry is there, as somebody wants it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WantedReason {
    /// Why.
    reason: String,
}

/// An entry of the deny list.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = DeniedEntry)]
pub(crate) struct Shown {
    /// One address, or a domain with all below it.
    pattern: String,
    /// Why.
    reason: String,
    /// By whose word.
    by: String,
    /// When it was added.
    #[schema(format = DateTime)]
    added: String,
}

/// An entry with the tag that a change of it must show in `If-Match`.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TaggedDenied)]
pub(crate) struct Tagged {
    #[serde(flatten)]
    entry: Shown,
    /// Changes with the entry.
    tag: String,
}

/// A page of the deny list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DeniedPage)]
pub(crate) struct Page {
    /// How many fit the search.
    total: usize,
    /// Those of this page, newest first.
    entries: Vec<Tagged>,
}

/// Find entries.
#[utoipa::path(get, path = "/api/v1/admin/denied", tag = "console", params(Paging),
    security(("console" = ["admin", "auditor"])),
    responses(
        (status = 200, description = "A page of them, newest first.", body = Page),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn list(
    _: May<SeeSettings>,
    service: Data<Service>,
    paging: Query<Paging>,
) -> Result<HttpResponse, Problem> {
    let all = kept(service.records().store.denied().await)?;
    let mut found: Vec<Shown> = all
        .iter()
        .rev()
        .map(shown)
        .filter(|entry| paging.fits([&entry.pattern, &entry.reason, &entry.by]))
        .collect();
    let total = found.len();
    let entries = paging.page(&mut found).map(|entry| Tagged {
        tag: tag::of(&entry),
        entry,
    });
    Ok(HttpResponse::Ok().json(Page {
        total,
        entries: entries.collect(),
    }))
}

/// Put an address or a domain on the deny list.
#[utoipa::path(post, path = "/api/v1/admin/denied", tag = "console", request_body = WantedDenied,
    security(("console" = ["admin"])),
    responses(
        (status = 204, description = "It holds."),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn add(
    may: May<ChangeSettings>,
    request: HttpRequest,
    service: Data<Service>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let wanted: WantedDenied = read(&request, &service, payload).await?;
    let pattern = Pattern::parse(&wanted.pattern)
        .map_err(|_| Fault::new(Code::InvalidField, "pattern", "neither an address nor a domain"))?;
    let denied = denied(&service, &may, pattern, &wanted.reason)?;
    let mut act = begin(&service).await?;
    if kept(act.denied(&denied.pattern).await)?.is_some() {
        return Err(Problem::new(Code::AlreadyThere));
    }
    put(&service, act, &denied, &may, "deny-list-added").await
}

/// Say anew why an address or a domain is on the deny list.
#[utoipa::path(put, path = "/api/v1/admin/denied/{pattern}", tag = "console", request_body = WantedReason,
    params(
        ("pattern" = String, Path, description = "The entry."),
        ("If-Match" = String, Header, description = "The tag of the entry as it was seen."),
    ),
    security(("console" = ["admin"])),
    responses(
        (status = 204, description = "Changed."),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn change(
    may: May<ChangeSettings>,
    request: HttpRequest,
    service: Data<Service>,
    pattern: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let wanted: WantedReason = read(&request, &service, payload).await?;
    let (act, seen) = seen(&service, &request, &pattern).await?;
    let denied = denied(&service, &may, seen.pattern, &wanted.reason)?;
    put(&service, act, &denied, &may, "deny-list-changed").await
}

/// Take an address or a domain from the deny list.
#[utoipa::path(delete, path = "/api/v1/admin/denied/{pattern}", tag = "console",
    params(
        ("pattern" = String, Path, description = "The entry."),
        ("If-Match" = String, Header, description = "The tag of the entry as it was seen."),
    ),
    security(("console" = ["admin"])),
    responses(
        (status = 204, description = "It is gone."),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn remove(
    may: May<ChangeSettings>,
    request: HttpRequest,
    service: Data<Service>,
    pattern: Path<String>,
) -> Result<HttpResponse, Problem> {
    let (mut act, seen) = seen(&service, &request, &pattern).await?;
    kept(act.undeny(&seen.pattern).await)?;
    let about = [("pattern", keyed(&service, &seen.pattern))];
    keep(&service, act, event("deny-list-removed", may.session.account.id, about)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// An act in which the entry is as the sender has seen it.
async fn seen(service: &Service, request: &HttpRequest, pattern: &str) -> Result<(Act, Denied), Problem> {
    let nowhere = || Problem::new(Code::NotFound);
    let pattern = Pattern::parse(pattern).map_err(|_| nowhere())?;
    let mut act = begin(service).await?;
    let denied = kept(act.denied(&pattern).await)?.ok_or_else(nowhere)?;
    tag::demand(request, &shown(&denied))?;
    Ok((act, denied))
}

async fn put(
    service: &Service,
    mut act: Act,
    denied: &Denied,
    may: &May<ChangeSettings>,
    word: &'static str,
) -> Result<HttpResponse, Problem> {
    kept(act.deny(denied).await)?;
    let about = [("pattern", keyed(service, &denied.pattern))];
    keep(service, act, event(word, may.session.account.id, about)).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn denied(service: &Service, may: &May<ChangeSettings>, pattern: Pattern, reason: &str) -> Result<Denied, Problem> {
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
        return Err(Fault::new(Code::InvalidField, "reason", "expected 1 to 500 characters").into());
    }
    Ok(Denied {
        pattern,
        reason: reason.to_owned(),
        by: may.session.account.name.as_str().to_owned(),
        added: (service.chance().now)(),
    })
}

fn shown(denied: &Denied) -> Shown {
    Shown {
        pattern: denied.pattern.as_str().to_owned(),
        reason: denied.reason.clone(),
        by: denied.by.clone(),
        added: denied.added.to_string(),
    }
}

/// How the record names an entry: an address under the key; a domain is no person.
fn keyed(service: &Service, pattern: &Pattern) -> String {
    match pattern {
        Pattern::Address(address) => service.records().store.keyed_text(address),
        Pattern::Domain(domain) => domain.as_str().to_owned(),
    }
}
