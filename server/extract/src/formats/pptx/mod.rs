//! `PowerPoint` slide shows (pptx, pptm, ppsx, potx): what the slides show, and what they do not.
//!
//! Which part is a slide, and which shows behind it, is decided here; the text of a part is `slide.rs`.

mod comments;
mod slide;

#[cfg(test)]
mod tests;

use self::{
    comments::Comments,
    slide::{Slide, Which},
};
use super::{
    Format,
    ooxml::{
        drawing::Drawing,
        package::Package,
        properties,
        relations::Relations,
        unseen,
        xml::{Attributes, Handler},
    },
};
use crate::{Place, Reason, reading::Reading, sniff};
use std::collections::HashSet;

/// `PowerPoint` slide shows.
pub(super) static FORMAT: Format = Format {
    name: "pptx",
    extensions: &["pptx", "pptm", "ppsx", "ppsm", "potx", "potm"],
    recognises: |peek| peek.package() == Some(sniff::Package::Slides),
    read,
};

/// Reads a slide show.
fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    let mut package = Package::open(bytes, reading)?;
    let result = Show::default().read(&mut package, reading);
    // Even where a slide is broken, the files inside and the properties may not be.
    package.read_inside("ppt/embeddings/", reading)?;
    package.read_macros(reading)?;
    properties::read(&mut package, reading)?;
    result
}

/// A slide show while it is read.
#[derive(Debug, Default)]
struct Show {
    page: String,
    /// What the slides do not show, in their order.
    beside: Vec<(Place, String)>,
    /// Layouts and masters that were read.
    behind: HashSet<String>,
    /// Width and height of the slides, where the show tells them.
    size: Option<(i64, i64)>,
}

impl Show {
    fn read(mut self, package: &mut Package<'_>, reading: &mut Reading<'_>) -> Result<(), Reason> {
        let main = package.main_part("ppt/presentation.xml", reading)?;
        let relations = package.relations(&main, reading)?;
        let mut listed = Listed::default();
        package.walk(&main, reading, &mut listed)?;
        self.size = listed.size;
        let mut slides: Vec<String> = listed
            .slides
            .iter()
            .filter_map(|id| relations.target(id))
            .map(str::to_owned)
            .collect();
        if slides.len() < listed.slides.len() {
            reading.note(Reason::Damaged);
        }
        let mut unlisted = package.names_under("ppt/slides/slide");
        unlisted.retain(|name| !slides.iter().any(|slide| slide.eq_ignore_ascii_case(name)));
        if slides.is_empty() {
            slides.append(&mut unlisted);
        }
        // A slide is read once, however often it is listed.
        let mut known = HashSet::new();
        slides.retain(|slide| known.insert(slide.clone()));
        let read = self.read_slides(package, &slides, reading);
        reading.text(Place::Page, std::mem::take(&mut self.page))?;
        for (place, text) in std::mem::take(&mut self.beside) {
            reading.text(place, text)?;
        }
        read?;
        for part in unlisted {
            let (shown, unseen, _) = text_of(package, &part, Which::All, reading)?;
            reading.text(Place::HiddenText, shown + &unseen)?;
        }
        for part in relations
            .targets("commentAuthors")
            .chain(package.names_under("ppt/comments/").iter().map(String::as_str))
        {
            let mut comments = Comments::default();
            package.walk(part, reading, &mut comments)?;
            for comment in comments.all {
                reading.text(Place::Comment, comment)?;
            }
        }
        finish(package, reading)
    }

    /// Reads the slides in their order, with what belongs to each.
    fn read_slides(
        &mut self,
        package: &mut Package<'_>,
        slides: &[String],
        reading: &mut Reading<'_>,
    ) -> Result<(), Reason> {
        for (number, part) in (1..).zip(slides) {
            let which = self
                .size
                .map_or(Which::All, |(width, height)| Which::Sized(width, height));
            let (mut shown, unseen, hidden) = text_of(package, part, which, reading)?;
            let relations = package.relations(part, reading)?;
            shown.push_str(&drawn(package, &relations, reading)?);
            if hidden {
                self.beside.push((Place::HiddenSlide(number), shown));
            } else {
                self.page.push_str(&shown);
                self.read_behind(package, &relations, reading)?;
            }
            self.beside.push((Place::HiddenText, unseen));
            for notes in relations.targets("notesSlide") {
                let (notes, unseen, _) = text_of(package, notes, Which::All, reading)?;
                self.beside.push((Place::SpeakerNotes, notes + &unseen));
            }
        }
        Ok(())
    }

    /// Reads what shows behind a slide, once.
    fn read_behind(
        &mut self,
        package: &mut Package<'_>,
        relations: &Relations,
        reading: &mut Reading<'_>,
    ) -> Result<(), Reason> {
        for layout in relations.targets("slideLayout") {
            if !self.behind.insert(layout.to_owned()) {
                continue;
            }
            let (shown, _, _) = text_of(package, layout, Which::Background, reading)?;
            self.page.push_str(&shown);
            for master in package.relations(layout, reading)?.targets("slideMaster") {
                if self.behind.insert(master.to_owned()) {
                    let (shown, _, _) = text_of(package, master, Which::Background, reading)?;
                    self.page.push_str(&shown);
                }
            }
        }
        Ok(())
    }
}

/// Reads what lies beside the slides, and tells when they are pictures only.
fn finish(package: &mut Package<'_>, reading: &mut Reading<'_>) -> Result<(), Reason> {
    let parts = reading.found.parts.iter();
    let page: String = parts
        .filter(|part| part.place == Place::Page && part.file == reading.file)
        .map(|part| part.text.as_str())
        .collect();
    unseen::read(package, &page, reading)?;
    if page.trim().is_empty() && package.has_scan("ppt/media/", reading)? {
        reading.note(Reason::ImageOnly);
    }
    Ok(())
}

/// What a part shows, what it does not, and whether the show leaves it out.
fn text_of(
    package: &mut Package<'_>,
    part: &str,
    which: Which,
    reading: &mut Reading<'_>,
) -> Result<(String, String, bool), Reason> {
    let mut slide = Slide::new(which);
    let found = package.walk(part, reading, &mut slide)?;
    if !found {
        reading.note(Reason::Damaged);
    }
    let hidden = slide.hidden;
    let (shown, unseen) = slide.finish();
    Ok((shown, unseen, hidden))
}

/// The text of the charts and diagrams of a slide.
fn drawn(package: &mut Package<'_>, relations: &Relations, reading: &mut Reading<'_>) -> Result<String, Reason> {
    let mut text = String::new();
    for part in relations.targets("chart").chain(relations.targets("diagramData")) {
        let mut drawing = Drawing::default();
        package.walk(part, reading, &mut drawing)?;
        text.push_str(&drawing.text);
    }
    Ok(text)
}

/// What the show says of its slides.
#[derive(Debug, Default)]
struct Listed {
    /// Ids of the relations to them, in their order.
    slides: Vec<String>,
    size: Option<(i64, i64)>,
}

impl Handler for Listed {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Result<(), Reason> {
        match name {
            // The other id of a slide is a number.
            "sldId" => attributes.each(|key, value| {
                if key == "id" && value.parse::<u32>().is_err() {
                    self.slides.push(value.into_owned());
                }
            }),
            "sldSz" => {
                let side = |name| attributes.get(name).and_then(|side| side.parse().ok());
                self.size = side("cx").zip(side("cy"));
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, _: &str) -> Result<(), Reason> {
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), Reason> {
        Ok(())
    }
}
