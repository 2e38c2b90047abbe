//! The two stories that Postwacht exists for, and the same mails to the right people, on which it is silent.

use crate::{
    commands::Outcome,
    support::{
        files, mail,
        office::{HENK, Office, finding, shown, strangers},
    },
};
use postwacht_engine::records::ClientRecord;
use zip::result::ZipResult;

const CLIENT: &str = "Sanne Bakker <sanne.bakker.voorbeeld@gmail.com>";
const COLLEAGUE: &str = "Sanne de Wit <sanne@morgenlicht.example>";

/// A client's dossier as the office would write it.
fn dossier(client: &ClientRecord) -> ZipResult<Vec<u8>> {
    let born = client
        .birth_date
        .map(|date| date.strftime("%d-%m-%Y").to_string())
        .unwrap_or_default();
    files::docx(&format!(
        "Dossier inkomstenbelasting 2025\nNaam: {}\nKlantnummer: {}\nBSN: {}\nGeboortedatum: {born}\n\
         Verzamelinkomen: € 41.300\nTe betalen: € 612",
        client.name,
        client.number,
        client.bsn.join(", ")
    ))
}

/// Henk mails five dossiers to somebody called Sanne.
fn five_dossiers(to: &str) -> ZipResult<mail::Mail> {
    let mut mail = mail::from(HENK)
        .to([to])
        .subject("Dossiers")
        .text("Hoi Sanne,\n\nWil jij deze vijf voor mij nalopen? Ze zitten in de bijlage.\n\nGroet,\nHenk");
    for client in strangers(5) {
        mail = mail.attach(&format!("dossier {}.docx", client.number), dossier(&client)?);
    }
    Ok(mail)
}

#[test]
fn five_dossiers_to_the_client_who_is_called_like_the_colleague() -> Outcome {
    let office = Office::sample()?;
    let said = office.checked(&five_dossiers(CLIENT)?)?.ended(1);
    let answer = &said.json()[0];
    assert_eq!(answer["decision"], "confirm", "{answer:#}");
    assert_eq!(
        shown(answer),
        ["other-client", "many-persons", "lookalike-recipient"],
        "{answer:#}"
    );
    let papers = finding(answer, "other-client");
    assert_eq!(papers["recipients"][0], "sanne.bakker.voorbeeld@gmail.com");
    let named = papers["attachments"].as_array().map(Vec::len);
    assert_eq!(named, Some(5), "each dossier is somebody else's: {papers:#}");
    let swap = &finding(answer, "lookalike-recipient")["fixes"][0];
    assert_eq!(swap["kind"], "replace_recipient", "{swap:#}");
    assert_eq!(swap["recipient"], "sanne.bakker.voorbeeld@gmail.com");
    assert_eq!(swap["with"], "sanne@morgenlicht.example");
    assert!(!said.out.contains("999"), "no BSN is told in clear: {}", said.out);
    Ok(())
}

#[test]
fn five_dossiers_to_the_colleague() -> Outcome {
    let office = Office::sample()?;
    let said = office.checked(&five_dossiers(COLLEAGUE)?)?.ended(0);
    let answer = &said.json()[0];
    assert_eq!(
        (&answer["decision"], shown(answer).len()),
        (&"allow".into(), 0),
        "{answer:#}"
    );
    Ok(())
}

/// 108 people who live in 60 houses, all with addresses of their own.
fn residents() -> Vec<String> {
    (1..=108)
        .map(|number| format!("Bewoner {number} <bewoner{number}@straat{}.example>", number % 60))
        .collect()
}

fn invitation() -> mail::Mail {
    mail::from("Floor van Beek <floor@morgenlicht.example>")
        .subject("Open middag")
        .text("Beste bewoners,\n\nVrijdag 12 juni houden wij open huis. U bent welkom vanaf twee uur.\n\nGroet,\nFloor")
}

#[test]
fn a_hundred_and_eight_residents_see_each_other() -> Outcome {
    let office = Office::sample()?;
    let said = office.checked(&invitation().to(residents()))?.ended(1);
    let answer = &said.json()[0];
    assert_eq!(answer["decision"], "confirm");
    assert_eq!(shown(answer), ["visible-recipients"], "{answer:#}");
    let mend = &finding(answer, "visible-recipients")["fixes"][0];
    assert_eq!(mend["kind"], "move_to_bcc");
    assert_eq!(mend["recipients"].as_array().map(Vec::len), Some(108), "{mend:#}");
    Ok(())
}

#[test]
fn a_hundred_and_eight_residents_in_bcc() -> Outcome {
    let office = Office::sample()?;
    let said = office.checked(&invitation().to([COLLEAGUE]).bcc(residents()))?.ended(0);
    let answer = &said.json()[0];
    assert_eq!(
        (&answer["decision"], shown(answer).len()),
        (&"allow".into(), 0),
        "{answer:#}"
    );
    Ok(())
}
