//! What must hold of a module without asking Terraform.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use hcl::expr::{Expression, ObjectKey, TraversalOperator};
use hcl::template::{Element, Template};
use serde::Deserialize;
use studio_core::design::Design;
use studio_core::terraform::Bundle;

#[derive(Deserialize)]
struct Schema {
    resources: BTreeMap<String, Kind>,
}

/// The arguments of a resource that the provider knows and does not call deprecated.
#[derive(Deserialize)]
struct Kind {
    arguments: BTreeSet<String>,
    required: BTreeSet<String>,
    blocks: BTreeSet<String>,
    reads: BTreeSet<String>,
}

static SCHEMA: LazyLock<Schema> =
    LazyLock::new(|| serde_json::from_str(include_str!("schema.json")).unwrap());
/// What every resource may have.
const META: &[&str] = &["lifecycle", "depends_on", "for_each"];

/// The faults of a module, empty when it is sound.
pub fn faults(bundle: &Bundle, design: &Design) -> Vec<String> {
    let kept: String = design.terraform.blocks.iter().map(|block| block.text.as_str()).collect();
    let mut faults = Vec::new();
    let mut blocks: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in bundle.files.iter().filter(|file| file.path.ends_with(".tf")) {
        let body = match hcl::parse(&file.text) {
            Ok(body) => body,
            Err(error) => {
                faults.push(format!("{}: {error}", file.path));
                continue;
            }
        };
        spans(file, &mut faults);
        for block in body.blocks() {
            // What passes through is the user's own.
            let label = block.labels().first().map(|label| format!("\"{}\"", label.as_str()));
            if !label.is_some_and(|label| kept.contains(&label)) {
                resource(block, &mut faults);
            }
            let mut used = BTreeSet::new();
            body_references(block.body(), &mut used);
            for address in addresses(block) {
                if blocks.insert(address.clone(), used.clone()).is_some() {
                    faults.push(format!("{address} is there twice"));
                }
            }
        }
    }
    for (address, used) in &blocks {
        for path in used {
            if !path.starts_with("each.") && !blocks.contains_key(path) {
                faults.push(format!("{address} names {path}, which is not declared"));
            }
        }
    }
    faults.extend(owned_twice(bundle, &blocks));
    faults.extend(cycle(&blocks));
    faults
}

/// What a document says of its API and no block may say again: the two would take each other's place with every apply.
const IN_DOCUMENTS: &[&str] = &[
    "aws_api_gateway_authorizer",
    "aws_api_gateway_gateway_response",
    "aws_api_gateway_integration",
    "aws_api_gateway_integration_response",
    "aws_api_gateway_method",
    "aws_api_gateway_method_response",
    "aws_api_gateway_model",
    "aws_api_gateway_request_validator",
    "aws_api_gateway_resource",
];
/// Arguments beside a document that it holds too, by the extension or member that has them there.
const BESIDE: &[(&str, &str)] = &[
    ("api_key_source", "x-amazon-apigateway-api-key-source"),
    ("binary_media_types", "x-amazon-apigateway-binary-media-types"),
    ("minimum_compression_size", "x-amazon-apigateway-minimum-compression-size"),
    ("policy", "x-amazon-apigateway-policy"),
];

fn owned_twice(bundle: &Bundle, used: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let mut faults = Vec::new();
    for file in bundle.files.iter().filter(|file| file.path.ends_with(".tf")) {
        let body = hcl::parse(&file.text).unwrap_or_default();
        for block in body.blocks().filter(|block| block.identifier() == "resource") {
            let argument = |name: &str| block.body().attributes().find(|argument| argument.key() == name);
            let [address] = addresses(block).try_into().unwrap_or_default();
            let Some(document) =
                argument("body").filter(|_| address.starts_with("aws_api_gateway_rest_api."))
            else {
                continue;
            };
            let document = document.expr().to_string();
            let twice =
                BESIDE.iter().filter(|(name, word)| argument(name).is_some() && document.contains(word));
            faults.extend(twice.map(|(name, _)| format!("{address} has {name} in its body too")));
            let beside = used.iter().filter(|(other, used)| {
                let kind = other.split('.').next().unwrap_or_default();
                // A policy that names its own API stands beside it, and then not in the document.
                let policy = kind == "aws_api_gateway_rest_api_policy"
                    && document.contains("x-amazon-apigateway-policy");
                (policy || IN_DOCUMENTS.contains(&kind)) && used.contains(&address)
            });
            faults.extend(beside.map(|(other, _)| format!("{address} has {other} in its body")));
        }
    }
    faults
}

/// Each span is a block or an entry of a local map, and every block has one or holds those of its entries.
fn spans(file: &studio_core::terraform::File, faults: &mut Vec<String>) {
    let mut end = 0;
    let mut whole = 0;
    for (span, item) in &file.spans {
        let body = file.text.get(span.start..span.end).and_then(|text| hcl::parse(text).ok());
        let count = body.as_ref().map_or((0, 0), |body| (body.blocks().count(), body.attributes().count()));
        if span.start < end || !matches!(count, (1, 0) | (0, 1)) {
            faults.push(format!("{}: the span of {item} is neither one block nor one entry", file.path));
        }
        whole += count.0;
        end = span.end;
    }
    let body = hcl::parse(&file.text).unwrap_or_default();
    let maps = body.blocks().filter(|block| block.identifier() == "locals").count();
    let blocks = body.blocks().count();
    if !(blocks - maps..=blocks).contains(&whole) {
        faults.push(format!("{}: {blocks} blocks, {maps} of them locals, and {whole} spans", file.path));
    }
}

fn resource(block: &hcl::Block, faults: &mut Vec<String>) {
    if block.identifier() != "resource" {
        return;
    }
    let label = block.labels().first().map(|label| label.as_str().to_owned()).unwrap_or_default();
    let Some(kind) = SCHEMA.resources.get(&label) else {
        faults.push(format!("{label} is not in the table of resources"));
        return;
    };
    let mut there = BTreeSet::new();
    for attribute in block.body().attributes() {
        there.insert(attribute.key().to_owned());
        if !kind.arguments.contains(attribute.key()) && !META.contains(&attribute.key()) {
            faults.push(format!("{label} has no argument {}", attribute.key()));
        }
    }
    for inner in block.body().blocks() {
        there.insert(inner.identifier().to_owned());
        if !kind.blocks.contains(inner.identifier()) && !META.contains(&inner.identifier()) {
            faults.push(format!("{label} has no block {}", inner.identifier()));
        }
    }
    for missing in kind.required.difference(&there) {
        faults.push(format!("{label} needs {missing}"));
    }
}

fn addresses(block: &hcl::Block) -> Vec<String> {
    let labels: Vec<&str> = block.labels().iter().map(|label| label.as_str()).collect();
    match (block.identifier(), labels.as_slice()) {
        ("resource", [kind, name]) => vec![format!("{kind}.{name}")],
        ("data", [kind, name]) => vec![format!("data.{kind}.{name}")],
        ("variable", [name]) => vec![format!("var.{name}")],
        ("output", [name]) => vec![format!("output.{name}")],
        ("provider" | "moved" | "import", _) => Vec::new(),
        ("locals", []) => block.body().attributes().map(|local| format!("local.{}", local.key())).collect(),
        _ => Vec::new(),
    }
}

fn body_references(body: &hcl::Body, out: &mut BTreeSet<String>) {
    for structure in body.iter() {
        match structure {
            hcl::Structure::Attribute(attribute) => references(attribute.expr(), out),
            hcl::Structure::Block(block) if block.identifier() == "validation" => {}
            hcl::Structure::Block(block) => body_references(block.body(), out),
        }
    }
}

fn references(expr: &Expression, out: &mut BTreeSet<String>) {
    match expr {
        Expression::Array(values) => values.iter().for_each(|value| references(value, out)),
        Expression::Object(entries) => {
            for (key, value) in entries.iter() {
                if let ObjectKey::Expression(key) = key {
                    references(key, out);
                }
                references(value, out);
            }
        }
        Expression::TemplateExpr(template) => {
            for element in Template::from_expr(template).unwrap().elements() {
                if let Element::Interpolation(inner) = element {
                    references(&inner.expr, out);
                }
            }
        }
        Expression::FuncCall(call) => call.args.iter().for_each(|value| references(value, out)),
        Expression::Parenthesis(inner) => references(inner, out),
        Expression::Conditional(choice) => {
            for part in [&choice.cond_expr, &choice.true_expr, &choice.false_expr] {
                references(part, out);
            }
        }
        Expression::Operation(operation) => match operation.as_ref() {
            hcl::expr::Operation::Unary(unary) => references(&unary.expr, out),
            hcl::expr::Operation::Binary(binary) => {
                references(&binary.lhs_expr, out);
                references(&binary.rhs_expr, out);
            }
        },
        Expression::Traversal(traversal) if !matches!(traversal.expr, Expression::Variable(_)) => {
            references(&traversal.expr, out);
        }
        Expression::Traversal(traversal) => {
            let mut path = vec![traversal.expr.to_string()];
            for operator in &traversal.operators {
                match operator {
                    TraversalOperator::GetAttr(name) => path.push(name.to_string()),
                    _ => break,
                }
            }
            let count = if path.first().is_some_and(|first| first == "data") { 3 } else { 2 };
            let attribute = path.get(count).cloned();
            if let (Some(kind), Some(attribute)) = (SCHEMA.resources.get(&path[0]), attribute) {
                let readable = kind.reads.contains(&attribute)
                    || kind.arguments.contains(&attribute)
                    || kind.blocks.contains(&attribute);
                if !readable {
                    out.insert(format!("{}.{attribute}, an attribute that does not exist", path[0]));
                }
            }
            out.insert(path[..count.min(path.len())].join("."));
        }
        _ => {}
    }
}

/// A cycle in the graph of blocks, as Terraform would name it.
fn cycle(blocks: &BTreeMap<String, BTreeSet<String>>) -> Option<String> {
    let mut done: BTreeSet<&str> = BTreeSet::new();
    for start in blocks.keys() {
        let mut path: Vec<(&str, Vec<&str>)> = vec![(start, next(blocks, start))];
        while let Some((here, rest)) = path.last_mut() {
            let (here, other) = (*here, rest.pop());
            match other {
                Some(other) if path.iter().any(|(name, _)| *name == other) => {
                    return Some(format!("{other} depends on itself"));
                }
                Some(other) if !done.contains(other) => path.push((other, next(blocks, other))),
                Some(_) => {}
                None => {
                    done.insert(here);
                    path.pop();
                }
            }
        }
    }
    None
}

fn next<'b>(blocks: &'b BTreeMap<String, BTreeSet<String>>, name: &str) -> Vec<&'b str> {
    blocks.get(name).map(|used| used.iter().map(String::as_str).collect()).unwrap_or_default()
}
