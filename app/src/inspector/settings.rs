//! What a stage sets for all routes or for one: throttle, logs, metrics, cache.

use leptos::prelude::*;
use studio_core::aws::{ApiKind, Capability, LoggingLevel, UnauthorizedCacheStrategy};
use studio_core::design::{CacheSettings, RouteSettings, Throttle};

use super::fields::{Number, decimal, optional_whole, optional_word, pair, tristate, whole};
use super::form::{Form, at};
use super::sections::{gated, maybe, section};

/// The fields.
pub(super) fn view(form: Form<RouteSettings>, kind: ApiKind) -> AnyView {
    let logs_set =
        Memo::new(move |_| form.with(|set| set.logging_level.is_some() || set.data_trace.is_some()));
    let cache_set = Memo::new(move |_| form.with(|set| set.cache.is_some()));
    view! {
        {section("Throttle", throttle(at!(form, throttle), "Limit requests"))}
        {section(
            "Logs and metrics",
            view! {
                {gated(kind, Capability::ExecutionLogs, logs_set, move || {
                    view! {
                        {optional_word(at!(form, logging_level), "Execution log", "Not set", LoggingLevel::ALL)}
                        {tristate(at!(form, data_trace), "Log whole requests and responses", "Not set")}
                    }
                        .into_any()
                })}
                {tristate(at!(form, detailed_metrics), "Detailed metrics", "Not set")}
            },
        )}
        {gated(kind, Capability::ResponseCache, cache_set, move || {
            section(
                "Cache",
                maybe(at!(form, cache), "Cache settings", "They need a cache cluster on the stage", CacheSettings::default, cache),
            )
        })}
    }
    .into_any()
}

/// A throttle that can be switched on.
pub(super) fn throttle(form: Form<Option<Throttle>>, label: &'static str) -> AnyView {
    let make = || Throttle { rate_rps: studio_core::base::Milli::whole(100), burst: 200 };
    maybe(form, label, "", make, throttle_fields)
}

/// The two numbers of a throttle.
pub(super) fn throttle_fields(form: Form<Throttle>) -> AnyView {
    pair(
        decimal(at!(form, rate_rps), Number::new("Rate", "requests/s", "Tokens added each second")),
        whole(at!(form, burst), Number::new("Burst", "requests", "The bucket's capacity")),
    )
}

fn cache(form: Form<CacheSettings>) -> AnyView {
    let strategies = UnauthorizedCacheStrategy::ALL;
    view! {
        {tristate(at!(form, enabled), "Responses are cached", "AWS's default: GET only")}
        {optional_whole(at!(form, ttl_s), Number::new("Time to live", "s", "0 to 3600; empty means 300"))}
        {tristate(at!(form, encrypted), "Entries are encrypted", "Not set")}
        {tristate(at!(form, require_authorization), "Invalidating needs permission", "Not set")}
        {optional_word(at!(form, unauthorized_strategy), "Without that permission", "Not set", strategies)}
    }
    .into_any()
}
