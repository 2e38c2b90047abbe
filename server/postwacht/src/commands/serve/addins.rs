//! The add-ins as the service gives them out: with what names its address when it knows where mail clients reach it.

use crate::{
    cli::tell,
    commands::manifest::{
        outlook::{self, Entra, Variant},
        thunderbird,
    },
};
use postwacht_api::{
    addin::{Addins, Reached},
    service::ClientSettings,
};

/// The add-ins of the office whose service is reached there. Whoever starts the service with an address that a mail
/// client cannot use is told, and that client gets no add-in.
pub(super) fn addins(base_url: Option<&str>, settings: &ClientSettings, entra: Option<Entra>) -> Addins {
    let Some(base_url) = base_url else {
        return Addins::new(None, settings, Vec::new());
    };
    let addins = for_outlook(base_url, settings, entra).unwrap_or_else(|fault| {
        tell(&format!("no add-in for Outlook: {fault}"));
        Addins::new(None, settings, Vec::new())
    });
    match for_thunderbird(base_url) {
        Ok(documents) => addins.with("thunderbird", documents.into_files()),
        Err(fault) => {
            tell(&format!("no add-in for Thunderbird: {fault}"));
            addins
        }
    }
}

fn for_outlook(base_url: &str, settings: &ClientSettings, entra: Option<Entra>) -> Result<Addins, outlook::Fault> {
    let has_entra = entra.is_some();
    let office = outlook::Addressed::new(base_url, None)?.with_entra(entra);
    let manifests = manifests(&office)?;
    let reached = Reached {
        origin: office.origin().to_owned(),
        has_entra,
    };
    Ok(Addins::new(Some(reached), settings, manifests))
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
