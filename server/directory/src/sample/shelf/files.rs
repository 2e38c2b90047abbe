//! Writes small files of the usual kinds, as plain as they may be.
//!
//! For samples only: no styles, no pages beyond the first, and nothing in them that was not given.

use super::Sheet;
use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
};
use zip::{ZipWriter, write::SimpleFileOptions};

/// An archive under a password, made by another program.
const LOCKED: &[u8] = include_bytes!("stukken.zip");

const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const SHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const KIND: &str = "application/vnd.openxmlformats-officedocument";

/// A file that is kept beside the drafts; nothing when there is none of this name.
pub(super) fn kept(name: &str) -> Vec<u8> {
    if name == "stukken.zip" {
        LOCKED.to_vec()
    } else {
        Vec::new()
    }
}

/// Lines of text.
pub(super) fn text(lines: &[String]) -> Vec<u8> {
    lines
        .iter()
        .flat_map(|line| [line.as_bytes(), b"\r\n"].concat())
        .collect()
}

/// A document for Word, a paragraph a line.
pub(super) fn document(lines: &[String]) -> Vec<u8> {
    let mut paragraphs = String::new();
    for line in lines {
        // Writing into a String cannot fail.
        let _ = write!(
            paragraphs,
            "<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
            escaped(line)
        );
    }
    let body = format!("{DECLARATION}<w:document xmlns:w=\"{WORD}\"><w:body>{paragraphs}</w:body></w:document>");
    package(
        &[(
            "word/document.xml",
            &format!("{KIND}.wordprocessingml.document.main+xml"),
            body,
        )],
        "word/document.xml",
        &[],
    )
}

/// A workbook for Excel; every cell is text.
pub(super) fn workbook(sheets: &[Sheet]) -> Vec<u8> {
    let mut list = String::new();
    let mut parts = Vec::new();
    for (at, sheet) in sheets.iter().enumerate() {
        let (number, state) = (at + 1, if sheet.hidden { " state=\"hidden\"" } else { "" });
        let _ = write!(
            list,
            "<sheet name=\"{}\" sheetId=\"{number}\"{state} r:id=\"rId{number}\"/>",
            escaped(&sheet.name)
        );
        parts.push((format!("xl/worksheets/sheet{number}.xml"), cells(sheet)));
    }
    let book =
        format!("{DECLARATION}<workbook xmlns=\"{SHEET}\" xmlns:r=\"{OFFICE}\"><sheets>{list}</sheets></workbook>");
    let kind = format!("{KIND}.spreadsheetml.worksheet+xml");
    let mut all = vec![("xl/workbook.xml", format!("{KIND}.spreadsheetml.sheet.main+xml"), book)];
    all.extend(
        parts
            .iter()
            .map(|(name, text)| (name.as_str(), kind.clone(), text.clone())),
    );
    let all: Vec<(&str, &str, String)> = all
        .iter()
        .map(|(name, kind, text)| (*name, kind.as_str(), text.clone()))
        .collect();
    let names: Vec<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
    package(&all, "xl/workbook.xml", &names)
}

fn cells(sheet: &Sheet) -> String {
    let mut rows = String::new();
    for row in &sheet.rows {
        rows.push_str("<row>");
        for cell in row {
            let _ = write!(rows, "<c t=\"inlineStr\"><is><t>{}</t></is></c>", escaped(cell));
        }
        rows.push_str("</row>");
    }
    format!("{DECLARATION}<worksheet xmlns=\"{SHEET}\"><sheetData>{rows}</sheetData></worksheet>")
}

/// Parts with their kinds, the main one, and the sheets that it refers to.
fn package(parts: &[(&str, &str, String)], main: &str, sheets: &[&str]) -> Vec<u8> {
    let mut kinds = String::new();
    for (name, kind, _) in parts {
        let _ = write!(kinds, "<Override PartName=\"/{name}\" ContentType=\"{kind}\"/>");
    }
    let types = format!(
        "{DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default \
         Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>{kinds}</Types>"
    );
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), types),
        ("_rels/.rels".to_owned(), relations(&[("officeDocument", main)])),
    ];
    if !sheets.is_empty() {
        let targets: Vec<(&str, &str)> = sheets
            .iter()
            .map(|name| ("worksheet", name.trim_start_matches("xl/")))
            .collect();
        files.push(("xl/_rels/workbook.xml.rels".to_owned(), relations(&targets)));
    }
    files.extend(parts.iter().map(|(name, _, text)| ((*name).to_owned(), text.clone())));
    packed(&files)
}

fn relations(targets: &[(&str, &str)]) -> String {
    let mut list = String::new();
    for (at, (kind, target)) in targets.iter().enumerate() {
        let id = at + 1;
        let _ = write!(
            list,
            "<Relationship Id=\"rId{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>"
        );
    }
    format!("{DECLARATION}<Relationships xmlns=\"{RELATIONS}\">{list}</Relationships>")
}

/// Nothing when memory cannot be written to, which does not happen; a test would see it.
fn packed(files: &[(String, String)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let written: Result<(), std::io::Error> = files.iter().try_for_each(|(name, text)| {
        archive.start_file(name, SimpleFileOptions::default())?;
        archive.write_all(text.as_bytes())
    });
    match (written, archive.finish()) {
        (Ok(()), Ok(bytes)) => bytes.into_inner(),
        _ => Vec::new(),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// One page (PDF 1.4) with a line below the other, in Helvetica. Letters beyond Latin-1 become question marks.
pub(super) fn page(lines: &[String]) -> Vec<u8> {
    let mut drawing = b"BT /F1 12 Tf 16 TL 72 770 Td\n".to_vec();
    for line in lines {
        drawing.push(b'(');
        for sign in line.chars() {
            if matches!(sign, '(' | ')' | '\\') {
                drawing.push(b'\\');
            }
            drawing.push(u8::try_from(u32::from(sign)).unwrap_or(b'?'));
        }
        drawing.extend_from_slice(b") Tj T*\n");
    }
    drawing.extend_from_slice(b"ET");
    let mut stream = format!("<< /Length {} >>\nstream\n", drawing.len()).into_bytes();
    stream.extend_from_slice(&drawing);
    stream.extend_from_slice(b"\nendstream");
    objects(&[
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        &stream,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ])
}

/// The objects with the table that tells where each begins.
fn objects(objects: &[&[u8]]) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (at, object) in objects.iter().enumerate() {
        let _ = writeln!(table, "{:010} 00000 n ", file.len());
        file.extend_from_slice(format!("{} 0 obj\n", at + 1).as_bytes());
        file.extend_from_slice(object);
        file.extend_from_slice(b"\nendobj\n");
    }
    let end = format!(
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{}\n%%EOF\n",
        objects.len() + 1,
        file.len()
    );
    file.extend_from_slice(table.as_bytes());
    file.extend_from_slice(end.as_bytes());
    file
}
