//! How the service ends: it says that it is no longer ready, takes no more connections, finishes what it began, and
//! goes. Told twice, it goes at once.

use crate::service::Service;
use actix_web::{dev::ServerHandle, rt::task::JoinHandle};
use futures_util::future::{Either, select};
use std::{
    io,
    pin::{Pin, pin},
    time::Duration,
};
use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    time::sleep,
};

/// What tells the process to stop.
pub(crate) struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    /// Listens from now on, so that none is missed.
    ///
    /// # Errors
    /// When the system gives no signals.
    pub(crate) fn listen() -> io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    async fn next(&mut self) {
        select(pin!(self.terminate.recv()), pin!(self.interrupt.recv())).await;
    }
}

/// How long connections that were taken but have not asked yet are given, when the next ones wait elsewhere.
const SETTLE: Duration = Duration::from_millis(500);

/// The running server.
pub(crate) struct Running {
    /// What ends it.
    pub(crate) handle: ServerHandle,
    /// What it does.
    pub(crate) server: JoinHandle<io::Result<()>>,
    /// Whether its socket stays open without it, so that connections wait there for the next service.
    pub(crate) outlived: bool,
}

/// Waits for a signal, or for the server to fail, and ends it.
///
/// # Errors
/// What the server failed with.
pub(crate) async fn when_told(mut signals: Signals, service: &Service, mut running: Running) -> io::Result<()> {
    let mut server = Pin::new(&mut running.server);
    if let Either::Left((ended, _)) = select(server.as_mut(), pin!(signals.next())).await {
        return ended.unwrap_or_else(|_| Err(io::Error::other("the server failed")));
    }
    service.announce_stop();
    tracing::info!("stopping: no longer ready");
    let drained = pin!(sleep(service.settings().stop.drain));
    if let Either::Right(_) = select(drained, pin!(signals.next())).await {
        return Ok(());
    }
    if running.outlived {
        running.handle.pause().await;
        sleep(SETTLE).await;
    }
    tracing::info!("stopping: finishing what runs");
    // Asked for here, awaited through the server itself.
    drop(running.handle.stop(true));
    match select(server, pin!(signals.next())).await {
        Either::Left((ended, _)) => {
            tracing::info!("stopped");
            ended.unwrap_or_else(|_| Err(io::Error::other("the server failed")))
        }
        Either::Right(_) => Ok(()),
    }
}
