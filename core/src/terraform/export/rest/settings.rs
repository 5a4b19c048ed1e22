//! Settings of a stage's methods: throttle, logs, metrics and cache.

use super::Rest;
use super::path::normal;
use crate::aws::LoggingLevel;
use crate::design::{CacheSettings, Item, RouteId, RouteKey, RouteSettings, Stage, StageId, cache_by_stage};
use crate::terraform::export::api::route_slug;
use crate::terraform::export::module::{Address, Module, Of};
use crate::terraform::export::names::mark;
use crate::terraform::syntax::{Fields, decimal, number, text};

/// The longest time that a response is cached.
const TTL_LIMIT_S: u32 = 3600;

/// Whether the stage writes execution logs.
pub(in crate::terraform) fn writes_logs(stage: &Stage) -> bool {
    let writes = |settings: &RouteSettings| {
        settings.logging_level.is_some_and(|level| level != LoggingLevel::Off)
            || settings.data_trace == Some(true)
    };
    writes(&stage.defaults) || stage.overrides.values().any(writes)
}

/// Adds the settings of all methods and of single ones.
pub(super) fn export(
    module: &mut Module<'_>,
    rest: &Rest<'_, '_>,
    id: StageId,
    stage: &Stage,
    stage_name: &str,
    address: &Address,
) {
    let item = Item::Stage(rest.context.id, id);
    if stage.defaults != RouteSettings::default() || keeps(module, item, "all") {
        let name = format!("{stage_name}_all");
        add(module, rest, (item, "all"), address, &name, "*/*", &stage.defaults);
    }
    for (route_id, settings) in &stage.overrides {
        let route = rest.context.api.routes.get(route_id);
        let Some((route, RouteKey::Path(method, path))) = route.map(|route| (route, &route.key)) else {
            let message =
                format!("Stage `{}` has settings for a method that is not in the design", stage.name);
            module.refuse(item, message, "Take the settings away");
            continue;
        };
        let path = normal(path);
        if !rest.resources.contains_key(&path) {
            continue;
        }
        let wanted = format!("{stage_name}_{}", route_slug(&route.key));
        let name =
            module.names.take("aws_api_gateway_method_settings", &wanted, &mark(&route.key.to_string()));
        // AWS keys settings by JSON pointer: each slash of the path is `~1`.
        let method_path = format!("{}/{method}", path.replace('/', "~1"));
        let own = kept(module, item, *route_id, "method_path");
        let own = own.filter(|own| plain(own) == plain(&method_path));
        let method_path = own.unwrap_or(method_path);
        let settings = match kept(module, item, *route_id, "settings") {
            Some(names) => written(&merged(&stage.defaults, settings, &route.key), settings, &names),
            None => merged(&stage.defaults, settings, &route.key),
        };
        let part = route_id.to_string();
        add(module, rest, (item, &part), address, &name, &method_path, &settings);
    }
}

/// What the design's files wrote for a method's settings, as a text.
fn kept(module: &Module<'_>, item: Item, route: RouteId, argument: &str) -> Option<String> {
    let key = format!("{} {} {argument}", item.key(), method_settings_of(route));
    let expression = module.design.terraform.arguments.get(&key)?;
    let text = expression.trim_start_matches(['"', '[']).trim_end_matches(['"', ']']);
    Some(text.to_owned())
}

/// Whether the design's files had expressions in the settings that a part of a stage stands for.
fn keeps(module: &Module<'_>, item: Item, part: &str) -> bool {
    module.keeps_within(item, "aws_api_gateway_method_settings", &format!("[{part}] "))
}

/// Under which type the arguments of a method's settings are kept: a stage has several.
pub(in crate::terraform) fn method_settings_of(route: RouteId) -> String {
    format!("aws_api_gateway_method_settings/{route}")
}

/// The path of a method without its notation.
fn plain(method_path: &str) -> String {
    method_path.replace("~1", "/").trim_matches('/').to_owned()
}

/// The settings that the files wrote, and those that the design has beyond them and beyond what AWS takes anyway.
fn written(all: &RouteSettings, own: &RouteSettings, names: &str) -> RouteSettings {
    let has = |name: &str| names.split('"').any(|written| written == name);
    let (cache, none) = (all.cache.clone().unwrap_or_default(), CacheSettings::default());
    let own_cache = own.cache.as_ref().unwrap_or(&none);
    let own_flag = |flag: Option<bool>| flag == Some(true);
    let own_logs = own.logging_level.is_some_and(|level| level != LoggingLevel::Off);
    let throttle = has("throttling_rate_limit") || has("throttling_burst_limit") || own.throttle.is_some();
    let encrypted = has("cache_data_encrypted") || own_cache.encrypted.is_some();
    let strict = has("require_authorization_for_cache_control") || own_cache.require_authorization.is_some();
    let strategy =
        has("unauthorized_cache_control_header_strategy") || own_cache.unauthorized_strategy.is_some();
    let cache = CacheSettings {
        enabled: cache.enabled.filter(|_| has("caching_enabled") || own_flag(own_cache.enabled)),
        ttl_s: cache.ttl_s.filter(|_| has("cache_ttl_in_seconds") || own_cache.ttl_s.is_some()),
        encrypted: cache.encrypted.filter(|_| encrypted),
        require_authorization: cache.require_authorization.filter(|_| strict),
        unauthorized_strategy: cache.unauthorized_strategy.filter(|_| strategy),
    };
    RouteSettings {
        throttle: all.throttle.filter(|_| throttle),
        logging_level: all.logging_level.filter(|_| has("logging_level") || own_logs),
        data_trace: all.data_trace.filter(|_| has("data_trace_enabled") || own_flag(own.data_trace)),
        detailed_metrics: all
            .detailed_metrics
            .filter(|_| has("metrics_enabled") || own_flag(own.detailed_metrics)),
        cache: Some(cache),
    }
}

/// The arguments that settings are written as.
pub(in crate::terraform) fn method_settings_arguments(settings: &RouteSettings) -> Vec<&'static str> {
    let cache = settings.cache.clone().unwrap_or_default();
    let all = [
        ("metrics_enabled", settings.detailed_metrics.is_some()),
        ("logging_level", settings.logging_level.is_some()),
        ("data_trace_enabled", settings.data_trace.is_some()),
        ("throttling_burst_limit", settings.throttle.is_some()),
        ("throttling_rate_limit", settings.throttle.is_some()),
        ("caching_enabled", cache.enabled.is_some()),
        ("cache_ttl_in_seconds", cache.ttl_s.is_some()),
        ("cache_data_encrypted", cache.encrypted.is_some()),
        ("require_authorization_for_cache_control", cache.require_authorization.is_some()),
        ("unauthorized_cache_control_header_strategy", cache.unauthorized_strategy.is_some()),
    ];
    all.into_iter().filter(|(_, is_set)| *is_set).map(|(name, _)| name).collect()
}

/// A method's own settings replace all of the stage's, so what it leaves open is written out.
fn merged(defaults: &RouteSettings, own: &RouteSettings, key: &RouteKey) -> RouteSettings {
    let default_cache = defaults.cache.clone().unwrap_or_default();
    let cache = own.cache.clone().unwrap_or_default();
    let both = CacheSettings {
        enabled: cache.enabled.or(cache_by_stage(defaults, key)),
        ttl_s: cache.ttl_s.or(default_cache.ttl_s),
        encrypted: cache.encrypted.or(default_cache.encrypted),
        require_authorization: cache.require_authorization.or(default_cache.require_authorization),
        unauthorized_strategy: cache.unauthorized_strategy.or(default_cache.unauthorized_strategy),
    };
    RouteSettings {
        throttle: own.throttle.or(defaults.throttle),
        logging_level: own.logging_level.or(defaults.logging_level),
        data_trace: own.data_trace.or(defaults.data_trace),
        detailed_metrics: own.detailed_metrics.or(defaults.detailed_metrics),
        cache: Some(both),
    }
}

fn add(
    module: &mut Module<'_>,
    rest: &Rest<'_, '_>,
    (item, part): (Item, &str),
    stage: &Address,
    name: &str,
    method_path: &str,
    settings: &RouteSettings,
) {
    let cache = settings.cache.clone().unwrap_or_default();
    if let Some(ttl) = cache.ttl_s.filter(|ttl| *ttl > TTL_LIMIT_S) {
        let message = format!("The cache keeps responses of `{method_path}` for {ttl} seconds");
        module.refuse(item, message, format!("AWS takes 0 to {TTL_LIMIT_S}"));
        return;
    }
    let strategy = cache.unauthorized_strategy.map(|strategy| text(strategy.as_str()));
    let body = Fields::new()
        .set_some("metrics_enabled", settings.detailed_metrics)
        .set_some("logging_level", settings.logging_level.map(|level| text(level.as_str())))
        .set_some("data_trace_enabled", settings.data_trace)
        .set_some("throttling_burst_limit", settings.throttle.map(|throttle| number(throttle.burst)))
        .set_some("throttling_rate_limit", settings.throttle.map(|throttle| decimal(throttle.rate_rps)))
        .set_some("caching_enabled", cache.enabled)
        .set_some("cache_ttl_in_seconds", cache.ttl_s.map(number))
        .set_some("cache_data_encrypted", cache.encrypted)
        .set_some("require_authorization_for_cache_control", cache.require_authorization)
        .set_some("unauthorized_cache_control_header_strategy", strategy);
    if body.is_empty() && !keeps(module, item, part) {
        return;
    }
    let fields = Fields::new()
        .set("rest_api_id", rest.api.get("id"))
        .set("stage_name", stage.get("stage_name"))
        .set("method_path", text(method_path))
        .block("settings", body);
    module.add(Of::new("aws_api_gateway_method_settings", name, item).part(part), fields);
}
