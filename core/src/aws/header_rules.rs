//! What a REST API does with headers on their way to the backend and back.

use serde::{Deserialize, Serialize};

use super::IntegrationKind;
use super::kinds::words;
use super::table::table;
use crate::base::Fact;

words! {
    /// What happens to a header: sent on, left out, sent on as `x-amzn-Remapped-…`, set anew, or an error.
    HeaderAction {
        Pass = "pass", Drop = "drop", Remap = "remap", Overwrite = "overwrite", Refuse = "refuse",
    }
}

/// What happens to a header of this name; headers without a rule pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeaderRule {
    /// The name, compared without case.
    pub name: String,
    /// On the way to `HTTP`, `HTTP_PROXY` and Lambda integrations.
    request: [HeaderAction; 3],
    /// On the way back from them.
    response: [HeaderAction; 3],
}

table! {
    /// Every header that does not simply pass, and some that do.
    header_rules: HeaderRule = "header_rules.json"
}

/// The rule for a header name in any case.
pub fn header_rule(name: &str) -> Option<&'static Fact<HeaderRule>> {
    header_rules().iter().find(|rule| rule.name.eq_ignore_ascii_case(name))
}

impl HeaderRule {
    /// What happens on the way to an integration of this kind.
    pub const fn on_request(&self, kind: IntegrationKind) -> HeaderAction {
        pick(self.request, kind)
    }

    /// What happens on the way back from an integration of this kind.
    pub const fn on_response(&self, kind: IntegrationKind) -> HeaderAction {
        pick(self.response, kind)
    }
}

const fn pick(actions: [HeaderAction; 3], kind: IntegrationKind) -> HeaderAction {
    let [http, http_proxy, lambda] = actions;
    match kind {
        IntegrationKind::Http | IntegrationKind::Mock => http,
        IntegrationKind::HttpProxy => http_proxy,
        IntegrationKind::Aws | IntegrationKind::AwsProxy => lambda,
    }
}
