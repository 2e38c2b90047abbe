//! The properties of the file: who made it, for whom, about what. Which program made it does not matter.

use super::{
    package::Package,
    xml::{Attributes, Handler},
};
use crate::{
    Place, Reason,
    formats::properties_kept::{name_says_something, says_something},
    reading::Reading,
};

/// Elements of the core and extended properties that people fill in.
const FIELDS: &[(&str, &str)] = &[
    ("creator", "creator"),
    ("lastModifiedBy", "lastModifiedBy"),
    ("title", "title"),
    ("subject", "subject"),
    ("keywords", "keywords"),
    ("description", "description"),
    ("category", "category"),
    ("Company", "company"),
    ("Manager", "manager"),
];

/// Reads the properties of the package.
///
/// # Errors
/// As [`Package::walk`].
pub(in crate::formats) fn read(package: &mut Package<'_>, reading: &mut Reading<'_>) -> Result<(), Reason> {
    let root = package.relations("", reading)?;
    let parts = [
        ("core-properties", "docProps/core.xml"),
        ("extended-properties", "docProps/app.xml"),
        ("custom-properties", "docProps/custom.xml"),
    ];
    for (kind, usual) in parts {
        let name = root.targets(kind).next().unwrap_or(usual).to_owned();
        let mut found = Properties::default();
        package.walk(&name, reading, &mut found)?;
        for (field, value) in found.all {
            reading.text(Place::Metadata(field), value)?;
        }
    }
    Ok(())
}

#[derive(Debug, Default)]
struct Properties {
    all: Vec<(String, String)>,
    /// The field that is open, and its value so far.
    open: Option<(String, String)>,
    /// Whether the open field is one that users or programs added by name.
    custom: bool,
}

impl Handler for Properties {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Result<(), Reason> {
        if name == "property" {
            let field = attributes.get("name").filter(|field| name_says_something(field));
            self.open = field.map(|field| (field.into_owned(), String::new()));
            self.custom = true;
        } else if let Some((_, field)) = FIELDS.iter().find(|(element, _)| *element == name)
            && self.open.is_none()
        {
            self.open = Some(((*field).to_owned(), String::new()));
            self.custom = false;
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Reason> {
        let ends = if self.custom {
            name == "property"
        } else {
            FIELDS.iter().any(|(element, _)| *element == name)
        };
        if ends
            && let Some((field, value)) = self.open.take()
            && says_something(&value)
        {
            self.all.push((field, value.trim().to_owned()));
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Reason> {
        if let Some((_, value)) = &mut self.open {
            value.push_str(text);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{super::testing, *};
    use crate::Limits;

    #[test]
    fn people_are_kept_and_programs_dropped() {
        let core = r#"<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>K. Bakker</dc:creator>
            <cp:lastModifiedBy>openpyxl</cp:lastModifiedBy><cp:revision>4</cp:revision><dc:title>Brief &amp; bijlage</dc:title>
            </cp:coreProperties>"#;
        let app =
            "<Properties><Application>Microsoft Office Word</Application><Company>Bakker Advies</Company></Properties>";
        let custom = r#"<Properties><property name="Klant"><vt:lpwstr xmlns:vt="v">S. Mulder</vt:lpwstr></property>
            <property name="ContentTypeId"><vt:lpwstr xmlns:vt="v">0x0101</vt:lpwstr></property></Properties>"#;
        let bytes = testing::package(&[
            ("docProps/core.xml", core),
            ("docProps/app.xml", app),
            ("docProps/custom.xml", custom),
        ]);
        let found = testing::read(
            |bytes, reading| read(&mut Package::open(bytes, reading)?, reading),
            &bytes,
            &Limits::default(),
        );
        let fields: Vec<_> = found
            .parts
            .iter()
            .map(|part| (part.place.clone(), part.text.as_str()))
            .collect();
        let field = |name: &str| Place::Metadata(name.to_owned());
        assert_eq!(
            fields,
            [
                (field("creator"), "K. Bakker"),
                (field("title"), "Brief & bijlage"),
                (field("company"), "Bakker Advies"),
                (field("Klant"), "S. Mulder"),
            ]
        );
        assert_eq!(found.notes, []);
    }
}
