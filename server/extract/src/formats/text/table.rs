//! Tables written as text (CSV and its kin): cells by tabs, rows by line feeds, so that columns can be recognised.
//!
//! The separator is told by the content. A text that is no table is left alone: its commas are commas.

use csv::{ByteRecord, ReaderBuilder};

/// Separators in the order of trust: a comma is often just a comma.
const SEPARATORS: [u8; 4] = [b'\t', b';', b'|', b','];
/// Bytes and rows looked at to tell the separator.
const SAMPLE_BYTES: usize = 64 << 10;
const SAMPLE_ROWS: usize = 200;
/// The longest cell a spreadsheet writes. A longer one is a quotation mark that was never closed.
const CELL_BYTES: usize = 128 << 10;

/// The rows of a table; `None` when the text is none.
pub(super) fn rows(text: &str, name: &str) -> Option<String> {
    let (text, told) = spreadsheet_hint(text);
    let separator = told.or_else(|| separator(text, promises_table(name)))?;
    let mut reader = reader(text, separator);
    let mut out = String::with_capacity(text.len());
    let mut row = ByteRecord::new();
    while reader.read_byte_record(&mut row).ok()? {
        for (index, cell) in row.iter().enumerate() {
            if cell.len() > CELL_BYTES {
                return None;
            }
            if index > 0 {
                out.push('\t');
            }
            push_cell(&mut out, std::str::from_utf8(cell).ok()?);
        }
        out.push('\n');
    }
    Some(out)
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes())
}

/// `sep=;` in the first line is how a spreadsheet is told the separator.
fn spreadsheet_hint(text: &str) -> (&str, Option<u8>) {
    let hint = text.get(..4).is_some_and(|hint| hint.eq_ignore_ascii_case("sep="));
    let rest = text
        .get(5..)
        .and_then(|rest| rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')));
    match (hint, rest, text.as_bytes().get(4)) {
        (true, Some(rest), Some(separator)) => (rest, Some(*separator)),
        _ => (text, None),
    }
}

fn promises_table(name: &str) -> bool {
    let extension = name
        .trim_end()
        .rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase());
    extension.is_some_and(|extension| matches!(extension.as_str(), "csv" | "tsv" | "tab"))
}

/// The separator with which the rows have equally many cells.
fn separator(text: &str, promised: bool) -> Option<u8> {
    let sample = text.get(..text.floor_char_boundary(SAMPLE_BYTES)).unwrap_or(text);
    SEPARATORS
        .into_iter()
        .find(|separator| is_table(sample, *separator, promised))
}

/// Whether so many rows have the same number of cells that it is no accident. A file that says it is a table may
/// have a title above and a total below.
fn is_table(sample: &str, separator: u8, promised: bool) -> bool {
    if !sample.as_bytes().contains(&separator) {
        return false;
    }
    let mut reader = reader(sample, separator);
    let mut row = ByteRecord::new();
    let mut widths = Vec::new();
    while widths.len() < SAMPLE_ROWS && reader.read_byte_record(&mut row).unwrap_or(false) {
        widths.push(row.len());
    }
    // The sample may cut its last row.
    if widths.len() > 2 && sample.len() >= SAMPLE_BYTES - 4 {
        widths.pop();
    }
    let Some((width, rows)) = most_frequent(&widths) else {
        return false;
    };
    if promised {
        return width >= 2 && rows * 2 >= widths.len();
    }
    let enough = if width >= 3 { 3 } else { 5 };
    width >= 2 && rows >= enough && rows * 20 >= widths.len() * 19
}

/// The width that most rows have, and how many have it.
fn most_frequent(widths: &[usize]) -> Option<(usize, usize)> {
    let mut sorted = widths.to_vec();
    sorted.sort_unstable();
    sorted
        .chunk_by(|a, b| a == b)
        .filter_map(|run| Some((*run.first()?, run.len())))
        .max_by_key(|(_, rows)| *rows)
}

/// A cell is one line: a line feed in it would be a row, a tab a column.
fn push_cell(out: &mut String, cell: &str) {
    // ="0612" is how a number is kept from losing its zeros.
    let cell = cell.trim();
    let cell = cell
        .strip_prefix("=\"")
        .and_then(|cell| cell.strip_suffix('"'))
        .unwrap_or(cell);
    out.extend(
        cell.chars()
            .map(|c| if matches!(c, '\t' | '\n' | '\r') { ' ' } else { c }),
    );
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn tables_come_out_in_columns() {
        let cases = [
            (
                "a.csv",
                "Naam;BSN\nJansen, P.;12,5\n",
                "Naam\tBSN\nJansen, P.\t12,5\n",
                "semicolons, commas inside",
            ),
            (
                "a.csv",
                "Naam,Plaats\n\"Jansen, P.\",\"Den\nHaag\"\n",
                "Naam\tPlaats\nJansen, P.\tDen Haag\n",
                "quotes",
            ),
            ("a.csv", "sep=|\r\na|b\r\n", "a\tb\n", "the separator is told"),
            (
                "a.csv",
                "Overzicht 2024\n\nNaam;Nr\nA;1\nB;2\n",
                "Overzicht 2024\nNaam\tNr\nA\t1\nB\t2\n",
                "a title above",
            ),
            (
                "a.csv",
                "nr;x\n\"=\"\"0612\"\"\";y\n=\"0613\";z\n",
                "nr\tx\n0612\ty\n0613\tz\n",
                "kept zeros",
            ),
            (
                "export",
                "a,b,c\n1,2,3\n4,5,6\n",
                "a\tb\tc\n1\t2\t3\n4\t5\t6\n",
                "told by content",
            ),
        ];
        for (name, text, expected, why) in cases {
            assert_eq!(rows(text, name).as_deref(), Some(expected), "{why}");
        }
    }

    #[test]
    fn running_text_is_no_table() {
        let open_quote = format!("a;b\n\"{}", "c;d\n".repeat(50_000));
        let cases = [
            (
                "brief.txt",
                "Beste Jan,\nDank voor je mail, ik kom.\nGroet, Piet\n",
                "commas of a letter",
            ),
            ("brief.txt", "Beste Jan,\nGroet, Piet\n", "two lines with a comma each"),
            ("a.csv", "alleen een regel\nen nog een\n", "no separator"),
            ("a.csv", "", "empty"),
            ("a.csv", open_quote.as_str(), "a quotation mark that swallows the rest"),
        ];
        for (name, text, why) in cases {
            assert_eq!(rows(text, name), None, "{why}");
        }
    }
}
