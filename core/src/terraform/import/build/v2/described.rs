//! An HTTP API that an OpenAPI document in `body` describes.

use super::Second;
use crate::design::Item;
use crate::terraform::import::build::described;

/// Reads the document.
pub(super) fn read(second: &mut Second<'_, '_, '_>) {
    let Some(body) = second.build.body(second.at, Item::Api(second.id)) else { return };
    let kind = second.api.kind;
    let Some(api) = described::read(second.build, &body, "body", second.id, kind) else { return };
    second.routes = api.routes.iter().map(|(id, route)| (route.key.to_string(), *id)).collect();
    second.api = api;
}
