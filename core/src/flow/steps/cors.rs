//! CORS as an HTTP API answers it by itself.

use crate::aws::ApiKind;
use crate::design::Cors;
use crate::flow::Message;
use crate::flow::exchange::Exchange;
use crate::flow::verdict::Verdict;

const PAGE: &str = "http-api-cors";
/// What a preflight is answered with.
const NO_CONTENT: u16 = 204;
const PREFIX: &str = "access-control-";

/// Answers a preflight, before routes and authorizers.
pub(crate) fn preflight(x: &mut Exchange<'_>) -> Verdict {
    let Some(cors) = &x.place.api.settings.cors else {
        return Verdict::skip("The API has no CORS configuration").at(x.api_item()).documented(PAGE);
    };
    let origin = x.request.header("Origin").map(str::to_owned);
    let asks = x.request.header("Access-Control-Request-Method").is_some();
    let (Some(origin), true, true) = (origin, asks, x.request.method == "OPTIONS") else {
        return Verdict::skip("The request is no CORS preflight: that is OPTIONS with `Origin` and `Access-Control-Request-Method`")
            .at(x.api_item())
            .documented(PAGE);
    };
    let allowed = allowed_origin(cors, &origin);
    x.response = Message { status: Some(NO_CONTENT), ..Message::default() };
    let reason = match &allowed {
        Some(_) => format!(
            "API Gateway answers the preflight by itself and allows `{origin}`; no route or authorizer is asked"
        ),
        None => format!(
            "API Gateway answers the preflight by itself, but `{origin}` is no allowed origin, so no CORS headers are sent and the browser refuses"
        ),
    };
    if let Some(allowed) = allowed {
        x.response.headers = preflight_headers(cors, allowed);
    }
    Verdict::answer(reason).at(x.api_item()).documented(PAGE).saw("Origin", origin, "request").saw(
        "allow_origins",
        cors.allow_origins.join(", "),
        "api",
    )
}

/// Sets the CORS headers of an answer, in place of the backend's own.
pub(crate) fn headers(x: &mut Exchange<'_>) -> Verdict {
    let Some(cors) = x.place.api.settings.cors.as_ref().filter(|_| x.kind() == ApiKind::Http) else {
        return Verdict::skip("The API has no CORS configuration, so the backend's own headers stay")
            .at(x.api_item())
            .documented(PAGE);
    };
    if x.response.status == Some(NO_CONTENT) && x.sent.is_none() && x.route.is_none() {
        return Verdict::skip("The preflight already has its headers").at(x.api_item());
    }
    let before = x.response.clone();
    x.response.headers.retain(|(name, _)| !name.to_ascii_lowercase().starts_with(PREFIX));
    let Some(origin) = x.request.header("Origin").map(str::to_owned) else {
        return Verdict::pass("The request has no `Origin`, so the answer gets no CORS headers")
            .at(x.api_item())
            .documented(PAGE)
            .changed(before, x.response.clone());
    };
    let reason = match allowed_origin(cors, &origin) {
        Some(allowed) => {
            x.response.headers.extend(answer_headers(cors, allowed));
            format!("`{origin}` is an allowed origin; the backend's own CORS headers are ignored")
        }
        None => format!(
            "`{origin}` is no allowed origin, so the answer has no CORS headers and a browser hides it from scripts"
        ),
    };
    Verdict::pass(reason)
        .at(x.api_item())
        .documented(PAGE)
        .saw("Origin", origin, "request")
        .saw("allow_origins", cors.allow_origins.join(", "), "api")
        .changed(before, x.response.clone())
}

/// What `access-control-allow-origin` says; none when the origin is not allowed.
fn allowed_origin(cors: &Cors, origin: &str) -> Option<String> {
    let any = cors.allow_origins.iter().any(|allowed| allowed == "*");
    if any {
        return Some("*".to_owned());
    }
    let named = cors.allow_origins.iter().any(|allowed| match allowed.strip_suffix("*") {
        Some(scheme) => scheme.ends_with("://") && origin.starts_with(scheme),
        None => allowed == origin,
    });
    named.then(|| origin.to_owned())
}

fn preflight_headers(cors: &Cors, origin: String) -> Vec<(String, String)> {
    let mut headers = answer_headers(cors, origin);
    let mut list = |name: &str, values: &[String]| {
        if !values.is_empty() {
            headers.push((format!("{PREFIX}{name}"), values.join(",")));
        }
    };
    list("allow-methods", &cors.allow_methods);
    list("allow-headers", &cors.allow_headers);
    if let Some(age) = cors.max_age_s {
        headers.push((format!("{PREFIX}max-age"), age.to_string()));
    }
    headers
}

fn answer_headers(cors: &Cors, origin: String) -> Vec<(String, String)> {
    let mut headers = vec![(format!("{PREFIX}allow-origin"), origin)];
    if cors.allow_credentials {
        headers.push((format!("{PREFIX}allow-credentials"), "true".to_owned()));
    }
    if !cors.expose_headers.is_empty() {
        headers.push((format!("{PREFIX}expose-headers"), cors.expose_headers.join(",")));
    }
    headers
}
