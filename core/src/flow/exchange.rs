//! One request on its way through the steps.

use std::borrow::Cow;
use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::Value;

use crate::aws::{self, ApiKind};
use crate::design::inputs::{BackendAnswer, Scenario};
use crate::design::{
    Api, ApiId, ApiKeyId, Authorization, Design, Diagnostic, Domain, DomainId, Integration, IntegrationId,
    Item, Route, RouteId, Stage, StageId, TextMap, UsagePlanId,
};
use crate::lang::vtl::Overrides;

use super::canary::Release;
use super::clock::Civil;
use super::context;
use super::ids::{self, Ids};
use super::index::RouteIndex;
use super::policy::{Accounts, Says};
use super::request::Request;
use super::session::State;
use super::steps::cache::Pending;
use super::verdict::{Refusal, Verdict};
use super::{Delivery, Message, Moment, Passage};

/// A stand-in for the account where the design names none.
const PLACEHOLDER_ACCOUNT: &str = "123456789012";
/// A stand-in for the client's address (RFC 5737).
const PLACEHOLDER_ADDRESS: &str = "192.0.2.1";

/// The API and stage that a request's address names, and the path that is left for the routes.
#[derive(Clone, Debug)]
pub(crate) struct Place<'a> {
    pub api_id: ApiId,
    pub api: &'a Api,
    pub stage: Option<(StageId, &'a Stage)>,
    pub domain: Option<(DomainId, &'a Domain)>,
    /// The host that the client called.
    pub host: String,
    /// The mapping's path on a custom domain, without slashes at its ends.
    pub base_path: String,
    /// The path that routes are matched against; starts with a slash.
    pub route_path: String,
    /// `$context.path`: with the stage on the default endpoint, with the base path on a domain.
    pub full_path: String,
    /// The priority of the domain's routing rule that led here.
    pub rule: Option<u32>,
    /// Which release of the stage answers.
    pub release: Release,
    /// The stage variables that hold: the stage's, with the canary's over them where it answers.
    pub variables: Cow<'a, TextMap>,
    /// What the endpoint step says.
    pub verdict: Verdict,
    pub diagnostics: Vec<Diagnostic>,
}

/// Who the caller turned out to be.
#[derive(Clone, Debug, Default)]
pub(crate) struct Caller {
    /// What the authorizer's event or `$context.authorizer` holds, in order.
    pub authorizer: IndexMap<String, Value>,
    /// The claims of a token, where an authorizer of API Gateway itself read one.
    pub claims: Option<IndexMap<String, Value>>,
    /// The route's scopes that the token had to have one of.
    pub scopes: Option<Vec<String>>,
    /// Whether an IAM identity signed the request.
    pub iam: bool,
    /// What the identity's or the Lambda authorizer's policy says, where the resource policy has a say too.
    pub says: Option<Says>,
    /// Whether the identity is of the API's account.
    pub accounts: Option<Accounts>,
    /// The key value that a Lambda authorizer named.
    pub usage_identifier_key: Option<String>,
    /// The API key that the request was let in with.
    pub api_key: Option<ApiKeyId>,
    /// The plan that covers the key and the stage.
    pub plan: Option<UsagePlanId>,
}

/// What request mappings and templates make of a request, before the address is put together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outgoing {
    pub headers: Vec<(String, String)>,
    pub query: Vec<(String, String)>,
    /// Values for `{names}` in the integration's address.
    pub path: Vec<(String, String)>,
    /// A path in place of the address's own (HTTP APIs).
    pub path_override: Option<String>,
    pub body: Vec<u8>,
}

/// One request on its way: what steps read and change.
pub(crate) struct Exchange<'a> {
    pub design: &'a Design,
    pub scenario: &'a Scenario,
    pub state: &'a mut State,
    pub index: Arc<RouteIndex>,
    pub place: Place<'a>,
    pub request: Request,
    /// Virtual milliseconds since the session began.
    pub at_ms: u64,
    /// Milliseconds since 1970 when the request came in.
    pub epoch_ms: u64,
    pub ids: Ids,
    pub route: Option<(RouteId, &'a Route)>,
    pub path_parameters: Vec<(String, String)>,
    pub caller: Caller,
    pub context: IndexMap<String, String>,
    /// What mappings and templates made for the backend.
    pub outgoing: Outgoing,
    /// What the last template overrode; none before the first.
    pub overrides: Option<Overrides>,
    /// What a mock integration's `statusCode` is, in HTTP's range or not.
    pub mock_status: Option<i64>,
    /// What the backend got; set by the integration step.
    pub sent: Option<Message>,
    /// What the backend answered, before it is mapped.
    pub backend: Option<Message>,
    /// The error text that a mapped Lambda function failed with.
    pub function_error: Option<String>,
    /// The answer as far as it is made.
    pub response: Message,
    pub refusal: Option<Refusal>,
    /// What the cache keeps of the answer once it is made.
    pub cache: Option<Pending>,
    /// Frames that WebSocket clients get.
    pub deliveries: Vec<Delivery>,
    pub latency_ms: u64,
    pub integration_latency_ms: u64,
    pub diagnostics: Vec<Diagnostic>,
}

impl<'a> Exchange<'a> {
    /// A request at its first step.
    pub fn new(
        design: &'a Design,
        scenario: &'a Scenario,
        state: &'a mut State,
        index: Arc<RouteIndex>,
        place: Place<'a>,
        request: Request,
        moment: Moment,
    ) -> Self {
        Self {
            design,
            scenario,
            state,
            index,
            place,
            request,
            at_ms: moment.at_ms,
            epoch_ms: moment.epoch_ms,
            ids: Ids::new(moment.seed, moment.number),
            route: None,
            path_parameters: Vec::new(),
            caller: Caller::default(),
            context: IndexMap::new(),
            outgoing: Outgoing::default(),
            overrides: None,
            mock_status: None,
            sent: None,
            backend: None,
            function_error: None,
            response: Message::default(),
            refusal: None,
            cache: None,
            deliveries: Vec::new(),
            latency_ms: 0,
            integration_latency_ms: 0,
            diagnostics: Vec::new(),
        }
    }

    /// The API's kind.
    pub fn kind(&self) -> ApiKind {
        self.place.api.kind
    }

    /// The API as an item.
    pub fn api_item(&self) -> Item {
        Item::Api(self.place.api_id)
    }

    /// The stage as an item, or the API before a stage is found.
    pub fn stage_item(&self) -> Item {
        match self.place.stage {
            Some((id, _)) => Item::Stage(self.place.api_id, id),
            None => self.api_item(),
        }
    }

    /// The route as an item, or the API before a route is found.
    pub fn route_item(&self) -> Item {
        match self.route {
            Some((id, _)) => Item::Route(self.place.api_id, id),
            None => self.api_item(),
        }
    }

    /// The stage's name, `-` before a stage is found.
    pub fn stage_name(&self) -> &'a str {
        self.place.stage.map_or("-", |(_, stage)| stage.name.as_str())
    }

    /// The route's key as text.
    pub fn route_key(&self) -> String {
        self.route.map_or_else(|| "-".to_owned(), |(_, route)| route.key.to_string())
    }

    /// The integration of the route.
    pub fn integration(&self) -> Option<(IntegrationId, &'a Integration)> {
        let id = self.route.and_then(|(_, route)| route.integration)?;
        let api: &'a Api = self.place.api;
        api.integrations.get(&id).map(|integration| (id, integration.as_ref()))
    }

    /// The integration as an item, or the route when it has none.
    pub fn integration_item(&self) -> Item {
        match self.integration() {
            Some((id, _)) => Item::Integration(self.place.api_id, id),
            None => self.route_item(),
        }
    }

    /// Who may call the route.
    pub fn authorization(&self) -> &'a Authorization {
        static NONE: Authorization = Authorization::None;
        self.route.map_or(&NONE, |(_, route)| &route.authorization)
    }

    /// A stage variable's value.
    pub fn stage_variable(&self, name: &str) -> Option<&str> {
        self.place.variables.get(name).map(String::as_str)
    }

    /// Sets a `$context` variable.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.context.insert(name.to_owned(), value.into());
    }

    /// A `$context` variable's value; empty when unset.
    pub fn context_value(&self, name: &str) -> &str {
        self.context.get(name).map_or("", String::as_str)
    }

    /// The account's twelve digits.
    pub fn account(&self) -> &'a str {
        account(self.design)
    }

    /// The Region's code.
    pub fn region(&self) -> &'a str {
        region(self.design)
    }

    /// The client's address.
    pub fn source_ip(&self) -> &'a str {
        self.scenario.source_ip.as_deref().unwrap_or(PLACEHOLDER_ADDRESS)
    }

    /// The API's identifier.
    pub fn api_identifier(&self) -> String {
        api_identifier(self.place.api_id, self.place.api)
    }

    /// When the request came in.
    pub fn civil(&self) -> Civil {
        Civil::at(self.epoch_ms)
    }

    /// The time that tokens are checked against, in seconds since 1970.
    pub fn now_epoch_s(&self) -> i64 {
        let given = self.scenario.identity.as_ref().and_then(|identity| identity.now_epoch_s);
        i64::try_from(given.unwrap_or(self.epoch_ms / 1000)).unwrap_or(i64::MAX)
    }

    /// What the scenario lets the Lambda authorizer answer.
    pub fn authorizer_answer(&self) -> Option<&'a BackendAnswer> {
        self.scenario.identity.as_ref().and_then(|identity| identity.authorizer.as_ref())
    }

    /// `arn:{partition}:execute-api:{region}:{account}:{api}/{stage}/{VERB}/{path}` of this request.
    pub fn method_arn(&self) -> String {
        let tail = match self.kind() {
            ApiKind::WebSocket => self.route_key(),
            ApiKind::Rest | ApiKind::Http => {
                format!("{}/{}", self.request.method, self.place.route_path.trim_start_matches('/'))
            }
        };
        let tail = format!("{}/{}/{tail}", self.api_identifier(), self.stage_name());
        arn(self.design, "execute-api", &tail)
    }

    /// What observers start from; takes the messages out of the exchange, which is over.
    pub fn passage(&mut self) -> Passage {
        let kind = self.kind();
        Passage {
            kind: Some(kind),
            api: Some(self.place.api_id),
            stage: self.place.stage.map(|(id, _)| id),
            route: self.route.map(|(id, _)| id),
            canary: self.place.release == Release::Canary,
            route_path: std::mem::take(&mut self.place.route_path),
            path_parameters: std::mem::take(&mut self.path_parameters),
            request: self.request.take_message(),
            query: std::mem::take(&mut self.request.query),
            backend: self.backend.take(),
            api_key: self.caller.api_key,
            plan: self.caller.plan,
            refusal: self.refusal.as_ref().map(|refusal| refusal.kind),
            refusal_message: self.refusal.as_ref().and_then(|refusal| context::message(kind, refusal)),
        }
    }

    /// Adds a finding once.
    pub fn note(&mut self, diagnostic: Diagnostic) {
        if !self.diagnostics.contains(&diagnostic) {
            self.diagnostics.push(diagnostic);
        }
    }
}

/// The account's twelve digits, or a placeholder.
pub(crate) fn account(design: &Design) -> &str {
    if design.account_id.is_empty() { PLACEHOLDER_ACCOUNT } else { &design.account_id }
}

/// An ARN of the design's account, in the partition of its Region.
pub(crate) fn arn(design: &Design, service: &str, tail: &str) -> String {
    let region = region(design);
    format!("arn:{}:{service}:{region}:{}:{tail}", aws::partition_of(region), account(design))
}

/// The Region's code, or the default of the fact tables.
pub(crate) fn region(design: &Design) -> &str {
    if design.region.is_empty() { aws::default_region() } else { &design.region }
}

/// The API's identifier: the one it has on AWS already, or one like AWS's.
pub(crate) fn api_identifier(id: ApiId, api: &Api) -> String {
    const SALT: u64 = 0xa91;
    api.settings.existing_id.clone().unwrap_or_else(|| ids::minted(SALT, id.0, 10))
}
