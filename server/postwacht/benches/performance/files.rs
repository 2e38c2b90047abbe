//! How fast attachments are read: documents as an office mails them, made here.

use crate::{clock, office, table::Table, texts};
use postwacht_extract::{Limits, extract};
use std::{hint::black_box, io::Write as _};
use zip::write::SimpleFileOptions;

const PAGES: usize = 40;

pub(crate) fn measure(table: &mut Table) {
    for (name, bytes, text) in [
        ("stuk.docx", docx(), 3_000 * PAGES),
        ("lijst.xlsx", xlsx(), 0),
        ("stuk.pdf", pdf(), 0),
    ] {
        let mut found = 0;
        let time = clock::median(5, || {
            let extraction = extract(name, black_box(&bytes), &Limits::default());
            found = extraction.parts.iter().map(|part| part.text.len()).sum();
        });
        assert!(found > text / 2, "{name}: {found} bytes of text");
        let copied = clock::median(5, || {
            black_box(
                bytes
                    .iter()
                    .fold(0_u64, |sum, byte| sum.wrapping_mul(31) ^ u64::from(*byte)),
            );
        });
        let seconds = time.as_secs_f64();
        table.add(
            format!(
                "reading {name} ({PAGES} pages, {} KB packed, {} KB of text)",
                bytes.len() / 1000,
                found / 1000
            ),
            format!(
                "{:.0} pages/s, {:.1} MB/s of text",
                PAGES as f64 / seconds,
                found as f64 / 1e6 / seconds
            ),
            format!(
                "{:.0} x the time of one pass over its bytes",
                seconds / copied.as_secs_f64().max(1e-9)
            ),
            "",
        );
    }
}

fn zipped(files: &[(&str, String)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn docx() -> Vec<u8> {
    let mut body = String::new();
    for page in 0..PAGES {
        for paragraph in texts::prose(3_000).split(". ") {
            body.push_str(&format!(
                "<w:p><w:r><w:t xml:space=\"preserve\">{page} {paragraph}. </w:t></w:r></w:p>"
            ));
        }
    }
    let main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    zipped(&[
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/word/document.xml\" ContentType=\"{main}\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
            ),
        ),
        (
            "word/document.xml",
            format!(
                "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
            ),
        ),
    ])
}

fn xlsx() -> Vec<u8> {
    let mut rows = String::new();
    for row in 1..=PAGES * 50 {
        let cells: [(&str, String); 3] = [
            ("A", office::name(row)),
            ("B", office::bsn(row)),
            ("C", format!("{row},00")),
        ];
        let cells: String = cells
            .iter()
            .map(|(column, text)| format!("<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"))
            .collect();
        rows.push_str(&format!("<row r=\"{row}\">{cells}</row>"));
    }
    let main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    let sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    zipped(&[
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/xl/workbook.xml\" ContentType=\"{main}\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"r1\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{sheet}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"Lijst\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{sheet}\"><sheetData>{rows}</sheetData></worksheet>"),
        ),
    ])
}

/// A PDF with one font and a page of text a page, written by hand.
fn pdf() -> Vec<u8> {
    let mut file = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    let mut object = |file: &mut String, body: String| {
        places.push(file.len());
        file.push_str(&format!("{} 0 obj\n{body}\nendobj\n", places.len()));
    };
    let kids: Vec<String> = (0..PAGES).map(|page| format!("{} 0 R", 4 + page * 2)).collect();
    object(&mut file, "<< /Type /Catalog /Pages 2 0 R >>".to_owned());
    object(
        &mut file,
        format!("<< /Type /Pages /Kids [{}] /Count {PAGES} >>", kids.join(" ")),
    );
    object(
        &mut file,
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    );
    for page in 0..PAGES {
        let contents = 5 + page * 2;
        object(
            &mut file,
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {contents} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            ),
        );
        let plain: String = texts::prose(3_000)
            .chars()
            .filter(char::is_ascii)
            .filter(|sign| !"()\\".contains(*sign))
            .collect();
        let lines: String = plain
            .split(". ")
            .map(|line| format!("({}) Tj 0 -14 Td\n", line.trim()))
            .collect();
        let stream = format!("BT /F1 10 Tf 50 800 Td\n{lines}ET");
        object(
            &mut file,
            format!("<< /Length {} >>\nstream\n{stream}\nendstream", stream.len()),
        );
    }
    let start = file.len();
    let entries: String = places.iter().map(|place| format!("{place:010} 00000 n \n")).collect();
    file.push_str(&format!(
        "xref\n0 {0}\n0000000000 65535 f \n{entries}trailer\n<< /Size {0} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n",
        places.len() + 1
    ));
    file.into_bytes()
}
