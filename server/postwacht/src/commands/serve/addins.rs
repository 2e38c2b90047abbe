//! The add-ins as the service gives them out: with what names its address when it knows where mail clients reach it.

use crate::{
    cli::tell,
    commands::manifest::{
        outlook::{self, Variant},
        thunderbird,
    },
};
use postwacht_api::{outlook::Addin, service::ClientSettings};

/// The add-ins of the office whose service is reached there. Whoever starts the service with an address that a mail
/// client cannot use is told, and that client gets no add-in.
pub(super) fn addins(base_url: Option<&str>, settings: &ClientSettings) -> Addin {
    let Some(base_url) = base_url else {
        return Addin::new(None, settings, Vec::new());
    };
    let addin = for_outlook(base_url, settings).unwrap_or_else(|fault| {
        tell(&format!("no add-in for Outlook: {fault}"));
        Addin::new(None, settings, Vec::new())
    });
    match for_thunderbird(base_url) {
        Ok(documents) => addin.with("thunderbird", documents.into_files()),
        Err(fault) => {
            tell(&format!("no add-in for Thunderbird: {fault}"));
            addin
        }
    }
}

fn for_outlook(base_url: &str, settings: &ClientSettings) -> Result<Addin, outlook::Fault> {
    let office = outlook::Addressed::new(base_url, None)?;
    let manifests = manifests(&office)?;
    Ok(Addin::new(Some(office.origin()), settings, manifests))
}

/// The usual manifests by their names, and those of each variant in a folder of its own.
fn manifests(office: &outlook::Addressed) -> Result<Vec<(String, Vec<u8>)>, outlook::Fault> {
    let mut all = Vec::new();
    for variant in Variant::ALL {
        let documents = outlook::documents(office, variant, None)?;
        for (name, bytes) in documents.files() {
            if variant == Variant::Online {
                all.push((name.to_owned(), bytes.to_vec()));
            }
            all.push((format!("{}/{name}", variant.name()), bytes.to_vec()));
        }
    }
    Ok(all)
}

fn for_thunderbird(base_url: &str) -> Result<thunderbird::Documents, thunderbird::Fault> {
    thunderbird::served(&thunderbird::Addressed::new(base_url)?)
}
