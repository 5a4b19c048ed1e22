//! Building objects of a document, key by key in AWS's order.

use serde_json::{Map, Value};

use crate::design::TextMap;

/// An object of the document.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields(Map<String, Value>);

impl Fields {
    /// An object with nothing in it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the key is there.
    pub fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// Adds a value.
    pub fn put(&mut self, key: impl Into<String>, value: impl Into<Value>) {
        self.0.insert(key.into(), value.into());
    }

    /// Adds a value where there is one.
    pub fn put_some(&mut self, key: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.put(key, value);
        }
    }

    /// Adds a text that is not empty.
    pub fn put_text(&mut self, key: &str, text: &str) {
        self.put_some(key, Some(text).filter(|text| !text.is_empty()));
    }

    /// Adds a truth value that is true.
    pub fn put_true(&mut self, key: &str, truth: bool) {
        self.put_some(key, truth.then_some(true));
    }

    /// Adds texts where there are any.
    pub fn put_texts(&mut self, key: &str, texts: &[String]) {
        self.put_some(key, Some(texts.to_vec()).filter(|texts| !texts.is_empty()));
    }

    /// Adds texts by name where there are any.
    pub fn put_map(&mut self, key: &str, texts: &TextMap) {
        self.put_some(key, Some(text_map(texts)).filter(|_| !texts.is_empty()));
    }

    /// Adds an object where something is in it.
    pub fn put_fields(&mut self, key: &str, fields: Self) {
        self.put_some(key, Some(fields).filter(|fields| !fields.is_empty()));
    }
}

impl From<Fields> for Value {
    fn from(fields: Fields) -> Self {
        Self::Object(fields.0)
    }
}

impl<Key: Into<String>> FromIterator<(Key, Fields)> for Fields {
    fn from_iter<I: IntoIterator<Item = (Key, Fields)>>(items: I) -> Self {
        Self(items.into_iter().map(|(key, fields)| (key.into(), fields.into())).collect())
    }
}

/// Texts by name as an object.
pub(super) fn text_map(texts: &TextMap) -> Value {
    Value::Object(texts.iter().map(|(name, text)| (name.clone(), text.as_str().into())).collect())
}
