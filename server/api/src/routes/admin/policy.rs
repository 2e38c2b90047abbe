//! `/api/v1/admin/policy`: the policy that holds, and the one that somebody is working on.

pub(crate) mod declared;
pub(crate) mod draft;
pub(crate) mod replay;
pub(crate) mod trial;
pub(crate) mod versions;

use super::{begin, kept};
use crate::{
    console::{
        paper,
        rights::{May, SeePolicy},
        tag,
    },
    problem::{Body as ProblemBody, Code, Fault, Problem},
    routes::{readable, reading, refuse},
    service::Service,
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{self, Data, ServiceConfig},
};
use postwacht_engine::policy::{self, Policy};
use postwacht_store::{
    Act,
    policies::{PolicyDraft, PublishedPolicy},
};
use serde::Serialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// Who publishes what the files of the settings say, at every start.
const SETTINGS: &str = "the settings";

/// A setting that differs.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PolicyDifference)]
pub(crate) struct Difference {
    /// Which, such as `checks.visible-recipients.warn_from`.
    path: String,
    /// What it was; nothing for the default.
    before: Option<String>,
    /// What it is.
    after: Option<String>,
}

/// Why a policy does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = PolicyProblem)]
pub(crate) struct Wrong {
    /// Where, such as `checks.other-client.severity`; empty for the text as a whole.
    path: String,
    /// What is wrong, and what is expected.
    reason: String,
}

/// The policy that somebody is working on.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PolicyDraft)]
pub(crate) struct Draft {
    /// The TOML.
    source: String,
    /// The same as a tree; nothing where the text is no TOML.
    #[schema(value_type = Option<Object>)]
    document: Option<serde_json::Value>,
    /// The version that it began with.
    based_on: i64,
    /// When it was saved.
    #[schema(format = DateTime)]
    saved: String,
    /// By whom.
    by: String,
    /// Why it does not hold; empty when it does.
    problems: Vec<Wrong>,
    /// What it changes.
    changes: Vec<Difference>,
}

/// The policy.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Policy)]
pub(crate) struct Shown {
    /// Its version; zero is the one that comes with Postwacht.
    version: i64,
    /// The TOML.
    source: String,
    /// The same as a tree.
    #[schema(value_type = Object)]
    document: serde_json::Value,
    /// When it was published.
    #[schema(format = DateTime)]
    published: Option<String>,
    /// By whom.
    by: Option<String>,
    /// Whether a file of the settings says it, and will again at the next start.
    from_settings: bool,
    /// What somebody is working on.
    draft: Option<Draft>,
    /// The groups of the colleagues.
    groups: BTreeSet<String>,
    /// Changes with the policy and with the draft.
    tag: String,
}

/// Puts the handlers at their paths.
pub(crate) fn configure(config: &mut ServiceConfig) {
    let several = |path: &str, allow: &'static str| web::resource(path).default_service(web::to(move || refuse(allow)));
    config
        .service(readable("/admin/policy").route(web::to(read).guard(reading())))
        .service(readable("/admin/policy/checks").route(web::to(declared::list).guard(reading())))
        .service(readable("/admin/policy/checks/{id}").route(web::to(declared::page).guard(reading())))
        .service(readable("/admin/policy/replay").route(web::to(replay::read).guard(reading())))
        .service(several("/admin/policy/trial", "POST").route(web::post().to(trial::attempt)))
        .service(
            several("/admin/policy/draft", "PUT, DELETE")
                .route(web::put().to(draft::save))
                .route(web::delete().to(draft::discard)),
        )
        .service(
            several("/admin/policy/versions", "GET, HEAD, POST")
                .route(web::to(versions::list).guard(reading()))
                .route(web::post().to(versions::publish)),
        );
}

/// Show the policy that holds, and the draft of the next one.
#[utoipa::path(get, path = "/api/v1/admin/policy", tag = "console",
    security(("console" = ["admin", "auditor"])),
    responses(
        (status = 200, description = "The policy.", body = Shown),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn read(_: May<SeePolicy>, service: Data<Service>) -> Result<HttpResponse, Problem> {
    let store = &service.records().store;
    let (policy, draft) = (kept(store.policy().await)?, kept(store.policy_draft().await)?);
    let colleagues = kept(store.colleagues().await)?;
    let source = source(policy.as_ref());
    Ok(HttpResponse::Ok().json(Shown {
        version: version(policy.as_ref()),
        document: paper::tree(source).unwrap_or_else(|| serde_json::json!({})),
        source: source.to_owned(),
        published: policy.as_ref().map(|policy| policy.published.to_string()),
        from_settings: policy.as_ref().is_some_and(|policy| policy.by == SETTINGS),
        by: policy.as_ref().map(|policy| policy.by.clone()),
        tag: tag_of(policy.as_ref(), draft.as_ref()),
        draft: draft.as_ref().map(|draft| shown(draft, source)),
        groups: colleagues.into_iter().flat_map(|colleague| colleague.groups).collect(),
    }))
}

fn shown(draft: &PolicyDraft, holds: &str) -> Draft {
    Draft {
        source: draft.source.clone(),
        document: paper::tree(&draft.source),
        based_on: draft.based_on,
        saved: draft.saved.to_string(),
        by: draft.by.clone(),
        problems: problems(&draft.source),
        changes: differences(holds, &draft.source),
    }
}

/// What there is when somebody changes it.
struct Present {
    act: Act,
    policy: Option<PublishedPolicy>,
    draft: Option<PolicyDraft>,
}

/// An act, and the policy and the draft in it as the sender has seen them.
async fn seen(service: &Service, request: &HttpRequest) -> Result<Present, Problem> {
    let mut act = begin(service).await?;
    let (policy, draft) = (kept(act.policy().await)?, kept(act.policy_draft().await)?);
    tag::demand(request, &what_is_seen(policy.as_ref(), draft.as_ref()))?;
    Ok(Present { act, policy, draft })
}

fn tag_of(policy: Option<&PublishedPolicy>, draft: Option<&PolicyDraft>) -> String {
    tag::of(&what_is_seen(policy, draft))
}

fn what_is_seen(policy: Option<&PublishedPolicy>, draft: Option<&PolicyDraft>) -> impl Serialize + use<> {
    let draft = draft.map(|draft| (draft.source.clone(), draft.saved.to_string(), draft.by.clone()));
    (version(policy), draft)
}

fn version(policy: Option<&PublishedPolicy>) -> i64 {
    policy.map_or(0, |policy| policy.version)
}

fn source(policy: Option<&PublishedPolicy>) -> &str {
    policy.map_or("", |policy| &policy.source)
}

fn differences(before: &str, after: &str) -> Vec<Difference> {
    let differences = paper::differences(before, after).into_iter();
    differences
        .map(|difference| Difference {
            path: difference.path,
            before: difference.before,
            after: difference.after,
        })
        .collect()
}

/// The policy that a text is.
fn holds(source: &str) -> Result<Policy, Problem> {
    Policy::parse(source).map_err(|problems| {
        let faults = problems
            .into_iter()
            .map(|problem| Fault::new(Code::PolicyRefused, problem.path, problem.reason));
        Problem::of_faults(faults.collect())
    })
}

/// Why a text is no policy; nothing when it is one.
fn problems(source: &str) -> Vec<Wrong> {
    let wrong = |problem: policy::Problem| Wrong {
        path: problem.path,
        reason: problem.reason,
    };
    match Policy::parse(source) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.into_iter().map(wrong).collect(),
    }
}
