//! The pipeline that the command line and HTTP share: a draft in, an answer out.
//!
//! [`Guard::check`] reads the attachments (in worker processes), lets the engine decide, and puts the verdict into the
//! user's language. Files may be taken in ahead of time ([`ReadAhead`]), and who has answered for a finding gets a
//! receipt ([`Receipts`]). It knows nothing of HTTP and nothing of SQL, and writes nothing of what it read anywhere.

mod ahead;
mod answer;
mod dialog;
mod draft;
mod eml;
mod fingerprint;
mod pipeline;
mod reading;
mod receipt;

pub use ahead::{Handed, Keep, ReadAhead, ReadFile, Submitted};
pub use answer::{Answer, Finding, Fix, FixKind};
pub use dialog::Dialog;
pub use draft::{BodyPiece, Content, Draft, DraftAttachment, Missing};
pub use eml::{EmlError, from_eml};
pub use fingerprint::{DraftDigest, FileDigest};
pub use pipeline::{Guard, Reading, Request};
/// What a [`Reader`] hands over.
pub use postwacht_extract::Extraction;
pub use reading::{InProcess, Reader};
pub use receipt::Receipts;
