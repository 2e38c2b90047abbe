//! Text boxes and buttons in the older drawings (VML), which lie beside the newer ones. Comments have theirs elsewhere.

use super::{
    package::Package,
    xml::{self, Attributes, Handler},
};
use crate::{Reason, reading::Reading};

/// The text of the boxes of a part, a line a box. Such parts are often not well formed, which is no news.
///
/// # Errors
/// As [`Package::unpack`].
pub(in crate::formats) fn read(
    package: &mut Package<'_>,
    part: &str,
    reading: &mut Reading<'_>,
) -> Result<String, Reason> {
    let Some((bytes, _)) = package.unpack(part, reading)? else {
        return Ok(String::new());
    };
    let mut boxes = Boxes::default();
    // Excel writes breaks as a web page of old does.
    let markup = String::from_utf8_lossy(&bytes).replace("<br>", "<br/>");
    match xml::walk(markup.as_bytes(), reading.budget, &mut boxes) {
        Err(Reason::TimedOut) => Err(Reason::TimedOut),
        _ => Ok(boxes.text),
    }
}

#[derive(Debug, Default)]
struct Boxes {
    text: String,
    /// The text of the open box.
    open: Option<String>,
    /// The text of the open shape.
    shape: String,
}

impl Handler for Boxes {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Result<(), Reason> {
        match name {
            "textbox" => self.open = Some(String::new()),
            "br" | "div" => self.text(" ")?,
            // The text of a comment stands where the comments are.
            "ClientData" if attributes.get("ObjectType").is_some_and(|kind| kind == "Note") => self.shape.clear(),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Reason> {
        match name {
            "textbox" => self.shape = self.open.take().unwrap_or_default(),
            "shape" => {
                let words: Vec<&str> = self.shape.split_whitespace().collect();
                if !words.is_empty() {
                    self.text.extend([&words.join(" "), "\n"]);
                }
                self.shape.clear();
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Reason> {
        if let Some(open) = &mut self.open {
            open.push_str(text);
        }
        Ok(())
    }
}
