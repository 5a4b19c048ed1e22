//! Where a design has templates.

use crate::aws::ApiKind;
use crate::design::{ApiId, Design, Integration, IntegrationId, Item, TemplateTest, TextMap};

/// One template of an integration.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The API.
    pub api: ApiId,
    /// The integration.
    pub integration: IntegrationId,
    /// The status or key of the integration response; none for a request template.
    pub response: Option<String>,
    /// The content type, or the template key of a WebSocket API.
    pub key: String,
}

/// Every template of an API, by integration, requests first. HTTP APIs have none.
pub fn places(design: &Design, api: ApiId) -> Vec<Place> {
    let Some(node) = design.apis.get(&api).filter(|node| node.kind != ApiKind::Http) else {
        return Vec::new();
    };
    let mut places = Vec::new();
    for (id, integration) in &node.integrations {
        let mut add = |response: Option<&str>, templates: &TextMap| {
            places.extend(templates.keys().map(|key| Place {
                api,
                integration: *id,
                response: response.map(str::to_owned),
                key: key.clone(),
            }));
        };
        add(None, &integration.request_templates);
        for response in &integration.responses {
            add(Some(&response.status), &response.templates);
        }
    }
    places
}

impl Place {
    /// The node that holds the template.
    pub fn item(&self) -> Item {
        Item::Integration(self.api, self.integration)
    }

    /// The template's text.
    pub fn text<'a>(&self, design: &'a Design) -> Option<&'a str> {
        let integration = design.apis.get(&self.api)?.integrations.get(&self.integration)?;
        integration.templates(self.response.as_deref())?.get(&self.key).map(String::as_str)
    }

    /// Puts another text; says whether there is such a template.
    pub fn put(&self, integration: &mut Integration, text: String) -> bool {
        let templates = integration.templates_mut(self.response.as_deref());
        let entry = templates.and_then(|templates| templates.get_mut(&self.key));
        entry.map(|entry| *entry = text).is_some()
    }

    /// Gives the template another key, at the same place among the others; its tests go with it. Says whether it
    /// could: not where there is no such template, or another with that key.
    pub fn rename(&self, integration: &mut Integration, key: &str) -> bool {
        let Some(templates) = integration.templates_mut(self.response.as_deref()) else { return false };
        let Some(index) = templates.get_index_of(&self.key).filter(|_| !templates.contains_key(key)) else {
            return false;
        };
        let text = templates.shift_remove(&self.key).unwrap_or_default();
        templates.shift_insert(index, key.to_owned(), text);
        for test in integration.template_tests.iter_mut().filter(|test| self.is_of(test)) {
            key.clone_into(&mut test.template);
        }
        true
    }

    /// Removes the template with its tests; says whether there was one.
    pub fn remove(&self, integration: &mut Integration) -> bool {
        let templates = integration.templates_mut(self.response.as_deref());
        let removed = templates.is_some_and(|templates| templates.shift_remove(&self.key).is_some());
        if removed {
            integration.template_tests.retain(|test| !self.is_of(test));
        }
        removed
    }

    /// Whether this test is one of the template's.
    pub fn is_of(&self, test: &TemplateTest) -> bool {
        test.response == self.response && test.template == self.key
    }
}
