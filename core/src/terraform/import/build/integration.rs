//! What integrations of every kind of API share.

use super::Build;
use super::body::Body;
use crate::aws::{IntegrationKind, Method};
use crate::design::{Connection, Item, Passing, Target, TextMap};

/// The mapping that makes a Lambda call asynchronous.
const INVOCATION_TYPE: &str = "integration.request.header.X-Amz-Invocation-Type";
/// The types of VPC links.
const LINKS: &[&str] = &["aws_api_gateway_vpc_link", "aws_apigatewayv2_vpc_link"];

impl Build<'_, '_> {
    /// What an integration of this type calls, and whether its response is streamed.
    pub(super) fn target(
        &mut self,
        body: &Body<'_, '_>,
        kind: IntegrationKind,
        uri: &str,
        method: Option<Method>,
    ) -> (Target, bool) {
        let passing = match kind {
            IntegrationKind::AwsProxy | IntegrationKind::HttpProxy => Passing::Proxy,
            _ => Passing::Mapped,
        };
        if kind == IntegrationKind::Mock {
            return (Target::Mock, false);
        }
        if matches!(kind, IntegrationKind::Http | IntegrationKind::HttpProxy) {
            return (Target::Http { url: body.text(uri), method, passing }, false);
        }
        let proxy = kind == IntegrationKind::AwsProxy;
        let called = body.raw(uri).and_then(|value| self.function(body.at, value, proxy));
        match called {
            Some((function, streamed)) => {
                (Target::Lambda { function, passing, asynchronous: false }, streamed)
            }
            None => (Target::Service { uri: body.text(uri), method, passing }, false),
        }
    }

    /// How the backend is reached.
    pub(super) fn connection(&self, body: &Body<'_, '_>) -> Connection {
        let kind = body.known_text("connection_type").unwrap_or_default();
        if let Some(Item::VpcLink(id)) = self.linked(body, "connection_id", LINKS) {
            return Connection::VpcLink { id, target_arn: body.some_text("integration_target") };
        }
        match body.some_text("connection_id") {
            Some(connection_id) if kind == "VPC_LINK" => Connection::Named { connection_id },
            _ => Connection::Internet,
        }
    }

    /// What an integration is called, as OpenAPI documents that give it no name are read.
    pub(super) fn integration_name(&self, target: &Target) -> String {
        target.usual_name(|id| self.function_name(id))
    }
}

/// Takes the mapping that makes a call of a function asynchronous out of the others.
pub(super) fn take_asynchronous(target: &mut Target, parameters: &mut TextMap) {
    let event = |text: &String| text.trim_matches('\'').eq_ignore_ascii_case("event");
    if let Target::Lambda { asynchronous, .. } = target
        && parameters.get(INVOCATION_TYPE).is_some_and(event)
    {
        parameters.shift_remove(INVOCATION_TYPE);
        *asynchronous = true;
    }
}
