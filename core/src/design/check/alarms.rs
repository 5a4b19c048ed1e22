//! Alarms: metrics that exist, and settings that CloudWatch takes.

use std::sync::Arc;

use indexmap::IndexSet;

use super::finder::Finder;
use crate::aws::{self, ApiKind};
use crate::base::Milli;
use crate::design::edit::Edit;
use crate::design::{Alarm, AlarmId, Certainty, Diagnostic, Item, effective};

/// Source: `PutMetricAlarm` in the CloudWatch API reference, as are the lists and steps below.
const COMPARISONS: [&str; 4] = [
    "GreaterThanThreshold",
    "GreaterThanOrEqualToThreshold",
    "LessThanThreshold",
    "LessThanOrEqualToThreshold",
];
const STATISTICS: [&str; 5] = ["Average", "Sum", "Minimum", "Maximum", "SampleCount"];
const MISSING_DATA: [&str; 4] = ["missing", "ignore", "breaching", "notBreaching"];
const PERIOD_STEP_S: u32 = 60;

pub(super) fn check(find: &mut Finder<'_>) {
    let mut seen = IndexSet::new();
    for (id, alarm) in &find.design.alarms {
        let item = Item::Alarm(*id);
        if alarm.name.is_empty() || !seen.insert(alarm.name.as_str()) {
            let message = format!("Alarm `{}` needs a name of its own", alarm.name);
            find.push(Diagnostic::error("alarm-name", message).at(item).at_place("name"));
        }
        metric(find, *id, alarm);
        route(find, item, alarm);
        settings(find, item, alarm);
    }
}

fn metric(find: &mut Finder<'_>, id: AlarmId, alarm: &Arc<Alarm>) {
    let item = Item::Alarm(id);
    let Some(api) = find.design.apis.get(&alarm.api) else {
        let message = format!("Alarm `{}` watches no API", alarm.name);
        return find.push(Diagnostic::error("alarm-without-api", message).at(item).at_place("api"));
    };
    if aws::metrics_of(api.kind).any(|metric| metric.name == alarm.metric) {
        return;
    }
    let names: Vec<&str> = aws::metrics_of(api.kind).map(|metric| metric.name.as_str()).collect();
    let message = format!(
        "Alarm `{}` watches `{}`, which {} does not have, so that it never fires",
        alarm.name,
        alarm.metric,
        api.kind.phrase()
    );
    let finding = Diagnostic::error("alarm-metric", message).at(item).at_place("metric");
    let finding = finding.help(format!("Choose one of {}", names.join(", ")));
    find.push(match counterpart(api.kind, &alarm.metric) {
        Some(metric) => {
            let fixed = Alarm { metric: metric.to_owned(), ..(**alarm).clone() };
            finding.fix(format!("Watch {metric}"), Edit::PutAlarm(id, Arc::new(fixed)), Certainty::Likely)
        }
        None => finding,
    });
}

/// What another kind's metric is called on this kind.
pub(crate) fn counterpart(kind: ApiKind, metric: &str) -> Option<&'static str> {
    let row = [
        ["4XXError", "4xx", "ClientError"],
        ["5XXError", "5xx", "ExecutionError"],
        ["Count", "Count", "MessageCount"],
    ]
    .into_iter()
    .find(|row| row.iter().any(|name| name.eq_ignore_ascii_case(metric)))?;
    let [rest, http, websocket] = row;
    Some(match kind {
        ApiKind::Rest => rest,
        ApiKind::Http => http,
        ApiKind::WebSocket => websocket,
    })
}

/// Metrics of single routes exist only where detailed metrics are on.
fn route(find: &mut Finder<'_>, item: Item, alarm: &Alarm) {
    let Some(route) = alarm.route else { return };
    let Some(stage) = alarm.stage else {
        let message = format!("Alarm `{}` watches a route, but not on which stage", alarm.name);
        return find.push(Diagnostic::error("alarm-route-stage", message).at(item).at_place("stage"));
    };
    if !effective(find.design, alarm.api, stage, route).detailed_metrics {
        let message = format!("Alarm `{}` watches a route without detailed metrics", alarm.name);
        let finding = Diagnostic::warning("alarm-detailed-metrics", message).at(item).at_place("route");
        find.push(finding.help("Switch detailed metrics on for the route"));
    }
}

fn settings(find: &mut Finder<'_>, item: Item, alarm: &Alarm) {
    let mut tell = |place: &str, what: String, help: &str| {
        let message = format!("Alarm `{}` {what}", alarm.name);
        find.push(Diagnostic::error("alarm-setting", message).at(item).at_place(place).help(help));
    };
    if !COMPARISONS.contains(&alarm.comparison.as_str()) {
        tell(
            "comparison",
            format!("compares by `{}`", alarm.comparison),
            "Use `GreaterThanThreshold` or another of CloudWatch's words",
        );
    }
    let percentile = alarm
        .statistic
        .strip_prefix('p')
        .and_then(|rest| rest.parse::<Milli>().ok())
        .is_some_and(|percent| (Milli::whole(0)..=Milli::whole(100)).contains(&percent));
    if !STATISTICS.contains(&alarm.statistic.as_str()) && !percentile {
        tell(
            "statistic",
            format!("looks at the statistic `{}`", alarm.statistic),
            "Use `Sum`, `Average`, `p99` or the like",
        );
    }
    if alarm.treat_missing_data.as_deref().is_some_and(|text| !MISSING_DATA.contains(&text)) {
        tell(
            "treat_missing_data",
            "treats missing data in an unknown way".to_owned(),
            "Use `notBreaching`, `breaching`, `ignore` or `missing`",
        );
    }
    if alarm.period_s == 0 || !alarm.period_s.is_multiple_of(PERIOD_STEP_S) {
        tell(
            "period_s",
            format!("looks at periods of {} s", alarm.period_s),
            "Use a multiple of 60; API Gateway measures once a minute",
        );
    }
    if alarm.evaluation_periods == 0 {
        tell("evaluation_periods", "looks at no period".to_owned(), "Use 1 or more");
    }
    if alarm.datapoints_to_alarm.is_some_and(|points| points == 0 || points > alarm.evaluation_periods) {
        tell(
            "datapoints_to_alarm",
            "needs more periods over the threshold than it looks at".to_owned(),
            "Lower it",
        );
    }
}
