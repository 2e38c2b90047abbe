//! Pages as mail programs and people write them, and as attackers do.

use super::{Block, read};
use std::time::{Duration, Instant};

/// Longer than any page may take, also on a busy machine and without optimisation: what hangs must show.
const LONGEST: Duration = Duration::from_mins(1);

const ROOM: usize = 1 << 20;

/// The text shown, blocks apart.
fn shown(html: &str) -> String {
    let blocks = read(html, ROOM).blocks.into_iter().filter(|block| !block.hidden);
    blocks.map(|block| block.text).collect::<Vec<_>>().join("|")
}

/// Texts with their voice: own, quoted, signature; an x for what is not shown.
fn voices(html: &str) -> String {
    let voice = |block: &Block| match (block.quoted, block.signature) {
        (true, _) => "quoted",
        (_, true) => "signature",
        _ => "own",
    };
    let blocks = read(html, ROOM).blocks;
    let told = blocks.iter().map(|block| {
        let hidden = if block.hidden { "x" } else { "" };
        format!("{}{hidden}: {}", voice(block), block.text.replace('\n', "/"))
    });
    told.collect::<Vec<_>>().join(" | ")
}

#[test]
fn lines_and_cells_come_out_as_they_are_seen() {
    let cases = [
        (
            "ver<b>trou</b>welijk",
            "vertrouwelijk",
            "an element in a word does not split it",
        ),
        (
            "een<span> </span>twee<i> drie</i>",
            "een twee drie",
            "spaces stay where they stand",
        ),
        (
            "<p>een<p>twee<div>drie</div>vier",
            "een\ntwee\ndrie\nvier",
            "blocks stand on their own lines",
        ),
        (
            "een<br>twee<br/><br>drie</br>vier",
            "een\ntwee\n\ndrie\nvier",
            "line breaks",
        ),
        (
            "<div>een<br></div><div>twee</div>",
            "een\ntwee",
            "a break at the end of a block adds no line",
        ),
        (
            "een\n  twee&nbsp;&#160;drie",
            "een twee drie",
            "white space runs together",
        ),
        (
            "<pre>een\n  twee\n\ndrie</pre>vier",
            "een\n  twee\n\ndrie\nvier",
            "but not where it is kept",
        ),
        (
            "<p style='white-space:pre-wrap'>a  b\nc</p>",
            "a  b\nc",
            "nor where the style keeps it",
        ),
        ("caf&eacute; &amp; &#8364;&#x31;&lt;2", "café & €1<2", "entities"),
        (
            "ge&shy;heim&#8203;houding",
            "geheimhouding",
            "characters without width do not split words",
        ),
        (
            "<ul><li>een<li>twee</ul><dl><dt>a<dd>b</dl>",
            "een\ntwee\na\nb",
            "lists",
        ),
        ("<select><option>a<option>b</select>", "a\nb", "choices"),
        (
            "<input value='123'> <input type=checkbox value=on>",
            "123",
            "a field shows its value",
        ),
        (
            "een <!-- twee --> drie<![if mso]>vier<![endif]>",
            "een drievier",
            "comments",
        ),
        (
            "<head><title>t</title><style>p{}</style><script>x<b></script></head>een",
            "een",
            "the head",
        ),
        ("<textarea><b>een</textarea>", "<b>een", "no markup in a text field"),
        (
            "een<unknown>twee</unknown></stray>drie",
            "eentweedrie",
            "unknown and stray elements",
        ),
        ("1 < 2 & 3 > 2 <", "1 < 2 & 3 > 2 <", "what is no markup is text"),
    ];
    for (html, expected, why) in cases {
        assert_eq!(shown(html), expected, "{why}");
    }
}

#[test]
fn tables_come_out_in_rows_and_columns() {
    let cases = [
        (
            "<table><tr><th>Naam<th>BSN<tr><td>Jan<td>1</table>na",
            "Naam\tBSN\nJan\t1\nna",
            "end tags left out",
        ),
        (
            "<table>\n<tr>\n<td><p>a</p></td>\n<td><p>b</p>\n</td></tr>\n<tr><td><div>c</div></td><td>d</td></tr></table>",
            "a\tb\nc\td",
            "paragraphs in cells, as Outlook writes them",
        ),
        (
            "<table><tr><td>a<td><td>c<tr><td><td>b</table>",
            "a\t\tc\n\tb",
            "empty cells keep their column",
        ),
        ("<table><tr><td>a<td></table>b", "a\nb", "but not at the end of a row"),
        (
            "<table><tr><td>Geachte heer,<br>een<p>twee</td></tr></table>",
            "Geachte heer,\neen\ntwee",
            "a page in a cell",
        ),
        (
            "<table><tr><td><table><tr><td>a<td>b</table><td>c</table>",
            "a\tb\n\tc",
            "a table in a cell",
        ),
        ("<td>a<td>b", "a\tb", "cells without a row"),
        (
            "<table><tr><td><div>a</td></div><td>b</table>",
            "a\tb",
            "tags that cross",
        ),
    ];
    for (html, expected, why) in cases {
        assert_eq!(shown(html), expected, "{why}");
    }
}

#[test]
fn what_the_page_does_not_show_is_told_apart() {
    let cases = [
        ("a<div style='display:none'>b</div>c", "own: a/c | ownx: b", "gone"),
        (
            "ver<span style=font-size:0>x</span>trouwelijk",
            "own: vertrouwelijk | ownx: x",
            "does not split a word",
        ),
        ("a<p hidden>b<p>c", "own: a/c | ownx: b", "the next paragraph ends it"),
        (
            "<div style=visibility:hidden>a<b style=visibility:visible>b</b></div>",
            "ownx: a | own: b",
            "shown again",
        ),
        (
            "<div style=display:none>a<b style=display:inline>b</b></div>",
            "ownx: ab",
            "never shown again",
        ),
        (
            "<div style='font-size:0'>a<i style='font-size:9pt'>b</i></div>",
            "ownx: a | own: b",
            "given size again",
        ),
        (
            "<template>a</template><input type=hidden value=b>",
            "ownx: a/b",
            "never shown by anything",
        ),
        (
            "<b style='color:red' style='display:none'>a</b>",
            "own: a",
            "the first attribute counts",
        ),
        ("<i hidden>a</i> b <i hidden>c</i>", "ownx: a/c | own: b", "two runs"),
    ];
    for (html, expected, why) in cases {
        assert_eq!(voices(html), expected, "{why}");
    }
}

#[test]
fn quotes_and_signatures_are_told_apart() {
    let cases = [
        (
            "ja<blockquote type=cite>nee</blockquote>nog",
            "own: ja | quoted: nee | own: nog",
            "Apple Mail",
        ),
        (
            "<div dir=ltr>ja</div><br><div class='gmail_quote gmail_quote_container'><div class=gmail_attr>Op ma schreef A:</div>\
             <blockquote class=gmail_quote>nee</blockquote></div>",
            "own: ja | quoted: Op ma schreef A:/nee",
            "Gmail",
        ),
        (
            "ja<div class=moz-cite-prefix>A schreef:</div><blockquote>nee</blockquote>",
            "own: ja | quoted: A schreef:/nee",
            "Thunderbird",
        ),
        (
            "ja<div id=ydp12yahoo_quoted class=ydp12yahoo_quoted>nee</div>",
            "own: ja | quoted: nee",
            "Yahoo",
        ),
        (
            "<div>ja</div><div id=appendonsend></div><hr><div id=divRplyFwdMsg>Van: A</div><div>nee</div>",
            "own: ja | quoted: Van: A/nee",
            "Outlook on the web",
        ),
        (
            "<p>ja</p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'>\
             <p><b>Van:</b> A</p></div></div><p>nee</p>",
            "own: ja | quoted: Van: A/nee",
            "Outlook for Windows",
        ),
        (
            "ja<div style='border-top:solid black 1pt'>Let op: dit is van mij</div>en dit",
            "own: ja/Let op: dit is van mij/en dit",
            "a line above own words",
        ),
        (
            "<blockquote style='margin:0 0 0 40px;border:none;padding:0px'>ja</blockquote>",
            "own: ja",
            "indented own words",
        ),
        (
            "ja<pre class=moz-signature>-- \nJan</pre>",
            "own: ja | signature: -- /Jan",
            "Thunderbird's signature",
        ),
        (
            "ja<div id=Signature><p>Jan</p></div>",
            "own: ja | signature: Jan",
            "Outlook's signature",
        ),
        (
            "ja<div id='ms-outlook-mobile-signature'>Jan</div>",
            "own: ja | signature: Jan",
            "Outlook on a telephone",
        ),
        (
            "<div class=gmail_quote>a<div class=gmail_signature>b</div></div>",
            "quoted: a | quoted: b",
            "a quoted signature",
        ),
        (
            "<p class=signature>ja</p>",
            "own: ja",
            "a class of that name says nothing",
        ),
        (
            "<div id=x_divRplyFwdMsg>Van: A</div>nee",
            "quoted: Van: A/nee",
            "names that Outlook has changed",
        ),
    ];
    for (html, expected, why) in cases {
        assert_eq!(voices(html), expected, "{why}");
    }
}

#[test]
fn links_tell_what_is_seen_and_where_it_leads() {
    let page = read(
        "<a href=' https://een.example/?a=1&amp;b=2 '>naar <b>een</b></a> <a href=#top>top</a> <a name=x>y</a>\
         <a href=mailto:jan@kantoor.example><img></a><a href=https://open.example>open",
        ROOM,
    );
    let links: Vec<_> = page
        .links
        .iter()
        .map(|link| (link.text.as_str(), link.target.as_str()))
        .collect();
    assert_eq!(
        links,
        [
            ("naar een", "https://een.example/?a=1&b=2"),
            ("", "mailto:jan@kantoor.example"),
            ("open", "https://open.example"),
        ]
    );
}

#[test]
fn too_much_text_is_cut_and_told() {
    let page = read(&"woord ".repeat(1_000), 600);
    assert!(page.truncated);
    let text: usize = page.blocks.iter().map(|block| block.text.len()).sum();
    assert!((590..=600).contains(&text), "{text}");
    assert!(read(&"<a href=x>".repeat(1_000), 600).truncated);
    assert!(!read("woord", 600).truncated);
}

#[test]
fn broken_and_hostile_pages_end_soon() {
    let many = 100_000;
    let cases = [
        ("a megabyte of beginnings", "<".repeat(1 << 20)),
        ("nested", "<div>".repeat(many)),
        ("nested and closed", "<div>".repeat(many) + &"</div>".repeat(many)),
        (
            "nested and closed by others",
            "<div>".repeat(many) + &"</b>".repeat(many),
        ),
        ("closed across", "<b><i><div>".repeat(many) + &"</b></i>".repeat(many)),
        (
            "cells that hold their surroundings",
            "<div><table><tr><td>".repeat(many) + &"</div>".repeat(many),
        ),
        ("paragraphs in links", "<p><a href=x>".repeat(many)),
        (
            "names of all kinds",
            (0..many).fold(String::new(), |html, i| html + "<x" + &i.to_string() + ">"),
        ),
        ("quotes", "<blockquote>a".repeat(many)),
        (
            "voices that change",
            "<i hidden>a</i>b<div class=gmail_quote>c</div>".repeat(many / 4),
        ),
        ("attributes", format!("<p {}>a", "a=b ".repeat(many))),
        (
            "one attribute",
            format!("<p style='{}'>a", "display:none;".repeat(many)),
        ),
        ("an open comment", format!("a<!--{}", "-".repeat(1 << 20))),
        ("entities", "&#".repeat(many) + &"&amp".repeat(many)),
        ("spaces", " \u{a0}".repeat(1 << 20)),
        ("scripts", "<script><!--<script>".repeat(many)),
    ];
    for (why, html) in cases {
        let begin = Instant::now();
        let page = read(&html, 4 << 20);
        assert!(begin.elapsed() < LONGEST, "{why}: {:?}", begin.elapsed());
        assert!(page.blocks.len() <= html.len(), "{why}");
    }
}
