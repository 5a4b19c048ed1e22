//! What is saved and shared.

use serde::{Deserialize, Serialize};

use super::inputs::{Pricing, Scenario, Traffic, Usage};
use super::record::{Nodes, TextMap};
use super::{
    Alarm, AlarmId, Api, ApiId, ApiKey, ApiKeyId, ClientCertificate, ClientCertificateId, Dashboard, Domain,
    DomainId, Function, FunctionId, Layout, ScenarioId, Terraform, UsagePlan, UsagePlanId, VpcLink,
    VpcLinkId, Waiver, WebAcl, WebAclId, XraySampling,
};

/// The number of the current saved form; `load` brings older ones up to it and opens newer ones read only.
pub const FORMAT: u32 = 1;

/// Everything a user saves: the design, the requests and figures it is tried with, and how it is laid out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The saved form's number, see [`FORMAT`].
    pub format: u32,
    /// What is built.
    pub design: Design,
    /// Saved requests.
    #[serde(default, skip_serializing_if = "Nodes::is_empty")]
    pub scenarios: Nodes<ScenarioId, Scenario>,
    /// How much the APIs are used.
    #[serde(default, skip_serializing_if = "super::record::is_default")]
    pub traffic: Traffic,
    /// Monthly quantities that win over those that follow from the traffic.
    #[serde(default, skip_serializing_if = "super::record::is_default")]
    pub usage: Usage,
    /// Findings of the review that the user accepts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waivers: Vec<Waiver>,
    /// The prices that it is computed with.
    #[serde(default, skip_serializing_if = "super::record::is_default")]
    pub pricing: Pricing,
    /// Where the user moved things on the diagram.
    #[serde(default, skip_serializing_if = "super::record::is_default")]
    pub layout: Layout,
}

impl Default for Document {
    fn default() -> Self {
        Self {
            format: FORMAT,
            design: Design::default(),
            scenarios: Nodes::default(),
            traffic: Traffic::default(),
            usage: Usage::default(),
            waivers: Vec::new(),
            pricing: Pricing::default(),
            layout: Layout::default(),
        }
    }
}

record! {
    /// One or more APIs and what they share.
    Design {
        /// What the whole design is called; names the Terraform module.
        name: String,
        /// What it is for.
        description: String,
        /// The Region's code, such as `us-east-1`; empty means the default Region of the fact tables.
        region: String,
        /// The twelve digits of the account, where ARNs are shown; empty means a placeholder account.
        account_id: String,
        /// The highest identity given out so far.
        last_id: u32,
        /// The APIs.
        apis: Nodes<ApiId, Api>,
        /// Lambda functions that integrations and authorizers call.
        functions: Nodes<FunctionId, Function>,
        /// Custom domain names.
        domains: Nodes<DomainId, Domain>,
        /// VPC links.
        vpc_links: Nodes<VpcLinkId, VpcLink>,
        /// API keys.
        api_keys: Nodes<ApiKeyId, ApiKey>,
        /// Usage plans.
        usage_plans: Nodes<UsagePlanId, UsagePlan>,
        /// WAF web ACLs.
        web_acls: Nodes<WebAclId, WebAcl>,
        /// Client certificates that REST stages show to HTTP backends.
        client_certificates: Nodes<ClientCertificateId, ClientCertificate>,
        /// CloudWatch alarms.
        alarms: Nodes<AlarmId, Alarm>,
        /// The CloudWatch dashboard.
        dashboard: Option<Dashboard>,
        /// X-Ray sampling rules.
        xray_sampling: Vec<XraySampling>,
        /// Settings of the account in the Region.
        account: AccountSettings,
        /// Tags on everything that takes tags.
        tags: TextMap,
        /// What the design's Terraform files hold beside it.
        terraform: Terraform,
    }
}

record! {
    /// Account-wide settings that decide what the design may do.
    AccountSettings {
        /// Whether the account's CloudWatch role for API Gateway is managed with the design.
        manage_cloudwatch_role: bool,
        /// An existing CloudWatch role's ARN.
        cloudwatch_role_arn: Option<String>,
        /// Quotas that AWS raised for the account, by the id in the quota table.
        raised_quotas: indexmap::IndexMap<String, u64>,
    }
}

impl Design {
    /// A new identity, unique in this design.
    pub fn mint<Id: From<u32>>(&mut self) -> Id {
        self.last_id = self.last_id.saturating_add(1);
        Id::from(self.last_id)
    }
}
