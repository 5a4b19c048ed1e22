//! The variables of the files: the export makes some by itself, and tells them by their descriptions.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::super::config::{Config, Part, Value};
use super::Build;
use super::kept_needs::is_made_variable;
use crate::design::TextMap;
use crate::lang::hcl::is_name;

/// A variable.
#[derive(Clone, Debug, Default)]
pub(super) struct Variable {
    pub(super) description: String,
    /// Whether its value is to be kept from view.
    pub(super) sensitive: bool,
    /// The default, where it is a map of texts.
    pub(super) texts: Option<TextMap>,
}

/// The variables of the root module, by name.
#[derive(Clone, Debug, Default)]
pub(super) struct Variables(BTreeMap<String, Variable>);

impl Variables {
    pub(super) fn read(config: &Config) -> Self {
        let mut found = BTreeMap::new();
        for block in config.blocks.iter().filter(|block| block.word == "variable" && config.is_in_root(block))
        {
            let (Some(name), Some(body)) = (block.labels.first(), body(&block.text)) else { continue };
            let mut variable = Variable::default();
            for attribute in body.attributes() {
                match (attribute.key(), attribute.expr()) {
                    ("description", value) => variable.description = string(value).unwrap_or_default(),
                    ("sensitive", value) => variable.sensitive = *value == hcl::Expression::Bool(true),
                    ("default", hcl::Expression::Object(entries)) => {
                        let texts: Option<IndexMap<String, String>> = entries
                            .iter()
                            .map(|(key, value)| Some((key_text(key)?, string(value)?)))
                            .collect();
                        variable.texts = texts;
                    }
                    _ => {}
                }
            }
            found.insert(name.clone(), variable);
        }
        Self(found)
    }

    /// A variable.
    pub(super) fn get(&self, name: &str) -> Option<&Variable> {
        self.0.get(name)
    }
}

/// The body of the only block of a text.
pub(super) fn body(text: &str) -> Option<hcl::Body> {
    let body = hcl::parse(text).ok()?;
    body.into_iter().find_map(|structure| match structure {
        hcl::Structure::Block(block) => Some(block.body),
        hcl::Structure::Attribute(_) => None,
    })
}

/// A literal text, with what the export escapes in it as it was.
pub(super) fn string(value: &hcl::Expression) -> Option<String> {
    match value {
        hcl::Expression::String(text) => Some(text.clone()),
        hcl::Expression::TemplateExpr(template) => {
            let template = hcl::Template::from_expr(template).ok()?;
            let literal = template.elements().iter().map(|element| match element {
                hcl::template::Element::Literal(text) => Some(text.as_str()),
                _ => None,
            });
            literal.collect::<Option<Vec<_>>>().map(|parts| parts.concat())
        }
        _ => None,
    }
}

fn key_text(key: &hcl::ObjectKey) -> Option<String> {
    match key {
        hcl::ObjectKey::Identifier(name) => Some(name.to_string()),
        hcl::ObjectKey::Expression(value) => string(value),
        _ => None,
    }
}

/// The variable that a value is, and nothing else.
pub(super) fn variable_of(value: &Value) -> Option<&str> {
    let expression = match value {
        Value::Opaque(expression) => expression,
        Value::Template(parts) => match parts.as_slice() {
            [Part::Opaque(expression)] => expression,
            _ => return None,
        },
        Value::List(values) => match values.as_slice() {
            [only] => return variable_of(only),
            _ => return None,
        },
        _ => return None,
    };
    expression.trim().strip_prefix("var.").filter(|name| name.chars().all(is_name))
}

impl Build<'_, '_> {
    /// Whether a value is a variable that the export makes by itself, with this description.
    pub(super) fn is_made(&self, value: &Value, description: &str) -> bool {
        let name = variable_of(value).filter(|name| {
            self.variables.get(name).is_some_and(|variable| variable.description == description)
        });
        if let Some(name) = name {
            self.work.claim_variable(name);
        }
        name.is_some()
    }

    /// Whether the export makes a variable of this name by itself.
    pub(super) fn makes(&self, name: &str) -> bool {
        self.work.makes_variable(name)
            || self.variables.get(name).is_some_and(|one| is_made_variable(&one.description))
    }

    /// What follows this text in the description of the variable that a value is.
    pub(super) fn described(&self, value: &Value, start: &str) -> Option<String> {
        let name = variable_of(value)?;
        let rest = self.variables.get(name)?.description.strip_prefix(start)?.to_owned();
        self.work.claim_variable(name);
        Some(rest.strip_prefix(' ').map(str::to_owned).unwrap_or(rest))
    }
}
