//! Where in the design something comes from that a step looked at.

use crate::design::{Authorization, Design, Item, Target};

use super::{Consulted, Step, Trace};

impl Trace {
    /// The node that holds what a step looked at; none for what comes from the request, the backend or the session.
    pub fn origin_of(&self, design: &Design, step: &Step, seen: &Consulted) -> Option<Item> {
        let id = self.passage.api?;
        let api = design.apis.get(&id)?;
        let route = self.passage.route.and_then(|id| Some((id, api.routes.get(&id)?)));
        let integration = route.and_then(|(_, node)| node.integration);
        let authorizer = || match &route?.1.authorization {
            Authorization::Authorizer { id: node, .. } => Some(Item::Authorizer(id, *node)),
            Authorization::None | Authorization::Iam => None,
        };
        let function = || match api.integrations.get(&integration?)?.target {
            Target::Lambda { function, .. } => Some(Item::Function(function)),
            _ => None,
        };
        // Some are told with more behind: "integration, refused".
        let word = seen.origin.split([',', ' ']).next().unwrap_or_default();
        let found = match word {
            "integration" | "template" => integration.map(|node| Item::Integration(id, node)),
            "route" | "method" => route.map(|(node, _)| Item::Route(id, node)),
            "stage" => self.passage.stage.map(|node| Item::Stage(id, node)),
            "api" | "gateway" | "policy" => Some(Item::Api(id)),
            "account" => Some(Item::Account),
            "authorizer" | "key" => authorizer(),
            "function" => function(),
            "plan" | "usage" => self.passage.plan.map(Item::UsagePlan),
            "web" => step.item,
            _ => None,
        };
        found.or_else(|| step.item.filter(|_| matches!(word, "authorizer" | "key" | "function")))
    }
}
