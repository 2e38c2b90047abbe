//! What each kind of business file is: how it is recognised, what repeats in it, and what its tags mean.
//!
//! Sources: ISO 20022 (camt.052-054, pain.001, pain.008), UBL 2.1 and the Dutch SI-UBL, XML Auditfile Financieel 3.2 and
//! 4.0 (softwarepakketten.nl), XBRL 2.1 with the Dutch taxonomy, and the Belastingdienst's Loonaangifte.

use memchr::memmem;

/// A kind of XML file.
pub(super) struct Profile {
    /// The title that a paper of this kind has.
    pub(super) title: &'static str,
    /// Local names of the root.
    roots: &'static [&'static str],
    /// What the beginning of the file holds, one of these, in lower case; anything where there is none.
    marks: &'static [&'static str],
    /// Elements that repeat: each is a row.
    records: &'static [&'static str],
    /// Parts of a record that repeat: each is a row that shares what stood before.
    splits: &'static [&'static str],
    /// What tags mean, by the end of their path; the first that fits counts.
    labels: &'static [(&'static str, &'static str)],
}

impl Profile {
    /// The name of an element that repeats.
    pub(super) fn record(&self, name: &str) -> Option<&'static str> {
        self.records.iter().find(|record| **record == name).copied()
    }

    pub(super) fn splits(&self, name: &str) -> bool {
        self.splits.contains(&name)
    }

    /// The label of the innermost element of a path.
    pub(super) fn label(&self, path: &[String]) -> Option<&'static str> {
        self.labels
            .iter()
            .find(|(end, _)| {
                let mut inner = path.iter().rev();
                end.rsplit('/')
                    .all(|name| inner.next().is_some_and(|open| open == name))
            })
            .map(|(_, label)| *label)
    }
}

/// The profile of a file, by its root and how it begins.
pub(super) fn of(root: &str, head: &str) -> Option<&'static Profile> {
    let head = head.to_ascii_lowercase();
    PROFILES.iter().find(|profile| {
        let holds = |mark: &&str| memmem::find(head.as_bytes(), mark.as_bytes()).is_some();
        profile.roots.iter().any(|name| name.eq_ignore_ascii_case(root))
            && (profile.marks.is_empty() || profile.marks.iter().any(holds))
    })
}

static PROFILES: &[Profile] = &[
    Profile {
        title: "Rekeningafschrift",
        roots: &["Document", "BkToCstmrStmt", "BkToCstmrAcctRpt"],
        marks: &[":camt.05", "<bktocstmr"],
        records: &["Ntry"],
        splits: &["TxDtls"],
        labels: STATEMENT,
    },
    Profile {
        title: "Betaalopdracht",
        roots: &["Document"],
        marks: &[":pain.001", "<cstmrcdttrfinitn"],
        records: &["CdtTrfTxInf"],
        splits: &[],
        labels: &[
            ("CdtTrfTxInf/Cdtr/Nm", "Tegenpartij"),
            ("CdtrAcct/Id/IBAN", "Tegenrekening"),
            ("PmtInf/Dbtr/Nm", "Opdrachtgever"),
            ("InitgPty/Nm", "Opdrachtgever"),
            ("DbtrAcct/Id/IBAN", "IBAN rekeninghouder"),
            ("Amt/InstdAmt", "Bedrag"),
            ("RmtInf/Ustrd", "Omschrijving"),
            ("EndToEndId", "Kenmerk"),
        ],
    },
    Profile {
        title: "Incasso-opdracht",
        roots: &["Document"],
        marks: &[":pain.008", "<cstmrdrctdbtinitn"],
        records: &["DrctDbtTxInf"],
        splits: &[],
        labels: &[
            ("DrctDbtTxInf/Dbtr/Nm", "Tegenpartij"),
            ("DbtrAcct/Id/IBAN", "Tegenrekening"),
            ("PmtInf/Cdtr/Nm", "Opdrachtgever"),
            ("InitgPty/Nm", "Opdrachtgever"),
            ("CdtrAcct/Id/IBAN", "IBAN rekeninghouder"),
            ("DrctDbtTxInf/InstdAmt", "Bedrag"),
            ("RmtInf/Ustrd", "Omschrijving"),
            ("EndToEndId", "Kenmerk"),
        ],
    },
    Profile {
        title: "Factuur",
        roots: &["Invoice", "CreditNote", "StandardBusinessDocument"],
        marks: &["specification:ubl:schema:xsd:", "ubl:invoice"],
        records: &["InvoiceLine", "CreditNoteLine"],
        splits: &[],
        labels: INVOICE,
    },
    Profile {
        title: "Auditfile financieel (grootboek)",
        roots: &["auditfile"],
        marks: &[],
        records: &[
            "customerSupplier",
            "ledgerAccount",
            "transaction",
            "employee",
            "vatCode",
        ],
        splits: &["trLine", "line"],
        labels: AUDIT,
    },
    Profile {
        title: "Aangifte loonheffingen",
        roots: &["Loonaangifte"],
        marks: &[],
        records: &[
            "InkomstenverhoudingInitieel",
            "InkomstenverhoudingIntrekking",
            "Inkomstenverhouding",
        ],
        splits: &[],
        labels: WAGES,
    },
    Profile {
        title: "Belastingaangifte (XBRL)",
        roots: &["xbrl"],
        marks: &["belastingdienst", "/bd/", "xmlns:bd-"],
        records: &[],
        splits: &[],
        labels: ACCOUNTS,
    },
    Profile {
        title: "Jaarrekening (XBRL)",
        roots: &["xbrl"],
        marks: &[],
        records: &[],
        splits: &[],
        labels: ACCOUNTS,
    },
];

const STATEMENT: &[(&str, &str)] = &[
    ("Acct/Ownr/Nm", "Rekeninghouder"),
    ("Acct/Id/IBAN", "IBAN rekeninghouder"),
    ("Acct/Id/Othr/Id", "Rekeningnummer"),
    ("Acct/Nm", "Rekeninghouder"),
    ("DbtrAcct/Id/IBAN", "Tegenrekening betaler"),
    ("CdtrAcct/Id/IBAN", "Tegenrekening ontvanger"),
    ("UltmtDbtr/Nm", "Tegenpartij"),
    ("UltmtCdtr/Nm", "Tegenpartij"),
    ("Dbtr/Nm", "Tegenpartij betaler"),
    ("Cdtr/Nm", "Tegenpartij ontvanger"),
    ("Dbtr/Pty/Nm", "Tegenpartij betaler"),
    ("Cdtr/Pty/Nm", "Tegenpartij ontvanger"),
    ("Ntry/Amt", "Bedrag"),
    ("Ntry/CdtDbtInd", "Af of bij"),
    ("BookgDt/Dt", "Boekdatum"),
    ("ValDt/Dt", "Rentedatum"),
    ("Bal/Amt", "Saldo"),
    ("RmtInf/Ustrd", "Omschrijving"),
    ("AddtlNtryInf", "Omschrijving"),
    ("AddtlTxInf", "Omschrijving"),
];

const INVOICE: &[(&str, &str)] = &[
    ("AccountingSupplierParty/Party/PartyName/Name", "Bedrijfsnaam"),
    (
        "AccountingSupplierParty/Party/PartyLegalEntity/RegistrationName",
        "Bedrijfsnaam",
    ),
    ("AccountingSupplierParty/Party/PartyLegalEntity/CompanyID", "KvK-nummer"),
    ("AccountingSupplierParty/Party/PartyTaxScheme/CompanyID", "Btw-nummer"),
    ("AccountingCustomerParty/Party/PartyName/Name", "Factuur aan"),
    (
        "AccountingCustomerParty/Party/PartyLegalEntity/RegistrationName",
        "Factuur aan",
    ),
    ("AccountingCustomerParty/Party/PartyTaxScheme/CompanyID", "Btw-nummer"),
    (
        "AccountingCustomerParty/Party/PartyLegalEntity/CompanyID",
        "KvK-nummer afnemer",
    ),
    ("PayeeFinancialAccount/ID", "IBAN"),
    ("Contact/Name", "Contactpersoon"),
    ("Contact/ElectronicMail", "E-mail"),
    ("Contact/Telephone", "Telefoon"),
    ("PostalZone", "Postcode"),
    ("CityName", "Plaats"),
    ("StreetName", "Straat"),
    ("Invoice/ID", "Factuurnummer"),
    ("CreditNote/ID", "Factuurnummer"),
    ("IssueDate", "Factuurdatum"),
    ("PayableAmount", "Te betalen"),
    ("LineExtensionAmount", "Bedrag"),
    ("Item/Name", "Omschrijving"),
    ("Item/Description", "Omschrijving"),
];

const AUDIT: &[(&str, &str)] = &[
    ("company/companyName", "Administratie"),
    ("company/companyIdent", "Administratienummer"),
    ("company/taxRegIdent", "Btw-nummer"),
    ("company/commerceNr", "KvK-nummer"),
    ("customerSupplier/companyName", "Relatie"),
    ("custSupName", "Relatie"),
    ("custSupID", "Relatiecode"),
    ("customerSupplier/taxRegIdent", "Btw-nummer"),
    ("commerceNr", "KvK-nummer"),
    ("bankAccNr", "IBAN"),
    ("accID", "Rekeningcode"),
    ("accDesc", "Grootboekrekening"),
    ("transaction/nr", "Boeking"),
    ("trLine/nr", "Regel"),
    ("trLine/desc", "Omschrijving"),
    ("line/desc", "Omschrijving"),
    ("trLine/amnt", "Bedrag"),
    ("eMail", "E-mail"),
    ("telephone", "Telefoon"),
];

const WAGES: &[(&str, &str)] = &[
    ("NmIP", "Werkgever"),
    ("LhNr", "Loonheffingennummer"),
    ("SofiNr", "BSN"),
    ("BSN", "BSN"),
    ("NatuurlijkPersoon/Voorl", "Naam werknemer"),
    ("NatuurlijkPersoon/Voorv", "Naam werknemer"),
    ("NatuurlijkPersoon/SignNm", "Naam werknemer"),
    ("Gebdat", "Geboortedatum"),
    ("PersNr", "Personeelsnummer"),
    ("LnLbPh", "Loon loonheffing"),
    ("IngLbPh", "Ingehouden loonheffing"),
    ("Pc", "Postcode"),
    ("Woonpl", "Woonplaats"),
    ("TelNr", "Telefoon"),
    ("CtPers", "Contactpersoon"),
];

const ACCOUNTS: &[(&str, &str)] = &[
    ("LegalEntityName", "Rechtspersoon"),
    ("EntityName", "Rechtspersoon"),
    ("LegalEntityRegistrationNumber", "KvK-nummer"),
    ("entity/identifier", "Nummer van de onderneming"),
    ("NameTaxpayer", "Belastingplichtige"),
    ("TaxConsultantName", "Adviseur"),
];
