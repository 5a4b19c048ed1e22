//! The import under way: what has been read so far, and what there is to say about it.

use std::sync::Arc;

use super::dialect::Dialect;
use super::{ImportOptions, Imported, evidence};
use crate::design::{Api, ApiId, Design, Diagnostic, Document};
use crate::lang::document::Node;

pub(super) struct Import<'a> {
    pub root: Node<'a>,
    pub dialect: Dialect,
    pub options: ImportOptions,
    pub design: Design,
    pub api_id: ApiId,
    pub api: Api,
    pub diagnostics: Vec<Diagnostic>,
}

impl<'a> Import<'a> {
    /// An import that has read nothing but the document's kind.
    pub fn new(root: Node<'a>, dialect: Dialect, options: ImportOptions) -> Self {
        let (told, note) = evidence::decide(root, dialect);
        let diagnostics = if options.kind.is_some() { Vec::new() } else { note.into_iter().collect() };
        let mut design = Design::default();
        let api_id = design.mint();
        let api = Api::new(options.kind.unwrap_or(told), "");
        Self { root, dialect, options, design, api_id, api, diagnostics }
    }

    /// Reads the document.
    pub fn run(&mut self) {
        let title = self.root.get("info").and_then(|info| info.get("title")).and_then(Node::scalar);
        self.api.name = title.unwrap_or_default();
    }

    /// The document that the import made.
    pub fn finish(mut self) -> Imported {
        self.design.name.clone_from(&self.api.name);
        self.design.apis.insert(self.api_id, Arc::new(self.api));
        let document = Document { design: self.design, ..Document::default() };
        Imported { document, diagnostics: self.diagnostics }
    }
}
