//! Runs `cases/review`: a file for each rule, with designs that it finds something in and designs that it does not.
//!
//! A file is `{rule, cases: [{name, design, expect}]}`. `expect` are the findings of that rule alone, as
//! `severity item place`; what other rules say of the design does not matter. Every fix is applied: the finding must
//! be gone, and nothing as grave may be found that was not found before. `UPDATE=1` writes what is found into the
//! files, to be looked at.

#[path = "review/bundled.rs"]
mod bundled;
#[path = "review/checkov.rs"]
mod checkov;
#[path = "review/controls.rs"]
mod controls;
#[path = "review/outputs.rs"]
mod outputs;
#[path = "review/refused.rs"]
mod refused;
#[path = "skip.rs"]
mod skip;
#[path = "review/waived.rs"]
mod waived;

use std::{fs, path::Path, path::PathBuf};

use serde_json::{Value, json};
use studio_core::base::Day;
use studio_core::design::edit::apply;
use studio_core::design::{Diagnostic, Document, Severity, load};
use studio_core::review::{Finding, RULES, review};

/// A day on which no waiver of a case is over.
const TODAY: Day = Day { year: 2026, month: 11, day: 28 };

fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap())
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The document of a case: all of it must be read.
fn document(design: &Value) -> Document {
    let text = json!({ "format": 1, "design": design }).to_string();
    let loaded = load(text.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(loaded.diagnostics, [], "the case's design is read whole");
    loaded.document
}

const fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// A finding in one line: severity, item, place.
fn line(found: &Diagnostic) -> String {
    let item = found.item.map(|item| item.key()).unwrap_or_default();
    format!("{} {item} {}", word(found.severity), found.place).trim_end().to_owned()
}

fn findings(document: &Document) -> Vec<Diagnostic> {
    let found = review(&document.design, &document.waivers, TODAY);
    found.into_iter().map(|finding: Finding| finding.diagnostic).collect()
}

/// What tells a finding from the others, whatever its words.
fn mark(found: &Diagnostic) -> String {
    format!("{} {}", found.code, line(found))
}

/// Applies the fix; says what is wrong with it. `then` are rules that have their say once it is applied.
fn flaw_of_fix(
    document: &Document,
    before: &[Diagnostic],
    found: &Diagnostic,
    then: &Value,
) -> Option<String> {
    let fix = found.fix.as_ref()?;
    let after = match apply(document, &fix.edit) {
        Ok(applied) => findings(&applied.document),
        Err(error) => return Some(format!("its fix is refused: {error}")),
    };
    let known: Vec<String> = before.iter().map(mark).collect();
    if after.iter().any(|one| mark(one) == mark(found) && one.message == found.message) {
        return Some("its fix does not mend it".to_owned());
    }
    let grave = |one: &&Diagnostic| one.severity <= found.severity;
    let stated =
        |one: &&Diagnostic| then.as_array().is_none_or(|rules| rules.iter().all(|rule| *rule != *one.code));
    let after = after.iter().filter(grave).filter(stated);
    let new: Vec<String> = after.map(mark).filter(|one| !known.contains(one)).collect();
    (!new.is_empty()).then(|| format!("its fix leads to {new:?}"))
}

#[test]
fn every_rule_finds_what_its_cases_say() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut failed = Vec::new();
    for rule in RULES {
        let path = folder("cases/review").join(format!("{}.json", rule.id));
        assert!(path.is_file(), "rule `{}` has no cases: write {}", rule.id, path.display());
        let mut file = read(&path);
        assert_eq!(file["rule"], rule.id, "{}", path.display());
        let (mut bad, mut good) = (0, 0);
        for case in file["cases"].as_array_mut().unwrap() {
            let name = format!("{}: {}", rule.id, case["name"].as_str().unwrap());
            let document = document(&case["design"]);
            let all = findings(&document);
            let found: Vec<&Diagnostic> = all.iter().filter(|one| one.code == rule.id).collect();
            let got: Value = found.iter().map(|one| line(one)).collect();
            if got != case["expect"] && !update {
                failed.push(format!("{name}\n  want {}\n  got  {got}", case["expect"]));
            }
            case["expect"] = got;
            for one in &found {
                if let Some(flaw) = flaw_of_fix(&document, &all, one, &case["then"]) {
                    failed.push(format!("{name}: {}: {flaw}", line(one)));
                }
            }
            *(if found.is_empty() { &mut good } else { &mut bad }) += 1;
        }
        if update {
            fs::write(&path, serde_json::to_string_pretty(&file).unwrap() + "\n").unwrap();
        }
        if bad == 0 || good == 0 {
            failed.push(format!("{}: {bad} designs with findings and {good} without", rule.id));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn every_file_belongs_to_a_rule() {
    for entry in fs::read_dir(folder("cases/review")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            assert!(RULES.iter().any(|rule| rule.id == name), "{} belongs to no rule", path.display());
        }
    }
}

#[test]
fn every_rule_says_what_the_page_shows() {
    let mut seen = std::collections::BTreeSet::new();
    for rule in RULES {
        assert!(seen.insert(rule.id), "`{}` is there twice", rule.id);
        let source = folder("../core/src/review/rules").join(format!("{}.rs", rule.id.replace('-', "_")));
        assert!(source.is_file(), "rule `{}` lies in {}", rule.id, source.display());
        for text in [rule.title, rule.checks, rule.why, rule.example, rule.fix] {
            assert!(!text.is_empty() && !text.contains("  "), "`{}`: {text:?}", rule.id);
        }
        for text in [rule.checks, rule.why, rule.example, rule.fix] {
            assert!(text.ends_with('.'), "`{}`: {text:?} is no sentence", rule.id);
        }
        assert!(rule.title.len() <= 60 && !rule.title.ends_with('.'), "`{}`: {}", rule.id, rule.title);
        assert!(rule.sources.iter().all(|source| source.starts_with("https://")), "`{}`", rule.id);
    }
}

#[test]
fn findings_are_sentences() {
    for rule in RULES {
        for case in
            read(&folder("cases/review").join(format!("{}.json", rule.id)))["cases"].as_array().unwrap()
        {
            for found in findings(&document(&case["design"])).iter().filter(|one| one.code == rule.id) {
                assert!(!found.message.ends_with('.') && !found.message.is_empty(), "{}", found.message);
                assert!(found.item.is_some() && !found.help.is_empty(), "`{}`: {}", rule.id, found.message);
            }
        }
    }
}
