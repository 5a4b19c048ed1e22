//! Who may invoke the functions.

use super::function::{function_arn, function_name, plain_name, split_qualifier, targets};
use super::permission_part::{Own, PERMISSION, own, unpermitted};
use crate::design::{AuthorizerId, Diagnostic, Function, FunctionId, IntegrationId, Item, Target};
use crate::lang::hcl::head;
use crate::terraform::OptionalPart;
use crate::terraform::export::api::ApiContext;
use crate::terraform::export::module::{Address, Module, Of, one_line};
use crate::terraform::export::names::{slug, slug_or};
use crate::terraform::syntax::{Expr, Fields, Part, template, text};

/// How the comment above a permission begins that says what its function is called in the design.
pub(in crate::terraform) const CALLED: &str = "The design calls the function ";

/// Lets the API's routes invoke the function.
pub(in crate::terraform) fn allow_routes(
    module: &mut Module<'_>,
    context: &ApiContext<'_>,
    id: FunctionId,
    api: &Address,
) {
    let source = template(&[Part::reference(api.path("execution_arn")), Part::text("/*/*")]);
    allow(module, context, id, ("", ""), source);
}

/// Lets an authorizer of the API invoke the function.
pub(in crate::terraform) fn allow_authorizer(
    module: &mut Module<'_>,
    context: &ApiContext<'_>,
    id: FunctionId,
    api: &Address,
    (authorizer_id, authorizer): (AuthorizerId, &Address),
) {
    let source = template(&[
        Part::reference(api.path("execution_arn")),
        Part::text("/authorizers/"),
        Part::reference(authorizer.path("id")),
    ]);
    let part = format!("authorizer {authorizer_id}");
    allow(module, context, id, ("_authorizer", &part), source);
}

/// Lets any authorizer of the API invoke the function; the first one that does is named.
pub(in crate::terraform) fn allow_authorizers(
    module: &mut Module<'_>,
    context: &ApiContext<'_>,
    (authorizer, id): (AuthorizerId, FunctionId),
    source: Expr,
) {
    allow(module, context, id, ("_authorizer", &format!("authorizer {authorizer}")), source);
}

fn allow(
    module: &mut Module<'_>,
    context: &ApiContext<'_>,
    id: FunctionId,
    (ending, words): (&str, &str),
    source: Expr,
) {
    let Some(function) = module.design.functions.get(&id) else { return };
    let item = Item::Function(id);
    if !module.options.wants(OptionalPart::LambdaPermissions) || is_open(module, item) {
        return;
    }
    let targets = targets(&function_name(module, id, function), function, context.api);
    if targets.is_empty() {
        module.leave_out(
            item,
            "arn",
            "The permission to invoke the function",
            "Its name needs stage variables that no stage of the API has; allow the invocation yourself",
        );
    }
    let parts: Vec<String> = targets
        .iter()
        .map(|(_, qualifier)| {
            let part = format!("{} {words} {}", context.id, qualifier.as_deref().unwrap_or_default());
            part.split_whitespace().collect::<Vec<_>>().join(" ")
        })
        .collect();
    let own: Vec<Vec<Own>> = parts.iter().map(|part| own(module, item, part)).collect();
    let mut wants_usual = own.iter().all(Vec::is_empty);
    let mark = format!("{PERMISSION} {}", item.key());
    let had = |part: &String| module.design.terraform.addresses.contains_key(&format!("{mark} {part}"));
    if !wants_usual && !parts.iter().all(had) {
        wants_usual = is_more_needed(module, context, id, own.iter().flatten());
    }
    for (((function_name, qualifier), part), own) in targets.into_iter().zip(parts).zip(own) {
        let alias = qualifier.as_deref().map(|qualifier| format!("_{qualifier}")).unwrap_or_default();
        let name = slug_or(&function.name, &format!("function_{id}"));
        let name = format!("{name}{alias}{ending}");
        let fields = Fields::new()
            .set("action", text("lambda:InvokeFunction"))
            .set("function_name", function_name)
            .set_some("qualifier", qualifier.map(text))
            .set("principal", text("apigateway.amazonaws.com"));
        let add = |module: &mut Module<'_>, wanted: &str, part: &str, fields: Fields| {
            let name = context.take(module, PERMISSION, &slug(wanted), &id.to_string());
            let comment = comment(function);
            let of = Of::new(PERMISSION, &name, item).comment(&comment).part(part);
            module.add(of.fold(context.class(), context.key(&name)), fields)
        };
        for one in &own {
            let pattern = one.pattern.as_deref().unwrap_or_default();
            add(module, &format!("{name}_{pattern}"), &one.part, fields.clone());
        }
        let had = module.design.terraform.addresses.contains_key(&format!("{mark} {part}"));
        if wants_usual || had {
            let is_told = !had && ending == "_authorizer" && tell_of_authorizer(module, item, &mark);
            let address = add(module, &name, &part, fields.set("source_arn", source.clone()));
            if !had && !is_told && own.is_empty() && was_called(module, context, id, words) {
                tell_of_added(module, context, id, &address);
            }
        }
    }
}

/// Under which type it is kept that a permission of the files lets every API invoke the function.
pub(in crate::terraform) const OPEN: &str = "aws_lambda_permission/all source_arn";

/// Whether it does, and its block is still there.
fn is_open(module: &Module<'_>, function: Item) -> bool {
    let mut kept = module.kept.iter().map(|block| head(&block.text));
    module.design.terraform.arguments.contains_key(&format!("{} {OPEN}", function.key()))
        && kept.any(|head| matches!(head.as_slice(), ["resource", PERMISSION, _]))
}

/// Says that the authorizer gets a permission of its own, where the files have others for its function; false where
/// they have none.
fn tell_of_authorizer(module: &mut Module<'_>, item: Item, mark: &str) -> bool {
    let start = format!("{mark} ");
    let has_other = module.design.terraform.addresses.keys().any(|mark| mark.starts_with(&start));
    if has_other {
        let message = "No permission of the files is for the function's authorizer alone, and one is added";
        let help = "It does no harm where one of the files lets all of the API invoke the function";
        module.tell(Diagnostic::note("terraform-permission", message).at(item).help(help));
    }
    has_other
}

/// Whether the files that the design was read from, or that it was exported to, have what calls the function.
fn was_called(module: &Module<'_>, context: &ApiContext<'_>, id: FunctionId, part: &str) -> bool {
    let was = |mark: String| module.design.terraform.addresses.contains_key(&mark);
    let kind = |name: &str| {
        let start = if context.is_rest() { "aws_api_gateway" } else { "aws_apigatewayv2" };
        format!("{start}_{name}")
    };
    if let Some(authorizer) = part.strip_prefix("authorizer ").and_then(|id| id.parse().ok()) {
        let item = Item::Authorizer(context.id, AuthorizerId(authorizer));
        return was(format!("{} {}", kind("authorizer"), item.key()));
    }
    let api = context.api;
    let calls = |id_of: &IntegrationId| {
        let target = api.integrations.get(id_of).map(|integration| &integration.target);
        matches!(target, Some(Target::Lambda { function, .. }) if *function == id)
    };
    let kind = kind("integration");
    if context.is_rest() {
        let methods = format!("aws_api_gateway_method route-{}-", context.id);
        // Of a document the files have the API alone.
        let described = was(format!("aws_api_gateway_rest_api {}", context.item().key()))
            && !module.design.terraform.addresses.keys().any(|mark| mark.starts_with(&methods));
        if described {
            return true;
        }
        let routes = api.routes.iter().filter(|(_, route)| route.integration.as_ref().is_some_and(calls));
        return routes
            .into_iter()
            .any(|(route, _)| was(format!("{kind} {}", Item::Route(context.id, *route).key())));
    }
    let mut called = api.integrations.keys().filter(|id| calls(id));
    called.any(|id| was(format!("{kind} {}", Item::Integration(context.id, *id).key())))
}

/// Says why there is a permission that the files do not have.
fn tell_of_added(module: &mut Module<'_>, context: &ApiContext<'_>, id: FunctionId, address: &Address) {
    let name = module.design.functions.get(&id).map(|function| function.name.as_str()).unwrap_or_default();
    let message = format!(
        "`{}` is added, because no permission of the files lets API `{}` invoke the function `{name}`",
        address.text(),
        context.api.name
    );
    let help = "Without one AWS answers 500. Where another place of yours has it, export without permissions";
    module.tell(Diagnostic::note("terraform-permission", message).at(Item::Function(id)).help(help));
}

/// Whether routes call the function that no permission of the user's files is for, which is told.
fn is_more_needed<'o>(
    module: &mut Module<'_>,
    context: &ApiContext<'_>,
    id: FunctionId,
    own: impl Iterator<Item = &'o Own>,
) -> bool {
    let own: Vec<&Own> = own.collect();
    let missing = unpermitted(context.api, id, &own);
    if missing.is_empty() {
        return false;
    }
    let routes: Vec<String> = missing.iter().map(|route| format!("`{route}`")).collect();
    let message = format!("No permission of the files lets {} invoke the function", routes.join(", "));
    let help =
        "One for the whole API is added; write one for each of these in its place where that is too much";
    module.tell(Diagnostic::note("terraform-permission", message).at(Item::Function(id)).help(help));
    true
}

/// What a function is called in the design, where its ARN calls it otherwise.
fn comment(function: &Function) -> String {
    let arn = function.arn.as_deref().filter(|arn| arn.starts_with("arn:")).unwrap_or_default();
    let own = split_qualifier(function_arn(arn)).0.split_once(":function:");
    let name = one_line(&function.name);
    match own {
        Some((_, own)) if !name.is_empty() && plain_name(own) != name => format!("{CALLED}{name}"),
        _ => String::new(),
    }
}
