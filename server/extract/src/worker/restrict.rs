//! What a worker can no longer do once it reads files.
//!
//! Each restriction is taken where the kernel has it and told where it does not: an old kernel makes a worker weaker,
//! never unusable. Whoever takes over a worker can compute and answer on its channel, and nothing else.

use std::time::Duration;

/// Which restrictions are in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Restrictions {
    /// Memory and processor time are bounded; no file can be written and no memory image is left behind.
    pub resources: bool,
    /// No file can be opened, made or looked at (Landlock, Linux 5.13).
    pub files: bool,
    /// No socket, no other process, no tracing, no opening: a list of allowed system calls (seccomp).
    pub system_calls: bool,
}

/// Gives up everything this process does not need, for good: `address_space` in bytes, `cpu_seconds` for its whole
/// life. With `parent`, the process also ends when its parent does.
#[cfg(target_os = "linux")]
#[must_use]
pub fn restrict(address_space: u64, cpu_seconds: u64, parent: Option<u32>) -> Restrictions {
    if let Some(parent) = parent {
        linux::end_with(parent);
    }
    // In this order: Landlock needs to open its rules, and after the filter nothing more can be given up.
    let files = linux::forbid_files();
    let resources = linux::bound_resources(address_space, cpu_seconds);
    let system_calls = linux::allow_system_calls();
    Restrictions {
        resources,
        files,
        system_calls,
    }
}

/// Gives up nothing: this system has none of the restrictions.
#[cfg(not(target_os = "linux"))]
#[must_use]
pub fn restrict(_: u64, _: u64, _: Option<u32>) -> Restrictions {
    Restrictions::default()
}

/// Processor time that this process has used.
pub(super) fn cpu_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(
        u64::try_from(time.tv_sec).unwrap_or(0),
        u32::try_from(time.tv_nsec).unwrap_or(0),
    )
}

#[cfg(target_os = "linux")]
mod linux;
