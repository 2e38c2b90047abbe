//! `/api/v1/checks`

mod answers;
mod attachments;
mod limits;
mod outcome;
mod privacy;
mod problems;
mod receipts;
mod references;
mod sender;
