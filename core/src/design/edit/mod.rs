//! The one way to change a document.

mod apply;
mod gesture;
mod history;
mod label;
mod rename;
mod web_acl_names;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::inputs::{Pricing, Scenario, Traffic, Usage};
use super::{
    AccountSettings, Alarm, AlarmId, Api, ApiId, ApiKey, ApiKeyId, Authorizer, AuthorizerId,
    ClientCertificate, ClientCertificateId, Dashboard, Document, Domain, DomainId, Function, FunctionId,
    Integration, IntegrationId, Item, Model, ModelId, Route, RouteId, ScenarioId, Stage, StageId, Terraform,
    TextMap, UsagePlan, UsagePlanId, Validator, ValidatorId, VpcLink, VpcLinkId, Waiver, WebAcl, WebAclId,
    XraySampling,
};
use crate::aws::ApiKind;

pub use apply::{Applied, EditError, apply};
pub use gesture::Gesture;
pub use history::{History, MAX_MOMENTS, Moment};

/// A change of a document. `Put…` adds the node or takes the place of the one with that identity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edit {
    /// The design's own fields.
    PutSettings(Box<DesignSettings>),
    /// An API with everything in it.
    PutApi(ApiId, Arc<Api>),
    /// A route.
    PutRoute(ApiId, RouteId, Arc<Route>),
    /// An integration.
    PutIntegration(ApiId, IntegrationId, Arc<Integration>),
    /// An authorizer.
    PutAuthorizer(ApiId, AuthorizerId, Arc<Authorizer>),
    /// A model.
    PutModel(ApiId, ModelId, Arc<Model>),
    /// A request validator.
    PutValidator(ApiId, ValidatorId, Arc<Validator>),
    /// A stage.
    PutStage(ApiId, StageId, Arc<Stage>),
    /// A Lambda function.
    PutFunction(FunctionId, Arc<Function>),
    /// A custom domain.
    PutDomain(DomainId, Arc<Domain>),
    /// A VPC link.
    PutVpcLink(VpcLinkId, Arc<VpcLink>),
    /// An API key.
    PutApiKey(ApiKeyId, Arc<ApiKey>),
    /// A usage plan.
    PutUsagePlan(UsagePlanId, Arc<UsagePlan>),
    /// A web ACL.
    PutWebAcl(WebAclId, Arc<WebAcl>),
    /// A client certificate.
    PutClientCertificate(ClientCertificateId, Arc<ClientCertificate>),
    /// An alarm.
    PutAlarm(AlarmId, Arc<Alarm>),
    /// A saved request.
    PutScenario(ScenarioId, Arc<Scenario>),
    /// How much the APIs are used.
    PutTraffic(Box<Traffic>),
    /// The monthly quantities.
    PutUsage(Box<Usage>),
    /// The findings of the review that are accepted.
    PutWaivers(Vec<Waiver>),
    /// The prices that the estimate is made with.
    PutPricing(Box<Pricing>),
    /// What the design keeps of its Terraform files.
    PutTerraform(Box<Terraform>),
    /// Takes an item away; what referred to it lets go of it.
    Remove(Item),
    /// Gives a node with a name another one.
    Rename(Item, String),
    /// Moves a node to another place among its like, counted from 0.
    Reorder(Item, usize),
    /// Makes an API another kind; what that kind cannot do is dropped (see `convert::losses`).
    ConvertKind(ApiId, ApiKind),
    /// Moves an item on the diagram; none lets the studio place it again.
    Move(Item, Option<(i32, i32)>),
    /// Several changes as one.
    Batch(Vec<Edit>),
    /// Another document in place of this one.
    Replace(Box<Document>),
}

record! {
    /// The design's own fields: everything that is not a node.
    DesignSettings {
        /// See [`super::Design`].
        name: String,
        /// See [`super::Design`].
        description: String,
        /// See [`super::Design`].
        region: String,
        /// See [`super::Design`].
        account_id: String,
        /// See [`super::Design`].
        account: AccountSettings,
        /// See [`super::Design`].
        dashboard: Option<Dashboard>,
        /// See [`super::Design`].
        xray_sampling: Vec<XraySampling>,
        /// See [`super::Design`].
        tags: TextMap,
    }
}

impl DesignSettings {
    /// The fields of a design that are not nodes.
    pub fn of(design: &super::Design) -> Self {
        Self {
            name: design.name.clone(),
            description: design.description.clone(),
            region: design.region.clone(),
            account_id: design.account_id.clone(),
            account: design.account.clone(),
            dashboard: design.dashboard.clone(),
            xray_sampling: design.xray_sampling.clone(),
            tags: design.tags.clone(),
        }
    }
}
