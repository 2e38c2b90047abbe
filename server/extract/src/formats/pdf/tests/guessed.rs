//! Letters of which the document does not say what they are: the likely ones are read, and the page is said not to be.

use super::{Made, at, stream};
use crate::{Place, Reason};

/// A page whose only font is this one, drawing these codes.
fn page(font: &str, codes: &str, more: &[&str]) -> Made {
    let content = format!("BT /G 12 Tf 50 700 Td {codes} Tj ET");
    let more: Vec<&str> = std::iter::once(font).chain(more.iter().copied()).collect();
    Made::page(&content, "", "/Resources<</Font<</G 6 0 R>>>>", &more)
}

#[test]
fn glyphs_in_the_order_of_windows_fonts_are_likely_letters() {
    let font = "<</Type/Font/Subtype/Type0/BaseFont/Onbekend/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/Onbekend/DW 500/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>]>>";
    let codes = "<002500360031 0003 0014001500160017001800190 01A001B0015>".replace(' ', "");
    let found = page(font, &codes, &[]).read();
    assert_eq!(at(&found, &Place::Page), "BSN 123456782");
    let notes: Vec<Reason> = found.notes.iter().map(|note| note.reason).collect();
    assert_eq!(notes, [Reason::ImageOnly], "likely is not certain");
}

#[test]
fn drawn_letters_keep_the_codes_of_letters() {
    let drawing = stream("", "500 0 d0 0 0 400 700 re f");
    let font = |names: &str| {
        format!(
            "<</Type/Font/Subtype/Type3/FontBBox[0 0 500 700]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 65/LastChar 66/Widths[500 500]/CharProcs<</C41 7 0 R/C42 7 0 R/XX 7 0 R/YY 7 0 R>>/Encoding<</Differences[65{names}]>>>>"
        )
    };
    let named = page(&font("/C41/C42"), "(ABBA)", &[&drawing]).read();
    assert_eq!(
        (at(&named, &Place::Page).as_str(), named.notes.len()),
        ("ABBA", 0),
        "named by their codes"
    );
    let unnamed = page(&font("/XX/YY"), "(ABBA)", &[&drawing]).read();
    assert_eq!((at(&unnamed, &Place::Page).as_str(), unnamed.notes.len()), ("ABBA", 1));
}
