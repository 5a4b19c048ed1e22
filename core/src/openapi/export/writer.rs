//! The document under way: what is written, and what there is to say about it.

use std::collections::{BTreeMap, BTreeSet};

use super::naming::Naming;
use super::options::Scope;
use crate::aws::ApiKind;
use crate::design::{
    Api, ApiId, AuthorizerId, Design, Diagnostic, IntegrationId, Item, ModelId, ValidatorId,
};

/// The document of an API under way.
pub(super) struct Writer<'d> {
    pub design: &'d Design,
    pub id: ApiId,
    pub api: &'d Api,
    pub scope: Scope,
    pub names: &'d dyn Naming,
    pub diagnostics: Vec<Diagnostic>,
    /// What the document calls the models.
    pub models: BTreeMap<ModelId, String>,
    /// What it calls the validators.
    pub validators: BTreeMap<ValidatorId, String>,
    /// What it calls the security schemes of authorizers; one that AWS has none for is missing.
    pub schemes: BTreeMap<AuthorizerId, String>,
    /// What it calls the integrations that routes of an HTTP API share.
    pub shared: BTreeMap<IntegrationId, String>,
    /// What it calls the security schemes of API keys and of IAM.
    pub api_key_scheme: String,
    pub iam_scheme: String,
}

impl<'d> Writer<'d> {
    pub fn new(design: &'d Design, id: ApiId, api: &'d Api, scope: Scope, names: &'d dyn Naming) -> Self {
        Self {
            design,
            id,
            api,
            scope,
            names,
            diagnostics: Vec::new(),
            models: BTreeMap::new(),
            validators: BTreeMap::new(),
            schemes: BTreeMap::new(),
            shared: BTreeMap::new(),
            api_key_scheme: String::new(),
            iam_scheme: String::new(),
        }
    }

    /// Whether the API is a REST API; it is an HTTP API otherwise.
    pub fn is_rest(&self) -> bool {
        self.api.kind == ApiKind::Rest
    }

    /// Adds a diagnostic about an item.
    pub fn say(&mut self, item: Item, found: Diagnostic) {
        self.diagnostics.push(found.at(item));
    }

    /// Says that something of an item is left out because OpenAPI or AWS's extensions have no place for it.
    pub fn leave_out(&mut self, item: Item, place: &str, what: &str, why: &str) {
        let message = format!("{what} is left out: {why}");
        self.say(item, Diagnostic::warning("export-left-out", message).at_place(place));
    }

    /// Says of each part of an item that is set, by its field and name, that it is left out.
    pub fn leave_out_set(&mut self, item: Item, why: &str, parts: &[(&str, &str, bool)]) {
        for (place, what, _) in parts.iter().filter(|(_, _, set)| *set) {
            self.leave_out(item, place, what, why);
        }
    }

    /// Says that an item refers to something that the design does not hold.
    pub fn missing(&mut self, item: Item, place: &str, what: &str) {
        let message = format!("{what} is not in the design, so it is left out");
        let help = "Choose one that is in the design";
        self.say(item, Diagnostic::error("export-missing", message).at_place(place).help(help));
    }

    /// A name that no other one of the document has, and a warning when it is not the item's own.
    pub fn name(&mut self, item: Item, used: &mut BTreeSet<String>, own: &str, fit: &str) -> String {
        let name = unique(used, fit);
        if name != own {
            let message = format!("`{own}` is called `{name}` in the document");
            let help = "Give it a name of its own that AWS takes";
            self.say(item, Diagnostic::warning("export-renamed", message).at_place("name").help(help));
        }
        name
    }
}

/// The name, or the name with a number that no other one has.
pub(super) fn unique(used: &mut BTreeSet<String>, name: &str) -> String {
    let mut candidate = name.to_owned();
    let mut number = 1_u32;
    while !used.insert(candidate.clone()) {
        number += 1;
        candidate = format!("{name}{number}");
    }
    candidate
}
