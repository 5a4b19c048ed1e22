//! The monthly quantities that an estimate is made for.

use super::FreeTier;
use crate::base::Milli;
use crate::design::Architecture;

/// How a field of a [`Usage`] is read and written by its name.
#[derive(Clone, Copy)]
pub enum UsageAccess {
    /// A whole number.
    Count {
        /// Reads it.
        get: fn(&Usage) -> Option<u64>,
        /// Writes it.
        put: fn(&mut Usage, Option<u64>),
    },
    /// A number with at most three decimal places.
    Decimal {
        /// Reads it.
        get: fn(&Usage) -> Option<Milli>,
        /// Writes it.
        put: fn(&mut Usage, Option<Milli>),
    },
}

/// A quantity of a [`Usage`].
#[derive(Clone, Copy)]
pub struct UsageField {
    /// Its name in a usage file.
    pub name: &'static str,
    /// What it means, a line each.
    pub meaning: &'static [&'static str],
    /// How it is read and written.
    pub access: UsageAccess,
}

/// How a field of this type is read and written.
macro_rules! access {
    (u64, $field:ident) => {
        UsageAccess::Count { get: |usage| usage.$field, put: |usage, value| usage.$field = value }
    };
    (Milli, $field:ident) => {
        UsageAccess::Decimal { get: |usage| usage.$field, put: |usage, value| usage.$field = value }
    };
}

/// Declares the quantities: the struct that holds them, and the list of them with what they mean.
macro_rules! usage {
    ($($(#[doc = $meaning:literal])+ $field:ident: $type:ident),* $(,)?) => {
        record! {
            /// AWS quantities of one month; what is absent does not happen.
            Usage {
                /// The Region's code; empty means the design's.
                region: String,
                /// The processor of the Lambda functions.
                arch: Architecture,
                /// Which of AWS's free tiers the account has.
                free_tier: FreeTier,
                $($(#[doc = $meaning])+ $field: Option<$type>),*
            }
        }

        impl Usage {
            /// Every quantity, in the order that a reader looks for them.
            pub const FIELDS: &'static [UsageField] = &[$(UsageField {
                name: stringify!($field),
                meaning: &[$($meaning),+],
                access: access!($type, $field),
            }),*];
        }
    };
}

usage! {
    /// Requests to REST APIs
    rest_requests: u64,
    /// Requests to REST APIs whose answers are streamed, counted for each 10 MB of `response_kb`
    streaming_requests: u64,
    /// Requests to HTTP APIs, counted for each 512 KB of `request_kb`
    http_requests: u64,
    /// The usual size of a request in KB (1,024 bytes)
    request_kb: Milli,
    /// The usual size of a response in KB (1,024 bytes)
    response_kb: Milli,
    /// WebSocket messages, both ways, counted for each 32 KB of `message_kb`
    messages: u64,
    /// The usual size of a message in KB (1,024 bytes)
    message_kb: Milli,
    /// Minutes that WebSocket clients are connected, all clients together
    connection_minutes: u64,
    /// The cache cluster's size in GB, as AWS spells it
    cache_gb: Milli,
    /// Hours that hourly things exist: caches, VPC endpoints, public addresses, load balancers counted by `alb`;
    /// none means the whole month, 730
    hours: Milli,
    /// Data out to the internet in GB; none computes it from requests and response sizes
    egress_gb: Milli,
    /// How much of the account's free monthly data transfer is left for this traffic, in GB; none means
    /// that other services use it up, unless `free_tier` has it
    egress_free_gb: Milli,
    /// Developer portals
    portals: Milli,
    /// Products in all portals together; the first ten of each portal are in its price
    portal_products: Milli,

    /// Lambda invocations by requests
    lambda_requests: u64,
    /// How long an invocation is billed for, in milliseconds
    lambda_ms: Milli,
    /// The function's memory in MB
    lambda_mb: Milli,
    /// The function's ephemeral storage in MB; the first 512 are free
    lambda_storage_mb: Milli,
    /// Lambda GB-seconds on x86, beside those of `lambda_requests`
    lambda_gb_seconds_x86: Milli,
    /// Lambda GB-seconds on Arm, beside those of `lambda_requests`
    lambda_gb_seconds_arm64: Milli,
    /// Invocations of Lambda authorizers, after their cache
    authorizer_requests: u64,
    /// How long an authorizer's invocation is billed for, in milliseconds
    authorizer_ms: Milli,
    /// The authorizer's memory in MB
    authorizer_mb: Milli,

    /// Log data sent to CloudWatch Logs, in GB
    logs_gb: Milli,
    /// Log data kept in CloudWatch Logs, in GB-months
    logs_gb_month: Milli,
    /// Log data that Logs Insights queries scan, in GB
    insights_gb: Milli,
    /// CloudWatch alarms on one metric at standard resolution
    alarms_standard: Milli,
    /// CloudWatch alarms on one metric at high resolution
    alarms_high: Milli,
    /// Anomaly detection alarms at standard resolution, each of three metrics
    alarms_standard_anomaly: Milli,
    /// Anomaly detection alarms at high resolution, each of three metrics
    alarms_high_anomaly: Milli,
    /// Composite alarms
    alarms_composite: Milli,
    /// CloudWatch dashboards
    dashboards: Milli,
    /// Custom metrics, and detailed metrics of routes and methods, each for a month
    custom_metric_months: Milli,
    /// X-Ray traces recorded
    xray_traces_recorded: u64,
    /// X-Ray traces retrieved or scanned
    xray_traces_retrieved: u64,

    /// AWS WAF web ACLs
    web_acls: Milli,
    /// Rules in web ACLs, other than rule groups
    rules: Milli,
    /// Own rule groups in web ACLs
    rule_groups: Milli,
    /// Managed rule groups in web ACLs
    managed_rule_groups: Milli,
    /// Requests that AWS WAF looks at
    waf_requests: u64,

    /// Interface VPC endpoints
    vpc_endpoints: Milli,
    /// Availability Zones of each VPC endpoint; none means one
    azs: Milli,
    /// Data through VPC endpoints, in GB
    gb: Milli,
    /// VPC links; API Gateway does not charge for them
    vpc_links: Milli,
    /// Hours of Application Load Balancers, all together
    alb_hours: Milli,
    /// Hours of Network Load Balancers, all together
    nlb_hours: Milli,
    /// Data through the load balancers in the month, in GB; with both kinds it passes both
    processed_gb_month: Milli,
    /// Application Load Balancers, each for `hours`; `true` is one
    alb: Milli,
    /// Network Load Balancers, each for `hours`; `true` is one
    nlb: Milli,
    /// Data through each load balancer in an hour, in GB
    processed_gb_per_hour: Milli,
    /// Hours of NAT gateways, all together
    nat_hours: Milli,
    /// Data through NAT gateways, in GB
    nat_gb: Milli,
    /// Public IPv4 addresses, each for `hours`
    public_ipv4: Milli,
    /// Resources registered in AWS Cloud Map
    cloud_map_resources: Milli,
    /// Discovery calls to AWS Cloud Map
    cloud_map_calls: u64,

    /// Data out of CloudFront to clients in the United States, in GB
    cloudfront_us_gb: Milli,
    /// Data out of CloudFront to its origins, in GB
    cloudfront_us_origin_gb: Milli,
    /// HTTPS requests to CloudFront from the United States
    cloudfront_us_https_requests: u64,
    /// HTTP requests to CloudFront from the United States
    cloudfront_us_http_requests: u64,
    /// Data kept in S3 Standard, in GB-months
    s3_gb_month: Milli,
    /// PUT, COPY, POST and LIST requests to S3 Standard
    s3_put: u64,
    /// GET requests to S3 Standard
    s3_get: u64,
    /// Hosted zones in Route 53
    hosted_zones: Milli,
    /// Standard queries to Route 53; those for aliases of API Gateway are free
    dns_standard_queries: u64,
    /// Monthly active users of Cognito Lite
    cognito_lite_mau: u64,
    /// Monthly active users of Cognito Essentials
    cognito_essentials_mau: u64,
    /// Monthly active users of Cognito Plus
    cognito_plus_mau: u64,
}
