//! Stands in for the backends that the recorded cases called.

use serde_json::{Map, Value, json};

use super::services;

/// What a fixture's backend answers to what it was sent. None: nothing here stands in for it.
pub fn answer(fixture: &Value, sent: &Value) -> Option<Value> {
    if sent["url"].as_str().is_some_and(|url| url.contains("//httpbin.org/")) {
        return Some(httpbin(sent));
    }
    if let Some(answer) = services::answer(fixture, sent) {
        return Some(answer);
    }
    let backend = fixture["backends"].as_array().and_then(|backends| backends.first())?;
    let source = backend["handler_source"].as_str().unwrap_or_default();
    let body = sent["body"].as_str().unwrap_or_default();
    if backend["kind"] == "echo_http" {
        return Some(echo(sent, backend["trim_x_headers"] == true));
    }
    if source.contains("\"body\": json.dumps(event)") {
        return Some(json!({"result": {"statusCode": 200, "body": body, "isBase64Encoded": false}}));
    }
    if source.contains("return json.loads(body)") {
        let event: Value = serde_json::from_str(body).ok()?;
        let result: Value = serde_json::from_str(event["body"].as_str()?).ok()?;
        return Some(json!({ "result": result }));
    }
    let event: Value = serde_json::from_str(body).unwrap_or_default();
    if source.contains("return event") {
        return Some(json!({ "result": event }));
    }
    if source.contains("four hundred") {
        return Some(pattern(&event));
    }
    if source.contains("customerror") {
        let status: u32 = event["body"]["httpStatus"].as_str()?.parse().ok()?;
        let text = if status >= 400 { "customerror" } else { "noerror" };
        return Some(json!({"result": {"statusCode": 200, "body": text}}));
    }
    if source.contains("HTTPStatus") {
        let status = sent["url"].as_str()?.rsplit('/').next()?.parse::<u16>().ok()?;
        let body = json!({"status_code": status, "message": ""});
        return Some(
            json!({"status": status, "headers": {"Content-Type": "application/json"}, "body": body}),
        );
    }
    None
}

/// A function that fails with a text that integration responses choose by.
fn pattern(event: &Value) -> Value {
    let (line, text) = match event["statusCode"].as_str() {
        Some("200") => return json!({"result": "Pass"}),
        Some("400") => (7, "Error: Raising four hundred from within the Lambda function"),
        _ => (9, "Error: Raising five hundred from within the Lambda function"),
    };
    let at = format!("  File \"/var/task/lambda_select_pattern.py\", line {line}, in handler\n");
    json!({"error": {
        "errorMessage": text,
        "errorType": "Exception",
        "requestId": "5ae4b9f0-4f4e-4ad3-9d0b-0d7f0d7a9f10",
        "stackTrace": [format!("{at}    raise Exception(\"{text}\")\n")],
    }})
}

/// httpbin.org: it spells header names in its own way and leaves the proxy's out.
fn httpbin(sent: &Value) -> Value {
    let title = |name: &str| {
        let words = name.split('-').map(|word| {
            let (first, rest) = word.split_at(word.len().min(1));
            format!("{}{}", first.to_uppercase(), rest.to_lowercase())
        });
        words.collect::<Vec<_>>().join("-")
    };
    let headers: Map<String, Value> = sent["headers"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, value)| (title(name), value.clone()))
        .filter(|(name, _)| !name.starts_with("X-Forwarded-"))
        .collect();
    let json: Value =
        sent["body"].as_str().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let body =
        json!({"args": {}, "data": sent["body"], "headers": headers, "json": json, "url": sent["url"]});
    json!({
        "status": 200,
        "headers": {
            "Date": "Mon, 01 Jan 2024 00:00:00 GMT", "Content-Type": "application/json", "Connection": "keep-alive",
            "Content-Length": "1", "Server": "gunicorn/19.9.0", "Access-Control-Allow-Origin": "*",
            "Access-Control-Allow-Credentials": "true",
        },
        "body": body,
    })
}

/// An HTTP server that answers with the request.
fn echo(sent: &Value, trims: bool) -> Value {
    let url = sent["url"].as_str().unwrap_or_default();
    let (place, query) = url.split_once('?').unwrap_or((url, ""));
    let path = place.splitn(4, '/').nth(3).unwrap_or_default();
    let mut args: Map<String, Value> = Map::new();
    for (name, value) in query.split('&').filter_map(|part| part.split_once('=')) {
        let value = args
            .get(name)
            .map_or(value.to_owned(), |before| format!("{},{value}", before.as_str().unwrap_or_default()));
        args.insert(name.to_owned(), value.into());
    }
    let headers: Map<String, Value> = sent["headers"]
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(name, _)| !trims || !name.to_lowercase().starts_with("x-"))
        .map(|(name, value)| (name.to_lowercase(), value.clone()))
        .collect();
    let body = sent["body"].as_str().unwrap_or_default();
    let data: Value = serde_json::from_str(body).unwrap_or_else(|_| body.into());
    let body = json!({
        "args": args, "data": data, "domain": headers["host"], "headers": headers, "method": sent["method"],
        "origin": "192.0.2.1", "path": format!("/{}", path.trim_start_matches('/')),
    });
    json!({"status": 200, "headers": {"Content-Type": "application/json"}, "body": body})
}
