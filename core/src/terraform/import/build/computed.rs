//! Expressions of the files whose values the design holds: the export writes them again where it would write what they
//! come to.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::super::config::{Map, Part, SourceBlock, Value};
use super::Build;
use super::expressions::arguments;
use super::files::{are_there, may_read};
use super::kept::listed;
use super::kept_needs::mentions;
use super::values_read::ValuesRead;
use super::work::Work;
use crate::design::{Computed, Design, Diagnostic, Terraform};
use crate::lang::hcl::{behind, changed, named};
use crate::terraform::export::{MADE_DATA, Values, Written, in_marks, text_value, usual_names, written};

/// Locals that the export makes by itself.
const MADE_LOCALS: &[&str] = &["lambda_arn_prefix", "lambda_invoke_path", "lambda_stream_path"];
/// How a text reads another block.
const OTHER_BLOCK: &str = "${aws_";
/// What names routes by their paths, which the export follows.
const OF_PATHS: &[&str] = &["aws_api_gateway_method_settings", "aws_api_gateway_usage_plan"];
/// Arguments that Terraform reads by itself, and blocks of such.
const OF_TERRAFORM: &[&str] =
    &["connection", "count", "depends_on", "dynamic", "for_each", "lifecycle", "provider", "provisioner"];
/// Arguments that the export says by other blocks where it leaves them out.
const ELSEWHERE: &[(&str, &[&str])] = &[
    (
        "aws_api_gateway_deployment",
        &["stage_name", "stage_description", "triggers", "variables", "canary_settings"],
    ),
    ("aws_api_gateway_rest_api", &["body", "parameters", "policy"]),
    ("aws_apigatewayv2_api", &["body", "credentials_arn", "route_key", "target"]),
    ("aws_lambda_permission", &["function_name", "qualifier"]),
];

/// An argument that reads variables or locals.
struct Read {
    path: String,
    expression: String,
    /// Whether it reads nothing but other blocks of the design, whose values an edit may change.
    only_blocks: bool,
}

/// Finds them. Expressions that the export would write by itself, or that come to something else, are none.
pub(super) fn read(build: &mut Build<'_, '_>) {
    let found = candidates(build);
    let marks: BTreeSet<&str> = found.iter().map(|(mark, ..)| mark.as_str()).collect();
    if marks.is_empty() {
        return;
    }
    let design = so_far(build);
    let addresses = design.terraform.addresses.iter();
    let by_address: BTreeMap<String, String> =
        addresses.map(|(mark, address)| (address.clone(), mark.clone())).collect();
    let written = written(&design, &marks);
    let values = ValuesRead::new(build);
    let mut files = BTreeSet::new();
    let mut fixed: Vec<String> = Vec::new();
    for (mark, at, read) in &found {
        let Some(block) = written.get(mark) else { continue };
        let Some(value) = build.work.graph.body(*at).and_then(|map| value_at(map, &read.path)) else {
            continue;
        };
        let known = in_marks(json(build.work, value), &by_address);
        if read.only_blocks {
            let is_value = |same: &Written| same.value == known && !same.text.contains("${");
            let follows = OF_PATHS.contains(&build.work.graph.kind(*at));
            if !follows && !is_open(value) && block.get(&read.path).is_some_and(is_value) {
                fixed.push(format!("`{}` of `{}`", read.path, build.work.address(*at)));
            }
            continue;
        }
        let Some(needed) = values.of(&read.expression) else { continue };
        let own = format!("${{{}}}", read.expression);
        let comes_to = match block.get(&read.path) {
            // The export asks for a value that the files have an expression for.
            Some(same) if same.value.is_null() && is_open(value) => Json::Null,
            // A variable of the files may be called as the export would call its own.
            Some(same) if same.text == read.expression && !read.expression.starts_with("var.") => continue,
            Some(same) if same.value == own => continue,
            // The expression is in the design already.
            _ if is_open(value) => continue,
            Some(same) if same.value == known && is_told(&read.path, block) => known,
            None if is_default(build, *at, read, value, block) => Json::Null,
            _ => continue,
        };
        let one = Computed { expression: read.expression.clone(), value: comes_to.to_string() };
        build.work.compute(mark, &read.path, one);
        files.extend(needed);
    }
    values.keep(build, &files);
    tell_fixed(build, &fixed);
}

/// Says which arguments have the value that the names of other blocks came to.
fn tell_fixed(build: &Build<'_, '_>, places: &[String]) {
    if places.is_empty() {
        return;
    }
    let places = listed(places);
    let message = format!("The design has the value in {places}, where the files read other blocks");
    let help = "It stays when those are renamed: change both";
    build.work.tell(Diagnostic::note("terraform-fixed", message).help(help));
}

/// The arguments of blocks that became items and that read the files' own variables or locals.
fn candidates(build: &Build<'_, '_>) -> Vec<(String, usize, Read)> {
    let config = build.work.graph.config;
    let mut blocks: BTreeMap<usize, Vec<(String, String)>> = BTreeMap::new();
    let mut found = Vec::new();
    for (mark, at) in build.work.marks() {
        let Some(resource) = build.work.graph.resource(at).filter(|one| one.address.module.is_empty()) else {
            continue;
        };
        let Some(at_block) = resource.block else { continue };
        let Some(block) = config.blocks.get(at_block) else { continue };
        let reads_own = block.refers.iter().any(|name| is_own(build, name)) || may_read(&block.text);
        if !reads_own && !block.text.contains(OTHER_BLOCK) {
            continue;
        }
        let read = blocks.entry(at_block).or_insert_with(|| arguments(&block.text));
        let key = resource.address.key.as_deref();
        found.extend(read.iter().filter_map(|(path, expression)| {
            let top = path.split(['[', '.']).next().unwrap_or_default();
            let is_own = reads(build, expression) && are_there(build, expression);
            let only_blocks = !is_own && expression.contains(OTHER_BLOCK);
            if OF_TERRAFORM.contains(&top) || !(is_own || only_blocks) {
                return None;
            }
            let expression = of_instance(expression, key)?;
            Some((mark.clone(), at, Read { path: path.clone(), expression, only_blocks }))
        }));
    }
    found
}

/// What blocks that became items read, where the design does not keep it.
pub(super) struct Left {
    /// The keys of what a block's instances became.
    marks: BTreeMap<usize, Vec<String>>,
}

impl Left {
    pub(super) fn new(build: &Build<'_, '_>) -> Self {
        let mut marks: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for (mark, at) in build.work.marks() {
            if let Some(block) = build.work.graph.resource(at).and_then(|one| one.block) {
                marks.entry(block).or_default().push(mark);
            }
        }
        Self { marks }
    }

    /// The arguments of a block whose expressions are not kept, with the names that they read.
    pub(super) fn arguments(
        &self,
        build: &Build<'_, '_>,
        at: usize,
        block: &SourceBlock,
    ) -> Vec<(String, Vec<String>)> {
        let marks = self.marks.get(&at).map(Vec::as_slice).unwrap_or_default();
        let is_kept =
            |path: &str| !marks.is_empty() && marks.iter().all(|mark| build.work.is_computed(mark, path));
        if !block.refers.iter().any(|name| is_own(build, name)) {
            return Vec::new();
        }
        let left = arguments(&block.text).into_iter().filter(|(path, _)| !is_kept(path));
        left.map(|(path, expression)| (path, mentions(&expression))).collect()
    }
}

/// An expression with the key of the instance that it is for.
fn of_instance(expression: &str, key: Option<&str>) -> Option<String> {
    const KEY: &str = "each.key";
    if !expression.contains(KEY) {
        return Some(expression.to_owned());
    }
    let key = key.filter(|key| key.starts_with('"') && !key.contains(['\\', '$', '%']))?;
    let text = expression.replace(&format!("${{{KEY}}}"), key.trim_matches('"'));
    Some(changed(&text, |rest| Some((key, behind(rest, KEY)?))))
}

/// Whether an expression reads what is the files' own or their texts, and nothing that is another in each instance of
/// its block.
fn reads(build: &Build<'_, '_>, expression: &str) -> bool {
    let all: Vec<Vec<&str>> = named(expression, 2).collect();
    let by_instance = |names: &Vec<&str>| matches!(names.first(), Some(&("each" | "count" | "self")));
    let others = |names: &&Vec<&str>| names.as_slice() != ["each", "key"];
    let is_read = may_read(expression) || all.iter().any(|names| is_own(build, &names.join(".")));
    is_read && !all.iter().filter(others).any(by_instance)
}

/// Whether it is a variable, local or data source that the export does not make by itself.
fn is_own(build: &Build<'_, '_>, name: &str) -> bool {
    match name.split_once('.') {
        Some(("var", name)) => !build.makes(name),
        Some(("local", name)) => !MADE_LOCALS.contains(&name),
        // Of a document that a data source makes the value is known.
        Some(("data", kind)) => !MADE_DATA.contains(&kind.split('.').next().unwrap_or_default()),
        _ => false,
    }
}

/// Whether a value is expressions and nothing else.
fn is_open(value: &Value) -> bool {
    match value {
        Value::Opaque(_) => true,
        Value::Template(parts) => matches!(parts.as_slice(), [Part::Opaque(_) | Part::Reference(_)]),
        Value::List(values) => !values.is_empty() && values.iter().all(is_open),
        Value::Map(map) => !map.is_empty() && map.values().all(is_open),
        _ => false,
    }
}

/// Whether the export leaves an argument out because it says what is so without it.
fn is_default(build: &Build<'_, '_>, at: usize, read: &Read, value: &Value, values: &Values) -> bool {
    let kind = build.work.graph.kind(at);
    let elsewhere = ELSEWHERE.iter().any(|(of, names)| *of == kind && names.contains(&read.path.as_str()));
    let is_there = match read.path.rsplit_once('.') {
        Some((block, _)) => values.keys().any(|path| path.starts_with(block)),
        None => true,
    };
    let is_nothing = match value {
        Value::Null | Value::Bool(false) => true,
        Value::Text(text) => text.is_empty(),
        Value::List(values) => values.is_empty(),
        Value::Map(map) => map.is_empty(),
        _ => false,
    };
    !elsewhere && is_there && (is_nothing || build.work.was_seen(value))
}

/// Whether what a path leads through is told by names, or is the only block of its kind.
fn is_told(path: &str, values: &Values) -> bool {
    let indexed = |at: usize| {
        let (before, after) = path.split_at(at);
        let several = format!("{before}[1].");
        !after.starts_with("[\"") && values.keys().any(|path| path.starts_with(&several))
    };
    !path.match_indices('[').any(|(at, _)| indexed(at))
}

/// The value of an argument.
fn value_at<'v>(map: &'v Map, path: &str) -> Option<&'v Value> {
    let Some((name, rest)) = path.split_once('[') else { return map.get(path) };
    let (which, rest) = rest.split_once("].")?;
    let is_meant = |(at, block): (usize, &'v Value)| match block {
        Value::Map(map) => {
            let named = map.get("name") == Some(&Value::Text(which.trim_matches('"').to_owned()));
            (named && which.starts_with('"') || which == at.to_string()).then_some(map)
        }
        _ => None,
    };
    let inner = match map.get(name)? {
        Value::List(blocks) => blocks.iter().enumerate().find_map(is_meant)?,
        Value::Map(map) => map,
        _ => return None,
    };
    value_at(inner, rest)
}

/// A value as `export::written` gives what it would write.
fn json(work: &Work<'_>, value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(known) => Json::String(known.to_string()),
        Value::Number(known) => Json::String(known.to_string()),
        Value::Text(text) => text_value(text),
        Value::Opaque(expression) => Json::String(format!("${{{}}}", work.outward(expression))),
        Value::List(values) => Json::Array(values.iter().map(|value| json(work, value)).collect()),
        Value::Map(map) => {
            Json::Object(map.iter().map(|(key, value)| (key.clone(), json(work, value))).collect())
        }
        Value::Template(parts) => {
            let parts = parts.iter().map(|part| match part {
                Part::Text(text) => text.clone(),
                Part::Opaque(expression) => format!("${{{}}}", work.outward(expression)),
                Part::Reference(reference) => {
                    work.known(reference).unwrap_or_else(|| format!("${{{}}}", work.outward(&reference.text)))
                }
            });
            text_value(&parts.collect::<String>())
        }
    }
}

/// The design as it is, for an export that says what would be written.
fn so_far(build: &Build<'_, '_>) -> Design {
    let mut design = build.design.clone();
    let web_acls = std::mem::take(&mut design.terraform.web_acls);
    design.terraform = Terraform { web_acls, ..build.work.so_far() };
    design.terraform.names = super::own_names(&design, &usual_names(&design).blocks);
    design
}
