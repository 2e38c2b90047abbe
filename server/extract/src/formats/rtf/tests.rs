//! Files written mark by mark.

use super::FORMAT;
use crate::{Extraction, Limits, Place, Reason, extract, formats::ooxml::testing};

fn read(body: &str) -> Extraction {
    let bytes = format!("{{\\rtf1\\ansi\\ansicpg1252 {body}}}");
    testing::read(FORMAT.read, bytes.as_bytes(), &testing::limits())
}

fn page(body: &str) -> String {
    testing::texts(&read(body), &Place::Page)
}

#[test]
fn the_page_reads_as_it_is_seen() {
    let cases = [
        ("1234{\\b 56782}\\par", "123456782\n", "a number over two groups is one"),
        ("a\\tab b\\line c\\par d", "a\tb\nc\nd\n", "tabs, breaks and paragraphs"),
        (
            "Ren\\'e9\\~\\u8364?\\u-10179?\\u-8704?!",
            "René\u{a0}€\u{1f600}!\n",
            "letters in digits and in Unicode",
        ),
        (
            "{\\uc2 \\u233\\'65\\'66x}\\uc0\\u233 x",
            "éxéx\n",
            "stand-ins are skipped, as many as are said",
        ),
        (
            "{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset204 Arial;}}\\f1\\'cf\\f0\\'cf",
            "ПÏ\n",
            "the font says which letters",
        ),
        (
            "{\\stylesheet{\\s1 kop;}}{\\*\\onbekend weg}{\\onbekend zien}",
            "zien\n",
            "what is not known is skipped if starred",
        ),
        (
            "{\\field{\\*\\fldinst MERGEFIELD naam}{\\fldrslt Smit}}",
            "Smit\n",
            "a field shows its result",
        ),
        ("{\\pict\\wmetafile8 0102}x\\bin3 }}}y", "xy\n", "pictures are no text"),
        (
            "{\\header kop\\par}{\\headerf kop\\par}x{\\footnote noot\\par}y\\par{\\footer voet\\par}",
            "kop\nxy\nnoot\nvoet\n",
            "margins and notes",
        ),
        (
            "{\\shp{\\*\\shpinst{\\sp{\\sn wzDescription}{\\sv logo}}{\\sp{\\sn x}{\\sv 3}}{\\shptxt kader\\par}}{\\shprslt kader}}x",
            "x\nlogo\nkader\n",
            "a text box once, and what it is called",
        ),
    ];
    for (body, expected, why) in cases {
        assert_eq!(page(body), expected, "{why}");
    }
}

#[test]
fn rows_are_lines_and_cells_are_columns() {
    let row = |cells: &[&str]| {
        let cells = cells
            .iter()
            .map(|cell| format!("\\pard\\intbl {cell}\\cell "))
            .collect::<Vec<_>>()
            .concat();
        format!("\\trowd\\cellx1\\cellx2 {cells}\\row ")
    };
    let two = [row(&["naam", "bsn"]), row(&["J. Smit\\par eerste", "123456782"])].concat();
    assert_eq!(
        page(&format!("voor\\par {two}\\pard na\\par")),
        "voor\nnaam\tbsn\nJ. Smit eerste\t123456782\nna\n"
    );
    assert_eq!(
        page(&row(&["a", "", "c"])),
        "a\t\tc\n",
        "an empty cell keeps its column"
    );
    let nested = "\\trowd\\pard\\intbl boven\\par\\pard\\intbl\\itap2 naam\\nestcell bsn\\nestcell{\\*\\nesttableprops\\trowd\\nestrow}{\\nonesttables\\par}\\pard\\intbl\\itap1 onder\\cell\\row ";
    assert_eq!(
        page(nested),
        "boven\nnaam\tbsn\nonder\n",
        "a table in a cell keeps its rows"
    );
}

#[test]
fn what_the_page_hides_is_told_apart() {
    let found = read(
        "{\\info{\\author K. Bakker}{\\title Dossier Smit}{\\*\\company Bakker Advies}}{\\*\\userprops{\\propname Klant}\\proptype30{\\staticval S. Visser}}\
         {\\*\\docvar {bsn}{123456782}}{\\*\\docvar {naam}{zien}}\
         zien{\\v stil}\\plain{\\deleted weg}{\\revised nieuw}{\\*\\atnid KB}{\\chatn{\\*\\annotation opmerking}}\\par",
    );
    let texts = |place| testing::texts(&found, &place);
    let property = |field: &str| texts(Place::Metadata(field.to_owned()));
    assert_eq!(texts(Place::Page), "ziennieuw\n");
    assert_eq!(texts(Place::HiddenText), "stil\n");
    assert_eq!(texts(Place::Behind), "bsn: 123456782\n");
    assert_eq!(texts(Place::TrackedDeletion), "weg\n");
    assert_eq!(texts(Place::TrackedInsertion), "nieuw\n");
    assert_eq!(texts(Place::Comment), "opmerking\n");
    assert_eq!(
        [
            property("creator"),
            property("title"),
            property("company"),
            property("Klant")
        ],
        ["K. Bakker\n", "Dossier Smit\n", "Bakker Advies\n", "S. Visser\n"]
    );
}

#[test]
fn an_embedded_file_is_read_under_its_name() {
    let mut wrapped = b"\x02\0brief.txt\0C:\\brief.txt\0\0\0\x03\0\x01\0\0\0\0\x0c\0\0\0BSN 12345678".to_vec();
    let mut object = [1_u32, 2, 8]
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect::<Vec<u8>>();
    object.extend(b"Package\0\0\0\0\0\0\0\0\0");
    object.extend(u32::try_from(wrapped.len()).unwrap().to_le_bytes());
    object.append(&mut wrapped);
    let digits = object
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect::<Vec<_>>()
        .concat();
    let found = read(&format!(
        "{{\\object\\objemb{{\\*\\objclass Package}}{{\\*\\objdata {digits}}}{{\\result x}}}}"
    ));
    let inner = found.parts.iter().find(|part| part.file == ["brief.txt"]).unwrap();
    assert_eq!(inner.text, "BSN 12345678");
}

#[test]
fn a_file_cut_short_is_read_as_far_as_it_goes() {
    let found = extract("a.rtf", b"{\\rtf1\\ansi begin {\\b midden", &Limits::default());
    assert_eq!(testing::texts(&found, &Place::Page), "begin midden\n");
    assert_eq!(testing::reasons(&found), [Reason::Damaged]);
}

#[test]
fn groups_in_groups_need_no_stack_and_have_a_bound() {
    let deep = |levels: usize| format!("{}x{}", "{".repeat(levels), "}".repeat(levels));
    assert_eq!(page(&deep(90_000)), "x\n");
    assert_eq!(testing::reasons(&read(&deep(200_000))), [Reason::TooLarge]);
    assert_eq!(page(&"{\\b x}".repeat(100_000)).len(), 100_001);
}

#[test]
fn a_text_that_begins_so_under_another_name_is_named() {
    let found = extract("a.doc", b"{\\rtf1 x}", &Limits::default());
    assert_eq!(testing::reasons(&found), [Reason::NameDiffers]);
}

#[test]
fn letters_that_nobody_sees_are_told_and_kept() {
    let colours = "{\\colortbl;\\red0\\green0\\blue0;\\red255\\green255\\blue255;}";
    let cases = [
        ("zicht {\\cf2 123456782} zicht\\par", "123456782\n", "white on white"),
        ("{\\cf1 zwart}\\par", "", "black"),
        ("{\\cf2\\chcbpat1 kop}\\par", "", "white on black"),
        ("\\pard\\cbpat1{\\cf2 kop}\\par", "", "white on a black line"),
        (
            "\\pard\\cbpat1 kop\\par\\pard\\cf2 weg\\par",
            "weg\n",
            "the black line has ended",
        ),
        (
            "\\trowd\\pard\\intbl{\\cf2 kop}\\cell\\row",
            "",
            "the cell may be black",
        ),
        ("{\\header\\cf2 kop\\par}x\\par", "", "a letterhead"),
        ("{\\fs2 klein}{\\fs16 leesbaar}\\par", "klein\n", "one point"),
    ];
    for (body, expected, why) in cases {
        let found = read(&format!("{colours}{body}"));
        assert_eq!(testing::texts(&found, &Place::HiddenText), expected, "{why}");
        assert!(
            testing::texts(&found, &Place::Page).contains(expected.trim()),
            "{why}: it stays on the page too"
        );
    }
}
