//! The rows that the people are kept in: small, and without texts of their own.

/// A text in the shared text store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) length: u16,
}

/// One client.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ClientRow {
    pub(crate) name: Span,
    pub(crate) number: Span,
    /// Row of the group's name, or [`NONE`].
    pub(crate) group: u32,
    /// Row of the grants, [`NONE`] for nobody, [`EVERYBODY`] for all.
    pub(crate) grants: u32,
    pub(crate) birth: PackedDate,
    pub(crate) until: PackedDate,
    pub(crate) first_contact: u32,
    pub(crate) contacts: u16,
    pub(crate) kind: u8,
    /// Whether the source gave a BSN.
    pub(crate) has_bsn: bool,
}

/// One contact of a client.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ContactRow {
    pub(crate) client: u32,
    pub(crate) name: Span,
    pub(crate) address: Span,
}

/// A whole domain of a client.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DomainRow {
    pub(crate) client: u32,
    pub(crate) domain: Span,
    pub(crate) subdomains: bool,
}

/// Another name of a client.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AliasRow {
    pub(crate) client: u32,
    pub(crate) name: Span,
}

/// No row.
pub(crate) const NONE: u32 = u32::MAX;
/// Grants of a partner who may receive everybody's data.
pub(crate) const EVERYBODY: u32 = u32::MAX - 1;

/// Marks a row in the tables of domains as that of a contact, whose address holds the domain.
pub(crate) const CONTACT: u32 = 1 << 31;

/// A date in four bytes; zero is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct PackedDate(i32);

impl PackedDate {
    pub(crate) fn pack(date: Option<jiff::civil::Date>) -> Self {
        Self(date.map_or(0, |date| {
            (i32::from(date.year()) << 9) | (i32::from(date.month()) << 5) | i32::from(date.day())
        }))
    }

    /// The date as a number, to hash it.
    pub(crate) fn number(self) -> i32 {
        self.0
    }

    pub(crate) fn is_none(self) -> bool {
        self.0 == 0
    }
}
