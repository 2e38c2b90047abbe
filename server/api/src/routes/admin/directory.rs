//! `/api/v1/admin/directory`: clients, partners and colleagues.

pub(crate) mod clients;
pub(crate) mod colleagues;
pub(crate) mod imports;

use super::kept;
use crate::{
    console::rights::{May, SeeDirectory},
    problem::{Body as ProblemBody, Code, Fault, Problem},
    routes::{readable, reading, refuse},
    service::Service,
};
use actix_web::{
    HttpResponse,
    web::{self, Data, Query, ServiceConfig},
};
use postwacht_directory::{
    report,
    search::{Sort, Summary},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Rows of a page when nothing is said, and at most.
const USUAL: usize = 50;
const MOST: usize = 200;

/// Who is looked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    /// Beginnings of words that must all be there. Case and accents do not count; where nobody is found, one slip a word
    /// does not either.
    #[serde(default)]
    q: String,
    /// `clients`, `partners` or `colleagues`; all of them when nothing is said.
    sort: Option<String>,
    /// Rows to leave out at the beginning.
    #[serde(default)]
    from: usize,
    /// Rows of the page; 50 when nothing is said, at most 200.
    count: Option<usize>,
}

/// Somebody in the directory.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DirectoryEntry {
    /// `client`, `partner` or `colleague`.
    sort: &'static str,
    /// The number of a client, the address of a colleague.
    id: String,
    /// The name.
    name: String,
    /// Household or holding of a client, groups of a colleague.
    groups: Vec<String>,
    /// The first few addresses.
    addresses: Vec<String>,
    /// How many addresses there are.
    address_count: usize,
}

/// A page of the directory.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DirectoryPage {
    /// How many fit.
    total: usize,
    /// Those of this page, by name.
    entries: Vec<DirectoryEntry>,
}

/// Puts the handlers at their paths.
pub(crate) fn configure(config: &mut ServiceConfig) {
    let several = |path: &str, allow: &'static str| web::resource(path).default_service(web::to(move || refuse(allow)));
    config
        .service(readable("/admin/directory").route(web::to(find).guard(reading())))
        .service(several("/admin/directory/clients", "POST").route(web::post().to(clients::add)))
        .service(
            several("/admin/directory/clients/{id}", "GET, HEAD, PUT, DELETE")
                .route(web::to(clients::show).guard(reading()))
                .route(web::put().to(clients::change))
                .route(web::delete().to(clients::remove)),
        )
        .service(several("/admin/directory/colleagues", "POST").route(web::post().to(colleagues::add)))
        .service(
            several("/admin/directory/colleagues/{id}", "GET, HEAD, PUT, DELETE")
                .route(web::to(colleagues::show).guard(reading()))
                .route(web::put().to(colleagues::change))
                .route(web::delete().to(colleagues::remove)),
        )
        .service(
            several("/admin/directory/import", "GET, HEAD, POST, DELETE")
                .route(web::to(imports::show).guard(reading()))
                .route(web::post().to(imports::begin_with))
                .route(web::delete().to(imports::stop)),
        )
        .service(several("/admin/directory/import/columns", "PUT").route(web::put().to(imports::set_columns)))
        .service(several("/admin/directory/import/yes", "POST").route(web::post().to(imports::take_in)))
        .service(several("/admin/directory/import/undo", "POST").route(web::post().to(imports::undo)));
}

/// Find clients, partners and colleagues.
#[utoipa::path(get, path = "/api/v1/admin/directory", tag = "console", params(Wanted),
    security(("console" = ["admin", "auditor"])),
    responses(
        (status = 200, description = "A page of them, by name.", body = DirectoryPage),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn find(
    _: May<SeeDirectory>,
    service: Data<Service>,
    wanted: Query<Wanted>,
) -> Result<HttpResponse, Problem> {
    let sorts: &[Sort] = match wanted.sort.as_deref() {
        None => &[Sort::Client, Sort::Partner, Sort::Colleague],
        Some("clients") => &[Sort::Client],
        Some("partners") => &[Sort::Partner],
        Some("colleagues") => &[Sort::Colleague],
        Some(_) => {
            return Err(Fault::new(Code::InvalidField, "sort", "expected clients, partners or colleagues").into());
        }
    };
    let index = kept(service.console().shelf().index(&service.records().store).await)?;
    let count = wanted.count.unwrap_or(USUAL).min(MOST);
    let found = index.find(&wanted.q, sorts, wanted.from, count);
    Ok(HttpResponse::Ok().json(DirectoryPage {
        total: found.total,
        entries: found.page.into_iter().map(entry).collect(),
    }))
}

fn entry(summary: &Summary) -> DirectoryEntry {
    DirectoryEntry {
        sort: match summary.sort {
            Sort::Client => "client",
            Sort::Partner => "partner",
            Sort::Colleague => "colleague",
        },
        id: summary.id.clone(),
        name: summary.name.clone(),
        groups: summary.groups.clone(),
        addresses: summary.addresses.clone(),
        address_count: summary.address_count,
    }
}

/// Why a form does not hold: the column, and the code of what is wrong, as with a row of a file.
fn refused(problems: Vec<report::Problem>) -> Problem {
    let faults = problems.into_iter().map(|problem| {
        let column = problem.column.unwrap_or_else(|| "form".to_owned());
        Fault::new(Code::InvalidField, column, problem.code.name())
    });
    let faults: Vec<Fault> = faults.collect();
    if faults.is_empty() {
        return Fault::new(Code::InvalidField, "form", "nothing of it can be kept").into();
    }
    Problem::of_faults(faults)
}

/// The values of a field, without those that say nothing.
fn said(values: &[String]) -> Vec<String> {
    let said = values.iter().map(|value| value.trim().to_owned());
    said.filter(|value| !value.is_empty()).collect()
}
