//! `postwacht check`.

mod contract;
mod hostile;
mod stories;
