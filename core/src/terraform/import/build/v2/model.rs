//! Models of a WebSocket API.

use std::sync::Arc;

use super::Second;
use crate::design::{Item, Model, ModelId};
use crate::terraform::import::build::json::{Strings, document};

const JSON: &str = "application/json";

/// Reads the models.
pub(super) fn read(second: &mut Second<'_, '_, '_>) {
    for body in second.each("aws_apigatewayv2_model") {
        let id: ModelId = second.build.design.mint();
        let item = Item::Model(second.id, id);
        second.build.became(body.at, item);
        let Some(body) = second.build.body(body.at, item) else { continue };
        body.skip(&["api_id"]);
        let strings = Strings::new(second.build.work, body.at, second.at);
        let model = Model {
            name: body.text("name"),
            description: body.text("description"),
            content_type: Some(body.text("content_type")).filter(|kind| kind != JSON).unwrap_or_default(),
            schema: body.raw("schema").and_then(|value| document(&strings, value)).unwrap_or_default(),
        };
        second.api.models.insert(id, Arc::new(model));
    }
}
