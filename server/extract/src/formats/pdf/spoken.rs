//! What a document says beside its pages for those who hear it: the text that a part stands for, descriptions of
//! pictures, written-out abbreviations; and the names of its pages.

use super::{text_string, vocabulary::Vocabulary};
use crate::{Place, Reason, reading::Reading};
use hayro_syntax::object::{Dict, Object, ObjectIdentifier, String as Bytes};
use std::collections::HashSet;

/// Parts of the structure looked at, at most; a page has some hundreds.
const MOST: usize = 1_000_000;
/// Parts between two looks at the clock.
const PARTS_A_LOOK: usize = 1_024;
/// Bytes of text kept.
const MOST_BYTES: usize = 4 << 20;

/// Reads what is said beside the pages and stands on none. `spoken` is what the pages themselves say so.
///
/// # Errors
/// [`Reason::TooLarge`] or [`Reason::TimedOut`].
pub(super) fn read(
    catalog: &Dict<'_>,
    spoken: &[String],
    told: &mut Vocabulary,
    reading: &mut Reading<'_>,
) -> Result<(), Reason> {
    let (mut instead, mut described) = (String::new(), String::new());
    for text in spoken {
        instead.push_str(&told.news(text));
    }
    for label in below(catalog.get::<Dict<'_>>(b"PageLabels"), &[b"Kids", b"Nums"], reading)? {
        if described.len() > MOST_BYTES {
            break;
        }
        let prefix = label.get::<Bytes<'_>>(b"P");
        described.extend(prefix.map(|prefix| text_string::decoded(&prefix) + "\n"));
    }
    // Many parts may refer to one text.
    let mut referred: HashSet<ObjectIdentifier> = HashSet::new();
    for part in below(catalog.get::<Dict<'_>>(b"StructTreeRoot"), &[b"K"], reading)? {
        for key in [b"ActualText".as_slice(), b"Alt", b"E", b"T"] {
            let shared = part.get_ref(key).map(ObjectIdentifier::from);
            if shared.is_some_and(|id| !referred.insert(id)) {
                continue;
            }
            let Some(text) = part.get::<Bytes<'_>>(key).map(|text| text_string::decoded(&text)) else {
                continue;
            };
            if key == b"ActualText" {
                instead.push_str(&told.news(&text));
            } else {
                described.extend([&text, "\n"]);
            }
        }
        if instead.len() + described.len() > MOST_BYTES {
            reading.note(Reason::TooLarge);
            break;
        }
    }
    reading.text(Place::HiddenText, instead)?;
    reading.text(Place::Metadata("description".to_owned()), told.news(&described))
}

/// Every dictionary of a tree whose nodes hold those below them under these keys.
fn below<'a>(root: Option<Dict<'a>>, keys: &[&[u8]], reading: &mut Reading<'_>) -> Result<Vec<Dict<'a>>, Reason> {
    let mut seen = HashSet::new();
    let mut all: Vec<Dict<'a>> = root.into_iter().collect();
    let mut at = 0;
    while let Some(node) = all.get(at).cloned() {
        at += 1;
        if at.is_multiple_of(PARTS_A_LOOK) {
            reading.budget.check_time()?;
        }
        for object in keys.iter().filter_map(|key| node.get::<Object<'a>>(*key)) {
            let kids = match object {
                Object::Dict(kid) => vec![kid],
                Object::Array(kids) => kids.iter::<Object<'a>>().filter_map(Object::into_dict).collect(),
                _ => Vec::new(),
            };
            let new = kids.into_iter().filter(|kid| seen.insert(kid.data().as_ptr()));
            all.extend(new.take(MOST.saturating_sub(all.len())));
        }
    }
    Ok(all)
}
