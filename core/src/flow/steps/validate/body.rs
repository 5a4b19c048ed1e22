//! A body against the model of its content type.

use serde_json::Value;

use crate::aws;
use crate::design::{ModelId, Route};
use crate::flow::exchange::Exchange;
use crate::lang::json_schema::{self, Violation};

const JSON: &str = "application/json";

/// What a model says of a body; texts are parts of a sentence.
pub(super) enum Body {
    Fits(String),
    /// It cannot be said, so the body passes.
    Unknown(String),
    Fails(Option<ModelId>, String),
}

/// Checks a REST request's body. An empty one counts as `{}` (recorded).
pub(super) fn rest(x: &Exchange<'_>, route: &Route) -> Body {
    let content_type = x.request.content_type().unwrap_or_else(|| JSON.to_owned());
    let named = route.body_models.iter().find(|(kind, _)| kind.eq_ignore_ascii_case(&content_type));
    let Some((_, id)) = named.or_else(|| route.body_models.get_key_value("$default")) else {
        return Body::Fits("no model is set for the body's content type".to_owned());
    };
    let text = x.request.text();
    against(x, *id, if text.trim().is_empty() { "{}" } else { &text })
}

/// Checks a JSON text against a model of the API.
pub(super) fn against(x: &Exchange<'_>, id: ModelId, text: &str) -> Body {
    let Some(model) = x.place.api.models.get(&id) else {
        return Body::Unknown("the body's model is gone, so the body passes".to_owned());
    };
    let Ok(body) = serde_json::from_str::<Value>(text) else {
        return Body::Fails(Some(id), "the body is not JSON".to_owned());
    };
    let schemas = x.index.schemas(x.place.api);
    let name = &model.name;
    let Some(schema) = schemas.get(name.as_str()) else {
        return Body::Unknown(format!("the schema of model `{name}` is not JSON, so the body passes"));
    };
    match json_schema::check(schema, &|name: &str| schemas.get(name), &body) {
        Ok(found) if found.is_empty() => Body::Fits(format!("the body fits model `{name}`")),
        Ok(found) => Body::Fails(Some(id), said(&found)),
        Err(why) => Body::Unknown(format!("the studio cannot apply model `{name}`, because {why}")),
    }
}

/// What is against a body, in the words of AWS's validation errors; their order is not documented.
fn said(found: &[Violation]) -> String {
    let text = |violation: &Violation| {
        let values: Vec<(&str, &str)> =
            violation.values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        aws::cause_text(violation.id, &values)
    };
    found.iter().map(text).collect::<Vec<_>>().join(", ")
}
