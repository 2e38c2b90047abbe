//! `/api/v1/admin/policy/versions`: what held when, and what holds from now on.

use super::{Difference, differences, holds, seen, version};
use crate::{
    console::{
        event,
        rights::{May, PublishPolicy, SeePolicy},
    },
    problem::{Body as ProblemBody, Code, Problem},
    routes::admin::{keep, kept, read},
    service::Service,
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Payload},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A version of the policy.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PolicyVersion {
    /// Its number.
    version: i64,
    /// When it was published.
    #[schema(format = DateTime)]
    published: String,
    /// By whom.
    by: String,
    /// What it changed, against the version before.
    changes: Vec<Difference>,
}

/// What is to hold.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WantedVersion {
    /// An earlier version; the draft when nothing is said. 0 is the policy that comes with Postwacht.
    version: Option<i64>,
}

/// What holds.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PublishedVersion {
    /// Its number.
    version: i64,
}

/// List the versions, newest first.
#[utoipa::path(get, path = "/api/v1/admin/policy/versions", tag = "console",
    security(("console" = ["admin", "auditor"])),
    responses(
        (status = 200, description = "All of them.", body = Vec<PolicyVersion>),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn list(_: May<SeePolicy>, service: Data<Service>) -> Result<HttpResponse, Problem> {
    let policies = kept(service.records().store.policies().await)?;
    let before = policies.iter().skip(1).map(|policy| policy.source.as_str()).chain([""]);
    let listed = policies.iter().zip(before).map(|(policy, before)| PolicyVersion {
        version: policy.version,
        published: policy.published.to_string(),
        by: policy.by.clone(),
        changes: differences(before, &policy.source),
    });
    Ok(HttpResponse::Ok().json(listed.collect::<Vec<_>>()))
}

/// Publish the draft, or go back to an earlier version.
///
/// It holds within seconds, for all replicas. An earlier version comes back as a new one.
#[utoipa::path(post, path = "/api/v1/admin/policy/versions", tag = "console", request_body = WantedVersion,
    params(("If-Match" = String, Header, description = "The tag of policy and draft as they were seen.")),
    security(("console" = ["admin"])),
    responses(
        (status = 201, description = "It holds.", body = PublishedVersion),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn publish(
    may: May<PublishPolicy>,
    request: HttpRequest,
    service: Data<Service>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let wanted: WantedVersion = read(&request, &service, payload).await?;
    // Versions never change, so they may be looked at outside the act.
    let earlier = match wanted.version {
        None => None,
        Some(0) => Some(String::new()),
        Some(number) => Some(source_of(&service, number).await?),
    };
    let mut present = seen(&service, &request).await?;
    let source = match (&earlier, &present.draft) {
        (Some(source), _) => source.clone(),
        (None, Some(draft)) => draft.source.clone(),
        (None, None) => return Err(Problem::new(Code::NotFound)),
    };
    holds(&source)?;
    let by = may.session.account.name.as_str();
    let now = (service.chance().now)();
    let number = kept(present.act.publish_policy(&source, by, now).await)?;
    if earlier.is_none() {
        kept(present.act.drop_policy_draft().await)?;
    }
    let about = [
        ("version", number.to_string()),
        ("before", version(present.policy.as_ref()).to_string()),
        (
            "taken_from",
            wanted.version.map_or("draft".to_owned(), |number| number.to_string()),
        ),
    ];
    keep(
        &service,
        present.act,
        event("policy-published", may.session.account.id, about),
    )
    .await?;
    tracing::info!(version = number, "a policy was published");
    Ok(HttpResponse::Created().json(PublishedVersion { version: number }))
}

async fn source_of(service: &Service, number: i64) -> Result<String, Problem> {
    let policies = kept(service.records().store.policies().await)?;
    let found = policies.into_iter().find(|policy| policy.version == number);
    Ok(found.ok_or_else(|| Problem::new(Code::NotFound))?.source)
}
