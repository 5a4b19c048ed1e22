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
    authorizer_cache_shared,
    authorizer_unused,
    authorizer_cache_method_arn,
    token_authorizer_any_token,
    jwt_without_scopes,
    cognito_token_kinds,
    key_source_without_lambda,
    caller_credentials_without_iam,
    api_key_value_in_design,
    default_endpoint_open,
    policy_any_account,
    policy_any_vpc,
    policy_vpc_key_on_public,
    policy_allows_nobody,
    permission_any_api,
    policy_source_ip_on_private,
    // Encryption
    domain_tls_old,
    domain_tls_recommended,
    certificate_wildcard,
    http_backend_plain,
    private_integration_plain,
    insecure_tls,
    client_certificate,
    cache_unencrypted,
    log_group_without_key,
    // Input
    request_not_validated,
    preflight_not_validated,
    body_without_model,
    model_without_limits,
    passthrough_untemplated,
    template_if_missing,
    static_secret_in_mapping,
    url_credentials,
    stage_variable_secret,
    gateway_response_hides_error,
    // CORS
    cors_any_origin,
    cors_plain_origin,
    cors_gateway_responses,
    cors_method_response,
    cors_methods_not_listed,
    cors_request_headers,
    cors_default_route_preflight,
    cors_binary_preflight,
    template_unescaped_text,
    // Firewall
    waf_missing,
    waf_without_rules,
    waf_known_bad_inputs,
    waf_anonymous_addresses,
    waf_log_missing,
    waf_common_rule_set,
    waf_rate_rule,
    waf_rate_by_header,
    waf_group_counts,
    waf_allow_first,
    waf_lets_nobody_in,
    waf_body_beyond_limit,
    // Throttling
    plan_without_limits,
    throttle_missing,
    throttle_above_account,
    burst_far_below_rate,
    plan_throttle_above_stage,
    plan_without_keyed_methods,
    plan_keys_disabled,
    quota_never_reached,
    // Caching
    cache_without_keys,
    methods_uncached,
    cache_left_to_default,
    cache_missing,
    cache_shared_between_callers,
    cache_writes,
    cache_of_streams,
    cache_ttl_zero,
    cache_invalidation_open,
    cache_invalidation_silent,
    // Observability
    access_log_missing,
    execution_log_off,
    data_trace,
    metrics_off,
    tracing_off,
    log_retention,
    server_error_alarm_missing,
    alarm_missing_data,
    alarm_tells_nobody,
    client_error_alarm_missing,
    latency_alarm_missing,
    latency_alarm_average,
    alarm_average_of_errors,
    alarm_on_cache_without_cache,
    access_log_holds_keys,
    access_log_without_reason,
    execution_log_info,
    sampling_without_tracing,
    // Reliability: deployment
    canary_left_over,
    canary_bypasses_cache,
    auto_deploy_in_production,
    function_without_alias,
    // Reliability: what lies behind
    lambda_error_swallowed,
    backend_error_swallowed,
    timeout_below_duration,
    vpc_link_one_subnet,
    vpc_link_without_security_group,
    truststore_unversioned,
    websocket_without_default,
    // Cost
    edge_endpoint,
    rest_could_be_http,
    authorizer_uncached,
    compression_off,
    sampling_everything,
    tags_missing,
    function_unused,
    vpc_link_unused,
    client_certificate_unused,
}

/// What most rules need.
mod prelude {
    pub(super) use super::super::common::*;
    pub(super) use super::super::look::*;
    pub(super) use super::super::policy::with_statement;
    pub(super) use super::super::rule::rule;
    pub(super) use crate::aws::{
        self, ApiKeySource, ApiKind, EndpointKind, LogFormatName, LoggingLevel, Method, ResponseTransferMode,
    };
    pub(super) use crate::base::Milli;
    pub(super) use crate::design::edit::Edit;
    pub(super) use crate::design::{
        AccessLog, Alarm, Authorization, AuthorizerMethod, Certainty, ClientCertificate, ClientCertificateId,
        Connection, Design, Diagnostic, Integration, LogDestination, ParameterLocation, RequestParameter,
        Route, RouteKey, RouteSettings, Severity, Target, Throttle, Validator, ValidatorId, VpcLinkVersion,
        WafAction, WafStatement, path_parameters,
    };
}
