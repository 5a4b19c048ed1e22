//! What one request reached, read from its trace.

use crate::aws::{ApiKind, GatewayResponseType};
use crate::design::inputs::Scenario;
use crate::design::{
    Api, ApiId, Authorization, Design, Integration, IntegrationId, Item, Route, RouteId, StageId,
};
use crate::flow::exchange::api_identifier;
use crate::flow::request::{Request, media_type};
use crate::flow::{Outcome, Step, StepKind, Trace, gateway, template};
use crate::lang::pattern;

use super::Key;

/// What a mapping's trace calls the text of the template that it rendered, or read a value from.
const TEMPLATE: &str = "template";
/// Where a REST request's type of answer is taken from when it names none.
const JSON: &str = "application/json";

struct Reached<'a> {
    trace: &'a Trace,
    request: Request,
    id: ApiId,
    api: &'a Api,
    route: Option<(RouteId, &'a Route)>,
    stage: Option<StageId>,
    keys: Vec<Key>,
}

/// The points that a request reached; points that no design has may be among them.
pub(super) fn by(design: &Design, scenario: &Scenario, trace: &Trace) -> Vec<Key> {
    let Some(identifier) = trace.context.get("apiId") else { return Vec::new() };
    let found = design.apis.iter().find(|(id, api)| api_identifier(**id, api) == *identifier);
    let Some((id, api)) = found.map(|(id, api)| (*id, api.as_ref())) else { return Vec::new() };
    let name = trace.context.get("stage");
    let stage = api.stages.iter().find(|(_, stage)| Some(&stage.name) == name).map(|(id, _)| *id);
    let route = step(trace, StepKind::Route).and_then(|step| match step.item {
        Some(Item::Route(_, route)) => Some((route, api.routes.get(&route)?.as_ref())),
        _ => None,
    });
    let request = Request::read(scenario);
    let mut reached = Reached { trace, request, id, api, route, stage, keys: Vec::new() };
    reached.keys.extend(route.map(|(route, _)| Key::Route(id, route)));
    reached.refusal();
    reached.ways();
    reached.gateway_template();
    let integration = route.and_then(|(_, route)| {
        let id = route.integration?;
        Some((id, api.integrations.get(&id)?.as_ref()))
    });
    if let Some((id, integration)) = integration {
        reached.request_template(id, integration);
        reached.response(id, integration);
    }
    reached.keys
}

fn step(trace: &Trace, kind: StepKind) -> Option<&Step> {
    trace.steps.iter().find(|step| step.kind == kind)
}

impl Reached<'_> {
    fn refusal_type(&self) -> Option<GatewayResponseType> {
        let word = self.trace.context.get("error.responseType")?;
        GatewayResponseType::ALL.iter().find(|kind| kind.as_str() == word).copied()
    }

    /// The refusal, at the item that its point has.
    fn refusal(&mut self) {
        let (Some(step), Some(kind)) =
            (self.trace.steps.iter().find(|step| step.outcome == Outcome::Refuse), self.refusal_type())
        else {
            return;
        };
        let api = Item::Api(self.id);
        let route = self.route.map_or(api, |(route, _)| Item::Route(self.id, route));
        let (at, item) = match step.kind {
            StepKind::Throttle | StepKind::Cache => {
                (step.kind, self.stage.map_or(api, |stage| Item::Stage(self.id, stage)))
            }
            StepKind::ResourcePolicy | StepKind::ResourcePolicyResult => (StepKind::ResourcePolicy, api),
            StepKind::Waf | StepKind::UsagePlan => (step.kind, step.item.unwrap_or(api)),
            StepKind::Authorizer => (step.kind, self.authorizer().map_or(api, |(_, item)| item)),
            StepKind::Validate => (step.kind, route),
            StepKind::MapRequest => (step.kind, step.item.unwrap_or(route)),
            StepKind::Integration | StepKind::MapResponse => (StepKind::Integration, api),
            _ => (step.kind, api),
        };
        self.keys.push(Key::Refusal(self.id, at, kind, item));
    }

    /// Who decides on the route, as its points name it.
    fn authorizer(&self) -> Option<(Option<crate::design::AuthorizerId>, Item)> {
        match &self.route?.1.authorization {
            Authorization::None => None,
            Authorization::Iam => Some((None, Item::Api(self.id))),
            Authorization::Authorizer { id, .. } => Some((Some(*id), Item::Authorizer(self.id, *id))),
        }
    }

    /// Authorizer, cache, canary and preflight.
    fn ways(&mut self) {
        let outcome = |kind| step(self.trace, kind).map(|step| step.outcome);
        let mut keys = Vec::new();
        if let Some((authorizer, _)) = self.authorizer() {
            match outcome(StepKind::Authorizer) {
                Some(Outcome::Pass) => keys.push(Key::Authorizer(self.id, authorizer, true)),
                Some(Outcome::Refuse) => keys.push(Key::Authorizer(self.id, authorizer, false)),
                _ => {}
            }
        }
        if let Some(stage) = self.stage {
            match outcome(StepKind::Cache) {
                Some(Outcome::Answer) => keys.push(Key::Cache(self.id, stage, true)),
                Some(Outcome::Pass) => keys.push(Key::Cache(self.id, stage, false)),
                _ => {}
            }
            if let Some(taken) = self.trace.context.get("isCanaryRequest") {
                keys.push(Key::Canary(self.id, stage, taken == "true"));
            }
        }
        if outcome(StepKind::CorsPreflight) == Some(Outcome::Answer) {
            keys.push(Key::Preflight(self.id));
        }
        self.keys.extend(keys);
    }

    /// The template of the gateway response that was sent.
    fn gateway_template(&mut self) {
        let sent =
            step(self.trace, StepKind::GatewayResponse).is_some_and(|step| step.outcome == Outcome::Pass);
        let kind = self.refusal_type().filter(|_| sent && self.api.kind == ApiKind::Rest);
        let Some((held_by, custom)) = kind.and_then(|kind| gateway::customised(self.api, kind)) else {
            return;
        };
        if let Some((content_type, _)) = gateway::template(custom, self.request.header("Accept")) {
            self.keys.push(Key::GatewayTemplate(self.id, held_by, content_type.to_owned()));
        }
    }

    fn request_template(&mut self, id: IntegrationId, integration: &Integration) {
        let rendered = step(self.trace, StepKind::MapRequest).is_some_and(|step| {
            step.outcome == Outcome::Pass && step.consulted.iter().any(|saw| saw.name == TEMPLATE)
        });
        if !rendered {
            return;
        }
        let chosen = match self.api.kind {
            ApiKind::WebSocket => {
                let expression = integration.template_selection_expression.as_deref();
                template::selected(&integration.request_templates, expression, &self.request.body)
            }
            _ => {
                let sent = self.request.content_type().unwrap_or_else(|| JSON.to_owned());
                template::of_type(&integration.request_templates, &sent)
            }
        };
        if let Some((key, _)) = chosen {
            self.keys.push(Key::RequestTemplate(self.id, id, key.to_owned()));
        }
    }

    /// The integration response that was chosen, and the template that made the body.
    fn response(&mut self, id: IntegrationId, integration: &Integration) {
        let mapped = step(self.trace, StepKind::MapResponse).filter(|step| step.outcome == Outcome::Pass);
        let Some(step) = mapped else { return };
        if self.api.kind == ApiKind::Http {
            return self.status_mappings(id, integration, step);
        }
        let Some(at) = self.chosen(integration, step) else { return };
        self.keys.push(Key::Response(self.id, id, at));
        let Some(response) = integration.responses.get(at) else { return };
        let template = match self.api.kind {
            ApiKind::WebSocket => {
                let body = step.before.as_ref().map(|before| before.body.as_slice()).unwrap_or_default();
                let expression = response.template_selection_expression.as_deref();
                template::selected(&response.templates, expression, body)
            }
            _ => {
                let accept = self.request.header("Accept").map_or_else(|| JSON.to_owned(), media_type);
                let first = || response.templates.first().map(|(kind, text)| (kind.as_str(), text.as_str()));
                template::of_type(&response.templates, &accept).or_else(first)
            }
        };
        if let Some((key, _)) = template {
            self.keys.push(Key::ResponseTemplate(self.id, id, at, key.to_owned()));
        }
    }

    /// The place of the integration response whose pattern matches what the step saw, else of the default one.
    fn chosen(&self, integration: &Integration, step: &Step) -> Option<usize> {
        let matches = |pattern: &str, text: &str| pattern::matches(pattern, text) == Ok(true);
        let mut responses = integration.responses.iter();
        if self.api.kind == ApiKind::WebSocket {
            // A one-way route drops the answer, and nothing is chosen.
            self.route.filter(|(_, route)| route.two_way)?;
            let status = step.before.as_ref().and_then(|before| before.status);
            let status = status.map(|status| status.to_string()).unwrap_or_default();
            let fits = |key: &str| {
                let pattern = key.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
                pattern.is_some_and(|pattern| matches(pattern, &status))
            };
            let found = responses.position(|response| fits(&response.status));
            return found.or_else(|| integration.responses.iter().position(|it| it.status == "$default"));
        }
        let text = step.consulted.iter().find(|saw| saw.origin == "backend").map(|saw| saw.value.as_str())?;
        let pattern = |at: usize| {
            let response = integration.responses.get(at)?;
            response.selection_pattern.as_deref().filter(|pattern| !pattern.is_empty())
        };
        let all = 0..integration.responses.len();
        let found = all.clone().find(|at| pattern(*at).is_some_and(|pattern| matches(pattern, text)));
        found.or_else(|| all.clone().find(|at| pattern(*at).is_none()))
    }

    /// The parameter mappings of an HTTP API that were applied: those of the answer's status, which they may change.
    fn status_mappings(&mut self, id: IntegrationId, integration: &Integration, step: &Step) {
        let applied = step.consulted.iter().any(|saw| saw.name == "mapping page");
        let status = self.trace.response.status.map(|status| status.to_string()).unwrap_or_default();
        let gives = |(key, mappings): &(&String, &crate::design::TextMap)| {
            mappings.get("overwrite:statuscode").map_or(**key == status, |made| *made == status)
        };
        let found = integration.response_parameters.iter().find(gives).filter(|_| applied);
        if let Some((key, _)) = found {
            self.keys.push(Key::StatusMappings(self.id, id, key.clone()));
        }
    }
}
