//! Edits that add a new node.

use std::sync::Arc;

use super::{api, nodes};
use crate::aws::ApiKind;
use crate::design::edit::{DesignSettings, Edit};
use crate::design::recommend::Needs;
use crate::design::{ApiId, Document, FunctionId, Item};

/// What to add.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum New {
    /// An API of this kind, with a route, an integration, a function and a stage.
    Api(ApiKind),
    /// A route.
    Route(ApiId),
    /// An integration.
    Integration(ApiId),
    /// An authorizer.
    Authorizer(ApiId),
    /// A model.
    Model(ApiId),
    /// A request validator.
    Validator(ApiId),
    /// A stage.
    Stage(ApiId),
    /// A function.
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
    /// An alarm on an API.
    Alarm(ApiId),
    /// A saved request to an API.
    Scenario(ApiId),
}

/// The edit that adds the node, and the item to select then; none when the API does not exist.
pub fn add(document: &Document, new: New) -> Option<(Edit, Item)> {
    let design = &document.design;
    let mut minted = design.clone();
    let in_api = |id: ApiId| design.apis.get(&id);
    let function = design.functions.keys().next().copied().unwrap_or(FunctionId(0));
    Some(match new {
        New::Api(kind) => return Some(add_api(document, kind)),
        New::Route(api) => {
            let id = minted.mint();
            (Edit::PutRoute(api, id, Arc::new(nodes::route(in_api(api)?))), Item::Route(api, id))
        }
        New::Integration(api) => {
            let id = minted.mint();
            let node = nodes::integration(in_api(api)?, function);
            (Edit::PutIntegration(api, id, Arc::new(node)), Item::Integration(api, id))
        }
        New::Authorizer(api) => {
            let id = minted.mint();
            let node = nodes::authorizer(in_api(api)?, function);
            (Edit::PutAuthorizer(api, id, Arc::new(node)), Item::Authorizer(api, id))
        }
        New::Model(api) => {
            let id = minted.mint();
            (Edit::PutModel(api, id, Arc::new(nodes::model(in_api(api)?))), Item::Model(api, id))
        }
        New::Validator(api) => {
            let id = minted.mint();
            (Edit::PutValidator(api, id, Arc::new(nodes::validator(in_api(api)?))), Item::Validator(api, id))
        }
        New::Stage(api) => {
            let id = minted.mint();
            (Edit::PutStage(api, id, Arc::new(nodes::stage(in_api(api)?))), Item::Stage(api, id))
        }
        New::Alarm(api) => {
            let id = minted.mint();
            let node = nodes::alarm(design, api, in_api(api)?);
            (Edit::PutAlarm(id, Arc::new(node)), Item::Alarm(id))
        }
        New::Scenario(api) => {
            let id = minted.mint();
            (Edit::PutScenario(id, Arc::new(nodes::scenario(in_api(api)?))), Item::Scenario(id))
        }
        shared => add_shared(document, shared)?,
    })
}

/// What belongs to the design and not to one API.
fn add_shared(document: &Document, new: New) -> Option<(Edit, Item)> {
    let design = &document.design;
    let mut minted = design.clone();
    macro_rules! edit {
        ($put:ident, $item:ident, $node:expr) => {{
            let id = minted.mint();
            (Edit::$put(id, Arc::new($node)), Item::$item(id))
        }};
    }
    Some(match new {
        New::Function => edit!(PutFunction, Function, nodes::function(design)),
        New::Domain => edit!(PutDomain, Domain, nodes::domain(design)),
        New::VpcLink => edit!(PutVpcLink, VpcLink, nodes::vpc_link(design)),
        New::ApiKey => edit!(PutApiKey, ApiKey, nodes::api_key(design)),
        New::UsagePlan => edit!(PutUsagePlan, UsagePlan, nodes::usage_plan(design)),
        New::WebAcl => edit!(PutWebAcl, WebAcl, nodes::web_acl(design)),
        New::ClientCertificate => {
            edit!(PutClientCertificate, ClientCertificate, nodes::client_certificate())
        }
        _ => return None,
    })
}

/// An API brings its function along, so that it is a batch.
fn add_api(document: &Document, kind: ApiKind) -> (Edit, Item) {
    let (design, item) = api(&document.design, kind, &Needs::new(), "api");
    let before = &document.design;
    let functions = design.functions.iter().filter(|(id, _)| !before.functions.contains_key(*id));
    let apis = design.apis.iter().filter(|(id, _)| !before.apis.contains_key(*id));
    let mut edits: Vec<Edit> = apis.map(|(id, node)| Edit::PutApi(*id, Arc::clone(node))).collect();
    edits.extend(functions.map(|(id, node)| Edit::PutFunction(*id, Arc::clone(node))));
    if design.account != before.account {
        edits.push(Edit::PutSettings(Box::new(DesignSettings::of(&design))));
    }
    (Edit::Batch(edits), item)
}
