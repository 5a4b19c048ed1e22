//! The API key of a REST method or of a WebSocket API's `$connect`.

use crate::aws::{ApiKeySource, ApiKind, GatewayResponseType};
use crate::design::{ApiKeyId, Diagnostic, Item, UsagePlanId};
use crate::flow::exchange::Exchange;
use crate::flow::verdict::{Refusal, Verdict};

const PAGE: &str = "api-gateway-api-usage-plans";
const SOURCE_PAGE: &str = "api-gateway-api-key-source";
/// The header that carries the key.
const HEADER: &str = "x-api-key";

/// Checks that a required key is there, enabled, and in a plan that covers the stage.
pub(crate) fn run(x: &mut Exchange<'_>) -> Verdict {
    let required = x.route.is_some_and(|(_, route)| route.api_key_required);
    if x.kind() == ApiKind::WebSocket && x.context_value("eventType") != "CONNECT" {
        return Verdict::skip("Only `$connect` can require an API key").at(x.api_item());
    }
    if !required {
        return Verdict::skip(format!("`{}` does not require an API key", x.route_key()))
            .at(x.route_item())
            .documented(PAGE);
    }
    let (value, origin) = value(x);
    let Some(value) = value else {
        return missing(x, origin);
    };
    x.set("identity.apiKey", value.clone());
    let Some((key_id, exact)) = find(x, &value) else {
        return refused(
            x,
            x.route_item(),
            "Nobody's API key has the value that the request carries",
            "unknown-api-key",
            "Send the value of one of the design's API keys",
        )
        .saw(origin, shown(&value), "request");
    };
    let key = x.design.api_keys.get(&key_id);
    let name = key.map_or("", |key| key.name.as_str()).to_owned();
    if key.is_some_and(|key| key.disabled) {
        let reason = format!("API key `{name}` is disabled");
        return refused(x, Item::ApiKey(key_id), &reason, "disabled-api-key", "Enable the key").recorded();
    }
    let Some(plan_id) = plan_of(x, key_id) else {
        return outside_plans(x, key_id, &name);
    };
    x.set("identity.apiKeyId", crate::flow::ids::minted(0xae1, key_id.0, 10));
    x.caller.api_key = Some(key_id);
    x.caller.plan = Some(plan_id);
    let plan = x.design.usage_plans.get(&plan_id).map_or("", |plan| plan.name.as_str());
    let reason = format!(
        "API key `{name}` is enabled and in usage plan `{plan}`, which covers stage `{}`",
        x.stage_name()
    );
    let verdict =
        Verdict::pass(reason).at(Item::ApiKey(key_id)).documented(PAGE).saw(origin, shown(&value), "request");
    if exact {
        return verdict.recorded();
    }
    let mut verdict = verdict.assumed();
    verdict.reason.push_str("; AWS makes this key's value, so its name stands for it here");
    verdict
}

/// The key's value and what carries it.
fn value(x: &Exchange<'_>) -> (Option<String>, &'static str) {
    let settings = &x.place.api.settings;
    let from_authorizer = match x.kind() {
        ApiKind::WebSocket => settings
            .api_key_selection_expression
            .as_deref()
            .is_some_and(|text| text.contains("usageIdentifierKey")),
        _ => settings.api_key_source == Some(ApiKeySource::Authorizer),
    };
    if from_authorizer {
        return (x.caller.usage_identifier_key.clone(), "usageIdentifierKey");
    }
    (x.request.header(HEADER).filter(|value| !value.is_empty()).map(str::to_owned), HEADER)
}

/// The key of this value; a key whose value AWS makes goes by its name. Says whether the value itself matched.
fn find(x: &Exchange<'_>, value: &str) -> Option<(ApiKeyId, bool)> {
    let keys = &x.design.api_keys;
    let exact = keys.iter().find(|(_, key)| key.value.as_deref() == Some(value)).map(|(id, _)| (*id, true));
    exact.or_else(|| {
        keys.iter().find(|(_, key)| key.value.is_none() && key.name == value).map(|(id, _)| (*id, false))
    })
}

fn plan_of(x: &Exchange<'_>, key: ApiKeyId) -> Option<UsagePlanId> {
    let (stage, _) = x.place.stage?;
    let covers = |plan: &crate::design::UsagePlan| {
        plan.stages.iter().any(|covered| covered.api == x.place.api_id && covered.stage == stage)
    };
    let plans = &x.design.usage_plans;
    plans.iter().find(|(_, plan)| plan.api_keys.contains(&key) && covers(plan)).map(|(id, _)| *id)
}

fn missing(x: &mut Exchange<'_>, origin: &'static str) -> Verdict {
    let key = x.route_key();
    let (reason, help) = if origin == HEADER {
        (
            format!("`{key}` requires an API key, and the request has no `{HEADER}` header"),
            format!("Send the key in the `{HEADER}` header"),
        )
    } else {
        (
            format!("`{key}` requires an API key, and the authorizer named none in `usageIdentifierKey`"),
            "Let the authorizer return a key's value in `usageIdentifierKey`".to_owned(),
        )
    };
    let item = x.route_item();
    let verdict = refused(x, item, &reason, "missing-api-key", &help);
    if origin == HEADER { verdict.recorded() } else { verdict.documented(SOURCE_PAGE) }
}

fn outside_plans(x: &mut Exchange<'_>, key: ApiKeyId, name: &str) -> Verdict {
    let plans: Vec<&str> = x
        .design
        .usage_plans
        .values()
        .filter(|plan| plan.api_keys.contains(&key))
        .map(|plan| plan.name.as_str())
        .collect();
    let stage = x.stage_name();
    let reason = if plans.is_empty() {
        format!("API key `{name}` is in no usage plan")
    } else {
        format!(
            "API key `{name}` is in usage plan `{}`, which does not cover stage `{stage}`",
            plans.join("`, `")
        )
    };
    let help = format!("Add the key to a usage plan that covers stage `{stage}`");
    refused(x, Item::ApiKey(key), &reason, "api-key-without-plan", &help)
}

fn refused(x: &mut Exchange<'_>, item: Item, reason: &str, code: &'static str, help: &str) -> Verdict {
    x.note(Diagnostic::error(code, reason).at(item).help(help));
    Verdict::refuse(Refusal::new(GatewayResponseType::InvalidApiKey), reason).at(item).documented(PAGE)
}

/// A key's value as logs show it: only its end.
fn shown(value: &str) -> String {
    let count = value.chars().count();
    let end: String = value.chars().skip(count.saturating_sub(6)).collect();
    if count > 6 { format!("******{end}") } else { "******".to_owned() }
}
