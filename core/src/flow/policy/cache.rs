//! Policies of a design that were read already: a session reads each once.

use std::sync::{Arc, Mutex, PoisonError};

use indexmap::IndexMap;

use super::{Document, PolicyKind};

/// Resource policies by their text. Grows to the policies of one design.
#[derive(Debug, Default)]
pub(crate) struct PolicyCache {
    read: Mutex<IndexMap<String, Arc<Document>>>,
}

impl PolicyCache {
    /// The resource policy that this text is, read when it is asked for the first time.
    pub fn get(&self, text: &str) -> Arc<Document> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = read.get(text) {
            return Arc::clone(found);
        }
        let document = Arc::new(Document::read_text(text, PolicyKind::Resource));
        read.insert(text.to_owned(), Arc::clone(&document));
        document
    }
}
