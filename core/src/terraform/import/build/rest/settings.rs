//! Settings of a stage's methods: of all, and of single ones.

use std::sync::Arc;

use super::Rest;
use crate::aws::LoggingLevel;
use crate::design::{
    CacheSettings, Diagnostic, Item, RouteId, RouteKey, RouteSettings, StageId, Throttle, cache_by_stage,
};
use crate::terraform::export::{method_settings_arguments as arguments, method_settings_of};
use crate::terraform::import::build::body::{Body, stay_together};
use crate::terraform::import::build::link::STAGES;
use crate::terraform::import::build::work::written;
use crate::terraform::import::config::Value;

/// Reads the settings.
pub(super) fn read(rest: &mut Rest<'_, '_, '_>) {
    let mut of_methods: Vec<(StageId, Vec<RouteId>, RouteSettings, Body<'_, '_>)> = Vec::new();
    for body in rest.each("aws_api_gateway_method_settings", None) {
        let Some(id) = stage(rest, &body) else {
            let message = format!("The stage of `{}` is not in the files", body.address());
            body.say(Diagnostic::warning("terraform-settings", message).help("It is kept as it was written"));
            continue;
        };
        let Some(path) = body.known_text("method_path") else {
            let message = format!("The methods of `{}` cannot be told without a plan", body.address());
            body.say(Diagnostic::warning("terraform-settings", message).help("It is kept as it was written"));
            continue;
        };
        let item = Item::Stage(rest.id, id);
        let Some(body) = rest.build.body(body.at, item) else { continue };
        if path == "*/*" {
            rest.build.work.claim(body.at, item, "all");
            let body = body.for_part("all");
            let settings = settings(&body);
            if let Some(stage) = rest.api.stages.get_mut(&id) {
                Arc::make_mut(stage).defaults = settings;
            }
            body.skip(&["rest_api_id", "stage_name", "method_path"]);
            continue;
        }
        let routes = routes(rest, &path);
        let Some(first) = routes.first() else {
            let message = format!("`{}` is about `{path}`, which no method is", body.address());
            body.say(Diagnostic::warning("terraform-settings", message).help("It is kept as it was written"));
            continue;
        };
        rest.build.work.claim(body.at, item, &first.to_string());
        let body = body.for_part(&first.to_string());
        body.skip(&["rest_api_id", "stage_name", "method_path"]);
        of_methods.push((id, routes.clone(), settings(&body), body));
    }
    for (id, routes, settings, body) in of_methods {
        let Some(stage) = rest.api.stages.get(&id).cloned() else { continue };
        for route in &routes {
            keep_written(rest, &body, (Item::Stage(rest.id, id), *route), &stage.defaults);
        }
        let keys: Vec<_> =
            routes.iter().filter_map(|id| Some((*id, rest.api.routes.get(id)?.key.clone()))).collect();
        let Some(stage) = rest.api.stages.get_mut(&id).map(Arc::make_mut) else { continue };
        for (route, key) in keys {
            let mut own = settings.clone();
            fill(&stage.defaults, &mut own);
            let cached = cached(&stage.defaults, &mut own, &key);
            let mut own = beyond(&stage.defaults, own);
            if cached.is_some() {
                own.cache.get_or_insert_default().enabled = cached;
            }
            stage.overrides.entry(route).or_insert(own);
        }
    }
}

fn stage(rest: &Rest<'_, '_, '_>, body: &Body<'_, '_>) -> Option<StageId> {
    if let Some(Item::Stage(api, id)) = rest.build.linked(body, "stage_name", STAGES)
        && api == rest.id
    {
        return Some(id);
    }
    if let Some(Item::Stage(_, id)) = rest.build.linked(body, "stage_name", &["aws_api_gateway_deployment"]) {
        return Some(id);
    }
    let name = body.known_text("stage_name")?;
    rest.api.stages.iter().find(|(_, stage)| stage.name == name).map(|(id, _)| *id)
}

/// The methods of `orders/{id}/GET`; AWS keeps the slashes of the path as `~1`, and `*` means every verb.
fn routes(rest: &Rest<'_, '_, '_>, method_path: &str) -> Vec<RouteId> {
    let Some((path, verb)) = method_path.rsplit_once('/') else { return Vec::new() };
    let path = path.replace("~1", "/");
    let path = format!("/{}", path.trim_matches('/'));
    let fits = |(known, method): &(String, String)| *known == path && (verb == "*" || method == verb);
    rest.routes.iter().filter(|(place, _)| fits(place)).map(|(_, id)| *id).collect()
}

/// Keeps how a method's settings are written, where the export would write them otherwise: AWS takes the path with its
/// slashes as they are, too, and takes nothing of the stage's settings for what is left open.
fn keep_written(
    rest: &Rest<'_, '_, '_>,
    body: &Body<'_, '_>,
    (item, route): (Item, RouteId),
    defaults: &RouteSettings,
) {
    let prefix = format!("{} {}", item.key(), method_settings_of(route));
    let work = rest.build.work;
    let path = body.known_text("method_path");
    if let Some(path) = path.filter(|path| !path.starts_with("~1") && !path.contains('*')) {
        work.keep(format!("{prefix} method_path"), written(&Value::Text(path)));
    }
    let Some(block) = body.block("settings") else { return };
    let is_open = |name: &&str| !block.has(name);
    if arguments(defaults).iter().any(is_open) {
        let names = block.names().map(|name| Value::Text(name.to_owned()));
        work.keep(format!("{prefix} settings"), written(&Value::List(names.collect())));
    }
}

/// What AWS takes for settings that a method's own leave open, where the stage's are others.
fn fill(defaults: &RouteSettings, own: &mut RouteSettings) {
    if defaults.logging_level.is_some() {
        own.logging_level = own.logging_level.or(Some(LoggingLevel::Off));
    }
    if defaults.detailed_metrics.is_some() {
        own.detailed_metrics = own.detailed_metrics.or(Some(false));
    }
    if defaults.data_trace.is_some() {
        own.data_trace = own.data_trace.or(Some(false));
    }
}

/// Takes out whether a method's settings switch its cache on or off, where that is not what the stage's lead to.
fn cached(defaults: &RouteSettings, own: &mut RouteSettings, key: &RouteKey) -> Option<bool> {
    let by_stage = cache_by_stage(defaults, key);
    let written = own.cache.as_mut().and_then(|cache| cache.enabled.take());
    // What a method's own settings leave open is off, whatever the stage's say.
    written.or(by_stage.map(|_| false)).filter(|on| by_stage != Some(*on))
}

fn settings(body: &Body<'_, '_>) -> RouteSettings {
    let Some(body) = body.block("settings") else { return RouteSettings::default() };
    let cache = CacheSettings {
        enabled: body.flag("caching_enabled"),
        ttl_s: body.number("cache_ttl_in_seconds"),
        encrypted: body.flag("cache_data_encrypted"),
        require_authorization: body.flag("require_authorization_for_cache_control"),
        unauthorized_strategy: body.word("unauthorized_cache_control_header_strategy"),
    };
    RouteSettings {
        throttle: throttle(&body),
        logging_level: body.word("logging_level"),
        data_trace: body.flag("data_trace_enabled"),
        detailed_metrics: body.flag("metrics_enabled"),
        cache: Some(cache).filter(|cache| *cache != CacheSettings::default()),
    }
}

/// The throttle; -1, which states hold, means none.
fn throttle(body: &Body<'_, '_>) -> Option<Throttle> {
    const HALVES: [&str; 2] = ["throttling_rate_limit", "throttling_burst_limit"];
    let rate = body.milli("throttling_rate_limit").filter(|rate| rate.thousandths() >= 0);
    let burst = body.number::<i64>("throttling_burst_limit").and_then(|burst| u32::try_from(burst).ok());
    match (rate, burst) {
        _ if stay_together(body, &HALVES) => None,
        (None, None) => None,
        (Some(rate_rps), Some(burst)) => Some(Throttle { rate_rps, burst }),
        (rate, burst) => {
            let message = format!("`{}` sets one half of a throttle", body.address());
            let help = "The design has both: the other half is 0 there, set it";
            body.say(Diagnostic::warning("terraform-settings", message).help(help));
            Some(Throttle { rate_rps: rate.unwrap_or_default(), burst: burst.unwrap_or_default() })
        }
    }
}

/// What a method's settings say beyond the stage's: AWS keeps them whole, the design keeps the difference.
pub(in crate::terraform::import::build) fn beyond(
    defaults: &RouteSettings,
    own: RouteSettings,
) -> RouteSettings {
    let none = CacheSettings::default();
    let common = defaults.cache.as_ref().unwrap_or(&none);
    let cache = own.cache.map(|cache| CacheSettings {
        enabled: cache.enabled.filter(|own| common.enabled != Some(*own)),
        ttl_s: cache.ttl_s.filter(|own| common.ttl_s != Some(*own)),
        encrypted: cache.encrypted.filter(|own| common.encrypted != Some(*own)),
        require_authorization: cache
            .require_authorization
            .filter(|own| common.require_authorization != Some(*own)),
        unauthorized_strategy: cache
            .unauthorized_strategy
            .filter(|own| common.unauthorized_strategy != Some(*own)),
    });
    RouteSettings {
        throttle: own.throttle.filter(|own| defaults.throttle != Some(*own)),
        logging_level: own.logging_level.filter(|own| defaults.logging_level != Some(*own)),
        data_trace: own.data_trace.filter(|own| defaults.data_trace != Some(*own)),
        detailed_metrics: own.detailed_metrics.filter(|own| defaults.detailed_metrics != Some(*own)),
        cache: cache.filter(|cache| *cache != none),
    }
}
