//! What can be pointed at.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{
    AlarmId, ApiId, ApiKeyId, AuthorizerId, ClientCertificateId, DomainId, FunctionId, IntegrationId,
    ModelId, RouteId, ScenarioId, StageId, UsagePlanId, ValidatorId, VpcLinkId, WebAclId,
};

/// One thing of a design that can be selected, and that steps, costs, quotas, diagnostics and Terraform blocks
/// point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "type", content = "id", rename_all = "snake_case")]
pub enum Item {
    /// The whole design.
    Design,
    /// Settings of the account.
    Account,
    /// An API.
    Api(ApiId),
    /// A route or method.
    Route(ApiId, RouteId),
    /// An integration.
    Integration(ApiId, IntegrationId),
    /// An authorizer.
    Authorizer(ApiId, AuthorizerId),
    /// A model.
    Model(ApiId, ModelId),
    /// A request validator.
    Validator(ApiId, ValidatorId),
    /// A stage.
    Stage(ApiId, StageId),
    /// A Lambda function.
    Function(FunctionId),
    /// A custom domain.
    Domain(DomainId),
    /// A VPC link.
    VpcLink(VpcLinkId),
    /// An API key.
    ApiKey(ApiKeyId),
    /// A usage plan.
    UsagePlan(UsagePlanId),
    /// A web ACL.
    WebAcl(WebAclId),
    /// A client certificate.
    ClientCertificate(ClientCertificateId),
    /// An alarm.
    Alarm(AlarmId),
    /// A saved request.
    Scenario(ScenarioId),
}

impl Item {
    /// The API that the item belongs to.
    pub const fn api(self) -> Option<ApiId> {
        match self {
            Self::Api(api)
            | Self::Route(api, _)
            | Self::Integration(api, _)
            | Self::Authorizer(api, _)
            | Self::Model(api, _)
            | Self::Validator(api, _)
            | Self::Stage(api, _) => Some(api),
            _ => None,
        }
    }

    /// A short text that names the item in links and layouts: `route-3-17`.
    pub fn key(self) -> String {
        self.to_string()
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Design => f.write_str("design"),
            Self::Account => f.write_str("account"),
            Self::Api(id) => write!(f, "api-{id}"),
            Self::Route(api, id) => write!(f, "route-{api}-{id}"),
            Self::Integration(api, id) => write!(f, "integration-{api}-{id}"),
            Self::Authorizer(api, id) => write!(f, "authorizer-{api}-{id}"),
            Self::Model(api, id) => write!(f, "model-{api}-{id}"),
            Self::Validator(api, id) => write!(f, "validator-{api}-{id}"),
            Self::Stage(api, id) => write!(f, "stage-{api}-{id}"),
            Self::Function(id) => write!(f, "function-{id}"),
            Self::Domain(id) => write!(f, "domain-{id}"),
            Self::VpcLink(id) => write!(f, "vpc_link-{id}"),
            Self::ApiKey(id) => write!(f, "api_key-{id}"),
            Self::UsagePlan(id) => write!(f, "usage_plan-{id}"),
            Self::WebAcl(id) => write!(f, "web_acl-{id}"),
            Self::ClientCertificate(id) => write!(f, "client_certificate-{id}"),
            Self::Alarm(id) => write!(f, "alarm-{id}"),
            Self::Scenario(id) => write!(f, "scenario-{id}"),
        }
    }
}

/// A text that names no item.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` names no item")]
pub struct UnknownItem(pub String);

impl FromStr for Item {
    type Err = UnknownItem;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || UnknownItem(text.to_owned());
        let mut parts = text.split('-');
        let word = parts.next().unwrap_or_default();
        let numbers: Vec<u32> = parts.map(str::parse).collect::<Result<_, _>>().map_err(|_| error())?;
        Ok(match (word, numbers.as_slice()) {
            ("design", []) => Self::Design,
            ("account", []) => Self::Account,
            ("api", [id]) => Self::Api(ApiId(*id)),
            ("route", [api, id]) => Self::Route(ApiId(*api), RouteId(*id)),
            ("integration", [api, id]) => Self::Integration(ApiId(*api), IntegrationId(*id)),
            ("authorizer", [api, id]) => Self::Authorizer(ApiId(*api), AuthorizerId(*id)),
            ("model", [api, id]) => Self::Model(ApiId(*api), ModelId(*id)),
            ("validator", [api, id]) => Self::Validator(ApiId(*api), ValidatorId(*id)),
            ("stage", [api, id]) => Self::Stage(ApiId(*api), StageId(*id)),
            ("function", [id]) => Self::Function(FunctionId(*id)),
            ("domain", [id]) => Self::Domain(DomainId(*id)),
            ("vpc_link", [id]) => Self::VpcLink(VpcLinkId(*id)),
            ("api_key", [id]) => Self::ApiKey(ApiKeyId(*id)),
            ("usage_plan", [id]) => Self::UsagePlan(UsagePlanId(*id)),
            ("web_acl", [id]) => Self::WebAcl(WebAclId(*id)),
            ("client_certificate", [id]) => Self::ClientCertificate(ClientCertificateId(*id)),
            ("alarm", [id]) => Self::Alarm(AlarmId(*id)),
            ("scenario", [id]) => Self::Scenario(ScenarioId(*id)),
            _ => return Err(error()),
        })
    }
}
