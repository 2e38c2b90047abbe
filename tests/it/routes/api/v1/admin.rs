//! `/api/v1/admin`

mod accounts;
mod deployment;
mod lists;
mod provider;
mod record;
mod roles;
mod session;
mod welcome;
