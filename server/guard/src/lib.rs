//! The pipeline that the command line and HTTP share: a draft in, an answer out.
//!
//! [`Guard::check`] reads the attachments (in worker processes), lets the engine decide, and puts the verdict into the
//! user's language. It knows nothing of HTTP and nothing of SQL, and keeps nothing of what it read.

mod answer;
mod dialog;
mod draft;
mod eml;
mod pipeline;
mod reading;

pub use answer::{Answer, Finding, Fix, FixKind};
pub use dialog::Dialog;
pub use draft::{BodyPiece, Content, Draft, DraftAttachment, Missing};
pub use eml::{EmlError, from_eml};
pub use pipeline::{Guard, Request};
/// What a [`Reader`] hands over.
pub use postwacht_extract::Extraction;
pub use reading::{InProcess, Reader};
