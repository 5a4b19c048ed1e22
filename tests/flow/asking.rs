//! Which routes a caller's token opens, and what becomes of a request if.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use studio_core::design::inputs::Scenario;
use studio_core::design::{ApiId, Design, StageId};
use studio_core::flow::{Session, StepKind, WhatIf, compare, routes_opened};

fn token(claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.c2ln", part(&json!({"alg": "RS256", "kid": "k"})), part(claims))
}

fn design() -> Design {
    let by = |id: u32, scopes: Value| json!({"type": "authorizer", "id": id, "scopes": scopes});
    let route = |key: &str, authorization: Value| json!({"key": key, "integration": 30, "authorization": authorization});
    let jwt = json!({"type": "jwt", "issuers": [{"issuer": "https://id.example", "audiences": ["shop"]}], "identity_source": "$request.header.Authorization"});
    serde_json::from_value(json!({
        "account_id": "123456789012",
        "functions": {"40": {"name": "f"}},
        "apis": {"1": {
            "kind": "HTTP", "name": "shop",
            "routes": {
                "10": route("GET /open", json!({"type": "none"})),
                "11": route("GET /pets/{id}", by(20, json!([]))),
                "12": route("DELETE /pets/{id}", by(20, json!(["pets:delete"]))),
                "13": route("GET /signed", json!({"type": "iam"}))
            },
            "authorizers": {"20": {"name": "jwt", "method": jwt}},
            "integrations": {"30": {"target": {"type": "lambda", "function": 40}, "payload_format": "2.0"}},
            "stages": {"2": {"name": "$default", "defaults": {"throttle": {"rate_rps": 1, "burst": 50}}}}
        }}
    }))
    .expect("a design")
}

fn request(claims: &Value) -> Scenario {
    serde_json::from_value(json!({
        "method": "GET", "path": "/pets/7", "headers": {"Authorization": format!("Bearer {}", token(claims))},
        "body": "x", "backend": {"result": {"statusCode": 200, "body": ""}}
    }))
    .expect("a request")
}

fn claims() -> Value {
    json!({"iss": "https://id.example", "aud": "shop", "exp": 1_767_229_200, "iat": 1_767_225_600, "scope": "pets:read"})
}

#[test]
fn a_token_opens_the_routes_that_its_issuer_and_scopes_let_it() {
    let opened = routes_opened(&design(), ApiId(1), StageId(2), &request(&claims()));
    let found: Vec<(&str, bool, bool)> =
        opened.iter().map(|it| (it.key.as_str(), it.public, it.opens)).collect();
    let wanted = [
        ("GET /open", true, true),
        ("GET /pets/{id}", false, true),
        ("DELETE /pets/{id}", false, false),
        ("GET /signed", false, false),
    ];
    assert_eq!(found, wanted);
    assert!(opened[2].reason.contains("pets:delete"), "{}", opened[2].reason);
}

#[test]
fn each_question_has_its_answer() {
    let design = design();
    let statuses = |what: WhatIf| -> Vec<Option<u16>> {
        let mut session = Session::new(&design);
        what.requests(&request(&claims())).iter().map(|it| session.send(it).response.status).collect()
    };
    assert_eq!(statuses(WhatIf::ExpiredToken), [Some(401)]);
    assert_eq!(statuses(WhatIf::MissingBody), [Some(200)]);
    assert_eq!(statuses(WhatIf::BackendTimeout), [Some(503)]);
    // A text without `statusCode` is a whole answer in format 2.0.
    assert_eq!(statuses(WhatIf::MalformedAnswer), [Some(200)]);
    assert_eq!(statuses(WhatIf::FunctionError), [Some(500)]);
    assert_eq!(statuses(WhatIf::ThrottledFunction), [Some(503)]);
    let burst = statuses(WhatIf::Burst);
    assert_eq!(burst.iter().filter(|status| **status == Some(200)).count(), 50);
    assert_eq!(burst.iter().filter(|status| **status == Some(429)).count(), 150);
    assert_eq!(WhatIf::ALL.map(WhatIf::label).len(), 7);
}

#[test]
fn two_traces_differ_in_what_was_changed() {
    let design = design();
    let mut session = Session::new(&design);
    let first = session.send(&request(&claims()));
    assert!(compare(&first, &session.clone().send(&request(&claims()))).is_empty());
    let late = &WhatIf::ExpiredToken.requests(&request(&claims()))[0];
    let found = compare(&first, &session.send(late));
    let steps: Vec<(Option<StepKind>, &str, &str)> = found
        .iter()
        .filter(|it| it.what == "outcome")
        .map(|it| (it.step, it.left.as_str(), it.right.as_str()))
        .collect();
    assert_eq!(steps[0], (Some(StepKind::Authorizer), "pass", "refuse"));
    assert!(steps.contains(&(Some(StepKind::Integration), "pass", "not reached")));
    let status = found.iter().find(|it| it.what == "status").map(|it| (it.left.as_str(), it.right.as_str()));
    assert_eq!(status, Some(("200", "401")));
}
