//! Flat files made element by element: what the page shows, what it does not, and what lies about how often it repeats.

use super::super::{odp, ods, odt, ooxml::testing};
use crate::{Extraction, Limits, Place, Reason, extract};

/// A flat file of this type with this body; `masters` are its master styles.
fn flat(media_type: &str, styles: &str, masters: &str, body: &str) -> Vec<u8> {
    format!(
        "<?xml version=\"1.0\"?><office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         office:mimetype=\"application/vnd.oasis.opendocument.{media_type}\"><office:automatic-styles>{styles}\
         </office:automatic-styles><office:master-styles>{masters}</office:master-styles><office:body>{body}\
         </office:body></office:document>"
    )
    .into_bytes()
}

fn text(styles: &str, body: &str) -> Extraction {
    let bytes = flat("text", styles, "", &format!("<office:text>{body}</office:text>"));
    testing::read(odt::FORMAT.read, &bytes, &testing::limits())
}

fn sheets(styles: &str, body: &str) -> Extraction {
    let body = format!("<office:spreadsheet>{body}</office:spreadsheet>");
    testing::read(
        ods::FORMAT.read,
        &flat("spreadsheet", styles, "", &body),
        &testing::limits(),
    )
}

#[test]
fn the_page_reads_as_it_is_seen() {
    let cases = [
        (
            "<p>een<s c='2'/>twee<tab/>drie<line-break/>vier</p>",
            "een  twee\tdrie\nvier\n",
            "spaces, tabs and breaks",
        ),
        ("<p>een\n   twee</p>", "een twee\n", "breaks of the XML are spaces"),
        (
            "<p>a<s c='4000000000'/>b</p>",
            &format!("a{}b\n", " ".repeat(64)),
            "a lie about spaces",
        ),
        (
            "<p>a<note><note-citation>1</note-citation><note-body><p>noot</p></note-body></note>b</p>",
            "ab\nnoot\n",
            "a note",
        ),
        (
            "<table><table-row><table-cell><p>naam</p></table-cell><covered-table-cell/><table-cell><p>bsn</p></table-cell></table-row></table>",
            "naam\t\tbsn\n",
            "cells under a wide one keep their column",
        ),
        (
            "<p><frame><image><binary-data>QUJD</binary-data></image><desc>logo</desc></frame>x</p>",
            "x\nlogo\n",
            "a picture and what it is called",
        ),
        (
            "<p><title>Dossier</title></p>",
            "Dossier\n",
            "a field with the title is text",
        ),
        (
            "<form><textarea current-value='ingevuld'/></form><p>x</p>",
            "x\ningevuld\n",
            "a form",
        ),
    ];
    for (body, expected, why) in cases {
        assert_eq!(testing::texts(&text("", body), &Place::Page), expected, "{why}");
    }
}

#[test]
fn what_the_page_hides_is_told_apart() {
    let styles = "<style name='T' family='text' parent-style-name='U'/><style name='U' family='text'><text-properties display='none'/></style>";
    let body = "<tracked-changes><changed-region id='a'><deletion><p>weg</p></deletion></changed-region>\
        <changed-region id='b'><insertion/></changed-region></tracked-changes>\
        <p>zien <span style-name='T'>stil</span><hidden-text string-value='geheim'>x</hidden-text></p>\
        <p><change-start change-id='b'/>nieuw<change-end change-id='b'/> oud<annotation><creator>K.</creator><p>opmerking</p></annotation></p>\
        <section display='none'><p>afgesloten</p></section><user-field-decl name='klant' string-value='S. Smit'/>";
    let found = text(styles, body);
    let texts = |place| testing::texts(&found, &place);
    assert_eq!(texts(Place::Page), "zien \nnieuw oud\n".replace(" \n", "\n"));
    assert_eq!(texts(Place::HiddenText), "stil\ngeheim\nafgesloten\n");
    assert_eq!(texts(Place::Behind), "klant: S. Smit\n");
    assert_eq!(texts(Place::TrackedDeletion), "weg\n");
    assert_eq!(texts(Place::TrackedInsertion), "nieuw\n");
    assert_eq!(texts(Place::Comment), "opmerking\n");
}

#[test]
fn hidden_rows_columns_and_sheets_are_told_with_their_names() {
    let styles = "<style name='t' family='table'><table-properties display='false'/></style>\
        <style name='c' family='table-column'><table-column-properties column-width='0cm'/></style>";
    let row = |cells: &str, more: &str| format!("<table-row {more}>{cells}</table-row>");
    let cell = |text: &str| format!("<table-cell value-type='string'><p>{text}</p></table-cell>");
    let three = |a, b, c| [cell(a), cell(b), cell(c)].concat();
    let body = [
        "<table name='Loon'><table-column/><table-column style-name='c'/><table-column/>".to_owned(),
        row(&three("naam", "bsn", "loon"), ""),
        row(&three("Smit", "123456782", "1"), ""),
        row(&three("Visser", "111222333", "2"), "visibility='filter'"),
        format!(
            "<table-row-group display='false'>{}</table-row-group>",
            row(&three("Mulder", "9", "3"), "")
        ),
        "</table><table name='Basis' style-name='t'>".to_owned(),
        row(&cell("stil"), ""),
        "</table><named-expression name='x' expression='\"Jansen\"'/>".to_owned(),
    ]
    .concat();
    let found = sheets(styles, &body);
    let texts = |place| testing::texts(&found, &place);
    assert_eq!(texts(Place::Page), "Loon\nnaam\tloon\nSmit\t1\n");
    assert_eq!(texts(Place::HiddenColumns("Loon".to_owned(), 1)), "bsn\n123456782\n");
    assert_eq!(
        texts(Place::HiddenRows("Loon".to_owned(), 2)),
        "naam\tbsn\tloon\nVisser\t111222333\t2\nMulder\t9\t3\n"
    );
    assert_eq!(texts(Place::HiddenSheet("Basis".to_owned())), "stil\n");
    assert_eq!(texts(Place::Behind), "Jansen\n");
}

#[test]
fn what_repeats_counts_as_often_as_it_is_written() {
    let body = "<table name='x'><table-row number-rows-repeated='3'><table-cell number-columns-repeated='2'><p>a</p></table-cell></table-row>\
        <table-row number-rows-repeated='1048570'><table-cell number-columns-repeated='16384'/></table-row>\
        <table-row><table-cell><p>laatste</p></table-cell></table-row></table>";
    assert_eq!(
        testing::texts(&sheets("", body), &Place::Page),
        "x\na\ta\na\ta\na\ta\n\nlaatste\n"
    );
    let bomb = "<table name='x'><table-row number-rows-repeated='4000000000'><table-cell number-columns-repeated='4000000000'><p>tekst</p></table-cell></table-row></table>";
    let limits = Limits {
        text_bytes: 1 << 20,
        ..testing::limits()
    };
    let body = format!("<office:spreadsheet>{bomb}</office:spreadsheet>");
    let found = testing::read(ods::FORMAT.read, &flat("spreadsheet", "", "", &body), &limits);
    assert_eq!(testing::reasons(&found), [Reason::TooLarge]);
    // More rows than fit: what they say is told once.
    let rows = "<table name='x'><table-row number-rows-repeated='4000000000'><table-cell><p>tekst</p></table-cell></table-row></table>";
    let body = format!("<office:spreadsheet>{rows}</office:spreadsheet>");
    let found = testing::read(ods::FORMAT.read, &flat("spreadsheet", "", "", &body), &limits);
    assert_eq!(testing::texts(&found, &Place::Page), "x\ntekst\n");
    assert_eq!(testing::reasons(&found), [Reason::TooLarge]);
}

#[test]
fn a_hundred_thousand_sheets_end_within_the_budget() {
    let one = "<table name='b'><table-row><table-cell><p>cel</p></table-cell></table-row></table>";
    let found = sheets("", &one.repeat(100_000));
    assert_eq!(testing::reasons(&found), []);
    assert_eq!(found.parts.len(), 100_000);
}

#[test]
fn hidden_slides_and_what_the_speaker_says_are_told() {
    let styles = "<style name='d' family='drawing-page'><drawing-page-properties visibility='hidden'/></style>";
    let masters = "<master-page><frame placeholder='true'><text-box><p>Klik om te bewerken</p></text-box></frame>\
        <frame><text-box><p>Kantoor</p></text-box></frame><notes><frame><text-box><p>noot</p></text-box></frame></notes></master-page>";
    let body = "<office:presentation><page><frame><text-box><p>een</p></text-box></frame><notes><frame><text-box><p>zeg dit</p></text-box></frame></notes></page>\
        <page style-name='d'><frame><text-box><p>twee</p></text-box></frame></page></office:presentation>";
    let found = testing::read(
        odp::FORMAT.read,
        &flat("presentation", styles, masters, body),
        &testing::limits(),
    );
    let texts = |place| testing::texts(&found, &place);
    assert_eq!(texts(Place::Page), "een\nKantoor\n");
    assert_eq!(texts(Place::HiddenSlide(2)), "twee\n");
    assert_eq!(texts(Place::SpeakerNotes), "zeg dit\n");
}

#[test]
fn a_package_with_a_password_is_encrypted_and_one_that_only_forbids_changes_is_not() {
    let manifest = |data: &str| {
        format!(
            "<manifest:manifest><manifest:file-entry manifest:full-path='content.xml'>{data}</manifest:file-entry></manifest:manifest>"
        )
    };
    let package = |data: &str| {
        testing::package(&[
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            ("META-INF/manifest.xml", &manifest(data)),
            (
                "content.xml",
                "<document-content><body><text><section protected='true' protection-key='x'><p>tekst</p></section></text></body></document-content>",
            ),
        ])
    };
    for (data, expected) in [("<manifest:encryption-data/>", &[Reason::Encrypted][..]), ("", &[])] {
        let found = extract("a.odt", &package(data), &Limits::default());
        assert_eq!(testing::reasons(&found), expected, "{data}");
        assert_eq!(found.parts.is_empty(), !data.is_empty());
    }
}

#[test]
fn embedded_documents_are_files_inside() {
    let bytes = testing::package(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        (
            "content.xml",
            "<document-content><body><text><p>brief</p></text></body></document-content>",
        ),
        (
            "Object 1/content.xml",
            "<document-content><body><spreadsheet><table name='Blad1'><table-row><table-cell><p>cel</p></table-cell></table-row></table></spreadsheet></body></document-content>",
        ),
        ("Object 2", "los bestand"),
    ]);
    let found = extract("a.odt", &bytes, &Limits::default());
    let texts: Vec<_> = found
        .parts
        .iter()
        .map(|part| (part.file.join("/"), part.text.as_str()))
        .collect();
    let expected = [("", "brief\n"), ("Object 1", "cel\n"), ("Object 2", "los bestand")];
    assert_eq!(texts, expected.map(|(file, text)| (file.to_owned(), text)));
}

#[test]
fn a_spreadsheet_that_is_called_a_text_is_named() {
    let bytes = flat(
        "spreadsheet",
        "",
        "",
        "<office:spreadsheet><table name='x'/></office:spreadsheet>",
    );
    for (name, expected) in [("a.fods", &[][..]), ("a.odt", &[Reason::NameDiffers])] {
        let found = extract(name, &bytes, &Limits::default());
        assert_eq!(testing::reasons(&found), expected, "{name}");
    }
}

#[test]
fn letters_that_nobody_sees_are_told_and_kept() {
    let style = |name: &str, family: &str, properties: &str| {
        format!("<style name='{name}' family='{family}'>{properties}</style>")
    };
    let styles = [
        style("wit", "text", "<text-properties color='#FFFFFF'/>"),
        style(
            "kop",
            "text",
            "<text-properties color='#ffffff' background-color='#1f3864'/>",
        ),
        style("klein", "text", "<text-properties font-size='1pt'/>"),
        style("p", "paragraph", "<text-properties color='#ffffff'/>"),
        style(
            "pk",
            "paragraph",
            "<paragraph-properties background-color='#000000'/><text-properties color='#ffffff'/>",
        ),
    ]
    .concat();
    let cases = [
        (
            "<p>a<span style-name='wit'>123456782</span>b</p>",
            "123456782\n",
            "white on white",
        ),
        ("<p>a<span style-name='kop'>kop</span></p>", "", "white on blue"),
        ("<p><span style-name='klein'>klein</span></p>", "klein\n", "one point"),
        ("<p style-name='p'>weg</p>", "weg\n", "a white paragraph"),
        ("<p style-name='pk'>kop</p>", "", "white on a black line"),
        (
            "<table><table-row><table-cell><p><span style-name='wit'>kop</span></p></table-cell></table-row></table>",
            "",
            "the cell may be blue",
        ),
    ];
    for (body, expected, why) in cases {
        let found = text(&styles, body);
        assert_eq!(testing::texts(&found, &Place::HiddenText), expected, "{why}");
        assert!(
            testing::texts(&found, &Place::Page).contains(expected.trim()),
            "{why}: it stays on the page too"
        );
    }
}
