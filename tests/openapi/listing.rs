//! An import as text: one line for each node of the design and each diagnostic.

use std::fmt::{Display, Write};

use serde::Serialize;
use studio_core::design::{Api, Design, Diagnostic, Nodes};
use studio_core::openapi::{ImportError, Imported};

/// What an import made, or why it made nothing.
pub fn listing(result: &Result<Imported, ImportError>) -> String {
    let mut out = String::new();
    match result {
        Ok(imported) => {
            design(&mut out, &imported.document.design);
            imported.diagnostics.iter().for_each(|diagnostic| line(&mut out, diagnostic));
        }
        Err(error) => {
            writeln!(out, "refused: {error}").unwrap();
            match error {
                ImportError::Syntax { help, .. } | ImportError::Foreign { help, .. } if !help.is_empty() => {
                    writeln!(out, "  {help}").unwrap();
                }
                _ => {}
            }
        }
    }
    out
}

fn line(out: &mut String, found: &Diagnostic) {
    let severity = serde_json::to_string(&found.severity).unwrap();
    let item = found.item.map(|item| format!(" ({item})")).unwrap_or_default();
    writeln!(out, "{} {}{item} {}", severity.trim_matches('"'), found.code, found.place).unwrap();
    writeln!(out, "  {}", found.message).unwrap();
    if !found.help.is_empty() {
        writeln!(out, "  {}", found.help).unwrap();
    }
}

fn design(out: &mut String, design: &Design) {
    writeln!(out, "design `{}` {} {}", design.name, design.region, design.account_id).unwrap();
    for (id, api) in &design.apis {
        writeln!(out, "api {id} {} `{}` {}", api.kind, api.name, json(&api.settings)).unwrap();
        nodes_of(out, api);
    }
    nodes(out, "function", &design.functions);
    nodes(out, "vpc_link", &design.vpc_links);
    nodes(out, "api_key", &design.api_keys);
    nodes(out, "usage_plan", &design.usage_plans);
}

fn nodes_of(out: &mut String, api: &Api) {
    nodes(out, "route", &api.routes);
    nodes(out, "integration", &api.integrations);
    nodes(out, "authorizer", &api.authorizers);
    nodes(out, "model", &api.models);
    nodes(out, "validator", &api.validators);
    nodes(out, "stage", &api.stages);
}

fn nodes<Id: Display, Node: Serialize>(out: &mut String, noun: &str, nodes: &Nodes<Id, Node>) {
    for (id, node) in nodes {
        writeln!(out, "{noun} {id} {}", json(node.as_ref())).unwrap();
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap()
}
