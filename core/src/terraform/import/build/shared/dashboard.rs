//! The CloudWatch dashboard.

use serde_json::Value as Json;

use crate::aws::ApiKind;
use crate::design::{Api, Dashboard, Diagnostic, Item};
use crate::terraform::import::build::Build;
use crate::terraform::import::build::json::{Strings, document};

/// The titles of the widgets that the export makes for an API.
fn made_titles(api: &Api) -> Vec<String> {
    let metrics: &[&str] = match api.kind {
        ApiKind::Rest => &["Count, 4XXError, 5XXError", "Latency, IntegrationLatency"],
        ApiKind::Http => &["Count, 4xx, 5xx", "Latency, IntegrationLatency"],
        ApiKind::WebSocket => {
            &["ConnectCount, MessageCount, ClientError, ExecutionError", "IntegrationLatency"]
        }
    };
    metrics.iter().map(|metrics| format!("{} {metrics}", api.name)).collect()
}

/// Reads the only dashboard that shows the APIs; others stay as they are.
pub(super) fn read(build: &mut Build<'_, '_>) {
    let found = build.all("aws_cloudwatch_dashboard");
    let [at] = found.as_slice() else {
        for at in found {
            let address = build.work.address(at);
            let message = format!("A design has one dashboard, so `{address}` is not taken into it");
            build
                .work
                .say(at, Diagnostic::note("terraform-kept", message).help("It is kept as it was written"));
        }
        return;
    };
    let Some(body) = build.body(*at, Item::Design) else { return };
    let strings = Strings::new(build.work, *at, *at);
    let Some(value) = body.raw("dashboard_body") else { return };
    // The expressions of widgets that the export makes again are not kept.
    let made = made(build, value);
    let text = if made { None } else { document(&strings, value) };
    build.became(*at, Item::Design);
    let name = body.text("dashboard_name");
    let plain: String = build
        .design
        .name
        .chars()
        .map(|char| if char.is_ascii_alphanumeric() || matches!(char, '-' | '_') { char } else { '-' })
        .collect();
    let name = if name == plain { String::new() } else { name };
    build.design.dashboard = Some(Dashboard { name, body: text });
}

/// Whether the widgets are those that the export makes of the APIs.
fn made(build: &Build<'_, '_>, value: &crate::terraform::import::config::Value) -> bool {
    let text: String = crate::terraform::import::build::function_uri::parts(value)
        .iter()
        .map(crate::terraform::import::build::function_uri::shown)
        .collect();
    let Ok(json) = serde_json::from_str::<Json>(&text) else { return false };
    let Some(widgets) = json.get("widgets").and_then(Json::as_array) else { return false };
    let titles: Vec<&str> = widgets
        .iter()
        .filter_map(|widget| widget.pointer("/properties/title").and_then(Json::as_str))
        .collect();
    let here = |widget: &Json| {
        let region = widget.pointer("/properties/region").and_then(Json::as_str);
        region.is_some_and(|region| region.starts_with("${data.aws_region.current."))
    };
    let made: Vec<String> = build.design.apis.values().flat_map(|api| made_titles(api)).collect();
    titles == made && widgets.len() == made.len() && widgets.iter().all(here)
}
