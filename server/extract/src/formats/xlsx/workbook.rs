//! The workbook itself: its sheets in order, and the texts that its defined names hold.

use crate::{
    Reason,
    formats::{
        ooxml::xml::{Attributes, Handler},
        spreadsheet::quoted,
    },
};

/// A sheet as the workbook lists it.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) name: String,
    /// The id of the relation to its part.
    pub(super) relation: String,
    pub(super) hidden: bool,
}

/// What the workbook says.
#[derive(Debug, Default)]
pub(super) struct Workbook {
    pub(super) sheets: Vec<Listed>,
    /// Whether days are counted from 1904.
    pub(super) since_1904: bool,
    /// Texts in defined names, a line each.
    pub(super) named_texts: String,
    /// The defined name that is open, and what it stands for so far.
    name: Option<(String, String)>,
}

impl Handler for Workbook {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Result<(), Reason> {
        match name {
            "workbookPr" => self.since_1904 = attributes.is_on("date1904", false),
            "sheet" => self.sheets.push(Listed {
                name: attributes.get("name").unwrap_or_default().into_owned(),
                relation: attributes.get("id").unwrap_or_default().into_owned(),
                hidden: attributes.get("state").is_some_and(|state| state != "visible"),
            }),
            "definedName" => {
                let name = attributes.get("name").unwrap_or_default();
                self.name = Some((name.into_owned(), String::new()));
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Reason> {
        if name == "definedName"
            && let Some((name, formula)) = self.name.take()
        {
            let texts = quoted(&formula);
            if !texts.is_empty() {
                self.named_texts.extend([&name, ": ", &texts.join("\t"), "\n"]);
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Reason> {
        if let Some((_, formula)) = &mut self.name {
            formula.push_str(text);
        }
        Ok(())
    }
}
