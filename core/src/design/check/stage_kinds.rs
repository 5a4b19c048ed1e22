//! Settings of a stage that the API's kind does not have.

use std::sync::Arc;

use super::finder::{Finder, Used, on_kind, put_stage};
use crate::aws::{ApiKind, Capability, LoggingLevel};
use crate::design::{Api, ApiId, Item, RouteSettings, Stage};

struct Row {
    capability: Capability,
    code: fn(ApiKind) -> &'static str,
    place: &'static str,
    what: &'static str,
    used: fn(&Stage) -> bool,
    clear: fn(&mut Stage),
}

macro_rules! row {
    ($capability:ident, $word:literal, $place:literal, $what:literal, $used:expr, $clear:expr) => {
        Row {
            capability: Capability::$capability,
            code: |kind| on_kind!($word, kind),
            place: $place,
            what: $what,
            used: $used,
            clear: $clear,
        }
    };
}

const ROWS: &[Row] = &[
    row!(
        ResponseCache,
        "cache",
        "cache_cluster",
        "a cache",
        |stage| stage.cache_cluster.is_some() || settings(stage).any(|settings| settings.cache.is_some()),
        |stage| {
            stage.cache_cluster = None;
            each(stage, |settings| settings.cache = None);
        }
    ),
    row!(Canary, "canary", "canary", "a canary", |stage| stage.canary.is_some(), |stage| stage.canary = None),
    row!(Xray, "xray", "xray_tracing", "X-Ray tracing", |stage| stage.xray_tracing, |stage| {
        stage.xray_tracing = false;
    }),
    row!(Waf, "waf", "web_acl", "a web ACL", |stage| stage.web_acl.is_some(), |stage| stage.web_acl = None),
    row!(
        ClientCertificates,
        "client-certificate",
        "client_certificate",
        "a client certificate",
        |stage| stage.client_certificate.is_some(),
        |stage| stage.client_certificate = None
    ),
    row!(
        ExecutionLogs,
        "execution-logs",
        "defaults",
        "execution logs",
        |stage| settings(stage).any(|settings| {
            settings.data_trace == Some(true)
                || settings.logging_level.is_some_and(|level| level != LoggingLevel::Off)
        }),
        |stage| each(stage, |settings| {
            settings.logging_level = None;
            settings.data_trace = None;
        })
    ),
    row!(
        Documentation,
        "documentation-version",
        "documentation_version",
        "a documentation version",
        |stage| stage.documentation_version.is_some(),
        |stage| stage.documentation_version = None
    ),
    row!(
        AutoDeploy,
        "auto-deploy",
        "auto_deploy",
        "automatic deployment",
        |stage| stage.auto_deploy,
        |stage| {
            stage.auto_deploy = false;
        }
    ),
];

fn settings(stage: &Stage) -> impl Iterator<Item = &RouteSettings> {
    std::iter::once(&stage.defaults).chain(stage.overrides.values())
}

fn each(stage: &mut Stage, change: impl Fn(&mut RouteSettings)) {
    change(&mut stage.defaults);
    stage.overrides.values_mut().for_each(change);
}

pub(super) fn check(find: &mut Finder<'_>, id: ApiId, api: &Arc<Api>) {
    for (stage_id, stage) in &api.stages {
        for row in ROWS.iter().filter(|row| (row.used)(stage)) {
            find.unless_can(
                api.kind,
                row.capability,
                Used {
                    code: (row.code)(api.kind),
                    item: Item::Stage(id, *stage_id),
                    place: row.place,
                    what: format!("Stage `{}` has {}", stage.name, row.what),
                    fix_label: "Remove it",
                    fix: Some(put_stage(id, *stage_id, stage, row.clear)),
                },
            );
        }
    }
}
