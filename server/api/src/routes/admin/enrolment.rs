//! `/api/v1/admin/enrolment-keys`: with which keys mail clients may join. A key is shown once, where it is made.

use super::{begin, keep, kept, read};
use crate::{
    console::{
        event,
        rights::{Deploy, May, SeeDevices},
    },
    problem::{Body as ProblemBody, Code, Fault, Problem},
    service::Service,
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path, Payload},
};
use jiff::SignedDuration;
use postwacht_store::enrolment::{EnrolmentKey, fresh_key};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The longest name of a key, in characters.
const LONGEST_LABEL: usize = 100;

/// An enrolment key that still lets somebody in.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ListedKey)]
pub(crate) struct ListedKey {
    /// By which it is told from others; it opens nothing.
    id: String,
    /// What it is called.
    label: String,
    /// How many devices it still lets in.
    uses_left: u32,
    /// When it ends.
    #[schema(format = DateTime)]
    ends: String,
}

/// An enrolment key to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WantedKey {
    /// What it is called.
    label: String,
    /// How many devices it lets in, up to 100,000.
    uses: u32,
    /// How many days it holds, up to 3,650.
    days: u32,
}

/// An enrolment key, shown this once.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MadeKey {
    /// The key.
    key: String,
    /// When it ends.
    #[schema(format = DateTime)]
    ends: String,
}

/// List the enrolment keys that still let somebody in.
#[utoipa::path(get, path = "/api/v1/admin/enrolment-keys", tag = "console",
    security(("console" = ["admin", "it", "auditor"])),
    responses(
        (status = 200, description = "All, the one that ends first comes first.", body = Vec<ListedKey>),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn list(_: May<SeeDevices>, service: Data<Service>) -> Result<HttpResponse, Problem> {
    let keys = kept(service.records().store.enrolment_keys((service.chance().now)()).await)?;
    let listed = keys.into_iter().map(|(id, key)| ListedKey {
        id,
        label: key.label,
        uses_left: key.uses_left,
        ends: key.ends.to_string(),
    });
    Ok(HttpResponse::Ok().json(listed.collect::<Vec<_>>()))
}

/// Make an enrolment key.
///
/// It is in this answer and nowhere else.
#[utoipa::path(post, path = "/api/v1/admin/enrolment-keys", tag = "console", request_body = WantedKey,
    security(("console" = ["it"])),
    responses(
        (status = 201, description = "Made.", body = MadeKey),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn make(
    may: May<Deploy>,
    request: HttpRequest,
    service: Data<Service>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let wanted: WantedKey = read(&request, &service, payload).await?;
    let mut faults = Vec::new();
    for (field, holds, reason) in [
        ("uses", (1..=100_000).contains(&wanted.uses), "expected 1 to 100,000"),
        ("days", (1..=3_650).contains(&wanted.days), "expected 1 to 3,650"),
        (
            "label",
            wanted.label.chars().count() <= LONGEST_LABEL,
            "expected at most 100 characters",
        ),
    ] {
        if !holds {
            faults.push(Fault::new(Code::InvalidField, field, reason));
        }
    }
    if !faults.is_empty() {
        return Err(faults.into());
    }
    let now = (service.chance().now)();
    let key = fresh_key().map_err(|_| Problem::new(Code::Internal))?;
    let made = EnrolmentKey {
        label: wanted.label.trim().to_owned(),
        uses_left: wanted.uses,
        ends: now
            .checked_add(SignedDuration::from_hours(24 * i64::from(wanted.days)))
            .unwrap_or(now),
        created: now,
    };
    let mut act = begin(&service).await?;
    kept(act.add_enrolment_key(&key, &made).await)?;
    let about = [("uses", wanted.uses.to_string()), ("days", wanted.days.to_string())];
    keep(
        &service,
        act,
        event("enrolment-key-made", may.session.account.id, about),
    )
    .await?;
    Ok(HttpResponse::Created().json(MadeKey {
        key,
        ends: made.ends.to_string(),
    }))
}

/// End an enrolment key.
///
/// Nobody joins with it any more. Devices that did go on.
#[utoipa::path(delete, path = "/api/v1/admin/enrolment-keys/{id}", tag = "console",
    params(("id" = String, Path, description = "The key, as the list names it.")),
    security(("console" = ["it"])),
    responses(
        (status = 204, description = "It lets nobody in any more."),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn end(may: May<Deploy>, service: Data<Service>, id: Path<String>) -> Result<HttpResponse, Problem> {
    let mut act = begin(&service).await?;
    if !kept(act.end_enrolment_key(&id, (service.chance().now)()).await)? {
        return Err(Problem::new(Code::NotFound));
    }
    let about = [("key", id.into_inner())];
    keep(
        &service,
        act,
        event("enrolment-key-ended", may.session.account.id, about),
    )
    .await?;
    Ok(HttpResponse::NoContent().finish())
}
