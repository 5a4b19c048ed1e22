//! Numbers and lists that the user's files have expressions for, in the document of a REST API.

use hcl::ObjectKey;

use super::kept::Kept;
use super::module::Module;
use crate::aws::Method;
use crate::design::{ApiId, Authorization, Design, Diagnostic, Item, RouteId, RouteKey};
use crate::terraform::syntax::Expr;

/// What a document describes in place of resources.
pub(super) const DESCRIBED: &[&str] = &[
    "aws_api_gateway_authorizer",
    "aws_api_gateway_gateway_response",
    "aws_api_gateway_integration",
    "aws_api_gateway_integration_response",
    "aws_api_gateway_method",
    "aws_api_gateway_method_response",
    "aws_api_gateway_model",
    "aws_api_gateway_request_validator",
];

/// Whether a document says what resources of this type say.
pub(super) fn is_described(kind: &str) -> bool {
    DESCRIBED.contains(&kind) || kind == "aws_api_gateway_resource"
}

/// Arguments of those, and what a document calls them.
const MEMBERS: &[(&str, &str, &str)] = &[
    ("aws_api_gateway_authorizer", "authorizer_result_ttl_in_seconds", "authorizerResultTtlInSeconds"),
    ("aws_api_gateway_authorizer", "provider_arns", "providerARNs"),
    ("aws_api_gateway_integration", "cache_key_parameters", "cacheKeyParameters"),
    ("aws_api_gateway_integration", "timeout_milliseconds", "timeoutInMillis"),
];

/// The argument that a document says in what an operation requires.
const SCOPES: (&str, &str) = ("aws_api_gateway_method", "authorization_scopes");

/// Puts the expressions into the documents, and names those that no document has a place for: in it they would be left
/// at their default.
pub(super) fn put(module: &mut Module<'_>, kept: &Kept) {
    let design = module.design;
    for (key, expression) in &design.terraform.arguments {
        let mut words = key.splitn(3, ' ');
        let (Some(owner), Some(kind), Some(path)) = (words.next(), words.next(), words.next()) else {
            continue;
        };
        let written = module.main.iter().any(|piece| {
            piece.item.key() == owner
                && piece.block.labels().first().is_some_and(|label| label.as_str() == kind)
        });
        if !DESCRIBED.contains(&kind) || written || is_of_block(path) || expression == "null" {
            continue;
        }
        let item = owner.parse::<Item>().ok();
        let is_put = match (item, kept.word(expression)) {
            (Some(Item::Route(api, route)), Some(word)) if (kind, path) == SCOPES => {
                put_scopes(module, api, route, word).is_some()
            }
            _ => false,
        };
        if is_put {
            continue;
        }
        let place = item.and_then(|item| place(design, item, kind, path));
        let word = kept.word(expression);
        if let (Some((api, steps)), Some(word)) = (place, word)
            && document(module, api).is_some_and(|document| put_at(document, &steps, word))
        {
            continue;
        }
        let message = format!("A document has no place for `{path} = {expression}`");
        let help = "Export one resource per method and integration, or set what the expression stands for";
        let found = Diagnostic::error("terraform-refused", message).at_place(path).help(help);
        module.tell(Diagnostic { item, ..found });
    }
}

/// Whether an argument is about the block that a document has none of, or says what is so anyway.
fn is_of_block(path: &str) -> bool {
    let path = path.strip_prefix('[').and_then(|path| path.split_once("] ")).map_or(path, |(_, path)| path);
    matches!(path, "depends_on" | "provider" | "tls_config.insecure_skip_verification")
        || path.starts_with("lifecycle")
        || path.starts_with("timeouts.")
}

/// Where an argument stands in the document of its API.
fn place(design: &Design, item: Item, kind: &str, path: &str) -> Option<(ApiId, Vec<String>)> {
    let (_, _, member) = MEMBERS.iter().find(|(of, argument, _)| *of == kind && *argument == path)?;
    let api_id = item.api()?;
    let api = design.apis.get(&api_id)?;
    let mut steps: Vec<String> = match item {
        Item::Route(_, id) => {
            let mut steps = operation_steps(&api.routes.get(&id)?.key)?.to_vec();
            steps.push("x-amazon-apigateway-integration".to_owned());
            steps
        }
        Item::Authorizer(_, id) => {
            let name = api.authorizers.get(&id)?.name.clone();
            let extension = "x-amazon-apigateway-authorizer".to_owned();
            vec!["components".into(), "securitySchemes".into(), name, extension]
        }
        _ => return None,
    };
    steps.push((*member).to_owned());
    Some((api_id, steps))
}

/// Puts a word where an operation requires no scopes of its authorizer; what the design says by now wins.
fn put_scopes(module: &mut Module<'_>, id: ApiId, route: RouteId, word: &str) -> Option<()> {
    let api = module.design.apis.get(&id)?;
    let route = api.routes.get(&route)?;
    let Authorization::Authorizer { id: authorizer, .. } = &route.authorization else { return None };
    let name = api.authorizers.get(authorizer)?.name.as_str();
    let mut operation = document(module, id)?;
    for step in operation_steps(&route.key)? {
        operation = entry(operation, &step)?;
    }
    let Expr::Array(required) = entry(operation, "security")? else { return None };
    let scopes = required.iter_mut().find_map(|scheme| entry(scheme, name))?;
    if matches!(scopes, Expr::Array(all) if all.is_empty()) {
        *scopes = Expr::from(word);
    }
    Some(())
}

/// Where a document has the operation of a route.
fn operation_steps(key: &RouteKey) -> Option<[String; 3]> {
    let RouteKey::Path(method, path) = key else { return None };
    let verb = match method {
        Method::Any => "x-amazon-apigateway-any-method".to_owned(),
        method => method.as_str().to_lowercase(),
    };
    Some(["paths".to_owned(), path.clone(), verb])
}

/// What the body of an API encodes.
fn document<'m>(module: &'m mut Module<'_>, api: ApiId) -> Option<&'m mut Expr> {
    let mark = format!("aws_api_gateway_rest_api {}", Item::Api(api).key());
    let piece = module.main.iter_mut().find(|piece| piece.mark == mark)?;
    let body = piece.block.body.iter_mut().find_map(|structure| match structure {
        hcl::Structure::Attribute(attribute) if attribute.key() == "body" => Some(&mut attribute.expr),
        _ => None,
    });
    match body? {
        Expr::FuncCall(call) if call.name.name.as_str() == "jsonencode" => call.args.first_mut(),
        _ => None,
    }
}

/// Puts a word where a document has nothing; what the design says by now wins.
fn put_at(document: &mut Expr, steps: &[String], word: &str) -> bool {
    let Some((last, above)) = steps.split_last() else { return false };
    let mut inner = document;
    for step in above {
        let Some(next) = entry(inner, step) else { return false };
        inner = next;
    }
    let is_open =
        |known: &Expr| matches!(known, Expr::Null) || matches!(known, Expr::Array(all) if all.is_empty());
    if let Some(known) = entry(inner, last) {
        if is_open(known) {
            *known = Expr::from(word);
        }
        return true;
    }
    let Expr::Object(entries) = inner else { return false };
    entries.insert(ObjectKey::Identifier(hcl::Identifier::unchecked(last.as_str())), Expr::from(word));
    true
}

fn entry<'e>(of: &'e mut Expr, name: &str) -> Option<&'e mut Expr> {
    let Expr::Object(entries) = of else { return None };
    let is_it = |key: &ObjectKey| match key {
        ObjectKey::Identifier(known) => known.as_str() == name,
        ObjectKey::Expression(Expr::String(known)) => known == name,
        _ => false,
    };
    entries.iter_mut().find_map(|(key, value)| is_it(key).then_some(value))
}
