//! Documents made part by part: what the page shows, what it does not, and what is broken.

use super::{super::ooxml::testing, FORMAT};
use crate::{Extraction, Place, Reason};
use std::fmt::Write as _;

/// A document with this body and these further parts, each with its kind of relation.
fn document(body: &str, parts: &[(&str, &str, &str)]) -> Vec<u8> {
    let main = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    let mut relations = String::from("<Relationships>");
    for (at, (kind, name, _)) in parts.iter().enumerate() {
        write!(
            relations,
            "<Relationship Id=\"r{at}\" Type=\"http://x/{kind}\" Target=\"{name}\"/>"
        )
        .unwrap();
    }
    relations += "</Relationships>";
    let mut all = vec![
        (
            "_rels/.rels".to_owned(),
            "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"word/document.xml\"/></Relationships>".to_owned(),
        ),
        ("word/document.xml".to_owned(), main),
        ("word/_rels/document.xml.rels".to_owned(), relations),
    ];
    all.extend(
        parts
            .iter()
            .map(|(_, name, content)| (format!("word/{name}"), (*content).to_owned())),
    );
    let all: Vec<(&str, &str)> = all
        .iter()
        .map(|(name, content)| (name.as_str(), content.as_str()))
        .collect();
    testing::package(&all)
}

fn read(bytes: &[u8]) -> Extraction {
    testing::read(FORMAT.read, bytes, &testing::limits())
}

/// The page of a document with this body.
fn page(body: &str) -> String {
    testing::texts(&read(&document(body, &[])), &Place::Page)
}

/// A run of text.
fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

#[test]
fn the_page_reads_as_it_is_seen() {
    let box_twice = "<mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:t>kader</w:t></w:r></w:p>\
        </w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>kader</w:t></w:r></w:p>\
        </w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent>";
    let cases = [
        (
            "<w:p><w:r><w:t>1234</w:t></w:r><w:proofErr/><w:r><w:t>56782</w:t></w:r></w:p>",
            "123456782\n",
            "a number over two runs is one",
        ),
        (
            "<w:p><w:r><w:t>BSN</w:t><w:tab/><w:t>1</w:t><w:br/><w:t>2</w:t></w:r></w:p>",
            "BSN\t1\n2\n",
            "tabs and breaks",
        ),
        (
            "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>a</w:t></w:r></w:p>",
            "a\n",
            "a tab stop is no tab",
        ),
        (
            "<w:p><w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t></w:r></w:p>",
            "a-bc\n",
            "hyphens",
        ),
        (
            "<w:p><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/><w:t>a</w:t><w:sym w:font=\"Arial\" w:char=\"20AC\"/></w:r></w:p>",
            " a\u{20ac}\n",
            "symbols: a tick is no letter",
        ),
        (
            "<w:p><w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink><w:sdt><w:sdtContent><w:r><w:t> veld</w:t></w:r></w:sdtContent></w:sdt></w:p>",
            "link veld\n",
            "links and content controls",
        ),
        (
            "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>MERGEFIELD naam</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>Smit</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>",
            "Smit\n",
            "a field shows its result",
        ),
        (
            "<w:p><w:fldSimple w:instr=\"MERGEFIELD x\"><w:r><w:t>Smit</w:t></w:r></w:fldSimple></w:p>",
            "Smit\n",
            "a simple field too",
        ),
        (
            "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:ddList><w:result w:val=\"1\"/><w:listEntry w:val=\"ja\"/><w:listEntry w:val=\"nee\"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>",
            "nee\n",
            "the chosen entry of a list",
        ),
        (
            "<w:p><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>",
            "x=1\n",
            "formulas",
        ),
    ];
    for (body, expected, why) in cases {
        assert_eq!(page(body), expected, "{why}");
    }
    let with_box = format!("<w:p>{}<w:r>{box_twice}</w:r>{}</w:p>", run("voor "), run("na"));
    assert_eq!(
        page(&with_box),
        "voor na\nkader\n",
        "a text box is read once, behind its paragraph"
    );
}

#[test]
fn tables_keep_rows_and_columns() {
    let cell = |text: &str| format!("<w:tc><w:tcPr/><w:p>{}</w:p></w:tc>", run(text));
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}<w:tc><w:p>{}</w:p><w:p>{}</w:p></w:tc></w:tr></w:tbl><w:p>{}</w:p>",
        cell("Naam"),
        cell("Adres"),
        cell("Smit"),
        run("Dorpsstraat 1"),
        run("Heerde"),
        run("einde")
    );
    assert_eq!(page(&body), "Naam\tAdres\nSmit\tDorpsstraat 1 Heerde\neinde\n");
}

#[test]
fn changes_are_told_apart_from_the_page() {
    let body = format!(
        "<w:p>{}<w:del w:author=\"x\"><w:r><w:delText>Jansen </w:delText></w:r></w:del><w:del><w:r><w:delText>123456782</w:delText></w:r></w:del>\
         <w:ins w:author=\"x\">{}</w:ins>{}<w:moveFrom>{}</w:moveFrom></w:p>",
        run("De heer "),
        run("Pietersen"),
        run(" woont"),
        run("weg")
    );
    let found = read(&document(&body, &[]));
    assert_eq!(testing::texts(&found, &Place::Page), "De heer Pietersen woont\n");
    assert_eq!(
        testing::texts(&found, &Place::TrackedDeletion),
        "Jansen 123456782\nweg\n"
    );
    assert_eq!(testing::texts(&found, &Place::TrackedInsertion), "Pietersen\n");
}

#[test]
fn hidden_text_is_not_on_the_page() {
    let styles = "<w:styles><w:style w:styleId=\"Basis\"><w:rPr><w:vanish/></w:rPr></w:style>\
        <w:style w:styleId=\"Intern\"><w:basedOn w:val=\"Basis\"/></w:style>\
        <w:style w:styleId=\"Zien\"><w:basedOn w:val=\"Basis\"/><w:rPr><w:vanish w:val=\"0\"/></w:rPr></w:style></w:styles>";
    let body = "<w:p><w:r><w:t>zichtbaar</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>direct</w:t></w:r></w:p>\
        <w:p><w:pPr><w:pStyle w:val=\"Intern\"/></w:pPr><w:r><w:t>alinea</w:t></w:r></w:p>\
        <w:p><w:r><w:rPr><w:rStyle w:val=\"Intern\"/></w:rPr><w:t>teken</w:t></w:r><w:r><w:rPr><w:rStyle w:val=\"Zien\"/></w:rPr><w:t>wel</w:t></w:r></w:p>\
        <w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>alleen het alineateken</w:t></w:r></w:p>\
        <w:p><w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>was verborgen</w:t></w:r></w:p>\
        <w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:t>in de code</w:t></w:r></w:p>";
    let found = read(&document(body, &[("styles", "styles.xml", styles)]));
    assert_eq!(
        testing::texts(&found, &Place::Page).trim(),
        "zichtbaar\n\nwel\nalleen het alineateken\nwas verborgen"
    );
    assert_eq!(
        testing::texts(&found, &Place::HiddenText),
        "direct\nalinea\nteken\nin de code\n"
    );
}

#[test]
fn every_part_of_the_page_is_read_once() {
    let part = |text: &str| format!("<w:x><w:p>{}</w:p></w:x>", run(text));
    let parts = [
        ("header", "header1.xml", part("kop")),
        ("footer", "footer1.xml", part("voet")),
        ("footnotes", "footnotes.xml", part("noot")),
        ("endnotes", "endnotes.xml", part("eindnoot")),
        ("comments", "comments.xml", "<w:comments><w:comment><w:p><w:r><w:t>een</w:t></w:r></w:p></w:comment><w:comment><w:p><w:r><w:t>twee</w:t></w:r></w:p></w:comment></w:comments>".to_owned()),
    ];
    let parts: Vec<_> = parts
        .iter()
        .map(|(kind, name, content)| (*kind, *name, content.as_str()))
        .collect();
    let found = read(&document(&format!("<w:p>{}</w:p>", run("tekst")), &parts));
    assert_eq!(
        testing::texts(&found, &Place::Page),
        "kop\ntekst\nnoot\neindnoot\nvoet\n"
    );
    assert_eq!(testing::texts(&found, &Place::Comment), "een\ntwee\n");
    assert_eq!(found.notes, []);
}

#[test]
fn a_header_that_no_page_shows_is_hidden() {
    let part = format!("<w:hdr><w:p>{}</w:p></w:hdr>", run("vorige klant"));
    let section = |mark: &str| {
        format!(
            "<w:p>{}</w:p><w:sectPr><w:headerReference w:type=\"first\" r:id=\"r0\"/>{mark}</w:sectPr>",
            run("tekst")
        )
    };
    let unseen = read(&document(&section(""), &[("header", "header1.xml", &part)]));
    assert_eq!(testing::texts(&unseen, &Place::HiddenText), "vorige klant\n");
    assert_eq!(testing::texts(&unseen, &Place::Page), "tekst\n");
    let seen = read(&document(&section("<w:titlePg/>"), &[("header", "header1.xml", &part)]));
    assert_eq!(testing::texts(&seen, &Place::Page), "vorige klant\ntekst\n");
}

#[test]
fn variables_of_a_generator_lie_behind_the_page_unless_the_page_says_them() {
    let settings = "<w:settings><w:docVars><w:docVar w:name=\"bsn\" w:val=\"123456782\"/><w:docVar w:name=\"naam\" w:val=\"Smit\"/></w:docVars></w:settings>";
    let found = read(&document(
        &format!("<w:p>{}</w:p>", run("Smit")),
        &[("settings", "settings.xml", settings)],
    ));
    assert_eq!(testing::texts(&found, &Place::Behind), "bsn: 123456782\n");
}

#[test]
fn a_document_of_a_picture_only_is_told() {
    let picture: String = (0..40_000_u32)
        .map(|n| char::from(b'a' + u8::try_from(n.wrapping_mul(2_654_435_761) >> 28).unwrap()))
        .collect();
    let found = read(&document("<w:p/>", &[("image", "media/image1.png", &picture)]));
    assert_eq!(testing::reasons(&found), [Reason::ImageOnly]);
    let logo = read(&document(
        &format!("<w:p>{}</w:p>", run("tekst")),
        &[("image", "media/image1.png", &picture)],
    ));
    assert_eq!(testing::reasons(&logo), []);
}

#[test]
fn broken_documents_keep_what_could_be_read() {
    let paragraphs = (0..3_000).map(|n| format!("<w:p>{}</w:p>", run(&format!("regel {n}"))));
    let paragraphs = paragraphs.collect::<Vec<_>>().concat();
    let whole = document(&paragraphs, &[]);
    for tenth in 0..10 {
        let cut = read(&whole[..whole.len() * tenth / 10]);
        assert_eq!(testing::reasons(&cut), [Reason::Damaged], "{tenth} tenths");
    }
    let most = read(&whole[..whole.len() * 9 / 10]);
    assert!(testing::texts(&most, &Place::Page).starts_with("regel 0\nregel 1\n"));
}

#[test]
fn hostile_documents_end_within_their_budget() {
    let nested = "<w:tbl><w:tr><w:tc><w:p><w:r><w:pict><w:txbxContent>".repeat(20_000);
    let cases = [
        ("deep nesting", document(&nested, &[]), Reason::Damaged),
        (
            "entities",
            {
                let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><x><p><r><t>&b;</t></r></p></x>";
                testing::package(&[("word/document.xml", bomb)])
            },
            Reason::Damaged,
        ),
    ];
    for (why, bytes, expected) in cases {
        assert_eq!(testing::reasons(&read(&bytes)), [expected], "{why}");
    }
}

#[test]
fn two_hundred_thousand_paragraphs_are_no_trouble() {
    let body = format!("<w:p>{}</w:p>", run("x")).repeat(200_000);
    let found = read(&document(&body, &[]));
    assert_eq!(testing::texts(&found, &Place::Page).len(), 400_000);
    assert_eq!(testing::reasons(&found), []);
}

#[test]
fn letters_that_nobody_sees_are_told_and_kept() {
    let run = |look: &str, text: &str| format!("<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>");
    let white = |text: &str| run("<w:color w:val=\"FFFFFF\"/>", text);
    let paragraph = |properties: &str, run: &str| format!("<w:p><w:pPr>{properties}</w:pPr>{run}</w:p>");
    let shade = "<w:shd w:val=\"clear\" w:fill=\"1F3864\"/>";
    let cases = [
        (
            paragraph("", &white("BSN 123456782")),
            "BSN 123456782\n",
            "white on white",
        ),
        (
            paragraph("", &run("<w:sz w:val=\"2\"/>", "klein")),
            "klein\n",
            "one point",
        ),
        (
            paragraph("", &run("<w:sz w:val=\"8\"/>", "kleine letters")),
            "",
            "small print",
        ),
        (paragraph(shade, &white("kop")), "", "white on a blue line"),
        (
            paragraph("", &run(&format!("<w:color w:val=\"FFFFFF\"/>{shade}"), "kop")),
            "",
            "white on blue",
        ),
        (
            format!(
                "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
                paragraph("", &white("kop"))
            ),
            "",
            "the table may be blue",
        ),
        (
            format!(
                "<w:p><w:r><w:drawing><wp:anchor behindDoc=\"1\"/></w:drawing></w:r></w:p>{}",
                paragraph("", &white("kop"))
            ),
            "",
            "a picture behind the text",
        ),
    ];
    for (body, expected, why) in cases {
        let found = read(&document(&body, &[]));
        assert_eq!(testing::texts(&found, &Place::HiddenText), expected, "{why}");
        assert!(
            testing::texts(&found, &Place::Page).contains(expected.trim()),
            "{why}: it stays on the page too"
        );
    }
}

#[test]
fn what_a_picture_is_said_to_show_is_a_property() {
    let body = "<w:p><w:r><w:drawing><wp:docPr id=\"1\" name=\"Afbeelding 1\" descr=\"Paspoort van S. Mulder\"/></w:drawing></w:r></w:p>";
    let found = read(&document(body, &[]));
    let place = Place::Metadata("description of a picture".to_owned());
    assert_eq!(testing::texts(&found, &place), "Paspoort van S. Mulder\n");
}
