//! Documents made to hang or to fill the memory: each ends within the budget and says what was left out.

use super::{Made, at, line, stream};
use crate::{Limits, Note, Place, Reason, extract};
use std::time::Duration;

fn notes(made: &Made) -> Vec<Reason> {
    let limits = Limits {
        time: Duration::from_secs(20),
        ..Limits::default()
    };
    let found = extract("stuk.pdf", &made.bytes, &limits);
    found.notes.iter().map(|note: &Note| note.reason).collect()
}

#[test]
fn trees_that_hold_themselves_end() {
    let catalog = "/Outlines 6 0 R/AcroForm<</Fields[7 0 R]>>/StructTreeRoot 8 0 R/PageLabels 9 0 R/Names<</EmbeddedFiles 9 0 R>>";
    let more = [
        "<</First 6 0 R/Next 6 0 R/Title(kop)>>",
        "<</T(veld)/V(waarde)/Kids[7 0 R 7 0 R]/Parent 7 0 R>>",
        "<</K[8 0 R 8 0 R]/ActualText(gezegd)>>",
        "<</Kids[9 0 R 9 0 R]/Nums[0 9 0 R]/P(blad)>>",
    ];
    let made = Made::page(&line(700, "tekst"), catalog, "", &more);
    let found = made.read();
    assert_eq!(at(&found, &Place::Page), "tekst\nkop");
    assert_eq!(at(&found, &Place::HiddenText), "veld\twaarde\ngezegd");
    assert_eq!(found.notes, []);
}

#[test]
fn forms_that_draw_two_others_each_end() {
    let form = |next: usize| {
        let content = "/N Do /N Do".to_owned();
        stream(
            &format!("/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</N {next} 0 R>>>>"),
            &content,
        )
    };
    let forms: Vec<String> = (7..47).map(form).collect();
    let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
    let page = "/Resources<</Font<</F 5 0 R>>/XObject<</N 6 0 R>>>>";
    let made = Made::page(&(line(700, "tekst") + "/N Do"), "", page, &forms);
    assert_eq!(notes(&made), [Reason::TooLarge]);
}

#[test]
fn more_versions_than_anybody_made_are_said() {
    let mut made = Made::page(&line(700, "tekst"), "", "", &[]);
    for number in 0..60 {
        made.add(&[(4, &stream("", &line(700, &format!("versie{number}"))))], "");
    }
    assert_eq!(notes(&made), [Reason::TooLarge]);
}

#[test]
fn brackets_in_brackets_end() {
    for open in ["[", "<<", "<</K[", "("] {
        let deep = open.repeat(200_000);
        let made = Made::page(
            &format!("{} {deep} TJ", line(700, "tekst")),
            &format!("/X {deep}"),
            "",
            &[&deep],
        );
        let found = made.read();
        assert!(!found.parts.is_empty() || !found.notes.is_empty());
    }
}

#[test]
fn a_page_that_comes_a_hundred_thousand_times_ends() {
    let kids = "3 0 R ".repeat(100_000);
    let direct = "<</Type/Page/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>".repeat(5_000);
    let pages = format!("<</Type/Pages/Kids[{kids}{direct}]/Count 105000>>");
    let content = stream("", &line(700, "tekst"));
    let made = Made::of(&[
        "<</Type/Catalog/Pages 2 0 R>>",
        &pages,
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        &content,
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]);
    assert_eq!(notes(&made), [Reason::Damaged], "fewer pages than it says");
}

#[test]
fn lengths_that_lie_lose_nothing() {
    for length in ["0", "-5", "99999999999", "4 0 R", "99 0 R"] {
        let mut made = Made::page(&line(700, "tekst"), "", "", &[]);
        let shown = line(700, "tekst met een valse lengte");
        made.add(&[(4, &format!("<</Length {length}>>stream\n{shown}\nendstream"))], "");
        assert_eq!(at(&made.read(), &Place::Page), "tekst met een valse lengte", "{length}");
    }
}

#[test]
fn what_is_said_over_and_over_is_told_once() {
    let long = format!("({})", "woord ".repeat(2_000));
    let many = |piece: &str| piece.repeat(2_000);
    let cases = [
        (
            String::new(),
            format!("/AcroForm<</Fields[{}]>>", many("<</T(v)/V 6 0 R/TU 6 0 R>>")),
            String::new(),
        ),
        (
            String::new(),
            String::new(),
            format!("/Annots[{}]", many("<</Subtype/Text/Contents 6 0 R/Rect[0 0 9 9]>>")),
        ),
        (
            many("/Span /P BDC BT /F 9 Tf 9 9 Td (x) Tj ET EMC\n"),
            String::new(),
            "/Resources<</Font<</F 5 0 R>>/Properties<</P<</ActualText 6 0 R>>>>>>".to_owned(),
        ),
        (
            String::new(),
            format!("/StructTreeRoot<</K[{}]>>", many("<</S/P/ActualText 6 0 R>>")),
            String::new(),
        ),
    ];
    for (content, catalog, page) in cases {
        let made = Made::page(&(line(700, "tekst") + &content), &catalog, &page, &[&long]);
        let found = made.read();
        let told: usize = found.parts.iter().map(|part| part.text.len()).sum();
        assert!(
            (12_000..200_000).contains(&told),
            "{told} bytes for {catalog:.30}{page:.30}"
        );
    }
}

#[test]
fn content_and_objects_without_an_end_end() {
    let open = "BI /W 1 ID x ".repeat(200_000);
    let found = Made::page(&(line(700, "tekst") + &open), "", "", &[]);
    assert_eq!(notes(&found), [Reason::Damaged]);
    let mut without_table = Made::of(&[]);
    without_table.bytes = ["%PDF-1.7\n", &"1 0 obj (".repeat(200_000)].concat().into_bytes();
    assert_eq!(notes(&without_table), [Reason::Damaged]);
}
