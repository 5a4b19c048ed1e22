//! SARIF: what the format requires, and the published schema where it is on the machine.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;
use studio_core::design::{Document, Waiver, load};
use studio_core::review::{RULES, review, sarif};

use crate::skip::skip;
use crate::{TODAY, document, folder, read};

/// The bundled designs, the first case of every rule, and a design with waivers of all states.
fn documents() -> Vec<(String, Document)> {
    let mut all = Vec::new();
    for entry in read(&folder("../public/designs/index.json")).as_array().unwrap() {
        let name = entry["file"].as_str().unwrap();
        let bytes = fs::read(folder("../public/designs").join(name)).unwrap();
        all.push((name.to_owned(), load(&bytes).unwrap().document));
    }
    for rule in RULES {
        let cases = read(&folder("cases/review").join(format!("{}.json", rule.id)));
        all.push((rule.id.to_owned(), document(&cases["cases"][0]["design"])));
    }
    let waiver = |rule: &str, expires_on: Option<&str>| Waiver {
        rule: rule.to_owned(),
        reason: "we know \"it\"".to_owned(),
        expires_on: expires_on.map(str::to_owned),
        ..Waiver::default()
    };
    let mut waived = all[0].1.clone();
    let codes: BTreeSet<&str> =
        review(&waived.design, &[], TODAY).iter().map(|one| one.diagnostic.code).collect();
    let days = [None, Some("2026-11-27"), Some("2026-11-28"), Some("soon")];
    waived.waivers = codes.iter().zip(days.iter().cycle()).map(|(code, day)| waiver(code, *day)).collect();
    all.push(("waived".to_owned(), waived));
    all
}

fn log(document: &Document) -> Value {
    sarif(&review(&document.design, &document.waivers, TODAY), document, "my designs/größe.json")
}

#[test]
fn sarif_has_what_the_format_requires() {
    let (mut results, mut suppressed) = (0, 0);
    for (name, document) in documents() {
        let log = log(&document);
        assert_eq!(log["version"], "2.1.0", "{name}");
        let run = &log["runs"][0];
        assert!(run["tool"]["driver"]["name"].is_string(), "{name}");
        let rules: Vec<&Value> = run["tool"]["driver"]["rules"].as_array().unwrap().iter().collect();
        let ids: BTreeSet<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), rules.len(), "{name}: a rule is there twice");
        let findings = review(&document.design, &document.waivers, TODAY);
        let all = run["results"].as_array().unwrap();
        assert_eq!(all.len(), findings.len(), "{name}");
        let mut fingerprints = BTreeSet::new();
        for result in all {
            results += 1;
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[index]["id"], result["ruleId"], "{name}");
            assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()), "{name}");
            assert!(!result["message"]["text"].as_str().unwrap().is_empty(), "{name}: {result}");
            let place = &result["locations"][0];
            let file = &place["physicalLocation"];
            assert_eq!(file["artifactLocation"]["uri"], "my%20designs/gr%C3%B6%C3%9Fe.json", "{name}");
            assert!(file["region"]["startLine"].as_u64().unwrap() >= 1, "{name}");
            for logical in place["logicalLocations"].as_array().into_iter().flatten() {
                assert!(
                    logical["fullyQualifiedName"].is_string() && logical["kind"].is_string(),
                    "{logical}"
                );
            }
            fingerprints.insert(result["partialFingerprints"]["item/v1"].as_str().unwrap());
            for suppression in result["suppressions"].as_array().into_iter().flatten() {
                suppressed += 1;
                let mut reasons = document.waivers.iter().map(|waiver| &waiver.reason);
                let known = reasons.any(|reason| suppression["justification"] == reason.as_str());
                assert!(known && suppression["kind"] == "external", "{name}: {suppression}");
            }
        }
        assert!(all.len() < 3 || fingerprints.len() > all.len() / 2, "{name}: fingerprints tell apart");
    }
    assert!(results > 300 && suppressed > 3, "{results} results, {suppressed} suppressed");
}

#[test]
fn sarif_follows_the_published_schema() {
    let (Ok(schema), Ok(program)) =
        (std::env::var("GATEWAY_STUDIO_SARIF_SCHEMA"), std::env::var("GATEWAY_STUDIO_CHECK_JSONSCHEMA"))
    else {
        skip(
            "GATEWAY_STUDIO_SARIF_SCHEMA names no schema of SARIF 2.1.0, such as npm's `@microsoft/jest-sarif` has, or \
             GATEWAY_STUDIO_CHECK_JSONSCHEMA no program `check-jsonschema`",
        );
        return;
    };
    let place = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("sarif");
    let _ = fs::remove_dir_all(&place);
    fs::create_dir_all(&place).unwrap();
    let files: Vec<PathBuf> = documents()
        .iter()
        .map(|(name, document)| {
            let path = place.join(name).with_extension("sarif");
            fs::write(&path, log(document).to_string()).unwrap();
            path
        })
        .collect();
    let check = |files: &[PathBuf]| {
        // Patterns of the schema are JavaScript's.
        Command::new(&program)
            .args(["--regex-variant", "nonunicode", "--schemafile", &schema])
            .args(files)
            .output()
            .unwrap()
    };
    let done = check(&files);
    let said = |output: &std::process::Output| String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(done.status.success(), "{}", said(&done));
    // A schema that takes everything would be no test.
    let mut broken = log(&documents()[0].1);
    broken["runs"][0]["results"][0]["level"] = "grave".into();
    let path = place.join("broken.sarif");
    fs::write(&path, broken.to_string()).unwrap();
    let done = check(&[path]);
    assert!(!done.status.success() && said(&done).contains("grave"), "{}", said(&done));
    println!("{} SARIF files follow the schema", files.len());
}
