//! The add-in for Outlook, as the service gives it out: with manifests when it knows where Outlook reaches it.

use crate::{
    cli::tell,
    commands::manifest::outlook::{Addressed, Fault, Variant, documents},
};
use postwacht_api::{outlook::Addin, service::ClientSettings};

/// The add-in of the office whose service is reached there. Outlook takes nothing but https, so without it there are no
/// manifests; whoever starts the service with another address is told.
pub(super) fn addin(base_url: Option<&str>, settings: &ClientSettings) -> Addin {
    let Some(base_url) = base_url else {
        return Addin::new(None, settings, Vec::new());
    };
    let made = Addressed::new(base_url, None).map_err(Fault::from).and_then(|office| {
        let manifests = manifests(&office)?;
        Ok(Addin::new(Some(office.origin()), settings, manifests))
    });
    made.unwrap_or_else(|fault| {
        tell(&format!("no add-in for Outlook: {fault}"));
        Addin::new(None, settings, Vec::new())
    })
}

/// The usual manifests by their names, and those of each variant in a folder of its own.
fn manifests(office: &Addressed) -> Result<Vec<(String, Vec<u8>)>, Fault> {
    let mut all = Vec::new();
    for variant in Variant::ALL {
        let documents = documents(office, variant, None)?;
        for (name, bytes) in documents.files() {
            if variant == Variant::Online {
                all.push((name.to_owned(), bytes.to_vec()));
            }
            all.push((format!("{}/{name}", variant.name()), bytes.to_vec()));
        }
    }
    Ok(all)
}
