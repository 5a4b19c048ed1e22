//! New nodes, each with a name that no other has and with what its API's kind needs.

use std::sync::Arc;

use leptos::prelude::*;
use studio_core::aws::{ApiKind, Capability, Method, capability};
use studio_core::design::edit::Edit;
use studio_core::design::starter::New;
use studio_core::design::*;

use super::Studio;
use crate::parts;

/// What can be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Noun {
    /// A route or method.
    Route,
    /// What a route calls.
    Integration,
    /// Who decides whether a caller may pass.
    Authorizer,
    /// A JSON schema with a name.
    Model,
    /// A request validator.
    Validator,
    /// A stage.
    Stage,
    /// A Lambda function.
    Function,
    /// A custom domain.
    Domain,
    /// A VPC link.
    VpcLink,
    /// An API key.
    ApiKey,
    /// A usage plan.
    UsagePlan,
    /// A web ACL.
    WebAcl,
    /// A client certificate.
    ClientCertificate,
    /// An alarm.
    Alarm,
}

impl Noun {
    /// Every noun, in the order of menus.
    pub const ALL: &'static [Self] = &[
        Self::Route,
        Self::Integration,
        Self::Authorizer,
        Self::Model,
        Self::Validator,
        Self::Stage,
        Self::Function,
        Self::Domain,
        Self::VpcLink,
        Self::ApiKey,
        Self::UsagePlan,
        Self::WebAcl,
        Self::ClientCertificate,
        Self::Alarm,
    ];

    /// The noun in a sentence.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Route => "route",
            Self::Integration => "integration",
            Self::Authorizer => "authorizer",
            Self::Model => "model",
            Self::Validator => "validator",
            Self::Stage => "stage",
            Self::Function => "function",
            Self::Domain => "domain",
            Self::VpcLink => "VPC link",
            Self::ApiKey => "API key",
            Self::UsagePlan => "usage plan",
            Self::WebAcl => "web ACL",
            Self::ClientCertificate => "client certificate",
            Self::Alarm => "alarm",
        }
    }

    /// Whether it belongs to one API.
    pub const fn is_of_api(self) -> bool {
        matches!(
            self,
            Self::Route
                | Self::Integration
                | Self::Authorizer
                | Self::Model
                | Self::Validator
                | Self::Stage
                | Self::Alarm
        )
    }

    /// Whether an API of this kind can have one; what is shared by all APIs can always be had.
    pub fn is_for(self, kind: ApiKind) -> bool {
        let needed = match self {
            Self::Validator => Capability::RequestValidation,
            Self::Model => Capability::Models,
            _ => return true,
        };
        capability(needed, kind).can()
    }

    fn for_api(self, api: Option<ApiId>) -> Option<New> {
        Some(match self {
            Self::Route => New::Route(api?),
            Self::Integration => New::Integration(api?),
            Self::Authorizer => New::Authorizer(api?),
            Self::Model => New::Model(api?),
            Self::Validator => New::Validator(api?),
            Self::Stage => New::Stage(api?),
            Self::Alarm => New::Alarm(api?),
            Self::Function => New::Function,
            Self::Domain => New::Domain,
            Self::VpcLink => New::VpcLink,
            Self::ApiKey => New::ApiKey,
            Self::UsagePlan => New::UsagePlan,
            Self::WebAcl => New::WebAcl,
            Self::ClientCertificate => New::ClientCertificate,
        })
    }
}

/// `base`, or `base-2`, `base-3` … if there is one already.
fn unique<'a>(base: &str, taken: impl Iterator<Item = &'a str>) -> String {
    let taken: Vec<&str> = taken.collect();
    let numbered = (2u32..).map(|number| format!("{base}-{number}"));
    std::iter::once(base.to_owned())
        .chain(numbered)
        .find(|name| !taken.contains(&name.as_str()))
        .unwrap_or_default()
}

impl Studio {
    /// The number that the next new node gets; add to it for several nodes in one edit.
    pub fn next_id(self) -> u32 {
        self.document.read_untracked().design.last_id.saturating_add(1)
    }

    /// Adds a node of this noun (to this API, where it belongs to one) and selects it.
    pub fn create(self, noun: Noun, api: Option<ApiId>) -> Option<Item> {
        let item = self.create_quietly(noun, api)?;
        self.reveal(item);
        Some(item)
    }

    /// Adds a node of this noun and leaves the selection alone: for a form that refers to it at once.
    pub fn create_quietly(self, noun: Noun, api: Option<ApiId>) -> Option<Item> {
        let (edit, item) = (parts::work()?.add)(&self.document.get_untracked(), noun.for_api(api)?)?;
        self.edit(edit).then_some(item)
    }

    /// Adds a copy of a node and selects it; nothing for what cannot be copied.
    pub fn duplicate(self, item: Item) -> Option<Item> {
        let document = self.document.get_untracked();
        let edit = copied(&document.design, item, self.next_id())?;
        let copy = edit.item()?;
        self.edit(edit).then(|| {
            self.reveal(copy);
            copy
        })
    }
}

fn copied(design: &Design, item: Item, id: u32) -> Option<Edit> {
    macro_rules! copy {
        ($nodes:expr, $of:expr) => {{
            let mut node = (**$nodes.get(&$of)?).clone();
            node.name = unique(&node.name, $nodes.values().map(|node| node.name.as_str()));
            Arc::new(node)
        }};
    }
    let api = item.api().and_then(|api| design.apis.get(&api));
    Some(match item {
        Item::Route(of, route) => {
            let api = api?;
            let mut copy = (**api.routes.get(&route)?).clone();
            copy.key = copied_key(api, &copy.key);
            Edit::PutRoute(of, RouteId(id), Arc::new(copy))
        }
        Item::Integration(of, n) => Edit::PutIntegration(of, IntegrationId(id), copy!(api?.integrations, n)),
        Item::Authorizer(of, n) => Edit::PutAuthorizer(of, AuthorizerId(id), copy!(api?.authorizers, n)),
        Item::Model(of, n) => {
            let mut node = copy!(api?.models, n);
            Arc::make_mut(&mut node).name.retain(|c| c.is_ascii_alphanumeric());
            Edit::PutModel(of, ModelId(id), node)
        }
        Item::Validator(of, n) => Edit::PutValidator(of, ValidatorId(id), copy!(api?.validators, n)),
        Item::Stage(of, n) => {
            let mut node = copy!(api?.stages, n);
            let plain = node.name.replace(['-', '$'], "_");
            Arc::make_mut(&mut node).name = plain;
            Edit::PutStage(of, StageId(id), node)
        }
        Item::Function(n) => Edit::PutFunction(FunctionId(id), copy!(design.functions, n)),
        Item::Domain(n) => Edit::PutDomain(DomainId(id), copy!(design.domains, n)),
        Item::VpcLink(n) => Edit::PutVpcLink(VpcLinkId(id), copy!(design.vpc_links, n)),
        Item::ApiKey(n) => {
            let mut node = copy!(design.api_keys, n);
            // AWS refuses two keys with one value.
            Arc::make_mut(&mut node).value = None;
            Edit::PutApiKey(ApiKeyId(id), node)
        }
        Item::UsagePlan(n) => Edit::PutUsagePlan(UsagePlanId(id), copy!(design.usage_plans, n)),
        Item::WebAcl(n) => Edit::PutWebAcl(WebAclId(id), copy!(design.web_acls, n)),
        Item::Alarm(n) => Edit::PutAlarm(AlarmId(id), copy!(design.alarms, n)),
        _ => return None,
    })
}

/// The same path with a verb that is free, else the path with a number.
fn copied_key(api: &Api, key: &RouteKey) -> RouteKey {
    let free = |key: &RouteKey| !api.routes.values().any(|route| route.key == *key);
    match key {
        RouteKey::Path(_, path) => {
            let verbs = Method::ALL.iter().map(|method| RouteKey::path(*method, path.as_str()));
            let numbered = (2u32..).map(|number| RouteKey::path(Method::Any, format!("{path}-{number}")));
            verbs.chain(numbered).find(free).unwrap_or_default()
        }
        RouteKey::Named(name) => {
            let plain = name.trim_start_matches('$');
            (2u32..).map(|number| RouteKey::Named(format!("{plain}{number}"))).find(free).unwrap_or_default()
        }
    }
}
