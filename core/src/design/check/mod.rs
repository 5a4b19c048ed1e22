//! What AWS would refuse, or what cannot work, in a design. One file per subject.

mod alarms;
mod authorizers;
mod cors;
mod domains;
mod finder;
mod gateway_responses;
mod http_mappings;
mod integration_kinds;
mod integrations;
mod kinds;
mod logs;
mod models;
mod names;
mod parameters;
mod paths;
mod patterns;
mod policies;
mod responses;
mod rest_mappings;
mod route_kinds;
mod routes;
mod sources;
mod stage_kinds;
mod stages;
mod templates;
mod timeouts;
mod usage_plans;
mod vpc_links;
mod waf;

use std::sync::Arc;

use super::{Api, ApiId, Design, Diagnostic};
pub(crate) use alarms::counterpart;
use finder::Finder;

/// Rules about one API.
const OF_API: [fn(&mut Finder<'_>, ApiId, &Arc<Api>); 19] = [
    names::of_api,
    kinds::check,
    policies::check,
    cors::check,
    gateway_responses::check,
    paths::check,
    route_kinds::check,
    routes::check,
    parameters::check,
    models::check,
    authorizers::check,
    integration_kinds::check,
    integrations::check,
    templates::check,
    timeouts::check,
    rest_mappings::check,
    http_mappings::check,
    responses::check,
    stage_kinds::check,
];

/// Rules about what APIs share.
const OF_DESIGN: [fn(&mut Finder<'_>); 6] =
    [names::of_design, vpc_links::check, domains::check, usage_plans::check, waf::check, alarms::check];

/// Findings about the design: API by API, then what they share.
///
/// Findings have stable codes; what AWS refuses is an error and carries AWS's words where they are known. A
/// fix puts whole nodes, so after applying one the design is to be checked anew before the next.
pub fn check(design: &Design) -> Vec<Diagnostic> {
    let mut finder = Finder::new(design);
    for (id, api) in &design.apis {
        for rule in OF_API {
            rule(&mut finder, *id, api);
        }
        stages::check(&mut finder, *id, api);
        logs::check(&mut finder, *id, api);
    }
    for rule in OF_DESIGN {
        rule(&mut finder);
    }
    finder.finish()
}

/// Findings about settings of one API that its kind does not have; their codes end in the kind.
pub(crate) fn wrong_kind(design: &Design, id: ApiId) -> Vec<Diagnostic> {
    let mut finder = Finder::new(design);
    if let Some(api) = design.apis.get(&id) {
        for rule in [kinds::check, route_kinds::check, integration_kinds::check, stage_kinds::check] {
            rule(&mut finder, id, api);
        }
    }
    finder.finish()
}
