//! What a rule sees of a design, and where it puts what it finds.

use std::sync::Arc;

use super::Rule;
use super::gate::Gate;
use super::policy::Policy;
use crate::aws::{ApiKind, EndpointKind, Method, ResponseTransferMode};
use crate::base::Day;
use crate::design::edit::Edit;
use crate::design::policy::{Document, PolicyKind};
use crate::design::{
    Alarm, AlarmId, Api, ApiId, ApiKey, ApiKeyId, Authorization, Authorizer, AuthorizerId, Design,
    Diagnostic, Domain, DomainId, EffectiveCache, Integration, IntegrationId, Item, Route, RouteId,
    RouteSettings, Stage, StageId, UsagePlan, UsagePlanId, VpcLink, VpcLinkId, WebAcl, WebAclId, cache,
    merge,
};

/// A design under review.
pub(super) struct Look<'a> {
    pub(super) design: &'a Design,
    /// The resource policies of APIs that have a readable one.
    policies: Vec<(ApiId, Policy)>,
    /// The same as what stands before routes.
    gates: Vec<(ApiId, Gate)>,
    rule: Option<&'static Rule>,
    found: Vec<Diagnostic>,
}

/// How many of a stage's routes something is so for.
pub(super) enum Reach<'a> {
    All,
    Some(Vec<RouteAt<'a>>),
}

/// A node inside an API, with the API.
macro_rules! in_api {
    ($($name:ident: $node:ty, $id:ty, $field:ident, $item:ident, $put:ident;)+) => {$(
        #[doc = concat!("One of an API's ", stringify!($field), ".")]
        #[derive(Clone, Copy)]
        pub(super) struct $name<'a> {
            pub(super) api_id: ApiId,
            pub(super) api: &'a Arc<Api>,
            pub(super) id: $id,
            pub(super) node: &'a Arc<$node>,
        }

        impl $name<'_> {
            pub(super) const fn item(&self) -> Item {
                Item::$item(self.api_id, self.id)
            }

            /// The edit that changes it.
            pub(super) fn put(&self, change: impl FnOnce(&mut $node)) -> Edit {
                Edit::$put(self.api_id, self.id, changed(self.node, change))
            }
        }

        impl<'a> ApiAt<'a> {
            pub(super) fn $field(self) -> impl Iterator<Item = $name<'a>> {
                let (api_id, api) = (self.id, self.node);
                api.$field.iter().map(move |(id, node)| $name { api_id, api, id: *id, node })
            }
        }

        impl<'a> Look<'a> {
            /// Those of every API.
            pub(super) fn $field(&self) -> impl Iterator<Item = $name<'a>> + use<'a> {
                self.apis().flat_map(ApiAt::$field)
            }
        }
    )+};
}

/// A node of the design itself.
macro_rules! in_design {
    ($($name:ident: $node:ty, $id:ty, $field:ident, $item:ident, $put:ident;)+) => {$(
        #[doc = concat!("One of the design's ", stringify!($field), ".")]
        #[derive(Clone, Copy)]
        pub(super) struct $name<'a> {
            pub(super) id: $id,
            pub(super) node: &'a Arc<$node>,
        }

        impl $name<'_> {
            pub(super) const fn item(&self) -> Item {
                Item::$item(self.id)
            }

            /// The edit that changes it.
            pub(super) fn put(&self, change: impl FnOnce(&mut $node)) -> Edit {
                Edit::$put(self.id, changed(self.node, change))
            }
        }

        impl<'a> Look<'a> {
            pub(super) fn $field(&self) -> impl Iterator<Item = $name<'a>> + use<'a> {
                self.design.$field.iter().map(|(id, node)| $name { id: *id, node })
            }
        }
    )+};
}

in_api! {
    RouteAt: Route, RouteId, routes, Route, PutRoute;
    IntegrationAt: Integration, IntegrationId, integrations, Integration, PutIntegration;
    AuthorizerAt: Authorizer, AuthorizerId, authorizers, Authorizer, PutAuthorizer;
    StageAt: Stage, StageId, stages, Stage, PutStage;
}

in_design! {
    ApiAt: Api, ApiId, apis, Api, PutApi;
    DomainAt: Domain, DomainId, domains, Domain, PutDomain;
    WebAclAt: WebAcl, WebAclId, web_acls, WebAcl, PutWebAcl;
    UsagePlanAt: UsagePlan, UsagePlanId, usage_plans, UsagePlan, PutUsagePlan;
    ApiKeyAt: ApiKey, ApiKeyId, api_keys, ApiKey, PutApiKey;
    VpcLinkAt: VpcLink, VpcLinkId, vpc_links, VpcLink, PutVpcLink;
    AlarmAt: Alarm, AlarmId, alarms, Alarm, PutAlarm;
}

fn changed<Node: Clone>(node: &Node, change: impl FnOnce(&mut Node)) -> Arc<Node> {
    let mut copy = node.clone();
    change(&mut copy);
    Arc::new(copy)
}

impl<'a> Look<'a> {
    pub(super) fn new(design: &'a Design, today: Option<Day>) -> Self {
        let read = |(id, api): (&'a ApiId, &'a Arc<Api>)| {
            let text = api.settings.resource_policy.as_deref().filter(|_| api.kind == ApiKind::Rest)?;
            let document = Document::read_text(text, PolicyKind::Resource);
            document.unusable().is_none().then_some((*id, api, document))
        };
        let documents: Vec<_> = design.apis.iter().filter_map(read).collect();
        Self {
            design,
            policies: documents.iter().map(|(id, _, document)| (*id, Policy::of(document))).collect(),
            gates: documents
                .iter()
                .map(|(id, api, document)| (*id, Gate::of(api, document, today)))
                .collect(),
            rule: None,
            found: Vec::new(),
        }
    }

    /// What is found from here on is of this rule.
    pub(super) fn by(&mut self, rule: &'static Rule) {
        self.rule = Some(rule);
    }

    pub(super) fn finish(self) -> Vec<Diagnostic> {
        self.found
    }

    /// A finding of the rule, to be completed and reported; its help is the rule's own unless it gets another.
    pub(super) fn finding(&self, item: Item, message: impl Into<String>) -> Diagnostic {
        let Some(rule) = self.rule else { return Diagnostic::note("review", message).at(item) };
        Diagnostic::new(rule.id, rule.severity, message).at(item).help(rule.fix)
    }

    pub(super) fn report(&mut self, finding: Diagnostic) {
        self.found.push(finding);
    }

    /// A number that no node of the design has.
    pub(super) fn next_id(&self) -> u32 {
        self.design.last_id.saturating_add(1)
    }

    /// The API's resource policy, where it has one that AWS can use.
    pub(super) fn policy(&self, api: ApiId) -> Option<&Policy> {
        self.policies.iter().find(|(id, _)| *id == api).map(|(_, policy)| policy)
    }
}

impl Look<'_> {
    /// The API's resource policy as what stands before its routes, where it has one that AWS can use.
    pub(super) fn gate(&self, api: ApiId) -> Option<&Gate> {
        self.gates.iter().find(|(id, _)| *id == api).map(|(_, gate)| gate)
    }
}

impl<'a> ApiAt<'a> {
    pub(super) fn is(&self, kind: ApiKind) -> bool {
        self.node.kind == kind
    }

    /// Whether only VPCs reach it.
    pub(super) fn is_private(&self) -> bool {
        is_private(self.node)
    }
}

/// Whether only VPCs reach the API.
pub(super) fn is_private(api: &Api) -> bool {
    api.kind == ApiKind::Rest && api.endpoint_kind() == EndpointKind::Private
}

impl<'a> DomainAt<'a> {
    /// Whether a mapping or a routing rule leads to the API.
    pub(super) fn leads_to(&self, api: ApiId) -> bool {
        self.node.mappings.iter().any(|mapping| mapping.api == api)
            || self.node.routing_rules.iter().any(|rule| rule.api == api)
    }

    /// Whether a mapping or a routing rule leads to the API's stage.
    pub(super) fn leads_to_stage(&self, api: ApiId, stage: StageId) -> bool {
        self.node.mappings.iter().any(|mapping| mapping.api == api && mapping.stage == stage)
            || self.node.routing_rules.iter().any(|rule| rule.api == api && rule.stage == stage)
    }

    /// Whether every API under the domain is of this kind, and there is one.
    pub(super) fn has_only(&self, design: &Design, kind: ApiKind) -> bool {
        let mappings = self.node.mappings.iter().map(|mapping| mapping.api);
        let ids: Vec<ApiId> = mappings.chain(self.node.routing_rules.iter().map(|rule| rule.api)).collect();
        let is = |id: &ApiId| design.apis.get(id).is_some_and(|api| api.kind == kind);
        !ids.is_empty() && ids.iter().all(is)
    }
}

impl<'a> AuthorizerAt<'a> {
    /// The routes that ask it.
    pub(super) fn routes(self) -> impl Iterator<Item = RouteAt<'a>> {
        let AuthorizerAt { api_id, api, id: own, .. } = self;
        let asks = move |route: &RouteAt<'_>| matches!(route.node.authorization, Authorization::Authorizer { id, .. } if id == own);
        api.routes.iter().map(move |(id, node)| RouteAt { api_id, api, id: *id, node }).filter(asks)
    }
}

impl<'a> StageAt<'a> {
    /// The routes of its API.
    pub(super) fn routes(self) -> impl Iterator<Item = RouteAt<'a>> {
        let StageAt { api_id, api, .. } = self;
        api.routes.iter().map(move |(id, node)| RouteAt { api_id, api, id: *id, node })
    }

    /// The routes whose settings at the stage are so, preflights aside; none where none of them are.
    pub(super) fn routes_where(self, is: impl Fn(&RouteSettings) -> bool) -> Option<Reach<'a>> {
        let settings = |route: &RouteAt<'_>| merge(&self.node.defaults, self.node.overrides.get(&route.id));
        let counts = |route: &RouteAt<'_>| route.node.key.method() != Some(Method::Options);
        let all = self.routes().filter(counts).count();
        let some: Vec<_> = self.routes().filter(counts).filter(|route| is(&settings(route))).collect();
        match (all, some.len()) {
            (0, _) => is(&self.node.defaults).then_some(Reach::All),
            (_, 0) => None,
            (all, some) if all == some => Some(Reach::All),
            _ => Some(Reach::Some(some)),
        }
    }

    /// How the stage caches the route; none when it does not.
    pub(super) fn cache_of(&self, route: RouteAt<'_>) -> Option<EffectiveCache> {
        cache(self.node, route.node, self.node.overrides.get(&route.id))
    }

    /// Whether the stage caches the route.
    pub(super) fn caches(&self, route: RouteAt<'_>) -> bool {
        self.cache_of(route).is_some()
    }
}

impl<'a> RouteAt<'a> {
    /// What it calls.
    pub(super) fn integration(&self) -> Option<&'a Arc<Integration>> {
        self.api.integrations.get(&self.node.integration?)
    }

    /// Whether its answers are streamed.
    pub(super) fn streams(&self) -> bool {
        self.integration()
            .is_some_and(|node| node.response_transfer_mode == Some(ResponseTransferMode::Stream))
    }
}
