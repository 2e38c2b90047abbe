//! What stands in a document and on no page.

use super::{Made, at, line, stream};
use crate::{Place, Reason};

fn shown() -> String {
    line(700, "Geachte heer Visser")
}

#[test]
fn what_an_earlier_version_said_is_told_once() {
    let mut made = Made::page(&(shown() + &line(680, "BSN 123456782")), "", "", &[]);
    made.add(&[(4, &stream("", &(shown() + &line(680, "BSN verwijderd"))))], "");
    made.add(&[(4, &stream("", &shown()))], "");
    let found = made.read();
    assert_eq!(at(&found, &Place::Page), "Geachte heer Visser");
    assert_eq!(at(&found, &Place::EarlierVersion), "BSN verwijderd\nBSN 123456782");
    assert_eq!(found.notes, []);
}

#[test]
fn a_version_that_only_adds_hides_nothing() {
    let mut made = Made::page(&shown(), "", "", &[]);
    made.add(&[(4, &stream("", &(shown() + &line(680, "Getekend: K. de Boer"))))], "");
    let found = made.read();
    assert_eq!(at(&found, &Place::EarlierVersion), "");
    assert_eq!(found.parts.len(), 1);
}

#[test]
fn properties_that_were_wiped_by_an_addition_are_still_there() {
    let mut made = Made::page(&shown(), "", "", &["<</Author(A. Smit)/Dossier(Holding Zonneveld)>>"]);
    made.add(&[], "/Info 6 0 R");
    made.add(&[(6, "<</Title(Brief)>>")], "/Info 6 0 R");
    let found = made.read();
    let told = |field: &str| at(&found, &Place::Metadata(field.to_owned()));
    assert_eq!(
        (told("title"), told("author"), told("Dossier")),
        ("Brief".to_owned(), "A. Smit".to_owned(), "Holding Zonneveld".to_owned())
    );
}

#[test]
fn a_field_without_a_place_on_a_page_is_hidden_and_one_with_is_not() {
    let form = "/AcroForm<</Fields[6 0 R 7 0 R]>>";
    let seen = "<</Subtype/Widget/FT/Tx/T(naam)/V(Visser)/Rect[50 600 200 620]>>";
    let unseen = "<</FT/Tx/T(bsn)/V(123456782)/DV(standaard)/Opt[(keuze een)[(2)(keuze twee)]]/TU(vul het nummer in)>>";
    let found = Made::page(&shown(), form, "/Annots[6 0 R]", &[seen, unseen]).read();
    assert_eq!(at(&found, &Place::HiddenText), "bsn\t123456782\nbsn\tstandaard");
    assert_eq!(
        at(&found, &Place::Metadata("choices".to_owned())),
        "keuze een\n2 keuze twee\nvul het nummer in",
        "a list to choose from warns nobody by itself"
    );
    assert!(at(&found, &Place::Page).contains("Visser"));
}

#[test]
fn the_data_of_xfa_are_read() {
    let xfa = "<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'><template><draw><value><text>Aanvraag toeslag</text></value></draw>\
               <script>geen tekst</script></template><xfa:datasets xmlns:xfa='x'><xfa:data><naam>Visser</naam><bsn>123456782</bsn></xfa:data>\
               </xfa:datasets></xdp:xdp>";
    let packet = stream("", xfa);
    let with = |catalog: &str| Made::page(&shown(), catalog, "", &[&packet]).read();
    let static_form = with("/AcroForm<</XFA[(xdp)6 0 R]>>");
    assert_eq!(
        at(&static_form, &Place::HiddenText),
        "bsn\t123456782",
        "the page shows the name"
    );
    let drawn = with("/AcroForm<</XFA 6 0 R>>/NeedsRendering true");
    assert!(at(&drawn, &Place::Page).ends_with("Aanvraag toeslag\nnaam\tVisser\nbsn\t123456782"));
    assert_eq!(at(&drawn, &Place::HiddenText), "");
}

#[test]
fn text_that_is_not_painted_is_that_of_a_scan_only_over_a_picture() {
    let content = format!("3 Tr {}", line(700, "BSN 123456782"));
    let bare = Made::page(&content, "", "", &[]).read();
    assert_eq!(
        (at(&bare, &Place::Page), at(&bare, &Place::HiddenText)),
        (String::new(), "BSN 123456782".to_owned())
    );
    let scan = format!("q 600 0 0 800 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q {content}");
    let scan = Made::page(&scan, "", "", &[]).read();
    assert_eq!(
        (at(&scan, &Place::Page), at(&scan, &Place::HiddenText)),
        ("BSN 123456782".to_owned(), String::new())
    );
}

#[test]
fn what_is_said_instead_of_what_is_shown_is_hidden() {
    let content = format!(
        "/Span<</ActualText(BSN 123456782)>>BDC {}EMC",
        line(700, "weggelakt nummer")
    );
    let structure = "/StructTreeRoot<</K[<</S/Document/K[6 0 R]>>]>>/PageLabels<</Nums[0<</P(Bijlage Zonneveld )>>]>>";
    let part = "<</S/Figure/Alt(Foto van pand)/ActualText(Dossier Coelho)>>";
    let found = Made::page(&content, structure, "", &[part]).read();
    assert_eq!(at(&found, &Place::Page), "weggelakt nummer");
    assert_eq!(at(&found, &Place::HiddenText), "BSN 123456782\nDossier Coelho");
    assert_eq!(
        at(&found, &Place::Metadata("description".to_owned())),
        "Bijlage Zonneveld \nFoto van pand",
        "programs describe every logo: that alone is no secret"
    );
}

#[test]
fn notes_in_every_shape_are_comments() {
    let notes = "/Annots[<</Subtype/Text/Contents(eerste)/RC(<body><p>eerste <b>en tweede</b></p></body>)/Rect[0 0 9 9]>>\
                 <</Subtype/Popup/Contents(derde)>><</Subtype/Link/Contents(koppeling)>>]";
    let found = Made::page(&shown(), "", notes, &[]).read();
    assert_eq!(at(&found, &Place::Comment), "eerste\neerste en tweede\nderde");
}

#[test]
fn a_page_that_shows_something_unknown_is_said_to_be_a_picture() {
    let drawn = Made::page("10 10 m 90 90 l S", "", "", &[]).read();
    assert_eq!(
        drawn.notes.iter().map(|note| note.reason).collect::<Vec<_>>(),
        [Reason::ImageOnly]
    );
    let blank = Made::page(" ", "", "", &[]).read();
    assert_eq!((blank.parts, blank.notes), (vec![], vec![]), "nothing is nothing");
}
