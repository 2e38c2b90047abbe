//! Where a request comes from: the address of the peer, or what a proxy that we trust says of it.
//!
//! A header that anybody else sends is not believed. The address is used for counting only and never written down.

use actix_web::http::header::HeaderMap;
use ipnet::IpNet;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

/// The header in which proxies tell for whom they ask.
const FORWARDED_FOR: &str = "x-forwarded-for";
/// Who gets addresses of version 6 gets at least so many of them: what stands behind these bits is one party.
const PREFIX: u32 = 64;

/// Somebody on the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Origin(IpAddr);

impl Origin {
    /// The party behind an address.
    pub(super) fn behind(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V4(address) => IpAddr::V4(address),
            IpAddr::V6(address) => {
                let mask = u128::MAX << (u128::BITS - PREFIX);
                IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & mask))
            }
        })
    }

    /// The party that asks: the last address on the way that is not a proxy of ours.
    pub(crate) fn asking(peer: Option<SocketAddr>, headers: &HeaderMap, proxies: &[IpNet]) -> Self {
        let unknown = IpAddr::V6(Ipv6Addr::UNSPECIFIED);
        let peer = peer.map_or(unknown, |peer| peer.ip().to_canonical());
        let trusted = |address: &IpAddr| proxies.iter().any(|proxy| proxy.contains(address));
        let mut told = headers
            .get_all(FORWARDED_FOR)
            .filter_map(|header| header.to_str().ok())
            .flat_map(|header| header.split(','))
            .map(|address| {
                address
                    .trim()
                    .parse::<IpAddr>()
                    .map(|address| address.to_canonical())
                    .ok()
            })
            .collect::<Vec<_>>();
        let mut asking = peer;
        while trusted(&asking) {
            match told.pop() {
                Some(Some(before)) => asking = before,
                // Nobody stood before it, or the proxy wrote something that is no address.
                Some(None) | None => break,
            }
        }
        Self::behind(asking)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::{HeaderName, HeaderValue};

    #[test]
    fn only_a_proxy_of_ours_is_believed() {
        let proxies: Vec<IpNet> = ["10.0.0.0/8", "::1/128"].map(|net| net.parse().unwrap()).to_vec();
        for (peer, told, expected, why) in [
            ("192.0.2.1:7", &[][..], "192.0.2.1", "nobody between"),
            (
                "192.0.2.1:7",
                &["203.0.113.9"],
                "192.0.2.1",
                "a stranger who says that it is a proxy",
            ),
            ("10.1.2.3:7", &["203.0.113.9"], "203.0.113.9", "our proxy"),
            (
                "10.1.2.3:7",
                &["6.6.6.6, 203.0.113.9"],
                "203.0.113.9",
                "what stands before was said by the stranger",
            ),
            (
                "10.1.2.3:7",
                &["6.6.6.6", "203.0.113.9, 10.9.9.9"],
                "203.0.113.9",
                "two proxies of ours",
            ),
            ("10.1.2.3:7", &["10.4.4.4"], "10.4.4.4", "a request from within"),
            ("10.1.2.3:7", &[], "10.1.2.3", "our proxy says nothing"),
            (
                "10.1.2.3:7",
                &["6.6.6.6, what?"],
                "10.1.2.3",
                "our proxy says what is no address",
            ),
            (
                "[::1]:7",
                &["::ffff:203.0.113.9"],
                "203.0.113.9",
                "an old address in the new form",
            ),
            (
                "[2001:db8:1:2:3:4:5:6]:7",
                &[],
                "2001:db8:1:2::",
                "one party has many addresses",
            ),
        ] {
            let mut headers = HeaderMap::new();
            for value in told {
                headers.append(
                    HeaderName::from_static(FORWARDED_FOR),
                    HeaderValue::from_str(value).unwrap(),
                );
            }
            let origin = Origin::asking(Some(peer.parse().unwrap()), &headers, &proxies);
            assert_eq!(origin, Origin(expected.parse().unwrap()), "{why}");
        }
    }
}
