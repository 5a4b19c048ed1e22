//! CloudWatch alarms.

use super::arn::is_arn;
use super::dashboard::api_dimension;
use crate::aws::ApiKind;
use crate::design::{Alarm, Item, RouteKey};
use crate::terraform::export::api::ApiContext;
use crate::terraform::export::module::{Module, Of};
use crate::terraform::export::names::slug_or;
use crate::terraform::facts::facts;
use crate::terraform::syntax::{Expr, Fields, choose, decimal, is_null, number, object, reference, text};

/// Statistics that are not percentiles.
const STATISTICS: &[&str] = &["SampleCount", "Average", "Sum", "Minimum", "Maximum"];
const COMPARISONS: &[&str] = &[
    "GreaterThanOrEqualToThreshold",
    "GreaterThanThreshold",
    "LessThanThreshold",
    "LessThanOrEqualToThreshold",
];
const MISSING: &[&str] = &["breaching", "ignore", "missing", "notBreaching"];

/// Adds the alarms.
pub(super) fn export(module: &mut Module<'_>, apis: &[ApiContext<'_>]) {
    let design = module.design;
    for (id, alarm) in &design.alarms {
        let item = Item::Alarm(*id);
        let context = apis.iter().find(|context| context.id == alarm.api);
        let Some(context) = context else {
            module.refuse(
                item,
                format!("Alarm `{}` watches an API that is not in the design", alarm.name),
                "Choose an API of the design",
            );
            continue;
        };
        let Some(dimensions) = dimensions(module, item, context, alarm) else { continue };
        if !is_fit(module, item, alarm) {
            continue;
        }
        let fields = fields(alarm).set("dimensions", dimensions);
        let wanted = slug_or(&alarm.name, &format!("alarm_{id}"));
        let name = module.names.take("aws_cloudwatch_metric_alarm", &wanted, &id.to_string());
        let topic = topic(module, item, alarm, &name);
        let tags = module.tags(&alarm.tags);
        let fields = fields.set("alarm_actions", topic).set_some("tags", tags);
        module.add(Of::new("aws_cloudwatch_metric_alarm", &name, item).fold("", name.as_str()), fields);
    }
}

fn is_fit(module: &mut Module<'_>, item: Item, alarm: &Alarm) -> bool {
    let statistic = STATISTICS.contains(&alarm.statistic.as_str()) || is_percentile(&alarm.statistic);
    let comparison = COMPARISONS.contains(&alarm.comparison.as_str());
    let missing = alarm.treat_missing_data.as_deref().is_none_or(|word| MISSING.contains(&word));
    let period =
        matches!(alarm.period_s, 10 | 30) || (alarm.period_s > 0 && alarm.period_s.is_multiple_of(60));
    let counts = alarm.evaluation_periods > 0
        && alarm.datapoints_to_alarm.is_none_or(|count| (1..=alarm.evaluation_periods).contains(&count));
    let named = (1..=255).contains(&alarm.name.chars().count()) && !alarm.metric.is_empty();
    let fit = statistic && comparison && missing && period && counts && named;
    if !fit {
        module.refuse(
            item,
            format!("CloudWatch refuses the alarm `{}`", alarm.name),
            "Check its name, metric, statistic, comparison, period, counts and missing data",
        );
    }
    fit
}

fn is_percentile(statistic: &str) -> bool {
    statistic.strip_prefix('p').is_some_and(|number| {
        number.parse::<crate::base::Milli>().is_ok_and(|number| {
            (crate::base::Milli::whole(0)..=crate::base::Milli::whole(100)).contains(&number)
        })
    })
}

fn fields(alarm: &Alarm) -> Fields {
    let extended = is_percentile(&alarm.statistic);
    Fields::new()
        .set("alarm_name", text(alarm.name.as_str()))
        .set_text("alarm_description", &alarm.description)
        .set("namespace", text(facts().metric_namespace.value.as_str()))
        .set("metric_name", text(alarm.metric.as_str()))
        .set(if extended { "extended_statistic" } else { "statistic" }, text(alarm.statistic.as_str()))
        .set("comparison_operator", text(alarm.comparison.as_str()))
        .set("threshold", decimal(alarm.threshold))
        .set("period", number(alarm.period_s))
        .set("evaluation_periods", number(alarm.evaluation_periods))
        .set_some("datapoints_to_alarm", alarm.datapoints_to_alarm.map(number))
        .set_some("treat_missing_data", alarm.treat_missing_data.as_deref().map(text))
}

fn dimensions(module: &mut Module<'_>, item: Item, context: &ApiContext<'_>, alarm: &Alarm) -> Option<Expr> {
    let (name, value) = api_dimension(module, context);
    let mut entries = vec![(name, value)];
    if let Some(stage) = alarm.stage {
        let attribute = if context.is_rest() { "stage_name" } else { "name" };
        match module.stages.get(&stage) {
            Some(address) => entries.push(("Stage", address.get(attribute))),
            None => {
                missing(module, item, alarm, "stage");
                return None;
            }
        }
    }
    if let Some(route) = alarm.route {
        let Some(route) = context.api.routes.get(&route) else {
            missing(module, item, alarm, "route");
            return None;
        };
        match (&route.key, context.api.kind) {
            (RouteKey::Path(method, path), ApiKind::Rest | ApiKind::Http) => {
                entries.push(("Resource", text(path.as_str())));
                entries.push(("Method", text(method.as_str())));
            }
            (key, _) => entries.push(("Route", text(key.to_string()))),
        }
    }
    Some(object(entries))
}

fn missing(module: &mut Module<'_>, item: Item, alarm: &Alarm, what: &str) {
    module.refuse(
        item,
        format!("Alarm `{}` watches a {what} that is not in the files", alarm.name),
        format!("Choose a {what} of the API"),
    );
}

/// Alarms that tell the same topic share a variable.
fn topic_variable(module: &Module<'_>, alarm: &Alarm, arn: &str, name: &str) -> String {
    let others = module.design.alarms.values().map(|other| other.topic_arn.as_deref());
    let one = others.clone().all(|other| other == alarm.topic_arn.as_deref());
    let first = others.clone().all(|other| other.is_some()) && others.flatten().next() == Some(arn);
    if one || first { "alarm_topic_arn".to_owned() } else { format!("{name}_topic_arn") }
}

/// Who is told: the topic that the design names, or a variable's.
fn topic(module: &mut Module<'_>, item: Item, alarm: &Alarm, name: &str) -> Expr {
    if let Some(arn) = alarm.topic_arn.as_deref().filter(|arn| is_arn(arn)) {
        let what = "ARN of the SNS topic that alarms are sent to";
        return Expr::Array(vec![module.own_text(
            &topic_variable(module, alarm, arn, name),
            item,
            what,
            arn,
        )]);
    }
    let fields = Fields::new()
        .set("description", text("ARN of the SNS topic that alarms are sent to; none when null"))
        .set("type", reference("string"))
        .set("default", Expr::Null);
    let path = module.variable("alarm_topic_arn", item, fields);
    choose(is_null(reference(&path)), Expr::Array(Vec::new()), Expr::Array(vec![reference(&path)]))
}
