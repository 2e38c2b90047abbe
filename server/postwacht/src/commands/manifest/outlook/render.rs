//! Fills the templates of the manifests. Never asks a clock or a die: the same settings give the same bytes.

use super::{Variant, entra::Entra};
use crate::commands::manifest::version::Version;
use url::{Url, form_urlencoded};
use uuid::Uuid;

pub(super) const XML: &str = include_str!("../../../../../../addin-manifest/outlook/manifest/manifest.xml");
pub(super) const UNIFIED: &str = include_str!("../../../../../../addin-manifest/outlook/manifest/manifest.json");
pub(super) const ENGLISH: &str = include_str!("../../../../../../addin-manifest/outlook/manifest/en-us.json");
const COLOUR: &[u8] = include_bytes!("../../../../../../addin-manifest/outlook/icons/icon-192.png");
const OUTLINE: &[u8] = include_bytes!("../../../../../../addin-manifest/outlook/icons/outline.png");

/// Why an address cannot be in a manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BadAddress {
    #[error("is no URL")]
    NoUrl,
    #[error("must begin with https://, for Outlook takes nothing else")]
    NotHttps,
    #[error("may have nothing behind the host: Outlook looks for one file at the root of the host")]
    NotAnOrigin,
}

/// An office by its address: its add-in has an id of its own, which stays as long as the address does.
#[derive(Debug)]
pub(crate) struct Addressed {
    origin: String,
    host: String,
    key: Option<String>,
    entra: Option<Entra>,
}

/// What is written.
#[derive(Debug)]
pub(crate) struct Documents {
    /// The version that both manifests name.
    pub(crate) version: Version,
    /// The add-in only manifest.
    pub(crate) xml: String,
    /// The unified manifest.
    pub(crate) unified: String,
}

impl Documents {
    /// Every file with its name.
    pub(crate) fn files(&self) -> [(&'static str, &[u8]); 5] {
        [
            ("manifest.xml", self.xml.as_bytes()),
            ("manifest.json", self.unified.as_bytes()),
            ("en-us.json", ENGLISH.as_bytes()),
            ("color.png", COLOUR),
            ("outline.png", OUTLINE),
        ]
    }
}

impl Addressed {
    /// An office whose service lives there. The key, if any, lets mailboxes enrol.
    pub(crate) fn new(base_url: &str, key: Option<String>) -> Result<Self, BadAddress> {
        let url = Url::parse(base_url).map_err(|_| BadAddress::NoUrl)?;
        if url.scheme() != "https" {
            return Err(BadAddress::NotHttps);
        }
        let bare = url.username().is_empty() && url.password().is_none();
        if !bare || url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return Err(BadAddress::NotAnOrigin);
        }
        Ok(Self {
            origin: url.origin().ascii_serialization(),
            host: url.host_str().ok_or(BadAddress::NoUrl)?.to_owned(),
            key,
            entra: None,
        })
    }

    /// The office, with its application in Entra ID.
    pub(crate) fn with_entra(self, entra: Option<Entra>) -> Self {
        Self { entra, ..self }
    }

    /// The application that a variant names. Exchange on premises knows nothing of Entra ID.
    pub(super) fn entra(&self, variant: Variant) -> Option<&Entra> {
        self.entra.as_ref().filter(|_| variant != Variant::Onprem)
    }

    /// The one origin of all that the manifests name.
    pub(crate) fn origin(&self) -> &str {
        &self.origin
    }

    /// The id of the add-in. Variants share it, so that one takes the place of another.
    pub(crate) fn id(&self) -> Uuid {
        named(&self.origin, "outlook")
    }

    /// The id of the unified one; it must differ, for it hides the other.
    fn unified_id(&self) -> Uuid {
        named(&self.origin, "outlook-unified")
    }

    pub(super) fn render(&self, variant: Variant, version: Version) -> Documents {
        let (mode, unified_mode) = match variant {
            Variant::Online | Variant::Onprem => ("SoftBlock", "softBlock"),
            Variant::Block => ("Block", "block"),
            Variant::Pilot => ("PromptUser", "promptUser"),
        };
        let values = [
            ("id", self.id().to_string()),
            ("unified_id", self.unified_id().to_string()),
            ("version", version.to_string()),
            ("base", self.origin.clone()),
            ("host", self.host.clone()),
            ("pane", self.pane()),
            ("requirement", requirement(variant).to_owned()),
            ("mode", mode.to_owned()),
            ("unified_mode", unified_mode.to_owned()),
        ];
        let entra = self.entra(variant).map(|entra| {
            [
                ("entra_application", entra.application.to_string()),
                ("entra_resource", entra.resource.clone()),
            ]
        });
        let values: Vec<(&str, String)> = values.into_iter().chain(entra.into_iter().flatten()).collect();
        Documents {
            version,
            xml: fill(XML, &values),
            unified: fill(UNIFIED, &values),
        }
    }

    /// The address of the pane. What a form may hold needs no escape in XML and JSON but `&`, and there is one field.
    fn pane(&self) -> String {
        let page = format!("{}/addin/outlook/pane.html", self.origin);
        match &self.key {
            Some(key) => {
                let query: String = form_urlencoded::byte_serialize(key.as_bytes()).collect();
                format!("{page}?key={query}")
            }
            None => page,
        }
    }
}

/// Exchange on premises knows no more than 1.5; what Outlook itself can do is asked when the add-in runs.
pub(super) fn requirement(variant: Variant) -> &'static str {
    match variant {
        Variant::Onprem => "1.5",
        Variant::Online | Variant::Block | Variant::Pilot => "1.12",
    }
}

fn named(origin: &str, what: &str) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("{origin}/addin/{what}").as_bytes())
}

/// The template with its values. A line that names a value which this office does not have is left out.
fn fill(template: &str, values: &[(&str, String)]) -> String {
    let full = values.iter().fold(template.to_owned(), |text, (name, value)| {
        text.replace(&format!("{{{{{name}}}}}"), value)
    });
    full.split_inclusive('\n').filter(|line| !line.contains("{{")).collect()
}
