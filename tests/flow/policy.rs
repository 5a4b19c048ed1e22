//! What holds for every policy, however it is written.

use serde_json::{Value, json};
use studio_core::design::Design;
use studio_core::design::inputs::Scenario;
use studio_core::flow::{Outcome, StepKind, simulate};

use super::properties::Random;

/// Pieces that policies are made of, right and wrong.
const PIECES: [&str; 40] = [
    "Version",
    "2012-10-17",
    "Statement",
    "Sid",
    "Effect",
    "Allow",
    "Deny",
    "Principal",
    "NotPrincipal",
    "AWS",
    "Service",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
    "execute-api:Invoke",
    "execute-api:*",
    "execute-api:/*",
    "*",
    "?",
    "arn:aws:iam::123456789012:root",
    "arn:aws:iam::1:user/é",
    "arn:::::",
    "${aws:username}",
    "${",
    "${a,}",
    "aws:SourceIp",
    "aws:PrincipalTag/",
    "execute-api:viaDomainArn",
    "IpAddress",
    "ForAllValues:StringNotLikeIfExists",
    "ForAnyValue:",
    "DateLessThan",
    "NumericEquals",
    "Null",
    "192.0.2.0/24",
    "::/129",
    "9999-12-31T23:59:59.999999999-99:99",
    "",
];

fn value(random: &mut Random, depth: u64) -> Value {
    match random.next(if depth > 4 { 4 } else { 8 }) {
        0 => json!(random.next(u64::MAX)),
        1 => json!(random.next(2) == 0),
        2 | 3 => json!(random.pick(&PIECES)),
        4 => (0..random.next(4)).map(|_| value(random, depth + 1)).collect(),
        _ => {
            let members = random.next(6);
            (0..members)
                .map(|_| (random.pick(&PIECES).to_owned(), value(random, depth + 1)))
                .collect::<serde_json::Map<_, _>>()
                .into()
        }
    }
}

/// A statement that is whole but for its odd parts.
fn statement(random: &mut Random) -> Value {
    let mut statement = json!({
        "Effect": random.pick(&["Allow", "Deny"]),
        "Principal": random.pick(&["*", "", "x"]),
        "Action": "execute-api:Invoke",
        "Resource": [random.pick(&PIECES), "*"],
        "Condition": {random.pick(&PIECES): {random.pick(&PIECES): [random.pick(&PIECES), random.pick(&PIECES)]}},
    });
    let odd = random.pick(&PIECES);
    if random.next(3) == 0 {
        statement[odd] = value(random, 2);
    }
    statement
}

fn design(policy: &str) -> Design {
    let design = json!({
        "account_id": "123456789012",
        "apis": {"1": {
            "kind": "REST",
            "name": "a",
            "settings": {"resource_policy": policy},
            "routes": {"2": {"key": "GET /", "authorization": {"type": "iam"}}, "3": {"key": "POST /"}},
            "stages": {"4": {"name": "prod"}},
        }},
    });
    serde_json::from_value(design).expect("a design")
}

/// No text panics as a resource policy or as an identity's own, and each request is decided.
#[test]
fn no_policy_panics() {
    for seed in 0..3_000 {
        let mut random = Random(seed);
        let policy = match random.next(3) {
            0 => value(&mut random, 0),
            _ => json!({
                "Version": random.pick(&["2012-10-17", "2008-10-17"]),
                "Statement": [statement(&mut random), statement(&mut random)],
            }),
        };
        let mut text = policy.to_string();
        if random.next(5) == 0 {
            let cut = usize::try_from(random.next(text.len() as u64)).unwrap_or(0);
            text = text.chars().take(cut).collect();
        }
        let design = design(&text);
        for method in ["GET", "POST"] {
            let request = json!({
                "method": method,
                "path": "/",
                "identity": {"iam": {"arn": random.pick(&PIECES), "policy": policy}},
                "source_ip": random.pick(&PIECES),
            });
            let request: Scenario = serde_json::from_value(request).expect("a request");
            let trace = simulate(&design, &request);
            assert_eq!(trace, simulate(&design, &request), "seed {seed}");
            let decided = trace.steps.iter().any(|step| step.kind == StepKind::ResourcePolicy);
            assert!(decided, "seed {seed}: {text}");
        }
    }
}

/// The statement that decides comes first among what the step shows, and all others follow in order.
#[test]
fn the_deciding_statement_comes_first() {
    let statement = |sid: &str, effect: &str, resource: &str| json!({"Sid": sid, "Effect": effect, "Principal": "*", "Action": "*", "Resource": resource});
    let policy = json!({"Statement": [
        statement("A", "Allow", "execute-api:/*"),
        statement("B", "Deny", "execute-api:/dev/*"),
        statement("C", "Deny", "execute-api:/prod/*"),
    ]});
    let request: Scenario =
        serde_json::from_value(json!({"method": "POST", "path": "/"})).expect("a request");
    let trace = simulate(&design(&policy.to_string()), &request);
    let step = trace.steps.iter().find(|step| step.kind == StepKind::ResourcePolicy).expect("the step");
    let names: Vec<&str> = step.consulted.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(step.outcome, Outcome::Refuse);
    assert_eq!(names, ["statement 3 (C), Deny", "statement 1 (A), Allow", "statement 2 (B), Deny"]);
}
