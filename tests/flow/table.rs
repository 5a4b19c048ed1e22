//! The table of error codes is whole: every row has a request for every kind of API that it says something about.

use std::fs;

use serde_json::Value;
use studio_core::design::Design;
use studio_core::flow::{Outcome, Session};

const TABLE: &str = "common-error-codes-row-by-row.json";
/// The statuses that callers look up.
const CODES: [&str; 8] = ["400", "403", "404", "429", "500", "502", "503", "504"];

fn table() -> Value {
    let text = fs::read_to_string(super::cases().join(TABLE)).expect("the table is there");
    serde_json::from_str(&text).expect("the table is JSON")
}

/// The kind of API that a request of the table goes to.
fn kind_of<'a>(case: &'a Value, request: &Value) -> &'a str {
    let apis = case["design"]["apis"].as_object().expect("APIs");
    let found = apis.values().find(|api| api["name"] == request["api"]).expect("the request names an API");
    found["kind"].as_str().expect("a kind")
}

#[test]
fn every_row_has_a_request_for_every_kind_of_api() {
    let case = table();
    let requests = case["requests"].as_array().expect("requests");
    let rows = case["table"].as_array().expect("rows");
    for (number, row) in rows.iter().enumerate() {
        for (kind, status) in row["status"].as_object().expect("statuses") {
            let of_row = |request: &&Value| request["row"] == number && kind_of(&case, request) == kind;
            let mut found = requests.iter().filter(of_row).peekable();
            assert!(found.peek().is_some(), "{kind}: no request meets {}", row["cause"]);
            assert!(found.all(|request| request["expect"]["status"] == *status), "{kind}: {}", row["cause"]);
        }
    }
    for code in CODES {
        let has = |row: &Value| row["row"].as_str().is_some_and(|row| row.starts_with(code));
        assert!(rows.iter().any(has), "no row of {code}");
    }
}

/// Every refusal of the table says why, in a sentence, and how well that is founded.
#[test]
fn every_refusal_of_the_table_is_explained() {
    let case = table();
    let design: Design = serde_json::from_value(case["design"].clone()).expect("a design");
    let mut session = Session::new(&design);
    for (at, request) in case["requests"].as_array().expect("requests").iter().enumerate() {
        let mut scenario = request.clone();
        scenario.as_object_mut().expect("a request").shift_remove("expect");
        let trace = session.send(&super::scenario(scenario).expect("a scenario"));
        let refusing = trace.steps.iter().find(|step| step.outcome == Outcome::Refuse);
        let fails = request["expect"]["status"].as_u64().is_some_and(|status| status >= 400);
        assert_eq!(refusing.is_some(), fails, "request {at}");
        let Some(step) = refusing else { continue };
        assert!(step.reason.split(' ').count() > 3 && step.item.is_some(), "request {at}: {}", step.reason);
        let founded = !step.source.is_empty() || step.fidelity == studio_core::flow::Fidelity::Assumed;
        assert!(founded, "request {at} has no source: {}", step.reason);
    }
}

/// AWS's outcome tables of resource policy and authorizer: every row meets every column.
#[test]
fn tables_of_policies_and_authorizers_are_whole() {
    let effects = ["Allow", "Deny", "silent"];
    for file in [
        "policy-table-a-in-one-account.json",
        "policy-table-a-with-a-lambda-authorizer.json",
        "policy-table-b-across-accounts.json",
    ] {
        let text = fs::read_to_string(super::cases().join(file)).expect("the table is there");
        let case: Value = serde_json::from_str(&text).expect("the table is JSON");
        let requests = case["requests"].as_array().expect("requests");
        let mut met: Vec<(&str, &str)> = requests.iter().filter_map(|request| cell(request)).collect();
        met.sort_unstable();
        met.dedup();
        let all = ["allow", "deny", "silent"].map(|policy| effects.map(|own| (policy, own))).concat();
        assert_eq!(met, all, "{file}");
    }
}

/// What the resource policy and the other side say to a request; none where the other side is not asked.
fn cell(request: &Value) -> Option<(&str, &str)> {
    let identity = &request["identity"];
    let own = [&identity["iam"]["policy"], &identity["authorizer"]["result"]["policyDocument"]];
    let statement = own.iter().find_map(|policy| policy["Statement"].get(0))?;
    let silent = statement["Resource"].as_str().is_some_and(|resource| resource.contains("/POST/"));
    let own = if silent { "silent" } else { statement["Effect"].as_str()? };
    Some((request["api"].as_str()?, own))
}
