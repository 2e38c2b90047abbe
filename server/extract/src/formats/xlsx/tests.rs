//! Workbooks made part by part: what the sheets show, what they hide, and what is broken or hostile.

use super::{super::ooxml::testing, FORMAT};
use crate::{Extraction, Place, Reason};
use std::fmt::Write as _;

/// A workbook of sheets (name, attributes, content of the worksheet) and further parts of it: kind, name, content.
fn workbook(sheets: &[(&str, &str, &str)], parts: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut list = String::from("<workbook><sheets>");
    let mut relations = String::from("<Relationships>");
    let mut all = vec![(
        "_rels/.rels".to_owned(),
        "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"/xl/workbook.xml\"/></Relationships>"
            .to_owned(),
    )];
    for (at, (name, attributes, content)) in sheets.iter().enumerate() {
        write!(list, "<sheet name=\"{name}\" {attributes} r:id=\"s{at}\"/>").unwrap();
        write!(
            relations,
            "<Relationship Id=\"s{at}\" Type=\"x/worksheet\" Target=\"worksheets/sheet{at}.xml\"/>"
        )
        .unwrap();
        all.push((
            format!("xl/worksheets/sheet{at}.xml"),
            format!("<worksheet>{content}</worksheet>"),
        ));
    }
    for (at, (kind, name, content)) in parts.iter().enumerate() {
        // What has no kind is reached through another part, not from the workbook.
        if kind.is_empty() {
            all.push((format!("xl/{name}"), (*content).to_owned()));
            continue;
        }
        write!(
            relations,
            "<Relationship Id=\"p{at}\" Type=\"x/{kind}\" Target=\"{name}\"/>"
        )
        .unwrap();
        all.push((format!("xl/{name}"), (*content).to_owned()));
    }
    let names = "<definedNames><definedName name=\"vast\">\"P. Smit 123456782\"</definedName><definedName name=\"b\">Blad1!A1</definedName></definedNames>";
    let names = if parts.iter().any(|(kind, ..)| *kind == "names") {
        names
    } else {
        ""
    };
    all.push((
        "xl/workbook.xml".to_owned(),
        format!("{list}</sheets>{names}</workbook>"),
    ));
    all.push(("xl/_rels/workbook.xml.rels".to_owned(), relations + "</Relationships>"));
    let all: Vec<(&str, &str)> = all
        .iter()
        .map(|(name, content)| (name.as_str(), content.as_str()))
        .collect();
    testing::package(&all)
}

fn read(bytes: &[u8]) -> Extraction {
    testing::read(FORMAT.read, bytes, &testing::limits())
}

/// Rows of inline texts: cells by `|`, rows by `;`.
fn rows(table: &str) -> String {
    let cell = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let row = |row: &str| format!("<row>{}</row>", row.split('|').map(cell).collect::<String>());
    format!(
        "<sheetData>{}</sheetData>",
        table.split(';').map(row).collect::<String>()
    )
}

const STYLES: &str = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"000000000\"/><numFmt numFmtId=\"165\" formatCode=\";;;\"/></numFmts>\
    <cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"14\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>";

#[test]
fn cells_read_as_the_sheet_shows_them() {
    let strings = "<sst><si><t>Naam</t></si><si><r><t>de </t></r><r><t>Boer</t></r></si></sst>";
    let data = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"s\"><v>1</v></c></row>\
        <row r=\"2\"><c r=\"A2\"><v>123456782</v></c><c r=\"B2\" s=\"1\"><v>12345672</v></c><c r=\"C2\"><v>1.23456782E8</v></c><c r=\"D2\" s=\"2\"><v>22401</v></c></row>\
        <row r=\"3\"><c r=\"A3\" t=\"str\"><f>A1&amp;\"x\"</f><v>uitkomst</v></c><c t=\"b\"><v>1</v></c><c t=\"e\"><v>#N/A</v></c><c t=\"d\"><v>1961-04-30T00:00:00</v></c></row></sheetData>\
        <headerFooter><oddHeader>&amp;CLoonstaat</oddHeader></headerFooter>";
    let parts = [
        ("sharedStrings", "sharedStrings.xml", strings),
        ("styles", "styles.xml", STYLES),
    ];
    let found = read(&workbook(
        &[("Lonen", "", data), ("Blad2", "", &rows("tweede"))],
        &parts,
    ));
    assert_eq!(
        testing::texts(&found, &Place::Page),
        "Lonen\nNaam\t\tde Boer\n123456782\t012345672\t123456782\t30-04-1961\nuitkomst\tTRUE\t#N/A\t30-04-1961\nLoonstaat\ntweede\n"
    );
    assert_eq!(found.notes, []);
}

#[test]
fn what_a_workbook_hides_is_told_by_place() {
    let columns = format!(
        "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/><col min=\"4\" max=\"4\" width=\"0\"/></cols>{}",
        rows("naam|bsn|plaats|iban;Smit|123456782|Heerde|NL01")
    );
    let hidden_rows = "<sheetData><row><c t=\"str\"><v>naam</v></c><c t=\"str\"><v>bsn</v></c></row>\
        <row hidden=\"1\"><c t=\"str\"><v>Mulder</v></c><c><v>111222333</v></c></row><row ht=\"0\" customHeight=\"1\"><c t=\"str\"><v>Bos</v></c></row>\
        <row><c t=\"str\"><v>Visser</v></c></row></sheetData>";
    let sheets = [
        ("Kolommen", "", columns.as_str()),
        ("Rijen", "", hidden_rows),
        ("Basis", "state=\"hidden\"", &rows("geheim")),
        ("Kern", "state=\"veryHidden\"", &rows("zeer geheim")),
    ];
    let found = read(&workbook(&sheets, &[]));
    let text = |place: Place| testing::texts(&found, &place);
    assert_eq!(
        text(Place::Page),
        "Kolommen\nnaam\tplaats\nSmit\tHeerde\nRijen\nnaam\tbsn\nVisser\n"
    );
    assert_eq!(
        text(Place::HiddenColumns("Kolommen".into(), 2)),
        "bsn\tiban\n123456782\tNL01\n"
    );
    assert_eq!(
        text(Place::HiddenRows("Rijen".into(), 2)),
        "naam\tbsn\nMulder\t111222333\nBos\n"
    );
    assert_eq!(text(Place::HiddenSheet("Basis".into())), "geheim\n");
    assert_eq!(text(Place::HiddenSheet("Kern".into())), "zeer geheim\n");
}

#[test]
fn texts_beside_the_cells_are_found() {
    let sheet = "<sheetData><row><c s=\"3\"><v>123456782</v></c><c t=\"str\"><v>zichtbaar</v></c></row></sheetData>\
        <dataValidations><dataValidation><formula1>\"Jansen,Pietersen\"</formula1></dataValidation></dataValidations>";
    let parts = [
        ("styles", "styles.xml", STYLES),
        ("names", "x.xml", "<x/>"),
        (
            "externalLink",
            "externalLinks/link1.xml",
            "<externalLink><sheetDataSet><sheetData><row><cell><v>Dossier Bos</v></cell><cell><v>zichtbaar</v></cell></row><row><cell><v>zichtbaar</v></cell></row></sheetData></sheetDataSet></externalLink>",
        ),
        (
            "",
            "worksheets/_rels/sheet0.xml.rels",
            "<Relationships><Relationship Id=\"1\" Type=\"x/comments\" Target=\"../comments1.xml\"/>\
            <Relationship Id=\"2\" Type=\"x/threadedComment\" Target=\"../threadedComments/threaded1.xml\"/><Relationship Id=\"3\" Type=\"x/drawing\" Target=\"../drawings/drawing1.xml\"/>\
            <Relationship Id=\"4\" Type=\"x/vmlDrawing\" Target=\"../drawings/vmlDrawing1.vml\"/></Relationships>",
        ),
        (
            "",
            "comments1.xml",
            "<comments><authors><author>x</author></authors><commentList><comment authorId=\"0\"><text><t>oude opmerking</t></text></comment></commentList></comments>",
        ),
        (
            "",
            "threadedComments/threaded1.xml",
            "<ThreadedComments><threadedComment><text>nieuwe opmerking</text></threadedComment></ThreadedComments>",
        ),
        (
            "",
            "drawings/vmlDrawing1.vml",
            "<xml><v:shape><v:textbox><div><font>Bel</font><br><font>Smit</font></div></v:textbox></v:shape><v:shape><v:textbox><div>opmerking</div></v:textbox><x:ClientData ObjectType=\"Note\"/></v:shape></xml>",
        ),
        (
            "",
            "drawings/drawing1.xml",
            "<wsDr><sp><txBody><a:p><a:r><a:t>tekstvak</a:t></a:r></a:p></txBody></sp></wsDr>",
        ),
    ];
    let found = read(&workbook(&[("Blad1", "", sheet)], &parts));
    assert_eq!(
        testing::texts(&found, &Place::Page),
        "\tzichtbaar\ntekstvak\nBel Smit\n"
    );
    assert_eq!(
        testing::texts(&found, &Place::Comment),
        "oude opmerking\nnieuwe opmerking\n"
    );
    assert_eq!(testing::texts(&found, &Place::HiddenText), "123456782\n");
    let behind = testing::texts(&found, &Place::Behind);
    assert_eq!(
        behind,
        "Jansen,Pietersen\nDossier Bos\tzichtbaar\nvast: P. Smit 123456782\n"
    );
}

#[test]
fn a_pivot_cache_tells_only_what_the_sheets_do_not() {
    let cache = "<pivotCacheDefinition><cacheFields><cacheField name=\"naam\"><sharedItems><s v=\"Smit\"/><s v=\"Mulder\"/></sharedItems></cacheField>\
        <cacheField name=\"loon\"><sharedItems containsNumber=\"1\"/></cacheField></cacheFields></pivotCacheDefinition>";
    let records =
        "<pivotCacheRecords><r><x v=\"0\"/><n v=\"2500\"/></r><r><x v=\"1\"/><n v=\"3100\"/></r></pivotCacheRecords>";
    let relations =
        "<Relationships><Relationship Id=\"1\" Type=\"x/pivotCacheRecords\" Target=\"Records1.xml\"/></Relationships>";
    let parts = [
        ("pivotCacheDefinition", "pivotCache/definition1.xml", cache),
        ("", "pivotCache/_rels/definition1.xml.rels", relations),
        ("", "pivotCache/Records1.xml", records),
    ];
    let found = read(&workbook(&[("Blad1", "", &rows("Smit|2500"))], &parts));
    assert_eq!(testing::texts(&found, &Place::PivotCache), "naam\tloon\nMulder\t3100\n");
    let all_shown = read(&workbook(&[("Blad1", "", &rows("Smit|2500;Mulder|3100"))], &parts));
    assert_eq!(testing::texts(&all_shown, &Place::PivotCache), "");
    let without_records = read(&workbook(&[("Blad1", "", &rows("Smit"))], &parts[..1]));
    assert_eq!(testing::texts(&without_records, &Place::PivotCache), "naam\nMulder\n");
}

#[test]
fn broken_workbooks_keep_what_could_be_read() {
    let text = (0..4_000).map(|n| format!("regel {n}")).collect::<Vec<_>>().join(";");
    let whole = workbook(&[("Blad1", "", &rows(&text))], &[]);
    for tenth in 0..10 {
        let cut = read(&whole[..whole.len() * tenth / 10]);
        assert_eq!(testing::reasons(&cut), [Reason::Damaged], "{tenth} tenths");
    }
    let out_of_range = read(&workbook(
        &[(
            "Blad1",
            "",
            "<sheetData><row><c t=\"s\"><v>99999999999</v></c><c t=\"s\"><v>-1</v></c><c t=\"str\"><v>wel</v></c></row></sheetData>",
        )],
        &[],
    ));
    assert_eq!(testing::reasons(&out_of_range), [Reason::Damaged]);
    assert_eq!(testing::texts(&out_of_range, &Place::Page), "\t\twel\n");
}

#[test]
fn sheets_that_the_workbook_does_not_name_are_read() {
    let kept = workbook(
        &[("Blad1", "", &rows("zichtbaar"))],
        &[(
            "",
            "worksheets/sheet7.xml",
            "<worksheet><sheetData><row><c t=\"str\"><v>vergeten</v></c></row></sheetData></worksheet>",
        )],
    );
    let found = read(&kept);
    assert_eq!(
        testing::texts(&found, &Place::HiddenSheet("sheet7.xml".into())),
        "vergeten\n"
    );
    assert_eq!(testing::reasons(&found), []);
    let lost = testing::package(&[
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name=\"Blad1\" r:id=\"s0\"/></sheets></workbook>",
        ),
        (
            "xl/worksheets/sheet1.xml",
            "<worksheet><sheetData><row><c t=\"s\"><v>0</v></c></row></sheetData></worksheet>",
        ),
        ("xl/sharedStrings.xml", "<sst><si><t>wel te lezen</t></si></sst>"),
    ]);
    let found = read(&lost);
    assert_eq!(testing::texts(&found, &Place::Page), "wel te lezen\n");
    assert_eq!(testing::reasons(&found), [Reason::Damaged]);
}

#[test]
fn hostile_workbooks_end_within_their_budget() {
    let sparse = "<cols><col min=\"1\" max=\"16384\" hidden=\"0\"/></cols><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row></sheetData>";
    let found = read(&workbook(&[("Blad1", "", sparse)], &[]));
    assert_eq!(testing::texts(&found, &Place::Page), "1\n\n\t2\n");

    let many = (0..100_000).map(|n| format!("<row hidden=\"1\"><c><v>{n}</v></c></row>"));
    let many = many.collect::<Vec<_>>().concat();
    let found = read(&workbook(
        &[("Blad1", "", &format!("<sheetData>{many}</sheetData>"))],
        &[],
    ));
    assert_eq!(
        testing::texts(&found, &Place::HiddenRows("Blad1".into(), 100_000))
            .lines()
            .count(),
        100_000
    );

    // One long text that two thousand cells point to: output grows, not what is unpacked.
    let strings = format!("<sst><si><t>{}</t></si></sst>", "lang ".repeat(6_000));
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(2_000);
    let bomb = workbook(
        &[("Blad1", "", &format!("<sheetData><row>{cells}</row></sheetData>"))],
        &[("sharedStrings", "sharedStrings.xml", &strings)],
    );
    let found = read(&bomb);
    assert_eq!(testing::reasons(&found), [Reason::TooLarge]);
}

#[test]
fn white_on_white_is_told_and_kept_in_its_row() {
    let styles = "<styleSheet><fonts><font><color theme=\"1\"/></font><font><color rgb=\"FFFFFFFF\"/></font><font><color theme=\"0\"/></font></fonts>\
        <fills><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"solid\"/></fill></fills>\
        <cellXfs><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\"/><xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\"/><xf numFmtId=\"0\" fontId=\"2\" fillId=\"1\"/></cellXfs></styleSheet>";
    let cell = |style: u32, text: &str| format!("<c s=\"{style}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let data = format!(
        "<sheetData><row>{}{}</row><row>{}{}</row></sheetData>",
        cell(2, "kop op blauw"),
        cell(2, "BSN"),
        cell(0, "Smit"),
        cell(1, "123456782"),
    );
    let found = read(&workbook(&[("Lonen", "", &data)], &[("styles", "styles.xml", styles)]));
    assert_eq!(testing::texts(&found, &Place::HiddenText), "123456782\n");
    assert_eq!(
        testing::texts(&found, &Place::Page),
        "Lonen\nkop op blauw\tBSN\nSmit\t123456782\n"
    );
}
