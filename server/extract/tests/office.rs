//! One payroll in every kind of office file: detection goes by columns, so its rows come out alike in all of them.
//!
//! The files were written by `LibreOffice` from one table of invented people.

use postwacht_extract::{Limits, Place, extract};
use std::{error::Error, fs, path::Path, time::Duration};

const FORMATS: &[&str] = &["xlsx", "xls", "ods", "docx", "doc", "odt", "rtf", "pptx", "odp"];
const NUMBERS: &[&str] = &["999012575", "999016866", "999019296", "999025740", "999034108"];

#[test]
fn a_payroll_comes_out_in_the_same_columns_of_every_kind_of_file() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/payroll");
    let limits = Limits {
        time: Duration::from_mins(1),
        ..Limits::default()
    };
    for format in FORMATS {
        let name = format!("loonstaat.{format}");
        let found = extract(&name, &fs::read(folder.join(&name))?, &limits);
        assert_eq!(found.notes, [], "{name}");
        let page: String = found
            .parts
            .iter()
            .filter(|part| part.place == Place::Page)
            .map(|part| part.text.as_str())
            .collect();
        let second: Vec<&str> = page.lines().filter_map(|line| line.split('\t').nth(1)).collect();
        assert_eq!(second.first(), Some(&"BSN"), "{name}: {page}");
        assert_eq!(second.get(1..), Some(NUMBERS), "{name}: {page}");
    }
    Ok(())
}
