//! Quotas on a REST API.

use std::collections::BTreeSet;

use super::stage::Ids;
use super::{Subject, addresses, policy, stage, streams, templates};
use crate::aws::EndpointKind;
use crate::design::{Api, Item, Stage};
use crate::quota::Known;
use crate::quota::gauge::Gauge;

const STAGE: Ids = Ids {
    stages: "rest.stages_per_api",
    variables: Some([
        "rest.stage_variables",
        "rest.stage_variable_key_length",
        "rest.stage_variable_value_length",
    ]),
    log: "rest.access_log_template_bytes",
    tags: Some("rest.stage_tags"),
};

pub fn measure(gauge: &mut Gauge<'_>, subject: Subject<'_>, known: &Known<'_>) {
    let (item, api) = (subject.item(), subject.api);
    gauge.count("rest.resources_per_api", item, resources(api));
    gauge.count("rest.authorizers_per_api", item, api.authorizers.len());
    gauge.count("rest.documentation_parts", item, api.settings.documentation.len());
    gauge.size("rest.models_bytes", item, api.models.values().map(|model| model.schema.len()).sum());
    if let Some(text) = &api.settings.resource_policy {
        gauge.size("rest.resource_policy_length", item, policy::length(subject, text));
    }
    if let Some((_, bytes)) = known.openapi_bytes.iter().find(|(id, _)| *id == subject.id) {
        gauge.size("rest.openapi_import_bytes", item, usize::try_from(*bytes).unwrap_or(usize::MAX));
    }
    stage::measure(gauge, subject, &STAGE);
    gauge.sizes("rest.mapping_template_bytes", templates::sizes(subject));
    addresses::measure_arns(gauge, subject);
    let timeout = match api.endpoint_kind() {
        EndpointKind::Edge => "rest.integration_timeout_edge_ms",
        EndpointKind::Regional | EndpointKind::Private => "rest.integration_timeout_ms",
    };
    gauge.settings(timeout, subject.timeouts());
    let streamed = subject.timeouts_of(streams).map(|(item, ms)| (item, ms.div_ceil(1000)));
    gauge.settings("rest.stream_duration_s", streamed);
    gauge.settings("rest.cache_ttl_s", cache_ttls(subject));
}

/// The resources of the path tree, its root among them.
fn resources(api: &Api) -> usize {
    let mut tree = BTreeSet::from([Vec::new()]);
    for path in api.routes.values().filter_map(|route| route.key.path_template()) {
        let mut resource = Vec::new();
        for part in path.split('/').filter(|part| !part.is_empty()) {
            resource.push(part);
            tree.insert(resource.clone());
        }
    }
    tree.len()
}

/// The times to live that stages set for caches.
fn cache_ttls(subject: Subject<'_>) -> impl Iterator<Item = (Item, u64)> {
    let ttls = |stage: &Stage| {
        let settings = std::iter::once(&stage.defaults).chain(stage.overrides.values());
        settings.filter_map(|settings| settings.cache.as_ref()?.ttl_s).max()
    };
    let stages = subject.api.stages.iter();
    stages.filter_map(move |(id, stage)| Some((Item::Stage(subject.id, *id), u64::from(ttls(stage)?))))
}
