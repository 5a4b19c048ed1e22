//! Stages of a REST API, and the deployments that they show.

use std::sync::Arc;

use super::Rest;
use crate::aws::CacheSize;
use crate::design::{Canary, Diagnostic, Item, Stage, StageId};
use crate::terraform::import::build::body::Body;
use crate::terraform::import::build::deployment;
use crate::terraform::import::build::shared::log;
use crate::terraform::import::build::whole;

/// The size of a cache whose size nobody gives, as AWS takes it.
const CACHE_SIZE: &str = "0.5";

/// The type of deployments.
const DEPLOYMENT: &str = "aws_api_gateway_deployment";

/// Reads the stages.
pub(super) fn read(rest: &mut Rest<'_, '_, '_>) {
    for body in rest.each("aws_api_gateway_stage", None) {
        let name = body.text("stage_name");
        let known = rest.api.stages.iter().find(|(_, stage)| stage.name == name).map(|(id, _)| *id);
        let id: StageId = known.unwrap_or_else(|| rest.build.design.mint());
        let item = Item::Stage(rest.id, id);
        rest.build.became(body.at, item);
        let Some(body) = rest.build.body(body.at, item) else { continue };
        let before = rest.api.stages.get(&id).map(|stage| (**stage).clone()).unwrap_or_default();
        let stage = stage(rest, &body, Stage { name, ..before });
        rest.api.stages.insert(id, Arc::new(stage));
    }
    deployments(rest);
    super::documentation::versions(rest);
}

fn stage(rest: &mut Rest<'_, '_, '_>, body: &Body<'_, '_>, before: Stage) -> Stage {
    body.skip(&["rest_api_id"]);
    shown(rest, body);
    let cached = body.flag("cache_cluster_enabled");
    let size: Option<CacheSize> = body.word("cache_cluster_size");
    let cache_cluster = match cached {
        Some(false) => None,
        Some(true) => size.or(CACHE_SIZE.parse().ok()),
        None => size.filter(|_| body.peek("cache_cluster_enabled").is_some()),
    };
    let certificate =
        rest.build.linked(body, "client_certificate_id", &["aws_api_gateway_client_certificate"]);
    let client_certificate = match certificate {
        Some(Item::ClientCertificate(id)) => Some(id),
        _ => None,
    };
    if client_certificate.is_none()
        && let Some(value) = body.raw("client_certificate_id")
    {
        body.keep("client_certificate_id", value);
    }
    Stage {
        description: body.text("description"),
        variables: body.text_map("variables"),
        cache_cluster,
        access_log: log::read(rest.build, body, &rest.api.name, &before.name),
        xray_tracing: body.flag("xray_tracing_enabled").unwrap_or_default(),
        canary: body.block("canary_settings").map(|canary| read_canary(&canary)),
        client_certificate,
        documentation_version: body.some_text("documentation_version"),
        tags: rest.build.tags(body),
        ..before
    }
}

/// Reads which deployment a stage shows: the design has one for the whole API, and another one stays as it is written,
/// such as that which a stage shows beside its canary's.
fn shown(rest: &mut Rest<'_, '_, '_>, body: &Body<'_, '_>) {
    const NAME: &str = "deployment_id";
    let shown = body.who(NAME, &[DEPLOYMENT]);
    let canary = body.block("canary_settings").and_then(|canary| canary.who(NAME, &[DEPLOYMENT]));
    rest.newest = rest.newest.or(canary).or(shown);
    let other = shown.filter(|shown| rest.newest != Some(*shown) && deployment::stays(rest.build, *shown));
    match body.raw(NAME).filter(|_| other.is_some()) {
        Some(value) => body.keep(NAME, value),
        None => body.skip(&[NAME]),
    }
}

fn read_canary(body: &Body<'_, '_>) -> Canary {
    body.skip(&["deployment_id"]);
    Canary {
        percent_traffic: body.milli("percent_traffic").unwrap_or_default(),
        variable_overrides: body.text_map("stage_variable_overrides"),
        use_stage_cache: body.flag("use_stage_cache").unwrap_or_default(),
        description: String::new(),
    }
}

/// A deployment is made anew by every export; only its description and the stage that older
/// ones make matter.
fn deployments(rest: &mut Rest<'_, '_, '_>) {
    let item = rest.item();
    for body in rest.each(DEPLOYMENT, Some(item)) {
        let is_other = rest.newest.is_some_and(|newest| newest != body.at);
        if is_other && !body.has("stage_name") && deployment::stays(rest.build, body.at) {
            continue;
        }
        rest.newest.get_or_insert(body.at);
        rest.build.work.claim(body.at, item, "");
        body.skip(&["rest_api_id"]);
        whole::order(rest.build.work, item, body.at);
        deployment::tell(rest.build, &body);
        let canary = rest.api.stages.iter().find(|(_, stage)| stage.canary.is_some()).map(|(id, _)| *id);
        if let Some(id) = canary
            && let Some(stage) = rest.api.stages.get_mut(&id)
            && let Some(canary) = &mut Arc::make_mut(stage).canary
        {
            let description = body.text("description");
            if canary.description.is_empty() {
                canary.description = description;
            }
        } else {
            body.keep_beside("description");
        }
        let Some(name) = body.some_text("stage_name") else { continue };
        if rest.api.stages.values().any(|stage| stage.name == name) {
            continue;
        }
        let id: StageId = rest.build.design.mint();
        rest.build.items.insert(body.at, Item::Stage(rest.id, id));
        let stage = Stage {
            name,
            description: body.text("stage_description"),
            variables: body.text_map("variables"),
            ..Stage::default()
        };
        let message =
            format!("`{}` makes its stage by itself, as providers up to version 5 let it", body.address());
        let help = "The design has a stage of its own, and the export writes it as a resource";
        body.say(Diagnostic::note("terraform-stage", message).help(help));
        rest.api.stages.insert(id, Arc::new(stage));
    }
}
