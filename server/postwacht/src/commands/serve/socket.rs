//! Where the service listens: at its own address, or on a socket that systemd opened for it.
//!
//! With a socket of systemd (`LISTEN_FDS`) the service can be replaced without a refused connection: while the old one
//! finishes and the new one starts, connections wait in the socket.

use super::Fault;
use listenfd::ListenFd;
use postwacht_api::app::Listen;
use rustix::io::{FdFlags, fcntl_setfd};
use std::net::SocketAddr;

/// The first socket that was handed over; without one the address of the settings.
pub(super) fn listen(address: SocketAddr) -> Result<Listen, Fault> {
    let handed = ListenFd::from_env().take_tcp_listener(0);
    let unusable = |fault| {
        Fault::System(format!(
            "the socket that was handed over (LISTEN_FDS) is no listener: {fault}"
        ))
    };
    let Some(socket) = handed.map_err(unusable)? else {
        return Ok(Listen::At(address));
    };
    // The processes that read attachments get no hold of it.
    fcntl_setfd(&socket, FdFlags::CLOEXEC).map_err(std::io::Error::from)?;
    Ok(Listen::On(socket))
}
