//! VPC links: the way from API Gateway into a private network.

use serde::{Deserialize, Serialize};

use super::record::TextMap;

record! {
    /// A VPC link.
    VpcLink {
        /// Its name.
        name: String,
        /// What it is for.
        description: String,
        /// Which of the two generations it is.
        version: VpcLinkVersion,
        /// The Network Load Balancer's ARN (V1).
        target_arn: Option<String>,
        /// Subnets of the link's network interfaces (V2).
        subnet_ids: Vec<String>,
        /// Security groups of the link's network interfaces (V2).
        security_group_ids: Vec<String>,
        /// Whether a security group for the link is made with the design (V2).
        makes_security_group: bool,
        /// Tags of the link.
        tags: TextMap,
    }
}

/// The two generations of VPC links.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VpcLinkVersion {
    /// For REST APIs; names one Network Load Balancer.
    V1,
    /// For HTTP APIs, and for REST APIs since November 2025; lives in subnets.
    #[default]
    V2,
}
