//! What a service that is tried out shows beside itself: a compose page with sample drafts.

use actix_web::web::Bytes;
use std::fmt;

/// Gives a token that opens this service; nothing when none could be made.
pub type GiveToken = Box<dyn Fn() -> Option<String> + Send + Sync>;

/// What the compose page is given.
pub struct Trial {
    /// The sample office and its drafts, as JSON.
    pub shelf: String,
    /// The files of the drafts; the shelf names them by their place here.
    pub files: Vec<Bytes>,
    /// Tokens for the page.
    pub token: GiveToken,
}

impl fmt::Debug for Trial {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Trial")
            .field("files", &self.files.len())
            .finish_non_exhaustive()
    }
}
