//! Which kind of API a document describes: it does not say so, but only one kind knows some of its words.

use super::dialect::Dialect;
use crate::aws::ApiKind;
use crate::design::Diagnostic;
use crate::lang::document::Node;

/// How many values are looked at; the words that decide stand near the top of real documents.
const MAX_LOOKED_AT: usize = 200_000;

/// Something in the document that only one kind of API has.
struct Evidence<'a> {
    kind: ApiKind,
    node: Node<'a>,
    word: String,
}

/// The kind of API that a document describes, and a note about how it was told.
pub(super) fn decide(root: Node<'_>, dialect: Dialect) -> (ApiKind, Option<Diagnostic>) {
    if dialect == Dialect::Swagger2 {
        return (ApiKind::Rest, None);
    }
    let found = look(root);
    let first = |kind| found.iter().find(|evidence| evidence.kind == kind);
    match (first(ApiKind::Http), first(ApiKind::Rest)) {
        (None, Some(_)) => (ApiKind::Rest, None),
        (Some(http), None) => (ApiKind::Http, Some(told_by(http))),
        (Some(http), Some(rest)) => {
            let count = |kind| found.iter().filter(|evidence| evidence.kind == kind).count();
            let kind =
                if count(ApiKind::Http) > count(ApiKind::Rest) { ApiKind::Http } else { ApiKind::Rest };
            let message = format!(
                "`{}` belongs to HTTP APIs and `{}` to REST APIs; the document is read as a {} API",
                http.word,
                rest.word,
                kind.label()
            );
            let other = if kind == ApiKind::Http { rest } else { http };
            let found = Diagnostic::warning("import-kind", message).at_place(other.node.place());
            (kind, Some(found.help("Import it as the other kind if that is what you mean")))
        }
        (None, None) => {
            let message =
                "Nothing in the document tells a REST API from an HTTP API, so it is read as a REST API";
            let help = "Import it as an HTTP API if that is what you mean";
            (ApiKind::Rest, Some(Diagnostic::note("import-kind", message).help(help)))
        }
    }
}

fn told_by(evidence: &Evidence<'_>) -> Diagnostic {
    let message = format!("The document is read as an HTTP API, for only HTTP APIs know `{}`", evidence.word);
    Diagnostic::note("import-kind", message)
        .at_place(evidence.node.place())
        .help("Import it as a REST API if that is what you mean")
}

fn look(root: Node<'_>) -> Vec<Evidence<'_>> {
    let mut found = Vec::new();
    let mut waiting = vec![root];
    for _ in 0..MAX_LOOKED_AT {
        let Some(node) = waiting.pop() else { break };
        let inside: Vec<_> = node.entries().collect();
        for (key, value) in &inside {
            if let Some(kind) = kind_of(node, key, *value) {
                found.push(Evidence { kind, node: *value, word: (*key).to_owned() });
            }
        }
        // Schemas and examples hold words of the user's own.
        let opaque = |key: &str| matches!(key, "schema" | "schemas" | "definitions" | "example" | "examples");
        waiting.extend(inside.iter().rev().filter(|(key, _)| !opaque(key)).map(|(_, value)| *value));
        waiting.extend(node.items());
    }
    found
}

/// The kind that alone knows a word.
fn kind_of(parent: Node<'_>, key: &str, value: Node<'_>) -> Option<ApiKind> {
    let text = || value.scalar().unwrap_or_default().to_ascii_lowercase();
    let integration = || parent.key() == "x-amazon-apigateway-integration" || in_integrations(parent);
    match key {
        "x-amazon-apigateway-cors"
        | "x-amazon-apigateway-importexport-version"
        | "x-amazon-apigateway-integrations"
        | "jwtConfiguration"
        | "integrationSubtype"
        | "isDefaultRoute"
        | "enableSimpleResponses"
        | "authorizerPayloadFormatVersion" => Some(ApiKind::Http),
        "payloadFormatVersion" if text().starts_with('2') => Some(ApiKind::Http),
        "$default" | "/$default" if parent.key() == "paths" => Some(ApiKind::Http),
        "x-amazon-apigateway-request-validators"
        | "x-amazon-apigateway-request-validator"
        | "x-amazon-apigateway-gateway-responses"
        | "x-amazon-apigateway-api-key-source"
        | "x-amazon-apigateway-binary-media-types"
        | "x-amazon-apigateway-minimum-compression-size"
        | "x-amazon-apigateway-policy"
        | "x-amazon-apigateway-documentation"
        | "x-amazon-apigateway-security-policy"
        | "providerARNs"
        | "requestTemplates"
        | "passthroughBehavior" => Some(ApiKind::Rest),
        "responses" if integration() => Some(ApiKind::Rest),
        "type" if integration() && matches!(text().as_str(), "aws" | "mock" | "http") => Some(ApiKind::Rest),
        _ => None,
    }
}

fn in_integrations(node: Node<'_>) -> bool {
    node.parent().is_some_and(|parent| parent.key() == "x-amazon-apigateway-integrations")
}
