//! What AWS counts and charges for.

use super::kinds::words;

words! {
    /// Something that AWS counts and charges for.
    PriceItem {
        RestRequests = "rest_requests", HttpRequests = "http_requests",
        WebSocketMessages = "websocket_messages", ConnectionMinutes = "connection_minutes",
        CacheHours = "cache_hours", Portals = "portals", PortalProducts = "portal_products",
        DataTransfer = "data_transfer",
        LambdaRequests = "lambda_requests", LambdaX86 = "lambda_gb_seconds_x86",
        LambdaArm64 = "lambda_gb_seconds_arm64", LambdaStorage = "lambda_storage",
        LogsIngested = "logs_gb", LogsStored = "logs_gb_month", LogsScanned = "insights_gb",
        AlarmsStandard = "alarms_standard", AlarmsHigh = "alarms_high",
        AlarmsStandardAnomaly = "alarms_standard_anomaly", AlarmsHighAnomaly = "alarms_high_anomaly",
        AlarmsComposite = "alarms_composite", Dashboards = "dashboards",
        CustomMetrics = "custom_metric_months",
        TracesRecorded = "xray_traces_recorded", TracesRetrieved = "xray_traces_retrieved",
        WebAcls = "web_acls", WafRules = "rules", WafRuleGroups = "rule_groups",
        WafManagedRuleGroups = "managed_rule_groups", WafRequests = "waf_requests",
        EndpointHours = "vpc_endpoint_hours", EndpointGb = "vpc_endpoint_gb", VpcLinks = "vpc_links",
        AlbHours = "alb_hours", AlbLcuHours = "alb_lcu_hours", NlbHours = "nlb_hours",
        NlbLcuHours = "nlb_lcu_hours", NatHours = "nat_hours", NatGb = "nat_gb",
        PublicIpv4Hours = "public_ipv4_hours", CloudMapResources = "cloud_map_resources",
        CloudMapCalls = "cloud_map_calls",
        CloudFrontGb = "cloudfront_us_gb", CloudFrontOriginGb = "cloudfront_us_origin_gb",
        CloudFrontHttps = "cloudfront_us_https_requests", CloudFrontHttp = "cloudfront_us_http_requests",
        S3Gb = "s3_gb_month", S3Put = "s3_put", S3Get = "s3_get",
        HostedZones = "hosted_zones", DnsQueries = "dns_standard_queries",
        CognitoLite = "cognito_lite_mau", CognitoEssentials = "cognito_essentials_mau",
        CognitoPlus = "cognito_plus_mau",
    }
}

impl PriceItem {
    /// The item under whose price AWS charges for this one: itself, unless the two share a usage type.
    pub const fn priced_as(self) -> Self {
        match self {
            Self::AlarmsStandardAnomaly => Self::AlarmsStandard,
            Self::AlarmsHighAnomaly => Self::AlarmsHigh,
            Self::WafRuleGroups | Self::WafManagedRuleGroups => Self::WafRules,
            own => own,
        }
    }

    /// Whether a month has more of it when the APIs are called more: not of what stands there by the hour or month,
    /// however much it is used.
    pub const fn grows_with_traffic(self) -> bool {
        !matches!(
            self,
            Self::CacheHours
                | Self::Portals
                | Self::PortalProducts
                | Self::AlarmsStandard
                | Self::AlarmsHigh
                | Self::AlarmsStandardAnomaly
                | Self::AlarmsHighAnomaly
                | Self::AlarmsComposite
                | Self::Dashboards
                | Self::CustomMetrics
                | Self::WebAcls
                | Self::WafRules
                | Self::WafRuleGroups
                | Self::WafManagedRuleGroups
                | Self::EndpointHours
                | Self::VpcLinks
                | Self::AlbHours
                | Self::NlbHours
                | Self::NatHours
                | Self::PublicIpv4Hours
                | Self::CloudMapResources
                | Self::S3Gb
                | Self::HostedZones
        )
    }
}
