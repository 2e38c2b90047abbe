//! `/api/v1/admin`

mod accounts;
mod deployment;
mod directory;
mod imports;
mod lists;
mod policy;
mod provider;
mod record;
mod roles;
mod session;
mod welcome;
