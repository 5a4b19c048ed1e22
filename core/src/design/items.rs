//! Which items a document holds, and what they are called.

use super::{Api, ApiId, Design, Document, Item};

impl Design {
    /// Whether the design holds the item; scenarios are the document's.
    pub fn contains(&self, item: Item) -> bool {
        let api = |id: ApiId| self.apis.get(&id);
        match item {
            Item::Design | Item::Account => true,
            Item::Api(id) => api(id).is_some(),
            Item::Route(of, id) => api(of).is_some_and(|api| api.routes.contains_key(&id)),
            Item::Integration(of, id) => api(of).is_some_and(|api| api.integrations.contains_key(&id)),
            Item::Authorizer(of, id) => api(of).is_some_and(|api| api.authorizers.contains_key(&id)),
            Item::Model(of, id) => api(of).is_some_and(|api| api.models.contains_key(&id)),
            Item::Validator(of, id) => api(of).is_some_and(|api| api.validators.contains_key(&id)),
            Item::Stage(of, id) => api(of).is_some_and(|api| api.stages.contains_key(&id)),
            Item::Function(id) => self.functions.contains_key(&id),
            Item::Domain(id) => self.domains.contains_key(&id),
            Item::VpcLink(id) => self.vpc_links.contains_key(&id),
            Item::ApiKey(id) => self.api_keys.contains_key(&id),
            Item::UsagePlan(id) => self.usage_plans.contains_key(&id),
            Item::WebAcl(id) => self.web_acls.contains_key(&id),
            Item::ClientCertificate(id) => self.client_certificates.contains_key(&id),
            Item::Alarm(id) => self.alarms.contains_key(&id),
            Item::Scenario(_) => false,
        }
    }
}

impl Document {
    /// Every item of the document, in the order of its nouns.
    pub fn items(&self) -> Vec<Item> {
        let mut items = vec![Item::Design, Item::Account];
        let design = &self.design;
        for (id, api) in &design.apis {
            items.push(Item::Api(*id));
            items.extend(items_of(*id, api));
        }
        items.extend(design.functions.keys().map(|id| Item::Function(*id)));
        items.extend(design.domains.keys().map(|id| Item::Domain(*id)));
        items.extend(design.vpc_links.keys().map(|id| Item::VpcLink(*id)));
        items.extend(design.api_keys.keys().map(|id| Item::ApiKey(*id)));
        items.extend(design.usage_plans.keys().map(|id| Item::UsagePlan(*id)));
        items.extend(design.web_acls.keys().map(|id| Item::WebAcl(*id)));
        items.extend(design.client_certificates.keys().map(|id| Item::ClientCertificate(*id)));
        items.extend(design.alarms.keys().map(|id| Item::Alarm(*id)));
        items.extend(self.scenarios.keys().map(|id| Item::Scenario(*id)));
        items
    }

    /// Whether the document holds the item.
    pub fn contains(&self, item: Item) -> bool {
        match item {
            Item::Scenario(id) => self.scenarios.contains_key(&id),
            other => self.design.contains(other),
        }
    }

    /// Forgets the traffic of what the document does not hold, and says of what.
    pub(crate) fn forget_traffic(&mut self) -> Vec<String> {
        let design = &self.design;
        if self.traffic.apis.is_empty() && self.traffic.routes.is_empty() {
            return Vec::new();
        }
        self.traffic.retain(
            |api| design.apis.contains_key(&api),
            |route| design.apis.values().any(|api| api.routes.contains_key(&route)),
            |api, stage| design.apis.get(&api).is_some_and(|api| api.stages.contains_key(&stage)),
        )
    }

    /// What the user calls the item: its name, a route's key; none when the document does not hold it.
    pub fn name_of(&self, item: Item) -> Option<String> {
        let design = &self.design;
        let api = |id: ApiId| design.apis.get(&id);
        let name = match item {
            Item::Design => design.name.clone(),
            Item::Account => design.account_id.clone(),
            Item::Api(id) => api(id)?.name.clone(),
            Item::Route(of, id) => api(of)?.routes.get(&id)?.key.to_string(),
            Item::Integration(of, id) => api(of)?.integrations.get(&id)?.name.clone(),
            Item::Authorizer(of, id) => api(of)?.authorizers.get(&id)?.name.clone(),
            Item::Model(of, id) => api(of)?.models.get(&id)?.name.clone(),
            Item::Validator(of, id) => api(of)?.validators.get(&id)?.name.clone(),
            Item::Stage(of, id) => api(of)?.stages.get(&id)?.name.clone(),
            Item::Function(id) => design.functions.get(&id)?.name.clone(),
            Item::Domain(id) => design.domains.get(&id)?.name.clone(),
            Item::VpcLink(id) => design.vpc_links.get(&id)?.name.clone(),
            Item::ApiKey(id) => design.api_keys.get(&id)?.name.clone(),
            Item::UsagePlan(id) => design.usage_plans.get(&id)?.name.clone(),
            Item::WebAcl(id) => design.web_acls.get(&id)?.name.clone(),
            Item::ClientCertificate(id) => design.client_certificates.get(&id)?.description.clone(),
            Item::Alarm(id) => design.alarms.get(&id)?.name.clone(),
            Item::Scenario(id) => self.scenarios.get(&id)?.name.clone(),
        };
        Some(name)
    }
}

impl Item {
    /// The noun in a sentence: `route`, `usage plan`.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Design => "design",
            Self::Account => "account",
            Self::Api(_) => "API",
            Self::Route(..) => "route",
            Self::Integration(..) => "integration",
            Self::Authorizer(..) => "authorizer",
            Self::Model(..) => "model",
            Self::Validator(..) => "validator",
            Self::Stage(..) => "stage",
            Self::Function(_) => "function",
            Self::Domain(_) => "domain",
            Self::VpcLink(_) => "VPC link",
            Self::ApiKey(_) => "API key",
            Self::UsagePlan(_) => "usage plan",
            Self::WebAcl(_) => "web ACL",
            Self::ClientCertificate(_) => "client certificate",
            Self::Alarm(_) => "alarm",
            Self::Scenario(_) => "scenario",
        }
    }

    /// The number of the item's own identity; none for the design and the account.
    pub const fn number(self) -> Option<u32> {
        Some(match self {
            Self::Design | Self::Account => return None,
            Self::Api(id) => id.0,
            Self::Route(_, id) => id.0,
            Self::Integration(_, id) => id.0,
            Self::Authorizer(_, id) => id.0,
            Self::Model(_, id) => id.0,
            Self::Validator(_, id) => id.0,
            Self::Stage(_, id) => id.0,
            Self::Function(id) => id.0,
            Self::Domain(id) => id.0,
            Self::VpcLink(id) => id.0,
            Self::ApiKey(id) => id.0,
            Self::UsagePlan(id) => id.0,
            Self::WebAcl(id) => id.0,
            Self::ClientCertificate(id) => id.0,
            Self::Alarm(id) => id.0,
            Self::Scenario(id) => id.0,
        })
    }

    /// The same noun with another number, and in another API where it is in one.
    pub(crate) fn moved(self, api: Option<ApiId>, number: Option<u32>) -> Self {
        let number = number.unwrap_or_default();
        let api = api.or(self.api()).unwrap_or_default();
        match self {
            Self::Design | Self::Account => self,
            Self::Api(_) => Self::Api(number.into()),
            Self::Route(..) => Self::Route(api, number.into()),
            Self::Integration(..) => Self::Integration(api, number.into()),
            Self::Authorizer(..) => Self::Authorizer(api, number.into()),
            Self::Model(..) => Self::Model(api, number.into()),
            Self::Validator(..) => Self::Validator(api, number.into()),
            Self::Stage(..) => Self::Stage(api, number.into()),
            Self::Function(_) => Self::Function(number.into()),
            Self::Domain(_) => Self::Domain(number.into()),
            Self::VpcLink(_) => Self::VpcLink(number.into()),
            Self::ApiKey(_) => Self::ApiKey(number.into()),
            Self::UsagePlan(_) => Self::UsagePlan(number.into()),
            Self::WebAcl(_) => Self::WebAcl(number.into()),
            Self::ClientCertificate(_) => Self::ClientCertificate(number.into()),
            Self::Alarm(_) => Self::Alarm(number.into()),
            Self::Scenario(_) => Self::Scenario(number.into()),
        }
    }
}

/// The items inside an API.
pub(crate) fn items_of(id: ApiId, api: &Api) -> impl Iterator<Item = Item> + '_ {
    let routes = api.routes.keys().map(move |node| Item::Route(id, *node));
    let integrations = api.integrations.keys().map(move |node| Item::Integration(id, *node));
    let authorizers = api.authorizers.keys().map(move |node| Item::Authorizer(id, *node));
    let models = api.models.keys().map(move |node| Item::Model(id, *node));
    let validators = api.validators.keys().map(move |node| Item::Validator(id, *node));
    let stages = api.stages.keys().map(move |node| Item::Stage(id, *node));
    routes.chain(integrations).chain(authorizers).chain(models).chain(validators).chain(stages)
}
