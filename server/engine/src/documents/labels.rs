//! Labels and titles that say whose a document is and what it is.

use crate::{kinds, names};

/// What a label says of the name beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// The one whom the document belongs to: employer, account holder, client.
    Holder,
    /// One side of a deed, which belongs to all of its sides.
    Side,
    /// A person; the owner unless somebody else is.
    Person,
    /// To whom it is addressed.
    Addressee,
    /// Somebody who stands in another's document: employee, counterparty.
    Other,
}

#[rustfmt::skip] // One word a line would be pages.
const HOLDERS: &[&str] = &[
    "werkgever", "rekeninghouder", "inhoudingsplichtige", "administratie", "onderneming", "bedrijf", "bedrijfsnaam",
    "opdrachtgever", "klant", "klantnaam", "client", "clientnaam", "belastingplichtige", "vennootschap",
    "rechtspersoon", "handelsnaam", "rekeninghoudster", "employer", "accountholder", "company", "taxpayer",
    "customer", "organisatie", "organisation", "organization", "entiteit", "entity", "relatie", "relatienaam",
    "eigenaar", "huurder", "verhuurder", "verzekeringnemer", "verzekerde", "patient", "aangever", "belanghebbende",
    "ondernemer", "stichting", "tenaamstelling", "holder", "owner", "entreprise", "maatschap", "firma", "firmant",
    "vereniging", "principal",
];
/// The sides of a deed or of a case.
#[rustfmt::skip] // One word a line would be pages.
const SIDES: &[&str] = &[
    "koper", "verkoper", "kopers", "verkopers", "schenker", "begiftigde", "verkrijger", "vervreemder", "geldgever",
    "geldnemer", "eiser", "eiseres", "gedaagde", "verzoeker", "verzoekster", "verweerder", "verweerster", "buyer",
    "seller", "lender", "borrower", "claimant", "defendant", "partij",
];
#[rustfmt::skip] // One word a line would be pages.
const PERSONS: &[&str] = &[
    "naam", "name", "achternaam", "voornaam", "volledige", "betreft", "inzake", "subject", "aanvrager", "partner",
    "ondergetekende", "voornamen", "geslachtsnaam", "surname", "heer", "mevrouw", "dossier", "re", "person",
    "persoon", "contactpersoon",
];
const ADDRESSEES: &[&str] = &[
    "aan",
    "tav",
    "to",
    "geadresseerde",
    "factuuradres",
    "for",
    "tnv",
    "factuur",
    "debiteur",
];
#[rustfmt::skip] // One word a line would be pages.
const OTHERS: &[&str] = &[
    "werknemer", "werkneemster", "medewerker", "employee", "personeelslid", "crediteur", "leverancier", "supplier",
    "tegenrekening", "tegenpartij", "omschrijving", "van", "from", "afzender", "behandelaar", "behandeld",
    "opgesteld", "auteur", "adviseur", "accountant", "notaris", "begeleider", "aandeelhouder", "bestuurder",
    "directeur", "shareholder", "director", "kind", "kinderen", "contact", "telefoon", "bank", "begunstigde",
    "beneficiary",
];

#[rustfmt::skip] // One word a line would be pages.
const DATA_SUBJECTS: &[&str] = &[
    "naam", "name", "achternaam", "voornaam", "voornamen", "geslachtsnaam", "surname", "werknemer", "werkneemster",
    "medewerker", "employee", "personeelslid", "patient", "client", "clientnaam", "aanvrager", "aangever",
    "belastingplichtige", "taxpayer", "verzekerde", "betrokkene", "ondergetekende", "partner", "heer", "mevrouw", "dhr",
    "mevr", "mw",
];

/// Words for those who stand beside the owner in the owner's own paper: the other side of a deed, the family, the heirs.
#[rustfmt::skip] // One word a line would be pages.
const PARTIES: &[&str] = &[
    "koper", "verkoper", "huurder", "verhuurder", "partner", "echtgenoot", "echtgenote", "kind", "kinderen", "zoon",
    "dochter", "vader", "moeder", "ouder", "ouders", "werknemer", "werkneemster", "medewerker", "aandeelhouder",
    "aandeelhouders", "bestuurder", "debiteur", "debiteuren", "crediteur", "crediteuren", "schuldenaar", "schuldeiser",
    "erfgenaam", "erfgenamen", "legataris", "erflater", "gevolmachtigde", "getuige", "getuigen", "borg", "comparant",
    "begunstigde", "tegenpartij", "vennoot", "vennoten", "schenker", "begiftigde", "hypotheekgever", "mede", "buyer",
    "seller", "tenant", "landlord", "spouse", "child", "children", "employee", "shareholder", "director", "heir",
    "heirs", "witness", "guarantor", "beneficiary", "donor", "parent", "dependant", "dependent", "toeslagpartner",
];

/// Whether a line speaks of somebody who belongs in the owner's paper.
pub(super) fn names_a_party(line: &str) -> bool {
    line.len() <= 200 && names::words(line).iter().any(|word| PARTIES.contains(&word.as_str()))
}

/// Whether a label is that of an employer, in whose papers the employees are its own.
pub(super) fn is_employers(label: &str) -> bool {
    #[rustfmt::skip] // One word a line would be pages.
    const EMPLOYERS: &[&str] = &["werkgever", "employer", "inhoudingsplichtige", "opdrachtgever"];
    names::words(label)
        .iter()
        .any(|word| EMPLOYERS.contains(&word.as_str()))
}

/// Whether a line ends a paper and begins another: a rule of dashes or the like, or a new page.
pub(super) fn parts_papers(line: &str) -> bool {
    let trimmed = line.trim();
    line.contains('\u{c}') || trimmed.len() >= 3 && trimmed.chars().all(|sign| "-=_*~—–#•".contains(sign))
}

/// Whether a line may be the heading of a paper, whatever it says: a few words, a capital first, nothing behind them.
pub(super) fn is_heading(line: &str) -> bool {
    let trimmed = line.trim();
    let closed = trimmed.ends_with(['.', ',', ':', ';', '!', '?', ')']) || trimmed.contains([':', '\t', '@', ';', '|']);
    (4..=60).contains(&trimmed.len())
        && !closed
        && trimmed.starts_with(char::is_uppercase)
        && gap_in(trimmed).is_none()
        && trimmed.split_whitespace().count() <= 6
        && trimmed.bytes().filter(u8::is_ascii_digit).count() <= 4
}

/// Whether a label announces the person whom a paper is about.
pub(super) fn announces_a_person(label: &str) -> bool {
    names::words(label)
        .iter()
        .any(|word| DATA_SUBJECTS.contains(&word.as_str()))
}

/// What a label's words say. A word for somebody else wins over one for the holder, and that over a bare `naam`.
pub(super) fn says(label: &str) -> Option<Says> {
    let words = names::words(label);
    if words.is_empty() || words.len() > 5 {
        return None;
    }
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let joined = words.concat();
    if joined.ends_with("tennamevan") || joined.ends_with("naamvan") || joined == "accountname" {
        Some(Says::Holder)
    } else if has(OTHERS) {
        Some(Says::Other)
    } else if has(SIDES) {
        Some(Says::Side)
    } else if has(HOLDERS) {
        Some(Says::Holder)
    } else if has(ADDRESSEES) {
        Some(Says::Addressee)
    } else if has(PERSONS) {
        Some(Says::Person)
    } else {
        None
    }
}

/// A kind of private paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Paper {
    /// Payslip, wage statement.
    Wages,
    /// Tax return, assessment, allowance.
    Tax,
    /// Medical letter or record.
    Medical,
    /// Copy of an identity document.
    Identity,
    /// Anything else that a dossier is made of: annual accounts, statements.
    Accounts,
}

const PAPERS: &[(Paper, &[&str])] = &[
    (
        Paper::Wages,
        &[
            "loonstrook",
            "loonstroken",
            "salarisstrook",
            "salarisstroken",
            "salarisspecificatie",
            "salarisspecificaties",
            "loonspecificatie",
            "loonspecificaties",
            "jaaropgave",
            "jaaropgaaf",
            "jaaropgaven",
            "payslip",
            "salaris",
            "loonstaat",
            "verzamelloonstaat",
            "loonjournaal",
            "wage",
            "payroll",
            "pay slip",
            "uitkeringsspecificatie",
        ],
    ),
    (
        Paper::Tax,
        &[
            "aangifte",
            "aanslag",
            "belastingaangifte",
            "inkomstenbelasting",
            "toeslag",
            "zorgtoeslag",
            "kinderopvangtoeslag",
            "huurtoeslag",
            "vennootschapsbelasting",
            "tax return",
            "assessment",
            "erfbelasting",
            "schenkbelasting",
            "ib-aangifte",
            "p-biljet",
            "c-biljet",
        ],
    ),
    (
        Paper::Medical,
        &[
            "medisch",
            "medische",
            "diagnose",
            "verwijsbrief",
            "patient",
            "patientendossier",
            "ontslagbrief",
            "huisarts",
            "medical",
            "diagnosis",
            "wmo",
            "jeugdhulp",
            "behandelplan",
            "indicatiebesluit",
        ],
    ),
    (
        Paper::Identity,
        &[
            "paspoort",
            "identiteitskaart",
            "rijbewijs",
            "passport",
            "identity card",
            "verblijfsdocument",
        ],
    ),
    (
        Paper::Accounts,
        &[
            "jaarrekening",
            "balans",
            "rekeningafschrift",
            "afschrift",
            "dossier",
            "annual accounts",
            "bank statement",
            "vermogensoverzicht",
            "hypotheekofferte",
            "pensioenoverzicht",
            "grootboek",
        ],
    ),
];

/// The kind of paper that a title line names. A title is short and has no full stop.
pub(super) fn title(line: &str) -> Option<Paper> {
    let trimmed = line.trim();
    if trimmed.is_empty() || trimmed.chars().count() > 90 || trimmed.ends_with('.') || trimmed.contains('\t') {
        return None;
    }
    let words = names::words(trimmed);
    if words.len() > 9 {
        return None;
    }
    let joined = words.join(" ");
    PAPERS.iter().find_map(|(paper, names)| {
        names
            .iter()
            .any(|name| {
                words.iter().any(|word| word == name)
                    || (name.contains([' ', '-']) && joined.contains(&name.replace('-', " ")))
            })
            .then_some(*paper)
    })
}

/// The kind of paper that a document's head says it is: a title among its first lines.
pub(super) fn paper_of(text: &str) -> Option<Paper> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .take(6)
        .find_map(title)
        .or_else(|| kinds::of(text).and_then(private))
}

/// The private papers among the kinds that are told by their structure, also where no title says so.
fn private(kind: kinds::Kind) -> Option<Paper> {
    match kind {
        kinds::Kind::Payslip | kinds::Kind::AnnualStatement => Some(Paper::Wages),
        kinds::Kind::TaxReturn | kinds::Kind::TaxAssessment => Some(Paper::Tax),
        kinds::Kind::MedicalLetter => Some(Paper::Medical),
        kinds::Kind::IdentityDocument => Some(Paper::Identity),
        kinds::Kind::AnnualAccounts
        | kinds::Kind::BankStatement
        | kinds::Kind::PaymentOrder
        | kinds::Kind::Invoice
        | kinds::Kind::Ledger
        | kinds::Kind::CurriculumVitae
        | kinds::Kind::PopulationRecord
        | kinds::Kind::SupportDecision
        | kinds::Kind::Objection => None,
    }
}

/// Whether a line heads a table of payments: it has a column for the account on the other side.
pub(super) fn heads_payments(line: &str) -> bool {
    const OTHER_SIDE: &[&str] = &["tegenrekening", "tegenpartij", "counterparty", "tegenrek"];
    line.contains(['\t', ';', ',', '|'])
        && names::words(line)
            .iter()
            .any(|word| OTHER_SIDE.iter().any(|other| word.starts_with(other)))
}

/// A label and where its value begins in the line.
pub(super) struct Labelled<'l> {
    pub(super) label: &'l str,
    /// Byte offset of the value in the line; none when the value stands on the next line.
    pub(super) value: Option<usize>,
}

/// Takes a line apart into labels with values: `Naam: Jan`, `Naam<tab>Jan`, `Naam      Jan`, or `Naam` alone.
pub(super) fn labelled(line: &str) -> Vec<Labelled<'_>> {
    let mut found = Vec::new();
    let mut offset = 0;
    let cells: Vec<&str> = line.split('\t').collect();
    for (at, cell) in cells.iter().enumerate() {
        if let Some(colon) = cell.find(':').filter(|colon| *colon <= 40) {
            let value = cell.get(colon + 1..).unwrap_or_default();
            let inside = !value.trim().is_empty();
            let next = cells.get(at + 1).is_some_and(|next| !next.trim().is_empty());
            let begins = if inside {
                Some(offset + colon + 1)
            } else if next {
                Some(offset + cell.len() + 1)
            } else {
                None
            };
            found.push(Labelled {
                label: cell.get(..colon).unwrap_or_default(),
                value: begins,
            });
        } else if at == 0 && cells.len() == 2 {
            found.push(Labelled {
                label: cell,
                value: Some(offset + cell.len() + 1),
            });
        } else if at == 0 && cells.len() == 1 {
            match gap_in(cell.trim_end()) {
                Some(gap) if gap <= 40 => found.push(Labelled {
                    label: cell.get(..gap).unwrap_or_default(),
                    value: Some(gap),
                }),
                None if cell.trim().chars().count() <= 30 => found.push(Labelled {
                    label: cell,
                    value: None,
                }),
                Some(_) | None => {}
            }
        }
        offset += cell.len() + 1;
    }
    found
}

/// Where two blanks stand together, of which pages of the web have their own kind.
fn gap_in(cell: &str) -> Option<usize> {
    let blank = |sign: char| matches!(sign, ' ' | '\u{A0}');
    let mut signs = cell.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        if blank(sign) && signs.peek().is_some_and(|(_, next)| blank(*next)) {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_say_whose_the_name_beside_them_is() {
        for (label, expected) in [
            ("Werkgever", Some(Says::Holder)),
            ("Naam werkgever", Some(Says::Holder)),
            ("Rekeninghouder", Some(Says::Holder)),
            ("Rekening ten name van", Some(Says::Holder)),
            ("Rekening op naam van", Some(Says::Holder)),
            ("Verkoper", Some(Says::Side)),
            ("Naam", Some(Says::Person)),
            ("Naam werknemer", Some(Says::Other)),
            ("Aan", Some(Says::Addressee)),
            ("Totaal", None),
        ] {
            assert_eq!(says(label), expected, "{label}");
        }
    }

    #[test]
    fn titles_are_short_lines_that_name_a_paper() {
        assert_eq!(title("Aangifte inkomstenbelasting 2025"), Some(Paper::Tax));
        assert_eq!(title("LOONSTROOK  periode 7-2024"), Some(Paper::Wages));
        assert_eq!(title("Jaarrekening 2025"), Some(Paper::Accounts));
        assert_eq!(
            title("Wij hebben uw aangifte inkomstenbelasting ontvangen en sturen die morgen op."),
            None
        );
        assert_eq!(title("Offerte"), None);
    }

    #[test]
    fn a_label_may_stand_before_a_colon_a_tab_or_blanks() {
        for (line, label, value) in [
            ("Naam: Jan", "Naam", Some(" Jan")),
            ("Naam\tJan", "Naam", Some("Jan")),
            ("Naam      Jan", "Naam", Some("      Jan")),
            ("Naam", "Naam", None),
        ] {
            let found = labelled(line);
            assert_eq!(found[0].label, label, "{line}");
            assert_eq!(found[0].value.map(|at| &line[at..]), value, "{line}");
        }
    }
}
