//! Mail providers where anybody can get an address: their domains are never the office's own nor a client's.
//!
//! Two lists, both sorted: the providers whose names a Dutch or Belgian office meets every day, and the others. Domains
//! match exactly; a sub-domain of a provider is somebody's own. Companies that also give their customers addresses are
//! here where customers outnumber employees (ziggo.nl), and not where they do not (delta.nl).

/// Providers met every day, whose names people mistype.
#[rustfmt::skip] // One a line would be a page of nothing else.
const USUAL: &[&str] = &[
    "aol.com", "caiway.nl", "casema.nl", "chello.nl", "fastmail.com", "freedom.nl", "freeler.nl", "gmail.com",
    "gmx.de", "gmx.net", "googlemail.com", "hccnet.nl", "hetnet.nl", "home.nl", "hotmail.be", "hotmail.com",
    "hotmail.nl", "icloud.com", "kabelfoon.nl", "kpnmail.nl", "live.be", "live.com", "live.nl", "mac.com", "mail.com",
    "me.com", "msn.com", "online.nl", "onsbrabantnet.nl", "orange.fr", "outlook.be", "outlook.com", "outlook.nl",
    "planet.nl", "proton.me", "protonmail.com", "proximus.be", "quicknet.nl", "skynet.be", "solcon.nl", "t-online.de",
    "tele2.nl", "telenet.be", "telfort.nl", "tiscali.nl", "tutanota.com", "upcmail.nl", "versatel.nl", "wanadoo.nl",
    "web.de", "wxs.nl", "xs4all.nl", "yahoo.com", "yahoo.nl", "ymail.com", "zeelandnet.nl", "ziggo.nl", "zonnet.nl",
];

/// Other providers.
#[rustfmt::skip] // As above.
const OTHER: &[&str] = &[
    "126.com", "12move.nl", "163.com", "abv.bg", "accountant.com", "aim.com", "alice.it", "alice.nl", "aliceadsl.fr",
    "aol.co.uk", "aol.de", "aol.fr", "aol.nl", "arcor.de", "asia.com", "att.net", "bbox.fr", "belgacom.net",
    "bellsouth.net", "bigpond.com", "bk.ru", "bluewin.ch", "blueyonder.co.uk", "brutele.be", "btinternet.com",
    "btopenworld.com", "cambrium.nl", "caramail.com", "centrum.cz", "charter.net", "chello.at", "cistron.nl",
    "club-internet.fr", "comcast.net", "compuserve.com", "compuserve.nl", "concepts.nl", "consultant.com", "cox.net",
    "dds.nl", "demon.nl", "disroot.org", "dommel.be", "dr.com", "duck.com", "earthlink.net", "edpnet.be", "email.com",
    "email.cz", "email.de", "engineer.com", "euronet.nl", "europe.com", "fastmail.fm", "filternet.nl", "free.fr",
    "freemail.hu", "freenet.de", "freesurf.ch", "gazeta.pl", "gmx.at", "gmx.ch", "gmx.co.uk", "gmx.com", "gmx.eu",
    "gmx.fr", "gmx.info", "gmx.org", "hanmail.net", "hey.com", "hotmail.ca", "hotmail.ch", "hotmail.co.uk",
    "hotmail.com.au", "hotmail.com.br", "hotmail.com.tr", "hotmail.de", "hotmail.dk", "hotmail.es", "hotmail.fi",
    "hotmail.fr", "hotmail.gr", "hotmail.it", "hotmail.no", "hotmail.se", "hushmail.com", "iae.nl", "in.gr",
    "inbox.com", "inbox.eu", "inbox.lt", "inbox.lv", "inbox.ru", "interia.eu", "interia.pl", "introweb.nl",
    "juno.com", "kabelmail.de", "keemail.me", "laposte.net", "libero.it", "lijbrandt.nl", "list.ru", "live.at",
    "live.ca", "live.ch", "live.cn", "live.co.uk", "live.com.au", "live.com.pt", "live.de", "live.dk", "live.fi",
    "live.fr", "live.ie", "live.it", "live.no", "live.se", "mail.bg", "mail.ee", "mail.ru", "mailbox.org",
    "mailfence.com", "mobistar.be", "msn.nl", "multikabel.nl", "multiweb.nl", "mweb.co.za", "myyahoo.com",
    "naver.com", "nedlinx.nl", "netscape.net", "netzero.net", "neuf.fr", "ntlworld.com", "numericable.be",
    "numericable.fr", "o2.co.uk", "o2.pl", "onet.eu", "onet.pl", "online.de", "online.no", "ono.com",
    "onsneteindhoven.nl", "op.pl", "optonline.net", "orange.nl", "outlook.at", "outlook.co.uk", "outlook.com.au",
    "outlook.com.br", "outlook.cz", "outlook.de", "outlook.dk", "outlook.es", "outlook.fr", "outlook.hu",
    "outlook.ie", "outlook.it", "outlook.kr", "outlook.lv", "outlook.pt", "outlook.sa", "pandora.be", "passagen.se",
    "plex.nl", "pm.me", "poczta.onet.pl", "post.com", "posteo.de", "posteo.net", "privaterelay.appleid.com",
    "protonmail.ch", "qq.com", "rambler.ru", "rediffmail.com", "riseup.net", "rocketmail.com", "rogers.com",
    "runbox.com", "sapo.pt", "sbcglobal.net", "scarlet.be", "scarlet.nl", "seznam.cz", "sfr.fr", "shaw.ca",
    "signet.nl", "sina.com", "sky.com", "soverin.net", "speedlinq.nl", "startmail.com", "swing.be", "sympatico.ca",
    "t-online.hu", "talktalk.net", "tele2.be", "telefonica.net", "telia.com", "terra.com.br", "terra.es", "tin.it",
    "tiscali.be", "tiscali.co.uk", "tiscali.it", "tlen.pl", "trined.nl", "tuta.com", "tuta.io", "tutamail.com",
    "tutanota.de", "tvcablenet.be", "ukr.net", "unet.nl", "uol.com.br", "usa.com", "usa.net", "verizon.net",
    "versanet.de", "virgilio.it", "virgin.net", "virginmedia.com", "vivaldi.net", "vodafonemail.de", "vodamail.co.za",
    "voo.be", "walla.co.il", "wanadoo.es", "wanadoo.fr", "windowslive.com", "worldonline.nl", "wp.pl", "writeme.com",
    "xmsnet.nl", "xmsweb.nl", "ya.ru", "yahoo.at", "yahoo.be", "yahoo.ca", "yahoo.ch", "yahoo.cn", "yahoo.co.id",
    "yahoo.co.in", "yahoo.co.jp", "yahoo.co.nz", "yahoo.co.uk", "yahoo.co.za", "yahoo.com.ar", "yahoo.com.au",
    "yahoo.com.br", "yahoo.com.cn", "yahoo.com.hk", "yahoo.com.mx", "yahoo.com.ph", "yahoo.com.sg", "yahoo.com.tr",
    "yahoo.com.tw", "yahoo.com.vn", "yahoo.de", "yahoo.dk", "yahoo.es", "yahoo.fi", "yahoo.fr", "yahoo.gr",
    "yahoo.ie", "yahoo.in", "yahoo.it", "yahoo.no", "yahoo.pl", "yahoo.pt", "yahoo.ro", "yahoo.se", "yandex.com",
    "yandex.ru", "zinders.nl", "zoho.com", "zoho.eu", "zohomail.com", "zohomail.eu",
];

/// Whether anybody can get an address at this canonical domain.
#[must_use]
pub fn is_public(domain: &str) -> bool {
    USUAL.binary_search(&domain).is_ok() || OTHER.binary_search(&domain).is_ok()
}

/// Every provider's domain.
pub fn all() -> impl Iterator<Item = &'static str> {
    USUAL.iter().chain(OTHER).copied()
}

/// The domains whose mistyped forms are worth looking for: a slip towards a rare or very short name (`o2.pl`) is more
/// likely another organisation's name.
pub fn usual() -> impl Iterator<Item = &'static str> {
    USUAL.iter().copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::canonical_domain;

    #[test]
    fn lists_are_sorted_canonical_and_apart() {
        for list in [USUAL, OTHER] {
            assert!(list.is_sorted(), "binary search needs order");
        }
        let mut seen = std::collections::HashSet::new();
        for domain in all() {
            assert_eq!(canonical_domain(domain).as_deref(), Ok(domain));
            assert!(seen.insert(domain), "{domain} stands twice");
        }
        assert!(usual().all(|domain| seen.contains(domain)));
    }

    #[test]
    fn providers_are_told_from_organisations() {
        let table = [
            ("gmail.com", true, "the largest"),
            ("ziggo.nl", true, "an internet provider of households"),
            ("hotmail.co.uk", true, "a country's variant"),
            ("t-online.de", true, "a neighbour's provider"),
            ("kantoor.example", false, "an organisation"),
            ("evilgmail.com", false, "whole labels only"),
            ("mail.gmail.com", false, "sub-domains are not given out"),
            ("gmail.com.example", false, "the name as a prefix"),
            ("delta.nl", false, "a company whose customers write from zeelandnet.nl"),
            ("kpn.com", false, "the company; its customers write from kpnmail.nl"),
            ("", false, "nothing"),
        ];
        for (domain, expected, why) in table {
            assert_eq!(is_public(domain), expected, "{domain}: {why}");
        }
    }
}
