//! Data that travels in the package and that no page shows: custom XML parts, as document generators leave them.
//!
//! Much of it repeats the page through bound fields. Only what the page does not say is handed over.

use super::{
    package::{Package, has_extension},
    xml::{Attributes, Handler},
};
use crate::{Place, Reason, formats::properties_kept::says_something, reading::Reading};

/// The folder of the parts.
const FOLDER: &str = "customXml/";

/// Reads the custom XML parts: a line a value, with the name of its element, unless `page` says the value.
///
/// # Errors
/// As [`Package::walk`].
pub(in crate::formats) fn read(package: &mut Package<'_>, page: &str, reading: &mut Reading<'_>) -> Result<(), Reason> {
    for name in package.names_under(FOLDER) {
        let name = name.to_lowercase();
        if has_extension(&name, "rels") || name.contains("itemprops") {
            continue;
        }
        let mut values = Values::default();
        package.walk(&name, reading, &mut values)?;
        let mut lines = String::new();
        for (element, value) in &values.all {
            reading.budget.check_time()?;
            if says_something(value) && !page.contains(value) {
                lines.extend([element, ": ", value, "\n"]);
            }
        }
        reading.text(Place::Behind, lines)?;
    }
    Ok(())
}

/// The elements of a part that hold nothing but text.
#[derive(Debug, Default)]
struct Values {
    all: Vec<(String, String)>,
    text: String,
    /// Whether the element that closes next had no elements inside.
    leaf: bool,
    /// Whether the part is a schema or the settings of a program.
    machine: bool,
}

impl Handler for Values {
    fn open(&mut self, name: &str, _: &Attributes<'_>) -> Result<(), Reason> {
        self.machine |= matches!(
            name,
            "schema" | "contentTypeSchema" | "Sources" | "FormTemplates" | "datastoreItem"
        );
        self.leaf = true;
        self.text.clear();
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Reason> {
        let value = self.text.trim();
        if self.leaf && !self.machine && !value.is_empty() {
            self.all.push((name.to_owned(), value.replace(['\n', '\t'], " ")));
        }
        self.leaf = false;
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Reason> {
        self.text.push_str(text);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{super::testing, *};
    use crate::Limits;

    #[test]
    fn only_what_the_page_does_not_say_is_handed_over() {
        let bytes = testing::package(&[
            (
                "customXml/item1.xml",
                "<klant><naam>P. Smit</naam><bsn>123456782</bsn><leeg> </leeg></klant>",
            ),
            (
                "customXml/itemProps1.xml",
                "<datastoreItem><x>tekst</x></datastoreItem>",
            ),
            ("customXml/item2.xml", "<schema><x>tekst</x></schema>"),
        ]);
        let found = testing::read(
            |bytes, reading| read(&mut Package::open(bytes, reading)?, "de heer P. Smit", reading),
            &bytes,
            &Limits::default(),
        );
        assert_eq!(testing::texts(&found, &Place::Behind), "bsn: 123456782\n");
    }
}
