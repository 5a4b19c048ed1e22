//! What happens to requests, against case files, against answers recorded on AWS, and by property.

#[path = "flow/asking.rs"]
mod asking;
#[path = "flow/assuming.rs"]
mod assuming;
#[path = "flow/backend.rs"]
mod backend;
#[path = "flow/canary.rs"]
mod canary;
#[path = "flow/fixture.rs"]
mod fixture;
#[path = "flow/observed.rs"]
mod observed;
#[path = "flow/origins.rs"]
mod origins;
#[path = "flow/peers.rs"]
mod peers;
#[path = "flow/policy.rs"]
mod policy;
#[path = "flow/properties.rs"]
mod properties;
#[path = "flow/recorded.rs"]
mod recorded;
#[path = "flow/remedied.rs"]
mod remedied;
#[path = "flow/rewinding.rs"]
mod rewinding;
#[path = "flow/robust.rs"]
mod robust;
#[path = "flow/scenarios.rs"]
mod scenarios;
#[path = "flow/schemas.rs"]
mod schemas;
#[path = "flow/services.rs"]
mod services;
#[path = "flow/table.rs"]
mod table;
#[path = "flow/test_invoke.rs"]
mod test_invoke;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use studio_core::design::inputs::Scenario;
use studio_core::design::{Design, Document, edit};
use studio_core::flow::{Page, Session};

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/flow")
}

/// The case files, in order.
fn case_files() -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(cases())
        .expect("the cases are there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    paths.sort();
    paths
}

/// Each file holds a design and requests that share a session; each request says what it expects.
#[test]
fn every_case_file() {
    let paths = case_files();
    assert!(paths.len() >= 40, "only {} cases", paths.len());
    let failures: Vec<String> = paths.iter().flat_map(|path| run(path)).collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

fn name_of(path: &Path) -> String {
    path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn run(path: &Path) -> Vec<String> {
    let name = name_of(path);
    let text = fs::read_to_string(path).expect("a case can be read");
    let case: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let design: Design =
        serde_json::from_value(case["design"].clone()).unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut session = Session::new(&design);
    let requests = case["requests"].as_array().expect("requests");
    let mut failures = Vec::new();
    for (at, request) in requests.iter().enumerate() {
        let mut request = request.clone();
        let expect = request.as_object_mut().and_then(|request| request.shift_remove("expect"));
        let expect = expect.unwrap_or_else(|| panic!("{name}: request {at} expects nothing"));
        let page = request.as_object_mut().and_then(|request| request.shift_remove("page"));
        let scenario = scenario(request).unwrap_or_else(|error| panic!("{name}: {error}"));
        let answer = match page {
            Some(page) => from_page(&mut session, &scenario, &serde_json::from_value(page).expect("a page")),
            None => {
                let trace = session.send(&scenario);
                let mut answer = trace.to_json();
                if expect.get("observed").or(expect.get("log")).is_some() {
                    answer["observed"] = observed::of(&design, &trace);
                }
                if expect.get("queries").is_some() {
                    answer["queries"] = observed::queries(&design, &trace);
                }
                if expect.get("remedies").is_some() {
                    let found = studio_core::flow::remedies(&design, &scenario, &trace);
                    answer["remedies"] =
                        found.iter().map(|remedy| Value::from(remedy.sentence.as_str())).collect();
                }
                answer
            }
        };
        for (what, wanted) in expect.as_object().expect("expect is an object") {
            if let Some(difference) = check(&answer, what, wanted) {
                failures.push(format!("{name}, request {at}: {difference}"));
            }
        }
    }
    failures
}

/// A request of a case; `body_bytes` stands for a body of so many letters, and `row` says where it belongs.
fn scenario(mut request: Value) -> Result<Scenario, serde_json::Error> {
    request.as_object_mut().and_then(|members| members.shift_remove("row"));
    let bytes = request.as_object_mut().and_then(|members| members.shift_remove("body_bytes"));
    if let Some(bytes) = bytes.as_ref().and_then(Value::as_u64).and_then(|it| usize::try_from(it).ok()) {
        request["body"] = Value::from("x".repeat(bytes));
    }
    serde_json::from_value(request)
}

/// A request of a page's script: what the browser says, with the answer beside it.
fn from_page(session: &mut Session, scenario: &Scenario, page: &Page) -> Value {
    let verdict = session.send_from_page(scenario, page);
    let mut answer = serde_json::to_value(&verdict).expect("a verdict is JSON");
    let failed = verdict.checks.iter().filter(|check| !check.passed);
    answer["failed"] = failed.map(|check| Value::from(check.what.as_str())).collect();
    answer["answer"] = verdict.answer.as_ref().map_or(Value::Null, |trace| trace.to_json());
    answer["preflight"] = verdict.preflight.as_ref().map_or(Value::Null, |trace| trace.to_json());
    if let Some(fix) = &verdict.fix {
        answer["after_fix"] = after_fix(session, scenario, page, fix);
    }
    answer
}

/// What the browser says once the change that it suggests is made.
fn after_fix(session: &Session, scenario: &Scenario, page: &Page, fix: &studio_core::design::Fix) -> Value {
    let document = Document { design: session.design().clone(), ..Document::default() };
    let applied = edit::apply(&document, &fix.edit).expect("the change applies");
    let mut session = session.clone();
    session.set_design(&applied.document.design);
    serde_json::to_value(session.send_from_page(scenario, page).outcome).expect("an outcome is JSON")
}

/// Every case: its name, design and requests.
fn every_case() -> Vec<(String, Design, Vec<Scenario>)> {
    let paths = case_files();
    let read = |path: &PathBuf| {
        let name = name_of(path);
        let mut case: Value = serde_json::from_str(&fs::read_to_string(path).expect("a case")).expect("JSON");
        let mut design: Design = serde_json::from_value(case["design"].take()).expect("a design");
        // Cases give no last identity, as saved designs do.
        design.last_id = 1_000_000;
        let requests = case["requests"].as_array_mut().expect("requests");
        let request = |request: &mut Value| {
            let members = request.as_object_mut().expect("a request");
            members.shift_remove("expect");
            members.shift_remove("page");
            scenario(request.take()).expect("a scenario")
        };
        (name, design, requests.iter_mut().map(request).collect())
    };
    paths.iter().map(read).collect()
}

/// What differs from an expectation.
fn check(answer: &Value, what: &str, wanted: &Value) -> Option<String> {
    match what {
        "headers" => differs(what, &lower(&answer["headers"]), &lower(wanted)),
        "json" => {
            let body = answer["body"].as_str().and_then(|body| serde_json::from_str(body).ok());
            let body: Value = body.unwrap_or_default();
            differs(what, &body, wanted)
        }
        "steps" => wanted.as_object()?.iter().find_map(|(name, wanted)| {
            let step = step(answer, name);
            let found = step.map_or("absent", |step| step["outcome"].as_str().unwrap_or_default());
            let wanted = wanted.as_str().unwrap_or_default();
            let reason = step.map(|step| step["reason"].to_string()).unwrap_or_default();
            (found != wanted).then(|| format!("step `{name}` is {found}, not {wanted}: {reason}"))
        }),
        "reasons" | "fidelities" => wanted.as_object()?.iter().find_map(|(name, wanted)| {
            let member = if what == "reasons" { "reason" } else { "fidelity" };
            let found = step(answer, name).map(|step| step[member].clone()).unwrap_or_default();
            let (found, wanted) = (found.as_str().unwrap_or_default(), wanted.as_str().unwrap_or_default());
            (!found.contains(wanted))
                .then(|| format!("{member} of `{name}` is {found:?}, without {wanted:?}"))
        }),
        "saw" => wanted.as_object()?.iter().find_map(|(name, wanted)| saw(answer, name, wanted)),
        "sent" => sent(answer, wanted),
        "log" => observed::log(&answer["observed"]["execution"], wanted),
        "event" => {
            let body =
                step(answer, "integration").and_then(|step| step["integration_request"]["body"].as_str());
            let event: Value = body.and_then(|body| serde_json::from_str(body).ok()).unwrap_or_default();
            differs(what, &event, wanted)
        }
        "diagnostics" => wanted.as_array()?.iter().find_map(|code| {
            let codes: Vec<&Value> =
                answer["diagnostics"].as_array().into_iter().flatten().map(|found| &found["code"]).collect();
            (!codes.contains(&code)).then(|| format!("no diagnostic {code}, only {codes:?}"))
        }),
        _ => differs(what, &answer[what], wanted),
    }
}

fn step<'a>(answer: &'a Value, name: &str) -> Option<&'a Value> {
    answer["steps"].as_array()?.iter().find(|step| step["name"] == name)
}

/// What a step looked at or set, by name.
fn saw(answer: &Value, name: &str, wanted: &Value) -> Option<String> {
    let rows = step(answer, name).and_then(|step| step["consulted"].as_array()).cloned().unwrap_or_default();
    let pairs = rows.iter().filter_map(|row| Some((row["name"].as_str()?.to_owned(), row["value"].clone())));
    differs(&format!("what `{name}` saw"), &pairs.collect::<serde_json::Map<_, _>>().into(), wanted)
}

/// The integration request: header names in any case, everything else as it is.
fn sent(answer: &Value, wanted: &Value) -> Option<String> {
    let request =
        step(answer, "integration").map(|step| step["integration_request"].clone()).unwrap_or_default();
    if wanted.is_null() {
        return (!request.is_null()).then(|| format!("something was sent: {request}"));
    }
    wanted.as_object()?.iter().find_map(|(member, wanted)| match member.as_str() {
        "headers" => differs("sent headers", &lower(&request["headers"]), &lower(wanted)),
        _ => differs(&format!("sent {member}"), &request[member], wanted),
    })
}

/// Objects are compared member by member, so that a case names only what it is about; null means absent.
fn differs(what: &str, found: &Value, wanted: &Value) -> Option<String> {
    if let (Some(found), Some(wanted)) = (found.as_object(), wanted.as_object()) {
        return wanted.iter().find_map(|(name, wanted)| {
            differs(&format!("{what}.{name}"), found.get(name).unwrap_or(&Value::Null), wanted)
        });
    }
    (found != wanted).then(|| format!("{what} is {found}, not {wanted}"))
}

fn lower(headers: &Value) -> Value {
    let headers = headers.as_object().into_iter().flatten();
    headers
        .map(|(name, value)| (name.to_lowercase(), value.clone()))
        .collect::<serde_json::Map<_, _>>()
        .into()
}
