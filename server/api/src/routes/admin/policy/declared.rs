//! `/api/v1/admin/policy/checks`: what each check says of itself, from which the form is drawn.

use crate::{
    console::rights::{May, SeePolicy},
    problem::{Body as ProblemBody, Code, Fault, Problem},
};
use actix_web::{
    HttpResponse,
    web::{Path, Query},
};
use postwacht_engine::{Check, Declared, Preset, words::Language};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// In which language.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Spoken {
    /// The language (BCP 47), by its primary subtag; Dutch when nothing is said.
    lang: Option<String>,
}

/// A check with what an office may set.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DeclaredCheck {
    /// Its id.
    id: &'static str,
    /// Its name.
    name: String,
    /// What may be set for it, besides `severity` and `share` that every check has.
    settings: Vec<DeclaredSetting>,
}

/// A setting.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DeclaredSetting {
    /// Its name in a policy.
    name: String,
    /// `level` or `count`.
    kind: &'static str,
    /// What it is when nothing is said: a level (`off`, `info`, `warn`, `confirm`, `block`) or a number.
    default: String,
    /// What it means.
    meaning: String,
}

/// The page that explains a check. It is in Dutch; its examples are executed as tests.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CheckPage {
    /// Its name.
    name: String,
    /// Its parts, in order.
    sections: Vec<CheckSection>,
}

/// A part of a page.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CheckSection {
    /// Its heading; empty for what stands on top.
    title: String,
    /// Plain text.
    paragraphs: Vec<String>,
    /// What its examples show, a line each.
    examples: Vec<String>,
}

/// List the checks with their settings.
#[utoipa::path(get, path = "/api/v1/admin/policy/checks", tag = "console", params(Spoken),
    security(("console" = ["admin", "auditor"])),
    responses(
        (status = 200, description = "Every check.", body = Vec<DeclaredCheck>),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn list(_: May<SeePolicy>, spoken: Query<Spoken>) -> Result<HttpResponse, Problem> {
    let language = match spoken.lang.as_deref() {
        None => Language::default(),
        Some(tag) => Language::from_tag(tag)
            .ok_or_else(|| Problem::from(Fault::new(Code::InvalidField, "lang", "expected nl or en")))?,
    };
    let checks = Check::ALL.iter().map(|check| DeclaredCheck {
        id: check.id(),
        name: check.name(language),
        settings: check.settings(language).into_iter().map(setting).collect(),
    });
    Ok(HttpResponse::Ok().json(checks.collect::<Vec<_>>()))
}

fn setting(declared: Declared) -> DeclaredSetting {
    let (kind, default) = match declared.preset {
        Preset::Level(level) => ("level", level.as_str().to_owned()),
        Preset::Count(count) => ("count", count.to_string()),
    };
    DeclaredSetting {
        name: declared.name,
        kind,
        default,
        meaning: declared.meaning,
    }
}

/// Show the page that explains a check.
#[utoipa::path(get, path = "/api/v1/admin/policy/checks/{id}", tag = "console",
    params(("id" = String, Path, description = "The check.")),
    security(("console" = ["admin", "auditor"])),
    responses(
        (status = 200, description = "The page.", body = CheckPage),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn page(_: May<SeePolicy>, id: Path<String>) -> Result<HttpResponse, Problem> {
    let check = Check::from_id(&id).ok_or_else(|| Problem::new(Code::NotFound))?;
    let sections = check.page().into_iter().map(|section| CheckSection {
        title: section.title,
        paragraphs: section.paragraphs,
        examples: section.examples,
    });
    Ok(HttpResponse::Ok().json(CheckPage {
        name: check.name(Language::Dutch),
        sections: sections.collect(),
    }))
}
