//! An API that an OpenAPI document in `body` describes.

use super::Rest;

/// Reads the document of the API, or of an `aws_api_gateway_rest_api_put` beside it.
pub(super) fn read(_rest: &mut Rest<'_, '_, '_>) {}
