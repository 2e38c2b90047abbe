//! The few attributes of an element that matter to its text.

/// Bytes kept of one attribute.
const VALUE_BYTES: usize = 8 << 10;

/// Attributes of the element that is being opened. Its buffers are used again for the next.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    /// The element's name, lower case.
    pub(super) name: Vec<u8>,
    pub(super) id: Kept,
    pub(super) class: Kept,
    pub(super) style: Kept,
    pub(super) href: Kept,
    pub(super) value: Kept,
    pub(super) kind: Kept,
    pub(super) tabindex: Kept,
    /// The `hidden` attribute, whatever its value.
    pub(super) hidden: Kept,
    current: Option<Which>,
}

/// An attribute's value. The first of one name counts.
#[derive(Debug, Default)]
pub(super) struct Kept {
    pub(super) present: bool,
    pub(super) value: Vec<u8>,
}

impl Kept {
    fn clear(&mut self) {
        self.present = false;
        self.value.clear();
    }

    /// The value as text.
    pub(super) fn text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.value)
    }

    /// Whether the value is this, whatever its case.
    pub(super) fn is(&self, expected: &str) -> bool {
        self.value.eq_ignore_ascii_case(expected.as_bytes())
    }
}

#[derive(Debug, Clone, Copy)]
enum Which {
    Id,
    Class,
    Style,
    Href,
    Value,
    Kind,
    Tabindex,
    Hidden,
}

impl Attributes {
    /// Begins an element.
    pub(super) fn begin(&mut self, name: &[u8]) {
        self.name.clear();
        self.name.extend_from_slice(name);
        self.current = None;
        let all = [&mut self.id, &mut self.class, &mut self.style, &mut self.href];
        all.into_iter().for_each(Kept::clear);
        let all = [&mut self.value, &mut self.kind, &mut self.tabindex, &mut self.hidden];
        all.into_iter().for_each(Kept::clear);
    }

    /// An attribute's name came by.
    pub(super) fn name(&mut self, name: &[u8]) {
        let which = match name {
            b"id" => Which::Id,
            b"class" => Which::Class,
            b"style" => Which::Style,
            b"href" => Which::Href,
            b"value" => Which::Value,
            b"type" => Which::Kind,
            b"tabindex" => Which::Tabindex,
            b"hidden" => Which::Hidden,
            _ => {
                self.current = None;
                return;
            }
        };
        let kept = self.kept(which);
        let first = !kept.present;
        kept.present = true;
        self.current = first.then_some(which);
    }

    /// Its value came by.
    pub(super) fn value(&mut self, value: &[u8]) {
        if let Some(which) = self.current.take() {
            let kept = value.get(..VALUE_BYTES).unwrap_or(value);
            self.kept(which).value.extend_from_slice(kept);
        }
    }

    fn kept(&mut self, which: Which) -> &mut Kept {
        match which {
            Which::Id => &mut self.id,
            Which::Class => &mut self.class,
            Which::Style => &mut self.style,
            Which::Href => &mut self.href,
            Which::Value => &mut self.value,
            Which::Kind => &mut self.kind,
            Which::Tabindex => &mut self.tabindex,
            Which::Hidden => &mut self.hidden,
        }
    }
}
