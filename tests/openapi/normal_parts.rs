//! What of authorizers and integrations comes back from an OpenAPI document.

use std::collections::BTreeSet;

use studio_core::aws::*;
use studio_core::design::*;

/// Makes the authorizer what comes back; whether it does.
pub fn authorizer(node: &mut Authorizer, rest: bool, design: &Design) -> bool {
    let known = |function: &FunctionId| design.functions.contains_key(function);
    match &mut node.method {
        AuthorizerMethod::LambdaToken { function, .. } => rest && known(function),
        AuthorizerMethod::LambdaRequest { function, payload_format, simple_responses, .. } => {
            // The format and simple responses are those of HTTP APIs, which the document always names.
            *payload_format = (!rest).then(|| payload_format.unwrap_or(PayloadFormat::V2));
            *simple_responses &= !rest;
            known(function)
        }
        AuthorizerMethod::Jwt { issuers, identity_source } => {
            // Keys are for the simulation, and the extension names one issuer.
            issuers.truncate(1);
            issuers.iter_mut().for_each(|issuer| issuer.key_set = None);
            if identity_source.is_empty() {
                let start = if rest { "method.request" } else { "$request" };
                *identity_source = format!("{start}.header.Authorization");
            }
            !issuers.is_empty()
        }
        AuthorizerMethod::Cognito { key_set, .. } => {
            *key_set = None;
            rest
        }
    }
}

/// Makes the integration what comes back; whether it does.
pub fn integration(node: &mut Integration, rest: bool, design: &Design) -> bool {
    node.template_tests.clear();
    node.template_selection_expression = None;
    match &mut node.target {
        Target::Mock | Target::Action { .. } => {}
        Target::Lambda { function, passing, asynchronous } => {
            *asynchronous &= rest && *passing == Passing::Mapped;
            if !design.functions.contains_key(function) {
                return false;
            }
        }
        // `ANY` is the client's own verb, and an AWS service is called by POST.
        Target::Http { method, .. } => *method = method.filter(|method| *method != Method::Any),
        Target::Service { method, .. } => {
            *method = Some(method.unwrap_or(Method::Post));
        }
    }
    node.connection = connection(&node.connection, rest, design);
    if rest {
        node.payload_format = None;
        node.response_parameters.clear();
        node.tls_server_name = None;
    } else {
        let lambda = matches!(node.target, Target::Lambda { .. });
        let usual = if lambda { PayloadFormat::V2 } else { PayloadFormat::V1 };
        *node = Integration {
            name: node.name.clone(),
            target: node.target.clone(),
            connection: node.connection.clone(),
            timeout_ms: node.timeout_ms,
            credentials: node.credentials.clone(),
            request_parameters: node.request_parameters.clone(),
            response_parameters: node.response_parameters.clone(),
            payload_format: Some(node.payload_format.unwrap_or(usual)),
            tls_server_name: node.tls_server_name.clone(),
            ..Integration::default()
        };
    }
    let mut patterns = BTreeSet::new();
    node.responses.retain_mut(|response| {
        response.template_selection_expression = None;
        response.selection_pattern = response.selection_pattern.take().filter(|pattern| pattern != "default");
        patterns.insert(response.selection_pattern.clone())
    });
    true
}

/// A link is known by its identifier alone, unless it has a target.
fn connection(connection: &Connection, rest: bool, design: &Design) -> Connection {
    let Connection::VpcLink { id, target_arn } = connection else { return connection.clone() };
    let Some(link) = design.vpc_links.get(id) else { return Connection::Internet };
    let target_arn = target_arn.clone().filter(|_| rest && link.version == VpcLinkVersion::V2);
    match target_arn {
        Some(target_arn) => Connection::VpcLink { id: *id, target_arn: Some(target_arn) },
        None => Connection::Named { connection_id: link.name.clone() },
    }
}

/// The name, or the name with a number that no other one has.
pub fn unique(used: &mut BTreeSet<String>, name: &str) -> String {
    let numbered = (2..).map(|number| format!("{name}{number}"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    names.find(|name| used.insert(name.clone())).unwrap()
}
