//! Excel workbooks (xlsx, xlsm, xltx, xltm, xlam, and the parts of xlsb): what the sheets show, and what they hide.
//!
//! Which parts belong to which sheet is decided here; cells are the business of `sheet.rs` and `grid.rs`.

mod binary;
mod comments;
mod links;
mod pivot;
mod sheet;
mod strings;
mod styles;
mod workbook;

#[cfg(test)]
mod tests;

use self::{
    binary::walk,
    comments::Comments,
    links::Kept,
    pivot::{Fields, Records},
    sheet::{Context, Sheet},
    strings::Strings,
    styles::Styles,
    workbook::{Listed, Workbook},
};
use super::{
    Format,
    ooxml::{
        boxes,
        drawing::{Drawing, PICTURE},
        package::Package,
        properties,
        relations::Relations,
        unseen,
    },
    spreadsheet::grid::{Grid, Seen},
};
use crate::{Place, Reason, reading::Reading, sniff};

/// Excel workbooks.
pub(super) static FORMAT: Format = Format {
    name: "xlsx",
    extensions: &["xlsx", "xlsm", "xltx", "xltm", "xlam"],
    recognises: |peek| peek.package() == Some(sniff::Package::Sheet),
    read,
};

/// Reads a workbook, whichever form its parts have.
///
/// # Errors
/// What stops the whole file.
pub(super) fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    let mut package = Package::open(bytes, reading)?;
    let result = Book::read(&mut package, reading);
    // Even where a sheet is broken, the files inside and the properties may not be.
    package.read_inside("xl/embeddings/", reading)?;
    package.read_macros(reading)?;
    properties::read(&mut package, reading)?;
    result
}

/// A workbook while it is read.
#[derive(Debug, Default)]
struct Book {
    workbook: Workbook,
    strings: Strings,
    styles: Styles,
    /// What the sheets show, if there is a cache to compare with it.
    seen: Option<Seen>,
}

impl Book {
    fn read(package: &mut Package<'_>, reading: &mut Reading<'_>) -> Result<(), Reason> {
        let usual = ["xl/workbook.xml", "xl/workbook.bin"];
        let usual = usual.into_iter().find(|name| package.has(name)).unwrap_or_default();
        let main = package.main_part(usual, reading)?;
        let relations = package.relations(&main, reading)?;
        let mut book = Self::default();
        walk(package, &main, reading, &mut book.workbook)?;
        for name in package.parts(&relations, "sharedStrings", "xl/sharedStrings.") {
            walk(package, &name, reading, &mut book.strings)?;
        }
        for name in package.parts(&relations, "styles", "xl/styles.") {
            walk(package, &name, reading, &mut book.styles)?;
        }
        let has_copies = ["pivotCacheDefinition", "externalLink"]
            .iter()
            .any(|kind| relations.targets(kind).next().is_some());
        book.seen = has_copies.then(Seen::default);
        book.read_sheets(package, &relations, reading)?;
        book.read_copies(package, &relations, reading)?;
        reading.text(Place::Behind, std::mem::take(&mut book.workbook.named_texts))?;
        let page = page(reading);
        unseen::read(package, &page, reading)?;
        if page.trim().is_empty() && package.has_scan("xl/media/", reading)? {
            reading.note(Reason::ImageOnly);
        }
        Ok(())
    }

    /// Reads the sheets in the order of the workbook, then those that it does not name (any more).
    fn read_sheets(
        &mut self,
        package: &mut Package<'_>,
        relations: &Relations,
        reading: &mut Reading<'_>,
    ) -> Result<(), Reason> {
        let mut unnamed = package.names_under("xl/worksheets/sheet");
        let mut lost = false;
        for listed in std::mem::take(&mut self.workbook.sheets) {
            // A macro module has a sheet's name, but no part.
            match relations.target(&listed.relation).map(str::to_owned) {
                Some(part) => {
                    unnamed.retain(|name| !name.eq_ignore_ascii_case(&part));
                    self.read_sheet(package, &listed, &part, reading)?;
                }
                None => lost |= !listed.relation.is_empty(),
            }
        }
        if lost {
            reading.note(Reason::Damaged);
        }
        for part in unnamed {
            let name = part.rsplit('/').next().unwrap_or_default().to_owned();
            let listed = Listed {
                name,
                relation: String::new(),
                hidden: !lost,
            };
            self.read_sheet(package, &listed, &part, reading)?;
        }
        Ok(())
    }

    fn read_sheet(
        &mut self,
        package: &mut Package<'_>,
        listed: &Listed,
        part: &str,
        reading: &mut Reading<'_>,
    ) -> Result<(), Reason> {
        let relations = package.relations(part, reading);
        let context = Context {
            strings: &self.strings,
            styles: &self.styles,
            since_1904: self.workbook.since_1904,
            plain: relations
                .as_ref()
                .is_ok_and(|relations| relations.targets("table").next().is_none()),
        };
        let seen = self.seen.as_mut().filter(|_| !listed.hidden);
        let mut sheet = Sheet::new(context, Grid::new(reading.budget.text_left(), seen));
        let result = walk(package, part, reading, &mut sheet);
        if sheet.damaged || result == Ok(false) {
            reading.note(Reason::Damaged);
        }
        let mut beside = sheet.margins;
        if let Ok(relations) = &relations {
            beside.push_str(&drawn(package, relations, reading)?);
        }
        sheet.grid.hand_over(&listed.name, listed.hidden, &beside, reading)?;
        result?;
        reading.text(Place::Behind, sheet.choices)?;
        if !listed.hidden {
            reading.text(Place::HiddenText, sheet.unseen)?;
        }
        read_comments(package, &relations?, reading)
    }

    /// Reads the copies of data that caches and links keep.
    fn read_copies(
        &self,
        package: &mut Package<'_>,
        relations: &Relations,
        reading: &mut Reading<'_>,
    ) -> Result<(), Reason> {
        let Some(seen) = &self.seen else { return Ok(()) };
        for part in relations.targets("pivotCacheDefinition") {
            let mut fields = Fields::default();
            walk(package, part, reading, &mut fields)?;
            let cache = package.relations(part, reading)?;
            let mut text = String::new();
            let mut found = false;
            for part in cache.targets("pivotCacheRecords") {
                let mut records = Records::new(&fields, seen, reading.budget.text_left());
                let result = walk(package, part, reading, &mut records);
                text.push_str(&records.text);
                found |= result == Ok(true);
                if let Err(reason) = result {
                    reading.text(Place::PivotCache, text)?;
                    return Err(reason);
                }
            }
            if !found {
                text = fields.values_not_in(seen);
            }
            reading.text(Place::PivotCache, text)?;
        }
        for part in relations.targets("externalLink") {
            let mut kept = Kept::new(seen);
            walk(package, part, reading, &mut kept)?;
            reading.text(Place::Behind, kept.text)?;
        }
        Ok(())
    }
}

/// The text of the drawings and charts of a sheet.
fn drawn(package: &mut Package<'_>, relations: &Relations, reading: &mut Reading<'_>) -> Result<String, Reason> {
    let mut text = String::new();
    for part in relations.targets("drawing") {
        let mut drawing = Drawing::default();
        package.walk(part, reading, &mut drawing)?;
        text.push_str(&drawing.text);
        for picture in drawing.described {
            reading.text(Place::Metadata(PICTURE.to_owned()), picture)?;
        }
        let inner = package.relations(part, reading)?;
        for part in inner.targets("chart").chain(inner.targets("diagramData")) {
            let mut drawing = Drawing::default();
            package.walk(part, reading, &mut drawing)?;
            text.push_str(&drawing.text);
        }
    }
    for part in relations.targets("vmlDrawing") {
        text.push_str(&boxes::read(package, part, reading)?);
    }
    Ok(text)
}

fn read_comments(package: &mut Package<'_>, relations: &Relations, reading: &mut Reading<'_>) -> Result<(), Reason> {
    for part in relations
        .targets("comments")
        .chain(relations.targets("threadedComment"))
    {
        let mut comments = Comments::default();
        walk(package, part, reading, &mut comments)?;
        for comment in comments.all {
            reading.text(Place::Comment, comment)?;
        }
    }
    Ok(())
}

/// What the sheets of the file being read show.
fn page(reading: &Reading<'_>) -> String {
    let parts = reading.found.parts.iter();
    parts
        .filter(|part| part.place == Place::Page && part.file == reading.file)
        .map(|part| part.text.as_str())
        .collect()
}
