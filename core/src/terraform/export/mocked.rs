//! `tests/module.tftest.hcl`: plans and applies the module with mocked providers, without an account.

use std::collections::BTreeSet;

use super::inputs::Input;
use super::providers::{AWS, Provider};
use crate::terraform::facts::facts;
use crate::terraform::syntax::{Fields, block_text, json, object, reference, text};

/// The text of the test file.
pub(super) fn test(
    inputs: &[Input],
    outputs: &[(String, String)],
    resources: &[&str],
    data: &[&str],
    providers: &BTreeSet<Provider>,
) -> String {
    // A mock stands in for one configuration of a provider.
    let mut blocks: Vec<String> = providers.iter().map(|provider| mock(provider, resources, data)).collect();
    let needed: Vec<&Input> = inputs.iter().filter(|input| input.default.is_none()).collect();
    if !needed.is_empty() {
        let fields =
            needed.iter().fold(Fields::new(), |fields, input| fields.set(&input.name, input.example()));
        blocks.push(block_text(&fields.into_block("variables", &[])));
    }
    for command in ["plan", "apply"] {
        let mut run = Fields::new().set("command", reference(command));
        if command == "apply" {
            for (name, _) in outputs.iter().filter(|(name, _)| name.ends_with("invoke_url")) {
                let path = reference(&format!("output.{name}"));
                let address = crate::terraform::syntax::call("startswith", vec![path, text("https://")]);
                let socket = reference(&format!("output.{name}"));
                let socket = crate::terraform::syntax::call("startswith", vec![socket, text("wss://")]);
                let either = crate::terraform::syntax::call(
                    "anytrue",
                    vec![crate::terraform::syntax::Expr::Array(vec![address, socket])],
                );
                let message = format!("The output {name} is not an address.");
                let fields = Fields::new().set("condition", either).set("error_message", text(message));
                run = run.block("assert", fields);
            }
        }
        blocks.push(block_text(&run.into_block("run", &[command])));
    }
    let mut out = blocks.join("\n\n");
    out.push('\n');
    out
}

/// A mocked provider. Attributes of AWS's resources that others check get values in AWS's shape.
fn mock(provider: &Provider, resources: &[&str], data: &[&str]) -> String {
    let mut fields = Fields::new().set_some("alias", provider.alias.as_ref().map(text));
    let of_aws = facts().mock_values.value.iter().filter(|_| provider.name == AWS);
    for (kind, values) in of_aws {
        let (word, kind) = match kind.strip_prefix("data.") {
            Some(kind) if data.contains(&kind) => ("mock_data", kind),
            None if resources.contains(&kind.as_str()) => ("mock_resource", kind.as_str()),
            _ => continue,
        };
        let literal = |value: &str| text(value);
        let defaults = object(values.iter().map(|(name, value)| (name, json(value, &literal))));
        fields = fields.labelled(word, kind, Fields::new().set("defaults", defaults));
    }
    block_text(&fields.into_block("mock_provider", &[&provider.name]))
}
