//! Java's UTF-16 texts put together as Rust's.

/// What stands for half of a surrogate pair, as when Java writes such a text as UTF-8.
const LONE: char = '?';

/// A text that grows by UTF-16 units.
#[derive(Default)]
pub(crate) struct Units {
    out: String,
    high: Option<u16>,
}

impl Units {
    /// Adds one unit of an escape.
    pub(crate) fn unit(&mut self, unit: u16) {
        if let Some(high) = self.high.take() {
            if let Some(Ok(symbol)) = char::decode_utf16([high, unit]).next() {
                self.out.push(symbol);
                return;
            }
            self.out.push(LONE);
        }
        match unit {
            0xD800..=0xDBFF => self.high = Some(unit),
            _ => self.out.push(char::from_u32(u32::from(unit)).unwrap_or(LONE)),
        }
    }

    /// Adds what is written plainly.
    pub(crate) fn text(&mut self, text: &str) {
        if !text.is_empty() {
            self.settle();
            self.out.push_str(text);
        }
    }

    /// The whole text.
    pub(crate) fn done(mut self) -> String {
        self.settle();
        self.out
    }

    fn settle(&mut self) {
        if self.high.take().is_some() {
            self.out.push(LONE);
        }
    }
}

/// Without the control characters and blanks at both ends, as Java's `String.trim`.
pub(crate) fn trim(text: &str) -> &str {
    text.trim_matches(|symbol| symbol <= ' ')
}
