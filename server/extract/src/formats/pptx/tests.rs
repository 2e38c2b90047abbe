//! Slide shows made part by part.

use super::{super::ooxml::testing, FORMAT};
use crate::{Extraction, Place, Reason};
use std::fmt::Write as _;

/// Further parts of a slide: kind of relation, name, content.
type Further<'a> = &'a [(&'a str, &'a str, &'a str)];

/// A show of these slides; each may have further parts, with their kinds.
fn show(slides: &[(&str, Further<'_>)]) -> Vec<u8> {
    let relation = |id: usize, kind: &str, target: &str| {
        format!("<Relationship Id=\"r{id}\" Type=\"http://x/{kind}\" Target=\"{target}\"/>")
    };
    let mut parts = vec![(
        "_rels/.rels".to_owned(),
        format!(
            "<Relationships>{}</Relationships>",
            relation(0, "officeDocument", "ppt/presentation.xml")
        ),
    )];
    let (mut list, mut relations) = (String::new(), String::new());
    for (at, (slide, further)) in slides.iter().enumerate() {
        write!(list, "<p:sldId id=\"{}\" r:id=\"r{at}\"/>", 256 + at).unwrap();
        relations += &relation(at, "slide", &format!("slides/slide{at}.xml"));
        parts.push((format!("ppt/slides/slide{at}.xml"), (*slide).to_owned()));
        let mut own = String::new();
        for (number, (kind, name, content)) in further.iter().enumerate() {
            own += &relation(number, kind, &format!("/ppt/{name}"));
            parts.push((format!("ppt/{name}"), (*content).to_owned()));
        }
        parts.push((
            format!("ppt/slides/_rels/slide{at}.xml.rels"),
            format!("<Relationships>{own}</Relationships>"),
        ));
    }
    parts.push((
        "ppt/presentation.xml".to_owned(),
        format!("<p:presentation><p:sldIdLst>{list}</p:sldIdLst></p:presentation>"),
    ));
    parts.push((
        "ppt/_rels/presentation.xml.rels".to_owned(),
        format!("<Relationships>{relations}</Relationships>"),
    ));
    let parts: Vec<(&str, &str)> = parts
        .iter()
        .map(|(name, content)| (name.as_str(), content.as_str()))
        .collect();
    testing::package(&parts)
}

fn read(bytes: &[u8]) -> Extraction {
    testing::read(FORMAT.read, bytes, &testing::limits())
}

fn shape(properties: &str, text: &str) -> String {
    format!(
        "<p:sp><p:nvSpPr>{properties}</p:nvSpPr><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )
}

fn slide(attributes: &str, shapes: &str) -> String {
    format!("<p:sld {attributes}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>")
}

#[test]
fn slides_read_in_their_order_and_tables_in_rows() {
    let row = |a: &str, b: &str| {
        format!(
            "<a:tr><a:tc><a:txBody><a:p><a:r><a:t>{a}</a:t></a:r></a:p></a:txBody></a:tc><a:tc><a:txBody><a:p><a:r><a:t>{b}</a:t></a:r></a:p></a:txBody></a:tc></a:tr>"
        )
    };
    let table = format!(
        "<p:graphicFrame><a:tbl>{}{}</a:tbl></p:graphicFrame>",
        row("naam", "bsn"),
        row("Smit", "123456782")
    );
    let number = "<p:sp><p:txBody><a:p><a:fld type=\"slidenum\"><a:t>7</a:t></a:fld></a:p></p:txBody></p:sp>";
    let picture = "<p:pic><p:nvPicPr><p:cNvPr id=\"1\" descr=\"een logo\"/></p:nvPicPr></p:pic>";
    let first = slide(
        "",
        &[&shape("", "een"), &table, number, picture]
            .map(|part: &str| part.to_owned())
            .concat(),
    );
    let found = read(&show(&[(&first, &[]), (&slide("", &shape("", "twee")), &[])]));
    assert_eq!(
        testing::texts(&found, &Place::Page),
        "een\nnaam\tbsn\nSmit\t123456782\n\neen logo\ntwee\n"
    );
    assert_eq!(found.notes, []);
}

#[test]
fn what_the_show_leaves_out_is_told_apart() {
    let notes = slide(
        "",
        &[
            shape("<p:nvPr><p:ph type=\"body\"/></p:nvPr>", "zeg dit"),
            shape("<p:nvPr><p:ph type=\"sldNum\"/></p:nvPr>", "1"),
        ]
        .concat(),
    );
    let layout = slide(
        "",
        &[
            shape("<p:nvPr><p:ph type=\"title\"/></p:nvPr>", "Klik hier"),
            shape("", "Kantoor"),
        ]
        .concat(),
    );
    let comment = "<p:cmLst><p:cm><p:text>bel Smit</p:text></p:cm></p:cmLst>";
    let modern = "<p188:cmLst><p188:cm><p188:txBody><a:p><a:r><a:t>bel Visser</a:t></a:r></a:p></p188:txBody></p188:cm></p188:cmLst>";
    let first = slide(
        "",
        &[
            shape("", "een"),
            shape("<p:cNvPr id=\"1\" hidden=\"1\"/>", "onzichtbaar"),
        ]
        .concat(),
    );
    let found = read(&show(&[
        (
            &first,
            &[
                ("notesSlide", "notesSlides/n1.xml", &notes),
                ("slideLayout", "slideLayouts/l1.xml", &layout),
                ("comments", "comments/c1.xml", comment),
                ("comments", "comments/c2.xml", modern),
            ],
        ),
        (&slide("show=\"0\"", &shape("", "geheim")), &[]),
    ]));
    let texts = |place| testing::texts(&found, &place);
    assert_eq!(texts(Place::Page), "een\nKantoor\n");
    assert_eq!(texts(Place::SpeakerNotes), "zeg dit\n");
    assert_eq!(texts(Place::HiddenText), "onzichtbaar\n");
    assert_eq!(texts(Place::HiddenSlide(2)), "geheim\n");
    assert_eq!(texts(Place::Comment), "bel Smit\nbel Visser\n");
}

#[test]
fn a_slide_that_is_cut_short_is_read_as_far_as_it_goes() {
    let cut = slide("", &shape("", "een")).replace("</p:cSld>", "");
    let found = read(&show(&[(&cut, &[]), (&slide("", &shape("", "twee")), &[])]));
    assert_eq!(testing::texts(&found, &Place::Page), "een\ntwee\n");
    assert_eq!(testing::reasons(&found), [Reason::Damaged]);
}

#[test]
fn what_lies_beside_the_slide_or_is_too_small_is_hidden() {
    let at = |x: i64, text: &str| {
        format!(
            "<p:sp><p:spPr><a:xfrm><a:off x=\"{x}\" y=\"0\"/><a:ext cx=\"900\" cy=\"900\"/></a:xfrm></p:spPr>\
             <p:txBody><a:p><a:r><a:rPr/><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
        )
    };
    let tiny = "<p:sp><p:txBody><a:p><a:r><a:rPr sz=\"100\"/><a:t>klein</a:t></a:r><a:r><a:t>gewoon</a:t></a:r></a:p></p:txBody></p:sp>";
    let slide = format!(
        "<p:sld>{}{}{}{tiny}</p:sld>",
        at(-900, "links"),
        at(0, "midden"),
        at(10_000, "rechts")
    );
    let package = show(&[(&slide, &[])]);
    // The size of the slides stands in the presentation.
    let bytes = testing::with_part(&package, "ppt/presentation.xml", |xml| {
        xml.replace("<p:sldIdLst>", "<p:sldSz cx=\"10000\" cy=\"7500\"/><p:sldIdLst>")
    });
    let found = read(&bytes);
    assert_eq!(testing::texts(&found, &Place::Page), "midden\ngewoon\n");
    assert_eq!(testing::texts(&found, &Place::HiddenText), "links\nrechts\nklein\n");
    assert_eq!(
        testing::texts(&read(&package), &Place::HiddenText),
        "klein\n",
        "without a size all is on the slide"
    );
}
