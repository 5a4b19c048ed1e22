//! Models and request validators.

use std::sync::Arc;

use super::Rest;
use crate::design::{Item, Model, ModelId, Validator, ValidatorId};
use crate::terraform::import::build::json::{Strings, schema};

/// The models that every new REST API has already, with AWS's schemas.
const BUILT_IN: &[(&str, &str)] = &[
    (
        "Empty",
        "{\n  \"$schema\": \"http://json-schema.org/draft-04/schema#\",\n  \"title\": \"Empty Schema\",\n  \
         \"type\": \"object\"\n}",
    ),
    (
        "Error",
        "{\n  \"$schema\": \"http://json-schema.org/draft-04/schema#\",\n  \"title\": \"Error Schema\",\n  \
         \"type\": \"object\",\n  \"properties\": {\n    \"message\": {\n      \"type\": \"string\"\n    }\n  }\n}",
    ),
];
const JSON: &str = "application/json";

/// Reads the models and validators.
pub(super) fn read(rest: &mut Rest<'_, '_, '_>) {
    for body in rest.each("aws_api_gateway_model", None) {
        let name = body.text("name");
        let known = rest.api.models.iter().find(|(_, one)| one.name == name).map(|(id, _)| *id);
        let id: ModelId = known.filter(|_| rest.is_described).unwrap_or_else(|| rest.build.design.mint());
        let item = Item::Model(rest.id, id);
        rest.build.became(body.at, item);
        let Some(body) = rest.build.body(body.at, item) else { continue };
        body.skip(&["rest_api_id"]);
        let strings = Strings::new(rest.build.work, body.at, rest.at);
        let model = Model {
            name,
            description: body.text("description"),
            content_type: Some(body.text("content_type")).filter(|kind| kind != JSON).unwrap_or_default(),
            schema: body.raw("schema").and_then(|value| schema(&strings, value)).unwrap_or_default(),
        };
        rest.api.models.insert(id, Arc::new(model));
    }
    for (name, _) in BUILT_IN {
        let reference = format!("\"#/definitions/{name}\"");
        if rest.api.models.values().any(|model| model.schema.contains(&reference)) {
            named(rest, name);
        }
    }
    for body in rest.each("aws_api_gateway_request_validator", None) {
        let name = body.text("name");
        let known = rest.api.validators.iter().find(|(_, one)| one.name == name).map(|(id, _)| *id);
        let id: ValidatorId = known.filter(|_| rest.is_described).unwrap_or_else(|| rest.build.design.mint());
        let item = Item::Validator(rest.id, id);
        rest.build.became(body.at, item);
        let Some(body) = rest.build.body(body.at, item) else { continue };
        body.skip(&["rest_api_id"]);
        let validator = Validator {
            name,
            body: body.flag("validate_request_body").unwrap_or_default(),
            parameters: body.flag("validate_request_parameters").unwrap_or_default(),
        };
        rest.api.validators.insert(id, Arc::new(validator));
    }
}

/// The model of a name; the ones that AWS makes by itself become models when they are asked for.
pub(super) fn named(rest: &mut Rest<'_, '_, '_>, name: &str) -> Option<ModelId> {
    if let Some((id, _)) = rest.api.models.iter().find(|(_, model)| model.name == name) {
        return Some(*id);
    }
    let (name, schema) = BUILT_IN.iter().find(|(known, _)| *known == name)?;
    let id = rest.build.design.mint();
    let model = Model { name: (*name).to_owned(), schema: (*schema).to_owned(), ..Model::default() };
    rest.api.models.insert(id, Arc::new(model));
    Some(id)
}
