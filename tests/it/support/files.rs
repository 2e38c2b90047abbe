//! Attachments made of their parts: office documents, archives and PDF files, sound and hostile.

use std::io::{Cursor, Write as _};
use zip::{ZipArchive, ZipWriter, result::ZipResult, write::SimpleFileOptions};

/// A zip file of these parts.
pub(crate) fn archive<C: AsRef<[u8]>>(parts: &[(&str, C)]) -> ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default())?;
        zip.write_all(content.as_ref())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// A zip file of `copies` files of `size` zeros each. Packed once and copied, so it is made quickly.
pub(crate) fn bomb(copies: usize, size: usize) -> ZipResult<Vec<u8>> {
    let mut one = ZipArchive::new(Cursor::new(archive(&[("nul", vec![0; size])])?))?;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for copy in 0..copies {
        zip.raw_copy_file_rename(one.by_index_raw(0)?, format!("{copy}.txt"))?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Bytes that are no text and no file of any kind, behind the first bytes that some kind begins with.
pub(crate) fn noise(opening: &[u8], size: usize) -> Vec<u8> {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    let rest = std::iter::repeat_with(&mut next).take(size);
    opening.iter().copied().chain(rest).collect()
}

const DOCX_TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const DOCX_RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

/// A Word document with a paragraph a line.
pub(crate) fn docx(text: &str) -> ZipResult<Vec<u8>> {
    let paragraph = |line| {
        format!(
            "<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
            escaped(line)
        )
    };
    let paragraphs = text.lines().map(paragraph).collect::<Vec<String>>().concat();
    docx_of(&format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{paragraphs}</w:body></w:document>"#
    ))
}

/// A Word document with this as its main part.
pub(crate) fn docx_of(document: &str) -> ZipResult<Vec<u8>> {
    archive(&[
        ("[Content_Types].xml", DOCX_TYPES),
        ("_rels/.rels", DOCX_RELATIONS),
        ("word/document.xml", document),
    ])
}

const XLSX_TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#;
const XLSX_RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const WORKBOOK_RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

/// An Excel workbook with one sheet of texts.
pub(crate) fn xlsx(rows: &[Vec<String>]) -> ZipResult<Vec<u8>> {
    let cell = |text: &String| format!(r#"<c t="inlineStr"><is><t>{}</t></is></c>"#, escaped(text));
    let row = |cells: &Vec<String>| format!("<row>{}</row>", cells.iter().map(cell).collect::<String>());
    let sheet = format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>"#,
        rows.iter().map(row).collect::<String>()
    );
    archive(&[
        ("[Content_Types].xml", XLSX_TYPES),
        ("_rels/.rels", XLSX_RELATIONS),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", WORKBOOK_RELATIONS),
        ("xl/worksheets/sheet1.xml", &sheet),
    ])
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// A PDF file of these objects, the first of which is the catalog.
pub(crate) fn pdf<O: AsRef<str>>(objects: &[O]) -> Vec<u8> {
    let mut pdf = String::from("%PDF-1.4\n");
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(objects) {
        table.extend([format!("{:010} 00000 n \n", pdf.len())]);
        pdf.extend([format!("{number} 0 obj\n{}\nendobj\n", object.as_ref())]);
    }
    let start = pdf.len();
    pdf.extend([format!(
        "{table}trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    )]);
    pdf.into_bytes()
}

/// A page with one line of text, as a PDF file.
pub(crate) fn pdf_page(line: &str) -> Vec<u8> {
    let shown = format!("BT /F1 12 Tf 72 720 Td ({line}) Tj ET");
    pdf(&[
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{shown}\nendstream", shown.len()),
    ])
}
