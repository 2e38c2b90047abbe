//! The fonts of a document, loaded once each and within the budget.

use super::{streams, typeface::Typeface};
use crate::{Reason, budget::Budget};
use hayro_font::{CMapResolverFn, FontCache, FontQuery, FontResolverFn, StandardFont};
use hayro_syntax::object::{Array, Dict, Stream};
use std::{cell::OnceCell, collections::HashMap, rc::Rc, sync::Arc};

/// Fonts of a document, at most; more are not loaded.
const MOST_FONTS: usize = 2_000;

/// Where a dictionary stands in memory: it may have no number of its own, and then bears that of what surrounds it.
type Place = (*const u8, usize);

fn place(dict: &Dict<'_>) -> Place {
    (dict.data().as_ptr(), dict.data().len())
}

/// The fonts loaded so far.
pub(super) struct Fonts<'a> {
    cache: FontCache<'a>,
    loaded: HashMap<Place, Option<Rc<Typeface<'a>>>>,
    fallback: OnceCell<Option<Rc<Typeface<'a>>>>,
    font_resolver: FontResolverFn,
    cmap_resolver: CMapResolverFn,
}

impl<'a> Fonts<'a> {
    /// No fonts yet.
    pub(super) fn new() -> Self {
        Self {
            cache: FontCache::new(),
            loaded: HashMap::new(),
            fallback: OnceCell::new(),
            font_resolver: Arc::new(|query| {
                Some(match query {
                    FontQuery::Standard(font) => font.get_font_data(),
                    FontQuery::Fallback(wanted) => wanted.pick_standard_font().get_font_data(),
                })
            }),
            cmap_resolver: Arc::new(hayro_cmap::load_embedded),
        }
    }

    /// The font that a dictionary describes; None when it cannot be read.
    ///
    /// # Errors
    /// [`Reason::TooLarge`] or [`Reason::TimedOut`] when one of its streams does not unpack within the budget.
    pub(super) fn load(&mut self, dict: &Dict<'a>, budget: &mut Budget) -> Result<Option<Rc<Typeface<'a>>>, Reason> {
        if let Some(font) = self.loaded.get(&place(dict)) {
            return Ok(font.clone());
        }
        if self.loaded.len() >= MOST_FONTS {
            return Err(Reason::TooLarge);
        }
        let measured = measure(dict, budget);
        if measured.is_err() {
            // It is not measured again for every piece of text.
            self.loaded.insert(place(dict), None);
        }
        measured?;
        let font = self.cache.font(dict, &self.font_resolver, &self.cmap_resolver);
        let font = font.map(|font| Rc::new(Typeface::new(font, dict)));
        self.loaded.insert(place(dict), font.clone());
        Ok(font)
    }

    /// What readers use where a document names no font.
    pub(super) fn fallback(&self) -> Option<Rc<Typeface<'a>>> {
        let load = || {
            let font = self.cache.standard_font(StandardFont::Helvetica, &self.font_resolver)?;
            Some(Rc::new(Typeface::new(font, &Dict::empty())))
        };
        self.fallback.get_or_init(load).clone()
    }
}

/// Measures all streams that the library will unpack for a font.
fn measure(dict: &Dict<'_>, budget: &mut Budget) -> Result<(), Reason> {
    let descendant = dict
        .get::<Array<'_>>(b"DescendantFonts")
        .and_then(|all| all.iter::<Dict<'_>>().next());
    for dict in [Some(dict), descendant.as_ref()].into_iter().flatten() {
        let descriptor = dict.get::<Dict<'_>>(b"FontDescriptor").unwrap_or_default();
        let own = [b"ToUnicode".as_slice(), b"Encoding", b"CIDToGIDMap"].map(|key| dict.get::<Stream<'_>>(key));
        let described =
            [b"FontFile".as_slice(), b"FontFile2", b"FontFile3"].map(|key| descriptor.get::<Stream<'_>>(key));
        for stream in own.iter().chain(&described).flatten() {
            streams::measure(stream, budget)?;
        }
    }
    Ok(())
}
