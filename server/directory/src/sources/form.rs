//! One client or one colleague as somebody fills in a form. It is read as a row of a file is, so that both take and refuse
//! the same.

use super::{
    csv::{read_clients, read_colleagues},
    unwatched,
};
use crate::report::{Problem, Report, Severity};
use postwacht_engine::records::{ClientRecord, ColleagueRecord, EntitledTo};

/// A client as a form has it; each value a text.
#[derive(Debug, Clone, Default)]
pub struct ClientForm {
    /// Columns with one value or several, by the name that the documentation uses.
    pub cells: Vec<(&'static str, Vec<String>)>,
    /// Name and address of each contact.
    pub contacts: Vec<(String, String)>,
    /// Numbers of the clients whose data they may receive, or a star.
    pub entitled_to: Vec<String>,
}

/// Reads a client.
///
/// # Errors
/// What a row with these values would be refused or cut for.
pub fn client(form: &ClientForm, own_domains: &[String]) -> Result<ClientRecord, Vec<Problem>> {
    let mut titles: Vec<&str> = form.cells.iter().map(|(title, _)| *title).collect();
    titles.extend(["contact_name", "email"]);
    let contacts = if form.contacts.is_empty() {
        vec![(String::new(), String::new())]
    } else {
        form.contacts.clone()
    };
    // What the first row says, the others need not repeat, besides whose they are.
    let rows = contacts.into_iter().enumerate().map(|(at, (name, address))| {
        let said = form.cells.iter().map(|(title, values)| {
            let told = at == 0 || *title == "client_number";
            if told { values.join("|") } else { String::new() }
        });
        let mut cells: Vec<String> = said.collect();
        cells.extend([name, address]);
        cells
    });
    let text = written(&titles, rows);
    let Ok(import) = read_clients(text.as_bytes(), own_domains, &mut unwatched) else {
        return Err(Vec::new());
    };
    let mut record = only(import.records, import.report)?;
    record.entitled_to = match form.entitled_to.as_slice() {
        [] => EntitledTo::Nobody,
        numbers if numbers.iter().any(|number| number == "*") => EntitledTo::Everybody,
        numbers => EntitledTo::Clients(numbers.to_vec()),
    };
    Ok(record)
}

/// Reads a colleague from columns by the name that the documentation uses.
///
/// # Errors
/// What a row with these values would be refused or cut for.
pub fn colleague(cells: &[(&'static str, Vec<String>)]) -> Result<ColleagueRecord, Vec<Problem>> {
    let titles: Vec<&str> = cells.iter().map(|(title, _)| *title).collect();
    let row = cells.iter().map(|(_, values)| values.join("|")).collect();
    let text = written(&titles, [row]);
    let Ok(import) = read_colleagues(text.as_bytes(), &mut unwatched) else {
        return Err(Vec::new());
    };
    only(import.records, import.report)
}

/// The one record, where nothing of it was left out.
fn only<T>(records: Vec<T>, report: Report) -> Result<T, Vec<Problem>> {
    let left_out = report
        .problems
        .iter()
        .any(|problem| problem.severity > Severity::Notice);
    let mut records = records.into_iter();
    match (records.next(), records.next(), left_out) {
        (Some(record), None, false) => Ok(record),
        _ => Err(report.problems),
    }
}

fn written(titles: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut text = titles.join(",");
    for row in rows {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")))
            .collect();
        text.push('\n');
        text.push_str(&cells.join(","));
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(pairs: &[(&'static str, &str)]) -> Vec<(&'static str, Vec<String>)> {
        let pairs = pairs.iter();
        pairs.map(|&(title, value)| (title, vec![value.to_owned()])).collect()
    }

    #[test]
    fn a_form_is_read_as_a_row_is() {
        let form = ClientForm {
            cells: cells(&[
                ("client_number", "1001"),
                ("client_name", "Bakkerij \"Zon\", B.V."),
                ("kind", "organisation"),
                ("domain", "zon.example"),
            ]),
            contacts: vec![
                ("Jan".to_owned(), "jan@zon.example".to_owned()),
                ("Piet".to_owned(), "piet@zon.example".to_owned()),
            ],
            entitled_to: vec!["1002".to_owned()],
        };
        let record = client(&form, &[]).unwrap();
        assert_eq!(
            (record.name.as_str(), record.contacts.len()),
            ("Bakkerij \"Zon\", B.V.", 2)
        );
        assert_eq!(record.entitled_to, EntitledTo::Clients(vec!["1002".to_owned()]));
        let codes = |problems: Vec<Problem>| problems.iter().map(|problem| problem.code.name()).collect::<Vec<_>>();
        assert_eq!(
            codes(client(&form, &["zon.example".to_owned()]).unwrap_err()),
            ["own-domain"]
        );
        let wrong = ClientForm {
            contacts: vec![(String::new(), "geen adres".to_owned())],
            ..form
        };
        assert_eq!(codes(client(&wrong, &[]).unwrap_err()), ["bad-address"]);
    }

    #[test]
    fn a_colleague_needs_a_name_and_an_address() {
        let good = cells(&[
            ("name", "Sanne de Wit"),
            ("email", "sanne@kantoor.example"),
            ("groups", "lonen"),
        ]);
        assert_eq!(colleague(&good).unwrap().groups, ["lonen"]);
        assert!(
            !colleague(&cells(&[("name", "Sanne"), ("email", "")]))
                .unwrap_err()
                .is_empty()
        );
    }
}
