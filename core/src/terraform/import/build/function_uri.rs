//! How calls name Lambda functions: in whole invocation URIs, by ARNs, and by references.

use super::super::config::{Part, Reference, Value};

/// What stands before a function's ARN in an invocation URI, and after it.
const FUNCTIONS: &str = "/functions/";
const INVOCATIONS: &str = "/invocations";
const STREAMING: &str = "/response-streaming-invocations";

/// The types of resources that stand for a function.
const FUNCTION_KINDS: &[&str] = &["aws_lambda_function", "aws_lambda_alias"];

/// How a call names a function.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Named {
    /// By a resource of the files, and what follows its ARN after a colon.
    Resource(Reference, Option<String>),
    /// By its name in the account and Region where the files are applied.
    Local(String, Option<String>),
    /// By the variable that holds its name, in the same way.
    Variable(String, Option<String>),
    /// By an ARN, without the alias or version behind it.
    Arn(String, Option<String>),
    /// By an expression for the whole URI.
    Expression(String),
}

/// How a value names a function, and whether its response is streamed. A proxy's URI that is an expression
/// names one, for nothing else is called by a proxy so often.
pub(super) fn named(value: &Value, proxy: bool) -> Option<(Named, bool)> {
    let parts = parts(value);
    let whole: String = parts.iter().map(shown).collect();
    let start = whole.find(FUNCTIONS).map(|at| at + FUNCTIONS.len());
    let inner = whole.get(start.unwrap_or(0)..).unwrap_or_default();
    let streamed = inner.ends_with(STREAMING);
    let arn = inner.strip_suffix(STREAMING).or_else(|| inner.strip_suffix(INVOCATIONS)).unwrap_or(inner);
    let references = parts.iter().filter_map(|part| match part {
        Part::Reference(reference) => Some(reference),
        _ => None,
    });
    for reference in references {
        let known = FUNCTION_KINDS.contains(&reference.address.kind.as_str()) && !reference.address.data;
        if let Some(rest) = arn.strip_prefix(&format!("${{{}}}", reference.text)).filter(|_| known) {
            let qualifier = rest.strip_prefix(':').filter(|rest| !rest.is_empty()).map(str::to_owned);
            return Some((Named::Resource(reference.clone(), qualifier), streamed));
        }
    }
    let pieces = split_outside(arn);
    if let ["arn", _, "lambda", region, account, "function", name, rest @ ..] = pieces.as_slice() {
        let qualifier = Some(rest.join(":")).filter(|rest| !rest.is_empty());
        let here =
            region.starts_with("${data.aws_region.") && account.starts_with("${data.aws_caller_identity.");
        let resource = parts.iter().find_map(|part| match part {
            Part::Reference(reference)
                if reference.address.kind == "aws_lambda_function"
                    && *name == format!("${{{}}}", reference.text) =>
            {
                Some(reference)
            }
            _ => None,
        });
        if let Some(reference) = resource {
            return Some((Named::Resource(reference.clone(), qualifier), streamed));
        }
        let variable = name.strip_prefix("${var.").and_then(|rest| rest.strip_suffix('}'));
        return Some(match (here, variable) {
            (true, Some(variable)) => (Named::Variable(variable.to_owned(), qualifier), streamed),
            (true, None) if !name.contains("${") => (Named::Local((*name).to_owned(), qualifier), streamed),
            _ => {
                let arn = pieces.get(..7).unwrap_or_default().join(":");
                (Named::Arn(arn, qualifier), streamed)
            }
        });
    }
    if start.is_some() {
        return Some((Named::Arn(arn.to_owned(), None), streamed));
    }
    let expression = expression(value).filter(|_| proxy)?;
    Some((Named::Expression(expression.to_owned()), streamed))
}

/// The expression that a value is, and nothing else.
fn expression(value: &Value) -> Option<&str> {
    match value {
        Value::Opaque(expression) => Some(expression),
        Value::Template(parts) => match parts.as_slice() {
            [Part::Opaque(expression)] => Some(expression),
            [Part::Reference(reference)] => Some(&reference.text),
            _ => None,
        },
        _ => None,
    }
}

/// A value as pieces of a text.
pub(super) fn parts(value: &Value) -> Vec<Part> {
    match value {
        Value::Text(text) => vec![Part::Text(text.clone())],
        Value::Opaque(expression) => vec![Part::Opaque(expression.clone())],
        Value::Template(parts) => parts.clone(),
        _ => Vec::new(),
    }
}

/// A piece as it would stand in a template.
pub(super) fn shown(part: &Part) -> String {
    match part {
        Part::Text(text) => text.clone(),
        Part::Reference(reference) => format!("${{{}}}", reference.text),
        Part::Opaque(expression) => format!("${{{expression}}}"),
    }
}

/// The parts between colons that stand outside of braces.
fn split_outside(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0_u32);
    for (at, char) in text.char_indices() {
        match char {
            '{' => depth = depth.saturating_add(1),
            '}' => depth = depth.saturating_sub(1),
            ':' if depth == 0 => {
                parts.push(text.get(start..at).unwrap_or_default());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text.get(start..).unwrap_or_default());
    parts
}
