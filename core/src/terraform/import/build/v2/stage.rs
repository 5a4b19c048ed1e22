//! Stages of an HTTP or WebSocket API with their settings.

use std::sync::Arc;

use super::Second;
use crate::base::Milli;
use crate::design::{Diagnostic, Item, RouteId, RouteSettings, Stage, StageId, Throttle};
use crate::terraform::import::build::body::{Body, stay_together};
use crate::terraform::import::build::deployment;
use crate::terraform::import::build::rest::beyond;
use crate::terraform::import::build::shared::log;

/// Reads the stages.
pub(super) fn read(second: &mut Second<'_, '_, '_>) {
    for body in second.each("aws_apigatewayv2_stage") {
        let name = body.text("name");
        let known = second.api.stages.iter().find(|(_, stage)| stage.name == name).map(|(id, _)| *id);
        let id: StageId = known.unwrap_or_else(|| second.build.design.mint());
        let item = Item::Stage(second.id, id);
        second.build.became(body.at, item);
        let Some(body) = second.build.body(body.at, item) else { continue };
        let stage = stage(second, &body, name);
        second.api.stages.insert(id, Arc::new(stage));
    }
    let item = Item::Api(second.id);
    for body in second.each("aws_apigatewayv2_deployment") {
        // A deployment is made anew by every export.
        second.build.work.claim(body.at, item, "");
        let Some(body) = second.build.body(body.at, item) else { continue };
        deployment::tell(second.build, &body);
        body.keep_beside("description");
        body.skip(&["api_id", "auto_deployed"]);
    }
}

fn stage(second: &mut Second<'_, '_, '_>, body: &Body<'_, '_>, name: String) -> Stage {
    body.skip(&["api_id", "deployment_id"]);
    let certificate =
        second.build.linked(body, "client_certificate_id", &["aws_api_gateway_client_certificate"]);
    let client_certificate = match certificate {
        Some(Item::ClientCertificate(id)) => Some(id),
        _ => None,
    };
    if client_certificate.is_none()
        && let Some(value) = body.raw("client_certificate_id")
    {
        body.keep("client_certificate_id", value);
    }
    let http = second.is_http();
    let defaults =
        body.block("default_route_settings").map(|block| settings(&block, http)).unwrap_or_default();
    let mut overrides = indexmap::IndexMap::new();
    for block in body.blocks("route_settings") {
        let route = route(second, &block);
        let block = match route {
            Some(route) => block.found_by(&format!("route_settings[{route}]")),
            None => block,
        };
        let own = stated(settings(&block, http), &defaults, http);
        match route {
            Some(route) => {
                let more = beyond(&defaults, own.clone());
                // Settings that say the same as the stage's are there all the same.
                let more = if more == RouteSettings::default() { own } else { more };
                overrides.insert(route, more);
            }
            None => {
                let message =
                    format!("`{}` has settings for a route that is not in the files", body.address());
                let help = "Set them in the studio, at the stage and route";
                body.say(Diagnostic::warning("terraform-settings", message).help(help));
            }
        }
    }
    Stage {
        access_log: log::read(second.build, body, &second.api.name, &name),
        name,
        description: body.text("description"),
        auto_deploy: body.flag("auto_deploy").unwrap_or_default(),
        variables: body.text_map("stage_variables"),
        defaults,
        overrides,
        client_certificate,
        tags: second.build.tags(body),
        ..Stage::default()
    }
}

/// What the block of a route says by leaving it out: the provider sends false for it, and AWS takes over nothing of the
/// stage's settings where a route has its own.
fn stated(own: RouteSettings, defaults: &RouteSettings, http: bool) -> RouteSettings {
    let flag = |own: Option<bool>, of_stage: Option<bool>| own.or((of_stage == Some(true)).then_some(false));
    RouteSettings {
        detailed_metrics: flag(own.detailed_metrics, defaults.detailed_metrics),
        data_trace: flag(own.data_trace, defaults.data_trace.filter(|_| !http)),
        ..own
    }
}

fn route(second: &Second<'_, '_, '_>, block: &Body<'_, '_>) -> Option<RouteId> {
    if let Some(Item::Route(_, id)) = second.build.linked(block, "route_key", &["aws_apigatewayv2_route"]) {
        return Some(id);
    }
    second.routes.get(&block.known_text("route_key")?).copied()
}

/// The halves of a throttle.
const HALVES: [&str; 2] = ["throttling_rate_limit", "throttling_burst_limit"];

fn settings(body: &Body<'_, '_>, http: bool) -> RouteSettings {
    let rate = body.milli("throttling_rate_limit");
    let burst: Option<u32> = body.number("throttling_burst_limit");
    let stated = body.work.graph.resource(body.at).is_some_and(|resource| resource.block.is_none());
    let open = HALVES.iter().all(|name| body.peek(name).is_none());
    let throttle = match (rate, burst) {
        _ if stay_together(body, &HALVES) => None,
        (None, None) if open && body.names().next().is_some() => {
            let message = format!("`{}` sets no throttle", body.address());
            let help = "The provider sends 0 for what a block of settings leaves out, and AWS then refuses every \
                        request: set `throttling_rate_limit` and `throttling_burst_limit`";
            body.say(Diagnostic::warning("terraform-settings", message).help(help));
            Some(Throttle::default())
        }
        (None, None) => None,
        // States hold zeros where nobody set a throttle.
        (rate, burst)
            if stated && rate.unwrap_or_default() == Milli::default() && burst.unwrap_or(0) == 0 =>
        {
            None
        }
        (Some(rate_rps), Some(burst)) => Some(Throttle { rate_rps, burst }),
        (rate, burst) => {
            let message = format!("`{}` sets one half of a throttle", body.address());
            let help =
                "The provider sends 0 for the other half, and AWS then refuses every request: set both";
            body.say(Diagnostic::warning("terraform-settings", message).help(help));
            Some(Throttle { rate_rps: rate.unwrap_or_default(), burst: burst.unwrap_or_default() })
        }
    };
    let level = body.word("logging_level");
    let trace = body.flag("data_trace_enabled");
    RouteSettings {
        throttle,
        logging_level: level.filter(|_| !http),
        data_trace: trace.filter(|_| !http),
        detailed_metrics: body.flag("detailed_metrics_enabled"),
        cache: None,
    }
}
