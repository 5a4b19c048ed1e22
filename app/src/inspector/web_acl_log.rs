//! What a web ACL's log holds.

use leptos::prelude::*;
use studio_core::design::{WafLogCondition, WafLogFilter, WafLogRule, WebAcl};

use super::fields::{list_of, optional, optional_of, toggle};
use super::form::{Form, at};
use super::sections::{maybe, records};
use super::statement::owned;

/// Headers that are often secrets.
const HEADERS: [&str; 2] = ["header:authorization", "header:cookie"];

/// Whether anything is said of what is logged.
pub(super) fn is_set(acl: &WebAcl) -> bool {
    !acl.log_redacted_fields.is_empty() || acl.log_filter.is_some()
}

/// The fields of a log.
pub(super) fn view(form: Form<WebAcl>) -> AnyView {
    let redacted = list_of(
        at!(form, log_redacted_fields),
        "Not shown in the log",
        "part of the request",
        "A header as header:name",
        Signal::stored(owned(&[WebAcl::LOG_PARTS.as_slice(), HEADERS.as_slice()].concat())),
    );
    let make = || WafLogFilter { rules: vec![WafLogRule::default()], ..WafLogFilter::default() };
    view! {
        {redacted}
        {maybe(at!(form, log_filter), "Only some requests", "", make, filter)}
    }
    .into_any()
}

fn filter(form: Form<WafLogFilter>) -> AnyView {
    let title = |rule: &WafLogRule| (if rule.keeps { "Logged" } else { "Not logged" }).to_owned();
    view! {
        {toggle(at!(form, keeps_others), "All others are logged", "")}
        {records(at!(form, rules), "log rule", WafLogRule::default, title, rule)}
    }
    .into_any()
}

fn rule(form: Form<WafLogRule>) -> AnyView {
    let title = |known: &WafLogCondition| {
        known.action.iter().chain(&known.label).cloned().collect::<Vec<_>>().join(", ")
    };
    view! {
        {toggle(at!(form, keeps), "Logged", "")}
        {toggle(at!(form, all), "Only where all conditions are met", "")}
        {records(at!(form, conditions), "condition", WafLogCondition::default, title, condition)}
    }
    .into_any()
}

fn condition(form: Form<WafLogCondition>) -> AnyView {
    view! {
        {optional_of(at!(form, action), "What WAF did", "This or a label", owned(&WafLogCondition::ACTIONS))}
        {optional(at!(form, label), "Label", "By its whole name")}
    }
    .into_any()
}
