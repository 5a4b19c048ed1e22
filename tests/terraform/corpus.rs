//! The designs that the module of every style is tried on, and what they set.

use std::collections::BTreeSet;

use studio_core::design::Design;
use studio_core::terraform::{Bundle, ExportOptions, Repetition, RestStyle, export};

use crate::fields::Model;
use crate::{accept, generate, written};

/// How many designs of the corpus are made at random.
pub const GENERATED: u64 = 200;

/// Every design of the corpus with a name: bundled ones, goldens, and those made at random.
pub fn designs() -> Vec<(String, Design)> {
    let made = (0..GENERATED).map(|seed| (format!("s{seed:03}"), generate::design(seed)));
    written().into_iter().chain(made).collect()
}

/// The ways to write a module that differ in the blocks.
const WAYS: &[(&str, RestStyle, Repetition)] = &[
    ("", RestStyle::Resources, Repetition::Fold),
    ("w", RestStyle::Resources, Repetition::WriteOut),
    ("b", RestStyle::Body, Repetition::Fold),
    ("bw", RestStyle::Body, Repetition::WriteOut),
];

/// The options of each way, and its mark.
pub fn ways() -> impl Iterator<Item = (&'static str, ExportOptions)> {
    WAYS.iter().map(|(mark, rest_style, repetition)| {
        let options =
            ExportOptions { rest_style: *rest_style, repetition: *repetition, ..ExportOptions::default() };
        (*mark, options)
    })
}

/// The modules of a design in every way; what comes out the same is there once.
pub fn modules(name: &str, design: &Design) -> Vec<(String, Bundle)> {
    let mut out: Vec<(String, Bundle)> = Vec::new();
    for (mark, options) in ways() {
        let bundle = export(design, &options);
        if out.iter().all(|(_, other)| other.files != bundle.files) {
            out.push((format!("{name}{mark}"), bundle));
        }
    }
    out
}

#[test]
fn terraform_accepts_the_corpus_in_every_style() {
    let modules: Vec<(String, Bundle)> =
        designs().iter().flat_map(|(name, design)| modules(name, design)).collect();
    accept::accepts("corpus", &modules);
}

#[test]
fn the_corpus_sets_every_field_of_the_model() {
    let model = Model::read();
    let all = model.all("Design");
    let mut set = BTreeSet::new();
    for (_, design) in designs() {
        model.set("Design", &serde_json::to_value(&design).unwrap(), &mut set);
    }
    let missing: Vec<&String> = all.difference(&set).collect();
    assert!(all.len() > 200, "the model has only {} fields and variants", all.len());
    assert!(missing.is_empty(), "no design of the corpus sets {missing:#?}");
    println!("the corpus sets all {} fields and variants of the model", all.len());
}
