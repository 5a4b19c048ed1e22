//! The steps, one file each: every function reads and changes the exchange and says what it decided.

pub(crate) mod access_log;
pub(crate) mod api_key;
pub(crate) mod authorizer;
pub(crate) mod cache;
pub(crate) mod connections;
pub(crate) mod cors;
pub(crate) mod endpoint;
pub(crate) mod gateway_response;
pub(crate) mod integration;
pub(crate) mod map_request;
pub(crate) mod map_response;
pub(crate) mod resource_policy;
pub(crate) mod response;
pub(crate) mod route;
pub(crate) mod throttle;
pub(crate) mod usage_plan;
pub(crate) mod validate;
pub(crate) mod waf;
