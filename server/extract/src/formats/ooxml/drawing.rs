//! The text of drawings, diagrams and charts: what stands in shapes, and the cached names of a chart.

use super::xml::{Attributes, Handler};
use crate::{Reason, formats::properties_kept::says_something};

/// The property that tells what a picture shows, for whoever cannot see it.
pub(in crate::formats) const PICTURE: &str = "description of a picture";

/// What a shape or picture is said to show. That a program said so, and the name of its file, is left out.
pub(in crate::formats) fn described(attributes: &Attributes<'_>) -> Vec<String> {
    let told = ["title", "descr"].into_iter().filter_map(|name| attributes.get(name));
    told.map(|text| text.trim().replace(['\n', '\r'], " "))
        .filter(|text| says_something(text))
        .collect()
}

/// Collects the text of a drawing part: a line a paragraph, a line a cached name.
#[derive(Debug, Default)]
pub(in crate::formats) struct Drawing {
    /// The text so far.
    pub(in crate::formats) text: String,
    /// What its pictures and shapes are said to show.
    pub(in crate::formats) described: Vec<String>,
    taking: bool,
    /// Whether the values that come are names and not the numbers of a chart.
    names: bool,
    /// How many fallbacks are open: they repeat what stands before them.
    fallbacks: u32,
}

impl Handler for Drawing {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Result<(), Reason> {
        match name {
            "cNvPr" => self.described.extend(described(attributes)),
            "t" => self.taking = true,
            "v" => self.taking = self.names,
            "strCache" | "strLit" | "tx" => self.names = true,
            "Fallback" => self.fallbacks += 1,
            "br" => self.text.push('\n'),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Reason> {
        match name {
            "t" | "v" => self.taking = false,
            "strCache" | "strLit" | "tx" => self.names = false,
            "Fallback" => self.fallbacks = self.fallbacks.saturating_sub(1),
            _ => {}
        }
        if matches!(name, "p" | "pt" | "tx") && !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Reason> {
        if self.taking && self.fallbacks == 0 {
            self.text.push_str(text);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, budget::Budget, formats::ooxml::xml};
    use std::time::Instant;

    #[test]
    fn shapes_and_cached_names_are_taken_and_numbers_left() {
        let xml = r"<x><p><r><t>Post</t></r><r><t>bus</t></r></p><p><r><t>twee</t></r></p>
            <cat><strRef><f>Blad1!A1</f><strCache><pt><v>Mulder</v></pt></strCache></strRef></cat>
            <ser><tx><v>Omzet Bos</v></tx></ser>
            <val><numRef><numCache><pt><v>1234</v></pt></numCache></numRef></val>
            <AlternateContent><Choice><p><t>een keer</t></p></Choice><Fallback><p><t>een keer</t></p></Fallback></AlternateContent></x>";
        let mut drawing = Drawing::default();
        xml::walk(
            xml.as_bytes(),
            &Budget::new(&Limits::default(), Instant::now),
            &mut drawing,
        )
        .unwrap();
        assert_eq!(drawing.text, "Postbus\ntwee\nMulder\nOmzet Bos\neen keer\n");
    }
}
