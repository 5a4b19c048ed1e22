//! What modules say to the outside: an expression reads a module by its outputs, not by its resources.
//!
//! The reader looks through outputs, so that a value that an inner resource has is found wherever it is read.

use std::collections::{BTreeMap, BTreeSet};

use super::super::config::Config;
use super::variables::body;
use crate::lang::hcl::{behind, changed};

/// The expressions inside of modules that outputs give to the outside, the longest first.
#[derive(Debug, Default)]
pub(super) struct Outward {
    outputs: Vec<(String, String)>,
}

impl Outward {
    /// Reads the outputs of the modules that have resources.
    pub(super) fn new(config: &Config) -> Self {
        let mut modules: BTreeSet<(&str, &str)> = BTreeSet::new();
        for resource in config.resources.iter().filter(|one| !one.address.module.is_empty()) {
            modules.insert((&resource.address.module, folder(&resource.place.file)));
        }
        if modules.is_empty() {
            return Self::default();
        }
        let mut given: BTreeMap<&str, Vec<(String, &str)>> = BTreeMap::new();
        for block in config.blocks.iter().filter(|block| block.word == "output") {
            let folder = folder(&block.place.file);
            let (Some(name), false) = (block.labels.first(), folder.is_empty()) else { continue };
            let Some(body) = body(&block.text) else { continue };
            let value = body.attributes().find(|attribute| attribute.key() == "value");
            let value = value.and_then(|value| hcl::format::to_string(value.expr()).ok());
            if let Some(value) = value.filter(|value| value.contains('.')) {
                given.entry(folder).or_default().push((value.trim().to_owned(), name));
            }
        }
        let mut outputs: Vec<(String, String)> = Vec::new();
        for (module, folder) in modules {
            for (value, name) in given.get(folder).map(Vec::as_slice).unwrap_or_default() {
                outputs.push((format!("{module}.{value}"), format!("{module}.{name}")));
            }
        }
        outputs.sort_by_key(|(value, _)| std::cmp::Reverse(value.len()));
        Self { outputs }
    }

    /// The expression with outputs in place of what is inside of modules.
    pub(super) fn read(&self, expression: &str) -> String {
        let mut text = expression.to_owned();
        if text.contains("module.") {
            for (value, output) in &self.outputs {
                text = changed(&text, |text| Some((output.as_str(), behind(text, value)?)));
            }
        }
        text
    }
}

/// The folder of a file, below the root.
pub(super) fn folder(file: &str) -> &str {
    file.rsplit_once('/').map_or("", |(folder, _)| folder)
}
