//! A certificate authority of our own, and clients that trust it and nobody else.

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rustls::{ClientConfig, RootCertStore, SupportedProtocolVersion, client::Resumption, crypto::aws_lc_rs, version};
use std::{fs, path::Path, sync::Arc};

/// An authority.
pub(crate) struct Authority(CertifiedIssuer<'static, KeyPair>);

/// A certificate as it lies in files, and as it is shown.
pub(crate) struct Issued {
    /// The certificate, in PEM.
    pub(crate) chain: String,
    /// Its key, in PEM.
    pub(crate) key: String,
    /// The certificate, as it goes over the wire.
    pub(crate) shown: Vec<u8>,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().expect("a key");
        Self(CertifiedIssuer::self_signed(params, key).expect("an authority"))
    }

    /// A certificate for this machine that holds up to a year, and began long ago.
    pub(crate) fn issue(&self, until: i32) -> Issued {
        let names = ["127.0.0.1".to_owned(), "postwacht.kantoor.example".to_owned()];
        let mut params = CertificateParams::new(names).expect("names");
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(until, 1, 1);
        let key = KeyPair::generate().expect("a key");
        let certificate = params.signed_by(&key, &self.0).expect("a certificate");
        Issued {
            chain: certificate.pem(),
            key: key.serialize_pem(),
            shown: certificate.der().to_vec(),
        }
    }

    /// A client that trusts this authority, and speaks TLS 1.2 and 1.3.
    pub(crate) fn client(&self) -> Arc<ClientConfig> {
        self.client_of(&[&version::TLS12, &version::TLS13])
    }

    /// A client that speaks these versions only.
    pub(crate) fn client_of(&self, versions: &[&'static SupportedProtocolVersion]) -> Arc<ClientConfig> {
        let mut roots = RootCertStore::empty();
        roots.add(self.0.der().clone()).expect("an authority");
        let builder = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()));
        let builder = builder.with_protocol_versions(versions).expect("versions");
        let mut client = builder.with_root_certificates(roots).with_no_client_auth();
        // A session that is taken up again shows the certificate of its beginning.
        client.resumption = Resumption::disabled();
        Arc::new(client)
    }
}

impl Issued {
    /// Puts it where the settings of the tests name it: the key first, as a program that renews may do.
    pub(crate) fn put(&self, folder: &Path) {
        fs::write(folder.join("privkey.pem"), &self.key).expect("a file");
        fs::write(folder.join("fullchain.pem"), &self.chain).expect("a file");
    }
}
