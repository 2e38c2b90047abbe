//! `/api/v1/admin/session/provider`: sign in with the office's own provider (OpenID Connect).
//!
//! The page asks to begin and goes to the provider; what comes back with it, the page hands in here. So no address of
//! ours does anything when it is merely opened, and the cookie of the flow goes to no page of others. What somebody may
//! do is what the provider says each time; of an account of the provider nothing can be chosen here.

use super::{
    begin as begin_act, keep, kept, read,
    session::{Standing, begin_session, may_try, own, standing},
};
use crate::{
    console::{
        cookies::Cookie,
        event, own_page,
        provider::{Back, Provider, Refused, claims::Claims, flow::Aim},
        rights,
    },
    limits::rates::Attempt,
    problem::{Body as ProblemBody, Code, Problem},
    service::Service,
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::header::SET_COOKIE,
    web::{Data, Payload},
};
use postwacht_store::{
    Act,
    accounts::{Account, AccountName, Identity, Role},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// Names that are tried for a new account, when others have the first ones.
const NAMES: u32 = 100;

/// What somebody wants at the provider.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Beginning {
    /// Whether somebody who is signed in shows once more that it is they, for a dangerous act.
    #[serde(default)]
    again: bool,
}

/// Where to go.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Onward {
    /// The address at the provider.
    url: String,
}

/// What the provider sent back with the browser, as it stands in the address.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Returned {
    /// The state.
    state: String,
    /// The code; none when the provider refused.
    code: Option<String>,
    /// Who answers.
    iss: Option<String>,
}

/// Begin to sign in with the provider.
///
/// Sets a cookie for ten minutes, without which the provider's answer is worth nothing.
#[utoipa::path(post, path = "/api/v1/admin/session/provider", tag = "console", request_body = Beginning,
    responses(
        (status = 200, description = "Where to go.", body = Onward),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, description = "The provider does not answer.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn begin(
    request: HttpRequest,
    service: Data<Service>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let console = service.console();
    own_page::demand(request.headers(), console.origin())?;
    let wanted: Beginning = read(&request, &service, payload).await?;
    let aim = if wanted.again { Aim::Proof } else { Aim::SignIn };
    let begun = provider(&service)?
        .begin(&console.fresh()?, aim, (service.chance().now)())
        .await;
    let (url, word) = begun.map_err(refuse)?;
    Ok(HttpResponse::Ok()
        .append_header((SET_COOKIE, Cookie::Flow.set(&word, console.is_secure())))
        .json(Onward { url: url.into() }))
}

/// Hand in what the provider sent back.
///
/// Signs in, or notes that the person showed once more that it is they.
#[utoipa::path(post, path = "/api/v1/admin/session/provider/answer", tag = "console", request_body = Returned,
    responses(
        (status = 200, description = "Signed in.", body = Standing),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, description = "The provider does not answer.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn answer(
    request: HttpRequest,
    service: Data<Service>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let console = service.console();
    own_page::demand(request.headers(), console.origin())?;
    let provider = provider(&service)?;
    let origin = may_try(&service, &request, Attempt::SignIn)?;
    let returned: Returned = read(&request, &service, payload).await?;
    let word = Cookie::Flow
        .read(request.headers(), console.is_secure())
        .unwrap_or_default();
    let back = Back {
        state: &returned.state,
        code: returned.code.as_deref(),
        issuer: returned.iss.as_deref(),
    };
    let ended = provider.end(word, back, (service.chance().now)()).await;
    let (aim, claims) = ended.map_err(|refused| {
        service.rates().failed(Attempt::SignIn, origin);
        refuse(refused)
    })?;
    match aim {
        Aim::SignIn => let_in(&service, provider, &claims).await,
        Aim::Proof => prove(&service, &request, provider, &claims).await,
    }
}

fn provider(service: &Service) -> Result<&Provider, Problem> {
    let provider = service.console().provider();
    provider.ok_or_else(|| Problem::new(Code::NotFound))
}

/// Notes why, and says what the person can do.
fn refuse(refused: Refused) -> Problem {
    tracing::info!(reason = refused.as_str(), "sign-in with the provider refused");
    Problem::new(match refused {
        Refused::Flow => Code::SignInOver,
        Refused::Silent => Code::ProviderSilent,
        Refused::Declined | Refused::Answer(_) => Code::ProviderRefused,
    })
}

/// Signs in whom the provider knows, with the roles that it tells.
async fn let_in(service: &Service, provider: &Provider, claims: &Claims) -> Result<HttpResponse, Problem> {
    let identity = identity(provider, claims)?;
    let roles = claims.roles(provider.roles());
    let mut act = begin_act(service).await?;
    let known = kept(act.provided_account(identity).await)?;
    if roles.is_empty() {
        if let Some(account) = known {
            kept(act.take_roles(account.id, &roles).await)?;
            keep(service, act, event("sign-in-refused", account.id, [])).await?;
        }
        return Err(Problem::new(Code::NoRole));
    }
    let account = match known {
        Some(account) if account.disabled.is_some() => return Err(Problem::new(Code::NoRole)),
        Some(account) => account,
        None => add(service, &mut act, identity, claims).await?,
    };
    kept(act.take_roles(account.id, &roles).await)?;
    begin_session(service, act, &Account { roles, ..account }, "signed-in-with-provider").await
}

/// Notes that somebody showed once more that it is they. The one at the provider must be the one who is signed in here.
async fn prove(
    service: &Service,
    request: &HttpRequest,
    provider: &Provider,
    claims: &Claims,
) -> Result<HttpResponse, Problem> {
    let session = rights::signed_in(service, request).await?;
    let mut session = session.ok_or_else(|| Problem::new(Code::SignedOut))?;
    let mut act = begin_act(service).await?;
    let account = kept(act.provided_account(identity(provider, claims)?).await)?;
    if account.is_none_or(|account| account.id != session.account.id) {
        return Err(Problem::new(Code::ProviderRefused));
    }
    session.proved = (service.chance().now)();
    kept(act.prove_session(session.id, session.proved).await)?;
    keep(service, act, own("shown-again-with-provider", &session)).await?;
    Ok(HttpResponse::Ok().json(standing(service, Some(&session))))
}

fn identity<'i>(provider: &'i Provider, claims: &'i Claims) -> Result<Identity<'i>, Problem> {
    let subject = claims.subject().ok_or(Refused::Answer("subject")).map_err(refuse)?;
    Ok(Identity {
        issuer: provider.issuer(),
        subject,
    })
}

/// Makes an account for somebody who was never here, under a name that is free. Who has that name already is somebody
/// else, whatever the provider says.
async fn add(service: &Service, act: &mut Act, identity: Identity<'_>, claims: &Claims) -> Result<Account, Problem> {
    let (id, now) = ((service.chance().id)(), (service.chance().now)());
    let base = claims
        .name()
        .map_or_else(|| id.to_string(), |name| name.as_str().to_owned());
    for number in 1..=NAMES {
        let text = if number == 1 {
            base.clone()
        } else {
            format!("{base}-{number}")
        };
        let name = AccountName::parse(&text).ok_or_else(|| Problem::new(Code::Internal))?;
        if kept(act.add_provided_account(id, &name, identity, now).await)? {
            return Ok(Account {
                id,
                name,
                roles: BTreeSet::<Role>::new(),
                has_password: false,
                provided: true,
                created: now,
                disabled: None,
            });
        }
    }
    Err(Problem::new(Code::NameTaken))
}
