//! `/api/v1/admin/allowlist`: what the office lets pass.
//!
//! An entry that may not be is refused with the reason; what is silenced by each is in the record.

use super::{begin, keep, kept, paging::Paging, read, read_up_to};
use crate::{
    console::{
        csv, event,
        rights::{ChangeSettings, May, SeeSettings},
        tag,
    },
    problem::{Body as ProblemBody, Code, Fault, Problem},
    service::Service,
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::header::CONTENT_DISPOSITION,
    web::{Data, Path, Payload, Query},
};
use jiff::{ToSpan as _, civil::Date};
use postwacht_directory::sources::{csv::read_allowlist, unwatched};
use postwacht_engine::{
    Check,
    address::Address,
    allowlist::{Audience, Checks, Entry, Pattern},
    words::Language,
};
use postwacht_store::{Act, allowlist::KeptEntry};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How the ids of entries begin that were added at the console.
const BY_HAND: &str = "console-";
/// The longest reason, in characters.
const LONGEST_REASON: usize = 500;
/// The reason of an entry that follows from what colleagues called not right.
pub(super) const ABOUT: &str = "not right";
/// "Lately", in days.
const LATELY: i64 = 30;
/// The largest file that is taken in, in bytes of JSON.
const LARGEST_FILE: usize = 4 << 20;
/// Problems of a file that are told.
const MOST_PROBLEMS: usize = 200;
/// The first line of a file.
const TITLES: [&str; 6] = ["address_or_domain", "checks", "for", "until", "reason", "by"];

/// An entry as somebody wants it.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WantedEntry {
    /// One address, a domain, or `*.x` for its sub-domains.
    pub(super) pattern: String,
    /// Ids of checks; empty for all that an entry may cover.
    pub(super) checks: Vec<String>,
    /// `everyone`, `group:NAME`, or the address of a sender.
    pub(super) audience: String,
    /// Last day on which it holds, such as 2026-12-31.
    pub(super) until: Option<String>,
    /// Why.
    pub(super) reason: String,
}

/// An entry of the allowlist.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = AllowlistEntry)]
pub(crate) struct Shown {
    /// What the record calls it.
    id: String,
    /// Whom mail may go to.
    pattern: String,
    /// Ids of checks; empty for all that an entry may cover.
    checks: Vec<String>,
    /// `everyone`, `group:NAME`, or the address of a sender.
    audience: String,
    /// Last day on which it holds.
    until: Option<String>,
    /// Whether that day is over.
    ended: bool,
    /// Why.
    reason: String,
    /// By whose word.
    by: String,
    /// When it was added, or last changed.
    #[schema(format = DateTime)]
    added: String,
}

/// An entry with the tag that a change of it must show in `If-Match`.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TaggedEntry)]
pub(crate) struct Tagged {
    #[serde(flatten)]
    entry: Shown,
    /// Changes with the entry.
    tag: String,
    /// How many findings it silenced in the last thirty days.
    silenced: u64,
}

/// A file to be taken in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WantedFile {
    /// The CSV, as `postwacht allowlist import` reads it.
    csv: String,
    /// The language of what is wrong with it: `nl` or `en`.
    lang: String,
    /// Whether it is only looked at.
    look: bool,
}

/// What a file holds.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FileReport {
    /// Whether its entries are in force now.
    taken: bool,
    /// Entries that may be.
    entries: usize,
    /// Of the entries that came from a file before, those that are not in this one, and so go.
    gone: usize,
    /// What is wrong, row by row; such rows are left out. At most 200.
    problems: Vec<String>,
}

/// A page of the allowlist.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AllowlistPage)]
pub(crate) struct Page {
    /// How many fit the search.
    total: usize,
    /// Those of this page, newest first.
    entries: Vec<Tagged>,
}

/// Find entries.
#[utoipa::path(get, path = "/api/v1/admin/allowlist", tag = "console", params(Paging),
    security(("console" = ["admin", "auditor"])),
    responses(
        (status = 200, description = "A page of them, newest first.", body = Page),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn list(
    _: May<SeeSettings>,
    service: Data<Service>,
    paging: Query<Paging>,
) -> Result<HttpResponse, Problem> {
    let today = (service.chance().today)();
    let store = &service.records().store;
    let all = kept(store.allowlist().await)?;
    let silenced = kept(store.silenced(today.checked_sub(LATELY.days()).unwrap_or(today)).await)?;
    let mut found: Vec<Shown> = all
        .iter()
        .rev()
        .map(|kept| shown(kept, today))
        .filter(|entry| paging.fits([&entry.pattern, &entry.reason, &entry.by, &entry.audience]))
        .collect();
    let total = found.len();
    let entries = paging.page(&mut found).map(|entry| Tagged {
        silenced: silenced.get(&entry.id).copied().unwrap_or_default(),
        ..tagged(entry)
    });
    Ok(HttpResponse::Ok().json(Page {
        total,
        entries: entries.collect(),
    }))
}

/// Export the allowlist.
///
/// As CSV, in the form in which it can be taken in again.
#[utoipa::path(get, path = "/api/v1/admin/allowlist/export", tag = "console",
    security(("console" = ["admin", "auditor"])),
    responses(
        (status = 200, description = "All entries.", body = String, content_type = "text/csv"),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn export(_: May<SeeSettings>, service: Data<Service>) -> Result<HttpResponse, Problem> {
    let today = (service.chance().today)();
    let all = kept(service.records().store.allowlist().await)?;
    let lines = all.iter().map(|kept| {
        let entry = shown(kept, today);
        let checks = if entry.checks.is_empty() {
            "*".to_owned()
        } else {
            entry.checks.join("|")
        };
        let until = entry.until.unwrap_or_default();
        csv::line([
            &*entry.pattern,
            &checks,
            &entry.audience,
            &until,
            &entry.reason,
            &entry.by,
        ])
    });
    let table: String = [csv::line(TITLES)].into_iter().chain(lines).collect();
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((CONTENT_DISPOSITION, "attachment; filename=\"postwacht-allowlist.csv\""))
        .body(table))
}

/// Take in a file.
///
/// Its entries take the place of those that came from a file before; those that were added by hand stay. Rows that
/// cannot be are left out and told.
#[utoipa::path(post, path = "/api/v1/admin/allowlist/import", tag = "console", request_body = WantedFile,
    security(("console" = ["admin"])),
    responses(
        (status = 200, description = "What it holds.", body = FileReport),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn import(
    may: May<ChangeSettings>,
    request: HttpRequest,
    service: Data<Service>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let wanted: WantedFile = read_up_to(LARGEST_FILE, &request, &service, payload).await?;
    let language = Language::from_tag(&wanted.lang).unwrap_or(service.settings().language);
    let ids: Vec<&str> = Check::ALL.iter().map(|check| check.id()).collect();
    let import = read_allowlist(wanted.csv.as_bytes(), &ids, &mut unwatched)
        .map_err(|_| Fault::new(Code::InvalidField, "csv", "it cannot be read"))?;
    let (entries, report) = (import.records, import.report);
    let before = kept(service.records().store.allowlist().await)?;
    let goes = |id: &str| id.starts_with("file-") && entries.iter().all(|entry| entry.id != id);
    let taken = !wanted.look && !report.is_refused();
    if taken {
        let mut act = begin(&service).await?;
        kept(act.replace_allowlist(&entries, (service.chance().now)()).await)?;
        let about = [("entries", entries.len().to_string())];
        keep(
            &service,
            act,
            event("allowlist-imported", may.session.account.id, about),
        )
        .await?;
    }
    let problems = report.problems.iter().take(MOST_PROBLEMS);
    Ok(HttpResponse::Ok().json(FileReport {
        taken,
        entries: entries.len(),
        gone: before.iter().filter(|kept| goes(&kept.entry.id)).count(),
        problems: problems.map(|problem| problem.spoken(language)).collect(),
    }))
}

/// Add an entry.
#[utoipa::path(post, path = "/api/v1/admin/allowlist", tag = "console", request_body = WantedEntry,
    security(("console" = ["admin"])),
    responses(
        (status = 201, description = "It holds.", body = Tagged),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn add(
    may: May<ChangeSettings>,
    request: HttpRequest,
    service: Data<Service>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let wanted: WantedEntry = read(&request, &service, payload).await?;
    let id = format!("{BY_HAND}{}", (service.chance().id)().simple());
    let entry = entry(&wanted, id, may.session.account.name.as_str())?;
    let act = begin(&service).await?;
    let tagged = put(&service, act, entry, &may, "allowlist-added").await?;
    Ok(HttpResponse::Created().json(tagged))
}

/// Change an entry.
#[utoipa::path(put, path = "/api/v1/admin/allowlist/{id}", tag = "console", request_body = WantedEntry,
    params(
        ("id" = String, Path, description = "The entry."),
        ("If-Match" = String, Header, description = "The tag of the entry as it was seen."),
    ),
    security(("console" = ["admin"])),
    responses(
        (status = 200, description = "Changed.", body = Tagged),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn change(
    may: May<ChangeSettings>,
    request: HttpRequest,
    service: Data<Service>,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let wanted: WantedEntry = read(&request, &service, payload).await?;
    let entry = entry(&wanted, id.to_string(), may.session.account.name.as_str())?;
    let act = seen(&service, &request, &id).await?;
    let tagged = put(&service, act, entry, &may, "allowlist-changed").await?;
    Ok(HttpResponse::Ok().json(tagged))
}

/// Take an entry away.
#[utoipa::path(delete, path = "/api/v1/admin/allowlist/{id}", tag = "console",
    params(
        ("id" = String, Path, description = "The entry."),
        ("If-Match" = String, Header, description = "The tag of the entry as it was seen."),
    ),
    security(("console" = ["admin"])),
    responses(
        (status = 204, description = "It is gone."),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn remove(
    may: May<ChangeSettings>,
    request: HttpRequest,
    service: Data<Service>,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    let mut act = seen(&service, &request, &id).await?;
    kept(act.disallow(&id).await)?;
    let about = [("entry", id.into_inner())];
    keep(&service, act, event("allowlist-removed", may.session.account.id, about)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// An act in which the entry is as the sender has seen it.
async fn seen(service: &Service, request: &HttpRequest, id: &str) -> Result<Act, Problem> {
    let mut act = begin(service).await?;
    let entry = kept(act.allowed(id).await)?.ok_or_else(|| Problem::new(Code::NotFound))?;
    tag::demand(request, &shown(&entry, (service.chance().today)()))?;
    Ok(act)
}

async fn put(
    service: &Service,
    mut act: Act,
    entry: Entry,
    may: &May<ChangeSettings>,
    word: &'static str,
) -> Result<Tagged, Problem> {
    kept(act.allow(&entry, (service.chance().now)()).await)?;
    // As it is read back, so that the tag is that of whoever looks at it next.
    let there = kept(act.allowed(&entry.id).await)?.ok_or_else(|| Problem::new(Code::Internal))?;
    let about = [("entry", entry.id)];
    keep(service, act, event(word, may.session.account.id, about)).await?;
    Ok(tagged(shown(&there, (service.chance().today)())))
}

/// An entry with its tag, of which nothing was counted.
fn tagged(entry: Shown) -> Tagged {
    Tagged {
        tag: tag::of(&entry),
        entry,
        silenced: 0,
    }
}

/// The entry that is wanted, or the fields that do not hold.
fn entry(wanted: &WantedEntry, id: String, by: &str) -> Result<Entry, Problem> {
    let wrong = |path: &str, reason: &str| Fault::new(Code::InvalidField, path, reason);
    let mut faults = Vec::new();
    let pattern = Pattern::parse(&wanted.pattern)
        .map_err(|_| faults.push(wrong("pattern", "neither an address nor a domain")))
        .ok();
    let audience = audience(&wanted.audience)
        .ok_or(())
        .map_err(|()| faults.push(wrong("audience", "expected everyone, group:NAME or an address")))
        .ok();
    let until = until(wanted.until.as_deref())
        .map_err(|()| faults.push(wrong("until", "expected a day such as 2026-12-31")))
        .ok();
    for (at, id) in wanted.checks.iter().enumerate() {
        if Check::ALL.iter().all(|check| check.id() != id) {
            faults.push(wrong(&format!("checks[{at}]"), "no check has this id"));
        }
    }
    let reason = wanted.reason.trim();
    if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
        faults.push(wrong("reason", "expected 1 to 500 characters"));
    }
    let (Some(pattern), Some(audience), Some(until), true) = (pattern, audience, until, faults.is_empty()) else {
        return Err(faults.into());
    };
    let entry = Entry {
        id,
        pattern,
        checks: if wanted.checks.is_empty() {
            Checks::All
        } else {
            Checks::Named(wanted.checks.clone())
        },
        audience,
        until,
        reason: reason.to_owned(),
        by: by.to_owned(),
    };
    let refused = entry
        .validate()
        .map_err(|refusal| Fault::new(Code::EntryRefused, "checks", refusal.code()));
    refused.map(|()| entry).map_err(Problem::from)
}

fn audience(text: &str) -> Option<Audience> {
    match text.trim() {
        "everyone" => Some(Audience::Everyone),
        other => match other.strip_prefix("group:").map(str::trim) {
            Some("") => None,
            Some(group) => Some(Audience::Group(group.to_owned())),
            None => Address::parse(other).ok().map(Audience::Sender),
        },
    }
}

fn until(text: Option<&str>) -> Result<Option<Date>, ()> {
    match text.map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => text.parse().map(Some).map_err(|_| ()),
    }
}

fn shown(kept: &KeptEntry, today: Date) -> Shown {
    let entry = &kept.entry;
    Shown {
        id: entry.id.clone(),
        pattern: entry.pattern.as_str().to_owned(),
        checks: match &entry.checks {
            Checks::All => Vec::new(),
            Checks::Named(ids) => ids.clone(),
        },
        audience: match &entry.audience {
            Audience::Everyone => "everyone".to_owned(),
            Audience::Group(group) => format!("group:{group}"),
            Audience::Sender(sender) => sender.as_str().to_owned(),
        },
        until: entry.until.map(|day| day.to_string()),
        ended: entry.until.is_some_and(|until| until < today),
        reason: entry.reason.clone(),
        by: entry.by.clone(),
        added: kept.added.to_string(),
    }
}
