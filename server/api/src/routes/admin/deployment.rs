//! `/api/v1/admin/deployment`: at which address mail clients reach the service, what they are given, and whether that
//! address and its certificate hold.

use crate::{
    console::rights::{Deploy, May, SeeDevices},
    problem::{Body as ProblemBody, Code, Problem},
    service::Service,
    tls::life,
};
use actix_web::{HttpResponse, web::Data};
use reqwest::{Client, redirect, tls::TlsInfo};
use rustls::pki_types::CertificateDer;
use serde::Serialize;
use std::time::Duration;
use utoipa::ToSchema;

/// How long the address may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// A certificate that ends within so many days should be renewed now.
const SOON: i32 = 21;

/// What IT gives to mail clients, in the order in which a person needs it.
const GIVEN: [(&str, &[&str]); 2] = [
    (
        "outlook",
        &[
            "outlook/manifest.xml",
            "outlook/manifest.json",
            "outlook/onprem/manifest.xml",
            "outlook/block/manifest.xml",
            "outlook/pilot/manifest.xml",
        ],
    ),
    (
        "thunderbird",
        &[
            "thunderbird/postwacht.xpi",
            "thunderbird/policies.json",
            "thunderbird/updates.json",
            "thunderbird/thunderbird.reg",
            "thunderbird/org.mozilla.thunderbird.plist",
        ],
    ),
];

/// How the service is given to mail clients.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Deployment {
    /// Where mail clients reach it; none: `base_url` is not set, and add-ins cannot be given.
    address: Option<String>,
    /// What can be fetched, by mail client.
    files: Vec<Given>,
}

/// A file for a mail client.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Given {
    /// `outlook` or `thunderbird`.
    client: &'static str,
    /// Its name.
    name: String,
    /// Where it lies.
    href: String,
}

/// What came of asking the service at its own address.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Tried {
    /// `answers`, `no_address`, `plain_http`, `unreachable`, `certificate_refused`, `too_slow` or `something_else`.
    outcome: &'static str,
    /// When the certificate ends that was shown there.
    #[schema(format = DateTime)]
    certificate_ends: Option<String>,
    /// How many days that is from now; below zero when it has ended.
    days_left: Option<i32>,
    /// Whether it should be renewed now.
    renew: bool,
}

/// Tell where the service is, and what there is for mail clients.
#[utoipa::path(get, path = "/api/v1/admin/deployment", tag = "console",
    security(("console" = ["admin", "it", "auditor"])),
    responses(
        (status = 200, description = "The address and the files.", body = Deployment),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn read(_: May<SeeDevices>, service: Data<Service>) -> Result<HttpResponse, Problem> {
    Ok(HttpResponse::Ok().json(Deployment {
        address: service.console().origin().map(str::to_owned),
        files: service.addins().map_or_else(Vec::new, |addins| {
            let all = GIVEN
                .into_iter()
                .flat_map(|(client, paths)| paths.iter().map(move |path| (client, *path)));
            all.filter(|(_, path)| addins.file(path).is_some())
                .map(|(client, path)| Given {
                    client,
                    name: path.split_once('/').map_or(path, |(_, name)| name).to_owned(),
                    href: format!("/addin/{path}"),
                })
                .collect()
        }),
    }))
}

/// Ask the service at its own address, as a mail client would.
///
/// Looks at what stands before it as well: the name, the way, the certificate.
#[utoipa::path(post, path = "/api/v1/admin/deployment/trial", tag = "console",
    security(("console" = ["it"])),
    responses(
        (status = 200, description = "What came of it.", body = Tried),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn try_address(_: May<Deploy>, service: Data<Service>) -> Result<HttpResponse, Problem> {
    let now = (service.chance().now)();
    let (outcome, certificate) = match service.console().origin() {
        None => ("no_address", None),
        Some(address) => asked(&format!("{address}/health/live")).await?,
    };
    let ends = certificate.and_then(|der| Some(life(&CertificateDer::from(der))?.1));
    let days = ends.map(|ends| ends.duration_since(now).as_secs().div_euclid(86_400));
    let days_left = days.map(|days| i32::try_from(days).unwrap_or(i32::MAX));
    Ok(HttpResponse::Ok().json(Tried {
        outcome,
        certificate_ends: ends.map(|ends| ends.to_string()),
        days_left,
        renew: days_left.is_some_and(|days| days <= SOON),
    }))
}

/// Asks, and looks at the certificate that was shown, also at one that is not trusted here.
async fn asked(url: &str) -> Result<(&'static str, Option<Vec<u8>>), Problem> {
    let (outcome, certificate) = asked_by(&client(false)?, url).await;
    if outcome != "unreachable" || url.starts_with("http:") {
        let plain = outcome == "answers" && url.starts_with("http:");
        return Ok((if plain { "plain_http" } else { outcome }, certificate));
    }
    // Whoever answers when the certificate does not matter was refused for it.
    let (again, certificate) = asked_by(&client(true)?, url).await;
    let refused = matches!(again, "answers" | "something_else");
    Ok((if refused { "certificate_refused" } else { again }, certificate))
}

async fn asked_by(client: &Client, url: &str) -> (&'static str, Option<Vec<u8>>) {
    match client.get(url).send().await {
        Ok(answer) => {
            let shown = answer.extensions().get::<TlsInfo>();
            let certificate = shown.and_then(TlsInfo::peer_certificate).map(<[u8]>::to_vec);
            let is_ours = answer.status().is_success();
            (if is_ours { "answers" } else { "something_else" }, certificate)
        }
        Err(fault) if fault.is_timeout() => ("too_slow", None),
        Err(_) => ("unreachable", None),
    }
}

/// A client that goes to the address itself and nowhere else. `whoever`: to look at a certificate, and send nothing.
fn client(whoever: bool) -> Result<Client, Problem> {
    Client::builder()
        .redirect(redirect::Policy::none())
        .timeout(PATIENCE)
        .no_proxy()
        .tls_info(true)
        .tls_danger_accept_invalid_certs(whoever)
        .build()
        .map_err(|_| Problem::new(Code::Internal))
}
