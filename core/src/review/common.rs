//! What several rules ask of a design, and changes that several of them offer.

use indexmap::IndexMap;

use super::kept;
use super::look::{ApiAt, IntegrationAt, Look, RouteAt, StageAt, WebAclAt};
use crate::aws::ApiKind;
use crate::design::edit::Edit;
use crate::design::{
    Alarm, AlarmId, Api, Authorization, CONNECT_ROUTE, CacheSettings, Certainty, Diagnostic, IntegrationId,
    IntegrationResponse, RouteId, RouteKey, TextMap, WafRule, WafStatement, WebAcl,
};

pub(super) use crate::base::counted as count;

/// How long checkov and most auditors want logs to be kept.
pub(super) const YEAR_DAYS: u32 = 365;
/// How many routes a sentence names.
const MAX_NAMED: usize = 3;

/// The first routes by their keys, and how many more there are.
pub(super) fn keys(routes: &[RouteAt<'_>]) -> String {
    let mut names: Vec<String> =
        routes.iter().take(MAX_NAMED).map(|route| format!("`{}`", route.node.key)).collect();
    if let Some(more) = routes.len().checked_sub(MAX_NAMED).filter(|more| *more > 0) {
        names.push(format!("{more} more"));
    }
    names.join(", ")
}

/// The scopes that the route asks for.
pub(super) fn scopes<'a>(route: &RouteAt<'a>) -> &'a [String] {
    match &route.node.authorization {
        Authorization::Authorizer { scopes, .. } => scopes,
        Authorization::None | Authorization::Iam => &[],
    }
}

/// Whether a text is missing or says nothing.
pub(super) fn is_empty(text: Option<&String>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}

/// Whether the address begins with this scheme, in any case.
pub(super) fn has_scheme(url: &str, scheme: &str) -> bool {
    url.split_once("://").is_some_and(|(own, _)| own.eq_ignore_ascii_case(scheme))
}

/// Switches the cache off for one route of the stage.
pub(super) fn uncache(stage: StageAt<'_>, route: RouteId) -> Edit {
    stage.put(|stage| {
        let own = stage.overrides.entry(route).or_default();
        own.cache.get_or_insert_default().enabled = Some(false);
    })
}

/// Changes the cache settings of the stage and of its routes.
pub(super) fn each_cache(stage: StageAt<'_>, change: impl FnMut(&mut CacheSettings)) -> Edit {
    stage.put(|stage| {
        let own = stage.overrides.values_mut();
        let all = std::iter::once(&mut stage.defaults).chain(own);
        all.filter_map(|settings| settings.cache.as_mut()).for_each(change);
    })
}

/// Whether it is the route of new connections.
pub(super) fn is_connect(key: &RouteKey) -> bool {
    matches!(key, RouteKey::Named(name) if name == CONNECT_ROUTE)
}

/// Offers to ask who calls the route, unless its API's resource policy makes IAM an open door, as `policy-any-account`
/// says.
pub(super) fn offer_guard(look: &Look<'_>, route: RouteAt<'_>, finding: Diagnostic) -> Diagnostic {
    let (label, authorization) = guard(route.api);
    let everybody = look.policy(route.api_id).is_some_and(|policy| policy.lets_everybody_in());
    if everybody && authorization == Authorization::Iam {
        return finding;
    }
    finding.fix(label, route.put(|route| route.authorization = authorization), Certainty::Likely)
}

/// What is added where strangers get past a resource policy that does not plainly let everybody in.
pub(super) fn past_conditions(look: &Look<'_>, api: ApiAt<'_>) -> &'static str {
    match look.policy(api.id).is_some_and(|policy| !policy.lets_everybody_in()) {
        true => ": what the resource policy asks for, a stranger has or can choose",
        false => "",
    }
}

/// How a route of the API could ask who calls: by its first authorizer, else by IAM; with the fix's label.
pub(super) fn guard(api: &Api) -> (String, Authorization) {
    match api.authorizers.iter().next() {
        Some((id, node)) => (
            format!("Ask the authorizer {}", node.name),
            Authorization::Authorizer { id: *id, scopes: Vec::new() },
        ),
        None => ("Ask for AWS_IAM".to_owned(), Authorization::Iam),
    }
}

/// AWS's managed group that the rule runs, with those of the group's rules that only count.
pub(super) fn managed(rule: &WafRule) -> Option<(&str, &[String])> {
    match &rule.statement {
        WafStatement::ManagedGroup { vendor, name, count_rules, .. } if vendor == "AWS" => {
            Some((name, count_rules))
        }
        _ => None,
    }
}

/// Whether the web ACL runs this managed group of AWS.
pub(super) fn has_group(acl: &WebAcl, group: &str) -> bool {
    acl.rules.iter().filter_map(managed).any(|(name, _)| name == group)
}

/// Adds a managed group of AWS behind the other rules.
pub(super) fn add_group(acl: WebAclAt<'_>, group: &str) -> Edit {
    let priority = acl.node.rules.iter().map(|rule| rule.priority.saturating_add(1)).max().unwrap_or(0);
    acl.put(|acl| {
        let statement = WafStatement::ManagedGroup {
            vendor: "AWS".to_owned(),
            name: group.to_owned(),
            version: None,
            count_rules: Vec::new(),
        };
        // The name has to be its own among the rules.
        let taken = acl.rules.iter().any(|rule| rule.name == group);
        let name = if taken { format!("{group}-{priority}") } else { group.to_owned() };
        acl.rules.push(WafRule { name, priority, statement, ..WafRule::default() });
    })
}

/// What a rule wants watched of an API.
pub(super) struct Watch {
    /// The metrics; an alarm on one of them, or on a term with one of them, is enough.
    pub metrics: &'static [&'static str],
    /// What is said where there is none.
    pub message: String,
    /// The alarm that is offered then.
    pub alarm: Alarm,
}

/// Reports every API with a stage that nothing watches as a rule wants it, and offers an alarm.
pub(super) fn unwatched(look: &mut Look<'_>, wants: impl Fn(&ApiAt<'_>) -> Option<Watch>) {
    let mut next = look.next_id();
    for api in look.apis().filter(|api| !api.node.stages.is_empty()) {
        let Some(Watch { metrics, message, alarm }) = wants(&api) else { continue };
        let watches = |alarm: &Alarm| alarm.api == api.id && metrics.contains(&alarm.metric.as_str());
        if look.alarms().any(|alarm| watches(alarm.node)) || kept::watches(look.design, api.id, metrics) {
            continue;
        }
        let topic_arn = kept::topic(look.design);
        let label = match &topic_arn {
            Some(_) => "Add one that tells the topic of the other alarms",
            None => "Add one; the export asks by a variable whom it tells",
        };
        let alarm = Alarm {
            api: api.id,
            period_s: 60,
            treat_missing_data: Some("notBreaching".to_owned()),
            topic_arn,
            ..alarm
        };
        let fix = Edit::PutAlarm(AlarmId(next), alarm.into());
        next = next.saturating_add(1);
        look.report(look.finding(api.item(), message).fix(label, fix, Certainty::Likely));
    }
}

/// A JSON format of an access log with the error added; none for others, whose readers count on the order of their parts.
pub(super) fn with_reason(format: &str, kind: ApiKind) -> Option<String> {
    let body = format.trim_end().strip_suffix('}')?.trim_end();
    if !body.trim_start().starts_with('{') || body.ends_with(['{', ',']) {
        return None;
    }
    let backend = match kind {
        ApiKind::Rest | ApiKind::Http => "$context.integrationErrorMessage",
        ApiKind::WebSocket => "$context.integration.error",
    };
    Some(format!(
        "{body},\"error\":\"$context.error.message\",\"errorType\":\"$context.error.responseType\",\
         \"integrationError\":\"{backend}\"}}"
    ))
}

/// The routes by the integration that they call.
pub(super) fn by_integration<'a>(api: ApiAt<'a>) -> IndexMap<IntegrationId, Vec<RouteAt<'a>>> {
    let mut found: IndexMap<IntegrationId, Vec<RouteAt<'a>>> = IndexMap::new();
    for route in api.routes() {
        if let Some(id) = route.node.integration {
            found.entry(id).or_default().push(route);
        }
    }
    found
}

/// Adds responses to an integration, with the CORS headers of its default one, and declares them on its routes.
pub(super) fn add_responses(
    integration: IntegrationAt<'_>,
    routes: &[RouteAt<'_>],
    more: Vec<IntegrationResponse>,
) -> Edit {
    let default =
        integration.node.responses.iter().find(|response| is_empty(response.selection_pattern.as_ref()));
    let cors: TextMap =
        default.into_iter().flat_map(|response| &response.parameters).filter(is_cors).map(own).collect();
    let headers =
        || cors.keys().filter_map(|key| key.rsplit('.').next()).map(|name| (name.to_owned(), false));
    let mut edits: Vec<Edit> = Vec::new();
    for route in routes {
        edits.push(route.put(|route| {
            for response in &more {
                route.responses.entry(response.status.clone()).or_default().headers.extend(headers());
            }
        }));
    }
    let with_cors = |response| IntegrationResponse { parameters: cors.clone(), ..response };
    edits.push(integration.put(|node| node.responses.extend(more.iter().cloned().map(with_cors))));
    Edit::Batch(edits)
}

fn is_cors((key, value): &(&String, &String)) -> bool {
    key.to_ascii_lowercase().starts_with("method.response.header.access-control-") && value.starts_with('\'')
}

fn own((key, value): (&String, &String)) -> (String, String) {
    (key.clone(), value.clone())
}
