//! Expressions of the files whose values the design holds: the export writes them again where it would write what they
//! come to.

use std::collections::{BTreeMap, BTreeSet};

use hcl::expr::TemplateExpr;
use serde_json::Value as Json;

use super::super::config::{Map, Part, SourceBlock, Value};
use super::Build;
use super::kept_needs::mentions;
use super::values_read::ValuesRead;
use super::variables::body;
use super::work::Work;
use crate::design::{Computed, Design, Terraform};
use crate::lang::hcl::named;
use crate::terraform::export::{Values, Written, each, is_expression, text_value, usual_names, written};
use crate::terraform::syntax::expression_text;

/// Locals that the export makes by itself.
const MADE_LOCALS: &[&str] = &["lambda_arn_prefix", "lambda_invoke_path", "lambda_stream_path"];
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
}

/// Finds them. Expressions that the export would write by itself, or that come to something else, are none.
pub(super) fn read(build: &mut Build<'_, '_>) {
    let found = candidates(build);
    let marks: BTreeSet<&str> = found.iter().map(|(mark, ..)| mark.as_str()).collect();
    if marks.is_empty() {
        return;
    }
    let written = written(&so_far(build), &marks);
    let values = ValuesRead::new(build);
    let mut files = BTreeSet::new();
    for (mark, at, read) in &found {
        let Some(block) = written.get(mark) else { continue };
        let Some(value) = build.work.graph.body(*at).and_then(|map| value_at(map, &read.path)) else {
            continue;
        };
        let known = json(build.work, value);
        let Some(needed) = values.of(&read.expression) else { continue };
        let own = format!("${{{}}}", read.expression);
        let comes_to = match block.get(&read.path) {
            Some(same) if same.text == read.expression || same.value == own => continue,
            Some(same) if same.value == known && is_alone(build.work, *at, &read.path, block) => known,
            None if is_default(build, *at, read, value, block) => Json::Null,
            _ => continue,
        };
        let one = Computed { expression: read.expression.clone(), value: comes_to.to_string() };
        build.work.compute(mark, &read.path, one);
        files.extend(needed);
    }
    values.keep(build, &files);
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
        if !block.refers.iter().any(|name| is_own(build, name)) {
            continue;
        }
        let read = blocks.entry(at_block).or_insert_with(|| arguments(&block.text));
        let own = read.iter().filter(|(path, expression)| {
            let top = path.split(['[', '.']).next().unwrap_or_default();
            !OF_TERRAFORM.contains(&top) && reads(build, expression)
        });
        found.extend(own.map(|(path, expression)| {
            (mark.clone(), at, Read { path: path.clone(), expression: expression.clone() })
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

    /// The names that a block reads in arguments whose expressions are not kept.
    pub(super) fn names(&self, build: &Build<'_, '_>, at: usize, block: &SourceBlock) -> Vec<String> {
        let marks = self.marks.get(&at).map(Vec::as_slice).unwrap_or_default();
        let is_kept = |path: &str| marks.iter().any(|mark| build.work.is_computed(mark, path));
        if !block.refers.iter().any(|name| is_own(build, name)) {
            return block.refers.clone();
        }
        let left = arguments(&block.text).into_iter().filter(|(path, _)| !is_kept(path));
        left.flat_map(|(_, expression)| mentions(&expression)).collect()
    }
}

/// The arguments of a block, by path.
fn arguments(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    if let Some(mut body) = body(text) {
        each(&mut body, "", &mut |path, expr| {
            found.extend(written_text(expr).map(|text| (path.to_owned(), text)));
        });
    }
    found
}

/// An expression's text, the same as that of what it is read back as.
fn written_text(expr: &hcl::Expression) -> Option<String> {
    let is_heredoc =
        matches!(expr, hcl::Expression::TemplateExpr(one) if matches!(**one, TemplateExpr::Heredoc(_)));
    if !is_heredoc {
        let text = Some(expression_text(expr)).filter(|text| is_expression(text));
        return text.or_else(|| hcl::format::to_string(expr).ok().filter(|text| is_expression(text)));
    }
    // One that takes its lines' spaces away is one that does not, once they are gone.
    let text = hcl::format::to_string(expr).ok()?;
    let again = hcl::parse(&format!("x = {text}\n")).ok()?;
    hcl::format::to_string(again.attributes().next()?.expr()).ok().filter(|text| is_expression(text))
}

/// Whether an expression reads what is the files' own, and nothing that is another in each instance of its block.
fn reads(build: &Build<'_, '_>, expression: &str) -> bool {
    let all: Vec<Vec<&str>> = named(expression, 2).collect();
    let by_instance = |names: &Vec<&str>| matches!(names.first(), Some(&("each" | "count" | "self")));
    !all.iter().any(by_instance) && all.iter().any(|names| is_own(build, &names.join(".")))
}

/// Whether it is a variable or local that the export does not make by itself.
fn is_own(build: &Build<'_, '_>, name: &str) -> bool {
    match name.split_once('.') {
        Some(("var", name)) => !build.makes(name),
        Some(("local", name)) => !MADE_LOCALS.contains(&name),
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

/// Whether a nested block is the only one of its name, or the same in everything that the export writes of it.
fn is_alone(work: &Work<'_>, at: usize, path: &str, values: &Values) -> bool {
    let Some((block, _)) = path.rsplit_once('.') else { return true };
    let several = block.rsplit_once('[').is_some_and(|(name, _)| {
        let second = format!("{name}[1].");
        values.keys().any(|path| path.starts_with(&second))
    });
    let Some(map) = work.graph.body(at) else { return false };
    let inside = format!("{block}.");
    let same = |(path, written): (&String, &Written)| {
        value_at(map, path).is_some_and(|value| json(work, value) == written.value)
    };
    !several || values.iter().filter(|(path, _)| path.starts_with(&inside)).all(same)
}

/// The value of an argument.
fn value_at<'v>(map: &'v Map, path: &str) -> Option<&'v Value> {
    let Some((first, rest)) = path.split_once('.') else { return map.get(path) };
    let (name, index) = first.split_once('[')?;
    match (map.get(name)?, index.trim_end_matches(']').parse::<usize>().ok()?) {
        (Value::List(blocks), index) => match blocks.get(index)? {
            Value::Map(map) => value_at(map, rest),
            _ => None,
        },
        (Value::Map(map), 0) => value_at(map, rest),
        _ => None,
    }
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
    design.terraform.names = super::own_names(&design, &usual_names(&design));
    design
}
