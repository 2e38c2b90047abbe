//! `/api/v1/admin/devices` and `/coverage`: which mail clients ask, of whom, and since when not.

use super::{begin, keep, kept, paging::Paging, read};
use crate::{
    console::{
        event,
        rights::{Deploy, May, SeeDevices},
    },
    problem::{Body as ProblemBody, Code, Fault, Problem},
    service::Service,
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path, Payload, Query},
};
use jiff::{SignedDuration, Timestamp};
use postwacht_engine::{address::Address, records::ColleagueRecord};
use postwacht_store::devices::Device;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// A device that did not come for so long is silent.
const SILENT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A device in a list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ListedDevice)]
pub(crate) struct Shown {
    /// Its id.
    id: Uuid,
    /// The mailbox to which it is bound.
    mailbox: String,
    /// The mail client, as it calls itself.
    client: String,
    /// When it enrolled.
    #[schema(format = DateTime)]
    created: String,
    /// When it last came.
    #[schema(format = DateTime)]
    last_seen: String,
    /// Whether that is more than seven days ago.
    silent: bool,
    /// Since when it may no longer ask.
    #[schema(format = DateTime)]
    revoked: Option<String>,
}

/// A page of devices.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DevicePage)]
pub(crate) struct Page {
    /// How many fit the search.
    total: usize,
    /// Those of this page, newest first.
    devices: Vec<Shown>,
}

/// Who is guarded, and who is not.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Coverage {
    /// Colleagues in the directory.
    colleagues: usize,
    /// Of them, those with a device that came in the last seven days.
    guarded: usize,
    /// The others, by name; at most 500.
    missing: Vec<Missing>,
    /// Mail clients that ask, as they call themselves, with how many there are.
    clients: BTreeMap<String, usize>,
}

/// A colleague who is not guarded.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = UnguardedColleague)]
pub(crate) struct Missing {
    /// The name in the directory.
    name: String,
    /// The office address.
    address: String,
    /// When a device of theirs last came; none ever did when this is left out.
    #[schema(format = DateTime)]
    last_seen: Option<String>,
}

/// Colleagues that are listed.
const MOST_MISSING: usize = 500;

/// Find devices.
#[utoipa::path(get, path = "/api/v1/admin/devices", tag = "console", params(Paging),
    security(("console" = ["admin", "it", "auditor"])),
    responses(
        (status = 200, description = "A page of them, newest first.", body = Page),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn list(
    _: May<SeeDevices>,
    service: Data<Service>,
    paging: Query<Paging>,
) -> Result<HttpResponse, Problem> {
    let now = (service.chance().now)();
    let all = kept(service.records().store.devices().await)?;
    let mut found: Vec<Shown> = all
        .iter()
        .map(|device| shown(device, now))
        .filter(|device| paging.fits([&device.mailbox, &device.client]))
        .collect();
    let total = found.len();
    Ok(HttpResponse::Ok().json(Page {
        total,
        devices: paging.page(&mut found).collect(),
    }))
}

/// Revoke a device.
///
/// From now on it can ask nothing any more; its owner enrols it anew.
#[utoipa::path(delete, path = "/api/v1/admin/devices/{id}", tag = "console",
    params(("id" = Uuid, Path, description = "The device.")),
    security(("console" = ["it"])),
    responses(
        (status = 204, description = "Revoked."),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn revoke(
    may: May<Deploy>,
    service: Data<Service>,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    let nowhere = || Problem::new(Code::NotFound);
    let id = Uuid::parse_str(&id).map_err(|_| nowhere())?;
    let mut act = begin(&service).await?;
    if !kept(act.revoke_device(id, (service.chance().now)()).await)? {
        return Err(nowhere());
    }
    let about = [("device", id.to_string())];
    keep(&service, act, event("device-revoked", may.session.account.id, about)).await?;
    service.live().revoke(&[id]);
    Ok(HttpResponse::NoContent().finish())
}

/// Whose devices are revoked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WhoseDevices {
    /// The office address of a colleague, or a mailbox.
    colleague: String,
}

/// How many devices were revoked.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RevokedDevices {
    /// How many; none when there were none.
    revoked: usize,
}

/// Revoke all devices of a colleague.
#[utoipa::path(post, path = "/api/v1/admin/devices/revoked", tag = "console", request_body = WhoseDevices,
    security(("console" = ["it"])),
    responses(
        (status = 200, description = "Revoked.", body = RevokedDevices),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn revoke_colleague(
    may: May<Deploy>,
    request: HttpRequest,
    service: Data<Service>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let wanted: WhoseDevices = read(&request, &service, payload).await?;
    let colleague =
        Address::parse(&wanted.colleague).map_err(|_| Fault::new(Code::InvalidField, "colleague", "not an address"))?;
    let mut act = begin(&service).await?;
    let revoked = kept(act.revoke_colleague(&colleague, (service.chance().now)()).await)?;
    let about = [("count", revoked.len().to_string())];
    keep(&service, act, event("devices-revoked", may.session.account.id, about)).await?;
    service.live().revoke(&revoked);
    Ok(HttpResponse::Ok().json(RevokedDevices { revoked: revoked.len() }))
}

/// Tell who is guarded.
#[utoipa::path(get, path = "/api/v1/admin/coverage", tag = "console",
    security(("console" = ["admin", "it", "auditor"])),
    responses(
        (status = 200, description = "Who is, and who is not.", body = Coverage),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn coverage(_: May<SeeDevices>, service: Data<Service>) -> Result<HttpResponse, Problem> {
    let devices = kept(service.records().store.devices().await)?;
    let mut colleagues = kept(service.records().store.colleagues().await)?;
    let today = (service.chance().today)();
    colleagues.retain(|colleague| colleague.active_until.is_none_or(|until| until >= today));
    colleagues.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(HttpResponse::Ok().json(covered(&colleagues, &devices, (service.chance().now)())))
}

fn shown(device: &Device, now: Timestamp) -> Shown {
    Shown {
        id: device.id,
        mailbox: device.mailbox.as_str().to_owned(),
        client: device.client.clone(),
        created: device.created.to_string(),
        last_seen: device.last_seen.to_string(),
        silent: is_silent(device.last_seen, now),
        revoked: device.revoked.map(|time| time.to_string()),
    }
}

fn is_silent(last_seen: Timestamp, now: Timestamp) -> bool {
    now.duration_since(last_seen) > SILENT
}

fn covered(colleagues: &[ColleagueRecord], devices: &[Device], now: Timestamp) -> Coverage {
    let mut last: BTreeMap<&Address, Timestamp> = BTreeMap::new();
    let mut clients: BTreeMap<String, usize> = BTreeMap::new();
    for device in devices.iter().filter(|device| device.revoked.is_none()) {
        let whose = device.colleague.as_ref().unwrap_or(&device.mailbox);
        let seen = last.entry(whose).or_insert(device.last_seen);
        *seen = device.last_seen.max(*seen);
        if !is_silent(device.last_seen, now) {
            *clients.entry(device.client.clone()).or_default() += 1;
        }
    }
    let silent = |address| last.get(address).is_none_or(|seen| is_silent(*seen, now));
    let mut missing: Vec<Missing> = colleagues
        .iter()
        .filter(|colleague| silent(&colleague.address))
        .map(|colleague| Missing {
            name: colleague.name.clone(),
            address: colleague.address.as_str().to_owned(),
            last_seen: last.get(&colleague.address).map(ToString::to_string),
        })
        .collect();
    let guarded = colleagues.len() - missing.len();
    missing.truncate(MOST_MISSING);
    Coverage {
        colleagues: colleagues.len(),
        guarded,
        missing,
        clients,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(days: i64) -> Timestamp {
        Timestamp::from_second(1_780_000_000 + days * 86_400).unwrap()
    }

    fn device(mailbox: &str, seen: i64, revoked: bool) -> Device {
        let mailbox = Address::parse(mailbox).unwrap();
        Device {
            id: Uuid::from_u128(1),
            colleague: Some(mailbox.clone()),
            mailbox,
            client: "Thunderbird 153".to_owned(),
            created: at(0),
            last_seen: at(seen),
            revoked: revoked.then(|| at(20)),
        }
    }

    #[test]
    fn who_has_no_device_that_comes_is_not_guarded() {
        let people = ["anna", "bram", "cees", "daan"].map(|name| {
            let address = Address::parse(&format!("{name}@kantoor.example")).unwrap();
            ColleagueRecord {
                name: name.to_owned(),
                address,
                private: Vec::new(),
                groups: Vec::new(),
                mailboxes: Vec::new(),
                active_until: None,
            }
        });
        let devices = [
            device("anna@kantoor.example", 24, false),
            device("anna@kantoor.example", 2, false),
            device("bram@kantoor.example", 22, false),
            device("cees@kantoor.example", 29, true),
        ];
        let covered = covered(&people, &devices, at(30));
        let missing: Vec<(&str, bool)> = covered
            .missing
            .iter()
            .map(|missing| (missing.name.as_str(), missing.last_seen.is_some()))
            .collect();
        assert_eq!((covered.colleagues, covered.guarded), (4, 1));
        assert_eq!(
            missing,
            [("bram", true), ("cees", false), ("daan", false)],
            "silent for eight days; revoked; never any"
        );
        assert_eq!(covered.clients, BTreeMap::from([("Thunderbird 153".to_owned(), 1)]));
    }
}
