//! Stages: what is deployed, and with which limits, logs and caches.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::record::TextMap;
use super::{ClientCertificateId, RouteId, WebAclId};
use crate::aws::{CacheSize, LoggingLevel, UnauthorizedCacheStrategy};
use crate::base::Milli;

record! {
    /// A stage of an API.
    Stage {
        /// Its name; `$default` on an HTTP API serves without a path prefix.
        name: String,
        /// What it is for.
        description: String,
        /// Whether changes are deployed by themselves (HTTP, WebSocket).
        auto_deploy: bool,
        /// Stage variables.
        variables: TextMap,
        /// The cache cluster (REST).
        cache_cluster: Option<CacheSize>,
        /// Settings of every route.
        defaults: RouteSettings,
        /// Settings of single routes, which win over `defaults` field by field.
        overrides: IndexMap<RouteId, RouteSettings>,
        /// The access log.
        access_log: Option<AccessLog>,
        /// Whether X-Ray traces the stage (REST).
        xray_tracing: bool,
        /// The canary (REST).
        canary: Option<Canary>,
        /// The certificate shown to HTTP backends (REST, WebSocket).
        client_certificate: Option<ClientCertificateId>,
        /// The web ACL (REST).
        web_acl: Option<WebAclId>,
        /// The documentation version that the stage publishes (REST).
        documentation_version: Option<String>,
        /// Tags of the stage.
        tags: TextMap,
    }
}

record! {
    /// What a stage sets for a route; none leaves it to the stage's defaults, then to AWS.
    RouteSettings {
        /// The throttle.
        throttle: Option<Throttle>,
        /// The execution log's level (REST, WebSocket).
        logging_level: Option<LoggingLevel>,
        /// Whether the execution log holds whole requests and responses (REST, WebSocket).
        data_trace: Option<bool>,
        /// Whether metrics are kept per route.
        detailed_metrics: Option<bool>,
        /// The cache (REST).
        cache: Option<CacheSettings>,
    }
}

/// A token bucket: `rate_rps` tokens are added a second, up to `burst`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Throttle {
    /// Requests a second.
    pub rate_rps: Milli,
    /// The bucket's capacity in requests.
    pub burst: u32,
}

record! {
    /// How a route's responses are cached.
    CacheSettings {
        /// Whether they are; none leaves it to AWS: only GET is cached by a stage's cache.
        enabled: Option<bool>,
        /// How long, in seconds.
        ttl_s: Option<u32>,
        /// Whether entries are encrypted.
        encrypted: Option<bool>,
        /// Whether clients need permission to invalidate an entry.
        require_authorization: Option<bool>,
        /// What happens when they have none.
        unauthorized_strategy: Option<UnauthorizedCacheStrategy>,
    }
}

record! {
    /// Where access log lines go and what they say.
    AccessLog {
        /// Where.
        destination: LogDestination,
        /// The line, with `$context` variables in it.
        format: String,
    }
}

/// Where an access log goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum LogDestination {
    /// A CloudWatch log group that is made with the design.
    LogGroup {
        /// The group's name; empty means one made from the API's and stage's names.
        #[serde(default)]
        name: String,
        /// How long lines are kept, in days; none means for ever, and 0 that this is meant.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retention_days: Option<u32>,
        /// The KMS key that encrypts the group.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kms_key_arn: Option<String>,
    },
    /// A log group or Firehose stream that exists already, by its ARN.
    Existing {
        /// The ARN.
        arn: String,
    },
}

impl Default for LogDestination {
    fn default() -> Self {
        Self::LogGroup { name: String::new(), retention_days: None, kms_key_arn: None }
    }
}

impl Stage {
    /// The variables that calls may see: the stage's, and those of its canary where it has others.
    pub fn variable_sets(&self) -> Vec<TextMap> {
        let own = self.canary.as_ref().map(|canary| &canary.variable_overrides);
        let others = own.filter(|overrides| !overrides.is_empty()).map(|overrides| {
            let mut variables = self.variables.clone();
            variables.extend(overrides.iter().map(|(name, value)| (name.clone(), value.clone())));
            variables
        });
        std::iter::once(self.variables.clone()).chain(others).collect()
    }
}

record! {
    /// A canary: a part of the traffic served by another deployment.
    Canary {
        /// The part in percent, 0 to 100.
        percent_traffic: Milli,
        /// Stage variables that differ for the canary's requests.
        variable_overrides: TextMap,
        /// Whether the canary uses the stage's cache.
        use_stage_cache: bool,
        /// What the canary's deployment is for.
        description: String,
    }
}

record! {
    /// A certificate that API Gateway shows to HTTP backends.
    ClientCertificate {
        /// What it is for.
        description: String,
    }
}
