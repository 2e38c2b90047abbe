//! `/api/v1`

mod attachments;
mod checks;
mod client_settings;
mod contract;
mod devices;
mod openapi;
