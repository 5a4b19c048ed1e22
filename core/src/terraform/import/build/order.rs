//! What `depends_on` of the files says beyond what their references say.

use super::kept_needs::mentions;
use super::work::{Work, written};
use crate::design::Diagnostic;
use crate::lang::hcl::is_name;
use crate::terraform::import::config::{Map, Value};

/// Types to which the export itself gives the order that they need.
const ORDERED: &[&str] = &[
    "aws_api_gateway_account",
    "aws_api_gateway_deployment",
    "aws_api_gateway_documentation_version",
    "aws_api_gateway_integration_response",
    "aws_api_gateway_stage",
    "aws_apigatewayv2_deployment",
    "aws_apigatewayv2_stage",
    "aws_s3_object",
];

/// Keeps the order that a block asks for where the export can write it, and tells it otherwise.
pub(super) fn read(work: &Work<'_>, at: usize, value: &Value) {
    let Value::List(names) = value else { return };
    let Some(resource) = work.graph.resource(at) else { return };
    let names: Vec<String> = names.iter().map(written).collect();
    let ordered = ORDERED.contains(&resource.address.kind.as_str());
    let open: Vec<&String> = names
        .iter()
        .filter(|name| !says(&resource.body, name) && (!ordered || !is_in_design(work, name)))
        .collect();
    if open.is_empty() {
        return;
    }
    let shown: Vec<String> = open.iter().map(|name| format!("`{name}`")).collect();
    let shown = shown.join(", ");
    let place = work.place_of(at, "depends_on").filter(|_| resource.address.module.is_empty());
    match place.filter(|_| open.iter().all(|name| stays(work, name))) {
        Some((_, key)) => {
            // A deployment may wait for blocks that stay, too.
            let known = work.kept(&key).unwrap_or_default();
            let known = known.trim_start_matches('[').trim_end_matches(']').split(", ");
            let mut list: Vec<&str> = known.filter(|name| !name.is_empty()).collect();
            let more: Vec<&str> = open.iter().map(|name| name.as_str()).collect();
            list.extend(more.into_iter().filter(|name| !list.contains(name)).collect::<Vec<_>>());
            let list = format!("[{}]", list.join(", "));
            work.keep(key, list);
        }
        None => {
            let message = format!("`{}` waits for {shown} by `depends_on`", work.address(at));
            let help = "The export leaves it out: write it into the exported block where it is needed";
            work.say_of(at, "depends_on", Diagnostic::note("terraform-order", message).help(help));
        }
    }
}

/// Whether an argument refers to the block already.
fn says(body: &Map, name: &str) -> bool {
    let others = body.iter().filter(|(argument, _)| argument.as_str() != "depends_on");
    let texts: Vec<String> = others.map(|(_, value)| written(value)).collect();
    texts.iter().flat_map(|text| mentions(text)).any(|mentioned| mentioned == plain(name))
}

/// A name without the key of an instance.
fn plain(name: &str) -> &str {
    name.split('[').next().unwrap_or(name)
}

fn found<'w>(work: &'w Work<'_>, name: &str) -> impl Iterator<Item = usize> + 'w {
    let name = plain(name).to_owned();
    let resources = work.graph.config.resources.iter().enumerate();
    let here = resources.filter(move |(_, one)| {
        let data = if one.address.data { "data." } else { "" };
        one.address.module.is_empty() && name == format!("{data}{}.{}", one.address.kind, one.address.name)
    });
    here.map(|(at, _)| at)
}

pub(super) fn is_in_design(work: &Work<'_>, name: &str) -> bool {
    found(work, name).any(|at| work.is_used(at))
}

/// Whether the block that is waited for is in the files of an export: as an item of the design, or kept.
pub(super) fn stays(work: &Work<'_>, name: &str) -> bool {
    let whole = name.chars().all(|char| is_name(char) || char == '.');
    let mut one = found(work, name).peekable();
    let known = one.peek().is_some_and(|at| {
        // What `for_each` and `count` make becomes blocks with names of their own.
        work.graph.resource(*at).is_some_and(|one| one.address.key.is_none()) || !work.is_used(*at)
    });
    let module = name.strip_prefix("module.").is_some_and(|module| {
        let inside = work.graph.config.resources.iter().enumerate();
        let mut inside = inside.filter(|(_, one)| one.address.module == format!("module.{module}"));
        let called =
            work.graph.config.blocks.iter().any(|block| {
                block.word == "module" && block.labels.first().is_some_and(|label| label == module)
            });
        called && !inside.any(|(at, _)| work.is_used(at))
    });
    whole && (known || module)
}
