//! How fast files are read, and what a worker process costs. This program is its own worker.
//!
//! `cargo bench -p postwacht-extract`; the figures are of this machine and of what else runs on it.

use postwacht_extract::{File, Limits, WorkerLimits, Workers, extract, html, worker};
use std::{
    hint::black_box,
    io::{Cursor, Write, stdout},
    process::ExitCode,
    time::{Duration, Instant},
};
use zip::{ZipWriter, write::SimpleFileOptions};

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    if std::env::args().nth(1).is_some_and(|argument| argument == "worker") {
        return worker::run();
    }
    match throughput().and_then(|()| workers()).and_then(|()| message()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

/// Lines as in letters and lists, a fifth of them with numbers.
fn text(bytes: usize) -> String {
    const LINES: [&str; 5] = [
        "Geachte mevrouw Coëlho, hierbij ontvangt u de jaarstukken van Bakkerij De Vlijt over het afgelopen jaar.",
        "Wij verzoeken u de aangifte te controleren en voor het einde van de maand ondertekend terug te sturen.",
        "Klantnummer 104233, rekening NL00 BANK 0123 4567 89, geboren 12-03-1967, te betalen € 1.234,56 in mei.",
        "Met vriendelijke groet, ook namens de collega's van de afdeling salarisadministratie,",
        "Telefonisch zijn wij bereikbaar op werkdagen tussen negen uur en half zes.",
    ];
    let mut text = String::with_capacity(bytes + 200);
    for (index, line) in (0_u32..).zip(LINES.iter().cycle()) {
        text.push_str(line);
        text.push_str(&index.to_string());
        text.push('\n');
        if text.len() >= bytes {
            break;
        }
    }
    text
}

/// The same lines as a word processor writes them in a mail.
fn page(bytes: usize) -> String {
    let mut page = "<html><head><style>p.MsoNormal{margin:0}</style></head><body lang=NL>".to_owned();
    for line in text(bytes).lines() {
        page.push_str("<p class=MsoNormal><span style='font-size:11.0pt;font-family:\"Calibri\",sans-serif'>");
        page.push_str(line);
        page.push_str("<o:p></o:p></span></p>\n");
        if page.len() >= bytes {
            break;
        }
    }
    page
}

fn packed(content: &[u8]) -> zip::result::ZipResult<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (index, part) in content.chunks(1 << 20).enumerate() {
        writer.start_file(format!("{index}.txt"), SimpleFileOptions::default())?;
        writer.write_all(part)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// Processor time that this process has used: other programs do not count.
fn cpu() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(
        u64::try_from(time.tv_sec).unwrap_or(0),
        u32::try_from(time.tv_nsec).unwrap_or(0),
    )
}

/// The shortest of several runs.
fn best(mut run: impl FnMut()) -> Duration {
    let runs = (0..7).map(|_| {
        let begin = cpu();
        run();
        cpu().saturating_sub(begin)
    });
    runs.min().unwrap_or_default()
}

#[expect(clippy::cast_precision_loss, reason = "figures for people")]
fn rate(bytes: usize, time: Duration) -> f64 {
    bytes as f64 / 1e6 / time.as_secs_f64()
}

fn throughput() -> Outcome {
    const BYTES: usize = 16 << 20;
    let limits = Limits {
        text_bytes: 64 << 20,
        time: Duration::from_mins(1),
        ..Limits::default()
    };
    let text = text(BYTES);
    let (cp1252, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
    let rows = text
        .lines()
        .map(|line| format!("Zonneveld, P.;104233;\"{}\";1.234,56\n", line.replace('"', "")));
    let table: String = rows.take(150_000).collect::<Vec<_>>().concat();
    let page = page(BYTES);
    let archive = packed(text.as_bytes())?;
    let files: [(&str, &[u8], usize); 5] = [
        ("text.txt", text.as_bytes(), text.len()),
        ("windows-1252.txt", &cp1252, cp1252.len()),
        ("table.csv", table.as_bytes(), table.len()),
        ("page.html", page.as_bytes(), page.len()),
        ("archive.zip", &archive, text.len()),
    ];
    for (name, bytes, unpacked) in files {
        let time = best(|| {
            black_box(extract(name, bytes, &limits));
        });
        writeln!(
            stdout(),
            "{name:20} {:8.0} MB/s of processor time, unpacked",
            rate(unpacked, time)
        )?;
    }
    let mail = &page[..page.floor_char_boundary(20_000)];
    let time = best(|| {
        black_box(html::read(mail, 1 << 20));
    });
    writeln!(
        stdout(),
        "{:20} {:8.0} us",
        "mail body of 20 kB",
        time.as_secs_f64() * 1e6
    )?;
    Ok(())
}

fn workers() -> Outcome {
    let begin = Instant::now();
    let pool = Workers::new(
        std::env::current_exe()?,
        vec!["worker".to_owned()],
        1,
        WorkerLimits {
            files: 10_000,
            ..WorkerLimits::default()
        },
    )?;
    let deadline = begin + Duration::from_mins(5);
    let restrictions = pool.restrictions(deadline).ok_or("no worker")?;
    writeln!(
        stdout(),
        "{:20} {:8.2} ms {restrictions:?}",
        "worker starts in",
        begin.elapsed().as_secs_f64() * 1e3
    )?;
    writeln!(stdout(), "{:20} {:8} kB", "idle worker, new", resident()?)?;
    for (name, bytes) in [("1 kB", 1 << 10), ("1 MB", 1 << 20)] {
        let content = text(bytes);
        let file = File {
            name: "a.txt",
            bytes: content.as_bytes(),
        };
        let mut times: Vec<_> = (0..2_000)
            .map(|_| {
                let begin = Instant::now();
                black_box(pool.extract(&[file], deadline));
                begin.elapsed()
            })
            .collect();
        times.sort_unstable();
        let micros = |percent: usize| times[times.len() * percent / 100].as_secs_f64() * 1e6;
        writeln!(
            stdout(),
            "round trip of {name:6} {:8.0} us median, {:.0} us p99",
            micros(50),
            micros(99)
        )?;
    }
    writeln!(stdout(), "{:20} {:8} kB", "idle worker, used", resident()?)?;
    Ok(())
}

/// A sheet with this many rows of numbers and names, as spreadsheet programs write it.
fn workbook(rows: u32) -> zip::result::ZipResult<Vec<u8>> {
    const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
    const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Blad1" sheetId="1" r:id="r"/></sheets></workbook>"#;
    const SHEETS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let mut sheet =
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#.to_owned();
    for row in 1..=rows {
        let mixed = row.wrapping_mul(2_654_435_761);
        for part in [
            format!(
                r#"<row r="{row}"><c r="A{row}"><v>{mixed}</v></c><c r="B{row}"><v>{}.{row}</v></c>"#,
                mixed >> 7
            ),
            format!(r#"<c r="C{row}" t="inlineStr"><is><t>Zonneveld {mixed:x}</t></is></c></row>"#),
        ] {
            sheet.push_str(&part);
        }
    }
    sheet.push_str("</sheetData></worksheet>");
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", ROOT),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", SHEETS),
        ("xl/worksheets/sheet1.xml", &sheet),
    ] {
        writer.start_file(name, SimpleFileOptions::default())?;
        writer.write_all(content.as_bytes())?;
    }
    Ok(writer.finish()?.into_inner())
}

/// A document of pages of text that are not packed.
fn pages(count: usize) -> Vec<u8> {
    let lines = text(3_000);
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    let mut object = |content: String| {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n{content}\nendobj\n", places.len()).bytes());
    };
    object("<</Type/Catalog/Pages 2 0 R>>".to_owned());
    let kids: Vec<String> = (0..count).map(|page| format!("{} 0 R ", 4 + 2 * page)).collect();
    let kids = kids.concat();
    object(format!(
        "<</Type/Pages/Count {count}/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>>>/Kids[{kids}]>>"
    ));
    object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned());
    for page in 0..count {
        object(format!("<</Type/Page/Parent 2 0 R/Contents {} 0 R>>", 5 + 2 * page));
        let shown = lines.lines().enumerate();
        let shown = shown.map(|(at, line)| format!("BT /F 10 Tf 40 {} Td ({page} {line}) Tj ET\n", 780 - 15 * at));
        let content = shown.collect::<Vec<_>>().concat();
        object(format!("<</Length {}>>stream\n{content}endstream", content.len()));
    }
    let table = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    for place in &places {
        bytes.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = places.len() + 1;
    bytes.extend(format!("trailer\n<</Root 1 0 R/Size {size}>>\nstartxref\n{table}\n%%EOF\n").bytes());
    bytes
}

/// Attachments of 25 MiB of one kind each, read by two workers as at Send: within 3.5 s, and what of it is not read.
fn message() -> Outcome {
    const BYTES: usize = 25 << 20;
    let pool = Workers::new(
        std::env::current_exe()?,
        vec!["worker".to_owned()],
        2,
        WorkerLimits::default(),
    )?;
    let rows = text(BYTES / 4).replace(", ", ";");
    let kinds: [(&str, Vec<u8>); 5] = [
        ("lijst.csv", rows.into_bytes()),
        ("pagina.html", page(BYTES / 4).into_bytes()),
        ("map.xlsx", workbook(340_000)?),
        ("stuk.pdf", pages(1_900)),
        ("archief.zip", packed(text(BYTES).as_bytes())?),
    ];
    for (name, bytes) in kinds {
        let copies = (BYTES / bytes.len().max(1)).clamp(1, 4);
        let files: Vec<File<'_>> = (0..copies).map(|_| File { name, bytes: &bytes }).collect();
        let begin = Instant::now();
        let found = pool.extract(&files, begin + Duration::from_millis(3_500));
        let text: usize = found
            .iter()
            .flat_map(|one| &one.parts)
            .map(|part| part.text.len())
            .sum();
        let notes: Vec<_> = found
            .iter()
            .flat_map(|one| &one.notes)
            .map(|note| note.reason)
            .collect();
        writeln!(
            stdout(),
            "{copies} x {name:12} of {:5.1} MB in {:5.2} s by the clock, {:5.1} MB of text, peak {} MiB, notes {notes:?}",
            rate(bytes.len(), Duration::from_secs(1)),
            begin.elapsed().as_secs_f64(),
            rate(text, Duration::from_secs(1)),
            peak()? >> 10,
        )?;
    }
    Ok(())
}

/// The most memory that a child of this process had, in kB.
fn peak() -> Result<u64, Box<dyn std::error::Error>> {
    let own = format!("PPid:\t{}", std::process::id());
    let mut peak = 0;
    for entry in std::fs::read_dir("/proc")? {
        let status = std::fs::read_to_string(entry?.path().join("status")).unwrap_or_default();
        if let (true, Some(line)) = (
            status.lines().any(|line| line == own),
            status.lines().find_map(|line| line.strip_prefix("VmHWM:")),
        ) {
            peak = peak.max(line.trim().trim_end_matches(" kB").parse()?);
        }
    }
    Ok(peak)
}

/// Memory of the one child of this process.
fn resident() -> Result<u64, Box<dyn std::error::Error>> {
    let own = format!("PPid:\t{}", std::process::id());
    for entry in std::fs::read_dir("/proc")? {
        let status = std::fs::read_to_string(entry?.path().join("status")).unwrap_or_default();
        if status.lines().any(|line| line == own) {
            let line = status
                .lines()
                .find_map(|line| line.strip_prefix("VmRSS:"))
                .ok_or("no size")?;
            return Ok(line.trim().trim_end_matches(" kB").parse()?);
        }
    }
    Err("no worker".into())
}
