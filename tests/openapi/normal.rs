//! What of an API comes back from an OpenAPI document: the list of what OpenAPI and AWS's extensions cannot
//! hold, or hold otherwise. The export names each of these by a diagnostic, except where nothing changes for AWS.

use std::collections::BTreeSet;
use std::sync::Arc;

use indexmap::IndexMap;
use studio_core::aws::*;
use studio_core::design::*;
use studio_core::openapi::ExportType;

use crate::normal_parts::{authorizer, integration, unique};

/// The design as it comes back from a document of its API with the studio's extension.
pub fn normal(design: &Design, id: ApiId, export_type: ExportType) -> Design {
    let mut design = design.clone();
    let mut api = (*design.apis[&id]).clone();
    let rest = api.kind == ApiKind::Rest;
    settings(&mut api.settings, rest);
    if api.stages.is_empty() {
        // AWS takes the endpoint's type from no document; the studio's extension has it beside a stage.
        api.settings.endpoint.kind = None;
    }
    named(&mut api, &design);
    let mut integrations = api.integrations.clone();
    integrations.retain(|_, node| integration(Arc::make_mut(node), rest, &design));
    api.integrations = integrations;
    routes(&mut api, export_type);
    stages(&mut api, rest);
    if !rest {
        // An HTTP API has no models and validators.
        api.models.clear();
        api.validators.clear();
    }
    design.apis.insert(id, Arc::new(api));
    design
}

fn settings(settings: &mut ApiSettings, rest: bool) {
    // A document has a version, and the identifier is AWS's.
    if settings.version.is_empty() {
        settings.version = "1.0".to_owned();
    }
    settings.existing_id = None;
    settings.route_selection_expression = None;
    settings.api_key_selection_expression = None;
    if !rest {
        let kept = ApiSettings {
            description: settings.description.clone(),
            version: settings.version.clone(),
            disable_execute_api_endpoint: settings.disable_execute_api_endpoint,
            cors: settings.cors.clone(),
            tags: settings.tags.clone(),
            ..ApiSettings::default()
        };
        let ip_address_kind = settings.endpoint.ip_address_kind;
        *settings = kept;
        settings.endpoint.ip_address_kind = ip_address_kind;
        return;
    }
    settings.endpoint.ip_address_kind = None;
    settings.endpoint.makes_vpc_endpoint = false;
    settings.cors = None;
    settings.tags.clear();
    let is_object = |text: &String| {
        serde_json::from_str::<serde_json::Value>(text).is_ok_and(|policy| policy.is_object())
    };
    settings.resource_policy = settings.resource_policy.take().filter(is_object);
    for response in settings.gateway_responses.values_mut() {
        response.status = response.status.filter(|status| (100..600).contains(status));
    }
    let begins = |key: &str| {
        let kind = key.split(' ').next().unwrap_or_default();
        key == "version" || kind.chars().all(|next| next.is_ascii_uppercase() || next == '_')
    };
    settings.documentation.retain(|key, _| begins(key));
}

/// Names that two share get a number; models and authorizers that cannot be written are gone or empty.
fn named(api: &mut Api, design: &Design) {
    let mut used = BTreeSet::new();
    for model in api.models.values_mut() {
        let model = Arc::make_mut(model);
        let plain: String = model.name.chars().filter(char::is_ascii_alphanumeric).collect();
        model.name = unique(&mut used, if plain.is_empty() { "Model" } else { &plain });
        // A model is for JSON, and its description is its schema's.
        model.content_type.clear();
        let parsed = serde_json::from_str::<serde_json::Value>(&model.schema).ok();
        let mut schema = parsed.filter(serde_json::Value::is_object).unwrap_or_else(|| serde_json::json!({}));
        let fields = schema.as_object_mut().unwrap();
        if fields.get("$schema").is_some_and(|dialect| dialect == "http://json-schema.org/draft-04/schema#") {
            fields.shift_remove("$schema");
        }
        match fields.get("description").and_then(serde_json::Value::as_str) {
            Some(own) => model.description = own.to_owned(),
            None if model.description.is_empty() => {}
            None => _ = fields.insert("description".to_owned(), model.description.clone().into()),
        }
        model.schema = schema.to_string();
    }
    used.clear();
    for validator in api.validators.values_mut() {
        let validator = Arc::make_mut(validator);
        let name = if validator.name.is_empty() { "validator" } else { &validator.name };
        validator.name = unique(&mut used, name);
    }
    used.clear();
    let rest = api.kind == ApiKind::Rest;
    let mut authorizers = api.authorizers.clone();
    authorizers.retain(|_, node| {
        let node = Arc::make_mut(node);
        let kept = authorizer(node, rest, design);
        if kept {
            node.name = unique(&mut used, if node.name.is_empty() { "authorizer" } else { &node.name });
        }
        kept
    });
    api.authorizers = authorizers;
}

/// Routes are kept by their paths, each once.
fn routes(api: &mut Api, export_type: ExportType) {
    let rest = api.kind == ApiKind::Rest;
    let mut by_path: IndexMap<String, Vec<(RouteId, Route)>> = IndexMap::new();
    for (id, route) in &api.routes {
        let mut route = (**route).clone();
        if rest && let RouteKey::Path(_, path) = &mut route.key {
            // A resource's path has no slash at its end.
            let trimmed = path.trim_end_matches('/');
            *path = if trimmed.is_empty() { "/".to_owned() } else { trimmed.to_owned() };
        }
        let path = match &route.key {
            RouteKey::Path(_, path) => path.clone(),
            RouteKey::Named(name) if name == DEFAULT_ROUTE && !rest => format!("/{name}"),
            RouteKey::Named(_) => continue,
        };
        let routes = by_path.entry(path).or_default();
        if routes.iter().all(|(_, other)| other.key != route.key) {
            routes.push((*id, route));
        }
    }
    let mut kept = Nodes::default();
    by_path.values_mut().for_each(|routes| notes(routes));
    for (id, mut node) in by_path.into_values().flatten() {
        route(api, &mut node, export_type);
        kept.insert(id, Arc::new(node));
    }
    api.routes = kept;
}

/// Of the notes of a path's routes only words of OpenAPI are kept, and what is said of the path is said once.
fn notes(routes: &mut [(RouteId, Route)]) {
    for word in ["path.summary", "path.description"] {
        let first = routes.iter().find_map(|(_, route)| route.notes.get(word).cloned());
        for (_, route) in routes.iter_mut() {
            first.clone().map(|text| route.notes.insert(word.to_owned(), text));
        }
    }
    for (_, route) in routes {
        route.notes.retain(|key, text| match key.as_str() {
            "path.summary" | "path.description" | "description" => true,
            "requestBody.description" => !text.is_empty(),
            "deprecated" => text == "true",
            "tags" => {
                let tags: Vec<&str> = text.split(", ").filter(|tag| !tag.is_empty()).collect();
                *text = tags.join(", ");
                !text.is_empty()
            }
            "externalDocs" => match serde_json::from_str::<serde_json::Value>(text) {
                Ok(docs) if docs.is_object() => {
                    *text = docs.to_string();
                    true
                }
                _ => false,
            },
            _ => false,
        });
    }
}

fn route(api: &Api, route: &mut Route, export_type: ExportType) {
    let rest = api.kind == ApiKind::Rest;
    route.model_selection_expression = None;
    route.two_way = false;
    route.validator = route.validator.filter(|id| rest && api.validators.contains_key(id));
    route.integration = route.integration.filter(|id| api.integrations.contains_key(id));
    if let Authorization::Authorizer { id, .. } = &route.authorization
        && !api.authorizers.contains_key(id)
    {
        route.authorization = Authorization::None;
    }
    if !rest {
        route.api_key_required = false;
        route.parameters.clear();
        route.body_models.clear();
        route.responses.clear();
        route.notes.shift_remove("requestBody.description");
        return;
    }
    parameters(route);
    route.body_models.retain(|_, id| api.models.contains_key(id));
    if export_type == ExportType::Swagger {
        let first = route.body_models.values().next().copied();
        route.body_models.values_mut().for_each(|id| *id = first.unwrap());
        if route.body_models.is_empty() {
            route.notes.shift_remove("requestBody.description");
        }
    }
    responses(api, route, export_type);
}

/// Parameters of the path are always there, and all are declared.
fn parameters(route: &mut Route) {
    let in_path = |parameter: &RequestParameter| parameter.location == ParameterLocation::Path;
    for parameter in route.parameters.iter_mut().filter(|parameter| in_path(parameter)) {
        parameter.required = true;
    }
    let template = route.key.path_template().unwrap_or_default().to_owned();
    for name in path_parameters(&template) {
        if !route.parameters.iter().any(|known| in_path(known) && known.name == name) {
            let location = ParameterLocation::Path;
            let name = name.to_owned();
            route.parameters.push(RequestParameter { location, name, required: true, ..Default::default() });
        }
    }
}

/// A response has a status, and no header that must be there; in Swagger 2.0 one model for all content types that
/// the responses of the method have.
fn responses(api: &Api, route: &mut Route, export_type: ExportType) {
    let is_status = |status: &str| ('1'..='5').contains(&status.chars().next().unwrap_or_default());
    route.responses.retain(|status, _| is_status(status));
    let mut types: Vec<String> = Vec::new();
    for response in route.responses.values_mut() {
        let kinds = response.models.keys().cloned().collect::<Vec<_>>();
        types.extend(kinds.into_iter().filter(|kind| !types.contains(kind)).collect::<Vec<_>>());
        response.models.retain(|_, id| api.models.contains_key(id));
        response.headers.values_mut().for_each(|required| *required = false);
    }
    for (status, response) in &mut route.responses {
        if response.description == format!("{status} response") {
            response.description.clear();
        }
        if export_type == ExportType::Swagger
            && let Some(first) = response.models.values().next().copied()
        {
            response.models = types.iter().map(|kind| (kind.clone(), first)).collect();
        }
    }
}

/// Of a stage the extension has the name and the variables.
fn stages(api: &mut Api, rest: bool) {
    for stage in api.stages.values_mut() {
        *stage = Arc::new(Stage {
            name: stage.name.clone(),
            auto_deploy: !rest,
            variables: stage.variables.clone(),
            ..Stage::default()
        });
    }
    if api.stages.is_empty() {
        let name = if rest { "prod" } else { DEFAULT_ROUTE }.to_owned();
        api.stages.insert(StageId(0), Arc::new(Stage { name, auto_deploy: !rest, ..Stage::default() }));
    }
}
