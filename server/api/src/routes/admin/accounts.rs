//! `/api/v1/admin/accounts`: who may sign in, and as what.
//!
//! A new account has no password but an invitation, which is shown once and goes to its owner by another way.

use super::{begin, chosen, keep, kept, read, words};
use crate::{
    console::{
        event,
        rights::{ManageAccounts, May, SeeAccounts},
        tag,
    },
    problem::{Body as ProblemBody, Code, Problem},
    service::Service,
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path, Payload},
};
use jiff::SignedDuration;
use postwacht_store::{
    Act,
    accounts::{Account, AccountChange},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// How long an invitation holds.
const INVITED: SignedDuration = SignedDuration::from_hours(7 * 24);

/// An account in a list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Account)]
pub(crate) struct Shown {
    /// What the record calls it.
    id: Uuid,
    /// What is typed to sign in.
    name: String,
    /// What it may do: `admin`, `it`, `privacy_officer`, `auditor`.
    roles: Vec<&'static str>,
    /// Whether a password was chosen.
    has_password: bool,
    /// Whether it is one of the office's own provider, which says what it may do.
    provided: bool,
    /// When it was made.
    #[schema(format = DateTime)]
    created: String,
    /// Since when it may not sign in.
    #[schema(format = DateTime)]
    disabled: Option<String>,
}

/// An account with the tag that a change of it must show in `If-Match`.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TaggedAccount)]
pub(crate) struct Tagged {
    #[serde(flatten)]
    account: Shown,
    /// Changes with the account.
    tag: String,
}

/// An account to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewAccount {
    /// What is typed to sign in.
    name: String,
    /// What it may do: `admin`, `it`, `privacy_officer`, `auditor`.
    roles: Vec<String>,
}

/// What an account becomes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangedAccount {
    /// What it may do.
    roles: Vec<String>,
    /// Whether it may not sign in.
    disabled: bool,
}

/// An invitation, shown this once.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Handed {
    /// The account.
    id: Uuid,
    /// What stands behind `/admin/welcome#` in the link.
    code: String,
    /// Until when it holds.
    #[schema(format = DateTime)]
    ends: String,
}

/// List the accounts.
#[utoipa::path(get, path = "/api/v1/admin/accounts", tag = "console",
    security(("console" = ["admin", "auditor"])),
    responses(
        (status = 200, description = "All, by name.", body = Vec<Tagged>),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn list(_: May<SeeAccounts>, service: Data<Service>) -> Result<HttpResponse, Problem> {
    let accounts = kept(service.records().store.accounts().await)?;
    let tagged = accounts.iter().map(|account| {
        let account = shown(account);
        Tagged {
            tag: tag::of(&account),
            account,
        }
    });
    Ok(HttpResponse::Ok().json(tagged.collect::<Vec<_>>()))
}

/// Add an account.
///
/// Its owner chooses the password with the invitation in the answer.
#[utoipa::path(post, path = "/api/v1/admin/accounts", tag = "console", request_body = NewAccount,
    security(("console" = ["admin"])),
    responses(
        (status = 201, description = "Added.", body = Handed),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn add(
    may: May<ManageAccounts>,
    request: HttpRequest,
    service: Data<Service>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let wanted: NewAccount = read(&request, &service, payload).await?;
    let (name, roles) = (
        chosen::name("name", &wanted.name)?,
        chosen::roles("roles", &wanted.roles)?,
    );
    let (mut act, id) = (begin(&service).await?, (service.chance().id)());
    if !kept(act.add_account(id, &name, &roles, (service.chance().now)()).await)? {
        return Err(Problem::new(Code::NameTaken));
    }
    let handed = hand_out(&service, &mut act, id).await?;
    let about = [("account", id.to_string()), ("roles", words(&roles).join("|"))];
    keep(&service, act, event("account-added", may.session.account.id, about)).await?;
    Ok(HttpResponse::Created().json(handed))
}

/// Change what an account may do.
#[utoipa::path(put, path = "/api/v1/admin/accounts/{id}", tag = "console", request_body = ChangedAccount,
    params(
        ("id" = Uuid, Path, description = "The account."),
        ("If-Match" = String, Header, description = "The tag of the account as it was seen."),
    ),
    security(("console" = ["admin"])),
    responses(
        (status = 204, description = "Changed."),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn change(
    may: May<ManageAccounts>,
    request: HttpRequest,
    service: Data<Service>,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let wanted: ChangedAccount = read(&request, &service, payload).await?;
    let roles = chosen::roles("roles", &wanted.roles)?;
    let (mut act, before) = seen(&service, &request, &id).await?;
    if before.provided && before.roles != roles {
        return Err(Problem::new(Code::ProviderDecides));
    }
    let now = (service.chance().now)();
    let disabled = wanted.disabled.then(|| before.disabled.unwrap_or(now));
    settled(kept(act.change_account(before.id, &roles, disabled).await)?)?;
    let about = [
        ("account", before.id.to_string()),
        ("roles", words(&roles).join("|")),
        ("disabled", wanted.disabled.to_string()),
    ];
    keep(&service, act, event("account-changed", may.session.account.id, about)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Remove an account.
#[utoipa::path(delete, path = "/api/v1/admin/accounts/{id}", tag = "console",
    params(
        ("id" = Uuid, Path, description = "The account."),
        ("If-Match" = String, Header, description = "The tag of the account as it was seen."),
    ),
    security(("console" = ["admin"])),
    responses(
        (status = 204, description = "Removed."),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn remove(
    may: May<ManageAccounts>,
    request: HttpRequest,
    service: Data<Service>,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    let (mut act, before) = seen(&service, &request, &id).await?;
    settled(kept(act.remove_account(before.id).await)?)?;
    let about = [("account", before.id.to_string())];
    keep(&service, act, event("account-removed", may.session.account.id, about)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Invite the owner of an account anew.
///
/// Its password and its sessions are gone at once; an earlier invitation is worth nothing.
#[utoipa::path(post, path = "/api/v1/admin/accounts/{id}/invitation", tag = "console",
    params(("id" = Uuid, Path, description = "The account.")),
    security(("console" = ["admin"])),
    responses(
        (status = 201, description = "Invited.", body = Handed),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn invite(
    may: May<ManageAccounts>,
    service: Data<Service>,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    let mut act = begin(&service).await?;
    let account = there(&mut act, &id).await?;
    if account.provided {
        return Err(Problem::new(Code::ProviderDecides));
    }
    kept(act.set_password(account.id, None).await)?;
    let handed = hand_out(&service, &mut act, account.id).await?;
    let about = [("account", account.id.to_string())];
    keep(&service, act, event("account-invited", may.session.account.id, about)).await?;
    Ok(HttpResponse::Created().json(handed))
}

/// An act, and the account in it as the sender has seen it.
async fn seen(service: &Service, request: &HttpRequest, id: &str) -> Result<(Act, Account), Problem> {
    let mut act = begin(service).await?;
    let account = there(&mut act, id).await?;
    tag::demand(request, &shown(&account))?;
    Ok((act, account))
}

async fn there(act: &mut Act, id: &str) -> Result<Account, Problem> {
    let nowhere = || Problem::new(Code::NotFound);
    let id = Uuid::parse_str(id).map_err(|_| nowhere())?;
    kept(act.account(id).await)?.ok_or_else(nowhere)
}

async fn hand_out(service: &Service, act: &mut Act, id: Uuid) -> Result<Handed, Problem> {
    let (code, now) = (service.console().fresh()?, (service.chance().now)());
    let ends = now.checked_add(INVITED).unwrap_or(now);
    kept(act.invite(Some(id), &code, ends).await)?;
    Ok(Handed {
        id,
        code,
        ends: ends.to_string(),
    })
}

fn settled(change: AccountChange) -> Result<(), Problem> {
    match change {
        AccountChange::Made => Ok(()),
        AccountChange::Unknown => Err(Problem::new(Code::NotFound)),
        AccountChange::LastAdmin => Err(Problem::new(Code::LastAdmin)),
    }
}

fn shown(account: &Account) -> Shown {
    Shown {
        id: account.id,
        name: account.name.as_str().to_owned(),
        roles: words(&account.roles),
        has_password: account.has_password,
        provided: account.provided,
        created: account.created.to_string(),
        disabled: account.disabled.map(|time| time.to_string()),
    }
}
