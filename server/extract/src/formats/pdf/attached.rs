//! Files inside the document: those listed for the whole of it, and those pinned to a page.

use super::{streams, text_string};
use crate::{Reason, reading::Reading};
use hayro_syntax::{
    object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier, Stream, String as Bytes},
    page::Page,
};
use std::collections::HashSet;

/// Nodes of the list of files looked at, at most.
const MOST_NODES: usize = 10_000;

/// Finds and reads the files inside.
#[derive(Debug, Default)]
pub(super) struct Attached {
    /// Files read, so that one that is listed twice is read once.
    read: HashSet<ObjectIdentifier>,
}

impl Attached {
    /// Reads the files that the catalog lists.
    ///
    /// # Errors
    /// [`Reason::TimedOut`].
    pub(super) fn read_listed(&mut self, catalog: &Dict<'_>, reading: &mut Reading<'_>) -> Result<(), Reason> {
        let root = catalog
            .get::<Dict<'_>>(b"Names")
            .and_then(|names| names.get::<Dict<'_>>(b"EmbeddedFiles"));
        let mut nodes: Vec<Dict<'_>> = root.into_iter().collect();
        let mut seen = HashSet::new();
        let mut looked_at = 0;
        while let Some(node) = nodes.pop() {
            looked_at += 1;
            if looked_at > MOST_NODES || !seen.insert(node.data().as_ptr()) {
                continue;
            }
            let kids = node.get::<Array<'_>>(b"Kids");
            nodes.extend(kids.iter().flat_map(Array::iter::<Dict<'_>>).take(MOST_NODES));
            let names = node.get::<Array<'_>>(b"Names");
            // Names and files take turns.
            for object in names.iter().flat_map(Array::iter::<Object<'_>>) {
                if let Object::Dict(file) = object {
                    self.read_file(&file, reading)?;
                }
            }
        }
        let associated = catalog.get::<Array<'_>>(b"AF");
        for file in associated.iter().flat_map(Array::iter::<Dict<'_>>).take(MOST_NODES) {
            self.read_file(&file, reading)?;
        }
        Ok(())
    }

    /// Reads the files that are pinned to a page or belong to it.
    ///
    /// # Errors
    /// [`Reason::TimedOut`].
    pub(super) fn read_pinned(&mut self, page: &Page<'_>, reading: &mut Reading<'_>) -> Result<(), Reason> {
        let associated = page.raw().get::<Array<'_>>(b"AF");
        for file in associated.iter().flat_map(Array::iter::<Dict<'_>>).take(MOST_NODES) {
            self.read_file(&file, reading)?;
        }
        let annotations = page.raw().get::<Array<'_>>(b"Annots");
        for annotation in annotations.iter().flat_map(Array::iter::<Dict<'_>>).take(MOST_NODES) {
            let pins = annotation
                .get::<Name<'_>>(b"Subtype")
                .is_some_and(|kind| kind.as_str() == "FileAttachment");
            if let (true, Some(file)) = (pins, annotation.get::<Dict<'_>>(b"FS")) {
                self.read_file(&file, reading)?;
            }
        }
        Ok(())
    }

    fn read_file(&mut self, file: &Dict<'_>, reading: &mut Reading<'_>) -> Result<(), Reason> {
        let Some(versions) = file.get::<Dict<'_>>(b"EF") else {
            return Ok(());
        };
        let key = [b"UF".as_slice(), b"F", b"Unix", b"DOS", b"Mac"]
            .into_iter()
            .find(|key| versions.contains_key(key));
        let Some(key) = key else { return Ok(()) };
        let id = versions
            .get_raw::<Object<'_>>(key)
            .as_ref()
            .and_then(MaybeRef::as_obj_ref)
            .map(ObjectIdentifier::from);
        if id.is_some_and(|id| !self.read.insert(id)) {
            return Ok(());
        }
        let name = [b"UF".as_slice(), b"F", b"Desc"]
            .into_iter()
            .find_map(|key| file.get::<Bytes<'_>>(key));
        let name = name.map_or_else(String::new, |name| text_string::decoded(&name));
        let Some(stream) = versions.get::<Stream<'_>>(key) else {
            reading.unread_inside(&name, Reason::Damaged);
            return Ok(());
        };
        match streams::unpacked(&stream, reading.budget) {
            (bytes, None) => reading.inside(&name, &bytes),
            (_, Some(Reason::TimedOut)) => return Err(Reason::TimedOut),
            (_, Some(reason)) => reading.unread_inside(&name, reason),
        }
        Ok(())
    }
}
