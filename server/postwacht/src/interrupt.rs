//! Lets Ctrl-C end long work at a place where nothing is half done.
//!
//! The first one asks, the second one ends the program at once, wherever it is.

use signal_hook::{consts::SIGINT, flag};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// Exit code of a program that Ctrl-C ended, as shells count it.
pub(crate) const INTERRUPTED: u8 = 130;

/// Whether somebody asked to stop.
#[derive(Debug, Default)]
pub(crate) struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// From now on Ctrl-C asks. Where the system does not allow that, it ends the program as it always did.
    pub(crate) fn watch() -> Self {
        let asked = Arc::new(AtomicBool::new(false));
        // The order matters: the first Ctrl-C must find the flag down here, and put it up below.
        let ends = flag::register_conditional_shutdown(SIGINT, INTERRUPTED.into(), Arc::clone(&asked));
        if ends.is_ok() {
            let _ = flag::register(SIGINT, Arc::clone(&asked));
        }
        Self(asked)
    }

    /// Whether it was asked.
    pub(crate) fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
