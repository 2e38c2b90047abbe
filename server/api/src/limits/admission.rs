//! Who may come in: so many checks at once, holding so many bytes. Who does not fit is told so at once.
//!
//! Never lets anybody wait in line: a mail client has a deadline, and an answer that comes too late is no answer.

use super::Limits;
use crate::problem::{Code, Problem};
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Bytes are counted in pieces of this size, rounded up.
const PIECE: usize = 1 << 10;

/// One place in so many is spared for checks.
const SPARED: usize = 8;

/// Room for checks and for their bodies.
#[derive(Debug)]
pub(crate) struct Admission {
    checks: Arc<Semaphore>,
    /// Places that files handed in ahead of time may take: never all of them, for nobody waits for those.
    ahead: Arc<Semaphore>,
    pieces: Arc<Semaphore>,
    largest: usize,
}

/// A place among the checks; whoever drops it makes room.
#[derive(Debug)]
pub(crate) struct Place {
    _check: OwnedSemaphorePermit,
    _pieces: OwnedSemaphorePermit,
    _ahead: Option<OwnedSemaphorePermit>,
}

impl Admission {
    /// Room for as much as the limits say.
    pub(crate) fn new(limits: &Limits) -> Self {
        let ahead = limits.checks_at_once - limits.checks_at_once.div_ceil(SPARED);
        Self {
            checks: Arc::new(Semaphore::new(limits.checks_at_once)),
            ahead: Arc::new(Semaphore::new(ahead.max(1))),
            pieces: Arc::new(Semaphore::new(
                limits.bytes_at_once.max(limits.body_bytes).div_ceil(PIECE),
            )),
            largest: limits.body_bytes,
        }
    }

    /// Gives a place to a body of this length; one of unknown length needs room for the largest.
    pub(crate) fn admit(&self, length: Option<usize>) -> Result<Place, Problem> {
        let busy = |_| Problem::new(Code::Busy);
        let pieces = u32::try_from(length.unwrap_or(self.largest).div_ceil(PIECE)).unwrap_or(u32::MAX);
        Ok(Place {
            _check: Arc::clone(&self.checks).try_acquire_owned().map_err(busy)?,
            _pieces: Arc::clone(&self.pieces).try_acquire_many_owned(pieces).map_err(busy)?,
            _ahead: None,
        })
    }

    /// Gives a place to a file that is handed in ahead of time, if not too many of them have one.
    pub(crate) fn admit_ahead(&self, length: Option<usize>) -> Result<Place, Problem> {
        let ahead = Arc::clone(&self.ahead).try_acquire_owned();
        let ahead = ahead.map_err(|_| Problem::new(Code::Busy))?;
        Ok(Place {
            _ahead: Some(ahead),
            ..self.admit(length)?
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admission(checks: usize, bytes: usize) -> Admission {
        Admission::new(&Limits {
            checks_at_once: checks,
            bytes_at_once: bytes,
            body_bytes: 10_000,
            ..Limits::default()
        })
    }

    fn refused(outcome: &Result<Place, Problem>) -> bool {
        outcome.as_ref().is_err_and(|problem| problem.code() == Code::Busy)
    }

    #[test]
    fn one_more_than_there_is_room_for_is_turned_away_until_one_goes() {
        let admission = admission(2, 1 << 20);
        let first = admission.admit(Some(1)).unwrap();
        let _second = admission.admit(Some(1)).unwrap();
        assert!(refused(&admission.admit(Some(1))));
        drop(first);
        assert!(admission.admit(Some(1)).is_ok());
    }

    #[test]
    fn files_in_advance_leave_room_for_checks() {
        let admission = admission(4, 1 << 20);
        let _others = [(); 2].map(|()| admission.admit_ahead(Some(1)).unwrap());
        let last = admission.admit_ahead(Some(1)).unwrap();
        assert!(refused(&admission.admit_ahead(Some(1))));
        let _check = admission.admit(Some(1)).unwrap();
        drop(last);
        assert!(admission.admit_ahead(Some(1)).is_ok());
    }

    #[test]
    fn bodies_share_the_memory() {
        let admission = admission(100, 20_000);
        let _large = admission.admit(Some(10_000)).unwrap();
        let unknown = admission.admit(None).unwrap();
        assert!(
            refused(&admission.admit(Some(5_000))),
            "a body of unknown length may become the largest"
        );
        drop(unknown);
        assert!(admission.admit(Some(5_000)).is_ok());
    }

    #[test]
    fn the_largest_body_always_fits_somewhere() {
        assert!(admission(1, 0).admit(None).is_ok());
    }
}
