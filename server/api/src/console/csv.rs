//! Tables for a spreadsheet: commas, and quotes where a cell needs them (RFC 4180).

use std::iter;

/// A line of a table.
pub(crate) fn line<'c>(cells: impl IntoIterator<Item = &'c str>) -> String {
    let quoted = cells.into_iter().map(|cell| {
        if cell.contains(['"', ',', ';', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.to_owned()
        }
    });
    let mut line = quoted.collect::<Vec<_>>().join(",");
    line.extend(iter::once('\n'));
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_stays_a_cell_whatever_stands_in_it() {
        assert_eq!(line(["jan@vos.example", "*", ""]), "jan@vos.example,*,\n");
        assert_eq!(
            line(["a, b", "zei \"ja\"", "c\nd"]),
            "\"a, b\",\"zei \"\"ja\"\"\",\"c\nd\"\n"
        );
    }
}
