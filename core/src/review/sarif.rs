//! Findings as SARIF 2.1.0, the form that code scanners read.

use serde_json::{Map, Value, json};

use super::{Finding, RULES, Rule, State};
use crate::aws::controls_of;
use crate::design::{Document, Severity};
use crate::lang::percent;

/// Where the schema of the form is published.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// Letters of a path that stand as they are in an address.
const PLAIN: &str = "/@!$&'()*+,;=";

/// A log of one run. `file` is the path of the design, relative to where the scanner looks; `document` names the
/// items.
pub fn sarif(findings: &[Finding], document: &Document, file: &str) -> Value {
    let mut codes: Vec<&'static str> = RULES.iter().map(|rule| rule.id).collect();
    for finding in findings {
        if !codes.contains(&finding.diagnostic.code) {
            codes.push(finding.diagnostic.code);
        }
    }
    let descriptors: Vec<Value> = codes.iter().map(|code| descriptor(code)).collect();
    let results: Vec<Value> = findings
        .iter()
        .map(|finding| {
            let index = codes.iter().position(|code| *code == finding.diagnostic.code);
            result(finding, index.unwrap_or_default(), document, file)
        })
        .collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "gateway-studio",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": descriptors,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn descriptor(code: &str) -> Value {
    let Some(rule) = super::rule(code) else { return json!({ "id": code }) };
    let mut descriptor = json!({
        "id": rule.id,
        "shortDescription": { "text": rule.title },
        "fullDescription": { "text": format!("{} {}", rule.checks, rule.why) },
        "help": { "text": rule.fix, "markdown": markdown(rule) },
        "defaultConfiguration": { "level": level(rule.severity) },
    });
    if let Some(source) = rule.sources.first() {
        descriptor["helpUri"] = json!(source);
    }
    let controls: Vec<&str> = controls_of(rule.id).map(|control| control.id.as_str()).collect();
    descriptor["properties"] = json!({ "tags": [rule.topic], "controls": controls });
    descriptor
}

/// The rule's documentation in one text.
fn markdown(rule: &Rule) -> String {
    let sources: Vec<String> = rule.sources.iter().map(|source| format!("- <{source}>")).collect();
    format!(
        "## Checks\n\n{}\n\n## Why\n\n{}\n\n## Example\n\n{}\n\n## Fix\n\n{}\n\n## Source\n\n{}\n",
        rule.checks,
        rule.why,
        rule.example,
        rule.fix,
        sources.join("\n")
    )
}

fn result(finding: &Finding, index: usize, document: &Document, file: &str) -> Value {
    let found = &finding.diagnostic;
    let item = found.item.map(|item| item.key()).unwrap_or_default();
    let text = match found.help.as_str() {
        "" => found.message.clone(),
        help => format!("{}. {help}", found.message),
    };
    let mut location = Map::new();
    location.insert(
        "physicalLocation".into(),
        json!({
            "artifactLocation": { "uri": percent::encode(file, PLAIN) },
            "region": { "startLine": 1 },
        }),
    );
    if let Some(item) = found.item {
        let name = document.name_of(item).unwrap_or_default();
        location.insert(
            "logicalLocations".into(),
            json!([{ "name": name, "fullyQualifiedName": item.key(), "kind": item.noun() }]),
        );
    }
    let mut result = json!({
        "ruleId": found.code,
        "ruleIndex": index,
        "level": level(found.severity),
        "message": { "text": text },
        "locations": [location],
        "partialFingerprints": { "item/v1": format!("{} {item} {}", found.code, found.place).trim_end() },
    });
    if finding.state == State::Waived {
        let reason = finding.waiver.as_ref().map(|waiver| waiver.reason.as_str()).unwrap_or_default();
        result["suppressions"] = json!([{ "kind": "external", "justification": reason }]);
    }
    result
}
