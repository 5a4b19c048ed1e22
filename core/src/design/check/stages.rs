//! Stages: names, variables, throttles, caches and canaries.

use std::sync::Arc;

use indexmap::IndexSet;

use super::finder::{Finder, Used, on_kind};
use crate::aws::{self, ApiKind, Capability};
use crate::base::Milli;
use crate::design::{Api, ApiId, Diagnostic, Item, RouteSettings, Stage, Throttle};

pub(super) fn check(find: &mut Finder<'_>, id: ApiId, api: &Arc<Api>) {
    let mut seen = IndexSet::new();
    if api.stages.is_empty() {
        let message = format!("API `{}` has no stage, so that nobody can call it", api.name);
        find.push(Diagnostic::warning("api-without-stage", message).at(Item::Api(id)).help("Add a stage"));
    }
    for (stage_id, stage) in &api.stages {
        let item = Item::Stage(id, *stage_id);
        if !seen.insert(stage.name.as_str()) {
            let message = format!("API `{}` has two stages called `{}`", api.name, stage.name);
            find.push(Diagnostic::error("stage-twice", message).at(item).at_place("name"));
        }
        name(find, api.kind, item, stage);
        variables(find, api.kind, item, stage);
        for (place, settings) in all_settings(api, stage) {
            if let Some(throttle) = &settings.throttle {
                throttle_range(find, item, &place, throttle);
            }
            cache(find, api.kind, item, stage, &place, settings);
        }
        if let Some(canary) = &stage.canary
            && !(Milli::whole(0)..=Milli::whole(100)).contains(&canary.percent_traffic)
        {
            let message = format!(
                "The canary of stage `{}` takes {} % of the traffic",
                stage.name, canary.percent_traffic
            );
            let finding = Diagnostic::error("canary-percent", message).at(item).at_place("canary");
            find.push(finding.help("Use 0 to 100"));
        }
    }
}

/// The stage's own settings and those of its routes, with their places.
fn all_settings<'a>(api: &'a Api, stage: &'a Stage) -> impl Iterator<Item = (String, &'a RouteSettings)> {
    let overrides = stage.overrides.iter().map(|(route, settings)| {
        let key = api.routes.get(route).map(|route| route.key.to_string()).unwrap_or_default();
        (format!("overrides of {key}"), settings)
    });
    std::iter::once(("defaults".to_owned(), &stage.defaults)).chain(overrides)
}

fn name(find: &mut Finder<'_>, kind: ApiKind, item: Item, stage: &Stage) {
    let name = &stage.name;
    if name == "$default" {
        let what = format!("Stage `{name}` would be served without a path");
        let code = on_kind!("default-stage", kind);
        let used = Used { code, item, place: "name", what, fix_label: "", fix: None };
        find.unless_can(kind, Capability::DefaultStage, used);
        return;
    }
    let fits = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    let limit = aws::limit("stage.name_length");
    let length = i64::try_from(name.chars().count()).unwrap_or(i64::MAX);
    if !fits || limit.is_some_and(|limit| !limit.contains(length)) {
        let message = format!("`{name}` is no stage name");
        let most = limit.map_or(0, |limit| limit.max);
        let finding = Diagnostic::error("stage-name", message).at(item).at_place("name");
        find.push(finding.help(format!("Use 1 to {most} letters, digits, `-` and `_`")));
    }
}

fn variables(find: &mut Finder<'_>, kind: ApiKind, item: Item, stage: &Stage) {
    let family = if kind == ApiKind::Rest { "rest" } else { "http" };
    let quota = |name: &str| aws::quota(&format!("{family}.{name}")).map_or(u64::MAX, |quota| quota.limit);
    let (most, key_length, value_length) =
        (quota("stage_variables"), quota("stage_variable_key_length"), quota("stage_variable_value_length"));
    let mut tell = |message: String, help: &str| {
        find.push(Diagnostic::error("stage-variable", message).at(item).at_place("variables").help(help));
    };
    if stage.variables.len() as u64 > most {
        tell(
            format!("Stage `{}` has {} variables", stage.name, stage.variables.len()),
            &format!("AWS takes {most}"),
        );
    }
    let overrides = stage.canary.iter().flat_map(|canary| &canary.variable_overrides);
    for (key, value) in stage.variables.iter().chain(overrides) {
        let fits = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if !fits || key.chars().count() as u64 > key_length {
            let help = format!("Use up to {key_length} letters, digits and `_`");
            tell(format!("`{key}` is no name of a stage variable"), &help);
        }
        // Source: `aws-api-gateway-stage-variables-reference` in the developer guide.
        let legal = |character: char| character.is_ascii_alphanumeric() || "-._~:/?#&=,".contains(character);
        if value.chars().count() as u64 > value_length {
            let help = format!("AWS takes {value_length} characters");
            tell(format!("The stage variable `{key}` is too long"), &help);
        } else if let Some(bad) = value.chars().find(|character| !legal(*character)) {
            let help = "Use letters, digits and `-._~:/?#&=,`";
            tell(format!("The stage variable `{key}` has the character `{bad}`"), help);
        }
    }
}

fn throttle_range(find: &mut Finder<'_>, item: Item, place: &str, throttle: &Throttle) {
    let rate = throttle.rate_rps;
    if rate < Milli::whole(0) {
        let message = format!("A throttle has the rate {rate}, which is below 0");
        let finding = Diagnostic::error("throttle-negative", message).at(item).at_place(place);
        find.push(finding.help("Take the throttle away to leave it to the account"));
    } else if rate == Milli::whole(0) || throttle.burst == 0 {
        let message = format!(
            "A throttle of {rate} requests a second with a burst of {} lets nothing pass",
            throttle.burst
        );
        let finding = Diagnostic::warning("throttle-zero", message).at(item).at_place(place);
        find.push(finding.help("Raise both, unless the stage is to be shut"));
    }
}

fn cache(
    find: &mut Finder<'_>,
    kind: ApiKind,
    item: Item,
    stage: &Stage,
    place: &str,
    settings: &RouteSettings,
) {
    let Some(cache) = &settings.cache else { return };
    if let (Some(ttl), Some(limit)) = (cache.ttl_s, aws::limit("cache.ttl_s"))
        && !limit.contains(i64::from(ttl))
    {
        let message =
            format!("Stage `{}` caches for {ttl} s; AWS takes {} to {}", stage.name, limit.min, limit.max);
        find.push(Diagnostic::error("cache-ttl", message).at(item).at_place(place));
    }
    if kind == ApiKind::Rest && cache.enabled == Some(true) && stage.cache_cluster.is_none() {
        let message = format!("Stage `{}` caches responses, but has no cache cluster", stage.name);
        let finding = Diagnostic::warning("cache-without-cluster", message).at(item).at_place(place);
        find.push(finding.help("Choose a cache size"));
    }
}
