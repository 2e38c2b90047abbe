//! The seven crates and the directions in which they may use each other.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    process::Command,
};

use serde_json::Value;

use super::{Outcome, root};

/// Each crate with those of ours that it may use. An eighth needs a record in `docs/decisions/` before a line here.
const ALLOWED: &[(&str, &[&str])] = &[
    ("postwacht-engine", &[]),
    ("postwacht-extract", &[]),
    ("postwacht-guard", &["postwacht-engine", "postwacht-extract"]),
    ("postwacht-directory", &["postwacht-engine"]),
    ("postwacht-store", &["postwacht-engine"]),
    (
        "postwacht-api",
        &[
            "postwacht-engine",
            "postwacht-guard",
            "postwacht-store",
            "postwacht-directory",
        ],
    ),
    (
        "postwacht",
        &[
            "postwacht-engine",
            "postwacht-extract",
            "postwacht-guard",
            "postwacht-directory",
            "postwacht-store",
            "postwacht-api",
        ],
    ),
];

/// What may never stand behind the engine, at any distance: it would bring a clock, a socket, a file or a runtime.
const NEVER_BEHIND_ENGINE: &[&str] = &[
    "tokio",
    "actix-web",
    "actix-rt",
    "sqlx",
    "reqwest",
    "hyper",
    "rustls",
    "mio",
    "socket2",
    "tracing",
    "rand",
];

/// Doors that belong to one room: a library, and the crates whose programs may name it. Tests may knock on any.
const DOORS: &[(&str, &[&str])] = &[
    ("sqlx", &["postwacht-store"]),
    ("actix-web", &["postwacht-api"]),
    ("reqwest", &["postwacht-api", "postwacht-directory"]),
    ("clap", &["postwacht"]),
];

/// What `cargo metadata` tells of our crates and all that stands behind them.
struct Workspace {
    /// Name to direct dependencies of every kind, for our own crates.
    ours: BTreeMap<String, BTreeSet<String>>,
    /// The same without those that only tests use.
    shipped: BTreeMap<String, BTreeSet<String>>,
    /// Package id to the ids it is linked with; what only tests or build scripts use is left out.
    linked: BTreeMap<String, Vec<String>>,
    /// Package id to name.
    names: BTreeMap<String, String>,
}

impl Workspace {
    fn read() -> Result<Self, Box<dyn std::error::Error>> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let answer = Command::new(cargo)
            .args(["metadata", "--format-version", "1", "--manifest-path"])
            .arg(root().join("Cargo.toml"))
            .output()?;
        if !answer.status.success() {
            return Err(String::from_utf8_lossy(&answer.stderr).into());
        }
        let metadata: Value = serde_json::from_slice(&answer.stdout)?;
        let members: BTreeSet<&str> = list(&metadata["workspace_members"])
            .iter()
            .filter_map(Value::as_str)
            .collect();
        let packages = list(&metadata["packages"]);
        let ours = packages.iter().filter(|package| members.contains(text(&package["id"])));
        Ok(Self {
            ours: ours.clone().map(|package| direct(package, |_| true)).collect(),
            shipped: ours
                .map(|package| direct(package, |dependency| text(&dependency["kind"]) != "dev"))
                .collect(),
            linked: list(&metadata["resolve"]["nodes"])
                .iter()
                .map(|node| (text(&node["id"]).to_owned(), linked(node)))
                .collect(),
            names: packages
                .iter()
                .map(|package| (text(&package["id"]).to_owned(), text(&package["name"]).to_owned()))
                .collect(),
        })
    }

    /// The names of all that is linked when `of` is, at any distance.
    fn behind(&self, of: &str) -> BTreeSet<&str> {
        let mut seen = BTreeSet::new();
        let mut waiting: Vec<&String> = self
            .names
            .iter()
            .filter(|(_, name)| *name == of)
            .map(|(id, _)| id)
            .collect();
        while let Some(id) = waiting.pop() {
            if seen.insert(id) {
                waiting.extend(self.linked.get(id).into_iter().flatten());
            }
        }
        seen.into_iter()
            .filter_map(|id| self.names.get(id))
            .map(String::as_str)
            .filter(|name| *name != of)
            .collect()
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// The name of a package, with those of its direct dependencies that count.
fn direct(package: &Value, counts: impl Fn(&Value) -> bool) -> (String, BTreeSet<String>) {
    let dependencies = list(&package["dependencies"])
        .iter()
        .filter(|dependency| counts(dependency));
    (
        text(&package["name"]).to_owned(),
        dependencies
            .map(|dependency| text(&dependency["name"]).to_owned())
            .collect(),
    )
}

/// Ids that end up in the binary with this node: the kind of a normal dependency is null.
fn linked(node: &Value) -> Vec<String> {
    list(&node["deps"])
        .iter()
        .filter(|dependency| list(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"].is_null()))
        .map(|dependency| text(&dependency["pkg"]).to_owned())
        .collect()
}

#[test]
fn seven_crates_and_no_eighth() -> Outcome {
    let workspace = Workspace::read()?;
    let found: BTreeSet<&str> = workspace.ours.keys().map(String::as_str).collect();
    let planned: BTreeSet<&str> = ALLOWED.iter().map(|(name, _)| *name).collect();
    assert_eq!(
        found, planned,
        "a crate comes or goes with a record in docs/decisions/ and a line in this test"
    );
    Ok(())
}

#[test]
fn crates_use_only_what_lies_below_them() -> Outcome {
    let workspace = Workspace::read()?;
    for (name, allowed) in ALLOWED {
        let used = workspace.ours.get(*name).into_iter().flatten();
        let wrong: Vec<&String> = used
            .filter(|other| workspace.ours.contains_key(*other) && !allowed.contains(&other.as_str()))
            .collect();
        assert!(
            wrong.is_empty(),
            "{name} may not use {wrong:?}: docs/architecture.md says which way things point"
        );
    }
    Ok(())
}

#[test]
fn no_runtime_stands_behind_the_engine() -> Outcome {
    let workspace = Workspace::read()?;
    let behind = workspace.behind("postwacht-engine");
    assert!(
        behind.contains("jiff"),
        "the engine's dependencies were not found: {behind:?}"
    );
    let wrong: Vec<&&str> = NEVER_BEHIND_ENGINE
        .iter()
        .filter(|name| behind.contains(*name))
        .collect();
    assert!(wrong.is_empty(), "the engine is pure, but {wrong:?} came in behind it");
    Ok(())
}

#[test]
fn doors_to_the_outside_belong_to_one_room() -> Outcome {
    let workspace = Workspace::read()?;
    for (door, rooms) in DOORS {
        for (name, used) in &workspace.shipped {
            assert!(
                !used.contains(*door) || rooms.contains(&name.as_str()),
                "{name} names {door}; only {rooms:?} may"
            );
        }
    }
    Ok(())
}

#[test]
fn every_crate_takes_the_lints_of_the_workspace() -> Outcome {
    for entry in fs::read_dir(root().join("server"))? {
        let path = entry?.path().join("Cargo.toml");
        let manifest = fs::read_to_string(&path)?;
        let inherits = manifest
            .split_once("[lints]")
            .is_some_and(|(_, rest)| rest.trim_start().starts_with("workspace = true"));
        assert!(inherits, "{} lacks [lints] workspace = true", path.display());
    }
    Ok(())
}
