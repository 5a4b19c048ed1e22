//! API keys and usage plans.

use indexmap::{IndexMap, IndexSet};

use super::finder::Finder;
use crate::aws::{self, ApiKind, QuotaPeriod, refusal, refusal_text};
use crate::base::Milli;
use crate::design::{
    ApiId, ApiKeyId, Diagnostic, Item, PlanQuota, StageId, Throttle, UsagePlan, UsagePlanId,
};

pub(super) fn check(find: &mut Finder<'_>) {
    keys(find);
    for (id, plan) in &find.design.usage_plans {
        self::plan(find, *id, plan);
    }
    key_in_two_plans(find);
    uncovered_stages(find);
}

fn keys(find: &mut Finder<'_>) {
    let (Some(length), Some(names), Some(descriptions)) = (
        aws::limit("api_key.value_length"),
        aws::limit("api_key.name_length"),
        aws::limit("api_key.description_length"),
    ) else {
        return;
    };
    let mut seen = IndexSet::new();
    for (id, key) in &find.design.api_keys {
        let item = Item::ApiKey(*id);
        let mut tell = |code, place: &str, message: String| {
            find.push(Diagnostic::error(code, message).at(item).at_place(place));
        };
        if i64::try_from(key.name.chars().count()).is_ok_and(|count| count > names.max) {
            tell(
                "api-key-name",
                "name",
                format!("An API key has a long name; AWS answers: {}", refusal_text("key.name", &[])),
            );
        }
        if i64::try_from(key.description.chars().count()).is_ok_and(|count| count > descriptions.max) {
            let words = refusal_text("key.description", &[]);
            let message = format!("API key `{}` has a long description; AWS answers: {words}", key.name);
            tell("api-key-description", "description", message);
        }
        if let Some(value) = &key.value {
            let count = i64::try_from(value.chars().count()).unwrap_or(i64::MAX);
            let words = if count < length.min { "key.short" } else { "key.long" };
            if !length.contains(count) {
                let words = refusal_text(words, &[]);
                tell(
                    "api-key-value",
                    "value",
                    format!(
                        "The value of API key `{}` has {count} characters; AWS answers: {words}",
                        key.name
                    ),
                );
            }
            if !seen.insert(value.as_str()) {
                tell(
                    "api-key-twice",
                    "value",
                    format!("API key `{}` has the value of another key", key.name),
                );
            }
        }
        let planned = find.design.usage_plans.values().any(|plan| plan.api_keys.contains(id));
        if !planned {
            let message =
                format!("API key `{}` belongs to no usage plan, so that it opens nothing", key.name);
            let finding = Diagnostic::warning("api-key-without-plan", message).at(item);
            find.push(finding.help("Add it to a usage plan"));
        }
    }
}

fn plan(find: &mut Finder<'_>, id: UsagePlanId, plan: &UsagePlan) {
    let item = Item::UsagePlan(id);
    if plan.name.trim().is_empty() {
        find.push(Diagnostic::error("plan-name", "A usage plan has no name").at(item).at_place("name"));
    }
    if let Some(quota) = &plan.quota {
        self::quota(find, item, plan, quota);
    }
    if let Some(throttle) = &plan.throttle {
        self::throttle(find, item, plan, throttle);
    }
    if plan.stages.is_empty() || plan.api_keys.is_empty() {
        let lack = if plan.stages.is_empty() { "covers no stage" } else { "has no API key" };
        let message = format!("Usage plan `{}` {lack}", plan.name);
        find.push(
            Diagnostic::warning("plan-empty", message)
                .at(item)
                .help("Add what is missing, or delete the plan"),
        );
    }
    let mut seen = IndexSet::new();
    for covered in &plan.stages {
        let Some(api) = find.design.apis.get(&covered.api) else { continue };
        let stage = api.stages.get(&covered.stage).map(|stage| stage.name.as_str()).unwrap_or_default();
        if api.kind != ApiKind::Rest {
            let support = aws::capability(aws::Capability::UsagePlans, api.kind);
            let message = format!(
                "Usage plan `{}` covers stage `{stage}` of API `{}`: {}",
                plan.name, api.name, support.reason
            );
            let finding = if support.cannot() {
                Diagnostic::error("plan-stage-kind", message)
            } else {
                Diagnostic::warning("plan-stage-kind", message)
            };
            find.push(finding.at(item).at_place("stages").help(support.alternative.clone()));
        }
        if !seen.insert((covered.api, covered.stage)) {
            let message =
                format!("Usage plan `{}` covers stage `{stage}` of API `{}` twice", plan.name, api.name);
            find.push(Diagnostic::error("plan-stage-twice", message).at(item).at_place("stages"));
        }
        for throttle in covered.route_throttles.values() {
            self::throttle(find, item, plan, throttle);
        }
    }
}

fn quota(find: &mut Finder<'_>, item: Item, plan: &UsagePlan, quota: &PlanQuota) {
    if quota.limit == 0 {
        let message = format!("Usage plan `{}` has a quota of 0, so that it lets nothing pass", plan.name);
        find.push(Diagnostic::warning("plan-quota-zero", message).at(item).at_place("quota"));
    }
    let row = match quota.period {
        QuotaPeriod::Day => "plan.offset_day",
        QuotaPeriod::Week => "plan.offset_week",
        QuotaPeriod::Month => "plan.offset_month",
    };
    let most = refusal(row).and_then(|row| row.max).unwrap_or(u64::MAX);
    if u64::from(quota.offset) > most {
        let words = refusal_text(row, &[]);
        let message = format!(
            "Usage plan `{}` has the quota offset {}; Terraform answers: {words}",
            plan.name, quota.offset
        );
        let finding = Diagnostic::error("plan-quota-offset", message).at(item).at_place("quota");
        find.push(finding.help(format!("Use 0 to {most}")));
    }
}

fn throttle(find: &mut Finder<'_>, item: Item, plan: &UsagePlan, throttle: &Throttle) {
    let zero = Milli::whole(0);
    if throttle.rate_rps < zero {
        let message = format!("Usage plan `{}` has a throttle below 0", plan.name);
        find.push(Diagnostic::error("throttle-negative", message).at(item).at_place("throttle"));
    } else if throttle.rate_rps == zero || throttle.burst == 0 {
        let message = format!("Usage plan `{}` has a throttle that lets nothing pass", plan.name);
        find.push(Diagnostic::warning("throttle-zero", message).at(item).at_place("throttle"));
    }
}

/// A key may be in several plans, but in one only for a given stage.
fn key_in_two_plans(find: &mut Finder<'_>) {
    let mut first: IndexMap<(ApiKeyId, ApiId, StageId), UsagePlanId> = IndexMap::new();
    let mut found = Vec::new();
    for (id, plan) in &find.design.usage_plans {
        for key in &plan.api_keys {
            for covered in &plan.stages {
                let other = *first.entry((*key, covered.api, covered.stage)).or_insert(*id);
                if other != *id {
                    let name = find.design.api_keys.get(key).map(|key| key.name.clone()).unwrap_or_default();
                    let message = format!("API key `{name}` is in two usage plans for the same stage");
                    found.push(
                        Diagnostic::error("api-key-in-two-plans", message)
                            .at(Item::UsagePlan(*id))
                            .at_place("api_keys"),
                    );
                }
            }
        }
    }
    for finding in found {
        find.push(finding.help("Take it out of one of the plans"));
    }
}

/// A stage with routes that need a key is of no use without a plan.
fn uncovered_stages(find: &mut Finder<'_>) {
    let covered: IndexSet<(ApiId, StageId)> = find
        .design
        .usage_plans
        .values()
        .flat_map(|plan| plan.stages.iter().map(|covered| (covered.api, covered.stage)))
        .collect();
    for (id, api) in find.design.apis.iter().filter(|(_, api)| api.kind == ApiKind::Rest) {
        if !api.routes.values().any(|route| route.api_key_required) {
            continue;
        }
        for (stage_id, stage) in &api.stages {
            if !covered.contains(&(*id, *stage_id)) {
                let message = format!(
                    "Routes need an API key, but no usage plan covers stage `{}` of API `{}`",
                    stage.name, api.name
                );
                let finding =
                    Diagnostic::warning("key-without-plan", message).at(Item::Stage(*id, *stage_id));
                find.push(
                    finding.help("Add the stage to a usage plan; until then every call with a key gets 403"),
                );
            }
        }
    }
}
