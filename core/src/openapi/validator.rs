//! Request validators of a REST API.

use std::sync::Arc;

use super::import::Import;
use crate::design::{Diagnostic, Validator, ValidatorId};
use crate::lang::document::Node;

const VALIDATORS: &str = "x-amazon-apigateway-request-validators";
const VALIDATOR: &str = "x-amazon-apigateway-request-validator";

impl<'a> Import<'a> {
    /// Reads the validators, and which one methods without their own use.
    pub fn read_validators(&mut self) {
        let validators: Vec<_> = self.root.get(VALIDATORS).into_iter().flat_map(Node::entries).collect();
        for (name, node) in validators {
            let node = self.resolve(node);
            if name.is_empty() {
                self.say(
                    node,
                    Diagnostic::error("import-validator", "Request Validator name cannot be blank"),
                );
                continue;
            }
            let validator = Validator {
                name: name.to_owned(),
                body: self.boolean_at(node, "validateRequestBody").unwrap_or_default(),
                parameters: self.boolean_at(node, "validateRequestParameters").unwrap_or_default(),
            };
            let id = self.design.mint();
            self.api.validators.insert(id, Arc::new(validator));
            self.validators.insert(name.to_owned(), id);
        }
        self.default_validator = self.validator_at(self.root);
    }

    /// The validator that a method or the document names.
    pub fn validator_at(&mut self, node: Node<'a>) -> Option<ValidatorId> {
        let value = node.get(VALIDATOR)?;
        let name = self.text(value)?;
        let id = self.validators.get(&name).copied();
        if id.is_none() {
            let message = format!("`{name}` is not one of the request validators");
            let help = format!(
                "Define it in `{VALIDATORS}`; AWS says: Invalid Request Validator identifier specified"
            );
            self.say(value, Diagnostic::error("import-validator", message).help(help));
        }
        id
    }
}
