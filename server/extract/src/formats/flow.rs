//! How text runs together: paragraphs into lines, cells into rows, text boxes behind the paragraph that anchors them.
//!
//! A flow is the body of a part or the inside of one text box. It knows no XML.

/// Most columns that one cell may span: wider spans are no layout that anybody reads.
const WIDEST_SPAN: usize = 63;

/// Text that runs on.
#[derive(Debug, Default)]
pub(in crate::formats) struct Flow {
    /// The lines that are finished.
    lines: String,
    /// The paragraph that is open.
    paragraph: String,
    /// The tables that are open, the outermost first.
    tables: Vec<Table>,
    /// Text boxes that wait for the end of their paragraph or table.
    boxes: String,
}

#[derive(Debug, Default)]
struct Table {
    row: Vec<Cell>,
    cell: Option<Cell>,
}

/// A cell: its paragraphs, and whether a table lies inside.
#[derive(Debug, Default)]
struct Cell {
    paragraphs: Vec<String>,
    /// Columns it spans, less one.
    further_columns: usize,
    nested: bool,
}

impl Flow {
    /// Adds text to the open paragraph.
    pub(in crate::formats) fn push(&mut self, text: &str) {
        self.paragraph.push_str(text);
    }

    /// A tab in the text: inside a cell it may not look like the next cell.
    pub(in crate::formats) fn tab(&mut self) {
        self.paragraph.push(if self.tables.is_empty() { '\t' } else { ' ' });
    }

    /// A line that is broken inside a paragraph.
    pub(in crate::formats) fn line_break(&mut self) {
        self.paragraph.push(if self.tables.is_empty() { '\n' } else { ' ' });
    }

    /// A paragraph ends.
    pub(in crate::formats) fn end_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        if let Some(cell) = self.cell() {
            if !paragraph.trim().is_empty() {
                cell.paragraphs.push(paragraph.trim().to_owned());
            }
        } else {
            self.lines.push_str(paragraph.trim_end());
            self.lines.push('\n');
            self.lines.push_str(&std::mem::take(&mut self.boxes));
        }
    }

    /// A text box or a table inside a text box is finished; it follows what anchors it.
    pub(in crate::formats) fn add_box(&mut self, lines: &str) {
        self.boxes.push_str(lines);
    }

    /// Whether a table is open.
    pub(in crate::formats) fn in_table(&self) -> bool {
        !self.tables.is_empty()
    }

    /// A table begins.
    pub(in crate::formats) fn open_table(&mut self) {
        if let Some(cell) = self.cell() {
            cell.nested = true;
        }
        self.tables.push(Table::default());
    }

    /// Columns that a row leaves out before its first cell.
    pub(in crate::formats) fn skip_columns(&mut self, columns: usize) {
        if let Some(table) = self.tables.last_mut()
            && table.cell.is_none()
        {
            table.row.extend((0..columns.min(WIDEST_SPAN)).map(|_| Cell::default()));
        }
    }

    /// A cell begins.
    pub(in crate::formats) fn open_cell(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.row.extend(table.cell.replace(Cell::default()));
        }
    }

    /// The open cell spans so many columns.
    pub(in crate::formats) fn span(&mut self, columns: usize) {
        if let Some(cell) = self.cell() {
            cell.further_columns = columns.clamp(1, WIDEST_SPAN + 1) - 1;
        }
    }

    /// A cell ends.
    pub(in crate::formats) fn end_cell(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.row.extend(table.cell.take());
        }
    }

    /// A row ends: it becomes a line, or lines of the cell that its table lies in.
    pub(in crate::formats) fn end_row(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        table.row.extend(table.cell.take());
        let lines = row_lines(&std::mem::take(&mut table.row));
        if lines.is_empty() {
            return;
        }
        let outer = self
            .tables
            .iter_mut()
            .rev()
            .nth(1)
            .and_then(|outer| outer.cell.as_mut());
        if let Some(cell) = outer {
            cell.paragraphs.push(lines);
        } else {
            self.lines.push_str(&lines);
            self.lines.push('\n');
        }
    }

    /// A table ends.
    pub(in crate::formats) fn end_table(&mut self) {
        self.end_row();
        self.tables.pop();
        if self.tables.is_empty() {
            self.lines.push_str(&std::mem::take(&mut self.boxes));
        }
    }

    /// All lines, also of what was left open.
    pub(in crate::formats) fn finish(&mut self) -> String {
        if !self.paragraph.is_empty() {
            self.end_paragraph();
        }
        while !self.tables.is_empty() {
            self.end_table();
        }
        let mut lines = std::mem::take(&mut self.lines);
        lines.push_str(&std::mem::take(&mut self.boxes));
        lines
    }

    fn cell(&mut self) -> Option<&mut Cell> {
        self.tables.last_mut()?.cell.as_mut()
    }
}

/// Text that runs, of formats that say of each paragraph in how many tables it stands, and mark where cells and rows
/// end.
#[derive(Debug, Default)]
pub(in crate::formats) struct CellFlow {
    /// The text.
    pub(in crate::formats) flow: Flow,
    /// For each open table, whether a cell is open.
    cells: Vec<bool>,
}

impl CellFlow {
    /// So many tables are open after this, the cell of the innermost too.
    pub(in crate::formats) fn enter(&mut self, tables: usize) {
        self.leave(tables);
        while self.cells.len() < tables {
            self.open_cell();
            self.flow.open_table();
            self.cells.push(false);
        }
        self.open_cell();
    }

    /// Tables deeper than so many end.
    fn leave(&mut self, tables: usize) {
        while self.cells.len() > tables {
            self.flow.end_table();
            self.cells.pop();
        }
    }

    fn open_cell(&mut self) {
        if let Some(open) = self.cells.last_mut().filter(|open| !**open) {
            *open = true;
            self.flow.open_cell();
        }
    }

    /// A cell ends, of a table so deep.
    pub(in crate::formats) fn end_cell(&mut self, tables: usize) {
        self.enter(tables);
        self.flow.end_paragraph();
        self.flow.end_cell();
        if let Some(open) = self.cells.last_mut() {
            *open = false;
        }
    }

    /// A row ends, of a table so deep.
    pub(in crate::formats) fn end_row(&mut self, tables: usize) {
        self.leave(tables);
        if self.cells.len() == tables {
            self.flow.end_row();
            if let Some(open) = self.cells.last_mut() {
                *open = false;
            }
        }
    }
}

/// Text beside the page: a line for each stretch.
#[derive(Debug, Default)]
pub(in crate::formats) struct Aside {
    text: String,
    /// Whether what comes next belongs to the same stretch.
    running: bool,
}

impl Aside {
    /// Adds text to the stretch that runs, or begins one.
    pub(in crate::formats) fn push(&mut self, text: &str) {
        if !self.running && !self.text.is_empty() {
            self.text.push('\n');
        }
        self.running = true;
        self.text.push_str(text);
    }

    /// The stretch ends: other text stands between.
    pub(in crate::formats) fn pause(&mut self) {
        self.running = false;
    }

    /// All stretches, a line each.
    pub(in crate::formats) fn finish(mut self) -> String {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text
    }
}

/// A row as text. Rows that lay out a page (a table inside, or one cell that holds everything) keep the lines of
/// their cells; any other row is one line, its cells separated by tabs.
fn row_lines(row: &[Cell]) -> String {
    let filled = row.iter().filter(|cell| !cell.paragraphs.is_empty()).count();
    let most = row.iter().map(|cell| cell.paragraphs.len()).max().unwrap_or_default();
    if row.iter().any(|cell| cell.nested) || (filled == 1 && most > 1) {
        let lines: Vec<&str> = row
            .iter()
            .flat_map(|cell| &cell.paragraphs)
            .map(String::as_str)
            .collect();
        return lines.join("\n");
    }
    let mut line = String::new();
    for (at, cell) in row.iter().enumerate() {
        if at > 0 {
            line.push('\t');
        }
        line.push_str(&cell.paragraphs.join(" "));
        line.extend(std::iter::repeat_n('\t', cell.further_columns));
    }
    line.truncate(line.trim_end().len());
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes a table: cells by `|`, paragraphs in a cell by `/`, rows by `;`.
    fn write(flow: &mut Flow, table: &str) {
        flow.open_table();
        for row in table.split(';') {
            for cell in row.split('|') {
                flow.open_cell();
                for paragraph in cell.split('/') {
                    flow.push(paragraph);
                    flow.end_paragraph();
                }
                flow.end_cell();
            }
            flow.end_row();
        }
        flow.end_table();
    }

    #[test]
    fn rows_are_lines_and_cells_are_columns() {
        let cases = [
            ("naam|bsn;Smit|1", "naam\tbsn\nSmit\t1\n", "plain"),
            ("a|b/c|d", "a\tb c\td\n", "two paragraphs stay one cell"),
            ("a||c", "a\t\tc\n", "an empty cell keeps its column"),
            ("a|;b|", "a\nb\n", "nothing follows at the end"),
            (
                "regel 1/regel 2",
                "regel 1\nregel 2\n",
                "a frame around a page is no table",
            ),
            ("|;|", "", "empty rows are left out"),
        ];
        for (table, expected, why) in cases {
            let mut flow = Flow::default();
            write(&mut flow, table);
            assert_eq!(flow.finish(), expected, "{why}");
        }
    }

    #[test]
    fn a_table_inside_a_cell_keeps_its_rows() {
        let mut flow = Flow::default();
        flow.open_table();
        flow.open_cell();
        flow.push("boven");
        flow.end_paragraph();
        write(&mut flow, "naam|bsn;Smit|1");
        flow.end_cell();
        flow.open_cell();
        flow.push("naast");
        flow.end_paragraph();
        flow.end_cell();
        flow.end_row();
        flow.end_table();
        assert_eq!(flow.finish(), "boven\nnaam\tbsn\nSmit\t1\nnaast\n");
    }

    #[test]
    fn spans_keep_the_columns_under_each_other() {
        let mut flow = Flow::default();
        flow.open_table();
        flow.skip_columns(1);
        for (text, span) in [("breed", 2), ("smal", 1), ("eindeloos", usize::MAX)] {
            flow.open_cell();
            flow.span(span);
            flow.push(text);
            flow.end_paragraph();
            flow.end_cell();
        }
        flow.end_row();
        flow.end_table();
        assert_eq!(flow.finish(), "\tbreed\t\tsmal\teindeloos\n");
    }

    #[test]
    fn a_text_box_follows_its_paragraph_and_its_table() {
        let mut flow = Flow::default();
        flow.push("voor ");
        flow.add_box("kader\n");
        flow.push("na");
        flow.end_paragraph();
        flow.open_table();
        flow.open_cell();
        flow.add_box("in tabel\n");
        flow.push("cel");
        flow.end_paragraph();
        flow.end_table();
        assert_eq!(flow.finish(), "voor na\nkader\ncel\nin tabel\n");
    }

    #[test]
    fn what_is_left_open_is_kept() {
        let mut flow = Flow::default();
        flow.open_table();
        flow.open_cell();
        flow.push("cel");
        assert_eq!(flow.finish(), "cel\n");
    }
}
