//! Custom domain names and what is mapped under them.

use super::record::TextMap;
use super::{ApiId, StageId};
use crate::aws::{EndpointKind, IpAddressKind, RoutingMode};

record! {
    /// A custom domain name.
    Domain {
        /// The name, such as `api.example.com`.
        name: String,
        /// Regional, edge-optimized or private; none means Regional.
        endpoint: Option<EndpointKind>,
        /// IPv4 or dual stack.
        ip_address_kind: Option<IpAddressKind>,
        /// The certificate's ARN; none asks for it by a Terraform variable.
        certificate_arn: Option<String>,
        /// Whether the certificate is made with the design and validated by a record in the hosted zone.
        makes_certificate: bool,
        /// The certificate that proves ownership, where mutual TLS or an imported certificate needs one.
        ownership_certificate_arn: Option<String>,
        /// The TLS policy.
        security_policy: Option<String>,
        /// How strictly the endpoint is reached by its own name (`BASIC`, `STRICT`).
        endpoint_access_mode: Option<String>,
        /// Mutual TLS.
        mutual_tls: Option<MutualTls>,
        /// The policy of a private domain, as JSON text.
        policy: Option<String>,
        /// VPC endpoints that are let in to a private domain.
        vpc_endpoint_ids: Vec<String>,
        /// What is found under which path.
        mappings: Vec<ApiMapping>,
        /// How requests find their API.
        routing_mode: Option<RoutingMode>,
        /// Routing rules (REST).
        routing_rules: Vec<RoutingRule>,
        /// The Route 53 zone that the record is made in; none leaves DNS to the user.
        hosted_zone_id: Option<String>,
        /// Tags of the domain.
        tags: TextMap,
    }
}

record! {
    /// Mutual TLS: which client certificates are let in.
    MutualTls {
        /// The trust store, `s3://bucket/key`.
        truststore_uri: String,
        /// The version of the trust store's object.
        truststore_version: Option<String>,
        /// Whether the bucket and its object are made with the design; the certificates are a Terraform variable.
        makes_truststore: bool,
    }
}

record! {
    /// A path of a domain and the stage that answers under it.
    ApiMapping {
        /// The path without slashes at its ends; empty takes what nothing else takes.
        path: String,
        /// The API.
        api: ApiId,
        /// The stage.
        stage: StageId,
    }
}

record! {
    /// A rule that sends requests to a stage by header or base path.
    RoutingRule {
        /// Lower numbers are looked at first.
        priority: u32,
        /// All of these must hold; none means every request.
        headers: Vec<HeaderCondition>,
        /// Any of these base paths.
        base_paths: Vec<String>,
        /// The API.
        api: ApiId,
        /// The stage.
        stage: StageId,
        /// Whether the base path is taken off before the API's routes are looked at.
        strip_base_path: bool,
    }
}

record! {
    /// A header that a routing rule looks at.
    HeaderCondition {
        /// The name, in any case.
        name: String,
        /// The value; `*` only at its ends.
        value: String,
    }
}
