//! Texts that reach a request on its way: policies, tokens, pasted requests, access log formats.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use studio_core::design::inputs::{OneOrMany, Scenario};
use studio_core::design::{ApiId, Design, StageId, check};
use studio_core::flow::{Session, log_queries, observe, remedies};
use studio_core::lang::jwt::Token;
use studio_core::lang::log_format;
use studio_core::request::{read, to_curl, to_test_invoke};

/// The most requests of one pasted text that are sent: the rest are no different.
const SENT_MAX: usize = 3;

/// The parts of a text for [`token`] and [`policy`].
const BETWEEN: char = '\n';

fn design(api: Value) -> Design {
    serde_json::from_value(json!({"region": "eu-west-1", "account_id": "123456789012", "apis": {"1": api}}))
        .unwrap_or_else(|error| panic!("the design is none: {error}"))
}

fn scenario(request: Value) -> Scenario {
    serde_json::from_value(request).unwrap_or_else(|error| panic!("the request is none: {error}"))
}

fn rest(settings: Value, authorization: Value, authorizer: Value, log: &str) -> Design {
    design(json!({
        "kind": "REST", "name": "a", "settings": settings,
        "routes": {"10": {"key": "ANY /{proxy+}", "integration": 30, "authorization": authorization}},
        "authorizers": {"20": {"name": "c", "method": authorizer}},
        "integrations": {"30": {"target": {"type": "http", "url": "https://b.example"}}},
        "stages": {"2": {"name": "prod", "access_log": {"destination": {"type": "log_group"}, "format": log}}},
    }))
}

/// Everything that is told about a request, twice the same.
fn send(design: &Design, request: &Scenario) {
    let trace = Session::new(design).send(request);
    assert_eq!(Session::new(design).send(request), trace, "the same request, another answer");
    let _ = trace.to_json();
    let _ = observe(design, &trace);
    let _ = remedies(design, request, &trace);
}

/// A text as resource policy, as policy of a caller and as answer of a Lambda authorizer.
pub fn policy(text: &str) {
    let user = "arn:aws:iam::123456789012:user/ann";
    let role = "arn:aws:sts::210987654321:assumed-role/r/s";
    let tags = json!({"team": "a*?${b}"});
    let signed = |arn: &str| json!({"arn": arn, "tags": tags, "mfa_age_s": 5, "organization_id": "o-1"});
    let get = |identity: Value| {
        scenario(
            json!({"method": "GET", "path": "/prod/a/b?x=1", "headers": {"Referer": "https://a.example/"},
            "source_ip": "203.0.113.7", "vpc": {"vpc_id": "vpc-1", "vpc_endpoint_id": "vpce-1"}, "identity": identity}),
        )
    };
    let none = json!({"type": "lambda_token", "function": 99});
    let of_api = rest(json!({"resource_policy": text}), json!({"type": "none"}), none.clone(), "");
    let _ = check(&of_api);
    send(&of_api, &get(json!({})));
    let by_iam = rest(json!({"resource_policy": text}), json!({"type": "iam"}), none.clone(), "");
    send(&by_iam, &get(json!({"iam": signed(user)})));
    send(&by_iam, &get(json!({"iam": signed(role)})));
    let Ok(value) = serde_json::from_str::<Value>(text) else { return };
    let mut own = signed(user);
    own["policy"] = value.clone();
    send(&rest(json!({}), json!({"type": "iam"}), none.clone(), ""), &get(json!({"iam": own})));
    let mut asked = get(json!({"authorizer": {"result": {"principalId": "p", "policyDocument": value}}}));
    asked.headers.insert("Authorization".into(), OneOrMany::One("x".into()));
    send(&rest(json!({}), json!({"type": "authorizer", "id": 20}), none, ""), &asked);
}

/// A text as a token; or its lines as header, claims and key set, with a signature that is a byte.
pub fn token(text: &str) {
    let mut lines = text.splitn(3, BETWEEN);
    let (first, second) = (lines.next().unwrap_or_default(), lines.next());
    let key_set = lines.next().unwrap_or("{\"keys\":[]}");
    let encoded = second.map(|claims| {
        let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
        format!("{}.{}.AQ", part(first), part(claims))
    });
    for value in [Some(text.to_owned()), encoded].into_iter().flatten() {
        if let Ok(token) = Token::read(&value) {
            let _ = (token.check_signature(key_set), token.scopes(), token.texts("aud"), token.time_s("exp"));
        }
        let issuers = json!([{"issuer": "i", "audiences": ["a"], "key_set": key_set}]);
        let jwt = json!({"type": "jwt", "issuers": issuers});
        let pool = "arn:aws:cognito-idp:eu-west-1:1:userpool/p";
        let cognito = json!({"type": "cognito", "user_pool_arns": [pool], "validation_expression": "a.*"});
        for method in [jwt, cognito] {
            let guarded = json!({"type": "authorizer", "id": 20, "scopes": ["s"]});
            let log = "$context.authorizer.claims.sub $context.authorizer.error";
            let request = json!({"method": "GET", "path": "/prod/a", "headers": {"Authorization": value}});
            send(&rest(json!({}), guarded, method, log), &scenario(request));
        }
    }
}

/// A text that should hold requests: what is read can be written, and what is written is read again.
fn pasted(text: &str) {
    let Ok(pasted) = read(text) else { return };
    assert!(!pasted.requests.is_empty(), "nothing was read");
    let open = rest(json!({}), json!({"type": "none"}), json!({"type": "cognito"}), "");
    for request in pasted.requests.iter().take(SENT_MAX) {
        let command = to_curl(request, "https://a.example");
        assert!(read(&command).is_ok(), "{command:?} is not read");
        let _ = to_test_invoke(request);
        send(&open, request);
    }
}

/// A text as the rest of a `curl` command.
pub fn curl(text: &str) {
    pasted(&format!("curl {text}"));
}

/// A text as an HTTP Archive, whole or as one request of it.
pub fn har(text: &str) {
    pasted(text);
    pasted(&format!("{{\"log\":{{\"entries\":[{{\"request\":{text}}}]}}}}"));
}

/// A text as a raw HTTP message.
pub fn http(text: &str) {
    pasted(text);
    pasted(&format!("POST /a?b=c HTTP/1.1\r\nHost: a.example\r\n{text}"));
}

/// A text as the format of an access log.
pub fn log(text: &str) {
    let same = log_format::render(text, |name| Some(format!("$context.{name}")));
    assert_eq!(same, text, "rendering changes what is no variable");
    let names = log_format::variables(text).len();
    assert!(log_format::glob(text).matches('*').count() >= names, "a variable without a star");
    let fields = log_format::fields(text);
    assert!(fields.iter().all(|(_, variable)| !variable.is_empty()), "a field of nothing");
    let _ = log_format::is_json(text);
    let logged = rest(json!({}), json!({"type": "none"}), json!({"type": "cognito"}), text);
    let _ = check(&logged);
    let request = scenario(json!({"method": "GET", "path": "/prod/a"}));
    let trace = Session::new(&logged).send(&request);
    let _ = log_queries(&logged, ApiId(1), StageId(2), Some(&trace));
    send(&logged, &request);
}
