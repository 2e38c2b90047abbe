//! `/api/v1`

mod checks;
mod openapi;
