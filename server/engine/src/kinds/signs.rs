//! The signs of each kind of paper: what its title says and which labels it has.
//!
//! All are folded: lower case, without accents, one blank between words. The last word of a sign may go on.

use super::Kind;

/// The signs of one kind.
pub(super) struct Signs {
    pub(super) kind: Kind,
    /// What stands in its title.
    pub(super) titles: &'static [&'static str],
    /// Labels and turns of phrase.
    pub(super) labels: &'static [&'static str],
    /// One of these must stand in it.
    pub(super) required: &'static [&'static str],
    /// None of these may stand in its title.
    pub(super) against: &'static [&'static str],
}

#[rustfmt::skip] // One sign a line would be pages.
pub(super) static KINDS: &[Signs] = &[
    Signs {
        kind: Kind::Payslip,
        titles: &[
            "loonstro", "salarisstro", "salarisspecificatie", "loonspecificatie", "loonbrief", "payslip", "pay slip",
            "salary slip", "wage slip", "pay statement", "salarisafrekening", "loonafrekening",
            "uitbetalingsspecificatie", "verloning", "specificatie salaris", "specificatie loon",
            "uitkeringsspecificatie", "salary statement", "bezoldigingsspecificatie", "loonjournaal", "loonstaat",
            "verzamelloonstaat", "payroll", "salarisberekening", "loonberekening", "payment specification",
            "pension payment", "pensioenspecificatie", "wage statement",
        ],
        labels: &[
            "bruto", "netto", "loonheffing", "heffingskorting", "uurloon", "vakantiegeld", "vakantietoeslag",
            "vakantiebijslag", "pensioenpremie", "premie pensioen", "sv loon", "loon voor", "cumulatie",
            "cumulatief", "personeelsnummer", "personeelsnr", "uit te betalen", "uitbetaald", "in dienst",
            "bijzonder tarief", "periode", "gewerkte uren", "uren", "wga", "zvw", "reiskosten", "inhouding",
            "basissalaris", "maandsalaris", "salaris", "gross", "net pay", "deductions", "employee", "werknemer",
            "medewerker", "werkgever", "pay period", "tax code", "loonbelastingtabel", "witte tabel",
            "dagen gewerkt", "toeslag", "net salary", "overgemaakt", "bijtelling", "eindejaarsuitkering",
            "net amount", "withheld", "wage tax", "pension", "healthcare", "onbelast", "loonbelasting",
        ],
        required: &["bruto", "netto", "gross", "net ", "loon", "salaris", "uitkering"],
        against: &["jaaropga", "annual", "arbeidsovereenkomst", "vacature", "aangifte"],
    },
    Signs {
        kind: Kind::AnnualStatement,
        titles: &[
            "jaaropga", "annual statement", "annual income statement", "jaarspecificatie", "year end statement",
            "annual wage statement", "opgave inkomsten", "opgaaf inkomsten", "jaarinkomen",
        ],
        labels: &[
            "loon loonbelasting", "fiscaal loon", "ingehouden", "loonheffing", "arbeidskorting", "zorgverzekeringswet",
            "zvw", "werkgeversheffing", "sv dagen", "sv loon", "loonbelasting", "volksverzekeringen", "loon in geld",
            "verrekend", "burgerservicenummer", "bsn", "heffingskorting", "wage tax", "taxable wage", "levensloop",
            "werknemer", "werkgever", "inhoudingsplichtige", "uitkering", "dienstbetrekking", "premie", "employer",
            "jaar", "code loonbelastingtabel", "withheld", "loon voor",
        ],
        required: &[],
        against: &["jaarrekening", "dividend"],
    },
    Signs {
        kind: Kind::TaxReturn,
        titles: &[
            "aangifte inkomstenbelasting", "aangifte vennootschapsbelasting", "aangifte omzetbelasting",
            "aangifte btw", "belastingaangifte", "aangifte ib", "ib aangifte", "aangifte erfbelasting",
            "aangifte schenkbelasting", "aangifte loonheffing", "aangiftebiljet", "tax return", "aangifte",
            "p biljet", "c biljet", "btw aangifte", "concept aangifte", "conceptaangifte", "vpb aangifte",
            "income tax", "schenkbelasting", "erfbelasting", "suppletie",
        ],
        labels: &[
            "box 1", "box 2", "box 3", "verzamelinkomen", "eigenwoningforfait", "hypotheekrente", "eigen woning",
            "aftrek", "aftrekpost", "fiscale partner", "fiscaal partner", "te betalen", "terug te ontvangen",
            "belastbaar", "ondernemersaftrek", "zelfstandigenaftrek", "winstvrijstelling", "giften", "zorgkosten",
            "premie inkomens", "loonheffing", "heffingskorting", "voorbelasting", "rubriek", "omzetbelasting",
            "winst", "bezittingen", "schulden", "woz waarde", "belastingjaar", "tijdvak", "aangiftenummer",
            "beconnummer", "burgerservicenummer", "inkomsten uit", "taxable income", "deductions", "tax year",
            "mortgage interest", "verrekenbare", "bsn", "rsin", "verkrijger", "erflater", "nalatenschap",
            "werkgever", "loon loonheffing", "vermogensvergelijking", "investeringsaftrek", "verliezen",
            "deelnemingsvrijstelling", "innovatiebox", "leveringen", "verschuldigde", "verlegd", "intracommunautair",
            "belastbaar bedrag", "kleineondernemersregeling", "aanmerkelijk belang", "heffingsvrij",
            "partneralimentatie", "lijfrente", "schenker", "schenking", "vrijstelling", "begiftigde",
            "terug te vragen",
        ],
        required: &[],
        against: &["aanslag", "assessment", "uitstel", "jaarrekening", "bezwaar"],
    },
    Signs {
        kind: Kind::TaxAssessment,
        titles: &[
            "aanslag", "voorlopige aanslag", "definitieve aanslag", "naheffingsaanslag", "navorderingsaanslag",
            "aanslagbiljet", "tax assessment", "assessment", "beschikking zorgtoeslag", "beschikking huurtoeslag",
            "beschikking kinderopvangtoeslag", "voorschotbeschikking", "beschikking toeslag",
            "definitieve berekening", "zorgtoeslag", "huurtoeslag", "kindgebonden budget", "woz beschikking",
            "waterschapsbelasting", "gemeentelijke belastingen", "gemeentelijke heffingen",
        ],
        labels: &[
            "aanslagnummer", "aanslagbiljetnummer", "dagtekening", "betalingskenmerk", "bezwaar", "uiterste",
            "belastingrente", "inspecteur", "vastgesteld", "berekening", "te betalen", "u krijgt", "terug",
            "beschikking", "belastingjaar", "toeslagpartner", "voorschot", "heffingsambtenaar", "onroerende zaak",
            "vervaldatum", "belastbaar", "verzamelinkomen", "toetsingsinkomen", "burgerservicenummer", "bsn", "rsin",
            "betaaltermijn", "termijn", "date of issue", "amount due", "object", "woz waarde", "payment reference",
            "tax year", "bedrag", "nageheven", "nageheven bedrag", "boete", "verzuim", "tijdvak", "kwijtschelding",
            "ambtshalve", "invorderingsrente", "heffing", "betaling", "zuiveringsheffing", "watersysteemheffing",
            "afvalstoffenheffing", "rioolheffing", "ingezetenen", "onroerendezaakbelasting", "hondenbelasting",
            "betaaldatum", "termijnen",
        ],
        required: &[],
        against: &["bezwaarschrift", "bezwaar tegen", "aangifte"],
    },
    Signs {
        kind: Kind::AnnualAccounts,
        titles: &[
            "jaarrekening", "jaarrapport", "jaarstukken", "jaarverslag", "annual accounts", "financial statements",
            "annual report", "balans per", "financieel verslag", "jaarcijfers", "kolommenbalans", "balance sheet",
            "tussentijdse cijfers", "publicatiestukken", "winst en verliesrekening", "rapport inzake",
            "exploitatieoverzicht", "exploitatierekening", "resultatenrekening", "staat van baten", "balans en",
        ],
        labels: &[
            "balans", "winst en verliesrekening", "activa", "passiva", "eigen vermogen", "vlottende", "vaste activa",
            "kortlopende schulden", "langlopende schulden", "toelichting", "grondslagen", "resultaat", "accountant",
            "liquide middelen", "voorzieningen", "netto omzet", "nettoomzet", "afschrijving",
            "samenstellingsverklaring", "vorderingen", "voorraden", "ondernemingsvermogen", "crediteuren",
            "debiteuren", "equity", "fixed assets", "current assets", "liabilities", "profit and loss", "turnover",
            "baten", "lasten", "bestemmingsreserve", "omzet", "kostprijs", "brutowinst", "bedrijfslasten",
            "legal entity", "geplaatst kapitaal", "reservefonds", "exploitatie", "bestemmingsfonds", "reserves",
        ],
        required: &[],
        against: &["aangifte", "factuur"],
    },
    Signs {
        kind: Kind::BankStatement,
        titles: &[
            "rekeningafschrift", "bankafschrift", "dagafschrift", "afschrift", "bank statement", "account statement",
            "statement of account", "rekeningoverzicht", "transactieoverzicht", "mutatieoverzicht",
            "bij en afschrijvingen", "af en bijschrijvingen", "transacties", "mutaties", "creditcardoverzicht",
            "spaarrekening", "credit card statement", "card statement",
        ],
        labels: &[
            "beginsaldo", "eindsaldo", "saldo", "tegenrekening", "tegenpartij", "boekdatum", "rentedatum", "af bij",
            "af of bij", "mededeling", "valutadatum", "vorig saldo", "nieuw saldo", "opening balance",
            "closing balance", "balance", "counterparty", "rekeninghouder", "omschrijving", "afschriftnummer",
            "volgnummer", "iban", "bic", "bijgeschreven", "afgeschreven", "overboeking", "incasso", "betaalautomaat",
            "geldautomaat", "periode van", "boeking", "rekeningnummer", "account number", "account holder", "debit",
            "credit", "bedrag", "datum", "naam omschrijving", "ten name van", "previous balance", "new charges",
            "payment due", "card account", "charges", "bestedingen",
        ],
        required: &["iban", "rekening", "account", "saldo", "tegen"],
        against: &["uittreksel", "persoonslijst", "geboorteakte", "factuur", "verzoek"],
    },
    Signs {
        kind: Kind::PaymentOrder,
        titles: &[
            "betaalopdracht", "incasso opdracht", "betaalbestand", "betaallijst", "incassobestand", "payment order",
            "betalingsopdracht", "verzamelbetaling", "verzamelopdracht", "batchbetaling", "betaalbatch",
            "betalingsbatch", "salarisbetaling", "incasso batch", "incassobatch", "incasso", "spoedbetaling",
            "spoedopdracht", "overboekingsopdracht", "credit transfer", "direct debit", "payment file",
            "payment batch", "payment instruction", "clieop", "sepa",
        ],
        labels: &[
            "opdrachtgever", "tegenpartij", "tegenrekening", "bedrag", "kenmerk", "omschrijving", "iban",
            "begunstigde", "uitvoerdatum", "uitvoeringsdatum", "te debiteren", "aantal posten", "aantal transacties",
            "aantal betalingen", "aantal opdrachten", "totaalbedrag", "totaal batch", "controletotaal",
            "number of transactions", "control sum", "execution date", "debtor", "creditor", "beneficiary",
            "ordering", "machtiging", "incassant", "debiteur", "end to end", "batch", "remittance", "amount",
            "rekening", "opdrachten",
        ],
        required: &[],
        against: &["afschrift", "statement", "factuur", "invoice", "voorwaarden", "reglement"],
    },
    Signs {
        kind: Kind::Invoice,
        titles: &[
            "factuur", "invoice", "creditnota", "credit note", "verkoopfactuur", "faktuur", "declaratie", "nota ",
            "voorschotnota", "eindafrekening", "jaarafrekening", "kostennota", "termijnnota",
        ],
        labels: &[
            "factuurnummer", "factuurdatum", "btw", "vervaldatum", "te betalen", "totaal", "subtotaal", "debiteur",
            "kvk", "invoice number", "due date", "vat", "total", "omschrijving", "aantal", "bedrag", "betaaltermijn",
            "factuur aan", "incl", "excl", "honorarium", "onder vermelding", "ovv", "o v v", "gelieve",
            "betalen binnen", "dagen", "prijs", "korting", "verzendkosten", "tarief", "unit price", "qty",
            "subtotal", "iban", "factuur", "invoice",
        ],
        required: &[],
        against: &["herinnering", "aanmaning"],
    },
    Signs {
        kind: Kind::Ledger,
        titles: &[
            "auditfile", "grootboek", "grootboekkaart", "boekingen", "journaalposten", "general ledger",
            "proefbalans", "saldibalans", "proef en saldi", "saldilijst", "memoriaal", "kasboek", "inkoopboek",
            "verkoopboek", "trial balance", "rekeningkaart", "journal entries", "mutatiekaart",
        ],
        labels: &[
            "grootboekrekening", "rekeningcode", "boeking", "debet", "credit", "dagboek", "administratie",
            "boekstuk", "omschrijving", "relatiecode", "bedrag", "journaal", "periode", "grootboek", "debit",
            "account", "journal", "btw code", "kostenplaats", "saldo", "balance", "rekening", "debiteuren",
            "crediteuren", "datum", "date", "tegenrekening",
        ],
        required: &[],
        against: &["handleiding", "offerte", "projectplan", "jaarrekening"],
    },
    Signs {
        kind: Kind::IdentityDocument,
        titles: &[
            "paspoort", "identiteitskaart", "rijbewijs", "passport", "driving licence", "verblijfstitel", "identity card",
            "verblijfsdocument", "identiteitsbewijs", "residence permit", "legitimatie", "id kaart", "koninkrijk der nederlanden",
        ],
        labels: &[
            "geldig tot", "date of expiry", "datum van afgifte", "documentnummer", "document no", "nationaliteit",
            "nationality", "geboorteplaats", "place of birth", "sex", "geslacht", "lengte", "height", "autoriteit",
            "authority", "surname", "given names", "personal no", "persoonsnummer", "date of issue", "geboortedatum",
            "date of birth", "naam", "voornamen", "burgerservicenummer", "categorieen", "afgegeven", "pasfoto",
            "valid until", "4a", "4b", "4c", "rijbewijsnummer", "kaartnummer", "document number", "houder", "holder",
            "arbeid",
        ],
        required: &[
            "geldig", "expiry", "valid until", "documentnummer", "document no", "afgifte", "afgegeven", "4b",
            "rijbewijsnummer",
        ],
        against: &["aanvraag", "uittreksel", "ophalen", "afspraak", "brp"],
    },
    Signs {
        kind: Kind::MedicalLetter,
        titles: &[
            "verwijsbrief", "verwijzing", "ontslagbrief", "specialistenbrief", "huisartsbrief", "medisch", "medical",
            "behandelplan", "polikliniek", "discharge", "laboratorium", "consult", "operatieverslag",
            "patientdossier", "patientenbrief", "huisartsenpraktijk", "journaal", "fysiotherapie", "psychologisch",
            "zorgplan", "dossier patient", "radiologie", "intake", "spoedeisende hulp", "medicatieoverzicht",
            "medicatielijst", "actueel medicatie", "logopedisch", "ergotherapie", "verpleegkundig", "zorgleefplan",
            "epicrise", "apotheek", "diagnostisch", "brief cardiologie", "fysiotherapeutisch", "paramedisch",
            "mondzorg", "oogheelkund",
        ],
        labels: &[
            "diagnose", "anamnese", "voorgeschiedenis", "medicatie", "lichamelijk onderzoek", "conclusie", "beleid",
            "patient", "huisarts", "specialist", "geachte collega", "klachten", "bloeddruk", "echo", "mri",
            "allergie", "symptom", "behandeling", "behandelaar", "past medical history", "examination", "medication",
            "diagnosis", "opname", "ontslag", "mg", "rontgen", "therapie", "uitslag", "bloedonderzoek", "zorgvraag",
            "indicatie", "afdeling", "poli", "complaints", "referral", "treatment", "beloop", "revalidatie",
            "depressi", "psychiat", "operatie", "hulpvraag", "onderzoek", "fractuur", "dosering", "daags",
            "stoornis", "medicijn", "reden van komst", "behandelplan", "pijn", "sessies", "controle", "bijwerking",
            "inhal", "tablet",
        ],
        required: &["patient", "diagnos", "medicatie", "medication", "klachten", "behandel", "anamnese", "medical"],
        against: &["vacature", "curriculum", "factuur", "wmo", "jeugdwet", "besluit", "beschikking"],
    },
    Signs {
        kind: Kind::CurriculumVitae,
        titles: &[
            "curriculum vitae", "cv", "resume", "levensloop", "over mij", "profielschets", "loopbaanoverzicht",
            "werkervaring", "work experience", "arbeidsverleden", "loopbaan", "employment history", "career history",
        ],
        labels: &[
            "werkervaring", "opleiding", "vaardigheden", "talenkennis", "talen", "referenties",
            "persoonlijke gegevens", "personalia", "hobby", "work experience", "education", "skills",
            "nevenactiviteiten", "cursussen", "profiel", "competenties", "loopbaan", "stage", "languages",
            "rijbewijs", "diploma", "heden", "employment", "references", "certificaten", "vrijwilligerswerk",
            "interesses", "experience", "present", "geboortedatum", "linkedin", "functie", "eigenschappen",
            "werkzaamheden", "arbeidsverleden", "training",
        ],
        required: &[
            "werkervaring", "opleiding", "experience", "education", "loopbaan", "employment", "vaardigheden", "skills",
        ],
        against: &["vacature", "functieprofiel", "verzekering", "stageplaats", "nieuwsbrief"],
    },
    Signs {
        kind: Kind::PopulationRecord,
        titles: &[
            "uittreksel", "basisregistratie personen", "brp", "persoonslijst", "bevolkingsregister", "register of persons",
            "personal records database", "afschrift persoonslijst", "extract from", "persoonsgegevens", "gba", "geboorteakte",
        ],
        labels: &[
            "burgerlijke staat", "nationaliteit", "inschrijving", "a nummer", "burgerservicenummer", "adreshouding",
            "aanvang", "geboorteland", "ouder 1", "ouder 2", "ouder1", "verblijfstitel", "categorie", "vestiging",
            "geslachtsnaam", "voornamen", "kind", "geboorteplaats", "geboortedatum", "woonadres", "adres", "gemeente",
            "voorvoegsel", "naamgebruik", "geslacht", "huwelijk", "partner", "marital status", "nationality", "municipality",
            "place of birth", "date of birth", "registered", "ambtenaar", "functie adres", "overlijden", "briefadres",
        ],
        required: &["basisregistratie", "brp", "persoonslijst", "bevolkings", "register", "gba", "personal records"],
        against: &["handelsregister", "kvk", "kamer van koophandel", "kadaster", "bezwaar"],
    },
    Signs {
        kind: Kind::SupportDecision,
        titles: &[
            "besluit", "beschikking", "toekenning", "afwijzing", "wmo", "jeugdwet", "participatiewet", "bijstand",
            "maatschappelijke ondersteuning", "indicatiebesluit", "huishoudelijke hulp", "jeugdhulp", "inkomenstoeslag",
            "persoonsgebonden budget", "decision", "uw aanvraag", "uw uitkering", "beeindiging",
        ],
        labels: &[
            "maatschappelijke ondersteuning", "wmo", "jeugdwet", "jeugdhulp", "participatiewet", "bijstand", "pgb",
            "persoonsgebonden budget", "maatwerkvoorziening", "huishoud", "begeleiding", "ioaw", "college van burgemeester",
            "burgemeester en wethouders", "besloten", "besluit", "aanvraag", "ingangsdatum", "bezwaar", "kostendelersnorm",
            "leefvorm", "zorg in natura", "eigen bijdrage", "cak", "uitkering", "toegekend", "toekennen", "kennen wij", "af te wijzen",
            "wijzen wij", "norm", "ondersteuningsplan", "zorgaanbieder", "hulpmiddel", "scootmobiel", "inlichtingenplicht",
            "consulent", "client", "kenmerk", "per maand", "support", "granted", "gezin", "jeugdige", "dagbesteding",
        ],
        required: &[
            "wmo", "maatschappelijke ondersteuning", "jeugdwet", "jeugdhulp", "participatiewet", "bijstand", "ioaw",
            "social support", "participation act", "inkomenstoeslag", "huishoudelijke",
        ],
        against: &["bezwaarschrift", "bezwaar tegen", "beroepschrift", "nota", "verordening", "raadsvoorstel", "beleidsplan"],
    },
    Signs {
        kind: Kind::Objection,
        titles: &[
            "bezwaar", "bezwaarschrift", "beroepschrift", "pro forma bezwaar", "notice of objection", "objection",
            "bezwaar tegen", "beroep tegen", "zienswijze", "beroep ", "hoger beroep", "verzoekschrift",
            "voorlopige voorziening", "appeal",
        ],
        labels: &[
            "maak ik bezwaar", "teken ik bezwaar", "bezwaar aan", "gronden", "ik verzoek u", "verzoek ik u",
            "bestreden besluit", "besluit van", "kenmerk", "niet eens", "heroverweg", "hoorzitting", "gehoord",
            "bezwaarschriften", "proceskosten", "awb", "dien ik", "ten onrechte", "gedateerd", "onjuist",
            "ik object", "object to", "decision of", "motivering", "herzien", "vernietig", "wil ik bezwaar",
            "redenen", "beschikking van", "termijn", "handtekening", "aanvullen", "namens", "grounds", "reconsider",
            "cliente", "opschort", "beroep in", "stel ik beroep", "eiser", "verweerder", "beslissing op bezwaar",
            "rechtbank", "appellant", "bestuursrecht", "verzoeker",
        ],
        required: &["bezwaar", "beroep", "object", "zienswijze"],
        against: &["ontvangstbevestiging", "beslissing op bezwaar", "uitspraak op", "uitspraak van", "uitspraak in"],
    },
];
