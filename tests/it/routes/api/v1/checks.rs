//! `/api/v1/checks`

mod answers;
mod attachments;
mod limits;
mod privacy;
mod problems;
