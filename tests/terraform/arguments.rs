//! How many of the provider's arguments for API Gateway the corpus sets.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use studio_core::terraform::coverage;

use crate::corpus;

/// Of a hundred arguments and blocks that can be set, at least so many have to be.
const LEAST_PERCENT: usize = 90;

#[derive(Deserialize)]
struct Table {
    rows: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    resource: String,
    arguments: BTreeSet<String>,
    #[serde(default)]
    deprecated: BTreeSet<String>,
    #[serde(default)]
    provider_only: BTreeSet<String>,
    #[serde(default)]
    read_only: BTreeSet<String>,
}

/// Why a resource, or an argument of one, is set by no design.
type Reasons = BTreeMap<String, String>;

#[test]
fn the_corpus_sets_nine_tenths_of_the_providers_arguments_and_the_rest_has_a_reason() {
    let table: Table =
        serde_json::from_str(include_str!("../../core/data/terraform_arguments.json")).unwrap();
    let reasons: Reasons =
        serde_json::from_str(include_str!("../cases/terraform/arguments_not_set.json")).unwrap();
    let mut set: BTreeSet<String> = BTreeSet::new();
    for (name, design) in corpus::designs() {
        for (_, bundle) in corpus::modules(&name, &design) {
            for resource in coverage(&bundle).resources {
                set.extend(resource.set.iter().map(|argument| format!("{} {argument}", resource.kind)));
                set.insert(resource.kind);
            }
        }
    }
    let (mut settable, mut covered, mut all) = (0, 0, 0);
    let mut unset: BTreeSet<String> = BTreeSet::new();
    for row in &table.rows {
        all += row.arguments.len() + row.deprecated.len() + row.provider_only.len() + row.read_only.len();
        settable += row.arguments.len();
        if !set.contains(&row.resource) {
            unset.insert(row.resource.clone());
            continue;
        }
        for argument in &row.arguments {
            let name = format!("{} {argument}", row.resource);
            if set.contains(&name) {
                covered += 1;
            } else {
                unset.insert(name);
            }
        }
    }
    println!("{covered} of {settable} arguments and blocks are set, of {all} in the schema");
    let reasoned: BTreeSet<String> = reasons.keys().cloned().collect();
    let without: Vec<_> = unset.difference(&reasoned).collect();
    let stale: Vec<_> = reasoned.difference(&unset).collect();
    assert!(without.is_empty() && stale.is_empty(), "no reason: {without:#?}\nset after all: {stale:#?}");
    assert_eq!(table.rows.len(), 38);
    assert!(covered * 100 >= settable * LEAST_PERCENT, "only {covered} of {settable} are set");
}
