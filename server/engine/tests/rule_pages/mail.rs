//! Reads the mail of an example: fields, text, and attachments with what stands where in them.
//!
//! How it is written stands in `leeswijzer.md`, for who reads the pages.

use super::Fault;
use postwacht_engine::{
    address::{Address, Listed, parse_list},
    body::Block,
    message::{Attachment, Baseline, Body, Kind, Mailbox, Message, OwnField, Part, Place, Unread, UnreadReason},
};

/// Opens an attachment, or another place of the same one.
const ATTACHMENT: &str = "--- bijlage: ";
/// Opens text of the mail that its page does not show.
const HIDDEN: &str = "--- onzichtbaar in de mail";

/// Reads the block `mail`.
pub(crate) fn read(text: &str) -> Result<Message, Fault> {
    let (fields, rest) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut message = empty()?;
    for line in fields.lines() {
        let (key, value) = line
            .split_once(':')
            .ok_or_else(|| format!("expected `Veld: waarde`: {line}"))?;
        field(&mut message, key.trim(), value.trim())?;
    }
    if message.sender.name.is_empty() {
        return Err("`Van:` must give a name and an address".to_owned());
    }
    contents(&mut message, rest)?;
    Ok(message)
}

fn empty() -> Result<Message, Fault> {
    let nobody = Address::parse("niemand@leeg.example").map_err(|fault| fault.to_string())?;
    Ok(Message {
        kind: Kind::New,
        sender: Mailbox {
            address: nobody,
            name: String::new(),
        },
        to: Vec::new(),
        cc: Vec::new(),
        bcc: Vec::new(),
        unexpanded_lists: Vec::new(),
        recipients_truncated: false,
        baseline: None,
        subject: String::new(),
        body: Body::default(),
        encrypted: false,
        attachments: Vec::new(),
    })
}

fn field(message: &mut Message, key: &str, value: &str) -> Result<(), Fault> {
    match key {
        "Van" => {
            let mut senders = mailboxes(value)?;
            message.sender = senders.pop().ok_or("`Van:` is empty")?;
        }
        "Aan" => message.to = mailboxes(value)?,
        "Cc" => message.cc = mailboxes(value)?,
        "Bcc" => message.bcc = mailboxes(value)?,
        "Onderwerp" => value.clone_into(&mut message.subject),
        "Verzendlijst" => message.unexpanded_lists.push(value.to_owned()),
        "Soort" => message.kind = kind(value)?,
        "Eerst aan" => message.baseline.get_or_insert_default().to = addresses(value)?,
        "Eerst cc" => message.baseline.get_or_insert_default().cc = addresses(value)?,
        "Zelf in" => message.baseline.get_or_insert_with(Baseline::default).own_field = own_field(value)?,
        _ => return Err(format!("unknown field `{key}`")),
    }
    Ok(())
}

fn kind(value: &str) -> Result<Kind, Fault> {
    match value {
        "nieuw" => Ok(Kind::New),
        "antwoord" => Ok(Kind::Reply),
        "antwoord aan allen" => Ok(Kind::ReplyAll),
        "doorgestuurd" => Ok(Kind::Forward),
        "onbekend" => Ok(Kind::Unknown),
        _ => Err(format!("unknown kind of mail: {value}")),
    }
}

fn own_field(value: &str) -> Result<OwnField, Fault> {
    match value {
        "Aan" => Ok(OwnField::To),
        "Cc" => Ok(OwnField::Cc),
        "Bcc" => Ok(OwnField::Bcc),
        "geen" => Ok(OwnField::None),
        "onbekend" => Ok(OwnField::Unknown),
        _ => Err(format!("unknown field: {value}")),
    }
}

/// Mailboxes of a field. `gast1@x.example t/m gast9@x.example` stands for nine.
fn mailboxes(value: &str) -> Result<Vec<Mailbox>, Fault> {
    let mut all = Vec::new();
    for listed in parse_list(&expanded(value)?) {
        match listed {
            Listed::Mailbox {
                name, address, text, ..
            } => {
                let address = address.map_err(|fault| format!("{text}: {fault}"))?;
                all.push(Mailbox { address, name });
            }
            Listed::Group { text, .. } => return Err(format!("no address: {text}")),
        }
    }
    Ok(all)
}

/// Addresses of a list, ranges written out.
pub(crate) fn addresses(value: &str) -> Result<Vec<Address>, Fault> {
    Ok(mailboxes(value)?.into_iter().map(|mailbox| mailbox.address).collect())
}

/// Writes ranges out.
fn expanded(value: &str) -> Result<String, Fault> {
    let parts: Result<Vec<String>, Fault> = value
        .split(", ")
        .map(|part| match part.split_once(" t/m ") {
            Some((first, last)) => range(first.trim(), last.trim()),
            None => Ok(part.to_owned()),
        })
        .collect();
    Ok(parts?.join(", "))
}

fn range(first: &str, last: &str) -> Result<String, Fault> {
    let wrong = || format!("no range: {first} t/m {last}");
    let (from, domain) = numbered(first).ok_or_else(wrong)?;
    let (to, other) = numbered(last).ok_or_else(wrong)?;
    if from.0 != to.0 || domain != other || to.1 < from.1 {
        return Err(wrong());
    }
    let width = from.2;
    let all: Vec<String> = (from.1..=to.1)
        .map(|at| format!("{}{at:0width$}@{domain}", from.0))
        .collect();
    Ok(all.join(", "))
}

/// `gast07@x.example` as (`gast`, 7, 2 digits) and the domain.
fn numbered(address: &str) -> Option<((&str, usize, usize), &str)> {
    let (local, domain) = address.split_once('@')?;
    let stem = local.trim_end_matches(|sign: char| sign.is_ascii_digit());
    let digits = local.strip_prefix(stem)?;
    Some(((stem, digits.parse().ok()?, digits.len()), domain))
}

/// The text of the mail and its attachments.
fn contents(message: &mut Message, rest: &str) -> Result<(), Fault> {
    let mut blocks = vec![(String::new(), String::new())];
    for line in rest.lines() {
        if line.starts_with(ATTACHMENT) || line.starts_with(HIDDEN) {
            blocks.push((line.to_owned(), String::new()));
        } else if let Some((_, text)) = blocks.last_mut() {
            text.push_str(line);
            text.push('\n');
        }
    }
    let mut body = Vec::new();
    for (opening, text) in blocks {
        let text = text.trim_end();
        if let Some(head) = opening.strip_prefix(ATTACHMENT) {
            attachment(message, head, text)?;
        } else {
            body.push(Block {
                text: text.to_owned(),
                quoted: false,
                signature: false,
                hidden: opening == HIDDEN,
            });
        }
    }
    message.body = Body::from_blocks(body, Vec::new(), &message.sender.name);
    Ok(())
}

/// `stukken.zip > lijst.xlsx, verborgen blad 'Basis'` with the text that stands there.
fn attachment(message: &mut Message, head: &str, text: &str) -> Result<(), Fault> {
    let mut words = head.split(", ");
    let path = words.next().unwrap_or_default();
    let (name, file) = path.split_once(" > ").unwrap_or((path, ""));
    let known = message.attachments.iter().position(|known| known.name == name);
    let at = known.unwrap_or(message.attachments.len());
    if known.is_none() {
        message.attachments.push(Attachment {
            name: name.to_owned(),
            size: 20_000,
            ..Attachment::default()
        });
    }
    let attachment = &mut message.attachments[at];
    if !file.is_empty() && !attachment.names_inside.iter().any(|known| known == file) {
        attachment.names_inside.push(file.to_owned());
    }
    let mut where_it_stands = Place::Page;
    for word in words {
        if word == "in de tekst getoond" {
            attachment.inline = true;
        } else if let Some(reason) = word.strip_prefix("niet gelezen: ") {
            attachment.unread.push(Unread {
                file: file.to_owned(),
                reason: reason_of(reason)?,
            });
        } else {
            where_it_stands = place(word)?;
        }
    }
    if !text.is_empty() {
        attachment.parts.push(Part {
            file: file.to_owned(),
            place: where_it_stands,
            text: text.replace(" | ", "\t"),
        });
    }
    Ok(())
}

fn place(words: &str) -> Result<Place, Fault> {
    let named = || words.split('\'').nth(1).unwrap_or_default().to_owned();
    let number = || words.split(' ').next().and_then(|word| word.parse().ok()).unwrap_or(1);
    match words {
        "draaitabel" => Ok(Place::PivotCache),
        "sprekersnotities" => Ok(Place::SpeakerNotes),
        "opmerking" => Ok(Place::Comment),
        "verwijderde tekst" => Ok(Place::TrackedDeletion),
        "ingevoegde tekst" => Ok(Place::TrackedInsertion),
        "achter de pagina" => Ok(Place::Behind),
        "eerdere versie" => Ok(Place::EarlierVersion),
        "onzichtbare tekst" => Ok(Place::HiddenText),
        _ if words.starts_with("verborgen blad") => Ok(Place::HiddenSheet(named())),
        _ if words.starts_with("verborgen dia") => Ok(Place::HiddenSlide(1)),
        _ if words.starts_with("eigenschap") => Ok(Place::Metadata(named())),
        _ if words.contains("verborgen rij") => Ok(Place::HiddenRows(named(), number())),
        _ if words.contains("verborgen kolom") => Ok(Place::HiddenColumns(named(), number())),
        _ => Err(format!("unknown place: {words}")),
    }
}

fn reason_of(words: &str) -> Result<UnreadReason, Fault> {
    Ok(match words {
        "versleuteld" => UnreadReason::Encrypted,
        "alleen beeld" => UnreadReason::ImageOnly,
        "beschadigd" => UnreadReason::Damaged,
        "te groot" => UnreadReason::TooLarge,
        "te diep" => UnreadReason::TooDeep,
        "niet op tijd" => UnreadReason::TimedOut,
        "lezer mislukt" => UnreadReason::ReaderFailed,
        "onbekende soort" => UnreadReason::UnknownFormat,
        "in de cloud" => UnreadReason::Cloud,
        "niet op te halen" => UnreadReason::Unavailable,
        "naam past niet" => UnreadReason::NameDiffers,
        _ => return Err(format!("unknown reason: {words}")),
    })
}

#[test]
fn a_mail_reads_with_ranges_places_and_reasons() {
    let mail = read(
        "Van: Kate <kate@l.example>\nAan: gast08@x.example t/m gast11@x.example, Piet <piet@y.example>\n\nDag\n\
         --- bijlage: a.zip > b.xlsx, 2 verborgen kolommen op blad 'Loon'\nNaam | BSN\n\
         --- bijlage: a.zip > c.pdf, niet gelezen: versleuteld\n",
    )
    .unwrap();
    let to: Vec<&str> = mail.to.iter().map(|mailbox| mailbox.address.as_str()).collect();
    assert_eq!(
        to,
        [
            "gast08@x.example",
            "gast09@x.example",
            "gast10@x.example",
            "gast11@x.example",
            "piet@y.example"
        ]
    );
    assert_eq!(mail.body.own_text().trim(), "Dag");
    let zip = &mail.attachments[0];
    assert_eq!(zip.names_inside, ["b.xlsx", "c.pdf"]);
    assert_eq!(zip.parts[0].place, Place::HiddenColumns("Loon".into(), 2));
    assert_eq!(zip.parts[0].text, "Naam\tBSN");
    assert_eq!(zip.unread[0].reason, UnreadReason::Encrypted);
}

#[test]
fn a_slip_in_a_mail_is_told_and_not_swallowed() {
    for (text, fault) in [
        ("Van: Kate <kate@l.example>\nAn: x@x.example\n\n", "unknown field"),
        ("Aan: x@x.example\n\n", "`Van:`"),
        (
            "Van: Kate <kate@l.example>\nAan: gast9@x.example t/m gast1@x.example\n\n",
            "no range",
        ),
        (
            "Van: Kate <kate@l.example>\n\n--- bijlage: a.pdf, verborgn blad\nx",
            "unknown place",
        ),
    ] {
        assert!(read(text).unwrap_err().contains(fault), "{text}");
    }
}
