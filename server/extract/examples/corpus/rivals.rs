//! Other readers of documents, where they are installed: they tell what there was to find.
//!
//! - `pdftotext` of Debian's `poppler-utils`, for PDF;
//! - Apache Tika by the Python package `iscc-tika`, for everything; `TIKA_PYTHON` names the Python that has it;
//! - `LibreOffice`, for texts and sheets, when `OFFICE=1` says so: it takes seconds a file.

use super::words::{self, Words};
use std::{
    fs,
    io::{self, BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::{Duration, Instant},
};

/// Time a rival gets for one file.
const LONGEST: Duration = Duration::from_secs(30);
/// Answers paths on its input with a length and that many bytes of text.
const TIKA: &str = r#"
import sys, iscc_tika
tika = iscc_tika.Extractor().set_extract_string_max_length(50_000_000)
out = sys.stdout.buffer
out.write(b"ready\n"); out.flush()
for line in sys.stdin.buffer:
    try:
        text = tika.extract_file_to_string(line.rstrip(b"\n").decode())[0].encode("utf-8", "replace")
        out.write(b"%d\n" % len(text) + text)
    except BaseException:
        out.write(b"-1\n")
    out.flush()
"#;

/// What a rival made of a file.
#[derive(Debug)]
pub(crate) struct Told {
    /// Its words; none when it did not read the file.
    pub(crate) words: Option<Words>,
    pub(crate) time: Duration,
}

/// Another reader.
#[derive(Debug)]
pub(crate) enum Rival {
    PdfToText,
    Tika(Option<Tika>),
    Office(PathBuf),
}

/// The rivals that are installed.
pub(crate) fn installed() -> Vec<Rival> {
    let mut rivals = Vec::new();
    if runs("pdftotext", "-v") {
        rivals.push(Rival::PdfToText);
    }
    if let Some(tika) = Tika::start() {
        rivals.push(Rival::Tika(Some(tika)));
    }
    if std::env::var_os("OFFICE").is_some() && runs("soffice", "--version") {
        rivals.push(Rival::Office(
            std::env::temp_dir().join(format!("postwacht-corpus-{}", std::process::id())),
        ));
    }
    rivals
}

fn runs(program: &str, argument: &str) -> bool {
    let mut command = Command::new(program);
    command.arg(argument).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

impl Rival {
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::PdfToText => "pdftotext",
            Self::Tika(_) => "Tika",
            Self::Office(_) => "LibreOffice",
        }
    }

    /// Reads a file, if it is one of those that it can read.
    pub(crate) fn read(&mut self, path: &Path) -> Option<Told> {
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        let begun = Instant::now();
        let words = match self {
            Self::PdfToText if extension == "pdf" => pdf_to_text(path),
            Self::Tika(tika) => {
                let text = tika.as_mut().map(|tika| tika.read(path));
                if !matches!(text, Some(Ok(_))) {
                    *tika = Tika::start();
                }
                text.and_then(io::Result::ok).flatten()
            }
            Self::Office(folder) => office(path, kept_as(&extension)?, folder),
            Self::PdfToText => return None,
        };
        let words = words.map(|text| words::of(&String::from_utf8_lossy(&text)));
        Some(Told {
            words,
            time: begun.elapsed(),
        })
    }
}

impl Drop for Rival {
    fn drop(&mut self) {
        if let Self::Office(folder) = self {
            let _ = fs::remove_dir_all(folder);
        }
    }
}

fn pdf_to_text(path: &Path) -> Option<Vec<u8>> {
    let mut command = Command::new("pdftotext");
    command.args(["-q", "-enc", "UTF-8"]).arg(path).arg("-");
    output(&mut command)
}

/// What `LibreOffice` can write a document as, by how its name ends.
fn kept_as(extension: &str) -> Option<&'static str> {
    match extension {
        "doc" | "docx" | "docm" | "dotx" | "odt" | "rtf" => Some("txt:Text (encoded):UTF8"),
        "xls" | "xlsx" | "xlsm" | "xlsb" | "ods" => {
            Some("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1")
        }
        _ => None,
    }
}

fn office(path: &Path, kind: &str, folder: &Path) -> Option<Vec<u8>> {
    let out = folder.join("out");
    fs::create_dir_all(&out).ok()?;
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let mut command = Command::new("soffice");
    command.args([&profile, "--headless", "--convert-to", kind, "--outdir"]);
    command.arg(&out).arg(path);
    let done = output(&mut command).is_some();
    let mut text = Vec::new();
    for entry in fs::read_dir(&out).ok()?.filter_map(Result::ok) {
        text.extend(fs::read(entry.path()).unwrap_or_default());
        text.push(b'\n');
    }
    fs::remove_dir_all(&out).ok()?;
    (done && !text.is_empty()).then_some(text)
}

/// What a program writes, unless it fails or takes too long.
fn output(command: &mut Command) -> Option<Vec<u8>> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut child = command.spawn().ok()?;
    let mut from = child.stdout.take()?;
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = from.read_to_end(&mut bytes);
        sender.send(read.map(|_| bytes))
    });
    let bytes = receiver.recv_timeout(LONGEST);
    if matches!(bytes, Err(RecvTimeoutError::Timeout)) {
        let _ = child.kill();
    }
    let status = child.wait().ok()?;
    status.success().then(|| bytes.ok()?.ok()).flatten()
}

/// A running Tika.
#[derive(Debug)]
pub(crate) struct Tika {
    child: Child,
    paths: ChildStdin,
    texts: Receiver<Option<Vec<u8>>>,
}

impl Tika {
    fn start() -> Option<Self> {
        let python = std::env::var_os("TIKA_PYTHON").unwrap_or_else(|| "python3".into());
        let mut command = Command::new(python);
        command
            .args(["-c", TIKA])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command.spawn().ok()?;
        let (paths, mut out) = (child.stdin.take()?, BufReader::new(child.stdout.take()?));
        let (sender, texts) = channel();
        thread::spawn(move || -> Option<()> {
            line(&mut out)?;
            sender.send(Some(Vec::new())).ok()?;
            loop {
                let length: i64 = line(&mut out)?.parse().ok()?;
                let text = u64::try_from(length).ok().map(|length| {
                    let mut text = Vec::new();
                    out.by_ref().take(length).read_to_end(&mut text).map(|_| text)
                });
                sender.send(text.transpose().ok()?).ok()?;
            }
        });
        texts.recv_timeout(LONGEST).ok()?;
        Some(Self { child, paths, texts })
    }

    /// The text of a file, if it read it.
    ///
    /// # Errors
    /// When it has to be started again.
    fn read(&mut self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        let path = fs::canonicalize(path)?;
        self.paths.write_all(format!("{}\n", path.display()).as_bytes())?;
        self.texts.recv_timeout(LONGEST).map_err(io::Error::other)
    }
}

impl Drop for Tika {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One line of a stream, without its end.
fn line(from: &mut impl BufRead) -> Option<String> {
    let mut line = String::new();
    let read = from.read_line(&mut line).ok()?;
    (read > 0).then(|| line.trim_end().to_owned())
}
