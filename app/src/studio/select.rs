//! Selectors: one memo per node, so that a component wakes only when its own node changes.

use std::sync::Arc;

use leptos::prelude::*;
use studio_core::design::inputs::Scenario;
use studio_core::design::*;

use super::Studio;

macro_rules! shared {
    ($($(#[$doc:meta])* $name:ident($id:ty) -> $node:ty = $field:ident, $ids:ident;)+) => {
        impl Studio {$(
            $(#[$doc])*
            pub fn $name(self, id: $id) -> Memo<Option<Arc<$node>>> {
                let design = self.derived.design;
                Memo::new(move |_| design.read().$field.get(&id).cloned())
            }

            #[doc = concat!("The identities of `", stringify!($field), "`, in the user's order.")]
            pub fn $ids(self) -> Memo<Vec<$id>> {
                let design = self.derived.design;
                Memo::new(move |_| design.read().$field.keys().copied().collect())
            }
        )+}
    };
}

shared! {
    /// An API with everything in it.
    api(ApiId) -> Api = apis, api_ids;
    /// A Lambda function.
    function(FunctionId) -> Function = functions, function_ids;
    /// A custom domain.
    domain(DomainId) -> Domain = domains, domain_ids;
    /// A VPC link.
    vpc_link(VpcLinkId) -> VpcLink = vpc_links, vpc_link_ids;
    /// An API key.
    api_key(ApiKeyId) -> ApiKey = api_keys, api_key_ids;
    /// A usage plan.
    usage_plan(UsagePlanId) -> UsagePlan = usage_plans, usage_plan_ids;
    /// A web ACL.
    web_acl(WebAclId) -> WebAcl = web_acls, web_acl_ids;
    /// A client certificate.
    client_certificate(ClientCertificateId) -> ClientCertificate = client_certificates, client_certificate_ids;
    /// An alarm.
    alarm(AlarmId) -> Alarm = alarms, alarm_ids;
}

macro_rules! of_api {
    ($($(#[$doc:meta])* $name:ident($id:ty) -> $node:ty = $field:ident, $ids:ident;)+) => {
        impl Studio {$(
            $(#[$doc])*
            pub fn $name(self, api: ApiId, id: $id) -> Memo<Option<Arc<$node>>> {
                let design = self.derived.design;
                Memo::new(move |_| design.read().apis.get(&api)?.$field.get(&id).cloned())
            }

            #[doc = concat!("The identities of an API's `", stringify!($field), "`, in the user's order.")]
            pub fn $ids(self, api: ApiId) -> Memo<Vec<$id>> {
                let design = self.derived.design;
                Memo::new(move |_| {
                    design.read().apis.get(&api).map(|api| api.$field.keys().copied().collect()).unwrap_or_default()
                })
            }
        )+}
    };
}

of_api! {
    /// A route.
    route(RouteId) -> Route = routes, route_ids;
    /// An integration.
    integration(IntegrationId) -> Integration = integrations, integration_ids;
    /// An authorizer.
    authorizer(AuthorizerId) -> Authorizer = authorizers, authorizer_ids;
    /// A model.
    model(ModelId) -> Model = models, model_ids;
    /// A request validator.
    validator(ValidatorId) -> Validator = validators, validator_ids;
    /// A stage.
    stage(StageId) -> Stage = stages, stage_ids;
}

impl Studio {
    /// A saved request.
    pub fn scenario(self, id: ScenarioId) -> Memo<Option<Arc<Scenario>>> {
        let document = self.document;
        Memo::new(move |_| document.read().scenarios.get(&id).cloned())
    }

    /// The identities of the saved requests.
    pub fn scenario_ids(self) -> Memo<Vec<ScenarioId>> {
        let document = self.document;
        Memo::new(move |_| document.read().scenarios.keys().copied().collect())
    }

    /// Where the user moved an item on the diagram.
    pub fn layout(self) -> Memo<Layout> {
        let document = self.document;
        Memo::new(move |_| document.read().layout.clone())
    }
}
