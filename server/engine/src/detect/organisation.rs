//! Whether a passage speaks of a legal entity or of a person.

use super::words::words_of;

/// Words that only a legal entity or a business has.
#[rustfmt::skip] // One word a line would be pages.
const ORGANISATIONS: &[&str] = &[
    "bv", "nv", "vof", "stichting", "vereniging", "holding", "onderneming", "vennootschap", "rechtspersoon",
    "maatschap", "cooperatie", "bedrijf", "concern", "beheer", "gmbh", "ltd", "inc", "llc", "sarl", "fiscaleeenheid",
    "eenheid", "werkgever", "inhoudingsplichtige", "company", "organisatie", "organisation", "foundation", "vpb",
    "vennootschapsbelasting", "btw", "kvk", "handelsregister", "entity", "instelling", "rsin", "partnership",
    "kerkgenootschap", "vve", "cv",
];

/// Words that only a person has.
#[rustfmt::skip] // One word a line would be pages.
const PERSONS: &[&str] = &[
    "dhr", "mw", "mevr", "mevrouw", "heer", "werknemer", "werkneemster", "medewerker", "partner", "echtgenoot",
    "echtgenote", "kind", "zoon", "dochter", "clientnaam", "patient", "erflater", "erfgenaam", "geboren", "geb",
    "geboortedatum", "employee", "spouse", "child", "mr", "mrs", "ms", "belastingplichtige", "deelnemer", "bewoner",
    "huurder", "leerling", "student", "vader", "moeder", "ouder", "bsn", "aangever", "dga", "bestuurder",
    "aandeelhouder", "dob", "inkomstenbelasting", "toeslag", "ib", "voornaam", "voornamen", "achternaam",
    "voorletters", "erfbelasting", "schenkbelasting", "verzekerde", "naam",
];

/// Whether a passage names a legal entity.
pub(super) fn names_organisation(text: &str) -> bool {
    words_of(text).iter().any(|word| ORGANISATIONS.contains(&word.as_str()))
}

/// Whether a passage speaks of a person.
pub(super) fn names_person(text: &str) -> bool {
    words_of(text).iter().any(|word| PERSONS.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legal_forms_are_seen_with_and_without_dots() {
        for text in ["Jansen B.V.", "Stichting Zon", "De Kade V.O.F.", "van de onderneming"] {
            assert!(names_organisation(text), "{text}");
        }
        assert!(!names_organisation("Jan Jansen te Utrecht"));
        assert!(names_person("mw. J. de Vries"));
    }
}
