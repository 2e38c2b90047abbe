//! Comments of a sheet: the old kind, and the threads that newer programs write beside a copy of the old kind.

use crate::{
    Reason,
    formats::ooxml::xml::{Attributes, Handler},
};

/// The comments of one part, a text each.
#[derive(Debug, Default)]
pub(super) struct Comments {
    pub(super) all: Vec<String>,
    /// Whether each author is only the mark of a thread, whose comments stand in a part of their own.
    threads: Vec<bool>,
    author: Option<String>,
    comment: Option<String>,
    repeats_thread: bool,
    in_thread: bool,
    taking: bool,
}

impl Comments {
    /// Another author, perhaps no more than the mark of a thread.
    pub(super) fn take_author(&mut self, author: &str) {
        self.threads.push(author.starts_with("tc={"));
    }

    /// A comment by this author begins.
    pub(super) fn begin(&mut self, author: Option<usize>) {
        self.repeats_thread = author.and_then(|id| self.threads.get(id)).copied().unwrap_or(false);
    }

    /// Whether the open comment only repeats the first one of a thread.
    pub(super) fn repeats_thread(&self) -> bool {
        self.repeats_thread
    }
}

impl Handler for Comments {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Result<(), Reason> {
        match name {
            "author" => self.author = Some(String::new()),
            "comment" | "threadedComment" => {
                self.begin(attributes.get("authorId").and_then(|id| id.parse().ok()));
                self.comment = Some(String::new());
                self.in_thread = name == "threadedComment";
            }
            "t" => self.taking = true,
            // In a thread the text stands here; in an old comment it stands in the runs below.
            "text" => self.taking = self.in_thread,
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Reason> {
        match name {
            "author" => {
                let author = self.author.take().unwrap_or_default();
                self.take_author(&author);
            }
            "t" | "text" => self.taking = false,
            "comment" | "threadedComment" => {
                let comment = self.comment.take();
                self.all.extend(comment.filter(|_| !self.repeats_thread));
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Reason> {
        if let Some(author) = &mut self.author {
            author.push_str(text);
        } else if let Some(comment) = &mut self.comment
            && self.taking
        {
            comment.push_str(text);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, budget::Budget, formats::ooxml::xml};
    use std::time::Instant;

    fn comments(xml: &str) -> Vec<String> {
        let mut comments = Comments::default();
        xml::walk(
            xml.as_bytes(),
            &Budget::new(&Limits::default(), Instant::now),
            &mut comments,
        )
        .unwrap();
        comments.all
    }

    #[test]
    fn a_comment_is_read_whole_and_a_copy_of_a_thread_left() {
        let old = "<comments><authors><author>K. Bakker</author><author>tc={1234}</author></authors><commentList>
            <comment ref=\"A1\" authorId=\"0\"><text><r><rPr><b/></rPr><t>Bakker:</t></r><r><t xml:space=\"preserve\"> bellen</t></r></text></comment>
            <comment ref=\"A2\" authorId=\"1\"><text><t>[Opmerkingenthread] Comment: kopie</t></text></comment></commentList></comments>";
        assert_eq!(comments(old), ["Bakker: bellen"]);
        let thread = "<ThreadedComments><threadedComment ref=\"A2\" personId=\"{1}\"><text>het gesprek</text></threadedComment></ThreadedComments>";
        assert_eq!(comments(thread), ["het gesprek"]);
    }
}
