//! Designs in the one form that all which give the same files have.

use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::Value;
use studio_core::aws::{ApiKind, EndpointKind};
use studio_core::design::*;

/// The design as its files tell it: what Terraform has no argument for is left out, and numbers go up in order.
///
/// Left out are texts for readers of the studio (descriptions of parameters and responses, notes, key sets,
/// tests of templates), what functions need for estimates, names of integrations, raised quotas, and the
/// account's number.
pub fn normal(design: &Design) -> Design {
    let mut design = design.clone();
    design.terraform = Terraform::default();
    design.account_id.clear();
    design.account.raised_quotas.clear();
    // Both stand in the comment above the module.
    let said = format!("{}: {}", in_comment(&design.name), in_comment(&design.description));
    design.description = said.trim_end_matches([':', ' ']).to_owned();
    if let Some(dashboard) = &mut design.dashboard
        && dashboard.name == design.name
    {
        dashboard.name.clear();
    }
    design.name.clear();
    for function in design.functions.values_mut() {
        let function = Arc::make_mut(function);
        *function = Function {
            name: function.name.clone(),
            arn: function.arn.clone(),
            qualifier: function.qualifier.clone(),
            ..Function::default()
        };
    }
    for key in design.api_keys.values_mut() {
        let key = Arc::make_mut(key);
        key.value = key.value.as_ref().map(|_| "a secret".to_owned());
    }
    for api in design.apis.values_mut() {
        normal_api(Arc::make_mut(api));
    }
    for domain in design.domains.values_mut() {
        let domain = Arc::make_mut(domain);
        domain.endpoint = domain.endpoint.filter(|kind| *kind != EndpointKind::Regional);
        domain.security_policy = domain.security_policy.take().filter(|policy| policy != "TLS_1_2");
    }
    for acl in design.web_acls.values_mut() {
        let acl = Arc::make_mut(acl);
        if acl.log_destination_arn.is_none() {
            // What a log would hold that nobody writes.
            acl.log_redacted_fields.clear();
            acl.log_filter = None;
        }
        for rule in &mut acl.rules {
            // A managed group blocks by itself, or counts.
            if matches!(rule.statement, WafStatement::ManagedGroup { .. }) && rule.action != WafAction::Count
            {
                rule.action = WafAction::Block { status: None, body: None };
            }
        }
    }
    sort_functions(&mut design);
    numbered(design)
}

/// A text as a comment holds it.
fn in_comment(text: &str) -> String {
    let lines =
        text.split(|next: char| next.is_control() || matches!(next, '\u{2028}' | '\u{2029}' | '\u{feff}'));
    lines.map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

fn normal_api(api: &mut Api) {
    api.settings.existing_id = None;
    api.settings.endpoint.kind = api.settings.endpoint.kind.filter(|kind| *kind != EndpointKind::Regional);
    let rest = api.kind == ApiKind::Rest;
    if rest {
        api.settings.version.clear();
    }
    if api.settings.route_selection_expression.as_deref() == Some("$request.body.action") {
        api.settings.route_selection_expression = None;
    }
    if let Some(policy) = &mut api.settings.resource_policy {
        *policy = json(policy);
    }
    for text in api.settings.documentation.values_mut() {
        *text = json(text);
    }
    api.settings.documentation.sort_keys();
    api.settings.gateway_responses.sort_keys();
    for model in api.models.values_mut() {
        let model = Arc::make_mut(model);
        model.schema = json(&model.schema);
        if model.content_type == "application/json" {
            model.content_type.clear();
        }
    }
    for authorizer in api.authorizers.values_mut() {
        normal_authorizer(Arc::make_mut(authorizer), rest);
    }
    for integration in api.integrations.values_mut() {
        normal_integration(Arc::make_mut(integration), api.kind);
    }
    for route in api.routes.values_mut() {
        normal_route(Arc::make_mut(route));
    }
    for stage in api.stages.values_mut() {
        let stage = Arc::make_mut(stage);
        if let Some(log) = &mut stage.access_log {
            log.format = json(&log.format);
        }
    }
    api.routes.sort_by(|_, left, _, right| left.key.to_string().cmp(&right.key.to_string()));
    used_integrations(api);
}

fn normal_authorizer(authorizer: &mut Authorizer, rest: bool) {
    match &mut authorizer.method {
        AuthorizerMethod::Jwt { issuers, identity_source } => {
            issuers.iter_mut().for_each(|issuer| issuer.key_set = None);
            if identity_source.is_empty() && !rest {
                *identity_source = "$request.header.Authorization".to_owned();
            }
        }
        AuthorizerMethod::Cognito { key_set, .. } => *key_set = None,
        AuthorizerMethod::LambdaRequest { payload_format, .. } => {
            if payload_format.is_none() && !rest {
                *payload_format = Some(studio_core::aws::PayloadFormat::V2);
            }
        }
        AuthorizerMethod::LambdaToken { .. } => {}
    }
}

fn normal_integration(integration: &mut Integration, kind: ApiKind) {
    integration.name.clear();
    integration.template_tests.clear();
    if kind == ApiKind::Http && integration.payload_format.is_none() {
        integration.payload_format = match integration.target {
            Target::Lambda { .. } => Some(studio_core::aws::PayloadFormat::V2),
            Target::Action { .. } => Some(studio_core::aws::PayloadFormat::V1),
            _ => None,
        };
    }
}

fn normal_route(route: &mut Route) {
    route.notes.clear();
    route.summary = route.summary.split_whitespace().collect::<Vec<_>>().join(" ");
    for parameter in &mut route.parameters {
        parameter.description.clear();
        parameter.required |= parameter.location == ParameterLocation::Path;
    }
    route.responses.values_mut().for_each(|response| response.description.clear());
}

/// A managed group blocks by itself, or counts.
fn managed_actions(design: &mut Design) {
    for acl in design.web_acls.values_mut() {
        for rule in &mut Arc::make_mut(acl).rules {
            if matches!(rule.statement, WafStatement::ManagedGroup { .. }) && rule.action != WafAction::Count
            {
                rule.action = WafAction::Block { status: None, body: None };
            }
        }
    }
}

/// The integrations that routes call, equal ones as one, in the order of the routes.
pub fn used_integrations(api: &mut Api) {
    if api.kind != ApiKind::Rest {
        return;
    }
    let mut kept: Nodes<IntegrationId, Integration> = Nodes::default();
    let old = std::mem::take(&mut api.integrations);
    for route in api.routes.values_mut() {
        let Some(integration) = route.integration.and_then(|id| Some((id, old.get(&id)?))) else { continue };
        let same = kept.iter().find(|(_, known)| *known == integration.1).map(|(id, _)| *id);
        let id = same.unwrap_or(integration.0);
        kept.entry(id).or_insert_with(|| integration.1.clone());
        Arc::make_mut(route).integration = Some(id);
    }
    api.integrations = kept;
}

/// Functions in the order of their first call; those that nobody calls are in no file.
pub fn sort_functions(design: &mut Design) {
    let mut order: Vec<FunctionId> = Vec::new();
    for api in design.apis.values() {
        for authorizer in api.authorizers.values() {
            if let AuthorizerMethod::LambdaToken { function, .. }
            | AuthorizerMethod::LambdaRequest { function, .. } = &authorizer.method
            {
                order.push(*function);
            }
        }
        // Each method of a REST API has an integration of its own.
        let called: Vec<&Arc<Integration>> = match api.kind {
            ApiKind::Rest => {
                let ids = api.routes.values().filter_map(|route| route.integration);
                ids.filter_map(|id| api.integrations.get(&id)).collect()
            }
            _ => api.integrations.values().collect(),
        };
        for integration in called {
            if let Target::Lambda { function, .. } = &integration.target {
                order.push(*function);
            }
        }
    }
    let place = |id: &FunctionId| order.iter().position(|known| known == id);
    design.functions.retain(|id, _| place(id).is_some());
    design.functions.sort_by(|left, _, right, _| place(left).cmp(&place(right)));
}

/// Numbers in the order of the document's items.
pub fn numbered(design: Design) -> Design {
    let mut document = Document { design, ..Document::default() };
    let numbers: IndexMap<Item, u32> = document
        .items()
        .into_iter()
        .filter(|item| !matches!(item, Item::Design | Item::Account))
        .zip(1..)
        .collect();
    renumber(&mut document, &numbers);
    document.design.last_id = 0;
    document.design
}

/// A JSON text with its keys in order.
pub fn json(text: &str) -> String {
    match serde_json::from_str::<Value>(text) {
        Ok(value) if value.is_object() => {
            let mut value = value;
            value.sort_all_objects();
            value.to_string()
        }
        _ => text.to_owned(),
    }
}

/// Functions that are one in the files are one node.
fn joined_functions(design: Design) -> Design {
    let mut document = Document { design, ..Document::default() };
    let mut known: IndexMap<(String, Option<String>), u32> = IndexMap::new();
    let mut numbers: IndexMap<Item, u32> = IndexMap::new();
    for (id, function) in &mut document.design.functions {
        let function = Arc::make_mut(function);
        let Some(arn) = function.arn.clone().filter(|arn| arn.starts_with("arn:")) else { continue };
        if let Some((at, _)) = arn.match_indices(':').nth(6) {
            function.qualifier = Some(arn[at + 1..].to_owned());
            function.arn = Some(arn[..at].to_owned());
        }
        let key = (function.arn.clone().unwrap_or_default(), function.qualifier.clone());
        let first = *known.entry(key).or_insert(id.0);
        if first != id.0 {
            numbers.insert(Item::Function(*id), first);
        }
    }
    for id in numbers.keys() {
        if let Item::Function(id) = id {
            document.design.functions.shift_remove(id);
        }
    }
    renumber(&mut document, &numbers);
    document.design
}

/// A text that says nothing is none to the provider.
fn not_empty(text: &mut Option<String>) {
    *text = text.take().filter(|text| !text.is_empty());
}

/// The design with its JSON texts as `jsonencode` spells them, which is all that AWS gets to see of them.
pub fn written_as_terraform_does(design: &Design) -> Design {
    let mut design = joined_functions(design.clone());
    // What is kept for files comes from files: users' modules hold that.
    design.terraform = Terraform::default();
    design.api_keys.values_mut().for_each(|key| not_empty(&mut Arc::make_mut(key).customer_id));
    managed_actions(&mut design);
    design.usage_plans.values_mut().for_each(|plan| not_empty(&mut Arc::make_mut(plan).product_code));
    let tags = design.tags.clone();
    design.vpc_links.values_mut().for_each(|link| own_tags(&mut Arc::make_mut(link).tags, &tags));
    design.web_acls.values_mut().for_each(|acl| own_tags(&mut Arc::make_mut(acl).tags, &tags));
    design.api_keys.values_mut().for_each(|key| own_tags(&mut Arc::make_mut(key).tags, &tags));
    design.usage_plans.values_mut().for_each(|plan| own_tags(&mut Arc::make_mut(plan).tags, &tags));
    design.domains.values_mut().for_each(|domain| own_tags(&mut Arc::make_mut(domain).tags, &tags));
    design.alarms.values_mut().for_each(|alarm| own_tags(&mut Arc::make_mut(alarm).tags, &tags));
    for api in design.apis.values_mut() {
        let api = Arc::make_mut(api);
        own_tags(&mut api.settings.tags, &tags);
        api.stages.values_mut().for_each(|stage| own_tags(&mut Arc::make_mut(stage).tags, &tags));
        for integration in api.integrations.values_mut() {
            let integration = Arc::make_mut(integration);
            not_empty(&mut integration.cache_namespace);
            integration.responses.iter_mut().for_each(|response| not_empty(&mut response.selection_pattern));
        }
        for model in api.models.values_mut() {
            let model = Arc::make_mut(model);
            model.schema = json(&model.schema);
        }
        if let Some(policy) = &mut api.settings.resource_policy {
            *policy = json(policy);
        }
        for text in api.settings.documentation.values_mut() {
            *text = json(text);
        }
        for stage in api.stages.values_mut() {
            if let Some(log) = &mut Arc::make_mut(stage).access_log {
                log.format = json(&log.format);
            }
        }
    }
    if let Some(body) = design.dashboard.as_mut().and_then(|dashboard| dashboard.body.as_mut()) {
        *body = json(body);
    }
    for domain in design.domains.values_mut() {
        if let Some(policy) = &mut Arc::make_mut(domain).policy {
            *policy = json(policy);
        }
    }
    design
}

/// Own tags that replace one of the design's stand where that stood, so there is no order to keep.
fn own_tags(own: &mut TextMap, tags: &TextMap) {
    own.retain(|name, _| !tags.contains_key(name));
}

/// The text without the numbers that tell names apart: other numbers of nodes give other ones.
pub fn without_marks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['_', '-']) {
        let (before, after) = rest.split_at(at);
        let (mark, after) = after.split_at(1);
        out.push_str(before);
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        let ends = !after.get(digits..).unwrap_or_default().starts_with(|next: char| next.is_alphanumeric());
        match digits {
            1.. if ends => {
                out.extend([mark, "#"]);
                rest = after.get(digits..).unwrap_or_default();
            }
            _ => {
                out.push_str(mark);
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}
