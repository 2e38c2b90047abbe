//! `postwacht directory`.

mod compare;
mod long_work;
mod report;

/// Columns of the lists that these tests write.
const HEADER: &str = "client_number,client_name,kind,email,bsn,iban";
