//! The commands as a person types them: exit codes, answers, and inputs that are wrong in every way we know.
//!
//! What a check should find is proved beside the check. Here it is the program: that it answers clearly, always.

mod allowlist;
mod check;
mod directory;
mod kept;
mod manifest;
mod policy;
mod scan;

/// What every test gives.
type Outcome = Result<(), Box<dyn std::error::Error>>;
