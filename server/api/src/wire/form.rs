//! Reads `multipart/form-data`: a part named `message` with the message as JSON, and one part a file.
//!
//! Parts come in any order. Their file names and media types are not looked at: what a file is called is said in the
//! message, and what it is shows itself.

use super::{MOST_ATTACHMENTS, json, submission::File, submission::Submission};
use crate::{
    limits::body::{BodyFault, Metered},
    problem::{Code, Fault, Problem},
};
use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::{error::PayloadError, http::header::HeaderMap, web::Bytes};
use futures_util::{Stream, StreamExt as _, TryStreamExt as _};

/// The part that holds the message.
const MESSAGE: &str = "message";

/// A form, read but not yet understood.
#[derive(Debug, Default)]
pub(crate) struct Form {
    message: Option<Vec<u8>>,
    files: Vec<File>,
}

impl Form {
    /// Reads the parts.
    pub(crate) async fn read<S>(headers: &HeaderMap, body: Metered<S>) -> Result<Self, Problem>
    where
        S: Stream<Item = Result<Bytes, PayloadError>> + Unpin + 'static,
    {
        let mut parts = Multipart::new(headers, body.map_err(BodyFault::into_payload_error));
        let mut form = Self::default();
        while let Some(part) = parts.next().await {
            form.take(part.map_err(|error| refusal(&error))?).await?;
        }
        Ok(form)
    }

    async fn take(&mut self, mut part: Field) -> Result<(), Problem> {
        let name = part.name().unwrap_or_default().to_owned();
        if !is_plain(part.headers()) {
            return Err(Problem::new(Code::MalformedMultipart));
        }
        let mut bytes = Vec::new();
        while let Some(piece) = part.next().await {
            bytes.extend_from_slice(&piece.map_err(|error| refusal(&error))?);
        }
        if name != MESSAGE {
            self.files.push(File { part: name, bytes });
        } else if self.message.replace(bytes).is_some() {
            return Err(Fault::new(Code::PartTwice, MESSAGE, "two parts have this name").into());
        }
        if self.files.len() > MOST_ATTACHMENTS {
            let reason = format!("more than {MOST_ATTACHMENTS} parts with a file");
            return Err(Fault::new(Code::TooManyAttachments, "attachments", reason).into());
        }
        Ok(())
    }

    /// Reads the message in the form.
    pub(crate) fn submission(self) -> Result<Submission, Problem> {
        let message = self.message.ok_or_else(|| Problem::new(Code::MessageMissing))?;
        Ok(Submission {
            message: json::read(&message)?,
            files: self.files,
        })
    }
}

/// Whether a part holds its bytes as they are. Browsers never encode parts, but mail programs do, and then what is read
/// would not be the file.
fn is_plain(headers: &HeaderMap) -> bool {
    headers.get("content-transfer-encoding").is_none_or(|encoding| {
        ["binary", "8bit", "7bit"]
            .iter()
            .any(|plain| encoding.as_bytes().eq_ignore_ascii_case(plain.as_bytes()))
    })
}

fn refusal(error: &MultipartError) -> Problem {
    match error {
        MultipartError::Payload(error) => BodyFault::from_payload_error(error).into(),
        _ => Problem::new(Code::MalformedMultipart),
    }
}
