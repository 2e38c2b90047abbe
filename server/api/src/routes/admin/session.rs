//! `/api/v1/admin/session` and what belongs to one's own account: sign in, show the password again, sign out.
//!
//! A refusal never says whether there is such an account, and takes as long either way.

use super::{begin, chosen, keep, kept, read, words};
use crate::{
    console::{
        cookies::Cookie,
        event, own_page,
        rights::{self, BeSignedIn, May, PROOF},
    },
    limits::{origin::Origin, rates::Attempt},
    metrics,
    problem::{Body as ProblemBody, Code, Problem},
    service::Service,
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::header::SET_COOKIE,
    web::{Data, Path, Payload},
};
use postwacht_store::{
    Act,
    accounts::{Account, AccountName},
    audit::EventRow,
    sessions::{LONGEST, Session},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Who is signed in in this browser.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Standing {
    /// Nobody, or this person.
    signed_in: Option<Person>,
    /// Whether this is a demonstration with invented people.
    demo: bool,
    /// Whether a name and a password let somebody in.
    local: bool,
    /// What people call the office's own provider, where they can sign in with it.
    provider: Option<String>,
}

/// Somebody who is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Person {
    /// The account.
    id: Uuid,
    /// What was typed to sign in.
    name: String,
    /// What it may do: `admin`, `it`, `privacy_officer`, `auditor`.
    roles: Vec<&'static str>,
    /// When the session ends at the latest.
    #[schema(format = DateTime)]
    ends: String,
    /// Whether the password was shown recently enough for dangerous acts.
    proved: bool,
    /// Whether the account is one of the office's own provider, where it is shown again.
    provided: bool,
}

/// A name and a password.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignIn {
    /// The name of the account; capitals do not count.
    name: String,
    /// The password.
    password: String,
}

/// The password once more.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Proof {
    /// The password.
    password: String,
}

/// Another password.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPassword {
    /// The one that holds.
    password: String,
    /// The one that takes its place.
    new_password: String,
}

/// A session in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Listed {
    /// Its id.
    id: Uuid,
    /// When it began.
    #[schema(format = DateTime)]
    begun: String,
    /// When it was last used, to the minute.
    #[schema(format = DateTime)]
    seen: String,
    /// Whether it is the one in which this was asked.
    this: bool,
}

/// Tell who is signed in.
///
/// Nobody is an answer too.
#[utoipa::path(get, path = "/api/v1/admin/session", tag = "console",
    responses((status = 200, description = "Who it is.", body = Standing)))]
pub(crate) async fn read_standing(request: HttpRequest, service: Data<Service>) -> Result<HttpResponse, Problem> {
    let session = rights::signed_in(&service, &request).await?;
    Ok(HttpResponse::Ok().json(standing(&service, session.as_ref())))
}

/// Sign in.
///
/// Sets the cookie of a session: eight hours at most, thirty minutes without use.
#[utoipa::path(post, path = "/api/v1/admin/session", tag = "console", request_body = SignIn,
    responses(
        (status = 200, description = "Signed in.", body = Standing),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn sign_in(
    request: HttpRequest,
    service: Data<Service>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    own_page::demand(request.headers(), service.console().origin())?;
    local(&service)?;
    let origin = may_try(&service, &request, Attempt::SignIn)?;
    let shown: SignIn = read(&request, &service, payload).await?;
    let Some(account) = who(&service, &request, shown).await? else {
        service.rates().failed(Attempt::SignIn, origin);
        return Err(Problem::new(Code::SignInRefused));
    };
    begin_session(&service, begin(&service).await?, &account, "signed-in").await
}

/// Refuses where people sign in with the office's own provider alone.
pub(super) fn local(service: &Service) -> Result<(), Problem> {
    let local = service.console().is_local();
    local.then_some(()).ok_or_else(|| Problem::new(Code::ProviderOnly))
}

/// Whose name and password these are.
async fn who(service: &Service, request: &HttpRequest, shown: SignIn) -> Result<Option<Account>, Problem> {
    let console = service.console();
    let found = match AccountName::parse(&shown.name) {
        Some(name) => kept(service.records().store.credentials(&name).await)?,
        None => None,
    };
    let known = Cookie::Browser.read(request.headers(), console.is_secure());
    let browser = found.as_ref().zip(known);
    let browser = browser.and_then(|((account, _), word)| console.browsers().recognise(account.id, word));
    console
        .tries()
        .attempt(&shown.name.trim().to_lowercase(), browser)
        .inspect_err(|_| metrics::too_many(Some(Attempt::SignIn)))?;
    let (account, password) = found.unzip();
    let right = console.is_right(password.flatten(), shown.password).await?;
    if let (false, Some(account)) = (right, &account) {
        let act = begin(service).await?;
        keep(service, act, event("sign-in-refused", account.id, [])).await?;
    }
    Ok(account.filter(|_| right))
}

/// Begins a session within an act, keeps both, and answers with its cookies.
pub(super) async fn begin_session(
    service: &Service,
    mut act: Act,
    account: &Account,
    word: &'static str,
) -> Result<HttpResponse, Problem> {
    let (console, now) = (service.console(), (service.chance().now)());
    let (id, token) = ((service.chance().id)(), console.fresh()?);
    kept(act.begin_session(id, account.id, &token, now).await)?;
    keep(service, act, event(word, account.id, [("session", id.to_string())])).await?;
    tracing::info!(account = %account.id, what = word, "console");
    let secure = console.is_secure();
    let browser = console
        .browsers()
        .word(account.id, (service.chance().id)().into_bytes());
    let session = Session {
        id,
        account: account.clone(),
        begun: now,
        seen: now,
        proved: now,
    };
    Ok(HttpResponse::Ok()
        .append_header((SET_COOKIE, Cookie::Session.set(&token, secure)))
        .append_header((SET_COOKIE, Cookie::Browser.set(&browser, secure)))
        .json(standing(service, Some(&session))))
}

/// Sign out.
#[utoipa::path(delete, path = "/api/v1/admin/session", tag = "console",
    security(("console" = ["admin", "it", "privacy_officer", "auditor"])),
    responses(
        (status = 204, description = "Signed out."),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn sign_out(may: May<BeSignedIn>, service: Data<Service>) -> Result<HttpResponse, Problem> {
    let (mut act, session) = (begin(&service).await?, may.session);
    kept(act.end_session(session.id, session.account.id).await)?;
    keep(&service, act, own("signed-out", &session)).await?;
    let secure = service.console().is_secure();
    Ok(HttpResponse::NoContent()
        .append_header((SET_COOKIE, Cookie::Session.set("", secure)))
        .finish())
}

/// Show the password again.
///
/// Dangerous acts ask for it when it was shown more than ten minutes ago.
#[utoipa::path(post, path = "/api/v1/admin/session/proof", tag = "console", request_body = Proof,
    security(("console" = ["admin", "it", "privacy_officer", "auditor"])),
    responses(
        (status = 204, description = "It is right."),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn prove(
    may: May<BeSignedIn>,
    request: HttpRequest,
    service: Data<Service>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let shown: Proof = read(&request, &service, payload).await?;
    show_again(&service, &request, &may.session, shown.password).await?;
    let mut act = begin(&service).await?;
    kept(act.prove_session(may.session.id, (service.chance().now)()).await)?;
    keep(&service, act, own("password-shown-again", &may.session)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Take another password.
///
/// Every session of the account ends, and another begins in this browser.
#[utoipa::path(post, path = "/api/v1/admin/password", tag = "console", request_body = NewPassword,
    security(("console" = ["admin", "it", "privacy_officer", "auditor"])),
    responses(
        (status = 200, description = "Taken; this is the new session.", body = Standing),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn change_password(
    may: May<BeSignedIn>,
    request: HttpRequest,
    service: Data<Service>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let shown: NewPassword = read(&request, &service, payload).await?;
    let account = &may.session.account;
    let password = chosen::password("new_password", &shown.new_password, account.name.as_str())?;
    show_again(&service, &request, &may.session, shown.password).await?;
    let hashed = service.console().hash(password).await?;
    let mut act = begin(&service).await?;
    kept(act.set_password(account.id, Some(&hashed)).await)?;
    begin_session(&service, act, account, "password-changed").await
}

/// List one's own sessions.
#[utoipa::path(get, path = "/api/v1/admin/sessions", tag = "console",
    security(("console" = ["admin", "it", "privacy_officer", "auditor"])),
    responses(
        (status = 200, description = "Those that last, newest first.", body = Vec<Listed>),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn list(may: May<BeSignedIn>, service: Data<Service>) -> Result<HttpResponse, Problem> {
    let store = &service.records().store;
    let sessions = kept(store.sessions(may.session.account.id, (service.chance().now)()).await)?;
    let listed = sessions.iter().map(|session| Listed {
        id: session.id,
        begun: session.begun.to_string(),
        seen: session.seen.to_string(),
        this: session.id == may.session.id,
    });
    Ok(HttpResponse::Ok().json(listed.collect::<Vec<_>>()))
}

/// End one of one's own sessions.
#[utoipa::path(delete, path = "/api/v1/admin/sessions/{id}", tag = "console",
    params(("id" = Uuid, Path, description = "The session.")),
    security(("console" = ["admin", "it", "privacy_officer", "auditor"])),
    responses(
        (status = 204, description = "It has ended."),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn end(
    may: May<BeSignedIn>,
    service: Data<Service>,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    let id = Uuid::parse_str(&id).map_err(|_| Problem::new(Code::NotFound))?;
    let mut act = begin(&service).await?;
    if !kept(act.end_session(id, may.session.account.id).await)? {
        return Err(Problem::new(Code::NotFound));
    }
    let row = event("session-ended", may.session.account.id, [("session", id.to_string())]);
    keep(&service, act, row).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// What the record says of an act on one's own session.
pub(super) fn own(word: &'static str, session: &Session) -> EventRow {
    event(word, session.account.id, [("session", session.id.to_string())])
}

/// Has the password of whoever is signed in looked at once more; counted like signing in.
async fn show_again(
    service: &Service,
    request: &HttpRequest,
    session: &Session,
    password: String,
) -> Result<(), Problem> {
    let shown = SignIn {
        name: session.account.name.as_str().to_owned(),
        password,
    };
    let right = who(service, request, shown).await?.is_some();
    right.then_some(()).ok_or_else(|| Problem::new(Code::SignInRefused))
}

/// Where the request comes from, when it may try.
pub(super) fn may_try(service: &Service, request: &HttpRequest, attempt: Attempt) -> Result<Origin, Problem> {
    let origin = Origin::asking(request.peer_addr(), request.headers(), service.proxies());
    let allowed = service.rates().attempt(attempt, origin);
    allowed.inspect_err(|_| metrics::too_many(Some(attempt)))?;
    Ok(origin)
}

/// Who is signed in, and how somebody could be.
pub(super) fn standing(service: &Service, session: Option<&Session>) -> Standing {
    let now = (service.chance().now)();
    Standing {
        signed_in: session.map(|session| Person {
            id: session.account.id,
            name: session.account.name.as_str().to_owned(),
            roles: words(&session.account.roles),
            ends: session.begun.checked_add(LONGEST).unwrap_or(session.begun).to_string(),
            proved: now.duration_since(session.proved) <= PROOF,
            provided: session.account.provided,
        }),
        demo: service.trial().is_some(),
        local: service.console().is_local(),
        provider: service.console().provider().map(|provider| provider.name().to_owned()),
    }
}
