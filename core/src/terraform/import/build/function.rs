//! Lambda functions: one node for each that calls name.

use std::sync::Arc;

use super::super::config::{Part, Reference, Value};
use super::Build;
use super::body::{Body, known_text};
use super::function_uri::{Named, named, parts, shown};
use crate::design::{Architecture, Function, FunctionId, Item};
use crate::lang::hcl::is_name;
use crate::terraform::export::{NAME_OF, plain_name};

/// What lets an API invoke a function.
const PERMISSION: &str = "aws_lambda_permission";
/// Ends of names of expressions that say what they hold, not what they are about.
const ENDINGS: &[&str] =
    &["_function_invoke_arn", "_lambda_invoke_arn", "_invoke_arn", "_function_arn", "_lambda_arn", "_arn"];

/// What stands around an invocation URI for the ARN inside of it.
pub(super) const INSIDE: &str = "element(split(\"/\", ";
pub(super) const INSIDE_END: &str = "), 3)";

impl Build<'_, '_> {
    /// The function that a value calls, and whether its response is streamed; none when it calls none.
    pub(super) fn function(&mut self, at: usize, value: &Value, proxy: bool) -> Option<(FunctionId, bool)> {
        let value = self.work.graph.resolved(value);
        let (named, streamed) = named(value, proxy)?;
        let resource = match &named {
            Named::Resource(reference, _) => Some(reference.clone()),
            _ => None,
        };
        let guessed = match &named {
            Named::Expression(expression) => Some((expression.clone(), name_of_expression(expression))),
            _ => None,
        };
        let (key, function) = match named {
            Named::Resource(reference, qualifier) => self.of_resource(at, &reference, qualifier),
            Named::Local(name, qualifier) => {
                let function = Function { name: name.clone(), qualifier, ..Function::default() };
                (format!("name {name}"), function)
            }
            Named::Variable(variable, qualifier) => self.of_variable(at, value, &variable, qualifier),
            Named::Arn(arn, qualifier) => self.of_arn(at, value, arn, qualifier),
            Named::Expression(expression) => {
                let name = name_of_expression(&expression);
                let text = self.work.expression(at, &expression);
                let mut function = Function { name, arn: Some(text.clone()), ..Function::default() };
                // A function that the files look up is called as they look for it.
                if let Value::Template(parts) = value
                    && let [Part::Reference(reference)] = parts.as_slice()
                    && let Some(found) = self.work.graph.at(&reference.address)
                    && self.work.graph.kind(found) == "aws_lambda_function"
                {
                    self.describe(found, &mut function);
                }
                (text, function)
            }
        };
        let key = (key, function.qualifier.clone());
        if let Some(id) = self.functions.get(&key) {
            return Some((*id, streamed));
        }
        let id = self.design.mint();
        let guessed = guessed.filter(|(_, name)| *name == function.name);
        self.design.functions.insert(id, Arc::new(function));
        self.functions.insert(key, id);
        if let Some(reference) = resource {
            self.name_for_permissions(id, &reference);
        } else if let Some((expression, _)) = guessed {
            self.name_inside(id, &expression);
        }
        Some((id, streamed))
    }

    /// Keeps how a permission names a function of the files: by its resource, for which the permission then waits,
    /// and which may have another name than it says.
    fn name_for_permissions(&self, id: FunctionId, reference: &Reference) {
        let Some(start) = reference.text.strip_suffix(&reference.attribute) else { return };
        if !self.is_invoked_by_expression(id) {
            return;
        }
        let item = Item::Function(id).key();
        self.work.keep(format!("{item} {PERMISSION} function_name"), format!("{start}function_name"));
        if reference.address.kind == "aws_lambda_alias" {
            self.work.keep(format!("{item} {PERMISSION} qualifier"), format!("{start}name"));
        }
    }

    /// Keeps how a permission finds the function of which an expression gives the invocation URI alone: by the ARN
    /// inside of that. Permissions of the files that name the function win.
    fn name_inside(&self, id: FunctionId, expression: &str) {
        if self.is_invoked_by_expression(id) {
            let key = format!("{} {PERMISSION} function_name", Item::Function(id).key());
            self.work.keep(key, format!("{INSIDE}{expression}{INSIDE_END}"));
        }
    }

    /// A function, or an alias of one, that the files make themselves.
    fn of_resource(
        &mut self,
        at: usize,
        reference: &Reference,
        qualifier: Option<String>,
    ) -> (String, Function) {
        let found = self.work.graph.at(&reference.address);
        if let Some(function) = found.and_then(|found| self.by_name(found, reference, qualifier.as_ref())) {
            return (super::graph::address_text(&reference.address), function);
        }
        // An attribute of the name cannot stand for the ARN.
        let text = match reference.attribute.as_str() {
            "function_name" | "id" | "" => {
                let end = reference.text.rfind('.').filter(|_| !reference.attribute.is_empty());
                let start = reference.text.get(..end.unwrap_or(reference.text.len())).unwrap_or_default();
                self.work.expression(at, &format!("{start}.arn"))
            }
            _ => self.work.expression(at, &reference.text),
        };
        let mut function = Function {
            name: reference.address.name.clone(),
            arn: Some(text),
            qualifier,
            ..Function::default()
        };
        if let Some(found) = found {
            self.describe(found, &mut function);
        }
        (super::graph::address_text(&reference.address), function)
    }

    /// The function of a plan or state by its name: no block of it is there for a reference to name.
    fn by_name(&self, at: usize, reference: &Reference, qualifier: Option<&String>) -> Option<Function> {
        let resource = self.work.graph.resource(at).filter(|resource| resource.block.is_none())?;
        if reference.attribute.starts_with("qualified_") {
            return None;
        }
        let text = |name: &str| known_text(self.work, resource.body.get(name)?);
        let name = text("function_name").filter(|name| !name.contains(':'))?;
        let alias = match resource.address.kind.as_str() {
            "aws_lambda_alias" => Some(text("name")?),
            _ => None,
        };
        let mut function = Function::default();
        self.describe(at, &mut function);
        Some(Function { name, qualifier: qualifier.cloned().or(alias), ..function })
    }

    /// What a resource says about the function.
    fn describe(&self, at: usize, function: &mut Function) {
        let Some(body) = Body::of(self.work, at, None) else { return };
        let text = |name: &str| body.peek(name).and_then(|value| known_text(self.work, value));
        if self.work.graph.kind(at) == "aws_lambda_alias" {
            let of = body
                .peek("function_name")
                .and_then(|value| self.work.graph.who(value, &["aws_lambda_function"]));
            match of {
                Some(of) => self.describe(of, function),
                None => function.name = text("function_name").unwrap_or_else(|| function.name.clone()),
            }
            return;
        }
        function.name = text("function_name").unwrap_or_else(|| function.name.clone());
        function.memory_mb = text("memory_size").and_then(|text| text.parse().ok());
        if let Some(Value::List(kinds)) = body.peek("architectures")
            && kinds.iter().any(|kind| matches!(kind, Value::Text(text) if text == "arm64"))
        {
            function.architecture = Architecture::Arm64;
        }
    }

    /// A function whose name a variable holds: the export's own is told by its description.
    fn of_variable(
        &mut self,
        at: usize,
        value: &Value,
        variable: &str,
        qualifier: Option<String>,
    ) -> (String, Function) {
        let reference = Value::Opaque(format!("var.{variable}"));
        if let Some(name) = self.described(&reference, NAME_OF) {
            return (format!("var.{variable}"), Function { name, qualifier, ..Function::default() });
        }
        let text: String = parts(value).iter().map(shown).collect();
        let arn = text.split_once("/functions/").map_or(text.as_str(), |(_, arn)| arn);
        let end = arn.find(&format!("${{var.{variable}}}")).map(|at| at + variable.len() + 7);
        let arn = arn.get(..end.unwrap_or(arn.len())).unwrap_or(arn).to_owned();
        self.keep_expressions(at, value, &arn);
        let name = name_of_expression(&format!("var.{variable}"));
        (arn.clone(), Function { name, arn: Some(arn), qualifier, ..Function::default() })
    }

    fn of_arn(
        &mut self,
        at: usize,
        value: &Value,
        arn: String,
        qualifier: Option<String>,
    ) -> (String, Function) {
        self.keep_expressions(at, value, &arn);
        let name = match arn.split_once(":function:") {
            Some((_, name)) => plain_name(name),
            None => name_of_expression(arn.trim_start_matches("${").trim_end_matches('}')),
        };
        let mut function = Function { name, arn: Some(arn.clone()), qualifier, ..Function::default() };
        let known = self.work.graph.who(&Value::Text(arn.clone()), &["aws_lambda_function"]);
        if let Some(known) = known {
            self.describe(known, &mut function);
        }
        (arn, function)
    }

    /// Keeps the expressions of a value that stand in a text.
    fn keep_expressions(&self, at: usize, value: &Value, text: &str) {
        for part in parts(value).iter().filter(|part| !matches!(part, Part::Text(_))) {
            if text.contains(&shown(part)) {
                match part {
                    Part::Reference(reference) => _ = self.work.expression(at, &reference.text),
                    Part::Opaque(expression) => _ = self.work.expression(at, expression),
                    Part::Text(_) => {}
                }
            }
        }
    }

    /// Whether the files have an expression for the function's invocation URI alone, which no permission takes.
    pub(super) fn is_invoked_by_expression(&self, id: FunctionId) -> bool {
        let function = self.design.functions.get(&id);
        let arn = function.and_then(|function| function.arn.as_deref()).unwrap_or_default();
        arn.starts_with("${") && arn.ends_with("invoke_arn}")
    }

    /// Whether the files have an expression for the function's ARN or invocation URI.
    pub(super) fn is_expression(&self, id: FunctionId) -> bool {
        let function = self.design.functions.get(&id);
        function.and_then(|function| function.arn.as_deref()).is_some_and(|arn| arn.starts_with("${"))
    }

    /// What an integration that calls this function is called.
    pub(super) fn function_name(&self, id: FunctionId) -> String {
        self.design.functions.get(&id).map(|function| function.name.clone()).unwrap_or_default()
    }
}

/// A name out of an expression: `var.orders_invoke_arn` and `module.orders.lambda_function_arn` are `orders`.
fn name_of_expression(expression: &str) -> String {
    let path: String = expression.chars().take_while(|next| is_name(*next) || *next == '.').collect();
    let parts: Vec<&str> = path.split('.').filter(|part| !part.is_empty()).collect();
    let name = match parts.as_slice() {
        ["module", name, ..] | ["var" | "local", name, ..] | ["data", _, name, ..] => name,
        [_, name, _, ..] => name,
        [name, ..] => name,
        [] => "function",
    };
    let short = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)).filter(|name| !name.is_empty());
    short.unwrap_or(name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::name_of_expression;

    #[test]
    fn names_are_taken_from_expressions() {
        for (expression, name) in [
            ("var.orders_invoke_arn", "orders"),
            ("module.orders.lambda_function_invoke_arn", "orders"),
            ("local.lambda_arn", "lambda"),
            ("data.aws_lambda_function.orders.invoke_arn", "orders"),
            ("try(x, y)", "try"),
        ] {
            assert_eq!(name_of_expression(expression), name, "{expression}");
        }
    }
}
