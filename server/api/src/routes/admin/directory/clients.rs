//! `/api/v1/admin/directory/clients`: one client or partner, who may see their data, and why.

use super::{refused, said};
use crate::{
    console::{
        event,
        rights::{ChangeDirectory, May, SeeDirectory},
        tag,
    },
    problem::{Body as ProblemBody, Code, Fault, Problem},
    routes::admin::{begin, keep, kept, read},
    service::Service,
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path, Payload},
};
use jiff::civil::Date;
use postwacht_directory::sources::{
    form::{self, ClientForm},
    own_domains,
};
use postwacht_engine::{
    people::{ClientId, People},
    records::{ClientKind, ClientRecord, EntitledTo, KeptClient},
};
use postwacht_store::Act;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// So many who may see somebody's data are told by name.
const MOST_NAMED: usize = 100;

/// A person at a client.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DirectoryContact {
    /// Name; empty when unknown.
    #[serde(default)]
    name: String,
    /// Address.
    address: String,
}

/// A client as it is to be. BSN and IBAN are kept as keyed hashes and never shown: what is not given stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WantedClient {
    /// The office's number; it never changes.
    number: String,
    /// The name.
    name: String,
    /// `person`, `organisation` or `partner`.
    kind: String,
    /// Household or holding.
    #[serde(default)]
    group: String,
    /// People with their addresses.
    #[serde(default)]
    contacts: Vec<DirectoryContact>,
    /// Whole mail domains.
    #[serde(default)]
    domains: Vec<String>,
    /// Other names.
    #[serde(default)]
    aliases: Vec<String>,
    /// Trade register numbers.
    #[serde(default)]
    kvk: Vec<String>,
    /// Birth date.
    #[serde(default)]
    birth_date: String,
    /// Numbers of clients whose data they may receive, or a star alone.
    #[serde(default)]
    entitled_to: Vec<String>,
    /// Last day as a client.
    #[serde(default)]
    active_until: String,
    /// Citizen service numbers in the place of those that are kept.
    bsn: Option<Vec<String>>,
    /// Bank accounts in the place of those that are kept.
    iban: Option<Vec<String>>,
}

/// A client as it is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ClientCard {
    /// The office's number.
    number: String,
    /// The name.
    name: String,
    /// `person`, `organisation` or `partner`.
    kind: &'static str,
    /// Household or holding.
    group: String,
    /// People with their addresses.
    contacts: Vec<DirectoryContact>,
    /// Whole mail domains.
    domains: Vec<String>,
    /// Other names.
    aliases: Vec<String>,
    /// Trade register numbers.
    kvk: Vec<String>,
    /// Birth date.
    birth_date: String,
    /// Numbers of clients whose data they may receive, or a star alone.
    entitled_to: Vec<String>,
    /// Last day as a client.
    active_until: String,
    /// How many citizen service numbers are kept.
    bsn_count: usize,
    /// How many bank accounts are kept.
    iban_count: usize,
}

/// Somebody who may see a client's data.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Seer {
    /// The office's number.
    number: String,
    /// The name.
    name: String,
    /// Why: `own`, `group`, `everybody` (a partner who receives everybody's) or `entitled`.
    because: &'static str,
}

/// A client, with the tag that a change of it must show in `If-Match`.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TaggedClient {
    #[serde(flatten)]
    client: ClientCard,
    /// Who may see this client's data: their contacts, and addresses in their domains.
    seen_by: Vec<Seer>,
    /// Whose data this client may see, at most a hundred of them.
    sees: Vec<Seer>,
    /// Of how many that is.
    sees_count: usize,
    /// Changes with the client.
    tag: String,
}

/// Show a client, who may see their data, and why.
#[utoipa::path(get, path = "/api/v1/admin/directory/clients/{id}", tag = "console",
    params(("id" = String, Path, description = "The office's number.")),
    security(("console" = ["admin", "auditor"])),
    responses(
        (status = 200, description = "The client.", body = TaggedClient),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn show(
    _: May<SeeDirectory>,
    service: Data<Service>,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    let client = there(&mut begin(&service).await?, &id).await?;
    let card = card(client.record());
    let snapshot = service.live().now();
    let today = (service.chance().today)();
    let mut tagged = TaggedClient {
        tag: tag::of(&card),
        client: card,
        seen_by: Vec::new(),
        sees: Vec::new(),
        sees_count: 0,
    };
    // Somebody who was added a moment ago is not in memory yet.
    if let Some(this) = snapshot.people.with_number(&id) {
        look_around(&snapshot.people, this, today, &mut tagged);
    }
    Ok(HttpResponse::Ok().json(tagged))
}

fn look_around(people: &People, this: ClientId, today: Date, tagged: &mut TaggedClient) {
    for other in people.clients() {
        if people.entitled(other, this, today) && tagged.seen_by.len() < MOST_NAMED {
            tagged.seen_by.push(seer(people, other, other, this));
        }
        if other != this && people.entitled(this, other, today) {
            tagged.sees_count += 1;
            if tagged.sees.len() < MOST_NAMED {
                tagged.sees.push(seer(people, other, this, other));
            }
        }
    }
}

fn seer(people: &People, told: ClientId, holder: ClientId, subject: ClientId) -> Seer {
    Seer {
        number: people.number(told).to_owned(),
        name: people.name(told).to_owned(),
        because: if holder == subject {
            "own"
        } else if people.related(holder, subject) {
            "group"
        } else if people.receives_everything(holder) {
            "everybody"
        } else {
            "entitled"
        },
    }
}

/// Add a client.
#[utoipa::path(post, path = "/api/v1/admin/directory/clients", tag = "console", request_body = WantedClient,
    security(("console" = ["admin"])),
    responses(
        (status = 201, description = "Added."),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn add(
    may: May<ChangeDirectory>,
    request: HttpRequest,
    service: Data<Service>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let wanted: WantedClient = read(&request, &service, payload).await?;
    let mut act = begin(&service).await?;
    if kept(act.client(wanted.number.trim()).await)?.is_some() {
        return Err(Fault::new(
            Code::InvalidField,
            "client_number",
            "there is a client with this number",
        )
        .into());
    }
    put(&service, &mut act, &wanted, None).await?;
    keep(&service, act, event("client-added", may.session.account.id, [])).await?;
    Ok(HttpResponse::Created().finish())
}

/// Change a client.
#[utoipa::path(put, path = "/api/v1/admin/directory/clients/{id}", tag = "console", request_body = WantedClient,
    params(
        ("id" = String, Path, description = "The office's number."),
        ("If-Match" = String, Header, description = "The tag of the client as it was seen."),
    ),
    security(("console" = ["admin"])),
    responses(
        (status = 204, description = "Changed."),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn change(
    may: May<ChangeDirectory>,
    request: HttpRequest,
    service: Data<Service>,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let wanted: WantedClient = read(&request, &service, payload).await?;
    if wanted.number.trim() != id.as_str() {
        return Err(Fault::new(Code::InvalidField, "client_number", "a number never changes").into());
    }
    let mut act = begin(&service).await?;
    let before = there(&mut act, &id).await?;
    tag::demand(&request, &card(before.record()))?;
    put(&service, &mut act, &wanted, Some(before)).await?;
    keep(&service, act, event("client-changed", may.session.account.id, [])).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Remove a client.
#[utoipa::path(delete, path = "/api/v1/admin/directory/clients/{id}", tag = "console",
    params(
        ("id" = String, Path, description = "The office's number."),
        ("If-Match" = String, Header, description = "The tag of the client as it was seen."),
    ),
    security(("console" = ["admin"])),
    responses(
        (status = 204, description = "Removed."),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn remove(
    may: May<ChangeDirectory>,
    request: HttpRequest,
    service: Data<Service>,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    let mut act = begin(&service).await?;
    let before = there(&mut act, &id).await?;
    tag::demand(&request, &card(before.record()))?;
    kept(act.remove_client(&id).await)?;
    keep(&service, act, event("client-removed", may.session.account.id, [])).await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn there(act: &mut Act, number: &str) -> Result<KeptClient, Problem> {
    kept(act.client(number).await)?.ok_or_else(|| Problem::new(Code::NotFound))
}

/// Puts a client in its place; the numbers that are not given stay as they were.
async fn put(
    service: &Service,
    act: &mut Act,
    wanted: &WantedClient,
    before: Option<KeptClient>,
) -> Result<(), Problem> {
    let colleagues = kept(service.records().store.colleagues().await)?;
    let record = form::client(&form(wanted), &own_domains(&colleagues)).map_err(refused)?;
    if let EntitledTo::Clients(numbers) = &record.entitled_to {
        for number in numbers {
            if kept(act.client(number).await)?.is_none() {
                return Err(Fault::new(Code::InvalidField, "entitled_to", "unknown-entitlement").into());
            }
        }
    }
    let mut client = service.records().store.keep_client(record).into_record();
    if let Some(before) = before {
        let before = before.into_record();
        if wanted.bsn.is_none() {
            client.bsn = before.bsn;
        }
        if wanted.iban.is_none() {
            client.iban = before.iban;
        }
    }
    let client = KeptClient::kept(client).ok_or_else(|| Problem::new(Code::Internal))?;
    kept(act.put_client(&client).await)
}

fn form(wanted: &WantedClient) -> ClientForm {
    let one = |value: &str| vec![value.trim().to_owned()];
    let none = Vec::new();
    ClientForm {
        cells: vec![
            ("client_number", one(&wanted.number)),
            ("client_name", one(&wanted.name)),
            ("kind", one(&wanted.kind)),
            ("group", one(&wanted.group)),
            ("domain", said(&wanted.domains)),
            ("bsn", said(wanted.bsn.as_ref().unwrap_or(&none))),
            ("iban", said(wanted.iban.as_ref().unwrap_or(&none))),
            ("kvk", said(&wanted.kvk)),
            ("birth_date", one(&wanted.birth_date)),
            ("aliases", said(&wanted.aliases)),
            ("active_until", one(&wanted.active_until)),
        ],
        contacts: wanted
            .contacts
            .iter()
            .filter(|contact| !contact.address.trim().is_empty())
            .map(|contact| (contact.name.clone(), contact.address.clone()))
            .collect(),
        entitled_to: said(&wanted.entitled_to),
    }
}

fn card(client: &ClientRecord) -> ClientCard {
    let date = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
    ClientCard {
        number: client.number.clone(),
        name: client.name.clone(),
        kind: match client.kind {
            ClientKind::Person => "person",
            ClientKind::Organisation => "organisation",
            ClientKind::Partner => "partner",
        },
        group: client.group.clone().unwrap_or_default(),
        contacts: client
            .contacts
            .iter()
            .map(|contact| DirectoryContact {
                name: contact.name.clone(),
                address: contact.address.as_str().to_owned(),
            })
            .collect(),
        domains: client.domains.clone(),
        aliases: client.aliases.clone(),
        kvk: client.kvk.clone(),
        birth_date: date(client.birth_date),
        entitled_to: match &client.entitled_to {
            EntitledTo::Nobody => Vec::new(),
            EntitledTo::Everybody => vec!["*".to_owned()],
            EntitledTo::Clients(numbers) => numbers.clone(),
        },
        active_until: date(client.active_until),
        bsn_count: client.bsn.len(),
        iban_count: client.iban.len(),
    }
}
