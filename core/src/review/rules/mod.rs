//! The rules, one file each: what it looks at, why, an example, what to do, and where AWS says so.
//!
//! A rule has its cases in `tests/cases/review/<id>.json`.

use super::Rule;

/// Declares the files, and their rules in the order of lists.
macro_rules! rules {
    ($($file:ident),+ $(,)?) => {
        $(mod $file;)+

        /// Every rule, by topic.
        pub static RULES: &[&Rule] = &[$(&$file::RULE),+];
    };
}

rules! {
    // Access
    open_route,
    open_connect,
    authorization_on_connect_only,
    api_key_alone,
    // Encryption
    cache_unencrypted,
    client_certificate,
    // Input
    request_not_validated,
    preflight_not_validated,
    // Firewall
    waf_log_missing,
    waf_known_bad_inputs,
    waf_anonymous_addresses,
    // Caching
    cache_without_keys,
    methods_uncached,
    // Observability
    access_log_missing,
    data_trace,
}

/// What most rules need.
mod prelude {
    pub(super) use super::super::common::*;
    pub(super) use super::super::look::*;
    pub(super) use super::super::rule::rule;
    pub(super) use crate::aws::{self, ApiKind, LogFormatName, Method};
    pub(super) use crate::design::edit::Edit;
    pub(super) use crate::design::{
        AccessLog, Authorization, Certainty, ClientCertificate, ClientCertificateId, Connection, Diagnostic,
        Integration, LogDestination, ParameterLocation, RequestParameter, Route, RouteSettings, Severity, Target,
        Validator, ValidatorId, WafAction, WafStatement, path_parameters,
    };
}
