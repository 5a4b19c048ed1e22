//! What a plan does not know before it is applied, and what an export refers to that a plan has no block of.

use std::collections::BTreeSet;

use super::Build;
use super::kept_needs::mentions;
use super::work::Work;
use crate::design::Diagnostic;
use crate::terraform::import::config::{Resource, Value};

/// How the types begin whose resources are told of even where the design could not take them.
const OURS: &[&str] = &["aws_api_gateway_", "aws_apigatewayv2_"];

/// Whom permissions to call functions are given.
const PRINCIPAL: &str = "apigateway.amazonaws.com";
/// How many of the resources that the design does not hold are named.
const NAMED_MAX: usize = 20;

/// Says which arguments of a resource have no text in the plan.
pub(super) fn tell(work: &Work<'_>, at: usize, resource: &Resource) {
    let ours = OURS.iter().any(|start| resource.address.kind.starts_with(start));
    // The export writes permissions by itself, and not those of the plan whose API nothing is known of.
    let lets = resource.body.get("principal") == Some(&Value::Text(PRINCIPAL.to_owned()));
    if !ours && !lets && !work.is_used(at) {
        return;
    }
    let address = work.address(at);
    for later in &resource.later {
        let names: Vec<String> = later.refers.iter().map(|name| format!("`{name}`")).collect();
        let names = names.join(", ");
        let path = &later.path;
        if later.is_read {
            let message = format!("`{path}` of `{address}` is read as {names} alone");
            let help = "A plan does not tell whether texts are written out beside it: compare the file";
            work.say(at, Diagnostic::note("terraform-plan", message).help(help));
            continue;
        }
        let about = match names.is_empty() {
            true => "the plan does not tell its text".to_owned(),
            false => format!("the plan tells that it refers to {names}, and not its text"),
        };
        let message = format!("`{path}` of `{address}` is known only after an apply: {about}");
        let help = "It is left out. Import the `.tf` files, or set it in the studio";
        work.say(at, Diagnostic::warning("terraform-plan", message).help(help));
    }
}

/// Says what the design's expressions refer to that neither the design nor any file has.
pub(super) fn tell_missing(build: &Build<'_, '_>) {
    let config = build.work.graph.config;
    if !config.blocks.is_empty() {
        return;
    }
    let resources = config.resources.iter().enumerate();
    let there: BTreeSet<String> = resources
        .filter(|(at, _)| build.work.is_used(*at))
        .map(|(_, resource)| format!("{}.{}", resource.address.kind, resource.address.name))
        .collect();
    let named = build.work.expressions().iter().flat_map(|text| mentions(text)).collect::<BTreeSet<String>>();
    let missing: BTreeSet<&String> =
        named.iter().filter(|name| !there.contains(*name) && !is_made(name)).collect();
    for name in &missing {
        let message = format!("The design refers to `{name}`, which an export of it does not write");
        let help = "A plan or state has no text of its block: copy the block beside the exported files";
        build.work.tell(Diagnostic::warning("terraform-left-out", message).help(help));
    }
    let mut others: BTreeSet<String> = BTreeSet::new();
    for (at, resource) in config.resources.iter().enumerate() {
        let name = format!("{}.{}", resource.address.kind, resource.address.name);
        if !resource.address.data && !build.work.is_used(at) && !missing.contains(&name) {
            others.insert(format!("`{}`", build.work.address(at)));
        }
    }
    tell_others(build, &others);
}

/// Says what else the plan or state has.
fn tell_others(build: &Build<'_, '_>, others: &BTreeSet<String>) {
    let Some(first) = build.work.graph.resource(0).filter(|_| !others.is_empty()) else { return };
    let shown: Vec<&str> = others.iter().take(NAMED_MAX).map(String::as_str).collect();
    let more = match others.len() - shown.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let message = format!("Not in the design, and not in an export of it: {}{more}", shown.join(", "));
    let help = "A plan or state has no text of their blocks: keep them in their own files";
    build
        .work
        .tell(Diagnostic::note("terraform-left-out", message).at_place(first.place.to_string()).help(help));
}

/// Whether the export writes it where it is needed.
fn is_made(name: &str) -> bool {
    name.starts_with("data.") && name.ends_with(".current")
}
