//! What is found in pictures, and what is left.

use super::FORMAT;
use crate::{Extraction, Limits, Place, Reason, extract, formats::ooxml::testing};

fn read(bytes: &[u8]) -> Extraction {
    testing::read(FORMAT.read, bytes, &testing::limits())
}

fn field(found: &Extraction, name: &str) -> String {
    testing::texts(found, &Place::Metadata(name.to_owned()))
}

#[test]
fn a_picture_tells_who_made_it_and_where_and_that_it_was_not_read() {
    let found = read(include_bytes!("corpus/ok/foto.jpg"));
    assert_eq!(field(&found, "place on earth"), "52.3702, 4.8952\n");
    assert_eq!(
        field(&found, "comment"),
        "BSN 111222333\nnabellen\nopmerking van de scanner: dossier 4711\n"
    );
    assert_eq!(field(&found, "keywords"), "verzuim\nMulder & Zn\n");
    assert_eq!(testing::reasons(&found), [Reason::ImageOnly]);
}

#[test]
fn what_programs_write_for_themselves_is_left() {
    let found = read(include_bytes!("corpus/ok/scherm.png"));
    let told: Vec<&str> = found.parts.iter().map(|part| part.text.as_str()).collect();
    assert!(told.contains(&"BSN 123456782"), "{told:?}");
    assert!(
        !told
            .iter()
            .any(|text| text.contains("Maker") || text.contains("xmp.did")),
        "{told:?}"
    );
}

#[test]
fn a_text_may_begin_as_a_bitmap_does() {
    let found = extract("auto.txt", b"BMW aanschaf", &Limits::default());
    assert_eq!(found.parts[0].text, "BMW aanschaf");
    assert_eq!(found.notes, []);
}

#[test]
fn a_bomb_in_a_text_is_noted_and_the_rest_is_read() {
    let found = read(include_bytes!("corpus/hostile/bom.png"));
    assert_eq!(testing::reasons(&found), [Reason::TooLarge, Reason::ImageOnly]);
    assert_eq!(field(&found, "Author"), "K. Bakker\n");
}
