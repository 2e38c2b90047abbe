//! Texts, pages, tables, cards and statements that ask for much in few bytes.

use super::Family;

pub(crate) const FAMILIES: &[Family] = &[
    ("elements-in-elements.html", |n| {
        format!("<html>{}a", "<div>".repeat(n)).into_bytes()
    }),
    ("formatting-not-closed.html", |n| {
        format!("<html>{}", "<b><i><p>a".repeat(n)).into_bytes()
    }),
    ("wrong-ends.html", |n| {
        format!("<html>{}{}", "<div>".repeat(n), "</span>".repeat(n)).into_bytes()
    }),
    ("tables-in-tables.html", |n| {
        format!("<html>{}a", "<table><tr><td>".repeat(n)).into_bytes()
    }),
    ("styles.html", |n| {
        let styles: String = (0..n).map(|at| format!(".c{at}{{display:none}}")).collect();
        let shown: String = (0..n).map(|at| format!("<p class='c{at} x'>a")).collect();
        format!("<html><style>{styles}</style>{shown}").into_bytes()
    }),
    ("classes.html", |n| {
        let classes: String = (0..n).map(|at| format!("c{at} ")).collect();
        format!("<html><style>.a{{display:none}}</style><p class='{classes}'>a").into_bytes()
    }),
    ("attributes.html", |n| {
        format!(
            "<html><p {}>a",
            (0..n).map(|at| format!("a{at}=b ")).collect::<String>()
        )
        .into_bytes()
    }),
    ("inline-style.html", |n| {
        format!("<html><p style='{}'>a", "color:red;".repeat(n)).into_bytes()
    }),
    ("comments.html", |n| format!("<html>{}", "<!-- ".repeat(n)).into_bytes()),
    ("entities.html", |n| {
        format!("<html>{}", "&notin".repeat(n)).into_bytes()
    }),
    ("scripts.html", |n| {
        format!("<html>{}", "<script></scrip".repeat(n)).into_bytes()
    }),
    ("quotes.csv", |n| {
        format!("a;b\n{}", "\"\";\"a\n".repeat(n)).into_bytes()
    }),
    ("columns.csv", |n| "a;".repeat(n).into_bytes()),
    ("rows.csv", |n| "a;b;c\n".repeat(n).into_bytes()),
    ("nested.json", |n| "[{\"a\":".repeat(n).into_bytes()),
    ("escapes.json", |n| {
        format!("{{\"a\":\"{}\"}}", "\\u00e9".repeat(n)).into_bytes()
    }),
    ("elements.xml", |n| {
        format!("<?xml version='1.0'?>{}", "<a>".repeat(n)).into_bytes()
    }),
    ("attributes.xml", |n| {
        format!(
            "<?xml version='1.0'?><a {}/>",
            (0..n).map(|at| format!("a{at}='b' ")).collect::<String>()
        )
        .into_bytes()
    }),
    ("namespaces.xml", |n| {
        let open: String = (0..n).map(|at| format!("<a xmlns:n{at}='u'>")).collect();
        format!("<?xml version='1.0'?>{open}").into_bytes()
    }),
    ("statement.xml", |n| {
        let entries = "<Ntry><Amt Ccy='EUR'>1.00</Amt><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>Smit</Nm></Dbtr></RltdPties></TxDtls></NtryDtls></Ntry>".repeat(n);
        format!("<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.02'><BkToCstmrStmt><Stmt>{entries}</Stmt></BkToCstmrStmt></Document>").into_bytes()
    }),
    ("columns-of-records.xml", |n| {
        let fields: String = (0..n).map(|at| format!("<f{at}>1</f{at}>")).collect();
        format!("<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.02'><BkToCstmrStmt><Stmt><Ntry>{fields}</Ntry><Ntry>{fields}</Ntry></Stmt></BkToCstmrStmt></Document>").into_bytes()
    }),
    ("audit.xaf", |n| {
        let lines: String = (0..n)
            .map(|at| format!("<ledgerAccount><accID>{at}</accID><accDesc>Kas</accDesc></ledgerAccount>"))
            .collect();
        let lines2: String = (0..n)
            .map(|at| format!("<trLine><nr>{at}</nr><accID>{at}</accID><desc>a</desc><amnt>1</amnt></trLine>"))
            .collect();
        format!("<auditfile xmlns='http://www.auditfiles.nl/XAF/3.2'><company><generalLedger>{lines}</generalLedger><transactions><journal><transaction>{lines2}</transaction></journal></transactions></company></auditfile>").into_bytes()
    }),
    ("statement.sta", |n| {
        format!(
            ":20:A\n:25:NL00BANK0123456789\n:28C:1\n:60F:C200101EUR0,\n{}",
            ":61:200101D1,00NTRF\n:86:betaling\n".repeat(n)
        )
        .into_bytes()
    }),
    ("long-description.sta", |n| {
        format!(
            ":20:A\n:25:NL00BANK0123456789\n:28C:1\n:60F:C200101EUR0,\n:61:200101D1,00NTRF\n:86:{}",
            "betaling\n".repeat(n)
        )
        .into_bytes()
    }),
    ("folded.vcf", |n| {
        format!("BEGIN:VCARD\nVERSION:3.0\nNOTE:{}\nEND:VCARD\n", "a\n ".repeat(n)).into_bytes()
    }),
    ("cards.vcf", |n| {
        "BEGIN:VCARD\nVERSION:3.0\nFN:A\nEND:VCARD\n".repeat(n).into_bytes()
    }),
    ("cards-in-cards.vcf", |n| "BEGIN:VCARD\n".repeat(n).into_bytes()),
    ("parameters.ics", |n| {
        format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY{}:a\n", ";A=b".repeat(n)).into_bytes()
    }),
    ("words.txt", |n| "woord ".repeat(n).into_bytes()),
    ("letters-of-1252.txt", |n| b"caf\xe9 ".repeat(n)),
    ("escapes.txt", |n| "=E9=\n".repeat(n).into_bytes()),
    ("wide.txt", |n| "w\0o\0r\0d\0 \0".repeat(n).into_bytes()),
];
