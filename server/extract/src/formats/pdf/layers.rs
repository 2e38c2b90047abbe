//! The layers of a document: which of them are off, so that what they hold is not shown.

use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier};
use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
};

/// Layers that are off when the document is opened.
#[derive(Debug, Default)]
pub(super) struct Layers {
    off: HashSet<ObjectIdentifier>,
    /// Groups looked at, by where they stand, and whether they are off.
    groups: RefCell<HashMap<*const u8, bool>>,
}

impl Layers {
    /// The layers as the catalog sets them.
    pub(super) fn of(catalog: &Dict<'_>) -> Self {
        let mut off = HashSet::new();
        let Some(properties) = catalog.get::<Dict<'_>>(b"OCProperties") else {
            return Self::default();
        };
        let Some(settings) = properties.get::<Dict<'_>>(b"D") else {
            return Self::default();
        };
        if settings
            .get::<Name<'_>>(b"BaseState")
            .is_some_and(|state| state.as_str() == "OFF")
        {
            off.extend(ids(&properties, b"OCGs"));
        }
        for id in ids(&settings, b"ON") {
            off.remove(&id);
        }
        off.extend(ids(&settings, b"OFF"));
        Self {
            off,
            groups: RefCell::default(),
        }
    }

    /// Whether what `owner` marks under `key` is off: a layer, or a group of layers with a rule.
    pub(super) fn are_off(&self, owner: &Dict<'_>, key: &[u8]) -> bool {
        if self.off.is_empty() {
            return false;
        }
        if let Some(id) = owner.get_ref(key).map(ObjectIdentifier::from)
            && self.off.contains(&id)
        {
            return true;
        }
        owner.get::<Dict<'_>>(key).is_some_and(|group| {
            let place = group.data().as_ptr();
            let known = self.groups.borrow().get(&place).copied();
            known.unwrap_or_else(|| {
                let off = self.group_is_off(&group);
                self.groups.borrow_mut().insert(place, off);
                off
            })
        })
    }

    fn group_is_off(&self, group: &Dict<'_>) -> bool {
        let members: Vec<_> = ids(group, b"OCGs")
            .chain(group.get_ref(b"OCGs").map(ObjectIdentifier::from))
            .collect();
        if members.is_empty() {
            return false;
        }
        let off = members.iter().filter(|member| self.off.contains(member)).count();
        match group.get::<Name<'_>>(b"P").as_ref().map(Name::as_str) {
            Some("AllOn") => off > 0,
            Some("AnyOff") => off == 0,
            Some("AllOff") => off < members.len(),
            _ => off == members.len(),
        }
    }
}

/// The objects that a list points to.
fn ids<'d>(dict: &Dict<'d>, key: &[u8]) -> impl Iterator<Item = ObjectIdentifier> + use<'d> {
    let list = dict.get::<Array<'d>>(key);
    list.into_iter()
        .flat_map(|list| list.raw_iter())
        .filter_map(|item: MaybeRef<Object<'d>>| item.as_obj_ref())
        .map(Into::into)
}
