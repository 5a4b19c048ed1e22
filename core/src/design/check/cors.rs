//! CORS of HTTP APIs.

use std::str::FromStr;
use std::sync::Arc;

use super::finder::{Finder, put_api};
use crate::aws::{self, ApiKind, Method};
use crate::design::{Api, ApiId, Certainty, Diagnostic, Item};

pub(super) fn check(find: &mut Finder<'_>, id: ApiId, api: &Arc<Api>) {
    let (ApiKind::Http, Some(cors)) = (api.kind, &api.settings.cors) else { return };
    let item = Item::Api(id);
    let mut found = Vec::new();
    let mut tell = |code, what: String, help: &str| {
        let message = format!("CORS of API `{}` {what}", api.name);
        found.push(Diagnostic::error(code, message).at(item).at_place("cors").help(help));
    };
    for origin in cors.allow_origins.iter().filter(|origin| !is_origin(origin)) {
        let what = format!("allows `{origin}`, which is no origin");
        tell(
            "cors-origin",
            what,
            "Write `https://app.example.com` without a path, `*`, `https://*` or `http://*`",
        );
    }
    for method in cors.allow_methods.iter().filter(|method| *method != "*" && !is_verb(method)) {
        tell("cors-method", format!("allows `{method}`, which is no verb"), "Use verbs in capitals, or `*`");
    }
    if let (Some(age), Some(limit)) = (cors.max_age_s, aws::limit("cors.max_age_s"))
        && !limit.contains(i64::from(age))
    {
        let what = format!("lets browsers remember for {age} s; AWS takes {} to {}", limit.min, limit.max);
        tell("cors-max-age", what, "Shorten it; -1 switches it off");
    }
    if cors.allow_origins.is_empty() {
        tell(
            "cors-without-origin",
            "allows no origin".to_owned(),
            "Name the origins of your pages, or take CORS away",
        );
    }
    for finding in found {
        find.push(finding);
    }
    if cors.allow_credentials && cors.allow_origins.iter().any(|origin| origin == "*") {
        let fix = put_api(id, api, |api| {
            if let Some(cors) = &mut api.settings.cors {
                cors.allow_credentials = false;
            }
        });
        let message =
            format!("CORS of API `{}` allows credentials to every origin, which browsers refuse", api.name);
        let finding = Diagnostic::error("cors-credentials-any-origin", message).at(item).at_place("cors");
        let finding = finding.help("Name the origins, or allow no credentials");
        find.push(finding.fix("Allow no credentials", fix, Certainty::Likely));
    }
}

fn is_verb(text: &str) -> bool {
    Method::from_str(text).is_ok_and(|method| method != Method::Any)
}

/// Source: `http-api-cors` in the developer guide.
fn is_origin(text: &str) -> bool {
    if text == "*" {
        return true;
    }
    let Some((scheme, host)) = text.split_once("://") else { return false };
    let named = !host.is_empty() && !host.contains(['/', '*', ' ']);
    !scheme.is_empty() && (named || (host == "*" && ["http", "https"].contains(&scheme)))
}
