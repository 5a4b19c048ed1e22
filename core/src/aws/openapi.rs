//! What API Gateway's import does with OpenAPI documents.

/// The largest document that AWS imports, in bytes.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/import-export-api-endpoints.html>.
pub fn import_limit_bytes() -> usize {
    6 * 1024 * 1024
}
