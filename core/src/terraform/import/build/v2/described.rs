//! An HTTP API that an OpenAPI document in `body` describes.

use super::Second;

/// Reads the document.
pub(super) fn read(_second: &mut Second<'_, '_, '_>) {}
