//! Documents made in tests: what the pages show, what they hide, and what is broken or hostile.

mod guessed;
mod hidden;
mod hostile;

use super::super::corpus::limits;
use crate::{Extraction, Place, extract};
use std::fmt::Write;

/// A document of which each part can be chosen.
#[derive(Debug, Default)]
struct Made {
    bytes: Vec<u8>,
    /// Where each object begins.
    places: Vec<(u32, usize)>,
    table: usize,
}

impl Made {
    /// A document of these objects; the first is the catalog.
    fn of(objects: &[&str]) -> Self {
        let mut made = Self {
            bytes: b"%PDF-1.7\n".to_vec(),
            ..Self::default()
        };
        let numbered: Vec<(u32, &str)> = (1..).zip(objects.iter().copied()).collect();
        made.add(&numbered, "");
        made
    }

    /// One page with this content, and what else the catalog, the page and the file have.
    fn page(content: &str, catalog: &str, page: &str, more: &[&str]) -> Self {
        let catalog = format!("<</Type/Catalog/Pages 2 0 R{catalog}>>");
        let page = format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>{page}>>"
        );
        let content = stream("", content);
        let usual = [
            catalog.as_str(),
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            &page,
            &content,
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ];
        Self::of(&[&usual, more].concat())
    }

    /// Adds objects behind the end, as a program that saves a change does.
    fn add(&mut self, objects: &[(u32, &str)], trailer: &str) {
        let mut table = "xref\n".to_owned();
        for (number, object) in objects {
            self.places.push((*number, self.bytes.len()));
            let _ = write!(table, "{number} 1\n{:010} 00000 n \n", self.bytes.len());
            self.bytes.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
        }
        let before = if self.table == 0 {
            String::new()
        } else {
            format!("/Prev {}", self.table)
        };
        self.table = self.bytes.len();
        let end = format!(
            "trailer\n<</Root 1 0 R/Size 99{before}{trailer}>>\nstartxref\n{}\n%%EOF\n",
            self.table
        );
        self.bytes.extend(table.bytes().chain(end.bytes()));
    }

    fn read(&self) -> Extraction {
        extract("stuk.pdf", &self.bytes, &limits())
    }
}

fn stream(dictionary: &str, content: &str) -> String {
    format!("<<{dictionary}/Length {}>>stream\n{content}\nendstream", content.len())
}

/// Shows a line at a height.
fn line(height: u32, text: &str) -> String {
    format!("BT /F 12 Tf 50 {height} Td ({text}) Tj ET\n")
}

/// The text at a place, whatever follows it.
fn at(found: &Extraction, place: &Place) -> String {
    let texts = found.parts.iter().filter(|part| part.place == *place);
    texts
        .map(|part| part.text.trim().to_owned())
        .collect::<Vec<_>>()
        .join("\n")
}
