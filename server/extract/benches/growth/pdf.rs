//! PDF documents that ask for much in few bytes.

use super::Family;

pub(crate) const FAMILIES: &[Family] = &[
    ("lines-of-text.pdf", |n| page(&lines(n), "", "", &[])),
    ("words-on-one-line.pdf", |n| page(&on_one_line(n, 30), "", "", &[])),
    ("letters-on-one-line.pdf", |n| page(&on_one_line(n, 5), "", "", &[])),
    ("one-long-word.pdf", |n| {
        page(&format!("BT /F 1 Tf 0 400 Td ({}) Tj ET", "a".repeat(n)), "", "", &[])
    }),
    ("words-at-angles.pdf", |n| {
        page(
            &each(n, |at| {
                format!("BT /F 5 Tf 1 {} 0 1 50 {} Tm (woord) Tj ET\n", at % 360, at % 800)
            }),
            "",
            "",
            &[],
        )
    }),
    ("table-of-many-columns.pdf", |n| {
        page(
            &each(n, |at| {
                format!("BT /F 1 Tf {} {} Td (12) Tj ET\n", (at % 300) * 2, 800 - at / 300)
            }),
            "",
            "",
            &[],
        )
    }),
    ("table-of-ragged-columns.pdf", |n| {
        page(
            &each(n, |at| {
                format!(
                    "BT /F 1 Tf {}.{} {} Td (12) Tj ET\n",
                    (at * 7919) % 590,
                    at % 10,
                    (at * 31) % 800
                )
            }),
            "",
            "",
            &[],
        )
    }),
    ("lines-drawn-and-text.pdf", |n| {
        page(
            &(each(n, |at| format!("{} 0 m {} 800 l S\n", at % 600, at % 600)) + &lines(n)),
            "",
            "",
            &[],
        )
    }),
    ("boxes-and-text.pdf", |n| {
        page(
            &(each(n, |at| format!("{} 0 9 800 re f\n", at % 600)) + &lines(n)),
            "",
            "",
            &[],
        )
    }),
    ("boxes-over-text.pdf", |n| {
        page(
            &(lines(n) + &each(n, |at| format!("0 0 {} 800 re W n 0 0 5 5 re f\n", at % 600))),
            "",
            "",
            &[],
        )
    }),
    ("hidden-and-shown.pdf", |n| {
        page(
            &(lines(n)
                + &each(n, |at| {
                    format!("BT 3 Tr /F 1 Tf 9 {} Td (geheim{at}) Tj ET\n", at % 790)
                })),
            "",
            "",
            &[],
        )
    }),
    ("spelled-out-over-and-over.pdf", |n| {
        let spelled = format!("<</ActualText({})>>", "woord ".repeat(n));
        page(
            &each(n, |_| "/Span /P BDC BT /F 9 Tf 9 9 Td (x) Tj ET EMC\n".to_owned()),
            "",
            "/Resources<</Font<</F 5 0 R>>/Properties<</P 6 0 R>>>>",
            &[spelled],
        )
    }),
    ("marks-in-marks.pdf", |n| {
        page(&("/S BMC ".repeat(n) + &lines(9) + &"EMC ".repeat(n)), "", "", &[])
    }),
    ("states-in-states.pdf", |n| {
        page(&("q ".repeat(n) + &lines(9) + &"Q ".repeat(n)), "", "", &[])
    }),
    ("layers-of-layers.pdf", |n| {
        let members = "9 0 R ".repeat(n);
        page(
            &each(n, |_| "/OC /P BDC EMC\n".to_owned()),
            "/OCProperties<</D<</OFF[7 0 R]>>/OCGs[7 0 R]>>",
            "/Resources<</Properties<</P 6 0 R>>>>",
            &[format!("<</Type/OCMD/OCGs[{members}]>>"), "<</Type/OCG>>".to_owned()],
        )
    }),
    ("bookmarks.pdf", |n| {
        let more = (0..n).map(|at| format!("<</Title(kop {at})/Next {} 0 R>>", at + 7));
        page(&lines(n), "/Outlines 6 0 R", "", &more.collect::<Vec<_>>())
    }),
    ("fields-of-one-value.pdf", |n| {
        let fields = "7 0 R ".repeat(2) + &each(n, |at| format!("<</T(v{at})/V 6 0 R/TU 6 0 R>>"));
        let value = format!("({})", "waarde ".repeat(n));
        page(
            &lines(9),
            &format!("/AcroForm<</Fields[{fields}]>>"),
            "",
            &[value, "<<>>".to_owned()],
        )
    }),
    ("fields-under-a-long-name.pdf", |n| {
        let kids = each(n, |at| format!("<</V(w{at})>>"));
        let field = format!("<</T({})/Kids[{kids}]>>", "naam ".repeat(n));
        page(&lines(9), "/AcroForm<</Fields[6 0 R]>>", "", &[field])
    }),
    ("fields-in-fields.pdf", |n| {
        let more = (0..n).map(|at| format!("<</T(v)/V(w{at})/Parent {} 0 R/Kids[{} 0 R]>>", at + 5, at + 7));
        page(&lines(9), "/AcroForm<</Fields[6 0 R]>>", "", &more.collect::<Vec<_>>())
    }),
    ("comments-of-one-text.pdf", |n| {
        let notes = each(n, |_| "<</Subtype/Text/Contents 6 0 R/Rect[0 0 9 9]>>".to_owned());
        let text = format!("({})", "woord ".repeat(n));
        page(&lines(9), "", &format!("/Annots[{notes}]"), &[text])
    }),
    ("structure.pdf", |n| {
        let parts = each(n, |at| format!("<</S/P/ActualText(woord{at})/Alt 6 0 R>>"));
        let text = format!("({})", "beeld ".repeat(n));
        page(&lines(9), &format!("/StructTreeRoot<</K[{parts}]>>"), "", &[text])
    }),
    ("fonts-set.pdf", |n| {
        page(&("/F 9 Tf ".repeat(n) + &lines(9)), "", "", &[])
    }),
    ("fonts-in-a-long-list.pdf", |n| {
        let fonts = each(n, |at| format!("/G{at} 5 0 R"));
        page(
            &each(n, |at| format!("/G{at} 9 Tf ")),
            "",
            "/Resources<</Font 6 0 R>>",
            &[format!("<<{fonts}>>")],
        )
    }),
    ("forms-with-a-long-list.pdf", |n| {
        let fonts = each(n, |at| format!("/G{at} 5 0 R"));
        let form = stream("/Subtype/Form/BBox[0 0 9 9]/Resources<</Font 7 0 R>>", "q Q");
        page(
            &"/X Do ".repeat(n),
            "",
            "/Resources<</XObject<</X 6 0 R>>>>",
            &[form, format!("<<{fonts}>>")],
        )
    }),
    ("colour-spaces.pdf", |n| {
        let list = "/DeviceRGB ".repeat(n);
        page(
            &"/C cs ".repeat(n),
            "",
            "/Resources<</ColorSpace<</C 6 0 R>>>>",
            &[format!("[/Indexed {list}]")],
        )
    }),
    ("contents-in-pieces.pdf", |n| {
        let pieces = "4 0 R ".repeat(n);
        page(&lines(1), "", &format!("/Contents[{pieces}]"), &[])
    }),
    ("strings-not-closed.pdf", |n| page(&"(tekst ".repeat(n), "", "", &[])),
    ("arrays-not-closed.pdf", |n| page(&"[ ".repeat(n), "", "", &[])),
    ("dictionaries-not-closed.pdf", |n| page(&"<</A ".repeat(n), "", "", &[])),
    ("pictures-not-closed.pdf", |n| {
        page(&"BI /W 1 ID x ".repeat(n), "", "", &[])
    }),
    ("table-of-letters.pdf", |n| {
        let ranges = each(n, |at| {
            format!("<{:04X}><{:04X}><0041>\n", at % 65_536, (at + 99) % 65_536)
        });
        font_with(&stream(
            "",
            &format!(
                "begincmap\n1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n{n} beginbfrange\n{ranges}endbfrange\nendcmap"
            ),
        ))
    }),
    ("broken-table-of-letters.pdf", |n| {
        let ranges = each(n, |_| "beginbfrange <0000><FFFF><0041> ".to_owned());
        font_with(&stream("", &ranges))
    }),
    ("pages.pdf", |n| {
        let kids = "3 0 R ".repeat(n);
        document(&[
            "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
            format!("<</Type/Pages/Kids[{kids}]/Count {n}>>"),
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
                .to_owned(),
            stream("", &lines(3)),
            FONT.to_owned(),
        ])
    }),
    ("pages-in-pages.pdf", |n| {
        let mut objects = vec!["<</Type/Catalog/Pages 2 0 R>>".to_owned()];
        objects.extend((0..n).map(|at| format!("<</Type/Pages/Kids[{} 0 R]/Count 1>>", at + 3)));
        document(&objects)
    }),
    ("no-table-and-strings.pdf", |n| without_table(&"1 0 obj (".repeat(n))),
    ("no-table-and-arrays.pdf", |n| without_table(&"1 0 obj [".repeat(n))),
    ("no-table-and-dictionaries.pdf", |n| {
        without_table(&"1 0 obj <</A ".repeat(n))
    }),
    ("no-table-and-open-dictionaries.pdf", |n| {
        without_table(&"<</A ".repeat(n))
    }),
    ("no-table-and-streams.pdf", |n| {
        without_table(&each(n, |at| {
            format!("{} 0 obj <</Length 5>> stream\nBT ET\nendobj\n", at + 9)
        }))
    }),
    ("streams-without-end.pdf", |n| {
        let contents = each(n, |at| format!("{} 0 R ", at + 9));
        let head = "<</Type/Catalog/Pages 2 0 R>> endobj 2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj 3 0 obj";
        without_table(
            &(format!("1 0 obj {head} <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents[{contents}]>> endobj\n")
                + &each(n, |at| format!("{} 0 obj <</Length 999>> stream\nBT ET\n", at + 9))),
        )
    }),
    ("numbers.pdf", |n| without_table(&"1 0 ".repeat(n))),
    ("packed-objects.pdf", |n| {
        let heads = each(n, |at| format!("{} {} ", at + 10, at * 3));
        let packed = stream(
            &format!("/Type/ObjStm/N {n}/First {}", heads.len()),
            &(heads.clone() + &"<<>>".repeat(n)),
        );
        without_table(&format!("5 0 obj {packed} endobj trailer <</Root 10 0 R>>"))
    }),
    ("versions.pdf", |n| {
        let mut bytes = page(&lines(9), "", "", &[]);
        let place = bytes
            .windows(4)
            .rposition(|four| four == b"xref")
            .unwrap_or(0)
            .saturating_sub(5);
        bytes.extend(format!("startxref\n{place}\n%%EOF\n").repeat(n).bytes());
        bytes
    }),
    ("packed-marks.pdf", |n| page(&"/ObjStm stream\n".repeat(n), "", "", &[])),
];

const FONT: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";

fn each(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect()
}

/// So many words on a page, one at each height.
fn lines(count: usize) -> String {
    each(count, |at| {
        format!("BT /F 1 Tf 9 {}.{} Td (woord{at}) Tj ET\n", at % 790, at % 7)
    })
}

fn on_one_line(count: usize, step: usize) -> String {
    format!(
        "BT /F 1 Tf 0 400 Td {} ET",
        format!("(ab) Tj {step} 0 Td ").repeat(count)
    )
}

fn stream(dictionary: &str, content: &str) -> String {
    format!("<<{dictionary}/Length {}>>stream\n{content}\nendstream", content.len())
}

/// A document of one page, whose objects of its own begin at 6.
fn page(content: &str, catalog: &str, page: &str, more: &[String]) -> Vec<u8> {
    let usual = [
        format!("<</Type/Catalog/Pages 2 0 R{catalog}>>"),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>{page}>>"
        ),
        stream("", content),
        FONT.to_owned(),
    ];
    document(&[&usual, more].concat())
}

fn font_with(table: &str) -> Vec<u8> {
    let font = "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/ToUnicode 7 0 R/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>]>>";
    let shown = format!("BT /G 9 Tf 9 9 Td <{}> Tj ET", "00410042".repeat(500));
    page(
        &shown,
        "",
        "/Resources<</Font<</G 6 0 R>>>>",
        &[font.to_owned(), table.to_owned()],
    )
}

fn document(objects: &[String]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(objects) {
        table.push_str(&format!("{:010} 00000 n \n", bytes.len()));
        bytes.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let place = bytes.len();
    let size = objects.len() + 1;
    bytes.extend(format!("{table}trailer\n<</Root 1 0 R/Size {size}>>\nstartxref\n{place}\n%%EOF\n").bytes());
    bytes
}

fn without_table(content: &str) -> Vec<u8> {
    format!("%PDF-1.7\n{content}\ntrailer <</Root 1 0 R>>\n").into_bytes()
}
