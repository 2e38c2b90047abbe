//! Mails and files that are broken, lie, or mean harm: each is answered, in bounded time, and nothing crashes.
//!
//! Whatever could not be looked at is said to be unchecked; that is the promise, not that it was understood.

use crate::{
    commands::Outcome,
    support::{
        files,
        mail::{self, Mail},
        office::{HENK, Office, client, finding, shown},
    },
};
use serde_json::Value;
use zip::result::ZipResult;

/// To somebody whom nobody knows, so that a file which is not checked is worth a warning.
fn with(name: &str, content: impl Into<Vec<u8>>) -> Mail {
    mail::from(HENK)
        .to(["info@drukkerij-vlot.example"])
        .subject("Stukken")
        .text("Goedemiddag,\n\nHierbij de stukken.\n\nGroet,\nHenk")
        .attach(name, content)
}

/// The answer about a draft with such a file.
fn answered(office: &Office, name: &str, content: impl Into<Vec<u8>>) -> Result<Value, Box<dyn std::error::Error>> {
    let said = office.checked(&with(name, content))?;
    assert!(matches!(said.code, Some(0 | 1)), "{name}: {said:#?}");
    assert!(!said.err.contains("a fault of the program"), "{name}: {said:#?}");
    Ok(said.json()[0].clone())
}

#[test]
fn a_broken_mail_is_read_as_far_as_it_goes() -> Outcome {
    let office = Office::sample()?;
    let other = client("Jan Visser");
    let mail = with(
        "stuk.txt",
        format!("Naam: {}\nBSN: {}\n{}", other.name, other.bsn[0], "x\n".repeat(2_000)),
    )
    .eml();
    let text = String::from_utf8(mail.clone())?;
    let table: [(&str, Vec<u8>, bool); 7] = [
        ("cut off in the middle of a file", mail[..mail.len() / 2].to_vec(), true),
        (
            "without its last line",
            text.replace("--grens--\r\n", "").into_bytes(),
            true,
        ),
        ("with bare line feeds", text.replace("\r\n", "\n").into_bytes(), true),
        (
            "with a boundary that never comes",
            text.replace("boundary=\"grens\"", "boundary=\"anders\"").into_bytes(),
            true,
        ),
        (
            "with bytes that are no text in its headers",
            [b"Subject: \xff\xfe\x00\r\n".as_slice(), &mail].concat(),
            true,
        ),
        (
            "without a text",
            b"From: henk@morgenlicht.example\r\nTo: x@y.example\r\n".to_vec(),
            true,
        ),
        ("that is a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), false),
    ];
    for (what, bytes, readable) in table {
        let path = office.put("broken.eml", bytes)?;
        let said = office.check().args(["--format", "json"]).arg(path).said();
        let code = said.code;
        let line = said.clone().ended(code.unwrap_or(-1)).json().remove(0);
        assert_eq!(line["decision"].is_string(), readable, "a mail {what}: {line}");
        assert_eq!(code == Some(2), !readable, "a mail {what}: {said:#?}");
    }
    Ok(())
}

#[test]
fn five_hundred_recipients() -> Outcome {
    let office = Office::sample()?;
    let all = (0..500).map(|number| format!("\"Nummer {number}, Bedrijf\" <info@bedrijf{number}.example>"));
    let mail = mail::from(HENK)
        .to(all)
        .subject("Nieuwsbrief")
        .text("Beste relatie,\n\nOns adres wijzigt.");
    let answer = office.checked(&mail)?.ended(1).json().remove(0);
    let mend = &finding(&answer, "visible-recipients")["fixes"][0];
    assert_eq!(mend["recipients"].as_array().map(Vec::len), Some(500));
    Ok(())
}

#[test]
fn a_thousand_attachments() -> Outcome {
    let office = Office::sample()?;
    let other = client("Jan Visser");
    let mut mail = with("0.txt", "Bladzijde 0");
    for number in 1..1_000 {
        let text = if number == 777 {
            format!("Naam: {}\nBSN: {}", other.name, other.bsn[0])
        } else {
            format!("Bladzijde {number}")
        };
        mail = mail.attach(&format!("{number}.txt"), text);
    }
    let answer = office.checked(&mail)?.ended(1).json().remove(0);
    assert_eq!(
        finding(&answer, "other-client")["attachments"],
        serde_json::json!(["777.txt"]),
        "the one among a thousand is found"
    );
    assert!(!shown(&answer).contains(&"unreadable-attachment"), "and all were read");
    Ok(())
}

#[test]
fn a_file_that_lies_about_its_type() -> Outcome {
    let office = Office::sample()?;
    let other = client("Jan Visser");
    let paper = format!("Naam: {}\nBSN: {}", other.name, other.bsn[0]);
    for name in ["foto.jpg", "brief.pdf", "brief.txt", "brief", "brief.docx.exe"] {
        let answer = answered(&office, name, files::docx(&paper)?)?;
        assert!(
            shown(&answer).contains(&"other-client"),
            "a Word document called {name}: {answer:#}"
        );
    }
    let program = files::noise(b"MZ\x90\0\x03\0\0\0", 4_000);
    for name in ["brief.docx", "lonen.xlsx", "scan.pdf", "stukken.zip"] {
        let answer = answered(&office, name, program.clone())?;
        assert!(
            shown(&answer).contains(&"unreadable-attachment"),
            "a program called {name}: {answer:#}"
        );
    }
    Ok(())
}

/// Files that unpack, or unfold, to more than anybody can hold.
fn too_much() -> ZipResult<Vec<(&'static str, Vec<u8>)>> {
    let mut laughs = String::from("<?xml version=\"1.0\"?><!DOCTYPE w:document [<!ENTITY a0 \"haha\">");
    for level in 1..30 {
        let inner = format!("&a{};", level - 1).repeat(10);
        laughs.extend([format!("<!ENTITY a{level} \"{inner}\">")]);
    }
    laughs.push_str(
        "]><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r>\
         <w:t>&a29;</w:t></w:r></w:p></w:body></w:document>",
    );
    let deep = |levels: usize| -> ZipResult<Vec<u8>> {
        let mut inner = files::archive(&[("kern.txt", "kern")])?;
        for level in 0..levels {
            inner = files::archive(&[(format!("{level}.zip").as_str(), inner)])?;
        }
        Ok(inner)
    };
    Ok(vec![
        ("bom.zip", files::bomb(200, 40 << 20)?),
        (
            "bom.docx",
            files::archive(&[("word/document.xml", vec![b' '; 100 << 20])])?,
        ),
        ("diep.zip", deep(60)?),
        ("lachen.docx", files::docx_of(&laughs)?),
        ("nesten.docx", files::docx_of(&"<w:p>".repeat(400_000))?),
        ("haakjes.html", "<div>".repeat(400_000).into_bytes()),
    ])
}

#[test]
fn bombs_do_not_go_off() -> Outcome {
    let office = Office::sample()?;
    for (name, content) in too_much()? {
        let answer = answered(&office, name, content)?;
        let harmless = name == "haakjes.html";
        assert!(
            harmless || shown(&answer).contains(&"unreadable-attachment"),
            "{name} is said to be unchecked: {answer:#}"
        );
    }
    Ok(())
}

/// PDF files whose parts point at each other in a circle.
fn circles() -> Vec<(&'static str, Vec<u8>)> {
    let catalog = "<< /Type /Catalog /Pages 2 0 R >>";
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>";
    let form = "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >> /Length 5 >>\nstream\n/X Do\nendstream";
    let pages = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
    let sound = String::from_utf8(files::pdf_page("Agenda")).unwrap_or_default();
    let start = sound.rfind("xref\n0").unwrap_or_default();
    vec![
        (
            "pages.pdf",
            files::pdf(&[catalog, "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000 >>"]),
        ),
        (
            "form.pdf",
            files::pdf(&[catalog, pages, page, "<< /Length 5 >>\nstream\n/X Do\nendstream", form]),
        ),
        (
            "length.pdf",
            files::pdf(&[catalog, pages, page, "<< /Length 4 0 R >>\nstream\n/X Do\nendstream"]),
        ),
        ("reference.pdf", files::pdf(&["2 0 R", "1 0 R"])),
        (
            "table.pdf",
            sound
                .replace("/Root 1 0 R", &format!("/Root 1 0 R /Prev {start}"))
                .into_bytes(),
        ),
    ]
}

#[test]
fn circles_come_to_an_end() -> Outcome {
    let office = Office::sample()?;
    for (name, content) in circles() {
        let answer = answered(&office, name, content)?;
        assert!(answer["decision"].is_string(), "{name}: {answer:#}");
    }
    Ok(())
}
