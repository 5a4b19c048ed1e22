//! OpenAPI import and export: our own case files, what AWS was recorded to make of documents, and the way there and
//! back.
//!
//! `UPDATE=1` rewrites what the case files expect. `GATEWAY_STUDIO_CASES` names a file of recorded AWS answers, and
//! `GATEWAY_STUDIO_OPENAPI_VALIDATOR` the program `openapi-spec-validator`; what needs them is skipped without, and
//! says so.

#[path = "openapi/canon.rs"]
mod canon;
#[path = "openapi/files.rs"]
mod files;
#[path = "terraform/generate.rs"]
mod generate;
#[path = "terraform/generate_api.rs"]
mod generate_api;
#[path = "terraform/generate_kept.rs"]
mod generate_kept;
#[path = "terraform/generate_shared.rs"]
mod generate_shared;
#[path = "openapi/golden.rs"]
mod golden;
#[path = "openapi/listing.rs"]
mod listing;
#[path = "openapi/normal.rs"]
mod normal;
#[path = "openapi/normal_parts.rs"]
mod normal_parts;
#[path = "openapi/recorded.rs"]
mod recorded;
#[path = "openapi/round.rs"]
mod round;
mod skip;
#[path = "openapi/validator.rs"]
mod validator;
#[path = "openapi/yaml.rs"]
mod yaml;
