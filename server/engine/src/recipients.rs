//! Who the recipients are: colleagues, clients, partners, private mailboxes or strangers.

use crate::{
    address::Address,
    evidence,
    greeting::Greeted,
    message::{Mailbox, Message},
    names::{self, PersonName},
    people::{ClientId, ColleagueId, People},
    public_domains,
    records::ClientKind,
};
use jiff::civil::Date;
use std::{cell::OnceCell, collections::HashSet};

/// The field a recipient stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Field {
    To,
    Cc,
    Bcc,
}

/// A recipient with what the office knows of them.
#[derive(Debug, Clone)]
pub(crate) struct Recipient<'a> {
    pub(crate) mailbox: &'a Mailbox,
    pub(crate) field: Field,
    /// Inside: a colleague, a shared mailbox or any address at the office's own domain.
    pub(crate) inside: bool,
    /// The colleague whose private address this is.
    pub(crate) private_of: Option<ColleagueId>,
    /// Clients and partners that the address stands for, as a contact or by its domain.
    pub(crate) clients: Vec<ClientId>,
    /// The name taken apart: from the directory, else from the display name.
    pub(crate) person: PersonName,
    /// Other names of the client that this is.
    pub(crate) aliases: Vec<PersonName>,
    /// The address that was probably meant, once some check has asked.
    pub(crate) meant: OnceCell<Option<Address>>,
}

impl Recipient<'_> {
    pub(crate) fn address(&self) -> &Address {
        &self.mailbox.address
    }

    pub(crate) fn outside(&self) -> bool {
        !self.inside
    }

    pub(crate) fn visible(&self) -> bool {
        self.field != Field::Bcc
    }

    /// Whether the directory says anything about this address.
    pub(crate) fn known(&self) -> bool {
        self.inside || self.private_of.is_some() || !self.clients.is_empty()
    }

    /// The organisation this recipient belongs to; every free-mail address is one of its own.
    pub(crate) fn organisation(&self) -> &str {
        let address = self.address();
        if public_domains::is_public(address.domain()) {
            address.as_str()
        } else {
            address.domain()
        }
    }

    /// The name to show: display name, else the address.
    pub(crate) fn shown_name<'p>(&'p self, people: &'p People) -> &'p str {
        let listed = people.contact_names(self.address()).next();
        match (self.mailbox.name.trim(), listed) {
            ("", Some(name)) => name,
            ("", None) => self.address().as_str(),
            (name, _) if name.contains('@') => self.address().as_str(),
            (name, _) => name,
        }
    }

    /// Name with address, or the address alone when that is all there is.
    pub(crate) fn introduced(&self, people: &People) -> String {
        match (self.shown_name(people), self.address().as_str()) {
            (name, address) if name == address => address.to_owned(),
            (name, address) => format!("{} ({address})", evidence::shorten(name, 40)),
        }
    }

    /// Whether this recipient may receive this client's data.
    pub(crate) fn entitled(&self, people: &People, subject: ClientId, today: Date) -> bool {
        self.inside
            || self
                .clients
                .iter()
                .any(|holder| people.entitled(*holder, subject, today))
    }

    /// Whether this is a partner who may receive everybody's data.
    pub(crate) fn receives_everything(&self, people: &People) -> bool {
        self.clients.iter().any(|id| people.receives_everything(*id))
    }

    /// Whether a greeting fits this recipient: by the directory's names, the display name, or the address.
    pub(crate) fn is_greeted(&self, greeted: &Greeted) -> bool {
        let local = names::words(self.address().local()).join(" ");
        let fits = |name: &str| greeted.fits(&PersonName::parse(name));
        fits(&self.mailbox.name)
            || greeted.fits(&self.person)
            || self.aliases.iter().any(|alias| greeted.fits(alias))
            || ((local.contains(' ') || greeted.words.len() == 1) && fits(&local))
            || in_local_part(greeted, &local)
            || names::words(&self.mailbox.name)
                .iter()
                .any(|word| greeted.words.last() == Some(word))
    }

    /// Whether nothing tells who reads this address: no name, and a local part that is a role.
    pub(crate) fn is_nameless(&self) -> bool {
        #[rustfmt::skip] // One word a line would be pages.
        const ROLES: &[&str] = &[
            "info", "administratie", "admin", "office", "kantoor", "contact", "mail", "post", "receptie", "sales",
            "finance", "hr", "dossiers", "boekhouding", "facturen", "invoices", "support", "service", "secretariaat",
            "directie", "algemeen", "helpdesk", "debiteuren", "crediteuren", "salaris", "inkoop", "verkoop",
        ];
        let local = names::words(self.address().local());
        let role = local.iter().any(|word| ROLES.contains(&word.as_str()));
        let named = !self.person.is_empty() && !self.mailbox.name.contains('@');
        role || (!named && local.iter().all(|word| word.chars().count() < 3))
    }

    /// Whether the recipient is known only as a partner or adviser.
    pub(crate) fn is_partner(&self, people: &People) -> bool {
        !self.clients.is_empty() && self.clients.iter().all(|id| people.kind(*id) == ClientKind::Partner)
    }
}

/// Whether the local part of an address holds the name that is greeted. With a given name and a surname the given name
/// tells only where nothing else stands: `Sanne de Wit` is not `sanne.bakker`.
fn in_local_part(greeted: &Greeted, local: &str) -> bool {
    let holds = |word: &String| word.chars().count() >= 3 && local.contains(word.as_str());
    match greeted.words.as_slice() {
        [] => false,
        [only] => holds(only),
        [first, .., last] => {
            holds(last)
                || (holds(first)
                    && local.split(' ').all(|word| {
                        greeted
                            .words
                            .iter()
                            .any(|own| own == word.trim_end_matches(|sign: char| sign.is_ascii_digit()))
                    }))
        }
    }
}

/// All recipients, each address once: the most visible field counts.
pub(crate) fn recipients<'a>(message: &'a Message, people: &People) -> Vec<Recipient<'a>> {
    let fields = [
        (Field::To, &message.to),
        (Field::Cc, &message.cc),
        (Field::Bcc, &message.bcc),
    ];
    let mut seen: HashSet<&Address> = HashSet::new();
    let mut all = Vec::new();
    for (field, mailboxes) in fields {
        for mailbox in mailboxes {
            if seen.insert(&mailbox.address) {
                all.push(recipient(mailbox, field, message, people));
            }
        }
    }
    all
}

fn recipient<'a>(mailbox: &'a Mailbox, field: Field, message: &Message, people: &People) -> Recipient<'a> {
    let address = &mailbox.address;
    let mut clients = people.clients_at(address);
    for client in people.clients_of_domain(address.domain()) {
        if !clients.contains(&client) {
            clients.push(client);
        }
    }
    let own_domain = people.is_own_domain(address.domain()) || is_senders_domain(address, message, people);
    let inside = own_domain || people.colleague_at(address).is_some();
    if inside {
        clients.clear();
    }
    let directory_name = people.contact_names(address).next().unwrap_or_default();
    let name = if directory_name.is_empty() {
        mailbox.name.as_str()
    } else {
        directory_name
    };
    let persons = clients.iter().filter(|id| people.kind(**id) == ClientKind::Person);
    Recipient {
        mailbox,
        field,
        inside,
        aliases: persons
            .flat_map(|id| people.aliases(*id))
            .map(PersonName::parse)
            .collect(),
        private_of: people.private_of(address).filter(|_| !inside),
        clients,
        person: PersonName::parse(name),
        meant: OnceCell::new(),
    }
}

/// Without a list of colleagues, the sender's own domain is the office's, unless it is a public one.
fn is_senders_domain(address: &Address, message: &Message, people: &People) -> bool {
    let own = message.sender.address.domain();
    !people.has_colleagues() && address.domain() == own && !public_domains::is_public(own)
}
