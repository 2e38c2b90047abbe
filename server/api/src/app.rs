//! The service as a whole: routes, what is done around each of them, and the server that carries it.

use crate::{
    cors, headers, metrics,
    problem::{Code, Problem},
    routes,
    service::Service,
    stop, telemetry,
    tls::Shown,
};
use actix_web::{
    App, Error, HttpServer, Responder,
    body::MessageBody,
    dev::{Server, ServiceFactory, ServiceRequest, ServiceResponse},
    middleware::{Next, from_fn},
    rt::System,
    web::{self, Data, ServiceConfig},
};
use futures_util::FutureExt as _;
use jiff::Timestamp;
use std::{
    io,
    net::{SocketAddr, TcpListener},
    panic::AssertUnwindSafe,
    sync::Arc,
    thread,
    time::Duration,
};

/// How long a head of a request may take to arrive.
const HEAD_TIME: Duration = Duration::from_secs(5);
/// The time between two tidyings.
const TIDY: Duration = Duration::from_secs(5);
/// How long a connection that is being closed may still be read from.
const GOODBYE_TIME: Duration = Duration::from_secs(2);

/// All routes, and what is said where there is none.
pub(crate) fn configure(config: &mut ServiceConfig) {
    config.configure(routes::configure).default_service(web::to(nowhere));
}

async fn nowhere() -> impl Responder {
    Problem::new(Code::NotFound).answer()
}

/// The whole application around a service.
pub(crate) fn app(
    service: Data<Service>,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    // The last one is the outermost.
    App::new()
        .app_data(service)
        .configure(configure)
        .wrap(from_fn(contain))
        .wrap(from_fn(cors::admit))
        .wrap(from_fn(headers::dress))
        .wrap(from_fn(telemetry::observe))
}

/// A panic costs one request: its sender is told that nothing was checked, and the service goes on.
async fn contain(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    match AssertUnwindSafe(next.call(request)).catch_unwind().await {
        Ok(outcome) => outcome,
        Err(_) => Err(Problem::new(Code::Internal).into()),
    }
}

/// Where connections come from.
#[derive(Debug)]
pub enum Listen {
    /// An address of its own; with port 0 the system chooses one.
    At(SocketAddr),
    /// A socket that was opened by whoever started the service. It stays open while the service is replaced, and
    /// connections wait in it.
    On(TcpListener),
}

/// Serves until the process is told to stop, and then finishes what it began. With a certificate nothing is answered
/// without TLS.
///
/// `listening` is told the address once connections are taken.
///
/// # Errors
/// When the address cannot be listened on, or the system gives no signals.
pub fn run(
    service: Service,
    listen: Listen,
    tls: Option<Arc<Shown>>,
    listening: impl FnOnce(SocketAddr),
) -> io::Result<()> {
    let service = Data::new(service);
    System::new().block_on(async move {
        let signals = stop::Signals::listen()?;
        let outlived = matches!(listen, Listen::On(_));
        let (server, address) = bind(&service, listen, tls.as_ref())?;
        let running = stop::Running {
            handle: server.handle(),
            server: actix_web::rt::spawn(server),
            outlived,
        };
        actix_web::rt::spawn(tidy_up(service.clone()));
        if let Some(tls) = tls {
            actix_web::rt::spawn(follow_certificate(tls, service.chance().now));
        }
        listening(address);
        stop::when_told(signals, &service, running).await
    })
}

/// Forgets now and then what is only remembered for a while, and brings counts up to date.
async fn tidy_up(service: Data<Service>) {
    let mut turns = tokio::time::interval(TIDY);
    loop {
        turns.tick().await;
        service.rates().forget();
        service.console().tries().forget();
        metrics::audit_lost(service.records().audit.dropped());
        metrics::tidy();
    }
}

/// Looks now and then whether the files of the certificate have changed. Reading them may wait; nobody waits for it.
async fn follow_certificate(tls: Arc<Shown>, now: fn() -> Timestamp) {
    let mut turns = tokio::time::interval(TIDY);
    loop {
        turns.tick().await;
        let tls = Arc::clone(&tls);
        // What panicked is tried again at the next turn.
        let _ = web::block(move || tls.look_again(now())).await;
    }
}

fn bind(service: &Data<Service>, listen: Listen, tls: Option<&Arc<Shown>>) -> io::Result<(Server, SocketAddr)> {
    let settings = *service.settings();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let shared = service.clone();
    let server = HttpServer::new(move || app(shared.clone()))
        .workers(threads)
        .max_connections(settings.limits.connections.div_ceil(threads))
        .keep_alive(settings.limits.keep_alive)
        .tls_handshake_timeout(HEAD_TIME)
        .client_request_timeout(HEAD_TIME)
        .client_disconnect_timeout(GOODBYE_TIME)
        .shutdown_timeout(settings.stop.finish.as_secs())
        .disable_signals();
    let tls = tls.map(Shown::server).transpose().map_err(io::Error::other)?;
    let server = match (listen, tls) {
        (Listen::At(address), None) => server.bind(address)?,
        (Listen::At(address), Some(tls)) => server.bind_rustls_0_23(address, tls)?,
        (Listen::On(socket), None) => server.listen(socket)?,
        (Listen::On(socket), Some(tls)) => server.listen_rustls_0_23(socket, tls)?,
    };
    let address = server.addrs().first().copied();
    let address = address.ok_or_else(|| io::Error::other("there is no address to listen on"))?;
    Ok((server.run(), address))
}

#[cfg(test)]
mod tests;
