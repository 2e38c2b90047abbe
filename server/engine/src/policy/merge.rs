//! Lays the office's policy over the checks' defaults and says what does not hold.

use super::{Level, Policy, custom::CustomRule, deny, share::Shares};
use crate::rules::{self, Check};
use std::{collections::HashMap, fmt};
use toml::{Table, Value};

/// Why a policy is refused, at which path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Path in the file, such as `checks.other-client.severity`; empty for the file as a whole.
    pub path: String,
    /// What is wrong and what is expected.
    pub reason: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            formatter.write_str(&self.reason)
        } else {
            write!(formatter, "{}: {}", self.path, self.reason)
        }
    }
}

/// Collects problems instead of stopping at the first.
#[derive(Debug, Default)]
pub(super) struct Problems(Vec<Problem>);

impl Problems {
    pub(super) fn add(&mut self, path: impl Into<String>, reason: impl fmt::Display) {
        let reason = reason.to_string();
        let reason = reason.trim().lines().next_back().unwrap_or_default().trim().to_owned();
        self.0.push(Problem {
            path: path.into(),
            reason,
        });
    }
}

/// Reads a policy.
pub(super) fn parse(source: &str) -> Result<Policy, Vec<Problem>> {
    let mut problems = Problems::default();
    let mut table = source.parse::<Table>().unwrap_or_else(|fault| {
        problems.add("", fault);
        Table::new()
    });
    let checks = take_table(&mut table, "checks", &mut problems);
    let shares = Shares::take(&mut table, &checks, &mut problems);
    let groups = take_table(&mut table, "groups", &mut problems);
    let deny = deny::take(&mut table, &mut problems);
    let custom = take_custom(&mut table, &mut problems);
    for unknown in table.keys() {
        problems.add(unknown, "unknown; expected checks, groups, share, deny or custom_rules");
    }
    let levels = levels(&checks, "checks", &mut problems);
    let groups = group_levels(groups, &mut problems);
    let (settings, values) = settings(checks, &mut problems);
    if problems.0.is_empty() {
        Ok(Policy {
            settings,
            values,
            shares,
            levels,
            groups,
            deny,
            custom,
        })
    } else {
        Err(problems.0)
    }
}

fn take_table(table: &mut Table, key: &str, problems: &mut Problems) -> Table {
    match table.remove(key) {
        None => Table::new(),
        Some(Value::Table(inner)) => inner,
        Some(_) => {
            problems.add(key, "expected a table");
            Table::new()
        }
    }
}

fn take_custom(table: &mut Table, problems: &mut Problems) -> Vec<CustomRule> {
    let Some(value) = table.remove("custom_rules") else {
        return Vec::new();
    };
    let Value::Array(rules) = value else {
        problems.add("custom_rules", "expected a list: [[custom_rules]]");
        return Vec::new();
    };
    rules
        .into_iter()
        .enumerate()
        .filter_map(|(at, rule)| {
            CustomRule::read(rule)
                .map_err(|reason| problems.add(format!("custom_rules[{at}]"), reason))
                .ok()
        })
        .collect()
}

/// Reads `severity` of every check in a table of checks.
fn levels(checks: &Table, path: &str, problems: &mut Problems) -> HashMap<Check, Level> {
    let mut levels = HashMap::new();
    for (id, value) in checks {
        let Some(check) = Check::from_id(id) else {
            problems.add(format!("{path}.{id}"), "no such check");
            continue;
        };
        let Some(level) = value.get("severity") else { continue };
        match level.clone().try_into() {
            Ok(level) => {
                levels.insert(check, level);
            }
            Err(_) => problems.add(
                format!("{path}.{id}.severity"),
                "expected off, info, warn, confirm or block",
            ),
        }
    }
    levels
}

fn group_levels(groups: Table, problems: &mut Problems) -> HashMap<String, HashMap<Check, Level>> {
    let mut read = HashMap::new();
    for (name, value) in groups {
        let path = format!("groups.{name}");
        let Value::Table(mut group) = value else {
            problems.add(path, "expected a table");
            continue;
        };
        let checks = take_table(&mut group, "checks", problems);
        for unknown in group.keys() {
            problems.add(format!("{path}.{unknown}"), "unknown; expected checks");
        }
        for (id, settings) in &checks {
            let others = settings
                .as_table()
                .into_iter()
                .flat_map(Table::keys)
                .find(|key| *key != "severity");
            if let Some(other) = others {
                problems.add(format!("{path}.checks.{id}.{other}"), "a group may only set severity");
            }
        }
        read.insert(
            name.to_lowercase(),
            levels(&checks, &format!("{path}.checks"), problems),
        );
    }
    read
}

/// The typed settings: each check's default with the policy laid over it; and the same by name.
fn settings(mut checks: Table, problems: &mut Problems) -> (rules::Settings, HashMap<Check, Table>) {
    let mut values = HashMap::new();
    let mut overlay = |check: Check| {
        let mut table: Table = check.sources().defaults.parse().unwrap_or_default();
        if let Some(Value::Table(own)) = checks.remove(check.id()) {
            table.extend(own);
        }
        table.remove("severity");
        table.remove("share");
        values.insert(check, table.clone());
        table
    };
    let mut faults = Vec::new();
    let settings = rules::Settings::read(&mut overlay, &mut |check: Check, fault: String| {
        faults.push((check, fault));
    });
    for (check, fault) in faults {
        problems.add(format!("checks.{}", check.id()), fault);
    }
    (settings, values)
}

/// The default policy as one text: each check's `default.toml` under its heading.
pub(super) fn default_text() -> String {
    let mut text = String::from(
        "# The default policy of Postwacht. A policy file need only hold what differs from it.\n\
         # severity = \"off\" | \"info\" | \"warn\" | \"confirm\" | \"block\" may be set for each check; without it a finding keeps\n\
         # the severity that the check itself gives.\n\n\
         # The share of the colleagues, in per cent, who see a dialog; with the others everything is only recorded. May be set\n\
         # for each check as well. 0 records only. What blocks, blocks for everybody.\n\
         share = 100\n\n\
         # Addresses and domains (with their sub-domains) that nobody may mail.\n\
         deny = []\n",
    );
    for check in Check::ALL {
        text.extend(["\n[checks.", check.id(), "]\n", check.sources().defaults]);
    }
    text
}
