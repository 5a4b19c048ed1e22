//! How the files' permissions name functions and aliases, where the export would do it otherwise: the provider makes
//! a permission anew, and lets nobody in for that time, when the same function is named in another way.

use std::collections::{BTreeMap, BTreeSet};

use super::super::config::Value;
use super::Build;
use super::permission::Granted;
use super::work::written;
use crate::design::{Function, FunctionId, Item};
use crate::terraform::export::{NAME_OF, NAMED, named_as};

const PERMISSION: &str = "aws_lambda_permission";

/// Keeps one way to name each function for permissions that the export adds, where the design knows an expression for
/// its ARN or invocation URI alone.
pub(super) fn keep_usual(build: &Build<'_, '_>, granted: &[Granted<'_, '_>]) {
    let mut names: BTreeMap<FunctionId, BTreeSet<String>> = BTreeMap::new();
    let mut aliases: BTreeMap<FunctionId, BTreeSet<String>> = BTreeMap::new();
    for one in granted.iter().filter(|one| build.is_expression(one.found.function)) {
        let id = one.found.function;
        let Some(function) = build.design.functions.get(&id) else { continue };
        let named = one.body.peek("function_name").filter(|value| !matches!(value, Value::Text(_)));
        // The export names the function by its ARN anyway.
        let named = named.map(|value| outward(build, value)).filter(|name| *name != arn(function));
        names.entry(id).or_default().extend(named);
        if build.is_invoked_by_expression(id) && function.qualifier.is_none() {
            let alias = one.body.peek("qualifier").map(|value| outward(build, value));
            aliases.entry(id).or_default().extend(alias);
        }
    }
    for (found, name) in [(names, "function_name"), (aliases, "qualifier")] {
        for (id, texts) in found {
            // The files of the export may have them in another order.
            if let Some(first) = texts.into_iter().next() {
                build.work.keep(usual_key(id, name), first);
            }
        }
    }
}

/// Keeps how one permission names its function and the alias, where the export would not by itself.
pub(super) fn keep(build: &Build<'_, '_>, one: &Granted<'_, '_>, part: &str) {
    let id = one.found.function;
    let Some(function) = build.design.functions.get(&id) else { return };
    let Some(name) = one.body.peek("function_name") else { return };
    let texts = [Some(&function.name), function.arn.as_ref(), function.qualifier.as_ref()];
    let several = |text: &&String| text.contains("${stageVariables.") || text.contains(":apigateway:");
    // One permission stands for each function that a stage's variables lead to.
    if texts.into_iter().flatten().any(|text| several(&text)) || build.described(name, NAME_OF).is_some() {
        return;
    }
    let usual = build.work.kept(&usual_key(id, "function_name")).unwrap_or_else(|| arn(function));
    let (alias, usual_alias) = aliases(build, one);
    let pairs = [("function_name", outward(build, name), usual), ("qualifier", alias, usual_alias)];
    let mut differs = false;
    for (argument, written, _) in pairs.into_iter().filter(|(_, written, usual)| written != usual) {
        build.work.keep(format!("{} {PERMISSION} [{part}] {argument}", Item::Function(id).key()), written);
        differs = true;
    }
    if differs {
        build.work.keep(format!("{} {NAMED}", Item::Function(id).key()), named_as(function));
    }
}

/// Whether a permission is for another alias than the one that the export would name.
pub(super) fn is_other(build: &Build<'_, '_>, one: &Granted<'_, '_>) -> bool {
    let (alias, usual) = aliases(build, one);
    alias != usual
}

/// The alias of a permission, and the one that the export would name.
fn aliases(build: &Build<'_, '_>, one: &Granted<'_, '_>) -> (String, String) {
    let alias = one.body.peek("qualifier").map(|value| outward(build, value));
    let own = one.qualifier.as_ref().map(|alias| format!("\"{alias}\""));
    let usual = build.work.kept(&usual_key(one.found.function, "qualifier")).or(own);
    let null = || "null".to_owned();
    (alias.unwrap_or_else(null), usual.unwrap_or_else(null))
}

fn usual_key(id: FunctionId, argument: &str) -> String {
    format!("{} {PERMISSION} {argument}", Item::Function(id).key())
}

/// What the export writes for the function by itself.
fn arn(function: &Function) -> String {
    let Some(arn) = function.arn.as_deref() else { return format!("\"{}\"", function.name) };
    let inner = arn.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
    match inner.filter(|inner| !inner.contains("${")) {
        Some(expression) => expression.to_owned(),
        None => format!("\"{arn}\""),
    }
}

fn outward(build: &Build<'_, '_>, value: &Value) -> String {
    build.work.outward(&written(value))
}
