//! An import that somebody follows: the file is read, compared with what is kept, and waits to be said yes to. Of the file
//! nothing is written anywhere until then, and it can be stopped at any moment.

use postwacht_directory::{
    diff::{Decision, Difference, diff},
    report::Report,
    sources::{
        ImportError,
        csv::{self, Heading, Mapping},
        own_domains,
    },
};
use postwacht_engine::records::{ClientRecord, ColleagueRecord, KeptClient};
use postwacht_guard::Guard;
use postwacht_store::{Store, people::Replaced};
use std::{
    collections::HashSet,
    fmt,
    ops::ControlFlow,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};
use uuid::Uuid;

/// How long the reading of a workbook may take.
const WORKBOOK: Duration = Duration::from_mins(1);
/// How a workbook begins, as every zip file does.
const ZIP: &[u8] = b"PK\x03\x04";

/// Whose list a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum List {
    /// The clients.
    Clients,
    /// The colleagues.
    Colleagues,
}

impl List {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Clients => "clients",
            Self::Colleagues => "colleagues",
        }
    }

    /// The kind of file.
    pub(crate) fn file(self) -> csv::File {
        match self {
            Self::Clients => csv::File::Clients,
            Self::Colleagues => csv::File::Colleagues,
        }
    }
}

/// People that wait to be taken in.
#[derive(Debug)]
pub(crate) enum Newcomers {
    /// All clients.
    Clients(Vec<KeptClient>),
    /// All colleagues.
    Colleagues(Vec<ColleagueRecord>),
}

/// What a file would change.
#[derive(Debug)]
pub(crate) struct Preview {
    /// What was read, and what was wrong with it.
    pub(crate) report: Report,
    /// The columns, and what they are read as.
    pub(crate) columns: Vec<Heading>,
    /// What changes. Of colleagues only the counts and the names.
    pub(crate) difference: Difference,
    /// Whether somebody must say that so many may go.
    pub(crate) decision: Decision,
    /// Who waits; nobody when the file gave nothing.
    pub(crate) newcomers: Option<Newcomers>,
}

/// How far it is.
#[derive(Debug)]
pub(crate) enum Stage {
    /// The file is read.
    Reading,
    /// Somebody looks at what it would change.
    Ready(Box<Preview>),
    /// It is written.
    Writing,
    /// It is done.
    Done(Replaced),
    /// Nothing was changed, for this reason.
    Failed(&'static str),
    /// Nothing was changed, for somebody stopped it.
    Stopped,
}

impl Stage {
    pub(crate) fn as_str(&self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::Ready(_) => "ready",
            Self::Writing => "writing",
            Self::Done(_) => "done",
            Self::Failed(_) => "failed",
            Self::Stopped => "stopped",
        }
    }
}

/// An import.
pub(crate) struct Job {
    /// Its id.
    pub(crate) id: Uuid,
    /// Whose list it is.
    pub(crate) list: List,
    /// The file.
    bytes: Arc<Vec<u8>>,
    /// Rows so far, of the stage that runs.
    pub(crate) rows: AtomicU64,
    /// Bytes of the file that were read.
    pub(crate) read: AtomicU64,
    /// Whether it is to stop.
    pub(crate) stop: AtomicBool,
    stage: Mutex<Stage>,
}

impl fmt::Debug for Job {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Job")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl Job {
    /// An import of a file.
    pub(crate) fn new(id: Uuid, list: List, bytes: Vec<u8>) -> Self {
        Self {
            id,
            list,
            bytes: Arc::new(bytes),
            rows: AtomicU64::new(0),
            read: AtomicU64::new(0),
            stop: AtomicBool::new(false),
            stage: Mutex::new(Stage::Reading),
        }
    }

    /// The same file once more.
    pub(crate) fn again(&self, id: Uuid) -> Self {
        Self {
            bytes: Arc::clone(&self.bytes),
            ..Self::new(id, self.list, Vec::new())
        }
    }

    /// Bytes of the file.
    pub(crate) fn size(&self) -> usize {
        self.bytes.len()
    }

    /// Tells it to stop; it does so at the next row.
    pub(crate) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Looks at the stage.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&mut Stage) -> T) -> T {
        look(&mut self.stage.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Goes on to a stage, unless it was stopped.
    pub(crate) fn go_on(&self, stage: Stage) {
        let stopped = self.stop.load(Ordering::Relaxed);
        self.rows.store(0, Ordering::Relaxed);
        self.look(|now| *now = if stopped { Stage::Stopped } else { stage });
    }

    /// Reads the file and compares it with what is kept. Blocks.
    pub(crate) fn prepare(&self, guard: &Guard, store: &Store, mapping: &Mapping, kept: Kept) -> Stage {
        match self.preview(guard, store, mapping, kept) {
            Ok(Some(preview)) => Stage::Ready(Box::new(preview)),
            Ok(None) => Stage::Failed("no-table"),
            Err(ImportError::Stopped) => Stage::Stopped,
            Err(ImportError::Unreadable(_)) => Stage::Failed("unreadable"),
        }
    }

    fn preview(
        &self,
        guard: &Guard,
        store: &Store,
        mapping: &Mapping,
        kept: Kept,
    ) -> Result<Option<Preview>, ImportError> {
        let sheet;
        let mut bytes = self.bytes.as_slice();
        if bytes.starts_with(ZIP) {
            let Some((table, true)) = guard.table("people.xlsx", bytes, Instant::now() + WORKBOOK) else {
                return Ok(None);
            };
            sheet = quoted(&table);
            bytes = sheet.as_bytes();
        }
        let columns = self.list.file().headings(bytes, mapping)?;
        let mut progress = |rows: u64, read: u64| {
            self.rows.store(rows, Ordering::Relaxed);
            self.read.store(read, Ordering::Relaxed);
            if self.stop.load(Ordering::Relaxed) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        let (report, difference, newcomers) = match self.list {
            List::Clients => {
                let own = own_domains(&kept.colleagues);
                let import = csv::read_clients_as(bytes, mapping, &own, &mut progress)?;
                let clients: Vec<KeptClient> = import
                    .records
                    .into_iter()
                    .map(|client| store.keep_client(client))
                    .collect();
                let after: Vec<ClientRecord> = clients.iter().map(|client| client.record().clone()).collect();
                let before: Vec<ClientRecord> = kept.clients.into_iter().map(KeptClient::into_record).collect();
                (import.report, diff(&before, &after), Newcomers::Clients(clients))
            }
            List::Colleagues => {
                let import = csv::read_colleagues_as(bytes, mapping, &mut progress)?;
                let difference = of_colleagues(&kept.colleagues, &import.records);
                (import.report, difference, Newcomers::Colleagues(import.records))
            }
        };
        Ok(Some(Preview {
            columns,
            decision: difference.decide(false),
            newcomers: (!report.is_refused()).then_some(newcomers),
            difference,
            report,
        }))
    }
}

/// The people of before.
#[derive(Debug)]
pub(crate) struct Kept {
    /// All clients.
    pub(crate) clients: Vec<KeptClient>,
    /// All colleagues.
    pub(crate) colleagues: Vec<ColleagueRecord>,
}

/// Rows of a workbook as a file of text has them: a quotation mark in a cell is no quotation.
fn quoted(table: &str) -> String {
    let cell = |cell: &str| {
        if cell.contains('"') {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.to_owned()
        }
    };
    let mut text = String::with_capacity(table.len());
    for line in table.lines() {
        let cells: Vec<String> = line.split('\t').map(cell).collect();
        text.push_str(&cells.join("\t"));
        text.push('\n');
    }
    text
}

/// What changes of the colleagues, by address.
fn of_colleagues(before: &[ColleagueRecord], after: &[ColleagueRecord]) -> Difference {
    use postwacht_directory::diff::{Changed, Named};
    let named = |colleague: &ColleagueRecord| Named {
        number: colleague.address.as_str().to_owned(),
        name: colleague.name.clone(),
    };
    let stay: HashSet<&str> = after.iter().map(|colleague| colleague.address.as_str()).collect();
    let mut difference = Difference {
        before: before.len(),
        after: after.len(),
        removed: before
            .iter()
            .filter(|colleague| !stay.contains(colleague.address.as_str()))
            .map(named)
            .collect(),
        ..Difference::default()
    };
    for colleague in after {
        match before.iter().find(|known| known.address == colleague.address) {
            None => difference.added.push(named(colleague)),
            Some(known) if known == colleague => {}
            Some(_) => difference.changed.push(Changed {
                client: named(colleague),
                fields: Vec::new(),
            }),
        }
    }
    difference
}
