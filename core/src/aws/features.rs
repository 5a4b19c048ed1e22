//! What each kind of API can do, why one cannot, and what AWS offers instead.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::ApiKind;
use super::kinds::words;
use super::table::table;
use crate::base::Fact;

words! {
    /// Something that an API may be asked to do.
    Capability {
        BidirectionalMessages = "bidirectional_messages",
        LowestPrice = "lowest_price",
        LatencyFigure = "latency_figure",
        RegionalEndpoint = "regional_endpoint",
        EdgeEndpoint = "edge_endpoint",
        PrivateEndpoint = "private_endpoint",
        DualStack = "dual_stack",
        DisableDefaultEndpoint = "disable_default_endpoint",
        SecurityPolicies = "security_policies",
        CustomDomain = "custom_domain",
        MultiLevelMapping = "multi_level_mapping",
        RoutingRules = "routing_rules",
        PrivateDomain = "private_domain",
        MutualTls = "mutual_tls",
        Waf = "waf",
        ResourcePolicy = "resource_policy",
        ClientCertificates = "client_certificates",
        IamAuthorizer = "iam_authorizer",
        JwtAuthorizer = "jwt_authorizer",
        CognitoAuthorizer = "cognito_authorizer",
        LambdaTokenAuthorizer = "lambda_token_authorizer",
        LambdaRequestAuthorizer = "lambda_request_authorizer",
        SimpleAuthorizerResponse = "simple_authorizer_response",
        AuthorizerCache = "authorizer_cache",
        AuthorizationScopes = "authorization_scopes",
        RouteAuthorization = "route_authorization",
        ApiKeys = "api_keys",
        UsagePlans = "usage_plans",
        ClientThrottle = "client_throttle",
        AuthorizerKeySource = "authorizer_key_source",
        GreedyPath = "greedy_path",
        DefaultRoute = "default_route",
        RouteSelection = "route_selection",
        ConnectionRoutes = "connection_routes",
        ConnectionsApi = "connections_api",
        RouteResponses = "route_responses",
        LambdaProxy = "lambda_proxy",
        PayloadFormat2 = "payload_format_2",
        HttpProxy = "http_proxy",
        CustomIntegration = "custom_integration",
        MockIntegration = "mock_integration",
        AwsService = "aws_service",
        VpcLinkV1 = "vpc_link_v1",
        VpcLinkV2 = "vpc_link_v2",
        CloudMapTarget = "cloud_map_target",
        LongTimeout = "long_timeout",
        ResponseStreaming = "response_streaming",
        ParameterMapping = "parameter_mapping",
        MappingTemplates = "mapping_templates",
        Models = "models",
        RequestValidation = "request_validation",
        BinaryPayloads = "binary_payloads",
        Compression = "compression",
        GatewayResponses = "gateway_responses",
        ApiCors = "api_cors",
        StageVariables = "stage_variables",
        DefaultStage = "default_stage",
        AutoDeploy = "auto_deploy",
        Canary = "canary",
        ResponseCache = "response_cache",
        StageThrottle = "stage_throttle",
        Tags = "tags",
        Documentation = "documentation",
        OpenapiImport = "openapi_import",
        AccessLogs = "access_logs",
        FirehoseLogs = "firehose_logs",
        ExecutionLogs = "execution_logs",
        DetailedMetrics = "detailed_metrics",
        Xray = "xray",
    }
}

words! {
    /// Whether a kind of API can do it.
    SupportLevel { Yes = "yes", Partly = "partly", No = "no", NotDocumented = "not_documented" }
}

/// How far one kind of API can do one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Support {
    /// Whether it can.
    pub level: SupportLevel,
    /// Why it cannot, or in what way it can: a sentence without final period; empty when there is nothing to say.
    pub reason: String,
    /// What AWS offers instead, as an instruction; never empty when the level is `No`.
    pub alternative: String,
}

/// Something that an API may be asked to do, and which kinds can.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feature {
    /// Its name.
    pub id: Capability,
    /// The topic it belongs to, such as `security`.
    pub group: String,
    /// What a table calls it.
    pub title: String,
    /// A REST API.
    pub rest: Support,
    /// An HTTP API.
    pub http: Support,
    /// A WebSocket API.
    pub websocket: Support,
}

table! {
    /// Every capability, by topic.
    features: Feature = "features.json"
}

/// The row of this capability.
pub fn feature(capability: Capability) -> &'static Fact<Feature> {
    // Never reached: a test holds that the table has all capabilities.
    static MISSING: LazyLock<Fact<Feature>> = LazyLock::new(|| {
        let support =
            Support { level: SupportLevel::NotDocumented, reason: String::new(), alternative: String::new() };
        Fact {
            value: Feature {
                id: Capability::Tags,
                group: String::new(),
                title: String::new(),
                rest: support.clone(),
                http: support.clone(),
                websocket: support,
            },
            source: String::new(),
            as_of: String::new(),
            note: String::new(),
        }
    });
    features().iter().find(|row| row.id == capability).unwrap_or(&MISSING)
}

/// How far this kind of API can do this.
pub fn capability(capability: Capability, kind: ApiKind) -> &'static Support {
    feature(capability).value.support(kind)
}

impl Feature {
    /// How far this kind of API can do it.
    pub const fn support(&self, kind: ApiKind) -> &Support {
        match kind {
            ApiKind::Rest => &self.rest,
            ApiKind::Http => &self.http,
            ApiKind::WebSocket => &self.websocket,
        }
    }
}

impl Support {
    /// Whether it can, at least in part.
    pub fn can(&self) -> bool {
        matches!(self.level, SupportLevel::Yes | SupportLevel::Partly)
    }

    /// Whether AWS refuses it.
    pub fn cannot(&self) -> bool {
        self.level == SupportLevel::No
    }
}

impl TryFrom<Vec<String>> for Support {
    type Error = String;

    fn try_from(texts: Vec<String>) -> Result<Self, Self::Error> {
        let mut texts = texts.into_iter();
        let level = texts.next().unwrap_or_default().parse().map_err(|error| format!("{error}"))?;
        let reason = texts.next().unwrap_or_default();
        let alternative = texts.next().unwrap_or_default();
        if level == SupportLevel::No && (reason.is_empty() || alternative.is_empty()) {
            return Err("`no` needs a reason and an alternative".to_owned());
        }
        Ok(Self { level, reason, alternative })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_capability_has_its_row() {
        assert_eq!(features().len(), Capability::ALL.len());
        for item in Capability::ALL {
            assert_eq!(feature(*item).id, *item);
        }
        assert!(capability(Capability::ResponseCache, ApiKind::Http).cannot());
        assert!(capability(Capability::MappingTemplates, ApiKind::WebSocket).can());
    }
}
