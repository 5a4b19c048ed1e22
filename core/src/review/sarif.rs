//! Findings as SARIF 2.1.0, the form that code scanners read.

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::{Finding, RULES, Rule, Site, Sites, State};
use crate::aws::controls_of;
use crate::design::{Diagnostic, Document, Item, Severity};
use crate::lang::percent;

/// Where the schema of the form is published.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// Letters of a path that stand as they are in an address.
const PLAIN: &str = "/@!$&'()*+,;=";

/// A log of one run. `file` is the path of the design, relative to where the scanner looks; `document` names the
/// items.
pub fn sarif(findings: &[Finding], document: &Document, file: &str) -> Value {
    sarif_of_files(findings, document, file, &Sites::default())
}

/// A log of one run over a design that was read from Terraform files, whose paths are those of `sites`.
pub fn sarif_of_files(findings: &[Finding], document: &Document, file: &str, sites: &Sites) -> Value {
    let mut codes: Vec<&'static str> = RULES.iter().map(|rule| rule.id).collect();
    for finding in findings {
        if !codes.contains(&finding.diagnostic.code) {
            codes.push(finding.diagnostic.code);
        }
    }
    let descriptors: Vec<Value> = codes.iter().map(|code| descriptor(code)).collect();
    let mut prints = IndexMap::new();
    let results: Vec<Value> = findings
        .iter()
        .map(|finding| {
            let index = codes.iter().position(|code| *code == finding.diagnostic.code);
            let site = site(&finding.diagnostic, document, file, sites);
            let mut result = result(finding, index.unwrap_or_default(), document, &site);
            let print = fingerprint(&finding.diagnostic, document);
            let count = prints.entry(print.clone()).and_modify(|count| *count += 1).or_insert(1_usize);
            let print = if *count == 1 { print } else { format!("{print} {count}") };
            result["partialFingerprints"] = json!({ "item/v1": print });
            result
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

/// Where a finding stands: the line that its place says, the line of its item's resource, or the first of the design.
fn site(found: &Diagnostic, document: &Document, file: &str, sites: &Sites) -> Site {
    if let Some((path, line)) = line_of(&found.place) {
        return Site { file: sites.path(file, path), line };
    }
    let own = found.item.and_then(|item| sites.of(&document.design, item));
    own.cloned().unwrap_or_else(|| Site { file: file.to_owned(), line: 1 })
}

/// The file and the line of a place such as `main.tf:12:3`.
fn line_of(place: &str) -> Option<(&str, usize)> {
    let (before, column) = place.rsplit_once(':')?;
    let (path, line) = before.rsplit_once(':')?;
    column.parse::<usize>().ok()?;
    let line = line.parse().ok().filter(|line| *line > 0)?;
    (!path.is_empty() && !path.starts_with('/')).then_some((path, line))
}

/// What tells the finding from others, and stays when files are edited elsewhere: the rule, what the item is called,
/// and the place without numbers.
fn fingerprint(found: &Diagnostic, document: &Document) -> String {
    let api = found.item.and_then(Item::api).filter(|api| found.item != Some(Item::Api(*api)));
    let names = [api.map(Item::Api), found.item].into_iter().flatten();
    let names: Vec<String> =
        names.map(|item| format!("{} {}", item.noun(), document.name_of(item).unwrap_or_default())).collect();
    let place = match line_of(&found.place) {
        Some((path, _)) => format!("{path} {}", found.message),
        None => {
            let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            found.place.split('/').filter(|part| !is_number(part)).collect::<Vec<_>>().join("/")
        }
    };
    format!("{} {} {place}", found.code, names.join("/")).trim_end().to_owned()
}

fn result(finding: &Finding, index: usize, document: &Document, site: &Site) -> Value {
    let found = &finding.diagnostic;
    let text = match found.help.as_str() {
        "" => found.message.clone(),
        help => format!("{}. {help}", found.message),
    };
    let mut location = Map::new();
    location.insert(
        "physicalLocation".into(),
        json!({
            "artifactLocation": { "uri": percent::encode(&site.file, PLAIN) },
            "region": { "startLine": site.line },
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
    });
    if finding.state == State::Waived {
        let reason = finding.waiver.as_ref().map(|waiver| waiver.reason.as_str()).unwrap_or_default();
        result["suppressions"] = json!([{ "kind": "external", "justification": reason }]);
    }
    result
}
