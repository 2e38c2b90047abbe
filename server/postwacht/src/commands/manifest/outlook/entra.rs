//! The office's application in Entra ID, as a manifest names it: with it, Outlook gives the add-in a token of whoever is
//! signed in.

use url::Url;
use uuid::Uuid;

/// The longest resource that the schema takes, in bytes.
const LONGEST: usize = 250;

/// An application in Entra ID.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entra {
    pub(super) application: Uuid,
    pub(super) resource: String,
}

/// Why an application cannot be in a manifest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BadEntra {
    #[error(
        "the application is no id, such as 00000000-0000-0000-0000-000000000000; Entra ID shows it as the client id"
    )]
    NoId,
    #[error("the resource must begin with api://{0}/ and go on: else Outlook gives no token (its error 13004)")]
    Foreign(String),
    #[error("the resource may have letters, digits and ./_:- alone, and at most {LONGEST} of them")]
    Unwritable,
    #[error("the address of the service is not known: set it too, for the resource belongs to it")]
    NoAddress,
}

impl Entra {
    /// An application of an office whose service is reached there. Without a resource it has the one that Microsoft's
    /// registration proposes.
    pub(crate) fn new(application: &str, resource: Option<&str>, base_url: Option<&str>) -> Result<Self, BadEntra> {
        let application = Uuid::try_parse(application.trim()).map_err(|_| BadEntra::NoId)?;
        let url = base_url.and_then(|base| Url::parse(base).ok());
        let authority = url.ok_or(BadEntra::NoAddress)?.authority().to_owned();
        let own = format!("api://{authority}/{application}");
        let resource = resource.map_or(own, |resource| resource.trim().to_owned());
        match wrong(&resource, &authority) {
            Some(fault) => Err(fault),
            None => Ok(Self { application, resource }),
        }
    }
}

/// What is wrong with a resource of an office at this host, and port if it has one.
pub(super) fn wrong(resource: &str, authority: &str) -> Option<BadEntra> {
    let rest = resource.strip_prefix("api://");
    let path = rest.and_then(|rest| rest.strip_prefix(authority)?.strip_prefix('/'));
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"./_:-".contains(&byte);
    if path.is_none_or(str::is_empty) {
        Some(BadEntra::Foreign(authority.to_owned()))
    } else if resource.len() > LONGEST || !resource.bytes().all(plain) {
        Some(BadEntra::Unwritable)
    } else {
        None
    }
}
