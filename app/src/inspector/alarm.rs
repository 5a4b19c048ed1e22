//! A CloudWatch alarm on a metric of an API.

use leptos::prelude::*;
use studio_core::aws::metrics_of;
use studio_core::design::edit::Edit;
use studio_core::design::{Alarm, AlarmId, ApiId, Item, RouteId, StageId};

use super::fields::{
    Number, choice, choice_of, code_line, decimal, map, optional, optional_whole, pair, prose, text, whole,
};
use super::form::{Form, at, node};
use super::refs::{named, options};
use super::sections::{folded, section};
use crate::studio::Studio;

/// CloudWatch's comparisons, with signs for the list.
const COMPARISONS: &[(&str, &str)] = &[
    ("GreaterThanThreshold", "is greater than"),
    ("GreaterThanOrEqualToThreshold", "is at least"),
    ("LessThanThreshold", "is less than"),
    ("LessThanOrEqualToThreshold", "is at most"),
];
/// What CloudWatch can do with periods without data.
const MISSING: &[(&str, &str)] =
    &[("missing", "Missing"), ("ignore", "Keeps its state"), ("breaching", "Bad"), ("notBreaching", "Good")];
/// CloudWatch's statistics, and percentiles that are often used.
const STATISTICS: [&str; 8] = ["Sum", "Average", "Maximum", "Minimum", "SampleCount", "p50", "p90", "p99"];

/// The form of an alarm.
pub fn view(id: AlarmId) -> AnyView {
    let form = node(Item::Alarm(id), Studio::get().alarm(id), move |node| Edit::PutAlarm(id, node));
    let owned = |list: &[(&str, &str)]| {
        list.iter().map(|(word, label)| ((*word).to_owned(), (*label).to_owned())).collect::<Vec<_>>()
    };
    let missing = MISSING.iter().map(|(word, label)| (Some((*word).to_owned()), (*label).to_owned()));
    let missing = std::iter::once((None, "AWS's default: missing".to_owned())).chain(missing).collect();
    let statistics = STATISTICS.map(str::to_owned).to_vec();
    view! {
        <div class="form">
            {text(at!(form, name), "Name", "")}
            {prose(at!(form, description), "Description", "")}
            {section("Watches", watches(form))}
            {section(
                "Alarms when",
                view! {
                    {code_line(at!(form, statistic), "Statistic", "Or a percentile such as `p99`", statistics)}
                    {pair(
                        choice(at!(form, comparison), "Comparison", "", owned(COMPARISONS)),
                        decimal(at!(form, threshold), Number::new("Threshold", "", "In the metric's unit")),
                    )}
                    {pair(
                        whole(at!(form, period_s), Number::new("Period", "s", "")),
                        whole(at!(form, evaluation_periods), Number::new("Periods looked at", "", "").from(1)),
                    )}
                    {optional_whole(at!(form, datapoints_to_alarm), Number::new("Of them over the threshold", "", "Empty: all"))}
                    {choice(at!(form, treat_missing_data), "Periods without data", "", missing)}
                },
            )}
            {optional(at!(form, topic_arn), "SNS topic ARN", "Who is told; empty: a Terraform variable asks for it")}
            {folded("Tags", form.with(|alarm| !alarm.tags.is_empty()), map(at!(form, tags), "Tags", "tag", ""))}
        </div>
    }
    .into_any()
}

fn watches(form: Form<Alarm>) -> AnyView {
    let api = Memo::new(move |_| form.with(|alarm| alarm.api));
    let apis = options(|design| named(&design.apis, |api| &api.name));
    let chosen_api = form.at(
        |alarm| alarm.api,
        |alarm, next: ApiId| {
            if alarm.api != next {
                (alarm.api, alarm.stage, alarm.route) = (next, None, None);
            }
        },
    );
    let stages = options(move |design| {
        let stages = design
            .apis
            .get(&api.get())
            .map(|api| named(&api.stages, |stage| &stage.name))
            .unwrap_or_default();
        let some = stages.into_iter().map(|(id, name)| (Some(id), name));
        std::iter::once((None, "Every stage".to_owned()))
            .chain(some)
            .collect::<Vec<(Option<StageId>, String)>>()
    });
    let routes = options(move |design| {
        let routes = design.apis.get(&api.get()).map(|api| &api.routes).into_iter().flatten();
        let some = routes.map(|(id, route)| (Some(*id), route.key.to_string()));
        std::iter::once((None, "Every route".to_owned()))
            .chain(some)
            .collect::<Vec<(Option<RouteId>, String)>>()
    });
    let metrics = options(move |design| {
        let kind = design.apis.get(&api.get()).map(|api| api.kind);
        let rows = kind.into_iter().flat_map(metrics_of);
        rows.map(|row| (row.name.clone(), format!("{} · {}", row.name, row.meaning))).collect()
    });
    view! {
        {choice_of(chosen_api, "API", "", apis)}
        {choice_of(at!(form, metric), "Metric", "", metrics)}
        {pair(
            choice_of(at!(form, stage), "Stage", "", stages),
            choice_of(at!(form, route), "Route", "Needs detailed metrics", routes),
        )}
    }
    .into_any()
}
