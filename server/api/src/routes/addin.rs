//! `/addin/` and `/.well-known/microsoft-officeaddins-allowed.json`: what mail clients are given.

use super::{client_settings::has_already, readable, reading};
use crate::{
    problem::{Code, Problem},
    service::Service,
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, ContentType, ETag, EntityTag},
    web::{self, Data, Path, ServiceConfig},
};

/// Pages may be shown inside these, and load Office's own script, which Microsoft wants from its own address. Nothing
/// else comes from elsewhere, and nothing goes there.
const PAGES: &str = "default-src 'none'; script-src 'self' https://appsforoffice.microsoft.com https://ajax.aspnetcdn.com; \
    style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; \
    frame-ancestors https://outlook.office.com https://outlook.office365.com https://outlook.cloud.microsoft https://outlook.live.com";

/// Puts what mail clients are given at its paths.
pub(super) fn configure(config: &mut ServiceConfig) {
    config
        .service(readable("/.well-known/microsoft-officeaddins-allowed.json").route(web::to(allowed).guard(reading())))
        .service(readable("/addin/{name:(?:outlook|shared|thunderbird)/.*}").route(web::to(file).guard(reading())));
}

/// A file of the add-in.
async fn file(request: HttpRequest, service: Data<Service>, name: Path<String>) -> Result<HttpResponse, Problem> {
    let file = service.addins().and_then(|addins| addins.file(&name));
    let file = file.ok_or_else(|| Problem::new(Code::NotFound))?;
    let tag = EntityTag::new_strong(file.tag.clone());
    let known = has_already(&request, &tag);
    let mut answer = if known {
        HttpResponse::NotModified()
    } else {
        HttpResponse::Ok()
    };
    // It may be kept, and is asked for each time whether it still holds.
    answer
        .insert_header((CACHE_CONTROL, "no-cache"))
        .insert_header(ETag(tag));
    if file.media_type.starts_with("text/html") {
        answer.insert_header((CONTENT_SECURITY_POLICY, PAGES));
    }
    Ok(if known {
        answer.finish()
    } else {
        answer.content_type(file.media_type).body(file.bytes.clone())
    })
}

/// The scripts that classic Outlook lets ask this service.
async fn allowed(service: Data<Service>) -> Result<HttpResponse, Problem> {
    let list = service.addins().and_then(crate::addin::Addins::allowed);
    let list = list.ok_or_else(|| Problem::new(Code::NotFound))?;
    Ok(HttpResponse::Ok().content_type(ContentType::json()).body(list))
}
