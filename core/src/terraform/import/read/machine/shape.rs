//! What an attribute that refers to one thing must be, because AWS takes nothing else there.
//!
//! A plan names references and no text around them. An identifier or ARN of AWS has no text around it where an
//! identifier or ARN is asked for; of everything else the text cannot be told.

use super::super::super::config::{Part, Reference, Value};
use super::references::Referred;

/// What an attribute is.
pub(super) enum Shape {
    /// This.
    Whole(Value),
    /// A list with this in it, and perhaps with something that is written out beside it.
    Among(Value),
}

/// Arguments that take the identifier, ARN or name of one thing, and end with neither `_id` nor `_arn`.
const NAMED: &[(&str, &str)] = &[
    ("credentials", "arn"),
    ("role", "arn"),
    ("role", "id"),
    ("domain_name", "id"),
    ("domain_name", "domain_name"),
    ("stage", "id"),
    ("stage_name", "id"),
    ("log_group_name", "id"),
    ("documentation_version", "version"),
];
/// Arguments that resources have from each other, and the types whose identifier they are: of any other type they are
/// its argument of the same name, as in `aws_api_gateway_method.get["a"].resource_id`.
const PASSED_ON: &[(&str, &[&str])] = &[
    ("api_id", &["aws_apigatewayv2_api"]),
    ("resource_id", &["aws_api_gateway_resource", "aws_api_gateway_rest_api"]),
    ("rest_api_id", &["aws_api_gateway_rest_api"]),
];
/// How the types begin that pass them on.
const OURS: &[&str] = &["aws_api_gateway_", "aws_apigatewayv2_"];
/// Arguments that hold a pattern of ARNs: stars follow the reference.
const PATTERNS: &[&str] = &["source_arn"];
/// Arguments that take the URI by which a function is invoked.
const URIS: &[&str] = &["uri", "integration_uri", "authorizer_uri"];
/// Attributes that are that URI.
const INVOKED: &[&str] = &["invoke_arn", "qualified_invoke_arn", "response_streaming_invoke_arn"];
/// The types that have it.
const FUNCTIONS: &[&str] = &["aws_lambda_function", "aws_lambda_alias"];
/// A route calls an integration by this and the integration's identifier.
const INTEGRATIONS: &str = "integrations/";

/// What the attribute of a type, with the path of its block, is.
pub(super) fn of((kind, path, name): (&str, &str, &str), referred: &Referred) -> Option<Shape> {
    let [reference] = referred.all.as_slice() else { return None };
    if referred.is_loose {
        return None;
    }
    let target = reference.address.kind.as_str();
    if (kind, name) == ("aws_apigatewayv2_route", "target") && target == "aws_apigatewayv2_integration" {
        let id = named(reference, "id").filter(|reference| reference.attribute == "id")?;
        return Some(Shape::Whole(Value::Template(vec![
            Part::Text(INTEGRATIONS.to_owned()),
            Part::Reference(id),
        ])));
    }
    let whole = |reference: Reference| Value::Template(vec![Part::Reference(reference)]);
    if URIS.contains(&name) && FUNCTIONS.contains(&target) {
        let uri = named(reference, "invoke_arn")?;
        return INVOKED.contains(&uri.attribute.as_str()).then(|| Shape::Whole(whole(uri)));
    }
    if PATTERNS.contains(&name) {
        return None;
    }
    let attribute = reference.attribute.rsplit('.').next().unwrap_or_default();
    if let Some(single) = name.strip_suffix('s').filter(|one| one.ends_with("_id") || one.ends_with("_arn")) {
        let found = identifier(single, reference)?;
        // A link of a REST API has one target.
        let alone = kind == "aws_api_gateway_vpc_link" && name == "target_arns";
        let list = |value| Shape::Whole(Value::List(vec![value]));
        return Some(if alone { list(whole(found)) } else { Shape::Among(whole(found)) });
    }
    let is_alias = path.starts_with("alias") && name == "name" && attribute.ends_with("domain_name");
    if is_alias || NAMED.contains(&(name, attribute)) {
        return Some(Shape::Whole(whole(reference.clone())));
    }
    identifier(name, reference).map(|found| Shape::Whole(whole(found)))
}

/// The reference where it is an identifier for an argument that takes one.
fn identifier(name: &str, reference: &Reference) -> Option<Reference> {
    let kind = reference.address.kind.as_str();
    if name == "id" || name.ends_with("_id") {
        let passed_on = PASSED_ON.iter().any(|(one, of)| *one == name && !of.contains(&kind));
        if passed_on && OURS.iter().any(|start| kind.starts_with(start)) {
            return named(reference, name).filter(|found| found.attribute == name);
        }
        let root = kind == "aws_api_gateway_rest_api" && matches!(name, "resource_id" | "parent_id");
        let usual = if root { "root_resource_id" } else { "id" };
        let found = named(reference, usual)?;
        let is_id = found.attribute == "id" || found.attribute.ends_with("_id");
        return Some(found).filter(|_| is_id);
    }
    if name == "arn" || name.ends_with("_arn") {
        let found = named(reference, "arn")?;
        let is_arn = found.attribute == "arn" || found.attribute.ends_with("_arn");
        return Some(found).filter(|_| is_arn);
    }
    None
}

/// The reference with the attribute that its argument asks for, where the plan names none.
fn named(reference: &Reference, usual: &str) -> Option<Reference> {
    if !reference.attribute.is_empty() {
        return Some(reference.clone());
    }
    let text = format!("{}.{usual}", reference.text);
    Some(Reference { attribute: usual.to_owned(), text, ..reference.clone() })
}
