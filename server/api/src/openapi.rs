//! The description of the interface (OpenAPI), made from the types and handlers themselves.

use crate::{problem, routes, wire};
use utoipa::{
    Modify, OpenApi,
    openapi::{
        Components,
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Postwacht",
        description = "Guards the Send button: a mail client sends a draft and gets what it deserves.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    paths(
        routes::checks::check,
        routes::outcome::report,
        routes::attachments::hand_in,
        routes::client_settings::read,
        routes::devices::enrol,
        routes::devices::renew,
        routes::health::live,
        routes::health::ready,
        routes::metrics::read,
        routes::openapi::openapi,
        routes::admin::session::read_standing,
        routes::admin::session::sign_in,
        routes::admin::session::sign_out,
        routes::admin::session::prove,
        routes::admin::session::change_password,
        routes::admin::session::list,
        routes::admin::session::end,
        routes::admin::provider::begin,
        routes::admin::provider::answer,
        routes::admin::welcome::look,
        routes::admin::welcome::accept,
        routes::admin::accounts::list,
        routes::admin::accounts::add,
        routes::admin::accounts::change,
        routes::admin::accounts::remove,
        routes::admin::accounts::invite,
        routes::admin::allowlist::list,
        routes::admin::allowlist::add,
        routes::admin::allowlist::change,
        routes::admin::allowlist::remove,
        routes::admin::allowlist::export,
        routes::admin::allowlist::import,
        routes::admin::remarks::list,
        routes::admin::remarks::settle,
        routes::admin::denied::list,
        routes::admin::denied::add,
        routes::admin::denied::change,
        routes::admin::denied::remove,
        routes::admin::figures::read,
        routes::admin::audit::list,
        routes::admin::audit::export,
        routes::admin::audit::prove,
        routes::admin::deployment::read,
        routes::admin::deployment::try_address,
        routes::admin::devices::coverage,
        routes::admin::devices::list,
        routes::admin::devices::revoke,
        routes::admin::devices::revoke_colleague,
        routes::admin::enrolment::list,
        routes::admin::enrolment::make,
        routes::admin::enrolment::end,
        routes::admin::directory::find,
        routes::admin::directory::clients::show,
        routes::admin::directory::clients::add,
        routes::admin::directory::clients::change,
        routes::admin::directory::clients::remove,
        routes::admin::directory::colleagues::show,
        routes::admin::directory::colleagues::add,
        routes::admin::directory::colleagues::change,
        routes::admin::directory::colleagues::remove,
        routes::admin::directory::imports::show,
        routes::admin::directory::imports::begin_with,
        routes::admin::directory::imports::stop,
        routes::admin::directory::imports::set_columns,
        routes::admin::directory::imports::take_in,
        routes::admin::directory::imports::undo,
        routes::admin::policy::read,
        routes::admin::policy::declared::list,
        routes::admin::policy::declared::page,
        routes::admin::policy::draft::save,
        routes::admin::policy::draft::discard,
        routes::admin::policy::versions::list,
        routes::admin::policy::versions::publish,
        routes::admin::policy::trial::attempt,
        routes::admin::policy::replay::read,
    ),
    components(schemas(problem::Body, wire::message::Message, wire::answer::Answer)),
    modifiers(&Tokens),
    tags(
        (name = "checks", description = "Checking drafts, and what becomes of them."),
        (name = "devices", description = "How a mail client makes itself known."),
        (name = "health", description = "For whoever keeps the service running."),
        (name = "console", description = "For the console. A cookie tells who asks; the roles that `security` names may, each by itself. What changes something must come from our own page (`Sec-Fetch-Site` or `Origin`), as JSON."),
        (name = "reference", description = "This document."),
    ),
)]
struct Description;

/// How callers say who they are.
struct Tokens;

impl Modify for Tokens {
    fn modify(&self, description: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        let cookie = ApiKey::Cookie(ApiKeyValue::new("__Host-postwacht-session"));
        let components = description.components.get_or_insert_with(Components::new);
        components.add_security_scheme("token", SecurityScheme::Http(scheme));
        components.add_security_scheme("console", SecurityScheme::ApiKey(cookie));
    }
}

/// The description as JSON, with a line feed at its end.
#[must_use]
pub fn text() -> String {
    // All of it is made of plain texts and lists; there is nothing that could not be written.
    let mut text = Description::openapi().to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}
