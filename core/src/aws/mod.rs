//! What Amazon decides: the vocabulary of API Gateway and the tables in `core/data`.
//!
//! Every table is a list of [`Fact`](crate::base::Fact)s, so each value can name its source and date.

mod billing_rules;
mod cause_texts;
mod condition_keys;
mod context_variables;
mod error_texts;
mod execution_log;
mod features;
mod gateway_responses;
mod header_rules;
mod http_service_subtypes;
mod kinds;
mod limits;
mod log_formats;
mod log_queries;
mod metering;
mod metric_dimensions;
mod metrics;
mod openapi_keywords;
mod prices;
mod quotas;
mod refusals;
mod regions;
mod reserved_headers;
mod security_policies;
mod table;
mod template_words;
mod waf;

pub use billing_rules::*;
pub use cause_texts::*;
pub use condition_keys::*;
pub use context_variables::*;
pub use error_texts::*;
pub use execution_log::*;
pub use features::*;
pub use gateway_responses::*;
pub use header_rules::*;
pub use http_service_subtypes::*;
pub use kinds::*;
pub use limits::*;
pub use log_formats::*;
pub use log_queries::*;
pub use metering::*;
pub use metric_dimensions::*;
pub use metrics::*;
pub use openapi_keywords::*;
pub use prices::*;
pub use quotas::*;
pub use refusals::*;
pub use regions::*;
pub use reserved_headers::*;
pub use security_policies::*;
pub use template_words::*;
pub use waf::*;
