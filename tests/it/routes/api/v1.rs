//! `/api/v1`

mod admin;
mod attachments;
mod checks;
mod client_settings;
mod contract;
mod devices;
mod entra;
mod openapi;
