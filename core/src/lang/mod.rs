//! Little languages, text in, value out.

pub mod coding;
pub mod document;
pub mod glob;
pub(crate) mod hcl;
pub mod json;
pub mod json_schema;
pub mod jsonpath;
pub mod jwt;
pub mod lenient;
pub mod log_format;
pub mod pattern;
pub mod percent;
pub mod vtl;
pub mod xml;
pub mod yaml;
