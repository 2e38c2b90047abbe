//! The settings of a check stand on its page with the default that the program has.

use super::{
    Fault,
    page::{Page, Section},
    tables,
};
use postwacht_engine::Check;
use std::collections::BTreeMap;

/// Settings that the page and the program say differently.
pub(crate) fn faults(check: Check, page: &Page) -> Vec<Fault> {
    let told: BTreeMap<String, String> = tables::rows(check.sources().page)
        .into_iter()
        .filter(|(under, _)| under == Section::Settings.heading())
        .filter_map(|(_, row)| {
            let name = tables::values(&row, "instelling").pop()?;
            Some((name, tables::values(&row, "standaard").pop().unwrap_or_default()))
        })
        .collect();
    let real: BTreeMap<String, String> = check
        .sources()
        .defaults
        .parse::<toml::Table>()
        .unwrap_or_default()
        .into_iter()
        .map(|(name, value)| (name, value.as_str().map_or(value.to_string(), str::to_owned)))
        .collect();
    if told == real {
        return Vec::new();
    }
    vec![format!(
        "{} ({}): the page says {told:?}, the program {real:?}",
        check.id(),
        page.title
    )]
}
