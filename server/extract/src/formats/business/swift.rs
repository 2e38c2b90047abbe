//! Bank statements in MT940: tagged lines, of which the description is wrapped wherever the line is full.
//!
//! Source: SWIFT MT940, and the banks' own descriptions of field 86 (codes between slashes; `?20` in Germany).

/// Characters of a full line of field 86.
const FULL_LINE: usize = 65;
/// Lines in which the first tags stand: banks put headers of their own before.
const HEAD_LINES: usize = 12;

/// Whether a text begins as a statement does.
pub(super) fn is_statement(text: &str) -> bool {
    let mut tags = text.lines().take(HEAD_LINES).filter_map(|line| {
        let line = line.split_once("{4:").map_or(line, |(_, inside)| inside);
        tag(line).map(|(tag, _)| tag)
    });
    tags.next() == Some("20") && tags.any(|tag| tag == "25")
}

/// Takes `:61:...` apart.
fn tag(line: &str) -> Option<(&str, &str)> {
    let (tag, value) = line.trim_start_matches('\u{feff}').strip_prefix(':')?.split_once(':')?;
    let known = matches!(tag.len(), 2 | 3) && tag.starts_with(|c: char| c.is_ascii_digit());
    known.then_some((tag, value))
}

/// A payment.
#[derive(Default)]
struct Payment {
    booked: String,
    description: String,
}

/// The statement as labels and a table.
pub(super) fn table(text: &str) -> String {
    let mut out = "Rekeningafschrift\n".to_owned();
    let mut payments: Vec<Payment> = Vec::new();
    let mut open = "";
    let mut last = 0;
    for line in text.lines() {
        let line = line.trim_end();
        let found = tag(line);
        if let Some((tag, value)) = found {
            open = tag;
            match tag {
                "61" => payments.push(Payment {
                    booked: value.to_owned(),
                    ..Payment::default()
                }),
                "86" if !payments.is_empty() => {
                    if let Some(payment) = payments.last_mut() {
                        payment.description.push_str(value);
                    }
                }
                _ => {
                    write_payments(&mut out, &mut payments);
                    out.push_str(label(tag));
                    out.push_str(": ");
                    let (account, currency) = apart(value).filter(|_| tag == "25").unwrap_or((value, ""));
                    out.push_str(account);
                    out.push(' ');
                    out.push_str(currency);
                    out.push('\n');
                }
            }
        } else if let Some(payment) = payments.last_mut().filter(|_| matches!(open, "61" | "86")) {
            let part = if open == "61" {
                &mut payment.booked
            } else {
                &mut payment.description
            };
            if open == "61" || last < FULL_LINE {
                part.push(' ');
            }
            part.push_str(line);
        } else if !line.trim().is_empty() {
            out.push_str(line);
            out.push('\n');
        }
        last = line.chars().count() - found.map_or(0, |(tag, _)| tag.len() + 2);
    }
    write_payments(&mut out, &mut payments);
    out
}

/// An account, and the currency that some banks write right behind it.
fn apart(value: &str) -> Option<(&str, &str)> {
    let (account, currency) = value.split_at_checked(value.len().checked_sub(3)?)?;
    let letters = currency.bytes().all(|byte| byte.is_ascii_uppercase());
    (letters && account.ends_with(|c: char| c.is_ascii_digit())).then_some((account, currency))
}

fn label(tag: &str) -> &'static str {
    match tag {
        "20" => "Kenmerk",
        "25" => "IBAN rekeninghouder",
        "28" | "28C" => "Afschriftnummer",
        "60F" | "60M" => "Beginsaldo",
        "62F" | "62M" => "Eindsaldo",
        "86" => "Omschrijving",
        _ => "Saldo",
    }
}

fn write_payments(out: &mut String, payments: &mut Vec<Payment>) {
    if payments.is_empty() {
        return;
    }
    out.push_str("\nBoeking\tTegenpartij\tTegenrekening\tOmschrijving\n");
    for payment in payments.drain(..) {
        let parties = parties(&payment.description);
        for (at, cell) in [
            payment.booked.as_str(),
            parties.name.as_str(),
            parties.account.as_str(),
            payment.description.as_str(),
        ]
        .into_iter()
        .enumerate()
        {
            if at > 0 {
                out.push('\t');
            }
            out.extend(cell.chars().map(|c| if c == '\t' { ' ' } else { c }));
        }
        out.push('\n');
    }
    out.push('\n');
}

/// The other side of a payment.
#[derive(Default, Debug, PartialEq)]
struct Parties {
    name: String,
    account: String,
}

/// The other side, where the bank tells it under codes.
fn parties(description: &str) -> Parties {
    let mut found = Parties::default();
    let mut cells = description.split('/').map(str::trim);
    while let Some(cell) = cells.next() {
        match cell {
            "NAME" => cells.next().unwrap_or_default().clone_into(&mut found.name),
            "IBAN" => cells.next().unwrap_or_default().clone_into(&mut found.account),
            // Account, bank, name, place.
            "CNTP" => {
                cells.next().unwrap_or_default().clone_into(&mut found.account);
                let _bank = cells.next();
                cells.next().unwrap_or_default().clone_into(&mut found.name);
            }
            _ => {}
        }
    }
    for field in description.split('?').skip(1) {
        match field.split_at_checked(2) {
            Some(("31", account)) => account.trim().clone_into(&mut found.account),
            Some(("32" | "33", name)) => found.name.push_str(name),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn banks_tell_the_other_side_each_in_their_way() {
        let told = |name: &str, account: &str| Parties {
            name: name.to_owned(),
            account: account.to_owned(),
        };
        let cases = [
            (
                "/TRTP/SEPA/IBAN/NL91ABNA0417164300/BIC/ABNANL2A/NAME/J. Visser/REMI/Huur/",
                told("J. Visser", "NL91ABNA0417164300"),
            ),
            (
                "/EREF/1//CNTP/NL91ABNA0417164300/ABNANL2A/J. Visser///REMI/USTD//Huur/",
                told("J. Visser", "NL91ABNA0417164300"),
            ),
            (
                "166?00UEBERWEISUNG?20Huur?30ABNANL2A?31NL91ABNA0417164300?32J. Visser",
                told("J. Visser", "NL91ABNA0417164300"),
            ),
            ("Huur april", told("", "")),
        ];
        for (description, expected) in cases {
            assert_eq!(parties(description), expected, "{description}");
        }
    }

    #[test]
    fn a_full_line_goes_on_without_a_blank() {
        let full = format!("{}NL91ABNA04", "x".repeat(FULL_LINE - 10));
        let text = format!(":20:1\n:25:NL1\n:61:2401\n:86:{full}\n17164300 huur\nvan mei\n");
        assert!(is_statement(&text));
        assert!(table(&text).contains("NL91ABNA0417164300 huur van mei\n"));
        assert!(!is_statement("Afspraak :20: uur\n:25: graden"));
    }
}
