//! `/api/v1/openapi.json`

use crate::service::{Service, root};
use serde_json::Value;
use std::{env, fs};

const COMMITTED: &str = "docs/reference/openapi.json";

#[test]
fn the_committed_description_is_that_of_the_program() {
    let service = Service::demo();
    let told = service.get("/api/v1/openapi.json");
    assert_eq!(
        (told.status, told.header("content-type")),
        (200, Some("application/json"))
    );
    if env::var_os("UPDATE").is_some() {
        fs::write(root(COMMITTED), &told.body).expect("a file in docs");
    }
    let committed = fs::read_to_string(root(COMMITTED)).expect("the description is committed");
    assert!(
        told.text() == committed,
        "{COMMITTED} is old; `make docs` writes it anew"
    );
}

#[test]
fn what_is_described_is_there() {
    let service = Service::demo();
    let description = service.get("/api/v1/openapi.json").json();
    let paths = description["paths"].as_object().expect("paths");
    assert!(paths.len() >= 4, "{paths:?}");
    for (path, methods) in paths {
        for method in methods.as_object().expect("methods").keys() {
            let answer = service.connect().ask(&method.to_uppercase(), path, &[], b"");
            assert!(
                ![404, 405].contains(&answer.status),
                "{method} {path}: {}",
                answer.status
            );
        }
    }
}

#[test]
fn every_field_is_explained() {
    let service = Service::demo();
    let description = service.get("/api/v1/openapi.json").json();
    let schemas = description["components"]["schemas"]
        .as_object()
        .expect("schemas")
        .clone();
    assert!(schemas.contains_key("Message") && schemas.contains_key("Answer") && schemas.contains_key("Problem"));
    for (name, schema) in &schemas {
        for (field, described) in schema["properties"].as_object().into_iter().flatten() {
            let one_of = described["oneOf"].as_array().into_iter().flatten();
            let told = one_of
                .chain([described])
                .find_map(|kind| kind["description"].as_str().or_else(|| reference(kind, &schemas)));
            assert!(
                told.is_some_and(|told| !told.is_empty()),
                "{name}.{field} is not explained"
            );
        }
    }
}

/// The explanation of the type that a field is of.
fn reference<'s>(field: &Value, schemas: &'s serde_json::Map<String, Value>) -> Option<&'s str> {
    let name = field["$ref"].as_str()?.rsplit('/').next()?;
    schemas.get(name)?["description"].as_str()
}
