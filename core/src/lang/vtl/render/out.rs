//! The output of a run.

/// Text under way, as bytes: where a part of the template ends is known to be the end of a character, and to look
/// at that again for each part took a seventh of the time of a loop. The whole is looked at once, at the end.
#[derive(Debug, Default)]
pub(in crate::lang::vtl) struct Out(Vec<u8>);

impl Out {
    pub fn with_capacity(bytes: usize) -> Self {
        Self(Vec::with_capacity(bytes))
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    #[inline]
    pub fn push_str(&mut self, text: &str) {
        self.0.extend_from_slice(text.as_bytes());
    }

    /// Bytes that begin and end with a character.
    #[inline]
    pub fn push_bytes(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// One character of ASCII, which all signs of the language are.
    #[inline]
    pub fn push_sign(&mut self, sign: u8) {
        self.0.push(sign);
    }

    pub fn push_signs(&mut self, sign: u8, count: usize) {
        self.0.resize(self.0.len() + count, sign);
    }

    pub fn into_text(self) -> String {
        String::from_utf8(self.0)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
    }

    /// An empty one that keeps its room.
    pub fn emptied(text: String) -> Self {
        let mut bytes = text.into_bytes();
        bytes.clear();
        Self(bytes)
    }
}
