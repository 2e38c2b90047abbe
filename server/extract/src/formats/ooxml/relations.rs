//! The relations of a part: which other parts it points to, as what, under which id.
//!
//! Targets outside the package are told apart and never followed.

use super::xml::{Attributes, Handler};
use crate::Reason;
use std::collections::HashMap;

/// One relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::formats) struct Relation {
    /// The last word of the relation's type, such as `worksheet`.
    pub(in crate::formats) kind: String,
    /// The name of the part it points to, without a leading slash; what stands there, if it lies outside.
    pub(in crate::formats) target: String,
    /// Whether the target lies outside the package.
    pub(in crate::formats) outside: bool,
}

/// All relations of one part, in the order of the file.
#[derive(Debug, Default)]
pub(in crate::formats) struct Relations {
    /// The folder of the part, with a trailing slash unless it is the root.
    folder: String,
    all: Vec<Relation>,
    ids: HashMap<String, usize>,
}

/// The name of the part that holds the relations of `part` (the root's for an empty name).
pub(in crate::formats) fn name_for(part: &str) -> String {
    let (folder, file) = part
        .rsplit_once('/')
        .map_or(("", part), |(folder, file)| (folder, file));
    if folder.is_empty() {
        format!("_rels/{file}.rels")
    } else {
        format!("{folder}/_rels/{file}.rels")
    }
}

impl Relations {
    /// No relations yet, for the part of this name.
    pub(in crate::formats) fn of(part: &str) -> Self {
        let folder = part
            .rsplit_once('/')
            .map_or(String::new(), |(folder, _)| format!("{folder}/"));
        Self {
            folder,
            ..Self::default()
        }
    }

    /// The part under an id.
    pub(in crate::formats) fn target(&self, id: &str) -> Option<&str> {
        let relation = self.all.get(*self.ids.get(id)?)?;
        (!relation.outside).then_some(relation.target.as_str())
    }

    /// The parts that are pointed to as a kind, in the order of the file.
    pub(in crate::formats) fn targets<'r>(&'r self, kind: &'r str) -> impl Iterator<Item = &'r str> {
        self.all
            .iter()
            .filter(move |relation| !relation.outside && relation.kind.eq_ignore_ascii_case(kind))
            .map(|relation| relation.target.as_str())
    }
}

impl Handler for Relations {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Result<(), Reason> {
        if name != "Relationship" {
            return Ok(());
        }
        let (Some(kind), Some(target)) = (attributes.get("Type"), attributes.get("Target")) else {
            return Ok(());
        };
        let outside = attributes
            .get("TargetMode")
            .is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
        if let Some(id) = attributes.get("Id") {
            self.ids.insert(id.into_owned(), self.all.len());
        }
        self.all.push(Relation {
            kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
            target: if outside {
                target.into_owned()
            } else {
                resolved(&self.folder, &target)
            },
            outside,
        });
        Ok(())
    }

    fn close(&mut self, _: &str) -> Result<(), Reason> {
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), Reason> {
        Ok(())
    }
}

/// The name of a part from the folder it is named in.
fn resolved(folder: &str, target: &str) -> String {
    let path = match target.strip_prefix('/') {
        Some(from_root) => from_root.to_owned(),
        None => format!("{folder}{target}"),
    };
    let mut steps: Vec<&str> = Vec::new();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_named_from_the_folder_of_their_part() {
        let cases = [
            ("xl/", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/worksheets/", "../comments1.xml", "xl/comments1.xml"),
            ("xl/", "/xl/styles.xml", "xl/styles.xml"),
            ("", "./word/document.xml", "word/document.xml"),
            // More steps up than there are folders stay inside.
            ("word/", "../../../etc/passwd", "etc/passwd"),
        ];
        for (folder, target, expected) in cases {
            assert_eq!(resolved(folder, target), expected, "{folder} {target}");
        }
    }

    #[test]
    fn relations_lie_beside_their_part() {
        assert_eq!(name_for(""), "_rels/.rels");
        assert_eq!(name_for("word/document.xml"), "word/_rels/document.xml.rels");
    }
}
