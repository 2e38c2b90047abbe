//! The figures, as a table for the terminal and a page for the documentation.

/// Rows of figures in the order they were measured.
#[derive(Debug, Default)]
pub(crate) struct Table {
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    what: String,
    figure: String,
    beside: String,
    aim: String,
}

impl Table {
    /// Adds a figure, what it stands beside in this run, and what is aimed at.
    pub(crate) fn add(
        &mut self,
        what: impl Into<String>,
        figure: impl Into<String>,
        beside: impl Into<String>,
        aim: impl Into<String>,
    ) {
        let row = Row {
            what: what.into(),
            figure: figure.into(),
            beside: beside.into(),
            aim: aim.into(),
        };
        println!("{} | {} | {} | {}", row.what, row.figure, row.beside, row.aim);
        self.rows.push(row);
    }

    /// For the terminal.
    pub(crate) fn text(&self) -> String {
        format!("{} figures measured", self.rows.len())
    }

    /// For the documentation.
    pub(crate) fn page(&self) -> String {
        let mut page = String::from(
            "# Performance\n\nMade by `make bench` on one machine, which was not quiet; read the ratios, not the absolute \
             figures. CPU time is that of the measured process alone.\n\n| what | measured | beside it in the same run | aim |\n\
             |---|---|---|---|\n",
        );
        for row in &self.rows {
            page.push_str(&format!(
                "| {} | {} | {} | {} |\n",
                row.what, row.figure, row.beside, row.aim
            ));
        }
        page
    }
}
