//! From the tokenizer's events to text: opens and closes elements and hands text to the flow.

use super::{
    Page,
    attributes::Attributes,
    elements::{Elements, State},
    flow::Flow,
    links::Links,
    style,
    tags::Role,
    voice,
};
use html5gum::{
    Span, State as Tokenizing, Tokenizer,
    emitters::callback::{CallbackEmitter, CallbackEvent},
};

/// What the tokenizer must do before it goes on.
enum Turn {
    /// The content that follows is no markup.
    Raw(Tokenizing),
    /// There is enough text.
    Stop,
}

/// Reads a page.
pub(super) fn read(html: &str, max_text: usize) -> Page {
    let mut reader = Reader {
        flow: Flow::new(max_text),
        links: Links::new(max_text),
        ..Reader::default()
    };
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| reader.event(&event));
    let mut tokenizer = Tokenizer::new_with_emitter(html, emitter);
    while let Some(Ok(turn)) = tokenizer.next() {
        match turn {
            Turn::Raw(state) => tokenizer.set_state(state),
            Turn::Stop => break,
        }
    }
    drop(tokenizer);
    reader.links.end();
    let truncated = reader.flow.truncated || reader.links.truncated;
    Page {
        blocks: reader.flow.blocks,
        links: reader.links.found,
        truncated,
    }
}

#[derive(Debug, Default)]
struct Reader {
    flow: Flow,
    links: Links,
    elements: Elements,
    /// The element that is being opened.
    element: Attributes,
    /// Text that comes is no text of the page.
    dropping: bool,
    /// All that comes is quoted.
    rest_quoted: bool,
    /// If the text that comes is a sender line, all that comes is quoted.
    may_head_quote: bool,
}

impl Reader {
    fn event(&mut self, event: &CallbackEvent<'_>) -> Option<Turn> {
        match event {
            CallbackEvent::OpenStartTag { name } => self.element.begin(name),
            CallbackEvent::AttributeName { name } => self.element.name(name),
            CallbackEvent::AttributeValue { value } => self.element.value(value),
            CallbackEvent::CloseStartTag { .. } => return self.open(),
            CallbackEvent::EndTag { name } => self.close(name),
            CallbackEvent::String { value } => self.text(&String::from_utf8_lossy(value)),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
        self.flow.truncated.then_some(Turn::Stop)
    }

    fn text(&mut self, text: &str) {
        if self.dropping {
            return;
        }
        if self.may_head_quote && !text.trim().is_empty() {
            self.may_head_quote = false;
            self.rest_quoted |= voice::is_sender_line(text);
        }
        let state = self.voiced(self.elements.state());
        self.flow.text(text, state);
        self.links.text(text);
    }

    fn voiced(&self, state: State) -> State {
        State {
            quoted: state.quoted || self.rest_quoted,
            ..state
        }
    }

    /// An element opens.
    fn open(&mut self) -> Option<Turn> {
        let (name, role) = self.elements.name(&self.element.name);
        self.elements.close_implied(role);
        let state = self.inside(role);
        if role.has_content() {
            self.elements.open(name, role, state);
        }
        match role {
            Role::Break => self.flow.line_break(),
            Role::Row | Role::Table => self.flow.row(),
            Role::Cell => self.flow.cell(self.elements.is_first_cell()),
            Role::Anchor => self.links.begin(&self.element.href.text()),
            Role::Field => self.field(state),
            Role::Unshown => self.flow.apart(),
            role if role.breaks_lines() => self.flow.line(),
            _ => {}
        }
        self.dropping = role == Role::Dropped;
        raw(&self.element.name).map(Turn::Raw)
    }

    /// What holds inside the element that opens.
    fn inside(&mut self, role: Role) -> State {
        let outside = self.elements.state();
        let mut state = outside;
        state.gone |= role == Role::Unshown || (self.element.hidden.present && !self.element.hidden.is("until-found"));
        state.preformatted |= role == Role::Preformatted;
        let style = if self.element.style.present {
            style::read(&self.element.style.text())
        } else {
            style::Style::default()
        };
        state.gone |= style.gone;
        state.invisible = style.invisible.unwrap_or(state.invisible);
        state.no_size = style.no_size.unwrap_or(state.no_size);
        state.preformatted = style.preformatted.unwrap_or(state.preformatted);
        let mark = voice::mark(&self.element, style);
        state.quoted |= mark.quoted;
        state.signature |= mark.signature;
        self.rest_quoted |= mark.rest_quoted;
        self.may_head_quote |= mark.may_head_quote;
        state
    }

    /// A form field shows its value.
    fn field(&mut self, state: State) {
        let kind = self.element.kind.text().to_ascii_lowercase();
        if matches!(
            kind.as_str(),
            "checkbox" | "radio" | "submit" | "reset" | "button" | "image" | "color" | "range"
        ) {
            return;
        }
        let unseen = matches!(kind.as_str(), "hidden" | "password");
        let state = self.voiced(State {
            gone: state.gone || unseen,
            ..state
        });
        if unseen {
            self.flow.apart();
        }
        let value = self.element.value.text().into_owned();
        self.flow.text(&value, state);
    }

    /// An end tag.
    fn close(&mut self, name: &[u8]) {
        self.dropping = false;
        let (name, role) = self.elements.name(name);
        let closed = self.elements.close(name);
        match role {
            // Browsers take these two stray end tags for the element itself.
            Role::Break => self.flow.line_break(),
            Role::Paragraph => self.flow.line(),
            Role::Anchor => self.links.end(),
            Role::Row | Role::Table if closed => self.flow.row(),
            role if closed && role.breaks_lines() => self.flow.line(),
            _ => {}
        }
    }
}

/// How the content of elements is tokenized that hold no markup.
fn raw(name: &[u8]) -> Option<Tokenizing> {
    match name {
        b"script" => Some(Tokenizing::ScriptData),
        b"style" | b"iframe" | b"noembed" | b"noframes" | b"xmp" => Some(Tokenizing::RawText),
        b"title" | b"textarea" => Some(Tokenizing::RcData),
        b"plaintext" => Some(Tokenizing::PlainText),
        _ => None,
    }
}
