//! What Word and Excel files have in common: a zip package of XML parts that point to each other.
//!
//! Nothing here knows what a paragraph or a cell is. Nothing recurses on the depth of the input, expands an entity
//! that a file declares, or believes a size that a file states of itself.

pub(super) mod boxes;
pub(super) mod drawing;
pub(super) mod ole;
pub(super) mod package;
pub(super) mod properties;
pub(super) mod relations;
mod salvage;
pub(super) mod unseen;
pub(super) mod xml;

#[cfg(test)]
pub(super) mod testing;
