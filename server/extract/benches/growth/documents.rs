//! Documents of an office program that ask for much in few bytes.

use super::{Family, archives::packed};

pub(crate) const FAMILIES: &[Family] = &[
    ("tables-in-tables.docx", |n| {
        docx(&("<w:tbl><w:tr><w:tc>".repeat(n) + "<w:p><w:r><w:t>a</w:t></w:r></w:p>"))
    }),
    ("paragraphs.docx", |n| {
        docx(&"<w:p><w:r><w:t>woord</w:t></w:r></w:p>".repeat(n))
    }),
    ("runs.docx", |n| {
        docx(&format!("<w:p>{}</w:p>", "<w:r><w:t>a</w:t></w:r>".repeat(n)))
    }),
    ("cells-of-one-row.docx", |n| {
        let cells = "<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>".repeat(n);
        docx(&format!("<w:tbl><w:tr>{cells}</w:tr></w:tbl>"))
    }),
    ("fields-not-ended.docx", |n| {
        docx(&"<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r></w:p>".repeat(n))
    }),
    ("boxes-in-boxes.docx", |n| {
        docx(&("<w:p><w:r><w:txbxContent>".repeat(n) + "<w:p><w:r><w:t>a</w:t></w:r></w:p>"))
    }),
    ("attributes.docx", |n| {
        docx(&format!(
            "<w:p {}/>",
            (0..n).map(|at| format!("a{at}=\"b\" ")).collect::<String>()
        ))
    }),
    ("styles-upon-styles.docx", |n| {
        let style = |at: usize| {
            format!(
                "<w:style w:styleId=\"s{at}\"><w:basedOn w:val=\"s{}\"/><w:rPr><w:vanish/></w:rPr></w:style>",
                at + 1
            )
        };
        let styles: String = (0..n).map(style).collect();
        let shown = |at: usize| format!("<w:p><w:pPr><w:pStyle w:val=\"s{at}\"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>");
        let text: String = (0..n).map(shown).collect();
        office(
            "word/document.xml",
            WORD,
            &document(&text),
            &[("word/styles.xml", styles_of(&styles))],
        )
    }),
    ("cells.xlsx", |n| {
        sheet(&rows(n, |row| format!("<c r=\"A{row}\"><v>{row}</v></c>")), "")
    }),
    ("cells-far-apart.xlsx", |n| {
        sheet(&rows(n, |row| format!("<c r=\"XFD{row}\"><v>1</v></c>")), "")
    }),
    ("cells-of-one-row.xlsx", |n| {
        sheet(&format!("<row r=\"1\">{}</row>", "<c><v>1</v></c>".repeat(n)), "")
    }),
    ("cells-backwards.xlsx", |n| {
        sheet(
            &(0..n)
                .map(|at| format!("<row r=\"{}\"><c r=\"B1\"><v>1</v></c></row>", n - at))
                .collect::<String>(),
            "",
        )
    }),
    ("hidden-columns.xlsx", |n| {
        let columns: String = (0..n)
            .map(|at| format!("<col min=\"{}\" max=\"16384\" hidden=\"1\"/>", at + 1))
            .collect();
        sheet(
            &rows(n, |row| format!("<c r=\"C{row}\"><v>1</v></c>")),
            &format!("<cols>{columns}</cols>"),
        )
    }),
    ("sheets.xlsx", |n| {
        let sheets: String = (0..n)
            .map(|at| format!("<sheet name=\"b{at}\" sheetId=\"{at}\" r:id=\"r{at}\"/>"))
            .collect();
        let relations: String = (0..n)
            .map(|at| relation(&format!("r{at}"), "worksheet", "worksheets/sheet1.xml"))
            .collect();
        book(
            &sheets,
            &relations,
            &rows(9, |row| format!("<c r=\"A{row}\"><v>1</v></c>")),
        )
    }),
    ("names.xlsx", |n| {
        let names: String = (0..n)
            .map(|at| format!("<definedName name=\"n{at}\">Blad1!$A${at}</definedName>"))
            .collect();
        let sheets = format!(
            "<sheet name=\"b\" sheetId=\"1\" r:id=\"r0\"/></sheets><definedNames>{names}</definedNames><sheets>"
        );
        book(&sheets, &relation("r0", "worksheet", "worksheets/sheet1.xml"), "")
    }),
    ("shared-text.xlsx", |n| {
        let cells = rows(n, |row| format!("<c r=\"A{row}\" t=\"s\"><v>0</v></c>"));
        let shared = format!("<sst {SHEET}><si><t>{}</t></si></sst>", "woord ".repeat(n));
        let relations = relation("r0", "worksheet", "worksheets/sheet1.xml")
            + &relation("r1", "sharedStrings", "sharedStrings.xml");
        let sheet = format!("<worksheet {SHEET}><sheetData>{cells}</sheetData></worksheet>");
        office_with(
            "xl/workbook.xml",
            EXCEL,
            &format!("<workbook {SHEET}><sheets><sheet name=\"b\" sheetId=\"1\" r:id=\"r0\"/></sheets></workbook>"),
            &relations,
            &[("xl/worksheets/sheet1.xml", sheet), ("xl/sharedStrings.xml", shared)],
        )
    }),
    ("slides.pptx", |n| {
        let slides: String = (0..n)
            .map(|at| format!("<p:sldId id=\"{at}\" r:id=\"r{at}\"/>"))
            .collect();
        let relations: String = (0..n)
            .map(|at| relation(&format!("r{at}"), "slide", "slides/slide1.xml"))
            .collect();
        let slide = "<p:sld xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\"><a:t xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\">a</a:t></p:sld>";
        office_with(
            "ppt/presentation.xml",
            POWERPOINT,
            &format!(
                "<p:presentation xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" {RELATED}><p:sldIdLst>{slides}</p:sldIdLst></p:presentation>"
            ),
            &relations,
            &[("ppt/slides/slide1.xml", slide.to_owned())],
        )
    }),
    ("paragraphs.odt", |n| odt("", &"<text:p>woord</text:p>".repeat(n))),
    ("spans-in-spans.odt", |n| {
        odt("", &format!("<text:p>{}a", "<text:span>".repeat(n)))
    }),
    ("tables-in-tables.odt", |n| {
        odt(
            "",
            &("<table:table><table:table-row><table:table-cell>".repeat(n) + "<text:p>a</text:p>"),
        )
    }),
    ("styles-upon-styles.odt", |n| {
        let style = |at: usize| {
            format!(
                "<style:style style:name=\"s{at}\" style:family=\"text\" style:parent-style-name=\"s{}\"/>",
                at + 1
            )
        };
        let styles: String = (0..n).map(style).collect();
        let text: String = (0..n)
            .map(|at| format!("<text:p><text:span text:style-name=\"s{at}\">a</text:span></text:p>"))
            .collect();
        odt(&styles, &text)
    }),
    ("repeated-cells.ods", |n| {
        ods(&"<table:table-row table:number-rows-repeated=\"9999\"><table:table-cell table:number-columns-repeated=\"999\"><text:p>a</text:p></table:table-cell></table:table-row>".repeat(n))
    }),
    ("empty-repeated-cells.ods", |n| {
        ods(&"<table:table-row table:number-rows-repeated=\"99999\"><table:table-cell table:number-columns-repeated=\"999\"/></table:table-row>".repeat(n))
    }),
    ("cells-of-one-row.ods", |n| {
        ods(&format!(
            "<table:table-row>{}</table:table-row>",
            "<table:table-cell><text:p>a</text:p></table:table-cell>".repeat(n)
        ))
    }),
    ("groups-in-groups.rtf", |n| {
        format!("{{\\rtf1 {}a", "{\\b ".repeat(n)).into_bytes()
    }),
    ("fonts.rtf", |n| {
        let fonts: String = (0..n).map(|at| format!("{{\\f{at} Arial;}}")).collect();
        let text: String = (0..n).map(|at| format!("\\f{at} a")).collect();
        format!("{{\\rtf1{{\\fonttbl{fonts}}}{text}}}").into_bytes()
    }),
    ("cells.rtf", |n| {
        format!("{{\\rtf1 \\trowd {}\\row}}", "a\\cell ".repeat(n)).into_bytes()
    }),
    ("cell-edges.rtf", |n| {
        format!("{{\\rtf1 {}}}", "\\trowd\\cellx9 a\\cell\\row ".repeat(n)).into_bytes()
    }),
    ("edges-of-one-row.rtf", |n| {
        format!("{{\\rtf1 \\trowd{} a\\cell\\row}}", "\\cellx9".repeat(n)).into_bytes()
    }),
    ("pictures.rtf", |n| {
        format!("{{\\rtf1 {}}}", "{\\pict 00ff}".repeat(n)).into_bytes()
    }),
];

const RELATED: &str = "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const SHEET: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const TEXT: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
const EXCEL: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
const POWERPOINT: &str = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml";
const OPEN: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\"";

fn relation(id: &str, kind: &str, target: &str) -> String {
    format!(
        "<Relationship Id=\"{id}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/>"
    )
}

fn relations(all: &str) -> String {
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{all}</Relationships>"
    )
}

fn office(main: &str, kind: &str, content: &str, parts: &[(&str, String)]) -> Vec<u8> {
    let all: String = parts
        .iter()
        .map(|(name, _)| {
            let target = name.rsplit('/').next().unwrap_or(name);
            relation(target, target.trim_end_matches(".xml"), target)
        })
        .collect();
    office_with(main, kind, content, &all, parts)
}

fn office_with(main: &str, kind: &str, content: &str, all: &str, parts: &[(&str, String)]) -> Vec<u8> {
    let (folder, file) = main.split_once('/').unwrap_or(("", main));
    let types = format!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/{main}\" ContentType=\"{kind}\"/></Types>"
    );
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), types),
        (
            "_rels/.rels".to_owned(),
            relations(&relation("r", "officeDocument", main)),
        ),
        (main.to_owned(), content.to_owned()),
        (format!("{folder}/_rels/{file}.rels"), relations(all)),
    ];
    files.extend(
        parts
            .iter()
            .map(|(name, content)| ((*name).to_owned(), content.clone())),
    );
    packed(files.iter().map(|(name, content)| (name.as_str(), content.as_bytes())))
}

fn document(body: &str) -> String {
    format!("<w:document {TEXT}><w:body>{body}")
}

fn styles_of(styles: &str) -> String {
    format!("<w:styles {TEXT}>{styles}</w:styles>")
}

fn docx(body: &str) -> Vec<u8> {
    office("word/document.xml", WORD, &document(body), &[])
}

fn rows(count: usize, cells: impl Fn(usize) -> String) -> String {
    (1..=count)
        .map(|row| format!("<row r=\"{row}\">{}</row>", cells(row)))
        .collect()
}

fn sheet(rows: &str, before: &str) -> Vec<u8> {
    let relations = relation("r0", "worksheet", "worksheets/sheet1.xml");
    let sheet = format!("<worksheet {SHEET}>{before}<sheetData>{rows}</sheetData></worksheet>");
    let book = format!("<workbook {SHEET}><sheets><sheet name=\"b\" sheetId=\"1\" r:id=\"r0\"/></sheets></workbook>");
    office_with(
        "xl/workbook.xml",
        EXCEL,
        &book,
        &relations,
        &[("xl/worksheets/sheet1.xml", sheet)],
    )
}

fn book(sheets: &str, relations: &str, rows: &str) -> Vec<u8> {
    let sheet = format!("<worksheet {SHEET}><sheetData>{rows}</sheetData></worksheet>");
    let book = format!("<workbook {SHEET}><sheets>{sheets}</sheets></workbook>");
    office_with(
        "xl/workbook.xml",
        EXCEL,
        &book,
        relations,
        &[("xl/worksheets/sheet1.xml", sheet)],
    )
}

fn odt(styles: &str, body: &str) -> Vec<u8> {
    open_document(
        "application/vnd.oasis.opendocument.text",
        styles,
        &format!("<office:text>{body}"),
    )
}

fn ods(rows: &str) -> Vec<u8> {
    let sheet = format!("<office:spreadsheet><table:table>{rows}</table:table></office:spreadsheet>");
    open_document("application/vnd.oasis.opendocument.spreadsheet", "", &sheet)
}

fn open_document(kind: &str, styles: &str, body: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content {OPEN}><office:automatic-styles>{styles}</office:automatic-styles><office:body>{body}"
    );
    packed([("mimetype", kind.as_bytes()), ("content.xml", content.as_bytes())])
}
