//! `/api/v1/admin`

mod accounts;
mod roles;
mod session;
mod welcome;
