//! `/api/v1/admin/directory/import`: a file is read, shown with what it would change, and taken in when somebody says yes.

use crate::{
    console::{
        event,
        importing::{Job, Kept, List, Newcomers, Preview, Stage},
        rights::{ChangeDirectory, ImportDirectory, May, SeeDirectory},
    },
    limits::body::{self, Metered},
    problem::{Body as ProblemBody, Code, Fault, Problem},
    routes::admin::{begin, keep, kept, read},
    service::Service,
};
use actix_web::{
    HttpRequest, HttpResponse, rt,
    web::{self, Data, Payload, Query},
};
use postwacht_directory::{
    diff::{Decision, Named},
    report::Severity,
    sources::csv::Mapping,
};
use postwacht_engine::words::Language;
use postwacht_store::people::{Changes, Replaced, Watch};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    mem,
    sync::{Arc, atomic::Ordering},
};
use utoipa::{IntoParams, ToSchema};

/// So many of each sort are told by name, and so many bad rows.
const MOST_NAMED: usize = 50;
const MOST_PROBLEMS: usize = 200;

/// Whose list the file is.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct WantedImport {
    /// `clients` or `colleagues`.
    list: String,
}

/// In which language.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct ImportLanguage {
    /// The language of what is said of rows (BCP 47); Dutch when nothing is said.
    lang: Option<String>,
}

/// What titles mean.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WantedColumns {
    /// Titles of the file, each with the name of a column, or an empty text for one that is not to be read.
    columns: BTreeMap<String, String>,
}

/// Yes to what was shown.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ImportYes {
    /// More than a fifth may go.
    #[serde(default)]
    confirm: bool,
}

/// A column of the file.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportColumn {
    /// Its title.
    title: String,
    /// What it is read as; nothing for one that is not read.
    column: Option<&'static str>,
}

/// Something that is wrong with a row.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportProblem {
    /// Its line.
    line: Option<u64>,
    /// `notice`, `value_ignored`, `row_skipped` or `file_refused`.
    severity: &'static str,
    /// What, where and what was done about it.
    text: String,
}

/// Somebody whom the import is about.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportName {
    /// Number or address.
    id: String,
    /// The name.
    name: String,
}

/// What the file would change.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportPreview {
    /// The columns of the file.
    columns: Vec<ImportColumn>,
    /// Names that a column may be given.
    names: Vec<&'static str>,
    /// Rows that were read.
    rows: u64,
    /// Records that stand.
    records: usize,
    /// Rows that were left out.
    skipped: usize,
    /// Values that were left out.
    ignored: usize,
    /// Whether nothing of the file can be used.
    refused: bool,
    /// What is wrong, the gravest first, at most 200.
    problems: Vec<ImportProblem>,
    /// How many there are now.
    before: usize,
    /// How many there would be.
    after: usize,
    /// How many come.
    added: usize,
    /// How many change.
    changed: usize,
    /// How many go.
    removed: usize,
    /// The first who come.
    added_names: Vec<ImportName>,
    /// The first who change.
    changed_names: Vec<ImportName>,
    /// The first who go.
    removed_names: Vec<ImportName>,
    /// Whether more than a fifth would go, which must be confirmed.
    held_back: bool,
}

/// An import that can be undone.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UndoableImport {
    /// When it was.
    #[schema(format = DateTime)]
    imported: String,
    /// By whom.
    by: String,
    /// Rows that it changed.
    changes: i64,
}

/// The import that somebody has begun.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportState {
    /// `none`, `reading`, `ready`, `writing`, `done`, `failed` or `stopped`.
    stage: &'static str,
    /// Whose list it is.
    list: Option<&'static str>,
    /// Rows so far, of the stage that runs.
    rows: u64,
    /// Bytes of the file that were read.
    read: u64,
    /// Bytes of the file.
    size: usize,
    /// Why nothing was changed: `no-table`, `unreadable` or `not-kept`.
    why: Option<&'static str>,
    /// What it would change, while it waits for a yes.
    preview: Option<ImportPreview>,
    /// How many rows it changed, once it is done.
    changes: Option<usize>,
    /// The import before it that can be undone.
    undo: Option<UndoableImport>,
}

/// Begin an import: the body is the file, CSV or a workbook (`.xlsx`). Nothing is changed yet.
#[utoipa::path(post, path = "/api/v1/admin/directory/import", tag = "console", params(WantedImport),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The file."),
    security(("console" = ["admin"])),
    responses(
        (status = 202, description = "It is read."),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn begin_with(
    _: May<ChangeDirectory>,
    request: HttpRequest,
    service: Data<Service>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let fault = || Problem::from(Fault::new(Code::InvalidField, "list", "expected clients or colleagues"));
    let wanted = Query::<WantedImport>::from_query(request.query_string()).map_err(|_| fault())?;
    let list = match wanted.list.as_str() {
        "clients" => List::Clients,
        "colleagues" => List::Colleagues,
        _ => return Err(fault()),
    };
    let limits = &service.settings().limits;
    let announced = body::announced_length(request.headers(), limits)?;
    let place = service.admission().admit(announced)?;
    let bytes = Metered::new(payload, limits).read(announced).await?;
    drop(place);
    start(&service, Arc::new(Job::new((service.chance().id)(), list, bytes))).await?;
    Ok(HttpResponse::Accepted().finish())
}

/// Reads the file of a job in the background.
async fn start(service: &Data<Service>, job: Arc<Job>) -> Result<(), Problem> {
    let store = service.records().store.clone();
    let mapping: Mapping = kept(store.remembered_columns(job.list.as_str()).await)?;
    let before = Kept {
        clients: match job.list {
            List::Clients => kept(store.clients().await)?,
            List::Colleagues => Vec::new(),
        },
        colleagues: kept(store.colleagues().await)?,
    };
    service.console().shelf().set_job(Some(Arc::clone(&job)));
    let guard = service.guard().clone();
    rt::spawn(async move {
        let running = Arc::clone(&job);
        let stage = web::block(move || running.prepare(&guard, &store, &mapping, before)).await;
        job.go_on(stage.unwrap_or(Stage::Failed("unreadable")));
    });
    Ok(())
}

/// Show how far the import is, and what it would change.
#[utoipa::path(get, path = "/api/v1/admin/directory/import", tag = "console", params(ImportLanguage),
    security(("console" = ["admin", "auditor"])),
    responses(
        (status = 200, description = "How far it is.", body = ImportState),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn show(
    _: May<SeeDirectory>,
    service: Data<Service>,
    language: Query<ImportLanguage>,
) -> Result<HttpResponse, Problem> {
    let language = language
        .lang
        .as_deref()
        .and_then(Language::from_tag)
        .unwrap_or_default();
    let undo = kept(service.records().store.last_import().await)?.map(|last| UndoableImport {
        imported: last.imported.to_string(),
        by: last.by,
        changes: last.changes,
    });
    let mut state = ImportState {
        stage: "none",
        list: None,
        rows: 0,
        read: 0,
        size: 0,
        why: None,
        preview: None,
        changes: None,
        undo,
    };
    if let Some(job) = service.console().shelf().job() {
        state.list = Some(job.list.as_str());
        state.rows = job.rows.load(Ordering::Relaxed);
        state.read = job.read.load(Ordering::Relaxed);
        state.size = job.size();
        job.look(|stage| {
            state.stage = stage.as_str();
            match stage {
                Stage::Ready(ready) => state.preview = Some(preview(job.list, ready, language)),
                Stage::Done(replaced) => state.changes = Some(all_of(*replaced)),
                Stage::Failed(why) => state.why = Some(why),
                Stage::Reading | Stage::Writing | Stage::Stopped => {}
            }
        });
    }
    Ok(HttpResponse::Ok().json(state))
}

fn preview(list: List, ready: &Preview, language: Language) -> ImportPreview {
    let report = &ready.report;
    let mut problems: Vec<_> = report.problems.iter().collect();
    problems.sort_by_key(|problem| std::cmp::Reverse(problem.severity));
    let names = |all: &mut dyn Iterator<Item = &Named>| {
        all.take(MOST_NAMED)
            .map(|named| ImportName {
                id: named.number.clone(),
                name: named.name.clone(),
            })
            .collect()
    };
    let difference = &ready.difference;
    ImportPreview {
        columns: ready
            .columns
            .iter()
            .map(|heading| ImportColumn {
                title: heading.title.clone(),
                column: heading.column,
            })
            .collect(),
        names: list.file().columns().into_iter().map(|titles| titles.name).collect(),
        rows: report.rows,
        records: report.records,
        skipped: report.count(Severity::RowSkipped),
        ignored: report.count(Severity::ValueIgnored),
        refused: report.is_refused(),
        problems: problems
            .into_iter()
            .take(MOST_PROBLEMS)
            .map(|problem| ImportProblem {
                line: problem.line,
                severity: problem.severity.name(),
                text: problem.spoken(language),
            })
            .collect(),
        before: difference.before,
        after: difference.after,
        added: difference.added.len(),
        changed: difference.changed.len(),
        removed: difference.removed.len(),
        added_names: names(&mut difference.added.iter()),
        changed_names: names(&mut difference.changed.iter().map(|changed| &changed.client)),
        removed_names: names(&mut difference.removed.iter()),
        held_back: ready.decision != Decision::Apply,
    }
}

/// Say which column a title means; it is remembered, and the file is read anew.
#[utoipa::path(put, path = "/api/v1/admin/directory/import/columns", tag = "console", request_body = WantedColumns,
    security(("console" = ["admin"])),
    responses(
        (status = 202, description = "It is read anew."),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn set_columns(
    may: May<ChangeDirectory>,
    request: HttpRequest,
    service: Data<Service>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let wanted: WantedColumns = read(&request, &service, payload).await?;
    let job = service
        .console()
        .shelf()
        .job()
        .ok_or_else(|| Problem::new(Code::NotFound))?;
    let known = job.list.file().columns();
    let is_known = |name: &String| name.is_empty() || known.iter().any(|titles| titles.name == name);
    if !wanted.columns.values().all(is_known) {
        return Err(Fault::new(Code::InvalidField, "columns", "expected names of columns").into());
    }
    let mut act = begin(&service).await?;
    kept(act.remember_columns(job.list.as_str(), &wanted.columns).await)?;
    let about = [("list", job.list.as_str().to_owned())];
    keep(
        &service,
        act,
        event("import-columns-set", may.session.account.id, about),
    )
    .await?;
    let again = job.again((service.chance().id)());
    start(&service, Arc::new(again)).await?;
    Ok(HttpResponse::Accepted().finish())
}

/// Stop the import. What is not done yet will not be.
#[utoipa::path(delete, path = "/api/v1/admin/directory/import", tag = "console",
    security(("console" = ["admin"])),
    responses(
        (status = 204, description = "It stops."),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn stop(_: May<ChangeDirectory>, service: Data<Service>) -> Result<HttpResponse, Problem> {
    let job = service
        .console()
        .shelf()
        .job()
        .ok_or_else(|| Problem::new(Code::NotFound))?;
    job.stop();
    // What waits, or is over, has nothing to stop: it is put away.
    if job.look(|stage| !matches!(stage, Stage::Reading | Stage::Writing)) {
        service.console().shelf().set_job(None);
    }
    Ok(HttpResponse::NoContent().finish())
}

/// Take the people in, as they were shown. It can be undone until something else changes them.
#[utoipa::path(post, path = "/api/v1/admin/directory/import/yes", tag = "console", request_body = ImportYes,
    security(("console" = ["admin"])),
    responses(
        (status = 202, description = "They are written."),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn take_in(
    may: May<ImportDirectory>,
    request: HttpRequest,
    service: Data<Service>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let wanted: ImportYes = read(&request, &service, payload).await?;
    let job = service
        .console()
        .shelf()
        .job()
        .ok_or_else(|| Problem::new(Code::NotFound))?;
    let newcomers = job.look(|stage| {
        let Stage::Ready(ready) = stage else {
            return Err(Problem::new(Code::ChangedMeanwhile));
        };
        if ready.decision != Decision::Apply && !wanted.confirm {
            return Err(Fault::new(Code::InvalidField, "confirm", "more than a fifth would go").into());
        }
        let newcomers = ready.newcomers.take();
        let newcomers = newcomers.ok_or_else(|| Problem::from(Fault::new(Code::InvalidField, "file", "refused")))?;
        *stage = Stage::Writing;
        Ok(newcomers)
    })?;
    job.rows.store(0, Ordering::Relaxed);
    let account = may.session.account;
    let shared = service.clone();
    rt::spawn(async move {
        let stage = match write(&shared, &job, &newcomers, (account.id, account.name.as_str())).await {
            Ok(Some(replaced)) => Stage::Done(replaced),
            Ok(None) => Stage::Stopped,
            Err(_) => Stage::Failed("not-kept"),
        };
        job.look(|now| drop(mem::replace(now, stage)));
    });
    Ok(HttpResponse::Accepted().finish())
}

async fn write(
    service: &Service,
    job: &Job,
    newcomers: &Newcomers,
    (account, name): (uuid::Uuid, &str),
) -> Result<Option<Replaced>, Problem> {
    let mut act = begin(service).await?;
    let watch = Watch {
        rows: &job.rows,
        stop: &job.stop,
    };
    let (clients, colleagues) = match newcomers {
        Newcomers::Clients(clients) => (Some(clients.as_slice()), None),
        Newcomers::Colleagues(colleagues) => (None, Some(colleagues.as_slice())),
    };
    let by = (name, (service.chance().now)());
    let Some(replaced) = kept(act.import_people(clients, colleagues, by, &watch).await)? else {
        return Ok(None);
    };
    let told = |changes: Changes| format!("+{} ~{} -{}", changes.added, changes.changed, changes.removed);
    let about = [
        ("clients", told(replaced.clients)),
        ("colleagues", told(replaced.colleagues)),
    ];
    keep(service, act, event("directory-imported", account, about)).await?;
    Ok(Some(replaced))
}

/// Undo the last import, if nothing else has changed the people since.
#[utoipa::path(post, path = "/api/v1/admin/directory/import/undo", tag = "console",
    security(("console" = ["admin"])),
    responses(
        (status = 204, description = "All is as it was."),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn undo(may: May<ImportDirectory>, service: Data<Service>) -> Result<HttpResponse, Problem> {
    let mut act = begin(&service).await?;
    let undone = kept(act.undo_import().await)?.ok_or_else(|| Problem::new(Code::ChangedMeanwhile))?;
    let about = [("rows", undone.to_string())];
    keep(
        &service,
        act,
        event("directory-import-undone", may.session.account.id, about),
    )
    .await?;
    service.console().shelf().set_job(None);
    Ok(HttpResponse::NoContent().finish())
}

fn all_of(replaced: Replaced) -> usize {
    let of = |changes: Changes| changes.added + changes.changed + changes.removed;
    of(replaced.clients) + of(replaced.colleagues)
}
