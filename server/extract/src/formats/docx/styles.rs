//! Which styles of a document hide their text.

use crate::{
    Reason,
    formats::ooxml::xml::{Attributes, Handler},
};
use std::{borrow::Cow, collections::HashMap};

/// Styles on which others are based, in a chain, at most.
const LONGEST_CHAIN: usize = 32;

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    hidden: Option<bool>,
}

/// The styles of a document, by id.
#[derive(Debug, Default)]
pub(super) struct Styles {
    all: HashMap<String, Style>,
    open: Option<(String, Style)>,
    /// Elements that record how a style was before a change.
    past: u32,
}

impl Styles {
    /// Whether a style hides its text; None when it says nothing about it.
    pub(super) fn hidden(&self, id: &str) -> Option<bool> {
        let mut style = self.all.get(id)?;
        for _ in 0..LONGEST_CHAIN {
            if style.hidden.is_some() {
                return style.hidden;
            }
            style = self.all.get(style.based_on.as_deref()?)?;
        }
        None
    }
}

impl Handler for Styles {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Result<(), Reason> {
        if name.ends_with("PrChange") {
            self.past += 1;
        }
        match (name, &mut self.open) {
            ("style", open) => {
                *open = attributes.get("styleId").map(|id| (id.into_owned(), Style::default()));
            }
            ("basedOn", Some((_, style))) => style.based_on = attributes.get("val").map(Cow::into_owned),
            ("vanish", Some((_, style))) if self.past == 0 => style.hidden = Some(attributes.is_on("val", true)),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Reason> {
        if name.ends_with("PrChange") {
            self.past = self.past.saturating_sub(1);
        }
        if name == "style"
            && let Some((id, style)) = self.open.take()
        {
            self.all.insert(id, style);
        }
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), Reason> {
        Ok(())
    }
}
