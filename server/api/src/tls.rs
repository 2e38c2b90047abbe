//! TLS: which certificate the service shows, and how a new one takes its place while the service runs.
//!
//! A certificate is taken from two files (PEM), at the start and whenever they change. What was handed out to a
//! connection stays with it, so a change ends none. Files that do not hold are refused, told in the log and counted; the
//! certificate of before stays in use. Never logs what the files hold.

use crate::metrics;
use arc_swap::ArcSwap;
use jiff::Timestamp;
use rustls::{
    ServerConfig,
    client::verify_server_name,
    crypto::aws_lc_rs,
    pki_types::{CertificateDer, PrivateKeyDer, ServerName, pem::PemObject as _},
    server::{ClientHello, ParsedCertificate, ResolvesServerCert},
    sign::CertifiedKey,
    version::{TLS12, TLS13},
};
use sha2::{Digest as _, Sha256};
use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};
use x509_parser::{certificate::X509Certificate, prelude::FromDer as _};

/// Where a certificate and its key lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    /// The certificate of the service, and behind it those up to its authority's.
    pub certificate: PathBuf,
    /// The private key of the first of them.
    pub key: PathBuf,
}

/// Why the files cannot be used. Names the file, and nothing of what it holds.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// A file cannot be read.
    #[error("{}: {}", .0.display(), .1)]
    File(PathBuf, io::Error),
    /// There is no certificate, or one that is none.
    #[error("{}: there is no certificate in PEM that can be read", .0.display())]
    NoCertificate(PathBuf),
    /// There is no key, or one of a kind that is not used.
    #[error("{}: there is no private key in PEM that can be used", .0.display())]
    NoKey(PathBuf),
    /// The key is that of another certificate.
    #[error("{}: this is not the key of the certificate in {}", .key.display(), .certificate.display())]
    OtherKey {
        /// The certificate.
        certificate: PathBuf,
        /// The key.
        key: PathBuf,
    },
    /// It would take the place of one that holds.
    #[error("{}: it holds from {begins} to {ends} only", .path.display())]
    NotNow {
        /// The certificate.
        path: PathBuf,
        /// Its first moment.
        begins: Timestamp,
        /// Its last moment.
        ends: Timestamp,
    },
}

impl Unusable {
    /// The word for it in the log.
    fn as_str(&self) -> &'static str {
        match self {
            Self::File(..) => "unreadable",
            Self::NoCertificate(_) => "no_certificate",
            Self::NoKey(_) => "no_key",
            Self::OtherKey { .. } => "other_key",
            Self::NotNow { .. } => "not_now",
        }
    }
}

/// A certificate with its key.
#[derive(Debug)]
pub struct Certificate {
    certified: Arc<CertifiedKey>,
    /// From when it holds.
    pub begins: Timestamp,
    /// Until when it holds.
    pub ends: Timestamp,
    /// Of the bytes that it was made from.
    digest: [u8; 32],
}

impl Certificate {
    /// Reads it, and holds its key against it. Whether it holds now is another question.
    ///
    /// # Errors
    /// [`Unusable`], for whoever set the files.
    pub fn read(files: &Files) -> Result<Self, Unusable> {
        let read = |path: &Path| fs::read(path).map_err(|fault| Unusable::File(path.to_owned(), fault));
        Self::of(files, &read(&files.certificate)?, &read(&files.key)?)
    }

    fn of(files: &Files, chain: &[u8], key: &[u8]) -> Result<Self, Unusable> {
        let no_certificate = || Unusable::NoCertificate(files.certificate.clone());
        let no_key = || Unusable::NoKey(files.key.clone());
        let digest = Sha256::new().chain_update(Sha256::digest(chain)).chain_update(key);
        let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(chain).collect();
        let certificates = certificates.map_err(|_| no_certificate())?;
        let (begins, ends) = certificates.first().and_then(life).ok_or_else(no_certificate)?;
        let key = PrivateKeyDer::from_pem_slice(key).map_err(|_| no_key())?;
        let key = aws_lc_rs::sign::any_supported_type(&key).map_err(|_| no_key())?;
        let certified = CertifiedKey::new(certificates, key);
        certified.keys_match().map_err(|_| Unusable::OtherKey {
            certificate: files.certificate.clone(),
            key: files.key.clone(),
        })?;
        Ok(Self {
            certified: Arc::new(certified),
            begins,
            ends,
            digest: digest.finalize().into(),
        })
    }

    /// Whether it holds at that moment.
    #[must_use]
    pub fn holds(&self, now: Timestamp) -> bool {
        (self.begins..=self.ends).contains(&now)
    }

    /// Whether it is for that host.
    #[must_use]
    pub fn is_for(&self, host: &str) -> bool {
        let name = ServerName::try_from(host);
        let own = self.certified.end_entity_cert().and_then(ParsedCertificate::try_from);
        name.is_ok_and(|name| own.is_ok_and(|own| verify_server_name(&own, &name).is_ok()))
    }
}

/// From when to when a certificate holds.
pub(crate) fn life(certificate: &CertificateDer<'_>) -> Option<(Timestamp, Timestamp)> {
    let (_, certificate) = X509Certificate::from_der(certificate).ok()?;
    let life = certificate.validity();
    let moment = |seconds| Timestamp::from_second(seconds).ok();
    Some((
        moment(life.not_before.timestamp())?,
        moment(life.not_after.timestamp())?,
    ))
}

/// The certificate that is shown to whoever connects.
pub struct Shown {
    files: Files,
    current: ArcSwap<Certificate>,
    /// What was last said to be wrong with the files.
    told: Mutex<Option<String>>,
}

impl fmt::Debug for Shown {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Shown")
            .field("files", &self.files)
            .finish_non_exhaustive()
    }
}

impl Shown {
    /// Begins with what lies in the files. One that has ended is shown as well: clients then say why they refuse it, and
    /// the next one is taken when it comes.
    ///
    /// # Errors
    /// [`Unusable`]: the service does not start without a certificate.
    pub fn begin(files: Files) -> Result<Arc<Self>, Unusable> {
        let current = ArcSwap::from_pointee(Certificate::read(&files)?);
        Ok(Arc::new(Self {
            files,
            current,
            told: Mutex::default(),
        }))
    }

    /// TLS 1.2 and 1.3 with it.
    pub(crate) fn server(shown: &Arc<Self>) -> Result<ServerConfig, rustls::Error> {
        let provider = Arc::new(aws_lc_rs::default_provider());
        let config = ServerConfig::builder_with_provider(provider).with_protocol_versions(&[&TLS13, &TLS12])?;
        Ok(config.with_no_client_auth().with_cert_resolver(Arc::clone(shown) as _))
    }

    /// Takes what lies in the files now, when that is another certificate and holds.
    pub(crate) fn look_again(&self, now: Timestamp) {
        let refused = self.renewed(now).map(|renewed| {
            if let Some(new) = renewed {
                tracing::info!(ends = %new.ends, "a new certificate is in use");
                self.current.store(Arc::new(new));
            }
        });
        self.tell(refused.as_ref().err());
        metrics::certificate(self.current.load().ends.as_second(), refused.is_err());
    }

    /// The certificate in the files; nothing when it is the one in use.
    fn renewed(&self, now: Timestamp) -> Result<Option<Certificate>, Unusable> {
        let new = Certificate::read(&self.files)?;
        let current = self.current.load();
        if new.digest == current.digest {
            return Ok(None);
        }
        if current.holds(now) && !new.holds(now) {
            return Err(Unusable::NotNow {
                path: self.files.certificate.clone(),
                begins: new.begins,
                ends: new.ends,
            });
        }
        Ok(Some(new))
    }

    /// Says once what is wrong, and not every few seconds.
    fn tell(&self, fault: Option<&Unusable>) {
        let said = fault.map(ToString::to_string);
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(fault) = fault
            && *told != said
        {
            tracing::error!(
                reason = fault.as_str(),
                "the files of the certificate do not hold; the one of before stays in use"
            );
        }
        *told = said;
    }
}

impl ResolvesServerCert for Shown {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.current.load().certified))
    }
}

#[cfg(test)]
mod tests;
