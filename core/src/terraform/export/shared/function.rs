//! Lambda functions: how the files name them.

use std::collections::BTreeSet;

use super::arn::is_region;
use super::placeholder::{only_stage_variables, with_values};
use crate::design::{Api, Diagnostic, Function, FunctionId, Item, TextMap};
use crate::terraform::export::kept::{is_kept, readable};
use crate::terraform::export::module::{FunctionName, Module};
use crate::terraform::export::names::slug_or;
use crate::terraform::facts::facts;
use crate::terraform::syntax::{Expr, Fields, Part, call, reference, template, text};

/// The longest name that `aws_lambda_permission` takes.
const NAME_LIMIT: usize = 140;

/// How the variable of a function's name is described.
pub(in crate::terraform) const NAME_OF: &str = "Name of the Lambda function";

/// The URI by which API Gateway invokes the function; none, and a refusal at the item, when the design does
/// not hold it.
pub(in crate::terraform) fn invoke_uri(module: &mut Module<'_>, id: FunctionId, item: Item) -> Option<Expr> {
    uri(module, id, item, false)
}

/// The URI by which API Gateway invokes the function for an answer that is streamed.
pub(in crate::terraform) fn streaming_uri(
    module: &mut Module<'_>,
    id: FunctionId,
    item: Item,
) -> Option<Expr> {
    uri(module, id, item, true)
}

/// The function's ARN with its qualifier, where the design holds one; HTTP APIs take it as it is.
pub(in crate::terraform) fn bare_arn(module: &Module<'_>, id: FunctionId) -> Option<Expr> {
    let function = module.design.functions.get(&id)?;
    let arn = function.arn.as_deref().filter(|arn| {
        is_kept(arn) && !is_invoke_arn(arn) || arn.starts_with("arn:") && only_stage_variables(arn)
    })?;
    if arn.contains(":apigateway:") {
        return None;
    }
    let qualifier = function.qualifier.as_deref().filter(|qualifier| !qualifier.is_empty());
    match qualifier.filter(|_| split_qualifier(arn).1.is_none()) {
        Some(qualifier) => Some(text(format!("{arn}:{qualifier}"))),
        None => Some(text(arn)),
    }
}

fn uri(module: &mut Module<'_>, id: FunctionId, item: Item, streamed: bool) -> Option<Expr> {
    let Some(function) = module.design.functions.get(&id) else {
        module.refuse(
            item,
            format!("Function {id} is called and not in the design"),
            "Choose a function that is in the design",
        );
        return None;
    };
    let qualifier = function.qualifier.as_deref().filter(|qualifier| !qualifier.is_empty());
    let qualifier = qualifier.map(|qualifier| format!(":{qualifier}")).unwrap_or_default();
    let call = if streamed { facts().lambda_stream_call.value.as_str() } else { "invocations" };
    match function_name(module, id, function) {
        FunctionName::Arn(arn) if arn.contains(":apigateway:") || is_invoke_arn(&arn) => Some(text(arn)),
        FunctionName::Arn(arn) => {
            let path = module.function_invoke_path(streamed);
            let qualifier = if split_qualifier(&arn).1.is_some() { String::new() } else { qualifier };
            let rest = format!("/{arn}{qualifier}/{call}");
            Some(template(&[Part::reference(path), Part::text(rest)]))
        }
        FunctionName::Variable(variable) => {
            let path = module.function_invoke_path(streamed);
            let prefix = module.function_arn_prefix();
            Some(template(&[
                Part::reference(path),
                Part::text("/"),
                Part::reference(prefix),
                Part::text(":"),
                Part::reference(variable),
                Part::text(format!("{qualifier}/{call}")),
            ]))
        }
    }
}

pub(super) fn function_name(module: &mut Module<'_>, id: FunctionId, function: &Function) -> FunctionName {
    if let Some(name) = module.functions.get(&id) {
        return name.clone();
    }
    let arn = function.arn.as_deref().unwrap_or_default();
    let name = if is_kept(arn) || arn.starts_with("arn:") && only_stage_variables(arn) {
        FunctionName::Arn(arn.to_owned())
    } else {
        if !arn.is_empty() {
            let message =
                format!("`{arn}` is not an ARN that AWS can use, so the function's name is a variable");
            let note = Diagnostic::note("terraform-function-variable", message);
            module
                .tell(note.at(Item::Function(id)).help("Give the function's name when the module is called"));
        }
        let wanted = format!("{}_function_name", slug_or(&function.name, &format!("function_{id}")));
        let variable = module.names.take("variable", &wanted, &id.to_string());
        let known = is_function(&function.name).then(|| text(function.name.as_str()));
        let fields = Fields::new()
            .set("description", text(format!("{NAME_OF} {}", function.name).trim_end()))
            .set("type", reference("string"))
            .set_some("default", known)
            .block("validation", name_validation(&variable));
        FunctionName::Variable(module.variable(&variable, Item::Function(id), fields))
    };
    module.functions.insert(id, name.clone());
    name
}

fn name_validation(variable: &str) -> Fields {
    let pattern = text("^[a-zA-Z0-9_-]{1,64}$");
    let matches = call("regex", vec![pattern, reference(&format!("var.{variable}"))]);
    Fields::new()
        .set("condition", call("can", vec![matches]))
        .set("error_message", text("A function name has 1 to 64 letters, digits, hyphens and underscores."))
}

fn is_function(name: &str) -> bool {
    (1..=64).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// A name out of `${stageVariables.name}` or another part of an ARN.
pub(in crate::terraform) fn plain_name(text: &str) -> String {
    let text = text.replace("stageVariables.", "");
    let name: String =
        text.chars().filter(|next| next.is_ascii_alphanumeric() || matches!(next, '-' | '_')).collect();
    if name.is_empty() { "function".to_owned() } else { name }
}

/// The functions and qualifiers that are reached, over all stages of the API.
pub(super) fn targets(name: &FunctionName, function: &Function, api: &Api) -> Vec<(Expr, Option<String>)> {
    let mut seen: BTreeSet<(String, Option<String>)> = BTreeSet::new();
    let mut found = Vec::new();
    let sets = api.stages.values().flat_map(|stage| stage.variable_sets());
    for variables in &sets.chain([TextMap::new()]).collect::<Vec<_>>() {
        let (key, expr, inner) = match name {
            FunctionName::Variable(path) => (path.clone(), reference(path), None),
            // Lambda takes a function's name where the user's own expression is its invocation URI.
            FunctionName::Arn(arn) if is_invoke_arn(arn) => {
                if !is_function(&function.name) {
                    continue;
                }
                (function.name.clone(), text(function.name.as_str()), None)
            }
            FunctionName::Arn(arn) if is_kept(arn) => {
                let Some(filled) = with_values(arn, variables) else { continue };
                match alias_behind(arn) {
                    // The provider tells an alias from the function, and plans to make anew what says both at once.
                    Some((arn, alias)) => (arn.to_owned(), text(arn), with_values(alias, variables)),
                    None => (filled.clone(), text(filled), None),
                }
            }
            FunctionName::Arn(arn) => {
                let Some(arn) = with_values(arn, variables) else { continue };
                let (arn, qualifier) = split_qualifier(function_arn(&arn));
                if !is_function_arn(arn) {
                    continue;
                }
                (arn.to_owned(), text(arn), qualifier.map(str::to_owned))
            }
        };
        let own = function.qualifier.as_deref().filter(|qualifier| !qualifier.is_empty());
        let qualifier = match (inner, own) {
            (Some(inner), _) => Some(inner),
            (None, Some(own)) => match with_values(own, variables) {
                Some(own) if is_qualifier(&own) => Some(own),
                _ => continue,
            },
            (None, None) => None,
        };
        if seen.insert((key, qualifier.clone())) {
            found.push((expr, qualifier));
        }
    }
    found
}

/// An expression of the user's files for an ARN, and the stage variable behind it, which is an alias then.
fn alias_behind(arn: &str) -> Option<(&str, &str)> {
    let (before, alias) = arn.split_once(':')?;
    let one = alias.starts_with("${stageVariables.") && alias.find('}') == Some(alias.len() - 1);
    (one && is_kept(before) && readable(before).ends_with("arn")).then_some((before, alias))
}

/// Whether the ARN is an expression of the user's files that is an invocation URI already.
fn is_invoke_arn(arn: &str) -> bool {
    is_kept(arn) && readable(arn).ends_with("invokearn")
}

/// The function's ARN inside an invocation URI.
pub(super) fn function_arn(arn: &str) -> &str {
    match arn.split_once("/functions/") {
        Some((_, rest)) => rest.strip_suffix("/invocations").unwrap_or(rest),
        None => arn,
    }
}

/// An ARN without its alias or version, and that.
pub(super) fn split_qualifier(arn: &str) -> (&str, Option<&str>) {
    match arn.match_indices(':').nth(6) {
        Some((at, _)) => (arn.get(..at).unwrap_or(arn), arn.get(at + 1..)),
        None => (arn, None),
    }
}

fn is_qualifier(text: &str) -> bool {
    text == "$LATEST"
        || (1..=128).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// What the provider accepts as the ARN of a function.
fn is_function_arn(arn: &str) -> bool {
    let parts: Vec<&str> = arn.split(':').collect();
    let [_, partition, "lambda", region, account, "function", name] = parts.as_slice() else { return false };
    arn.len() <= NAME_LIMIT
        && partition.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        && is_region(region)
        && account.len() == 12
        && account.bytes().all(|byte| byte.is_ascii_digit())
        && is_function(name)
}
