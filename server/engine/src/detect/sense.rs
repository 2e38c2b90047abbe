//! What a label says about the number it belongs to, and the form in which each kind hands in its words.

/// What a label speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u16)]
pub(super) enum Sense {
    /// Citizen service number.
    Bsn = 1,
    /// The tax office's number of a person or of an organisation; the surroundings tell which.
    Fiscal = 1 << 1,
    /// Number of a legal entity.
    Rsin = 1 << 2,
    /// Value added tax number.
    Vat = 1 << 3,
    /// Wage tax number.
    WageTax = 1 << 4,
    /// Trade register number.
    Kvk = 1 << 5,
    /// Telephone or fax.
    Phone = 1 << 6,
    /// Bank account.
    Account = 1 << 7,
    /// Payment card.
    Card = 1 << 8,
    /// Passport, identity card, driving licence.
    IdDocument = 1 << 9,
    /// Client, relation, debtor or file of the office.
    Client = 1 << 10,
    /// Date of birth.
    BirthDate = 1 << 11,
    /// Any other number: order, invoice, policy, amount and the like.
    Other = 1 << 12,
    /// A field that holds no number: name, place, remarks. Tells a header row, labels nothing.
    Plain = 1 << 13,
}

/// Several senses at once, as in `BSN/RSIN`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Senses(u16);

impl Senses {
    /// None.
    pub(super) const NONE: Self = Self(0);

    /// Whether there is none.
    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether one of them is `sense`.
    pub(super) fn has(self, sense: Sense) -> bool {
        self.0 & sense as u16 != 0
    }

    /// Both together.
    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl From<Sense> for Senses {
    fn from(sense: Sense) -> Self {
        Self(sense as u16)
    }
}

/// The words of one sense. Case, accents, hyphens and spaces do not matter: `klant nr` also stands for `Klant-Nr.`.
pub(super) struct Vocabulary {
    /// What the words speak of.
    pub(super) sense: Sense,
    /// Labels by themselves.
    pub(super) labels: &'static [&'static str],
    /// Words that become a label with a number word behind them: `klant` makes `klantnummer`, `klant-nr.`, `klant ID`.
    pub(super) stems: &'static [&'static str],
    /// Words that label only what follows at once: `dossier 10234`, but not `het dossier van Jan`.
    pub(super) weak: &'static [&'static str],
}

/// What makes a label of a stem; plurals last.
#[rustfmt::skip] // One word a line would be pages.
pub(super) const NUMBER_WORDS: &[&str] = &[
    "nummer", "numer", "nr", "no", "num", "number", "nbr", "id", "code", "nummers", "nrs", "numbers", "ids", "codes",
];

/// How many of the number words are singular.
pub(super) const SINGULAR_NUMBER_WORDS: usize = 9;
