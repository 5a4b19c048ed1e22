//! The identities of nodes: numbers minted by the design, unique in it whatever the noun.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The highest number that a node may have; leaves room to mint more.
pub const MAX_ID: u32 = 1_000_000_000;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl From<u32> for $name {
            fn from(number: u32) -> Self {
                Self(number)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

ids! {
    /// An API.
    ApiId,
    /// A route of an HTTP or WebSocket API, or a method of a REST API.
    RouteId,
    /// An integration.
    IntegrationId,
    /// An authorizer.
    AuthorizerId,
    /// A model (a JSON schema with a name).
    ModelId,
    /// A request validator of a REST API.
    ValidatorId,
    /// A stage.
    StageId,
    /// A custom domain name.
    DomainId,
    /// An API key.
    ApiKeyId,
    /// A usage plan.
    UsagePlanId,
    /// A Lambda function that integrations and authorizers call.
    FunctionId,
    /// A VPC link.
    VpcLinkId,
    /// A WAF web ACL.
    WebAclId,
    /// A client certificate that a REST stage shows to its HTTP backends.
    ClientCertificateId,
    /// A CloudWatch alarm.
    AlarmId,
    /// A saved request.
    ScenarioId,
}
