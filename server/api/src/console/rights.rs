//! What each role may do. A handler names the right that it needs in the type of its argument, so that none can forget
//! to ask.

use super::{cookies::Cookie, own_page};
use crate::{
    problem::{Code, Problem},
    routes::devices::not_kept,
    service::Service,
};
use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Data};
use jiff::{SignedDuration, Timestamp};
use postwacht_store::{accounts::Role, sessions::Session};
use std::{future::Future, marker::PhantomData, pin::Pin};

/// For dangerous acts the password must have been shown within this time.
pub(crate) const PROOF: SignedDuration = SignedDuration::from_mins(10);

/// A right.
pub(crate) trait Right: 'static {
    /// Whoever has one of these roles has it.
    const ROLES: &'static [Role];
    /// Whether the password must have been shown a moment ago.
    const PROVED: bool;
}

/// Makes rights from a list of: meaning, name, roles, whether it needs proof.
macro_rules! rights {
    ($($(#[doc = $why:literal])+ $right:ident: [$($role:ident),+] $(, $proved:ident)?;)+) => {
        $(
            $(#[doc = $why])+
            #[derive(Debug)]
            pub(crate) struct $right;

            impl Right for $right {
                const ROLES: &'static [Role] = &[$(Role::$role),+];
                const PROVED: bool = rights!(@ $($proved)?);
            }
        )+
    };
    (@ proved) => { true };
    (@) => { false };
}

rights! {
    /// To be signed in, and to look after one's own account.
    BeSignedIn: [Admin, It, PrivacyOfficer, Auditor];
    /// To look at exceptions, and at whom nobody may mail.
    SeeSettings: [Admin, Auditor];
    /// To change them.
    ChangeSettings: [Admin];
    /// To see whether the warnings help.
    SeeFigures: [Admin, PrivacyOfficer, Auditor];
    /// To look through the record.
    SeeRecord: [PrivacyOfficer, Auditor];
    /// To see who is guarded, and by which devices.
    SeeDevices: [Admin, It, Auditor];
    /// To let devices in, and out.
    Deploy: [It];
    /// To look at the policy, and to try one.
    SeePolicy: [Admin, Auditor];
    /// To work on the next policy, which nothing follows yet.
    DraftPolicy: [Admin];
    /// To make a policy the one that holds.
    PublishPolicy: [Admin], proved;
    /// To look at clients and colleagues.
    SeeDirectory: [Admin, Auditor];
    /// To change one of them, and to prepare an import.
    ChangeDirectory: [Admin];
    /// To take in a whole list, and to undo that.
    ImportDirectory: [Admin], proved;
    /// To look at the accounts.
    SeeAccounts: [Admin, Auditor];
    /// To let others in, and out.
    ManageAccounts: [Admin], proved;
}

/// Somebody who has a right.
#[derive(Debug)]
pub(crate) struct May<R> {
    /// The session in which it is used.
    pub(crate) session: Session,
    right: PhantomData<R>,
}

impl<R: Right> FromRequest for May<R> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let service = request
                .app_data::<Data<Service>>()
                .ok_or_else(|| Problem::new(Code::Internal))?;
            if !request.method().is_safe() {
                own_page::demand(request.headers(), service.console().origin())?;
            }
            let session = signed_in(service, &request).await?;
            let session = session.ok_or_else(|| Problem::new(Code::SignedOut))?;
            permit::<R>(&session, (service.chance().now)())?;
            Ok(Self {
                session,
                right: PhantomData,
            })
        })
    }
}

/// Whoever is signed in in this browser.
pub(crate) async fn signed_in(service: &Service, request: &HttpRequest) -> Result<Option<Session>, Problem> {
    let Some(token) = Cookie::Session.read(request.headers(), service.console().is_secure()) else {
        return Ok(None);
    };
    let session = service.records().store.session(token, (service.chance().now)()).await;
    session.map_err(|fault| not_kept(&fault))
}

fn permit<R: Right>(session: &Session, now: Timestamp) -> Result<(), Problem> {
    if !R::ROLES.iter().any(|role| session.account.roles.contains(role)) {
        return Err(Problem::new(Code::Forbidden));
    }
    if R::PROVED && now.duration_since(session.proved) > PROOF {
        return Err(Problem::new(Code::ProofNeeded));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use postwacht_store::accounts::{Account, AccountName};
    use uuid::Uuid;

    fn session(role: Role, proved: Timestamp) -> Session {
        Session {
            id: Uuid::from_u128(1),
            account: Account {
                id: Uuid::from_u128(2),
                name: AccountName::parse("floor").unwrap(),
                roles: [role].into(),
                has_password: true,
                provided: false,
                created: proved,
                disabled: None,
            },
            begun: proved,
            seen: proved,
            proved,
        }
    }

    #[test]
    fn a_dangerous_act_needs_a_password_that_was_shown_a_moment_ago() {
        let then = Timestamp::from_second(1_780_000_000).unwrap();
        let admin = session(Role::Admin, then);
        let after = |seconds| then.checked_add(SignedDuration::from_secs(seconds)).unwrap();
        assert_eq!(permit::<ManageAccounts>(&admin, after(600)), Ok(()));
        let code = |outcome: Result<(), Problem>| outcome.map_err(|problem| problem.code());
        assert_eq!(
            code(permit::<ManageAccounts>(&admin, after(601))),
            Err(Code::ProofNeeded)
        );
        assert_eq!(
            permit::<SeeAccounts>(&admin, after(601)),
            Ok(()),
            "looking is not dangerous"
        );
        let it = session(Role::It, then);
        assert_eq!(
            code(permit::<ManageAccounts>(&it, after(601))),
            Err(Code::Forbidden),
            "who may not is not asked for a password"
        );
    }
}
