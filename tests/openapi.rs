//! OpenAPI import: our own case files, and what AWS was recorded to make of documents.
//!
//! `UPDATE=1` rewrites what the case files expect. `GATEWAY_STUDIO_CASES` names a file of recorded AWS answers;
//! without it the recorded cases are skipped, and say so.

#[path = "openapi/files.rs"]
mod files;
#[path = "openapi/listing.rs"]
mod listing;
#[path = "openapi/recorded.rs"]
mod recorded;
