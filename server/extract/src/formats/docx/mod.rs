//! Word documents (docx, docm, dotx, dotm): what the page shows, and what travels along unseen.
//!
//! Which part is shown, and where, is decided here; how text runs together in a part is `story.rs` and `../flow.rs`.

mod faint;
mod settings;
mod story;
mod styles;

#[cfg(test)]
mod tests;

use self::{
    settings::Settings,
    story::{Story, Told},
    styles::Styles,
};
use super::{
    Format,
    ooxml::{
        drawing::{Drawing, PICTURE},
        package::Package,
        properties,
        relations::Relations,
        unseen,
    },
};
use crate::{Place, Reason, reading::Reading, sniff};
use std::collections::HashSet;

/// Word documents.
pub(super) static FORMAT: Format = Format {
    name: "docx",
    extensions: &["docx", "docm", "dotx", "dotm"],
    recognises: |peek| peek.package() == Some(sniff::Package::Word),
    read,
};

/// Reads a document.
fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    let mut package = Package::open(bytes, reading)?;
    let result = Document::read(&mut package, reading);
    // Even where the text is broken, the files inside and the properties may not be.
    package.read_inside("word/embeddings/", reading)?;
    package.read_macros(reading)?;
    properties::read(&mut package, reading)?;
    result
}

/// A document while it is read.
#[derive(Debug, Default)]
struct Document {
    told: Told,
    styles: Styles,
    settings: Settings,
}

impl Document {
    fn read(package: &mut Package<'_>, reading: &mut Reading<'_>) -> Result<(), Reason> {
        let main = package.main_part("word/document.xml", reading)?;
        let relations = package.relations(&main, reading)?;
        let mut document = Self::default();
        for name in package.parts(&relations, "styles", "word/styles.xml") {
            package.walk(&name, reading, &mut document.styles)?;
        }
        for name in package.parts(&relations, "settings", "word/settings.xml") {
            package.walk(&name, reading, &mut document.settings)?;
        }
        let result = document.read_text(package, &main, &relations, reading);
        let page = document.hand_over(reading)?;
        result?;
        document.read_comments(package, &relations, reading)?;
        unseen::read(package, &page, reading)?;
        reading.text(Place::Behind, document.settings.variables_not_in(&page))?;
        for name in relations.targets("aFChunk") {
            if let Some((bytes, None)) = package.unpack(name, reading)? {
                reading.inside(name, &bytes);
            }
        }
        if page.trim().is_empty() && package.has_scan("word/media/", reading)? {
            reading.note(Reason::ImageOnly);
        }
        Ok(())
    }

    /// Reads headers, body, notes and footers in the order of the page.
    fn read_text(
        &mut self,
        package: &mut Package<'_>,
        main: &str,
        relations: &Relations,
        reading: &mut Reading<'_>,
    ) -> Result<(), Reason> {
        let (body, result) = self.story(package, main, reading);
        let sections = &body.sections;
        let unshown = sections.unshown(self.settings.even_pages);
        let unshown: HashSet<&str> = unshown.filter_map(|id| relations.target(id)).collect();
        if result.is_ok() {
            self.add_all(package, relations, "header", &unshown, reading)?;
        }
        self.told.append(&body);
        result?;
        for kind in ["footnotes", "endnotes", "footer"] {
            self.add_all(package, relations, kind, &unshown, reading)?;
        }
        for folder in ["word/charts/chart", "word/diagrams/data"] {
            for name in package.names_under(folder) {
                let mut drawing = Drawing::default();
                package.walk(&name, reading, &mut drawing)?;
                self.told.page.push_str(&drawing.text);
            }
        }
        Ok(())
    }

    /// Adds the text of parts of one kind. What no page shows, nor said already, is hidden.
    fn add_all(
        &mut self,
        package: &mut Package<'_>,
        relations: &Relations,
        kind: &str,
        unshown: &HashSet<&str>,
        reading: &mut Reading<'_>,
    ) -> Result<(), Reason> {
        for name in package.parts(relations, kind, &format!("word/{kind}")) {
            let (mut told, result) = self.story(package, &name, reading);
            if kind == "header" || kind == "footer" {
                // A letterhead is often white on a picture.
                told.faint.clear();
            }
            if unshown.contains(name.as_str()) {
                let text = std::mem::take(&mut told.page);
                if !self.told.page.contains(text.trim()) {
                    told.hidden.push_str(&text);
                }
            }
            self.told.append(&told);
            result?;
        }
        Ok(())
    }

    /// The text of one part, as far as it could be read.
    fn story(&self, package: &mut Package<'_>, name: &str, reading: &mut Reading<'_>) -> (Told, Result<(), Reason>) {
        let mut story = Story::new(&self.styles);
        let result = package.walk(name, reading, &mut story);
        (story.finish(), result.map(|_| ()))
    }

    /// Hands over what the parts told; the page is returned to compare with.
    fn hand_over(&mut self, reading: &mut Reading<'_>) -> Result<String, Reason> {
        let told = std::mem::take(&mut self.told);
        reading.text(Place::Page, told.page.clone())?;
        reading.text(Place::HiddenText, told.hidden)?;
        if !told.is_painted {
            reading.text(Place::HiddenText, told.faint)?;
        }
        for picture in told.pictures {
            reading.text(Place::Metadata(PICTURE.to_owned()), picture)?;
        }
        reading.text(Place::TrackedDeletion, told.deletions)?;
        reading.text(Place::TrackedInsertion, told.insertions)?;
        Ok(told.page)
    }

    fn read_comments(
        &self,
        package: &mut Package<'_>,
        relations: &Relations,
        reading: &mut Reading<'_>,
    ) -> Result<(), Reason> {
        for name in package.parts(relations, "comments", "word/comments.xml") {
            let (told, result) = self.story(package, &name, reading);
            for comment in told.comments {
                reading.text(Place::Comment, comment)?;
            }
            reading.text(Place::TrackedDeletion, told.deletions)?;
            result?;
        }
        Ok(())
    }
}
