//! What an integration's URI calls.

use std::sync::Arc;

use super::import::Import;
use crate::aws::{IntegrationKind, Method};
use crate::design::{Diagnostic, Function, FunctionId, Passing, Target, TextMap};
use crate::lang::document::Node;

/// What stands before and after a function's ARN in an integration URI.
const FUNCTIONS: &str = "/functions/";
const INVOCATIONS: &str = "/invocations";
const STREAMING: &str = "/response-streaming-invocations";
/// The mapping that makes a Lambda call asynchronous.
const INVOCATION_TYPE: &str = "integration.request.header.X-Amz-Invocation-Type";

impl<'a> Import<'a> {
    /// The target of an integration, and whether its URI asks for a streamed response.
    pub fn target(
        &mut self,
        node: Node<'a>,
        kind: IntegrationKind,
        parameters: &mut TextMap,
    ) -> (Target, bool) {
        if let Some(subtype) = node.get("integrationSubtype")
            && let Some(subtype) = self.text(subtype)
        {
            return (Target::Action { subtype }, false);
        }
        let passing = match kind {
            IntegrationKind::AwsProxy | IntegrationKind::HttpProxy => Passing::Proxy,
            _ => Passing::Mapped,
        };
        let method = self.backend_method(node, kind);
        if kind == IntegrationKind::Mock {
            return (Target::Mock, false);
        }
        let uri_node = node.get("uri");
        let uri = uri_node.and_then(|node| self.text(node)).unwrap_or_default();
        if uri.is_empty() {
            let message = format!("The integration of type `{kind}` has no `uri`");
            let help = match kind {
                IntegrationKind::Http | IntegrationKind::HttpProxy => {
                    "AWS says: Invalid HTTP endpoint specified for URI"
                }
                _ => "AWS says: Invalid ARN specified in the request",
            };
            self.say(node, Diagnostic::error("import-integration", message).help(help));
        }
        if matches!(kind, IntegrationKind::Http | IntegrationKind::HttpProxy) {
            return (Target::Http { url: uri, method, passing }, false);
        }
        let place = uri_node.unwrap_or(node);
        if !is_lambda(&uri, kind) {
            self.check_service_uri(place, &uri, kind);
            return (Target::Service { uri, method, passing }, false);
        }
        if method.is_some_and(|method| method != Method::Post) {
            let message = "Lambda functions are invoked by POST, whatever the route's verb is";
            self.say(
                node,
                Diagnostic::warning("import-integration", message).help("Set `httpMethod` to POST"),
            );
        }
        let event = |text: &String| text.trim_matches('\'').eq_ignore_ascii_case("event");
        let asynchronous = passing == Passing::Mapped && parameters.get(INVOCATION_TYPE).is_some_and(event);
        if asynchronous {
            parameters.shift_remove(INVOCATION_TYPE);
        }
        let function = self.function_of(place, &uri);
        (Target::Lambda { function, passing, asynchronous }, uri.ends_with(STREAMING))
    }

    fn backend_method(&mut self, node: Node<'a>, kind: IntegrationKind) -> Option<Method> {
        let method = match node.get("httpMethod") {
            Some(_) => self.word_at(node, "httpMethod"),
            None => {
                let needs =
                    matches!(kind, IntegrationKind::Http | IntegrationKind::HttpProxy | IntegrationKind::Aws);
                if needs {
                    let message = format!("The integration of type `{kind}` has no `httpMethod`");
                    let help = "Add it; AWS says: Enumeration value for HttpMethod must be non-empty";
                    self.say(node, Diagnostic::error("import-integration", message).help(help));
                }
                None
            }
        };
        // `ANY` is the client's own verb, which a proxy to a web address passes on without being told.
        let web = matches!(kind, IntegrationKind::Http | IntegrationKind::HttpProxy);
        method.filter(|method| !web || *method != Method::Any)
    }

    fn check_service_uri(&mut self, node: Node<'a>, uri: &str, kind: IntegrationKind) {
        if uri.is_empty() || uri.contains("${") {
            return;
        }
        let refusal = match (uri.starts_with("arn:"), kind) {
            (false, _) => Some("Invalid ARN specified in the request"),
            (true, _) if !uri.contains(":path/") && !uri.contains(":action/") => {
                Some("AWS ARN for integration must contain path or action")
            }
            (true, IntegrationKind::AwsProxy) if !uri.contains(":firehose:") => Some(
                "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
            ),
            _ => None,
        };
        if let Some(refusal) = refusal {
            let message = format!("AWS refuses the integration URI `{uri}`");
            self.say(
                node,
                Diagnostic::error("import-integration", message).help(format!("AWS says: {refusal}")),
            );
        }
    }

    /// The function that a URI invokes; functions with the same ARN and qualifier are one.
    pub fn function_of(&mut self, node: Node<'a>, uri: &str) -> FunctionId {
        let text = function_text(uri);
        let (arn, qualifier) = split_qualifier(text);
        let key = (arn.to_owned(), qualifier.map(str::to_owned));
        if let Some(id) = self.functions.get(&key) {
            return *id;
        }
        let name = function_name(arn);
        // Placeholders of templates mean nothing to AWS; stage variables do.
        let known = !arn.replace("${stageVariables.", "").contains("${") && arn.starts_with("arn:");
        if !known && !arn.starts_with('«') {
            let message = format!("`{text}` is a placeholder, so the function is known as `{name}`");
            let help = "Set the function's ARN, or give it when the design is exported";
            self.say(node, Diagnostic::note("import-function", message).help(help));
        }
        let function = Function {
            name,
            arn: known.then(|| arn.to_owned()),
            qualifier: key.1.clone(),
            ..Function::default()
        };
        let id = self.design.mint();
        self.design.functions.insert(id, Arc::new(function));
        self.functions.insert(key, id);
        id
    }
}

/// Whether a URI of an AWS integration invokes a function. A placeholder in place of a proxy's whole URI does,
/// for nothing else is called by a proxy so often.
fn is_lambda(uri: &str, kind: IntegrationKind) -> bool {
    let invokes = uri.contains(FUNCTIONS) && (uri.ends_with(INVOCATIONS) || uri.ends_with(STREAMING));
    let placeholder = uri.starts_with("${") && !uri.contains(":path/") && !uri.contains(":action/");
    invokes || uri.contains(":function:") || (placeholder && kind == IntegrationKind::AwsProxy)
}

/// The ARN, or what stands for it, in an integration URI.
fn function_text(uri: &str) -> &str {
    let start = uri.find(FUNCTIONS).map_or(0, |at| at + FUNCTIONS.len());
    let text = uri.get(start..).unwrap_or(uri);
    text.strip_suffix(INVOCATIONS).or_else(|| text.strip_suffix(STREAMING)).unwrap_or(text)
}

/// An ARN and the alias or version after it: `arn:aws:lambda:region:account:function:name:alias`.
fn split_qualifier(text: &str) -> (&str, Option<&str>) {
    let Some(at) = text.find(":function:") else { return (text, None) };
    let name = at + ":function:".len();
    let rest = text.get(name..).unwrap_or_default();
    match colon_outside_braces(rest) {
        Some(colon) => {
            let qualifier = rest.get(colon + 1..).filter(|qualifier| !qualifier.is_empty());
            (text.get(..name + colon).unwrap_or(text), qualifier)
        }
        None => (text, None),
    }
}

/// The first colon that is not in a `${AWS::…}` placeholder.
fn colon_outside_braces(text: &str) -> Option<usize> {
    let mut depth = 0_u32;
    for (at, character) in text.char_indices() {
        match character {
            '{' => depth = depth.saturating_add(1),
            '}' => depth = depth.saturating_sub(1),
            ':' if depth == 0 => return Some(at),
            _ => {}
        }
    }
    None
}

/// A function's name out of its ARN or placeholder: `${GetOrders.Arn}` is `GetOrders`.
fn function_name(arn: &str) -> String {
    let text = arn.split_once(":function:").map_or(arn, |(_, name)| name);
    let text = text.replace("stageVariables.", "");
    let text = text.strip_suffix(".Arn}").unwrap_or(&text);
    let name: String =
        text.chars().filter(|next| next.is_ascii_alphanumeric() || matches!(next, '-' | '_')).collect();
    if name.is_empty() { "function".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_found_in_uris() {
        let arn = "arn:aws:lambda:eu-west-1:111111111111:function:orders";
        let uri = |arn: &str| {
            format!("arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/{arn}/invocations")
        };
        for (text, parts, name) in [
            (uri(arn), (arn, None), "orders"),
            (uri(&format!("{arn}:live")), (arn, Some("live")), "orders"),
            (arn.to_owned(), (arn, None), "orders"),
            (uri("${GetOrders.Arn}"), ("${GetOrders.Arn}", None), "GetOrders"),
            (
                uri("arn:aws:lambda:x:1:function:${stageVariables.fn}"),
                ("arn:aws:lambda:x:1:function:${stageVariables.fn}", None),
                "fn",
            ),
            ("${orders_invoke_arn}".to_owned(), ("${orders_invoke_arn}", None), "orders_invoke_arn"),
        ] {
            assert!(is_lambda(&text, IntegrationKind::AwsProxy), "{text}");
            let found = split_qualifier(function_text(&text));
            assert_eq!(found, parts);
            assert_eq!(function_name(found.0), name);
        }
    }
}
