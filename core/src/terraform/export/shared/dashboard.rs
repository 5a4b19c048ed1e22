//! The CloudWatch dashboard.

use crate::aws::ApiKind;
use crate::design::Item;
use crate::terraform::export::api::ApiContext;
use crate::terraform::export::module::Module;
use crate::terraform::facts::facts;
use crate::terraform::syntax::template;
use crate::terraform::syntax::{Expr, Fields, Part, call, json_document, object, text};

/// The columns of a dashboard, and the size of a widget.
const COLUMNS: usize = 24;
const WIDTH: usize = 12;
const HEIGHT: usize = 6;

/// Adds the dashboard.
pub(super) fn export(module: &mut Module<'_>, apis: &[ApiContext<'_>]) {
    let Some(dashboard) = &module.design.dashboard else { return };
    let name = if dashboard.name.is_empty() { &module.design.name } else { &dashboard.name };
    let name: String = name
        .chars()
        .map(|char| if char.is_ascii_alphanumeric() || matches!(char, '-' | '_') { char } else { '-' })
        .collect();
    if name.is_empty() {
        module.refuse(Item::Design, "The dashboard has no name", "Name it, or name the design");
        return;
    }
    let body = match &dashboard.body {
        Some(body) if serde_json::from_str::<serde_json::Value>(body).is_err() => {
            module.refuse(Item::Design, "The dashboard's body is not JSON", "Mend the JSON, or take it away");
            return;
        }
        Some(body) => json_document(body, &|value| text(value)),
        None => {
            let widgets = widgets(module, apis);
            call("jsonencode", vec![object([("widgets", Expr::Array(widgets))])])
        }
    };
    let fields = Fields::new().set("dashboard_name", text(name)).set("dashboard_body", body);
    module.resource("aws_cloudwatch_dashboard", "this", Item::Design, fields);
}

fn widgets(module: &mut Module<'_>, apis: &[ApiContext<'_>]) -> Vec<Expr> {
    let Part::Reference(region) = module.data("aws_region", "id") else { return Vec::new() };
    let charts = apis.iter().flat_map(|context| {
        let metrics: &[&[&str]] = match context.api.kind {
            ApiKind::Rest => &[&["Count", "4XXError", "5XXError"], &["Latency", "IntegrationLatency"]],
            ApiKind::Http => &[&["Count", "4xx", "5xx"], &["Latency", "IntegrationLatency"]],
            ApiKind::WebSocket => {
                &[&["ConnectCount", "MessageCount", "ClientError", "ExecutionError"], &["IntegrationLatency"]]
            }
        };
        metrics.iter().map(move |metrics| (context, *metrics))
    });
    let widget = |(at, (context, metrics)): (usize, (&ApiContext<'_>, &[&str]))| {
        let (dimension, value) = api_dimension(module, context);
        let lines = metrics.iter().map(|metric| {
            Expr::Array(vec![
                text(facts().metric_namespace.value.as_str()),
                text(*metric),
                text(dimension),
                value.clone(),
            ])
        });
        let statistic = if metrics.iter().any(|metric| metric.contains("Latency")) { "p99" } else { "Sum" };
        let (across, down) = (at % (COLUMNS / WIDTH), at / (COLUMNS / WIDTH));
        object([
            ("type", text("metric")),
            ("x", Expr::from(across * WIDTH)),
            ("y", Expr::from(down * HEIGHT)),
            ("width", Expr::from(WIDTH)),
            ("height", Expr::from(HEIGHT)),
            (
                "properties",
                object([
                    ("title", text(format!("{} {}", context.api.name, metrics.join(", ")))),
                    ("region", crate::terraform::syntax::reference(&region)),
                    ("stat", text(statistic)),
                    ("period", Expr::from(60)),
                    ("metrics", Expr::Array(lines.collect())),
                ]),
            ),
        ])
    };
    charts.enumerate().map(widget).collect()
}

/// The dimension that names an API in CloudWatch, and its value.
pub(super) fn api_dimension(module: &Module<'_>, context: &ApiContext<'_>) -> (&'static str, Expr) {
    let attribute = |name: &str| module.apis.get(&context.id).map(|api| api.path(name)).unwrap_or_default();
    if context.is_rest() {
        ("ApiName", crate::terraform::syntax::reference(&attribute("name")))
    } else {
        ("ApiId", template(&[Part::reference(attribute("id"))]))
    }
}
