//! Parameter mappings of HTTP API integrations.

use crate::aws::{self, HeaderUse};
use crate::design::{Diagnostic, Target};
use crate::flow::exchange::Exchange;
use crate::flow::mapping;
use crate::flow::request::Request;
use crate::flow::verdict::Verdict;

use super::without_refused;

const PAGE: &str = "http-api-parameter-mapping";

/// Changes headers, query and path before the integration; a Lambda event is made of the changed request.
pub(super) fn run(x: &mut Exchange<'_>) -> Verdict {
    let item = x.integration_item();
    let Some((_, integration)) = x.integration() else { return Verdict::skip("") };
    if integration.request_parameters.is_empty() {
        return Verdict::skip("The integration maps no request parameters").at(item).documented(PAGE);
    }
    if matches!(integration.target, Target::Action { .. }) {
        return Verdict::skip("The parameters are those of the service's action").at(item).documented(PAGE);
    }
    let before = x.request.message();
    let original = x.request.clone();
    let mut changed = x.request.clone();
    let (mut refused, mut absent) = (Vec::new(), Vec::new());
    for (target, value) in &integration.request_parameters {
        let value_here = mapping::http_value(x, None, value);
        if value_here.unknown.is_empty() && apply(x, &mut changed, target, value_here.text) {
            if !target.starts_with("remove:") {
                absent.extend(value_here.absent);
            }
            continue;
        }
        refused.push((target.clone(), value.clone()));
    }
    x.request = changed;
    if x.request.query != original.query {
        x.request.raw_query = raw(&x.request.query);
    }
    let mut after = x.request.message();
    if let Some(path) = &x.outgoing.path_override {
        after.url = after.url.replacen(&x.request.path, path, 1);
    }
    let verdict = Verdict::pass("The parameter mappings change the request")
        .at(item)
        .documented(PAGE)
        .changed(before, after);
    without_refused(x, with_absent(verdict, &absent), &refused)
}

/// Says that values are missing, and what the studio sends for them.
pub(in crate::flow::steps) fn with_absent(mut verdict: Verdict, absent: &[String]) -> Verdict {
    if absent.is_empty() {
        return verdict;
    }
    let names = absent.join("`, `");
    verdict.reason.push_str(&format!(
        "; `{names}` has no value here, and AWS does not document what is sent then: the studio puts nothing in its place"
    ));
    verdict.assumed()
}

/// Applies one mapping; false when it is none that the studio or AWS knows.
fn apply(x: &mut Exchange<'_>, request: &mut Request, target: &str, value: String) -> bool {
    let Some((operation, place)) = target.split_once(':') else { return false };
    if place == "path" && operation == "overwrite" {
        x.outgoing.path_override = Some(if value.starts_with('/') { value } else { format!("/{value}") });
        return true;
    }
    match place.split_once('.') {
        Some(("header", name)) => {
            if aws::is_reserved_header(HeaderUse::HttpParameterMapping, name) {
                let item = x.integration_item();
                let message = format!("Header `{name}` is reserved, and AWS refuses a mapping that sets it");
                x.note(
                    Diagnostic::error("reserved-header", message)
                        .at(item)
                        .at_place("request_parameters")
                        .help("Use another header"),
                );
                return false;
            }
            change(&mut request.headers, operation, name, value, |one, other| one.eq_ignore_ascii_case(other))
        }
        Some(("querystring", name)) => {
            change(&mut request.query, operation, name, value, |one, other| one == other)
        }
        _ => false,
    }
}

/// Appends, overwrites or removes a name; false for another operation.
pub(crate) fn change(
    pairs: &mut Vec<(String, String)>,
    operation: &str,
    name: &str,
    value: String,
    same: impl Fn(&str, &str) -> bool,
) -> bool {
    match operation {
        "append" => pairs.push((name.to_owned(), value)),
        "overwrite" => {
            pairs.retain(|(other, _)| !same(other, name));
            pairs.push((name.to_owned(), value));
        }
        "remove" => pairs.retain(|(other, _)| !same(other, name)),
        _ => return false,
    }
    true
}

fn raw(query: &[(String, String)]) -> String {
    let encode = |text: &str| crate::lang::percent::encode(text, "");
    let parts: Vec<String> =
        query.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    parts.join("&")
}
