//! `/api/v1/admin/welcome`: somebody who was invited chooses a password; the first one makes the first account.
//!
//! A code never says why it is worth nothing.

use super::{
    begin, chosen, kept, read,
    session::{Standing, begin_session, local, may_try},
};
use crate::{
    console::own_page,
    limits::rates::Attempt,
    problem::{Body as ProblemBody, Code, Problem},
    service::Service,
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Payload},
};
use postwacht_store::{
    Act,
    accounts::{Account, AccountName, Role},
    invitations::Invited,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// A code.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Look {
    /// What stands behind `#` in the link.
    code: String,
}

/// For whom a code is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Invitation {
    /// Whether it makes the first account, which chooses its own name.
    first: bool,
    /// The name of the account that it is for.
    name: Option<String>,
}

/// An invitation that is taken up.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Acceptance {
    /// What stands behind `#` in the link.
    code: String,
    /// The name of the first account; others have one.
    name: Option<String>,
    /// The password, at least 12 characters.
    password: String,
}

/// Tell for whom an invitation is.
#[utoipa::path(post, path = "/api/v1/admin/welcome/look", tag = "console", request_body = Look,
    responses(
        (status = 200, description = "For whom it is.", body = Invitation),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn look(
    request: HttpRequest,
    service: Data<Service>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    own_page::demand(request.headers(), service.console().origin())?;
    let shown: Look = read(&request, &service, payload).await?;
    let (_, invited) = invited(&service, &request, &shown.code).await?;
    Ok(HttpResponse::Ok().json(match invited {
        Invited::First => Invitation {
            first: true,
            name: None,
        },
        Invited::Account(account) => Invitation {
            first: false,
            name: Some(account.name.as_str().to_owned()),
        },
    }))
}

/// Take up an invitation.
///
/// The password is chosen, the code is used up, and whoever did it is signed in.
#[utoipa::path(post, path = "/api/v1/admin/welcome", tag = "console", request_body = Acceptance,
    responses(
        (status = 200, description = "Signed in.", body = Standing),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn accept(
    request: HttpRequest,
    service: Data<Service>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    own_page::demand(request.headers(), service.console().origin())?;
    let shown: Acceptance = read(&request, &service, payload).await?;
    let (_, before) = invited(&service, &request, &shown.code).await?;
    let name = match &before {
        Invited::First => chosen::name("name", shown.name.as_deref().unwrap_or_default())?,
        Invited::Account(account) => account.name.clone(),
    };
    let password = chosen::password("password", &shown.password, name.as_str())?;
    // Outside the act: nobody waits for the database while a password is hashed.
    let hashed = service.console().hash(password).await?;
    let (mut act, invited) = invited(&service, &request, &shown.code).await?;
    let account = match invited {
        Invited::First => first(&service, &mut act, name).await?,
        Invited::Account(account) => account,
    };
    kept(act.use_up(&shown.code).await)?;
    kept(act.set_password(account.id, Some(&hashed)).await)?;
    begin_session(&service, act, &account, "password-chosen").await
}

/// Whoever a code invites, and an act in which that stays so.
async fn invited(service: &Service, request: &HttpRequest, code: &str) -> Result<(Act, Invited), Problem> {
    local(service)?;
    let origin = may_try(service, request, Attempt::Invitation)?;
    let mut act = begin(service).await?;
    let Some(invited) = kept(act.invited(code, (service.chance().now)()).await)? else {
        service.rates().failed(Attempt::Invitation, origin);
        return Err(Problem::new(Code::InvitationRefused));
    };
    Ok((act, invited))
}

/// Makes the first account. One person sets a small office up, and may hand roles out afterwards.
async fn first(service: &Service, act: &mut Act, name: AccountName) -> Result<Account, Problem> {
    let (id, now) = ((service.chance().id)(), (service.chance().now)());
    let roles = BTreeSet::from([Role::Admin, Role::It, Role::PrivacyOfficer]);
    kept(act.add_account(id, &name, &roles, now).await)?;
    Ok(Account {
        id,
        name,
        roles,
        has_password: true,
        provided: false,
        created: now,
        disabled: None,
    })
}
