//! How well, how fast and how safely a folder of documents is read, beside the other readers that are installed.
//!
//! `make corpus CORPUS=folder`. Prints names of files and figures, never a word of a text. The program is its own
//! worker, so files are read here as they are in the service. Ctrl-C ends it early, with the figures so far.

mod report;
mod rivals;
mod words;

use self::{report::Row, rivals::Rival};
use postwacht_extract::{File, WorkerLimits, Workers, worker};
use std::{
    error::Error,
    fs,
    io::{Write, stderr, stdout},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

/// Time for one file here, longer than in the service: what hangs must show as such.
const LONGEST: Duration = Duration::from_secs(20);

fn main() -> ExitCode {
    let argument = std::env::args_os().nth(1).unwrap_or_default();
    if argument == "worker" {
        return worker::run();
    }
    match run(Path::new(&argument)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(stderr(), "corpus: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(folder: &Path) -> Result<(), Box<dyn Error>> {
    if !folder.is_dir() {
        return Err("give a folder of documents: make corpus CORPUS=folder".into());
    }
    let stopped = Arc::new(AtomicBool::new(false));
    signal_hook::flag::register(signal_hook::consts::SIGINT, Arc::clone(&stopped))?;
    let mut files = Vec::new();
    gather(folder, &mut files);
    files.sort();
    let mut rivals = rivals::installed();
    let pool = Workers::new(
        std::env::current_exe()?,
        vec!["worker".to_owned()],
        1,
        WorkerLimits::default(),
    )?;
    let begun = Instant::now();
    let mut rows = Vec::new();
    for (at, path) in files.iter().enumerate() {
        let name = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().into_owned();
        progress(at, files.len(), begun.elapsed());
        let row = measure(path, name, &pool, &mut rivals);
        // Whoever presses Ctrl-C stops the workers as well: that is no crash of theirs.
        if stopped.load(Ordering::Relaxed) {
            break;
        }
        rows.extend(row);
    }
    let _ = writeln!(stderr());
    let names: Vec<&str> = rivals.iter().map(Rival::name).collect();
    report::print(&rows, files.len(), &names, &mut stdout())?;
    Ok(())
}

/// Every file in a folder and the folders in it.
fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => gather(&entry.path(), files),
            Ok(kind) if kind.is_file() => files.push(entry.path()),
            _ => {}
        }
    }
}

fn progress(at: usize, all: usize, since: Duration) {
    let _ = write!(stderr(), "\r{at} of {all} files, {} s ", since.as_secs());
    let _ = stderr().flush();
}

/// Reads one file with everything there is; `None` when it cannot be opened.
fn measure(path: &Path, name: String, pool: &Workers, rivals: &mut [Rival]) -> Option<Row> {
    let bytes = fs::read(path).ok()?;
    let begun = Instant::now();
    let file = File {
        name: &name,
        bytes: &bytes,
    };
    let found = pool.extract(&[file], begun + LONGEST).pop()?;
    let time = begun.elapsed();
    let theirs = rivals.iter_mut().map(|rival| rival.read(path)).collect();
    Some(Row::new(name, bytes.len(), &found, time, memory(), theirs))
}

/// The most memory that the worker ever had, in bytes; none where the system does not tell, or it just died.
fn memory() -> Option<u64> {
    let own = format!("PPid:\t{}", std::process::id());
    let all = fs::read_dir("/proc").ok()?.filter_map(Result::ok);
    let status = all
        .filter_map(|entry| fs::read_to_string(entry.path().join("status")).ok())
        .filter(|status| status.lines().any(|line| line == own));
    let peaks = status.filter_map(|status| {
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.to_owned();
        line.trim().trim_end_matches(" kB").parse::<u64>().ok()
    });
    peaks.max().map(|kilobytes| kilobytes * 1024)
}
