//! What an integration has that the API's kind does not.

use std::sync::Arc;

use super::finder::{Finder, Used, on_kind, put_integration};
use crate::aws::{ApiKind, Capability, IntegrationKind, PayloadFormat, ResponseTransferMode};
use crate::design::{Api, ApiId, Certainty, Diagnostic, Integration, IntegrationId, Item, Target};

struct Row {
    capability: Capability,
    code: fn(ApiKind) -> &'static str,
    place: &'static str,
    what: &'static str,
    used: fn(&Integration) -> bool,
    clear: Option<fn(&mut Integration)>,
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
    row!(MockIntegration, "mock", "target", "is a mock", |node| matches!(node.target, Target::Mock), None),
    row!(
        CustomIntegration,
        "custom-integration",
        "target",
        "maps requests and responses",
        |node| matches!(node.target.kind(), IntegrationKind::Aws | IntegrationKind::Http)
            && !matches!(node.target, Target::Service { .. }),
        None
    ),
    row!(
        MappingTemplates,
        "templates",
        "request_templates",
        "has mapping templates",
        |node| {
            !node.request_templates.is_empty()
                || node.responses.iter().any(|response| !response.templates.is_empty())
        },
        Some(|node| {
            node.request_templates.clear();
            node.responses.iter_mut().for_each(|response| response.templates.clear());
        })
    ),
    row!(
        PayloadFormat2,
        "payload-format-2",
        "payload_format",
        "uses payload format 2.0",
        |node| node.payload_format == Some(PayloadFormat::V2),
        Some(|node| node.payload_format = None)
    ),
    row!(
        ResponseStreaming,
        "streaming",
        "response_transfer_mode",
        "streams responses",
        |node| node.response_transfer_mode == Some(ResponseTransferMode::Stream),
        Some(|node| node.response_transfer_mode = None)
    ),
    row!(
        ResponseCache,
        "cache-keys",
        "cache_key_parameters",
        "has cache keys",
        |node| !node.cache_key_parameters.is_empty() || node.cache_namespace.is_some(),
        Some(|node| {
            node.cache_key_parameters.clear();
            node.cache_namespace = None;
        })
    ),
];

pub(super) fn check(find: &mut Finder<'_>, id: ApiId, api: &Arc<Api>) {
    let kind = api.kind;
    for (node_id, node) in &api.integrations {
        let item = Item::Integration(id, *node_id);
        for row in ROWS.iter().filter(|row| (row.used)(node)) {
            let fix = row.clear.map(|clear| put_integration(id, *node_id, node, clear));
            let what = format!("Integration `{}` {}", node.name, row.what);
            let (code, place) = ((row.code)(kind), row.place);
            find.unless_can(
                kind,
                row.capability,
                Used { code, item, place, what, fix_label: "Remove it", fix },
            );
        }
        leftovers(find, id, kind, *node_id, node);
    }
}

/// Fields that the service model has on one kind alone.
fn leftovers(find: &mut Finder<'_>, id: ApiId, kind: ApiKind, node_id: IntegrationId, node: &Integration) {
    let item = Item::Integration(id, node_id);
    let mut tell = |code, place: &str, what: &str, help: &str, clear: Option<fn(&mut Integration)>| {
        let message = format!("Integration `{}` {what}", node.name);
        let mut finding = Diagnostic::error(code, message).at(item).at_place(place).help(help);
        if let Some(clear) = clear {
            let fix = put_integration(id, node_id, node, clear);
            finding = finding.fix("Remove it", fix, Certainty::Likely);
        }
        find.push(finding);
    };
    match &node.target {
        Target::Service { .. } if kind == ApiKind::Http => {
            let what = "calls an AWS service by its URI, but an HTTP API has a fixed list of service actions";
            tell(
                "service-on-http-api",
                "target",
                what,
                "Choose a service action, or call it from Lambda",
                None,
            );
        }
        Target::Action { subtype } if kind != ApiKind::Http => {
            let what = format!("calls the service action `{subtype}`, which only HTTP APIs have");
            let help = "Call the service by its URI with a request template";
            tell(on_kind!("service-action", kind), "target", &what, help, None);
        }
        _ => {}
    }
    if kind != ApiKind::Http && !node.response_parameters.is_empty() {
        let what = "maps response parameters by status, as only HTTP APIs do";
        let help = "Map parameters on the integration responses";
        let code = on_kind!("response-parameters", kind);
        tell(code, "response_parameters", what, help, Some(|node| node.response_parameters.clear()));
    }
    if kind != ApiKind::Rest && node.tls_insecure_skip_verification {
        let what = "skips certificate checks, as only REST APIs can";
        let code = on_kind!("insecure-tls", kind);
        let clear: fn(&mut Integration) = |node| node.tls_insecure_skip_verification = false;
        tell(
            code,
            "tls_insecure_skip_verification",
            what,
            "Give the backend a trusted certificate",
            Some(clear),
        );
    }
    if kind != ApiKind::Http && node.tls_server_name.is_some() {
        let what = "names a server for TLS, as only private integrations of HTTP APIs do";
        let help = "Give the backend a certificate for its own name";
        tell(
            on_kind!("tls-server-name", kind),
            "tls_server_name",
            what,
            help,
            Some(|node| {
                node.tls_server_name = None;
            }),
        );
    }
    if kind == ApiKind::Http {
        http_leftovers(node, &mut tell);
    }
}

/// Tells a finding: code, place, what, help, and how to take the setting back.
type Tell<'a> = &'a mut dyn FnMut(&'static str, &str, &str, &str, Option<fn(&mut Integration)>);

fn http_leftovers(node: &Integration, tell: Tell<'_>) {
    if !node.responses.is_empty() {
        let what = "has integration responses, but an HTTP API passes responses on";
        let help = "Use response parameter mapping by status";
        tell(
            "integration-responses-on-http-api",
            "responses",
            what,
            help,
            Some(|node| node.responses.clear()),
        );
    }
    if node.passthrough_behavior.is_some() {
        let what = "has a passthrough behavior, but an HTTP API has no templates to pass by";
        let help = "Take it away; every content type passes";
        tell(
            "passthrough-on-http-api",
            "passthrough_behavior",
            what,
            help,
            Some(|node| {
                node.passthrough_behavior = None;
            }),
        );
    }
    if node.content_handling.is_some() {
        let what = "converts payloads, as only REST and WebSocket APIs do";
        let help = "A Lambda function gets binary payloads as base64";
        tell(
            "content-handling-on-http-api",
            "content_handling",
            what,
            help,
            Some(|node| {
                node.content_handling = None;
            }),
        );
    }
    if node.template_selection_expression.is_some() {
        let what = "selects a template, but an HTTP API has none";
        tell(
            "template-selection-on-http-api",
            "template_selection_expression",
            what,
            "Take it away",
            Some(|node| {
                node.template_selection_expression = None;
            }),
        );
    }
}
