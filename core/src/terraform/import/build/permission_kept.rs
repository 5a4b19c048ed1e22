//! What the files' permissions say beside whom they let in, which the export writes again.

use std::collections::{BTreeMap, BTreeSet};

use super::super::config::{Part, Value};
use super::Build;
use super::body::known_text;
use super::function_uri::parts;
use super::permission::Granted;
use super::permission_names;
use super::work::written;
use crate::design::{FunctionId, Item};
use crate::terraform::syntax::escaped;

/// Arguments that the design has no place for.
const KEPT: &[&str] =
    &["statement_id", "statement_id_prefix", "source_account", "principal_org_id", "event_source_token"];

/// Names each permission for the export: the first that is for all of an API is the usual one, and the others keep
/// what they are for.
pub(super) fn claim(build: &Build<'_, '_>, granted: Vec<Granted<'_, '_>>) {
    let mut granted: Vec<(_, Granted<'_, '_>)> =
        granted.into_iter().map(|one| (order(build, &one), one)).collect();
    granted.sort_by(|(left, _), (right, _)| left.cmp(right));
    let mut others: BTreeMap<(FunctionId, String), Vec<(String, Granted<'_, '_>)>> = BTreeMap::new();
    let mut has_usual: BTreeSet<(FunctionId, String)> = BTreeSet::new();
    for (_, one) in granted {
        let key = (one.found.function, one.usual.clone());
        if one.found.is_usual && has_usual.insert(key.clone()) {
            keep(build, &one, &one.usual);
        } else {
            others.entry(key).or_default().push((source(build, &one), one));
        }
    }
    for (_, others) in others {
        for (at, (source, one)) in others.iter().enumerate() {
            let part = format!("{} only {}", one.usual, at + 1);
            build.work.keep(key(one, &part, "source_arn"), source.clone());
            keep(build, one, &part);
        }
    }
}

/// What decides which permission is the usual one, and how the others are numbered: the export may write them in
/// another order than the files have.
fn order(build: &Build<'_, '_>, one: &Granted<'_, '_>) -> (bool, String, String) {
    let statement = one.body.peek("statement_id").map(written).unwrap_or_default();
    (permission_names::is_other(build, one), source(build, one), statement)
}

/// Takes a permission and keeps its arguments.
fn keep(build: &Build<'_, '_>, one: &Granted<'_, '_>, part: &str) {
    build.work.claim(one.body.at, Item::Function(one.found.function), part);
    permission_names::keep(build, one, part);
    for name in KEPT {
        let Some(value) = one.body.raw(name) else { continue };
        // States have a prefix beside each name: the one that it was made of, or nothing.
        let is_made = *name == "statement_id_prefix" && one.body.has("statement_id");
        if !is_made && !matches!(value, Value::Text(text) if text.is_empty()) {
            build.work.keep(key(one, part, name), written(value));
        }
    }
}

fn key(one: &Granted<'_, '_>, part: &str, name: &str) -> String {
    format!("{} aws_lambda_permission [{part}] {name}", Item::Function(one.found.function).key())
}

/// What the permission is for, without what a document has no block of: paths, verbs and stages are written out.
fn source(build: &Build<'_, '_>, one: &Granted<'_, '_>) -> String {
    let Some(value) = one.body.peek("source_arn") else { return String::new() };
    let api = build.work.graph.body(one.found.api_at).and_then(|body| body.get("execution_arn"));
    if let (Some(Value::Text(arn)), Some(text)) = (api, known_text(build.work, value))
        && let Some(behind) = text.strip_prefix(arn.as_str())
    {
        let address = build.work.address(one.found.api_at);
        return format!("\"${{{address}.execution_arn}}{}\"", escaped(behind));
    }
    let known = |part: Part| match &part {
        Part::Reference(reference) => build.work.known(reference).map_or(part, Part::Text),
        _ => part,
    };
    match value {
        Value::Template(_) => written(&Value::Template(parts(value).into_iter().map(known).collect())),
        other => written(other),
    }
}
