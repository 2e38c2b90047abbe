//! What a restricted worker can no longer do. A process restricts itself, tries, and tells.

use super::{Outcome, Test, pool, soon};
use postwacht_extract::{Restrictions, WorkerLimits, worker};
use std::{
    collections::BTreeMap,
    fs::{File, OpenOptions},
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream, UdpSocket},
    os::unix::net::UnixDatagram,
    process::{Command, ExitCode, Stdio},
    time::Instant,
};

pub(crate) fn all() -> Vec<Test> {
    vec![
        ("a_worker_tells_what_it_gave_up", a_worker_tells_what_it_gave_up),
        ("workers_end_with_their_parent", workers_end_with_their_parent),
        ("nothing_outside_can_be_reached", nothing_outside_can_be_reached),
        (
            "the_same_attempts_succeed_without_restrictions",
            the_same_attempts_succeed_without_restrictions,
        ),
    ]
}

/// Where the attempts connect to; only used in the process that tries.
const PORT: &str = "POSTWACHT_TEST_PORT";
const FREE: &str = "POSTWACHT_TEST_FREE";

/// Restricts this process, tries what it should not be able to do, and tells on standard output what succeeded.
pub(crate) fn tell() -> ExitCode {
    let port = std::env::var(PORT)
        .ok()
        .and_then(|port| port.parse::<u16>().ok())
        .unwrap_or(9);
    let free = std::env::var_os(FREE).is_some();
    let given_up = if free {
        Restrictions::default()
    } else {
        worker::restrict(1 << 30, 60, None)
    };
    let outcomes = [
        ("connect", TcpStream::connect(("127.0.0.1", port)).is_ok()),
        ("listen", TcpListener::bind(("127.0.0.1", 0)).is_ok()),
        ("udp", UdpSocket::bind(("127.0.0.1", 0)).is_ok()),
        ("unix", UnixDatagram::unbound().is_ok()),
        ("open", File::open("/etc/passwd").is_ok()),
        ("list", std::fs::read_dir("/").is_ok()),
        ("look", std::fs::metadata("/etc").is_ok()),
        ("write", OpenOptions::new().append(true).open("/dev/null").is_ok()),
        ("run", Command::new("/bin/true").stdin(Stdio::null()).status().is_ok()),
        ("thread", std::thread::Builder::new().spawn(|| ()).is_ok()),
    ];
    let given_up = [("files", given_up.files), ("system_calls", given_up.system_calls)];
    let told: Vec<_> = outcomes
        .into_iter()
        .chain(given_up)
        .map(|(name, is)| format!("{name} {is}"))
        .collect();
    match std::io::stdout().write_all(
        told.join(
            "
",
        )
        .as_bytes(),
    ) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Runs [`tell`] in a process of its own.
fn attempts(free: bool) -> Result<BTreeMap<String, bool>, Box<dyn std::error::Error>> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let mut command = Command::new(std::env::current_exe()?);
    command
        .arg("reader=abilities")
        .env(PORT, listener.local_addr()?.port().to_string());
    if free {
        command.env(FREE, "1");
    }
    let output = command.output()?;
    assert!(output.status.success(), "{:?}", output.status);
    let told = String::from_utf8(output.stdout)?;
    let lines = told.lines().filter_map(|line| line.split_once(' '));
    Ok(lines
        .map(|(attempt, succeeded)| (attempt.to_owned(), succeeded == "true"))
        .collect())
}

fn nothing_outside_can_be_reached() -> Outcome {
    let told = attempts(false)?;
    if told["system_calls"] {
        let reached: Vec<_> = told
            .iter()
            .filter(|(name, reached)| **reached && !matches!(name.as_str(), "files" | "system_calls"))
            .collect();
        assert!(reached.is_empty(), "{reached:?}");
    } else if told["files"] {
        writeln!(
            std::io::stderr(),
            "this kernel has no system call filter: only files were tried"
        )?;
        assert!(!told["open"] && !told["list"] && !told["write"], "{told:?}");
    } else {
        writeln!(
            std::io::stderr(),
            "this kernel has neither Landlock nor a system call filter: nothing to prove"
        )?;
        assert_ne!(
            std::env::consts::OS,
            "linux",
            "every Linux since 2012 has a system call filter"
        );
    }
    if !told["files"] {
        writeln!(std::io::stderr(), "this kernel has no Landlock")?;
    }
    Ok(())
}

fn the_same_attempts_succeed_without_restrictions() -> Outcome {
    let told = attempts(true)?;
    let failed: Vec<_> = told
        .iter()
        .filter(|(name, reached)| !**reached && !matches!(name.as_str(), "files" | "system_calls"))
        .collect();
    assert!(failed.is_empty(), "the attempts prove nothing: {failed:?}");
    Ok(())
}

fn a_worker_tells_what_it_gave_up() -> Outcome {
    let told = attempts(false)?;
    let pool = pool("real", 1, WorkerLimits::default())?;
    let restrictions = pool.restrictions(soon()).ok_or("no worker started")?;
    assert_eq!(
        (restrictions.files, restrictions.system_calls),
        (told["files"], told["system_calls"])
    );
    assert!(restrictions.resources || std::env::consts::OS != "linux");
    Ok(())
}

/// A parent that is killed while its worker is busy; on standard output stands the worker.
pub(crate) fn parent() -> ExitCode {
    let told = pool("failing", 1, WorkerLimits::default()).and_then(|pool| {
        let process = pool.extract(
            &[postwacht_extract::File {
                name: "process",
                bytes: b"",
            }],
            soon(),
        );
        writeln!(std::io::stdout(), "{}", super::requests::text(&process[0]))?;
        let _ = pool.extract(
            &[postwacht_extract::File {
                name: "hang",
                bytes: b"",
            }],
            soon(),
        );
        Ok(())
    });
    if told.is_ok() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn workers_end_with_their_parent() -> Outcome {
    if std::env::consts::OS != "linux" {
        writeln!(std::io::stderr(), "only Linux ends a busy process with its parent")?;
        return Ok(());
    }
    let mut parent = Command::new(std::env::current_exe()?)
        .arg("reader=parent")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut line = String::new();
    BufReader::new(parent.stdout.take().ok_or("no output")?).read_line(&mut line)?;
    let stat = format!("/proc/{}/stat", line.trim());
    // The state stands after the program's name.
    let state = || {
        std::fs::read_to_string(&stat)
            .ok()
            .and_then(|stat| stat.rsplit_once(") ")?.1.chars().next())
    };
    let wait_for = |wanted: &[Option<char>]| {
        let deadline = soon();
        while !wanted.contains(&state()) && Instant::now() < deadline {
            std::thread::yield_now();
        }
        wanted.contains(&state())
    };
    assert!(wait_for(&[Some('R')]), "the worker is busy");
    parent.kill()?;
    parent.wait()?;
    assert!(wait_for(&[None, Some('Z')]), "the worker lives on: {:?}", state());
    Ok(())
}
