//! How a device makes itself known, and what it gets.

use serde::{Deserialize, Serialize};
use std::fmt;
use utoipa::ToSchema;
use uuid::Uuid;

/// A device that wants in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Enrolment {
    /// The enrolment key that the administrator handed out.
    pub enrolment_key: String,
    /// The mailbox that it sends from. The device is bound to it.
    pub mailbox: String,
    /// The mail client: its name, or name, version and platform as in a message.
    pub client: EnrolmentClient,
}

/// The mail client that enrols.
#[derive(Deserialize, ToSchema)]
#[serde(untagged)]
pub enum EnrolmentClient {
    /// By its name.
    Name(String),
    /// By all that it knows of itself.
    Full(super::message::Client),
}

/// A device that wants a new access token.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Renewal {
    /// The refresh token that it got last.
    pub refresh_token: String,
}

/// A device that is enrolled.
#[derive(Serialize, ToSchema)]
pub struct Enrolled {
    /// The id of the device.
    pub device: Uuid,
    #[serde(flatten)]
    /// Its tokens.
    pub tokens: Tokens,
}

/// The tokens of a device.
#[derive(Serialize, ToSchema)]
pub struct Tokens {
    /// For the next access token. It can be used once; who uses an old one shows that there is a copy, and then the
    /// device is revoked.
    pub refresh_token: String,
    /// For `Authorization: Bearer`.
    pub access_token: String,
    /// How long the access token holds, in seconds.
    pub expires_in: i64,
}

/// None of these shows what it holds.
macro_rules! secret {
    ($($type:ident),+) => {$(
        impl fmt::Debug for $type {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(concat!(stringify!($type), "(secret)"))
            }
        }
    )+};
}

secret!(Enrolment, EnrolmentClient, Renewal, Enrolled, Tokens);
