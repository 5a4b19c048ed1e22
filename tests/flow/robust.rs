//! What users paste never panics: policies, tokens, commands, archives, raw messages and log formats, spoilt at random.

use serde_json::{Value, json};
use studio_core::design::Design;
use studio_core::flow::{Session, log_queries, observe, remedies};
use studio_core::lang::log_format;
use studio_core::request;

use super::properties::Random;

/// How often each text is spoilt.
const ROUNDS: u64 = 400;

const POLICIES: [&str; 4] = [
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"execute-api:Invoke","Resource":"execute-api:/*"}]}"#,
    r#"{"Version":"2012-10-17","Statement":{"Sid":"a","Effect":"Deny","NotPrincipal":{"AWS":["arn:aws:iam::123456789012:root"]},"NotAction":"*","Resource":"*/${aws:username}/*","Condition":{"NotIpAddress":{"aws:SourceIp":["10.0.0.0/8","::1/128"]},"DateLessThanIfExists":{"aws:CurrentTime":"2026-01-01T00:00:00Z"}}}}"#,
    r#"{"Statement":[{"Effect":"Allow","Principal":{"Service":"x"},"Action":["a","b"],"Resource":[],"Condition":{"ForAllValues:StringLike":{"aws:TagKeys":"*"},"NumericEquals":{"aws:EpochTime":1}}}]}"#,
    r#"[{"Effect":null}]"#,
];
const TOKENS: [&str; 4] = [
    "Bearer eyJhbGciOiJSUzI1NiIsImtpZCI6ImEifQ.eyJpc3MiOiJodHRwczovL2kiLCJhdWQiOiJhIiwiZXhwIjoxfQ.c2ln",
    "e30.eyJleHAiOjFlNDAwfQ.",
    "Bearer  ..",
    "AWS4-HMAC-SHA256 Credential=a/20260101/eu-west-1/execute-api/aws4_request, SignedHeaders=host, Signature=0",
];
const FORMATS: [&str; 4] = [
    r#"{"a":"$context.requestId","b":{"c":"$context.identity.sourceIp"},"d":["$context.status"]}"#,
    r#"$context.identity.sourceIp $context.authorizer.claims.sub [$context.requestTime] "$context.x.." \ "#,
    "<a>$context.status</a>$context.$context.é$context",
    "$context.authorizer.é-$context.a-b-",
];
const PASTED: [&str; 4] = [
    "curl -X POST 'https://a.execute-api.eu-west-1.amazonaws.com/prod/pets?x=1' -H 'Content-Type: application/json' --data-raw $'{\"a\":\\'b\\'}' --compressed -u a:b",
    r#"{"log":{"entries":[{"request":{"method":"GET","url":"https://a.example/b?c=d","headers":[{"name":"A","value":"b"}],"postData":{"text":"x","encoding":"base64"}}}]}}"#,
    "POST /pets?a=%zz HTTP/1.1\r\nHost: a.example\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc",
    "aws apigateway test-invoke-method --rest-api-id a --path-with-query-string '/a?b' --headers '{\"a\":1}'",
];

/// A text with some of its characters taken out, doubled or replaced.
fn spoilt(random: &mut Random, text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for _ in 0..=random.next(6) {
        let at = usize::try_from(random.next(letters.len() as u64 + 1)).unwrap_or(0);
        let odd = ['{', '}', '"', '\\', '\'', '$', '*', '\u{0}', 'é', '😀', ' ', '\n', '%', '.', '0', '['];
        match random.next(4) {
            0 if at < letters.len() => drop(letters.remove(at)),
            1 => letters.insert(at, odd[usize::try_from(random.next(odd.len() as u64)).unwrap_or(0)]),
            2 => letters.truncate(at),
            _ => {
                let part: Vec<char> = letters.iter().skip(at).take(20).copied().collect();
                letters.splice(at..at, part);
            }
        }
    }
    letters.into_iter().collect()
}

fn design(policy: &str, format: &str) -> Design {
    let authorizers = json!({
        "20": {"name": "j", "method": {"type": "jwt", "issuers": [{"issuer": "https://i", "audiences": ["a"]}], "identity_source": "method.request.header.Authorization"}},
        "21": {"name": "c", "method": {"type": "cognito", "user_pool_arns": ["arn:aws:cognito-idp:eu-west-1:1:userpool/p"], "header": "Authorization"}}
    });
    let route = |key: &str, authorization: Value| json!({"key": key, "integration": 30, "authorization": authorization});
    let routes = json!({
        "10": route("GET /j", json!({"type": "authorizer", "id": 20, "scopes": ["a"]})),
        "11": route("GET /c", json!({"type": "authorizer", "id": 21})),
        "12": route("GET /i", json!({"type": "iam"})),
        "13": route("GET /o", json!({"type": "none"})),
    });
    let stage = json!({
        "name": "prod", "access_log": {"destination": {"type": "log_group"}, "format": format},
        "defaults": {"logging_level": "INFO", "data_trace": true}
    });
    let api = json!({
        "kind": "REST", "name": "a", "settings": {"resource_policy": policy}, "routes": routes, "authorizers": authorizers,
        "integrations": {"30": {"target": {"type": "mock"}, "request_templates": {"application/json": "{\"statusCode\":200}"}, "responses": [{"status": "200"}]}},
        "stages": {"2": stage}
    });
    serde_json::from_value(json!({"account_id": "123456789012", "apis": {"1": api}})).expect("a design")
}

#[test]
fn spoilt_policies_tokens_and_formats_do_not_panic() {
    for seed in 0..ROUNDS {
        let mut random = Random(seed);
        let policy = random.pick(&POLICIES).to_owned();
        let format = random.pick(&FORMATS).to_owned();
        let (policy, format) = (spoilt(&mut random, &policy), spoilt(&mut random, &format));
        let design = design(&policy, &format);
        let mut session = Session::new(&design);
        for path in ["/prod/j", "/prod/c", "/prod/i", "/prod/o"] {
            let token = random.pick(&TOKENS).to_owned();
            let own: Value = serde_json::from_str(&policy).unwrap_or(Value::Null);
            let request = json!({
                "method": "GET", "path": path, "headers": {"Authorization": spoilt(&mut random, &token)},
                "identity": {"iam": {"arn": spoilt(&mut random, "arn:aws:iam::123456789012:user/a"), "policy": own}},
            });
            let request = serde_json::from_value(request).expect("a request");
            let trace = session.send(&request);
            let seen = observe(&design, &trace);
            assert!(seen.execution_log.lines.iter().all(|line| line.text.len() <= 1024 + 12), "seed {seed}");
            drop(remedies(&design, &request, &trace));
            if let (Some(api), Some(stage)) = (trace.passage.api, trace.passage.stage) {
                drop(log_queries(&design, api, stage, Some(&trace)));
            }
        }
    }
}

#[test]
fn spoilt_formats_give_as_many_fields_as_variables() {
    for seed in 0..ROUNDS * 5 {
        let mut random = Random(seed);
        let format = random.pick(&FORMATS).to_owned();
        let format = spoilt(&mut random, &format);
        let variables = log_format::variables(&format).len();
        let stars = log_format::glob(&format).matches('*').count() - format.matches('*').count();
        assert_eq!(stars, variables, "{format:?}");
        assert!(log_format::fields(&format).len() <= variables, "{format:?}");
        let line = log_format::render(&format, |_| None);
        assert!(!line.contains("$context.status"), "{line:?}");
    }
}

#[test]
fn spoilt_commands_archives_and_messages_do_not_panic() {
    for seed in 0..ROUNDS * 5 {
        let mut random = Random(seed);
        let text = random.pick(&PASTED).to_owned();
        let text = spoilt(&mut random, &text);
        let Ok(read) = request::read(&text) else { continue };
        for scenario in &read.requests {
            assert!(serde_json::to_value(scenario).is_ok(), "{text:?}");
        }
    }
}
