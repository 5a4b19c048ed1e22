//! CloudWatch alarms on metrics of the APIs, and X-Ray sampling rules.

use std::sync::Arc;

use crate::design::{Alarm, AlarmId, ApiId, Diagnostic, Item, RouteId, RouteKey, StageId, XraySampling};
use crate::terraform::facts::facts;
use crate::terraform::import::build::Build;
use crate::terraform::import::build::body::{Body, known_text};
use crate::terraform::import::build::link::{APIS, STAGES};
use crate::terraform::import::config::{Map, Value};

/// Reads the alarms; those that watch something else stay as they are.
pub(super) fn read(build: &mut Build<'_, '_>) {
    for at in build.all("aws_cloudwatch_metric_alarm") {
        let Some(body) = build.body(at, None) else { continue };
        let ours =
            body.glance("namespace").is_some_and(|namespace| namespace == facts().metric_namespace.value);
        let Some(Value::Map(dimensions)) = body.peek("dimensions").filter(|_| ours) else { continue };
        let Some(watched) = watched(build, dimensions) else {
            let message = format!("`{}` watches an API or stage that is not in the files", body.address());
            body.say(Diagnostic::note("terraform-kept", message).help("It is kept as it was written"));
            continue;
        };
        let id: AlarmId = build.design.mint();
        let item = Item::Alarm(id);
        let Some(body) = build.body(at, item) else { continue };
        let alarm = alarm(build, &body, watched);
        build.became(at, item);
        build.design.alarms.insert(id, Arc::new(alarm));
    }
}

fn alarm(build: &Build<'_, '_>, body: &Body<'_, '_>, watched: Watched) -> Alarm {
    body.skip(&["namespace", "dimensions"]);
    if body.glance("actions_enabled").as_deref() == Some("true") {
        body.skip(&["actions_enabled"]);
    }
    let statistic = body.some_text("statistic").or_else(|| body.some_text("extended_statistic"));
    let mut topics = body.peek("alarm_actions").map(|_| body.texts("alarm_actions")).unwrap_or_default();
    if topics.len() > 1 {
        let message = format!("`{}` tells more than one target", body.address());
        let help = "The design has one topic: the first is taken";
        body.say(Diagnostic::warning("terraform-alarm", message).help(help));
    }
    let topic_arn = if topics.is_empty() { None } else { Some(topics.swap_remove(0)) };
    // The provider writes the default of missing data into states.
    let missing = body.some_text("treat_missing_data");
    let stated = build.work.graph.resource(body.at).is_some_and(|resource| resource.block.is_none());
    Alarm {
        name: body.text("alarm_name"),
        description: body.text("alarm_description"),
        api: watched.api,
        stage: watched.stage,
        route: watched.route,
        metric: body.text("metric_name"),
        statistic: statistic.unwrap_or_default(),
        comparison: body.text("comparison_operator"),
        threshold: body.milli("threshold").unwrap_or_default(),
        period_s: body.number("period").unwrap_or_default(),
        evaluation_periods: body.number("evaluation_periods").unwrap_or_default(),
        datapoints_to_alarm: body.number::<u32>("datapoints_to_alarm").filter(|count| *count > 0),
        treat_missing_data: missing.filter(|word| !stated || word != "missing"),
        topic_arn,
        tags: build.tags(body),
    }
}

/// What an alarm watches.
struct Watched {
    api: ApiId,
    stage: Option<StageId>,
    route: Option<RouteId>,
}

fn watched(build: &Build<'_, '_>, dimensions: &Map) -> Option<Watched> {
    let api = match (dimensions.get("ApiName"), dimensions.get("ApiId")) {
        (Some(value), _) | (None, Some(value)) => api(build, value)?,
        (None, None) => return None,
    };
    let design = build.design.apis.get(&api)?;
    let stage = match dimensions.get("Stage") {
        None => None,
        Some(value) => {
            let linked = build.work.graph.who(value, STAGES).and_then(|at| build.items.get(&at));
            match linked {
                Some(Item::Stage(_, id)) => Some(*id),
                _ => {
                    let name = known_text(build.work, value)?;
                    Some(*design.stages.iter().find(|(_, stage)| stage.name == name)?.0)
                }
            }
        }
    };
    let text = |name: &str| dimensions.get(name).and_then(|value| known_text(build.work, value));
    let key = match (text("Method"), text("Resource"), text("Route")) {
        (Some(method), Some(path), _) => Some(format!("{method} {path}")),
        (None, None, Some(route)) => Some(route),
        (None, None, None) => None,
        _ => return None,
    };
    let route = match key {
        None => None,
        Some(key) => {
            let key = RouteKey::from(key.as_str());
            Some(*design.routes.iter().find(|(_, route)| route.key == key)?.0)
        }
    };
    let known = ["ApiName", "ApiId", "Stage", "Method", "Resource", "Route"];
    dimensions.keys().all(|name| known.contains(&name.as_str())).then_some(Watched { api, stage, route })
}

fn api(build: &Build<'_, '_>, value: &Value) -> Option<ApiId> {
    if let Some(Item::Api(id)) = build.work.graph.who(value, APIS).and_then(|at| build.items.get(&at)) {
        return Some(*id);
    }
    let name = known_text(build.work, value)?;
    build.design.apis.iter().find(|(_, api)| api.name == name).map(|(id, _)| *id)
}

/// Reads the X-Ray sampling rules.
pub(super) fn sampling(build: &mut Build<'_, '_>) {
    for at in build.all("aws_xray_sampling_rule") {
        let Some(body) = build.body(at, Item::Design) else { continue };
        let name = body.text("rule_name");
        build.work.claim(at, Item::Design, &name);
        for (argument, made) in [("version", "1"), ("service_type", "*"), ("resource_arn", "*")] {
            if body.glance(argument).as_deref() == Some(made) {
                body.skip(&[argument]);
            }
        }
        if build.tags(&body).is_empty() {
            body.skip(&["tags"]);
        } else {
            build.own_tags(&body);
        }
        let rule = XraySampling {
            name,
            priority: body.number("priority").unwrap_or_default(),
            reservoir: body.number("reservoir_size").unwrap_or_default(),
            fixed_rate: body.milli("fixed_rate").unwrap_or_default(),
            url_path: body.text("url_path"),
            http_method: body.text("http_method"),
            host: body.text("host"),
            service_name: body.text("service_name"),
        };
        build.design.xray_sampling.push(rule);
    }
}
