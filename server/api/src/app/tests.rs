//! What cannot be provoked from outside: faults of our own.

use super::*;
use crate::{
    auth::{Devices, Gates, OneToken, access_token},
    console::Console,
    limits::Limits,
    live::Live,
    memory::Memory,
    service::{Chance, ClientSettings, DeviceTokens, Outage, Parts, Records, Settings, Stop, WorkerRestrictions},
};
use actix_web::{
    http::{
        StatusCode,
        header::{AUTHORIZATION, HeaderValue},
    },
    test::{TestRequest, call_service, init_service, read_body, read_body_json, try_call_service},
};
use postwacht_engine::{identifiers::Key, snapshot::Snapshot, words::Language};
use postwacht_guard::{Guard, Reader, Receipts};
use postwacht_store::{Store, audit, signing::SigningKey};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Instant,
};
use tempfile::TempDir;
use uuid::Uuid;

const TOKEN: &str = "0123456789abcdef0123456789abcdef";

/// Falls over every file.
struct Clumsy;

impl Reader for Clumsy {
    fn read(&self, files: &[(&str, &[u8])], _: Instant) -> Vec<postwacht_guard::Extraction> {
        panic!("what a panic says may hold a piece of {files:?}");
    }
}

/// A service over this reader; its workers have started once the flag is up. What it keeps goes with the folder.
async fn service(started: &'static AtomicBool) -> (Data<Service>, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let live = Live::new(Snapshot::empty(Key::new(&[7; 32])));
    let access = Arc::new(access_token::tests::ours());
    let gates = Gates::new(vec![
        Box::new(OneToken::new(TOKEN)),
        Box::new(Devices::new(access.clone(), live.clone())),
    ]);
    let service = Service::new(Parts {
        settings: Settings {
            language: Language::Dutch,
            check_deadline: Duration::from_mins(1),
            clients: ClientSettings {
                outage: Outage::Warn,
                deadline: Duration::from_secs(61),
                max_attachment_bytes: 1 << 20,
            },
            limits: Limits::default(),
            stop: Stop {
                drain: Duration::ZERO,
                finish: Duration::from_secs(1),
            },
        },
        live,
        guard: Guard::new(Arc::new(Clumsy)),
        gate: Box::new(gates),
        devices: DeviceTokens { access, fresh: || None },
        receipts: Receipts::new(&[5; 32]),
        records: records(folder.path()).await,
        events: None,
        addins: None,
        console: Console::new(None, false, Arc::new(SigningKey::from_seed(&[3; 32]).unwrap()), || None),
        proxies: Vec::new(),
        workers: Box::new(|| {
            started.load(Ordering::Relaxed).then_some(WorkerRestrictions {
                resources: true,
                files: true,
                system_calls: false,
            })
        }),
        chance: Chance {
            today: || jiff::civil::date(2026, 4, 2),
            now: access_token::tests::now,
            id: || Uuid::from_u128(17),
        },
        trial: None,
    });
    (Data::new(service), folder)
}

async fn records(folder: &Path) -> Records {
    let now = access_token::tests::now();
    let store = Store::open(folder, Key::new(&[7; 32]), now).await.unwrap();
    let settings = audit::Settings {
        writer: "service",
        key: Arc::new(SigningKey::from_seed(&[3; 32]).unwrap()),
        waiting: 10,
        now: access_token::tests::now,
    };
    let (audit, _) = audit::Audit::start(store.clone(), settings);
    let (memory, _) = Memory::start(store.clone());
    Records { store, audit, memory }
}

fn check(attachments: &Value) -> TestRequest {
    TestRequest::post()
        .uri("/api/v1/checks")
        .insert_header((AUTHORIZATION, format!("Bearer {TOKEN}")))
        .set_json(json!({"from": {"address": "kate@kantoor.example"}, "attachments": attachments}))
}

#[actix_web::test]
async fn a_fault_in_a_check_costs_one_request_and_tells_nothing() {
    static STARTED: AtomicBool = AtomicBool::new(true);
    let (service, _folder) = service(&STARTED).await;
    let app = init_service(app(service)).await;
    let with_file = check(&json!([{"name": "Geheim.txt", "content": "R2VoZWlt"}])).to_request();
    let answer = call_service(&app, with_file).await;
    assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(
        answer.headers().get("x-request-id").unwrap(),
        &Uuid::from_u128(17).to_string()
    );
    let told: Value = read_body_json(answer).await;
    assert_eq!(told["code"], "internal");
    assert!(!told.to_string().contains("Geheim"), "{told}");
    let answer = call_service(&app, check(&json!([])).to_request()).await;
    assert_eq!(answer.status(), StatusCode::OK, "the next one is checked");
    let told: Value = read_body_json(answer).await;
    assert_eq!(told["id"], Uuid::from_u128(17).to_string());
}

async fn fall() -> &'static str {
    panic!("over");
}

#[actix_web::test]
async fn a_fault_in_a_handler_costs_one_request() {
    static STARTED: AtomicBool = AtomicBool::new(true);
    let (service, _folder) = service(&STARTED).await;
    let app = init_service(app(service).service(web::resource("/fall").to(fall))).await;
    for _ in 0..2 {
        let fallen = try_call_service(&app, TestRequest::get().uri("/fall").to_request()).await;
        let answer = fallen.err().unwrap().error_response();
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(
            answer.headers().get("content-type").unwrap(),
            "application/problem+json"
        );
        assert_eq!(answer.headers().get("cache-control").unwrap(), "no-store");
        assert!(answer.headers().contains_key("x-request-id"));
    }
}

#[actix_web::test]
async fn every_forged_token_gets_the_same_small_answer() {
    static STARTED: AtomicBool = AtomicBool::new(true);
    let (service, _folder) = service(&STARTED).await;
    let app = init_service(app(service)).await;
    let ask = |token: &str| {
        let header = HeaderValue::from_str(&format!("Bearer {token}")).unwrap();
        TestRequest::get()
            .uri("/api/v1/client-settings")
            .insert_header((AUTHORIZATION, header))
            .to_request()
    };
    let good = access_token::tests::ours()
        .issue(
            access_token::tests::DEVICE,
            &access_token::tests::mailbox(),
            Uuid::nil(),
            access_token::tests::now(),
        )
        .unwrap();
    assert_eq!(call_service(&app, ask(&good)).await.status(), StatusCode::OK);
    let mut bodies = BTreeSet::new();
    for (attack, token) in access_token::tests::forged() {
        let answer = call_service(&app, ask(&token)).await;
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{attack}");
        let challenge = answer.headers().get("www-authenticate").unwrap();
        assert_eq!(challenge, "Bearer error=\"invalid_token\"", "{attack}");
        bodies.insert(read_body(answer).await);
    }
    assert_eq!(bodies.len(), 1, "whoever forges learns nothing: {bodies:?}");
    assert!(bodies.first().unwrap().len() < 300);
}

#[actix_web::test]
async fn the_service_is_ready_once_somebody_can_read_attachments() {
    static STARTED: AtomicBool = AtomicBool::new(false);
    let (service, _folder) = service(&STARTED).await;
    let app = init_service(app(service.clone())).await;
    let ask = || TestRequest::get().uri("/health/ready").to_request();
    let answer = call_service(&app, ask()).await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    let told: Value = read_body_json(answer).await;
    assert_eq!((&told["status"], &told["workers"]), (&json!("starting"), &Value::Null));
    STARTED.store(true, Ordering::Relaxed);
    let answer = call_service(&app, ask()).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let told: Value = read_body_json(answer).await;
    assert_eq!(
        told["workers"]["system_calls"], false,
        "a kernel that lacks something is told, and no reason to stop"
    );
    service.announce_stop();
    assert_eq!(
        call_service(&app, ask()).await.status(),
        StatusCode::SERVICE_UNAVAILABLE
    );
}

#[actix_web::test]
async fn a_new_state_of_the_office_is_seen_by_the_next_request() {
    static STARTED: AtomicBool = AtomicBool::new(true);
    let (service, _folder) = service(&STARTED).await;
    let app = init_service(app(service.clone())).await;
    let mut message = json!({"from": {"address": "kate@kantoor.example"}, "to": [{"address": "a@kwaad.example"}]});
    message["subject"] = json!("Hallo");
    let ask = || {
        TestRequest::post()
            .uri("/api/v1/checks")
            .insert_header((AUTHORIZATION, format!("Bearer {TOKEN}")))
            .set_json(&message)
            .to_request()
    };
    let told: Value = read_body_json(call_service(&app, ask()).await).await;
    assert_eq!(told["decision"], "allow", "{told}");
    let policy = postwacht_engine::policy::Policy::parse("deny = ['kwaad.example']").unwrap();
    service.live().replace(Snapshot {
        policy,
        ..Snapshot::empty(Key::new(&[7; 32]))
    });
    let told: Value = read_body_json(call_service(&app, ask()).await).await;
    assert_eq!(told["decision"], "block", "{told}");
}

#[actix_web::test]
async fn a_store_that_fails_costs_what_must_be_kept_and_no_check() {
    static STARTED: AtomicBool = AtomicBool::new(true);
    let (service, _folder) = service(&STARTED).await;
    let app = init_service(app(service.clone())).await;
    service.records().store.close().await;
    assert_eq!(
        call_service(&app, check(&json!([])).to_request()).await.status(),
        StatusCode::OK
    );
    let report = |path: &str, body: Value| {
        TestRequest::post()
            .uri(path)
            .insert_header((AUTHORIZATION, format!("Bearer {TOKEN}")))
            .set_json(body)
            .to_request()
    };
    let id = Uuid::from_u128(17);
    let outcome = report(&format!("/api/v1/checks/{id}/outcome"), json!({"outcome": "went_back"}));
    let renewal = report("/api/v1/devices/token", json!({"refresh_token": "x"}));
    for (request, code) in [(outcome, "not_kept"), (renewal, "internal")] {
        let answer = call_service(&app, request).await;
        assert!(answer.status().is_server_error());
        if code == "not_kept" {
            assert_eq!(answer.headers().get("retry-after").unwrap(), "1");
        }
        let told: Value = read_body_json(answer).await;
        assert_eq!(told["code"], code);
    }
}

#[actix_web::test]
async fn while_it_stops_connections_end_with_their_answer() {
    static STARTED: AtomicBool = AtomicBool::new(true);
    let (service, _folder) = service(&STARTED).await;
    let app = init_service(app(service.clone())).await;
    let closes = async || {
        let answer = call_service(&app, check(&json!([])).to_request()).await;
        assert_eq!(answer.status(), StatusCode::OK);
        answer.response().head().connection_type() == actix_web::http::ConnectionType::Close
    };
    assert!(!closes().await);
    service.announce_stop();
    assert!(closes().await, "the next request goes to another service");
}
