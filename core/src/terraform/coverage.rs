//! How much of what the provider offers for API Gateway a module makes use of.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::Bundle;

/// What the modules of a design set of what they could.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// The types of API Gateway's resources that the module has, by name.
    pub resources: Vec<ResourceCoverage>,
    /// How many arguments and blocks they set, each type counted once.
    pub arguments_set: usize,
    /// How many they could set.
    pub arguments_settable: usize,
}

/// What all resources of one type set together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ResourceCoverage {
    /// The type: `aws_api_gateway_stage`.
    pub kind: String,
    /// How many blocks of the module are of this type.
    pub blocks: usize,
    /// Arguments and blocks that one of them sets; nested ones after a dot, as `access_log_settings.format`.
    pub set: Vec<String>,
    /// Arguments and blocks that none of them sets.
    pub unset: Vec<String>,
}

#[derive(Deserialize)]
struct Table {
    rows: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    resource: String,
    arguments: Vec<String>,
}

static TABLE: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    let table: Result<Table, _> = serde_json::from_str(include_str!("../../data/terraform_arguments.json"));
    let rows = table.map(|table| table.rows).unwrap_or_default();
    rows.into_iter().map(|row| (row.resource, row.arguments)).collect()
});

/// What the module sets of the arguments and blocks that the provider offers for its resources.
///
/// What is deprecated, and what only the provider itself fills in, is not counted.
pub fn coverage(bundle: &Bundle) -> Coverage {
    let mut found: BTreeMap<String, (usize, BTreeSet<String>)> = BTreeMap::new();
    let modules = bundle.files.iter().filter(|file| file.path.ends_with(".tf"));
    for body in modules.filter_map(|file| hcl::parse(&file.text).ok()) {
        for block in body.blocks().filter(|block| block.identifier() == "resource") {
            let Some(kind) = block.labels().first().map(|label| label.as_str()) else { continue };
            if TABLE.contains_key(kind) {
                let (blocks, set) = found.entry(kind.to_owned()).or_default();
                *blocks += 1;
                take(block.body(), "", set);
            }
        }
    }
    let mut coverage = Coverage::default();
    for (kind, (blocks, used)) in found {
        let settable = TABLE.get(&kind).map(Vec::as_slice).unwrap_or_default();
        let (set, unset): (Vec<String>, Vec<String>) =
            settable.iter().cloned().partition(|argument| used.contains(argument));
        coverage.arguments_set += set.len();
        coverage.arguments_settable += settable.len();
        coverage.resources.push(ResourceCoverage { kind, blocks, set, unset });
    }
    coverage
}

/// Adds the paths of a body's arguments and blocks.
fn take(body: &hcl::Body, prefix: &str, out: &mut BTreeSet<String>) {
    for structure in body {
        match structure {
            hcl::Structure::Attribute(attribute) => {
                out.insert(format!("{prefix}{}", attribute.key()));
            }
            // A block for each value of a list: its name is the label, its body in `content`.
            hcl::Structure::Block(block) if block.identifier() == "dynamic" => {
                let name = block.labels().first().map(|label| label.as_str()).unwrap_or_default();
                for content in block.body().blocks().filter(|inner| inner.identifier() == "content") {
                    nested(name, content.body(), prefix, out);
                }
            }
            hcl::Structure::Block(block) => nested(block.identifier(), block.body(), prefix, out),
        }
    }
}

fn nested(name: &str, body: &hcl::Body, prefix: &str, out: &mut BTreeSet<String>) {
    let path = format!("{prefix}{name}");
    take(body, &format!("{path}."), out);
    out.insert(path);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terraform::File;

    #[test]
    fn arguments_of_plain_and_dynamic_blocks_are_counted_once_a_type() {
        let text = "resource \"aws_api_gateway_usage_plan\" \"a\" {\n  name = \"a\"\n}\n\
                    resource \"aws_api_gateway_usage_plan\" \"b\" {\n  name = \"b\"\n  \
                    quota_settings {\n    limit = 1\n  }\n  dynamic \"api_stages\" {\n    for_each = []\n    \
                    content {\n      api_id = 1\n    }\n  }\n}\n\
                    resource \"aws_sqs_queue\" \"q\" {\n  name = \"q\"\n}\n";
        let file = File { path: "main.tf".to_owned(), text: text.to_owned(), spans: Vec::new() };
        let coverage = coverage(&Bundle { files: vec![file], ..Bundle::default() });
        let [plan] = coverage.resources.as_slice() else { panic!("{coverage:?}") };
        assert_eq!(plan.blocks, 2);
        assert_eq!(
            plan.set,
            ["api_stages", "api_stages.api_id", "name", "quota_settings", "quota_settings.limit"]
        );
        assert_eq!(coverage.arguments_set, 5);
        assert_eq!(coverage.arguments_settable, plan.set.len() + plan.unset.len());
        assert!(plan.unset.contains(&"throttle_settings".to_owned()));
    }
}
