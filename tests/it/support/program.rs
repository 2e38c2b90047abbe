//! Runs the program as a person at a terminal would, and never waits for ever.

use serde_json::Value;
use std::{
    ffi::OsStr,
    io::{Read, Write as _},
    process::{Child, Command, Stdio},
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    thread::{self, JoinHandle},
    time::Duration,
};

/// Far more than any answer takes, also of an unoptimised program on a busy machine.
const PATIENCE: Duration = Duration::from_mins(2);

/// What the program said.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    /// Exit code; none when a signal ended it.
    pub(crate) code: Option<i32>,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

impl Said {
    /// The lines of standard output as JSON.
    pub(crate) fn json(&self) -> Vec<Value> {
        let parse = |line| match serde_json::from_str(line) {
            Ok(value) => value,
            Err(fault) => panic!("{fault} in the line {line:?}; standard error: {}", self.err),
        };
        self.out.lines().map(parse).collect()
    }

    /// Asserts the exit code, and that the program did not end by a fault of its own.
    pub(crate) fn ended(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        assert!(
            !self.err.contains("panicked") && !self.err.contains("a fault of the program"),
            "{self:#?}"
        );
        self
    }
}

/// One run of the program.
pub(crate) struct Run {
    command: Command,
    input: Vec<u8>,
}

/// The program with these arguments; see [`Run::said`].
pub(crate) fn postwacht<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_postwacht"));
    command
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    Run {
        command,
        input: Vec::new(),
    }
}

impl Run {
    /// Adds an argument.
    pub(crate) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    /// Adds arguments.
    pub(crate) fn args<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        self.command.args(arguments);
        self
    }

    /// Gives it a variable of the environment.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Gives it this on standard input.
    pub(crate) fn input(mut self, input: impl Into<Vec<u8>>) -> Self {
        self.input = input.into();
        self
    }

    /// Runs it to its end.
    pub(crate) fn said(self) -> Said {
        let (mut child, input) = self.start();
        feed(&mut child, input);
        end(child)
    }

    /// Runs it for a reader who leaves before the first line (`| head`, and then `q`).
    pub(crate) fn said_to_nobody(self) -> Said {
        let (mut child, input) = self.start();
        drop(child.stdout.take());
        feed(&mut child, input);
        end(child)
    }

    /// Starts it with standard input still open.
    pub(crate) fn started(self) -> Child {
        self.start().0
    }

    fn start(mut self) -> (Child, Vec<u8>) {
        match self.command.spawn() {
            Ok(child) => (child, self.input),
            Err(fault) => panic!("the program cannot be started: {fault}"),
        }
    }
}

/// Writes the input from a thread of its own: a program that answers while it reads would block a writer that waits.
fn feed(child: &mut Child, input: Vec<u8>) {
    if let Some(mut stdin) = child.stdin.take() {
        // A program that needs no input closes it; that is no fault.
        thread::spawn(move || stdin.write_all(&input));
    }
}

/// Waits for the end, and ends a program that does not come to it.
pub(crate) fn end(mut child: Child) -> Said {
    let watch = Watch::over(&child);
    drop(child.stdin.take());
    let streams = (child.stdout.take().map(gather), child.stderr.take().map(gather));
    let status = child.wait();
    let late = watch.had_to_kill();
    let told = |stream: Option<Receiver<String>>| stream.and_then(|text| text.recv_timeout(PATIENCE).ok());
    let (out, err) = (told(streams.0).unwrap_or_default(), told(streams.1).unwrap_or_default());
    match status {
        Ok(status) if !late => Said {
            code: status.code(),
            out,
            err,
        },
        _ => panic!("no end within {} s; so far: {out}\n{err}", PATIENCE.as_secs()),
    }
}

/// Kills a program that is still there when its time is up. Whoever waits for it cannot do that as well.
pub(crate) struct Watch {
    ended: Sender<()>,
    thread: JoinHandle<bool>,
}

impl Watch {
    /// Watches from now on.
    pub(crate) fn over(child: &Child) -> Self {
        let (ended, told) = mpsc::channel();
        let process = child.id();
        let wait = move || told.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) && signal(process, "KILL");
        Self {
            ended,
            thread: thread::spawn(wait),
        }
    }

    /// The wait is over; whether the program had to be killed.
    pub(crate) fn had_to_kill(self) -> bool {
        drop(self.ended);
        self.thread.join().unwrap_or(true)
    }
}

/// Sends a signal by name to a process; whether it could be sent.
pub(crate) fn signal(process: u32, name: &str) -> bool {
    let sent = Command::new("sh")
        .args(["-c", &format!("kill -{name} {process}")])
        .status();
    sent.is_ok_and(|status| status.success())
}

/// Reads a stream to its end in a thread of its own.
fn gather(mut stream: impl Read + Send + 'static) -> Receiver<String> {
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        tell.send(String::from_utf8_lossy(&bytes).into_owned())
    });
    told
}
