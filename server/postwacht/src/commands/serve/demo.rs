//! `postwacht serve --demo`: the sample office, a token for this run, and a mail to try.
//!
//! Keeps nothing: its folder goes when the service stops.

mod shelf;

use super::{Fault, Ready};
use crate::{config::Config, kept::Files, office::Records};
use postwacht_directory::sample::{self, Office};
use postwacht_engine::records::{ClientKind, ClientRecord, ColleagueRecord};
use postwacht_store::token;
use serde_json::json;

/// Persons on the example's list.
const LISTED: usize = 5;

/// The sample office in a temporary folder.
pub(super) fn prepare(config: &Config) -> Result<Ready, Fault> {
    let folder = tempfile::Builder::new().prefix("postwacht-demo-").tempdir()?;
    let data = folder.path().join("data");
    let files = Files {
        key: config.key_file.clone().unwrap_or_else(|| folder.path().join("key")),
        signing: data.join("signing-key"),
        data,
    };
    let office = sample::office();
    let records = Records {
        clients: Some(office.clients.clone()),
        colleagues: Some(office.colleagues.clone()),
        ..Records::default()
    };
    let token = token::fresh()?;
    let trial = Some(shelf::lay_out(&office, &token));
    let shown = token.clone();
    let welcome = Box::new(move |url: &str, key: &str| {
        let example = invitation(&office, url, &shown);
        format!("token: {shown}\n{key}\nOpen {url}/try/ in a browser; the console is {url}/admin/.\n{example}")
    });
    Ok(Ready {
        records,
        token,
        welcome,
        files,
        trial,
        _folder: Some(folder),
    })
}

/// A mail that should not be sent as it is, ready to paste.
fn invitation(office: &Office, url: &str, token: &str) -> String {
    let Some((sender, meant, chosen)) = mistaken(office) else {
        return String::new();
    };
    let first = first_name(&meant.name);
    let message = json!({
        "lang": "en",
        "kind": "new",
        "from": {"address": sender.address.as_str(), "name": sender.name},
        "to": chosen.contacts.iter().take(1)
            .map(|contact| json!({"address": contact.address.as_str(), "name": contact.name})).collect::<Vec<_>>(),
        "subject": "Loonstroken maart",
        "body": {"format": "text", "content": format!("Hoi {first}, hierbij de loonstroken van maart.")},
        "attachments": [{"name": "loonstroken maart.csv", "part": "file0"}],
    });
    format!(
        "\n{}, and {} wants to send payslips to a colleague: {}. The mail client fills in {}, a client. Paste this:\n\n\
         curl -sS {url}/api/v1/checks -H 'Authorization: Bearer {token}' \\\n  \
         --form-string {} \\\n  -F 'file0=@-;filename=file0' <<'END'\n{}END\n",
        sample::NAME,
        sender.name,
        meant.name,
        chosen.name,
        quoted(&format!("message={message}")),
        payslips(office, chosen),
    )
}

/// A sender, the colleague who is meant, and a client of the same first name.
fn mistaken(office: &Office) -> Option<(&ColleagueRecord, &ColleagueRecord, &ClientRecord)> {
    let meant_and_chosen = office.colleagues.iter().find_map(|meant| {
        let alike = |client: &&ClientRecord| {
            client.kind == ClientKind::Person
                && !client.contacts.is_empty()
                && first_name(&client.name) == first_name(&meant.name)
        };
        Some((meant, office.clients.iter().find(alike)?))
    });
    let (meant, chosen) = meant_and_chosen?;
    let sender = office
        .colleagues
        .iter()
        .find(|colleague| colleague.address != meant.address)?;
    Some((sender, meant, chosen))
}

fn first_name(name: &str) -> &str {
    name.split(' ').next().unwrap_or_default()
}

/// A list with the numbers of some clients, none of whom belongs to `chosen`.
fn payslips(office: &Office, chosen: &ClientRecord) -> String {
    let mut list = "Naam;Geboortedatum;BSN;Bruto loon\n".to_owned();
    let others = office
        .clients
        .iter()
        .filter(|client| client.number != chosen.number && client.group.is_none());
    let rows = others.filter_map(|client| {
        let (bsn, born) = (client.bsn.first()?, client.birth_date?);
        Some(format!(
            "{};{};{bsn};3.412,00\n",
            client.name,
            born.strftime("%d-%m-%Y")
        ))
    });
    list.extend(rows.take(LISTED));
    list
}

/// A text as one word of a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_names_people_of_the_sample_and_can_be_pasted() {
        let text = invitation(&sample::office(), "http://127.0.0.1:1", "secret");
        for part in [
            "http://127.0.0.1:1/api/v1/checks",
            "Bearer secret",
            "Sanne Bakker",
            "Sanne de Wit",
            "\nEND\n",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert_eq!(text.matches(";999").count(), LISTED, "{text}");
    }

    #[test]
    fn quotes_do_not_end_the_word() {
        assert_eq!(quoted("van 't Hof"), "'van '\\''t Hof'");
    }
}
