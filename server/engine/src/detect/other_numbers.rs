//! Labels of numbers that are none of ours, so that they do not pass for one: orders, invoices, policies, amounts.
//!
//! Compounds in `-nummer`, `-nr`, `-code` and `-kenmerk` need no entry here; see `labels.rs`.

use super::sense::{Sense, Vocabulary};

/// Words for numbers that are nobody's identifier.
#[rustfmt::skip] // One word a line would be pages.
pub(super) const WORDS: Vocabulary = Vocabulary {
    sense: Sense::Other,
    labels: &[
        // references
        "kenmerk", "ons kenmerk", "uw kenmerk", "betalingskenmerk", "betaalkenmerk", "betalingsreferentie",
        "referentie", "onze referentie", "uw referentie", "reference", "payment reference", "onder vermelding van",
        "ovv", "remittance information", "end to end id", "transactiereferentie", "machtigingskenmerk",
        "incassant id", "creditor id", "mandate id", "structured reference",
        // trade and post
        "order id", "track trace", "track and trace", "t t code", "tracking id", "barcode", "imei", "serial no",
        "ean", "gtin", "isbn", "issn", "sku", "item no", "part no", "invoice no", "invoice id", "order no", "po no",
        "policy no", "contract no", "reference no", "ref no", "lot no", "iccid", "imsi",
        // work and register
        "personeelsnummer", "werknemersnummer", "medewerkersnummer", "employee no", "employee id", "staff no",
        "staff id", "payroll no", "payroll id", "personnel no", "a nummer", "v nummer", "guid", "uuid", "unix time",
        "session id", "onderwijsnummer",
    ],
    stems: &[
        "order", "bestel", "bestelling", "factuur", "invoice", "nota", "polis", "policy", "contract", "project",
        "aanvraag", "offerte", "personeels", "werknemers", "medewerkers", "employee", "ticket",
        "melding", "incident", "leverancier", "leveranciers", "crediteur", "crediteuren",
        "vendor", "supplier", "transactie", "transaction", "volg", "serie", "artikel", "product", "meter",
        "aansluiting", "vergunning", "aanslag", "beschikking", "service", "referentie", "reference", "ref", "kenmerk",
        "boekstuk", "dagboek", "grootboek", "kassabon", "bon", "pakbon", "vestigings", "kamer", "huis", "bus", "post",
        "kadaster", "perceel", "afspraak", "inschrijf", "registratie",
        "registration", "certificaat", "licentie", "license", "uitkerings", "document", "bevestigings",
        "reserverings", "booking", "boekings", "ean", "btw tarief",
    ],
    weak: &[
        "order", "factuur", "invoice", "nota", "polis", "contract", "project", "zaak", "case", "aanvraag", "offerte",
        "ref", "reference", "rekening courant", "melding", "incident", "artikel", "meter", "aanslag", "id", "log",
        "pin", "puk", "code", "werkorder", "pakbon", "kassabon", "bon", "lot", "perceel", "rit", "vlucht", "flight",
        "booking", "boeking", "bestelling", "boekstuk", "mededeling", "tracking", "zending", "pakket", "serial",
        "batch", "vin", "kenteken", "chassis", "ticket", "big", "agb", "brin", "uzi", "crebo", "timestamp",
        // amounts and meters
        "bedrag", "totaal", "saldo", "omzet", "balanstotaal", "subtotaal", "meterstand", "beginstand", "eindstand",
        "waarde", "koopsom", "hoofdsom", "hypotheek", "amount", "total", "balance", "salaris", "brutoloon",
        "nettoloon", "inkomen", "vermogen", "winst", "oppervlakte", "verbruik", "aantal", "uren", "resultaat",
    ],
};

/// Fields without a number of ours: they tell that a row is a header and that a line is a form.
#[rustfmt::skip] // One word a line would be pages.
pub(super) const PLAIN_WORDS: Vocabulary = Vocabulary {
    sense: Sense::Plain,
    labels: &[
        "naam", "achternaam", "voornaam", "voornamen", "voorletters", "roepnaam", "initialen", "tussenvoegsel",
        "voorvoegsel", "geslachtsnaam", "name", "first name", "last name", "surname", "full name", "given names",
        "bedrijfsnaam", "bedrijf", "company", "adres", "address", "straat", "street", "postcode", "zip", "woonplaats",
        "plaats", "city", "land", "country", "provincie", "nationaliteit", "nationality", "geslacht", "gender", "sex",
        "leeftijd", "age", "geboorteplaats", "place of birth", "burgerlijke staat", "marital status", "datum", "date",
        "periode", "period", "jaar", "year", "maand", "functie", "job title", "afdeling", "department", "team",
        "omschrijving", "description", "opmerking", "opmerkingen", "toelichting", "remarks", "notes", "status",
        "soort", "type", "eenheid", "unit", "datum in dienst", "in dienst", "uit dienst", "start date", "end date",
        "werkgever", "employer", "werknemer", "employee", "medewerker", "klas", "groep", "school", "valuta",
        "currency", "rente", "looptijd", "bruto", "netto", "gross", "net", "aandeel", "percentage", "relatie tot",
        "tegenpartij", "rekeninghouder", "tenaamstelling", "deelnemer", "handtekening", "signature",
    ],
    stems: &[],
    weak: &[],
};
