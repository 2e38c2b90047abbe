//! `/api/v1/admin/directory/colleagues`: one colleague.

use super::{refused, said};
use crate::{
    console::{
        event,
        rights::{ChangeDirectory, May, SeeDirectory},
        tag,
    },
    problem::{Body as ProblemBody, Code, Fault, Problem},
    routes::admin::{begin, keep, kept, read},
    service::Service,
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path, Payload},
};
use postwacht_directory::sources::form;
use postwacht_engine::{address::Address, records::ColleagueRecord};
use postwacht_store::Act;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A colleague.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DirectoryColleague {
    /// The name.
    name: String,
    /// The address at the office; it never changes.
    address: String,
    /// Private addresses that are known.
    #[serde(default)]
    private: Vec<String>,
    /// Groups, for policy per group.
    #[serde(default)]
    groups: Vec<String>,
    /// Shared mailboxes this person sends from.
    #[serde(default)]
    mailboxes: Vec<String>,
    /// Last day at the office.
    #[serde(default)]
    active_until: String,
}

/// A colleague, with the tag that a change must show in `If-Match`.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TaggedColleague {
    #[serde(flatten)]
    colleague: DirectoryColleague,
    /// Changes with the colleague.
    tag: String,
}

/// Show a colleague.
#[utoipa::path(get, path = "/api/v1/admin/directory/colleagues/{id}", tag = "console",
    params(("id" = String, Path, description = "The address at the office.")),
    security(("console" = ["admin", "auditor"])),
    responses(
        (status = 200, description = "The colleague.", body = TaggedColleague),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn show(
    _: May<SeeDirectory>,
    service: Data<Service>,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    let (_, record) = there(&mut begin(&service).await?, &id).await?;
    let colleague = shown(&record);
    Ok(HttpResponse::Ok().json(TaggedColleague {
        tag: tag::of(&colleague),
        colleague,
    }))
}

/// Add a colleague.
#[utoipa::path(post, path = "/api/v1/admin/directory/colleagues", tag = "console", request_body = DirectoryColleague,
    security(("console" = ["admin"])),
    responses(
        (status = 201, description = "Added."),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn add(
    may: May<ChangeDirectory>,
    request: HttpRequest,
    service: Data<Service>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let wanted: DirectoryColleague = read(&request, &service, payload).await?;
    let record = record(&wanted)?;
    let mut act = begin(&service).await?;
    if kept(act.colleague(&record.address).await)?.is_some() {
        return Err(Fault::new(Code::InvalidField, "email", "there is a colleague with this address").into());
    }
    kept(act.put_colleague(&record).await)?;
    keep(&service, act, event("colleague-added", may.session.account.id, [])).await?;
    Ok(HttpResponse::Created().finish())
}

/// Change a colleague.
#[utoipa::path(put, path = "/api/v1/admin/directory/colleagues/{id}", tag = "console", request_body = DirectoryColleague,
    params(
        ("id" = String, Path, description = "The address at the office."),
        ("If-Match" = String, Header, description = "The tag of the colleague as it was seen."),
    ),
    security(("console" = ["admin"])),
    responses(
        (status = 204, description = "Changed."),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn change(
    may: May<ChangeDirectory>,
    request: HttpRequest,
    service: Data<Service>,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let wanted: DirectoryColleague = read(&request, &service, payload).await?;
    let record = record(&wanted)?;
    let mut act = begin(&service).await?;
    let (address, before) = there(&mut act, &id).await?;
    if record.address != address {
        return Err(Fault::new(Code::InvalidField, "email", "an address never changes").into());
    }
    tag::demand(&request, &shown(&before))?;
    kept(act.put_colleague(&record).await)?;
    keep(&service, act, event("colleague-changed", may.session.account.id, [])).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Remove a colleague.
#[utoipa::path(delete, path = "/api/v1/admin/directory/colleagues/{id}", tag = "console",
    params(
        ("id" = String, Path, description = "The address at the office."),
        ("If-Match" = String, Header, description = "The tag of the colleague as it was seen."),
    ),
    security(("console" = ["admin"])),
    responses(
        (status = 204, description = "Removed."),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn remove(
    may: May<ChangeDirectory>,
    request: HttpRequest,
    service: Data<Service>,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    let mut act = begin(&service).await?;
    let (address, before) = there(&mut act, &id).await?;
    tag::demand(&request, &shown(&before))?;
    kept(act.remove_colleague(&address).await)?;
    keep(&service, act, event("colleague-removed", may.session.account.id, [])).await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn there(act: &mut Act, id: &str) -> Result<(Address, ColleagueRecord), Problem> {
    let nowhere = || Problem::new(Code::NotFound);
    let address = Address::parse(id).map_err(|_| nowhere())?;
    let record = kept(act.colleague(&address).await)?.ok_or_else(nowhere)?;
    Ok((address, record))
}

fn record(wanted: &DirectoryColleague) -> Result<ColleagueRecord, Problem> {
    let one = |value: &str| vec![value.trim().to_owned()];
    let cells = [
        ("name", one(&wanted.name)),
        ("email", one(&wanted.address)),
        ("private_email", said(&wanted.private)),
        ("groups", said(&wanted.groups)),
        ("mailboxes", said(&wanted.mailboxes)),
        ("active_until", one(&wanted.active_until)),
    ];
    form::colleague(&cells).map_err(refused)
}

fn shown(record: &ColleagueRecord) -> DirectoryColleague {
    let texts = |addresses: &[Address]| addresses.iter().map(|address| address.as_str().to_owned()).collect();
    DirectoryColleague {
        name: record.name.clone(),
        address: record.address.as_str().to_owned(),
        private: texts(&record.private),
        groups: record.groups.clone(),
        mailboxes: texts(&record.mailboxes),
        active_until: record.active_until.map(|date| date.to_string()).unwrap_or_default(),
    }
}
