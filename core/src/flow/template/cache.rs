//! Templates that were read already: a session reads each once.

use std::sync::{Arc, Mutex, PoisonError};

use indexmap::IndexMap;

use crate::lang::vtl::{ParseError, Template};

/// A template as far as it could be read.
pub(crate) type Read = Result<Template, ParseError>;

/// Templates by their text. Grows to the templates of one design.
#[derive(Debug, Default)]
pub(crate) struct TemplateCache {
    read: Mutex<IndexMap<String, Arc<Read>>>,
}

impl TemplateCache {
    /// The template that this text is, read when it is asked for the first time.
    pub fn get(&self, text: &str) -> Arc<Read> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = read.get(text) {
            return Arc::clone(found);
        }
        let template = Arc::new(Template::parse(text));
        read.insert(text.to_owned(), Arc::clone(&template));
        template
    }
}
