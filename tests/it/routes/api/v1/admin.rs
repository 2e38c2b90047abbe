//! `/api/v1/admin`

mod accounts;
mod deployment;
mod lists;
mod record;
mod roles;
mod session;
mod welcome;
