//! `/api/v1/admin/policy/draft`: the next policy, which nothing follows yet.

use super::{Wrong, problems, seen, tag_of, version};
use crate::{
    console::{
        event, paper,
        rights::{DraftPolicy, May},
    },
    problem::{Body as ProblemBody, Code, Fault, Problem},
    routes::admin::{keep, kept, read},
    service::Service,
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Payload},
};
use postwacht_store::policies::PolicyDraft;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// What the draft becomes: a tree or a text, not both.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WantedPolicy {
    /// The policy as a tree, as a form fills it in; what is null goes back to the default.
    #[schema(value_type = Option<Object>)]
    document: Option<Map<String, Value>>,
    /// The policy as TOML.
    source: Option<String>,
}

/// What was saved.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SavedDraft {
    /// Why it does not hold; empty when it does.
    problems: Vec<Wrong>,
    /// The new tag of policy and draft.
    tag: String,
}

/// Save a draft of the next policy.
///
/// It need not hold; `problems` says what is wrong and where.
#[utoipa::path(put, path = "/api/v1/admin/policy/draft", tag = "console", request_body = WantedPolicy,
    params(("If-Match" = String, Header, description = "The tag of policy and draft as they were seen.")),
    security(("console" = ["admin"])),
    responses(
        (status = 200, description = "Saved.", body = SavedDraft),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn save(
    may: May<DraftPolicy>,
    request: HttpRequest,
    service: Data<Service>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let wanted: WantedPolicy = read(&request, &service, payload).await?;
    let source = text(wanted)?;
    let mut present = seen(&service, &request).await?;
    let draft = PolicyDraft {
        based_on: version(present.policy.as_ref()),
        saved: (service.chance().now)(),
        by: may.session.account.name.as_str().to_owned(),
        source,
    };
    kept(present.act.keep_policy_draft(&draft).await)?;
    let about = [("version", draft.based_on.to_string())];
    keep(
        &service,
        present.act,
        event("policy-drafted", may.session.account.id, about),
    )
    .await?;
    Ok(HttpResponse::Ok().json(SavedDraft {
        problems: problems(&draft.source),
        tag: tag_of(present.policy.as_ref(), Some(&draft)),
    }))
}

/// Throw the draft away.
#[utoipa::path(delete, path = "/api/v1/admin/policy/draft", tag = "console",
    params(("If-Match" = String, Header, description = "The tag of policy and draft as they were seen.")),
    security(("console" = ["admin"])),
    responses(
        (status = 204, description = "It is gone."),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn discard(
    may: May<DraftPolicy>,
    request: HttpRequest,
    service: Data<Service>,
) -> Result<HttpResponse, Problem> {
    let mut present = seen(&service, &request).await?;
    if present.draft.is_none() {
        return Err(Problem::new(Code::NotFound));
    }
    kept(present.act.drop_policy_draft().await)?;
    let row = event("policy-draft-discarded", may.session.account.id, []);
    keep(&service, present.act, row).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn text(wanted: WantedPolicy) -> Result<String, Problem> {
    let fault = |path: &str, reason: &str| Problem::from(Fault::new(Code::InvalidField, path, reason));
    match (wanted.document, wanted.source) {
        (Some(tree), None) => {
            paper::text(&tree).ok_or_else(|| fault("document", "expected tables, texts, numbers and lists"))
        }
        (None, Some(source)) => Ok(source),
        _ => Err(fault("document", "expected document or source, and not both")),
    }
}
