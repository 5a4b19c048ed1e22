//! The published suite of JSON Schema draft 4, as a peer's answers: what it says is not AWS's word, but what a validator
//! of the draft says.
//!
//! `GATEWAY_STUDIO_PEER_CASES` names the file. Cases that are not met are listed in `cases/flow/unmet-schemas.txt`.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;
use studio_core::lang::json_schema;

#[test]
fn draft_four_suite() {
    let Ok(path) = std::env::var("GATEWAY_STUDIO_PEER_CASES") else {
        println!("skipped: GATEWAY_STUDIO_PEER_CASES names no file of peers' cases");
        return;
    };
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let peers: Value = serde_json::from_str(&text).expect("the cases are JSON");
    let listed = fs::read_to_string(super::cases().join("unmet-schemas.txt")).unwrap_or_default();
    let listed: BTreeSet<&str> = listed.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let (mut all, mut met, mut failures) = (0, 0, Vec::new());
    for case in peers["cases"].as_array().expect("cases") {
        let schema = &case["config"]["model_schema"];
        let (Some(wanted), Some(id)) = (case["expected"]["valid"].as_bool(), case["id"].as_str()) else {
            continue;
        };
        let body = case["request"]["body"].as_str().and_then(|body| serde_json::from_str(body).ok());
        let Some(body) = body else { continue };
        all += 1;
        let checked = json_schema::check(schema, &|_: &str| None, &body);
        let outcome = match &checked {
            Ok(found) if found.is_empty() == wanted => Ok(()),
            Ok(_) => Err(format!("wanted {wanted}: {schema} of {body}")),
            Err(why) => Err(why.to_string()),
        };
        met += u32::from(outcome.is_ok());
        match outcome {
            Ok(()) if listed.contains(id) => failures.push(format!("{id}: is met now")),
            Err(why) if !listed.contains(id) => failures.push(format!("{id}: {why}")),
            _ => {}
        }
    }
    println!("{met} of {all} met");
    assert!(all > 0, "{path} has no schemas");
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}
