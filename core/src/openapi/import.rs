//! The import under way: what has been read so far, and what there is to say about it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use indexmap::IndexMap;

use super::dialect::Dialect;
use super::security::Scheme;
use super::{ImportOptions, Imported, evidence};
use crate::aws::ApiKind;
use crate::design::{
    Api, ApiId, Design, Diagnostic, Document, FunctionId, IntegrationId, Item, ModelId, ValidatorId,
};
use crate::lang::document::Node;

/// How many `$ref`s may lead to one another.
const MAX_REFS: usize = 20;
/// How many values may be read again and again because something refers to them; a small file whose parts
/// refer to one big part would take for ever otherwise.
const MAX_REPEATED: usize = 2_000_000;

pub(super) struct Import<'a> {
    pub root: Node<'a>,
    pub dialect: Dialect,
    pub options: ImportOptions,
    pub design: Design,
    pub api_id: ApiId,
    pub api: Api,
    pub diagnostics: Vec<Diagnostic>,
    /// What the diagnostics of the moment are about.
    pub item: Option<Item>,
    /// Models by the name that the document gives their schemas.
    pub models: IndexMap<String, ModelId>,
    /// Models made of inline schemas, by their text.
    pub inline_models: IndexMap<String, ModelId>,
    pub schemes: IndexMap<String, Scheme>,
    pub validators: IndexMap<String, ValidatorId>,
    pub default_validator: Option<ValidatorId>,
    /// Functions by ARN text and qualifier.
    pub functions: IndexMap<(String, Option<String>), FunctionId>,
    /// Integrations by their JSON text, so that equal ones share a node.
    pub integrations: IndexMap<String, IntegrationId>,
    /// What comes before every path; empty or with a slash at its start only.
    pub base_path: String,
    /// The keys of the routes so far.
    pub route_keys: BTreeSet<String>,
    /// The names that models have, and how often each was asked for.
    pub model_names: BTreeMap<String, u32>,
    /// How many values may still be read more than once.
    repeatable: usize,
    /// Notes that many places share, by code, word and reason.
    pub shared_notes: IndexMap<(&'static str, String, String), Vec<Node<'a>>>,
}

impl<'a> Import<'a> {
    /// An import that has read nothing but the document's kind.
    pub fn new(root: Node<'a>, dialect: Dialect, options: ImportOptions) -> Self {
        let (told, note) = evidence::decide(root, dialect);
        let (kind, found) = match options.kind {
            None => (told, note),
            Some(ApiKind::WebSocket) => {
                let message =
                    format!("OpenAPI describes no WebSocket APIs, so this is read as a {} API", told.label());
                let help = "Choose REST or HTTP, or convert the API after the import";
                (told, Some(Diagnostic::error("import-kind", message).help(help)))
            }
            Some(kind) => (kind, None),
        };
        let diagnostics = found.into_iter().collect();
        let mut design = Design::default();
        let api_id = design.mint();
        let api = Api::new(kind, "");
        Self {
            root,
            dialect,
            options,
            design,
            api_id,
            api,
            diagnostics,
            item: None,
            models: IndexMap::new(),
            inline_models: IndexMap::new(),
            schemes: IndexMap::new(),
            validators: IndexMap::new(),
            default_validator: None,
            functions: IndexMap::new(),
            integrations: IndexMap::new(),
            base_path: String::new(),
            route_keys: BTreeSet::new(),
            model_names: BTreeMap::new(),
            repeatable: MAX_REPEATED,
            shared_notes: IndexMap::new(),
        }
    }

    /// Whether the API is a REST API.
    pub fn is_rest(&self) -> bool {
        self.api.kind == ApiKind::Rest
    }

    /// Reads the document.
    pub fn run(&mut self) {
        self.read_info();
        self.read_servers();
        if self.is_rest() {
            self.read_rest_settings();
            self.read_gateway_responses();
            self.read_validators();
            self.read_models();
        } else {
            self.read_http_settings();
        }
        self.read_schemes();
        self.read_paths();
        self.item = None;
        if !self.is_rest() {
            self.read_unused_integrations();
        }
        self.read_stages();
        self.read_region();
        self.report_leftovers();
    }

    /// The document that the import made.
    pub fn finish(mut self) -> Imported {
        self.design.name.clone_from(&self.api.name);
        self.design.apis.insert(self.api_id, Arc::new(self.api));
        let document = Document { design: self.design, ..Document::default() };
        Imported { document, diagnostics: self.diagnostics }
    }

    /// Adds a diagnostic at a value of the document.
    pub fn say(&mut self, node: Node<'a>, mut found: Diagnostic) {
        found.place = node.place();
        found.item = found.item.or(self.item);
        self.diagnostics.push(found);
    }

    /// Adds a note that is told once for all places where it holds.
    pub fn note_once(&mut self, code: &'static str, node: Node<'a>, word: &str, reason: &str) {
        let key = (code, word.to_owned(), reason.to_owned());
        self.shared_notes.entry(key).or_default().push(node);
    }

    /// The value that a `$ref` leads to, or the value itself. What cannot be followed is reported.
    pub fn resolve(&mut self, node: Node<'a>) -> Node<'a> {
        let mut here = node.see();
        for _ in 0..MAX_REFS {
            let Some(reference) = here.get("$ref") else { return here };
            let Some(text) = reference.text() else {
                self.say(reference, Diagnostic::error("import-ref", "A `$ref` is not a text"));
                return here;
            };
            match text.strip_prefix('#').and_then(|pointer| self.root.follow(&percent_decoded(pointer))) {
                Some(target) if self.may_repeat(target) => here = target,
                Some(_) => return here,
                None => {
                    self.say(reference, missing(text));
                    return here;
                }
            }
        }
        self.say(node, Diagnostic::error("import-ref", "This `$ref` leads back to itself"));
        here
    }

    /// Whether a value that others refer to may be read once more. Says so the first time it may not.
    pub fn may_repeat(&mut self, node: Node<'a>) -> bool {
        if self.repeatable == 0 {
            return false;
        }
        self.repeatable = self.repeatable.saturating_sub(node.size());
        if self.repeatable == 0 {
            let message = "The document refers to its parts so often that the rest of them is left out";
            self.say(node, Diagnostic::error("import-ref", message).help("Import it in parts"));
        }
        self.repeatable > 0
    }

    /// A value's text; a CloudFormation function is turned into a readable placeholder.
    pub fn text(&mut self, node: Node<'a>) -> Option<String> {
        self.text_of(node.see())
    }

    /// The text under a name, see [`Self::text`].
    pub fn text_at(&mut self, node: Node<'a>, key: &str) -> Option<String> {
        let value = node.get(key)?;
        self.text(value)
    }

    /// The whole number under a name; anything else there is reported.
    pub fn number_at(&mut self, node: Node<'a>, key: &str) -> Option<u32> {
        let value = node.get(key)?;
        let number = value.scalar().and_then(|text| text.parse().ok());
        if number.is_none() {
            let message = format!("`{key}` is not a whole number");
            self.say(value, Diagnostic::error("import-value", message));
        }
        number
    }

    /// The truth value under a name; anything else there is reported.
    pub fn boolean_at(&mut self, node: Node<'a>, key: &str) -> Option<bool> {
        let value = node.get(key)?;
        let truth = value.boolean();
        if truth.is_none() {
            let message = format!("`{key}` is neither true nor false");
            self.say(value, Diagnostic::error("import-value", message));
        }
        truth
    }

    /// The AWS word under a name, in any case; a word that AWS does not know is reported.
    pub fn word_at<T>(&mut self, node: Node<'a>, key: &str) -> Option<T>
    where
        T: std::str::FromStr<Err = crate::aws::UnknownWord>,
    {
        let value = node.get(key)?;
        let text = self.text(value)?;
        match text.to_ascii_uppercase().parse().or_else(|_| text.parse()) {
            Ok(word) => Some(word),
            Err(error) => {
                let help = format!("AWS knows {}", error.known.join(", "));
                let message = format!("`{key}` is `{text}`, which AWS does not know");
                self.say(value, Diagnostic::error("import-value", message).help(help));
                None
            }
        }
    }

    /// The texts of the list under a name, or the one text there.
    pub fn texts_at(&mut self, node: Node<'a>, key: &str) -> Vec<String> {
        let Some(value) = node.get(key) else { return Vec::new() };
        if !value.is_list() {
            return self.text(value).into_iter().collect();
        }
        let items: Vec<_> = value.items().collect();
        items.into_iter().filter_map(|item| self.text(item)).collect()
    }

    /// The texts of the map under a name. As AWS does, values that are no texts are left out, and reported.
    pub fn text_map_at(&mut self, node: Node<'a>, key: &str) -> IndexMap<String, String> {
        let Some(map) = node.get(key) else { return IndexMap::new() };
        let mut texts = IndexMap::new();
        for (name, value) in map.entries() {
            value.see();
            let text = match value.is_map() || value.is_list() {
                true => self.text_of(value),
                false => value.text().map(str::to_owned),
            };
            match text {
                Some(text) => _ = texts.insert(name.to_owned(), text),
                None => {
                    let message = format!("`{name}` is not a text, and AWS leaves it out");
                    self.say(
                        value.see_all(),
                        Diagnostic::warning("import-value", message).help("Put it in quotes"),
                    );
                }
            }
        }
        texts
    }
}

/// A `$ref` that leads nowhere.
pub(super) fn missing(text: &str) -> Diagnostic {
    let message = match text.starts_with('#') {
        true => format!("`{text}` leads to nothing in the document"),
        false => format!("`{text}` leads out of the document, where AWS does not follow"),
    };
    Diagnostic::error("import-ref", message).help("Define it in this document")
}

/// A URL fragment with its `%xx` escapes resolved; as it is when they make no text.
pub(super) fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = match (first, tail) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)).map(|(high, low)| high * 16 + low),
            _ => None,
        };
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { tail.get(2..).unwrap_or_default() } else { tail };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}
