//! Attachments as clients write them.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde::{
    Deserialize, Deserializer,
    de::{Error, Visitor},
};
use std::fmt;
use utoipa::ToSchema;

/// An attachment. It has exactly one of `part`, `content`, `ref` and `missing`.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// The file name.
    #[serde(default)]
    pub name: String,
    /// Size in bytes. Counted where the content is here; needed only where it is missing.
    #[serde(default)]
    pub size: u64,
    /// The media type, as far as the client knows.
    #[serde(default)]
    pub media_type: String,
    /// Whether the body shows it. A picture of at most 100 KiB that the body shows is not looked at as a file.
    #[serde(default)]
    pub inline: bool,
    /// The name of the part of the form that holds the content.
    #[serde(default)]
    pub part: Option<String>,
    /// The content in base64 (RFC 4648, section 4).
    #[schema(value_type = Option<String>, content_encoding = "base64")]
    #[serde(default)]
    pub content: Option<Content>,
    /// The reference that `POST /attachments` gave when the file was handed in, under a name with the same end. One that
    /// is no longer known is answered with `unknown_ref`: send the file again.
    #[serde(default)]
    pub r#ref: Option<String>,
    /// Why the client cannot hand the content over.
    #[serde(default)]
    pub missing: Option<Missing>,
}

/// Why a client cannot hand an attachment over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// It is a link to a file in the cloud.
    Cloud,
    /// It is larger than `settings.max_attachment_bytes`.
    TooLarge,
    /// The client has no way to read this kind of attachment.
    Unsupported,
    /// Reading it failed.
    Failed,
}

/// Bytes that came as base64, or the fact that they did not.
#[derive(Clone, PartialEq, Eq)]
pub struct Content(Option<Vec<u8>>);

impl Content {
    /// The bytes; none when what came was no base64.
    #[must_use]
    pub fn into_bytes(self) -> Option<Vec<u8>> {
        self.0
    }
}

impl fmt::Debug for Content {
    /// Never the content.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Content({} bytes)", self.0.as_ref().map_or(0, Vec::len))
    }
}

impl<'de> Deserialize<'de> for Content {
    /// Bad base64 is no fault of the JSON: it is told later, with all other faults.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Reader)
    }
}

struct Reader;

impl Visitor<'_> for Reader {
    type Value = Content;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("base64 text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Content, E> {
        Ok(Content(BASE64_STANDARD.decode(text).ok()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Vec<u8>> {
        serde_json::from_str::<Content>(&format!("\"{text}\""))
            .unwrap()
            .into_bytes()
    }

    #[test]
    fn only_standard_base64_is_read() {
        for (text, expected, why) in [
            ("QlNO", Some(&b"BSN"[..]), "as usual"),
            ("", Some(b""), "an empty file"),
            ("QlM=", Some(b"BS"), "padding"),
            ("\\/\\/8=", Some(&[0xff, 0xff]), "some programs escape the slash"),
            ("QlM", None, "padding left out: something may be cut off"),
            ("__8=", None, "the other alphabet"),
            ("QlNO\\n", None, "lines"),
            ("data:text/plain;base64,QlNO", None, "a data URL"),
        ] {
            assert_eq!(read(text).as_deref(), expected, "{why}");
        }
    }

    #[test]
    fn content_does_not_show_itself() {
        assert_eq!(format!("{:?}", Content(Some(b"BSN".to_vec()))), "Content(3 bytes)");
    }
}
