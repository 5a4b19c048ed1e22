//! A request of the design as a command that asks the deployed API the same.

use serde_json::{Map, Value};

use crate::aws;
use crate::design::Design;
use crate::design::inputs::Scenario;
use crate::lang::percent;

/// Where the request goes: its custom domain, or the default endpoint with `API_ID` for the identifier that AWS
/// gives.
pub fn address(request: &Scenario, design: &Design) -> String {
    if let Some(host) = &request.host {
        return format!("https://{host}");
    }
    let stage = request.stage.as_deref().filter(|stage| *stage != "$default");
    let stage = stage.map_or(String::new(), |stage| format!("/{stage}"));
    let region = if design.region.is_empty() { aws::default_region() } else { &design.region };
    format!("https://API_ID.execute-api.{region}.amazonaws.com{stage}")
}

/// The request as a `curl` command to an address such as `https://api.example.com` or
/// `https://a1b2.execute-api.eu-west-1.amazonaws.com/prod`; one option a line.
///
/// A request that an IAM identity signs takes its keys from the environment.
pub fn to_curl(request: &Scenario, address: &str) -> String {
    let url = format!("{}{}", address.trim_end_matches('/'), path(request));
    let has_body = request.body.is_some() || request.body_base64.is_some();
    let method = request.method.trim().to_uppercase();
    let mut lines = Vec::new();
    let verb = match method.as_str() {
        "HEAD" => " --head".to_owned(),
        "GET" if !has_body => String::new(),
        "POST" if has_body => String::new(),
        verb => format!(" --request {}", quoted(verb)),
    };
    lines.push(format!("curl{verb} {}", quoted(&url)));
    for (name, values) in &request.headers {
        lines.extend(values.values().iter().map(|value| match value.as_str() {
            "" => format!("--header {}", quoted(&format!("{name};"))),
            value => format!("--header {}", quoted(&format!("{name}: {value}"))),
        }));
    }
    if request.identity.as_ref().is_some_and(|identity| identity.iam.is_some()) {
        lines.push("--aws-sigv4 \"aws:amz:$AWS_REGION:execute-api\"".to_owned());
        lines.push("--user \"$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY\"".to_owned());
        lines.push("--header \"x-amz-security-token: $AWS_SESSION_TOKEN\"".to_owned());
    }
    let mut before = String::new();
    match (&request.body_base64, &request.body) {
        (Some(text), _) => {
            before = format!("printf %s {} | base64 --decode | ", quoted(text.trim()));
            lines.push("--data-binary @-".to_owned());
        }
        (None, Some(text)) => lines.push(format!("--data-raw {}", quoted(text))),
        (None, None) => {}
    }
    before + &lines.join(" \\\n  ")
}

/// The request as `aws apigateway test-invoke-method`, which only REST APIs have; the identifiers of API and
/// resource, which AWS gives, are shell variables.
pub fn to_test_invoke(request: &Scenario) -> String {
    let mut lines = vec![
        "aws apigateway test-invoke-method".to_owned(),
        "--rest-api-id \"$REST_API_ID\"".to_owned(),
        "--resource-id \"$RESOURCE_ID\"".to_owned(),
        format!("--http-method {}", quoted(&request.method.trim().to_uppercase())),
        format!("--path-with-query-string {}", quoted(&path(request))),
    ];
    if !request.headers.is_empty() {
        let single = request.headers.values().all(|values| values.values().len() == 1);
        let mut headers = Map::new();
        for (name, values) in &request.headers {
            let values = values.values();
            let value = match values.first().filter(|_| single) {
                Some(value) => Value::from(value.as_str()),
                None => Value::from(values.to_vec()),
            };
            headers.insert(name.clone(), value);
        }
        let option = if single { "--headers" } else { "--multi-value-headers" };
        lines.push(format!("{option} {}", quoted(&Value::Object(headers).to_string())));
    }
    if let Some(body) = request.body.as_ref().or(request.body_base64.as_ref()) {
        lines.push(format!("--body {}", quoted(body)));
    }
    lines.join(" \\\n  ")
}

/// The path with all query parameters.
fn path(request: &Scenario) -> String {
    let mut path = request.path.split('#').next().unwrap_or_default().to_owned();
    if !path.starts_with('/') {
        path.insert(0, '/');
    }
    for (name, values) in &request.query {
        for value in values.values() {
            let sign = if path.contains('?') { '&' } else { '?' };
            path.push_str(&format!("{sign}{}={}", percent::encode(name, ""), percent::encode(value, "")));
        }
    }
    path
}

/// A word of a POSIX shell.
fn quoted(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:@%+=,".contains(&byte);
    match !text.is_empty() && text.bytes().all(is_plain) {
        true => text.to_owned(),
        false => format!("'{}'", text.replace('\'', "'\\''")),
    }
}
