//! Workbooks of the older Excel (xls), of every generation: what the sheets show, and what they hide.
//!
//! Source: MS-XLS, and for the generations before it the `OpenOffice` documentation of the Excel file format. Nothing
//! here computes a formula: a cell keeps its last result.

mod globals;
mod pivot;
mod records;
mod sheet;
mod strings;

#[cfg(test)]
mod tests;

use self::{
    globals::{Globals, Listed},
    records::{Record, Records},
    sheet::Sheet,
};
use super::{
    Format,
    compound::{self, Compound},
    macros,
    office_password::key_for_workbook,
    spreadsheet::grid::{Grid, Seen},
    summary,
};
use crate::{Place, Reason, reading::Reading, sniff};
use std::collections::HashSet;

/// Records between two looks at the clock.
const RECORDS_A_LOOK: usize = 4096;
/// The storage in which the caches of pivot tables lie.
const CACHES: &str = "/_SX_DB_CUR";

/// Workbooks of the older Excel.
pub(super) static FORMAT: Format = Format {
    name: "xls",
    extensions: &["xls", "xlt", "xla", "xlm"],
    recognises: |peek| peek.compound() == Some(sniff::Compound::Sheet) || is_bare(peek.bytes),
    read,
};

/// Whether the file is a workbook stream without anything around it, as the oldest generations wrote.
fn is_bare(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [0x09, 0x00, 0x04 | 0x06, 0x00, _, _, 0x10 | 0x20 | 0x40, 0x00, ..]
            | [
                0x09,
                0x02 | 0x04,
                0x06,
                0x00,
                _,
                _,
                0x10 | 0x20 | 0x40 | 0x00,
                0x00 | 0x01,
                ..
            ]
            | [0x09, 0x08, 0x08 | 0x10, 0x00, _, 0x00 | 0x05 | 0x06, _, 0x00 | 0x01, ..]
    )
}

fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    if is_bare(bytes) {
        return read_stream(bytes, reading).map(|_| ());
    }
    let Ok(mut file) = Compound::open(bytes) else {
        // Programs write a workbook in one stretch.
        reading.note(Reason::Damaged);
        return match compound::sector_that(bytes, is_bare) {
            Some(stream) => read_stream(stream, reading).map(|_| ()),
            None => Err(Reason::Damaged),
        };
    };
    let Some(stream) = ["/Workbook", "/Book", "/WORKBOOK", "/BOOK"]
        .into_iter()
        .find(|name| file.has(name))
    else {
        return Err(Reason::Damaged);
    };
    let stream = file.stream(stream, reading)?.unwrap_or_default();
    let result = read_stream(&stream, reading);
    if let Ok((globals, seen)) = &result {
        for name in file.streams_in(CACHES) {
            let mut cache = file.stream(&name, reading)?.unwrap_or_default();
            if let Some(key) = &globals.key {
                key.apply(&mut cache);
            }
            reading.text(Place::PivotCache, pivot::values_not_in(&cache, globals.writing, seen))?;
        }
    }
    for storage in file.storages_in("/") {
        if storage.starts_with("/MBD") {
            file.read_object(&storage, reading)?;
        }
    }
    macros::read(&mut file, "/_VBA_PROJECT_CUR/VBA", reading)?;
    summary::read(&mut file, reading)?;
    result.map(|_| ())
}

/// Reads a workbook stream; what it says, and what its sheets show.
fn read_stream(stream: &[u8], reading: &mut Reading<'_>) -> Result<(Globals, Seen), Reason> {
    let mut globals = Globals::read(stream, reading.budget)?;
    let mut opened = Vec::new();
    let mut stream = stream;
    if let Some(description) = &globals.password {
        let key = key_for_workbook(description).ok_or(Reason::Encrypted)?;
        opened.extend_from_slice(stream);
        key.apply(&mut opened);
        stream = &opened;
        globals = Globals::read(stream, reading.budget)?;
        globals.key = Some(key);
    }
    if globals.damaged {
        reading.note(Reason::Damaged);
    }
    let mut seen = Seen::default();
    let listed = std::mem::take(&mut globals.sheets);
    if globals.generation().is_some_and(|generation| generation < 5) || listed.is_empty() {
        // The oldest generations have one sheet, and no list.
        let name = String::new();
        read_sheet(
            stream,
            &globals,
            &Listed {
                name,
                at: 0,
                hidden: false,
            },
            &mut seen,
            reading,
        )?;
    }
    let mut read = HashSet::new();
    for sheet in &listed {
        // A sheet is read once, however often it is listed.
        if !read.insert(sheet.at) || !is_bare(stream.get(sheet.at..).unwrap_or_default()) {
            reading.note(Reason::Damaged);
            continue;
        }
        reading.budget.take_entry()?;
        read_sheet(stream, &globals, sheet, &mut seen, reading)?;
    }
    reading.text(Place::Behind, globals.named_texts.clone())?;
    let unseen = globals
        .external
        .iter()
        .filter(|row| row.iter().any(|value| !seen.has(value)));
    let lines: Vec<String> = unseen.map(|row| row.join("\t")).collect();
    reading.text(Place::Behind, lines.join("\n"))?;
    Ok((globals, seen))
}

fn read_sheet(
    stream: &[u8],
    globals: &Globals,
    listed: &Listed,
    seen: &mut Seen,
    reading: &mut Reading<'_>,
) -> Result<(), Reason> {
    let seen = (!listed.hidden).then_some(seen);
    let mut sheet = Sheet::new(globals, Grid::new(reading.budget.text_left(), seen));
    let result = read_records(stream, listed.at, &mut sheet, reading);
    if sheet.damaged {
        reading.note(Reason::Damaged);
    }
    sheet
        .grid
        .hand_over(&listed.name, listed.hidden, &sheet.beside, reading)?;
    reading.text(Place::Behind, sheet.choices)?;
    for comment in sheet.comments {
        reading.text(Place::Comment, comment)?;
    }
    result
}

fn read_records(stream: &[u8], at: usize, sheet: &mut Sheet<'_, '_>, reading: &Reading<'_>) -> Result<(), Reason> {
    let mut begun = false;
    for (count, record) in Records::from(stream, at).enumerate() {
        if count % RECORDS_A_LOOK == 0 {
            reading.budget.check_time()?;
        }
        match bounds(&record) {
            Some(true) if begun => sheet.inner += 1,
            Some(true) => begun = true,
            Some(false) if sheet.inner == 0 => break,
            Some(false) => sheet.inner -= 1,
            None => sheet.take(&record)?,
        }
    }
    sheet.end()
}

/// Whether a record begins (true) or ends (false) a sheet or a chart.
fn bounds(record: &Record<'_>) -> Option<bool> {
    match record.kind {
        0x0009 | 0x0209 | 0x0409 | 0x0809 => Some(true),
        0x000a => Some(false),
        _ => None,
    }
}
