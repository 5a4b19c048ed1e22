//! Settings of a stage's routes: throttle, logs and metrics.

use super::Second;
use crate::base::Milli;
use crate::design::{Item, RouteSettings, Stage, Throttle};
use crate::terraform::export::module::Module;
use crate::terraform::facts::facts;
use crate::terraform::syntax::{Fields, decimal, number, text};

/// Whether the stage says anything about execution logs.
pub(super) fn names_logs(stage: &Stage) -> bool {
    let names = |settings: &RouteSettings| settings.logging_level.is_some() || settings.data_trace.is_some();
    names(&stage.defaults) || stage.overrides.values().any(names)
}

/// Adds the blocks of settings to the stage's.
pub(super) fn add(
    module: &mut Module<'_>,
    second: &Second<'_, '_>,
    item: Item,
    stage: &Stage,
    mut fields: Fields,
) -> Fields {
    let http = second.is_http();
    let (stays, throttled) = kept(module, item, "default_route_settings");
    if says_something(&stage.defaults, http) || stays {
        let body = body(Fields::new(), (&stage.defaults, None), throttled, http);
        fields = fields.block("default_route_settings", body);
    }
    for (id, own) in &stage.overrides {
        let Some(route) = second.routes.get(id) else {
            let message = format!("Stage `{}` has settings for a route that is not in the files", stage.name);
            module.refuse(item, message, "Take the settings away");
            continue;
        };
        let (stays, throttled) = kept(module, item, &format!("route_settings[{id}]"));
        if !says_something(own, http) && !stays {
            continue;
        }
        // The key is read from the route, so that AWS has it when the stage comes.
        let key = Fields::new().set("route_key", route.get("route_key"));
        let body = body(key, (own, Some(&stage.defaults)), throttled, http);
        // The mark is how what is kept of the block finds it.
        fields = match stays {
            true => fields.labelled("route_settings", &id.to_string(), body),
            false => fields.block("route_settings", body),
        };
    }
    fields
}

/// Whether expressions of the design's files are in a block of settings, and whether they are its throttle.
fn kept(module: &Module<'_>, item: Item, block: &str) -> (bool, bool) {
    let kept = |path: &str| module.keeps_within(item, "aws_apigatewayv2_stage", path);
    (kept(&format!("{block}.")), kept(&format!("{block}.throttling_")))
}

fn says_something(settings: &RouteSettings, http: bool) -> bool {
    settings.throttle.is_some()
        || settings.detailed_metrics.is_some()
        || (!http && (settings.logging_level.is_some() || settings.data_trace.is_some()))
}

/// A route's own settings replace all of the stage's, so what it leaves open is written out. The throttle is
/// always there: the provider sends 0 for an absent one, and AWS then refuses every request.
fn body(
    fields: Fields,
    (own, defaults): (&RouteSettings, Option<&RouteSettings>),
    throttled: bool,
    http: bool,
) -> Fields {
    let [rate, burst] = facts().account_throttle.value;
    let account = Throttle { rate_rps: Milli::whole(i64::from(rate)), burst };
    let throttle =
        own.throttle.or_else(|| defaults.and_then(|defaults| defaults.throttle)).unwrap_or(account);
    let throttle = Some(throttle).filter(|_| own.throttle.is_some() || !throttled);
    let metrics = own.detailed_metrics.or_else(|| defaults.and_then(|defaults| defaults.detailed_metrics));
    let fields = fields
        .set_some("throttling_burst_limit", throttle.map(|throttle| number(throttle.burst)))
        .set_some("throttling_rate_limit", throttle.map(|throttle| decimal(throttle.rate_rps)))
        .set_some("detailed_metrics_enabled", metrics);
    if http {
        return fields;
    }
    let level = own.logging_level.or_else(|| defaults.and_then(|defaults| defaults.logging_level));
    let trace = own.data_trace.or_else(|| defaults.and_then(|defaults| defaults.data_trace));
    fields
        .set_some("logging_level", level.map(|level| text(level.as_str())))
        .set_some("data_trace_enabled", trace)
}
