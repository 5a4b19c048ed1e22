//! A REST API as one OpenAPI document in the API's `body`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::path::{ROOT, normal};
use super::{Rest, documentation};
use crate::aws::{EndpointKind, ResponseTransferMode};
use crate::design::{
    AuthorizerId, Design, Diagnostic, FunctionId, Item, RouteKey, Severity, Target, VpcLinkId,
};
use crate::openapi::{Naming, describe};
use crate::terraform::export::api::ApiContext;
use crate::terraform::export::module::Module;
use crate::terraform::export::shared::{self, function, permission};
use crate::terraform::syntax::{Expr, Fields, Part, call, json, keeps_meaning, template, text};
use crate::terraform::{ExportOptions, RestStyle};

/// Where the way is kept in which the files put their document into the API.
pub(in crate::terraform) const BODY_MODE: &str = "aws_api_gateway_rest_api/body put_rest_api_mode";
/// What stands around the number of an expression in the document's texts.
const MARK: char = '\u{e000}';

/// The words for what only Terraform knows.
#[derive(Debug, Default)]
struct Words {
    expressions: Vec<Expr>,
    functions: BTreeMap<FunctionId, String>,
    /// The same for answers that are streamed.
    streaming: BTreeMap<FunctionId, String>,
    links: BTreeMap<VpcLinkId, String>,
}

impl Words {
    fn word(&mut self, expression: Expr) -> String {
        self.expressions.push(expression);
        format!("{MARK}{}{MARK}", self.expressions.len() - 1)
    }

    /// The expression of a text with words in it.
    fn expression(&self, source: &str) -> Expr {
        let known = |word: &str| word.parse().ok().and_then(|at: usize| self.expressions.get(at));
        let parts: Vec<&str> = source.split(MARK).collect();
        match parts.as_slice() {
            ["", word, ""] => known(word).cloned().unwrap_or_else(|| text(source)),
            _ => text(source),
        }
    }
}

impl Naming for Words {
    fn invoke_uri(&self, function: FunctionId, streamed: bool) -> String {
        let words = if streamed { &self.streaming } else { &self.functions };
        words.get(&function).cloned().unwrap_or_default()
    }

    fn vpc_link_id(&self, link: VpcLinkId) -> String {
        self.links.get(&link).cloned().unwrap_or_default()
    }
}

/// The arguments that hold the API's document, and the design that the document describes.
pub(super) fn arguments(module: &mut Module<'_>, context: &ApiContext<'_>) -> (Fields, Design) {
    let (design, refusals) = without_refused(module.design, context);
    module.diagnostics.extend(refusals);
    let mut words = Words::default();
    if let Some(api) = design.apis.get(&context.id) {
        let called = api.integrations.values().filter_map(|integration| match integration.target {
            Target::Lambda { function, .. } => Some(function),
            _ => None,
        });
        let asked = api.authorizers.values().filter_map(|authorizer| authorizer.method.function());
        let functions: BTreeSet<FunctionId> = called.chain(asked).collect();
        let streamed = api
            .integrations
            .values()
            .filter(|integration| integration.response_transfer_mode == Some(ResponseTransferMode::Stream));
        let streams: BTreeSet<FunctionId> = streamed
            .filter_map(|integration| match integration.target {
                Target::Lambda { function, .. } => Some(function),
                _ => None,
            })
            .collect();
        for id in functions.into_iter().filter(|id| design.functions.contains_key(id)) {
            if let Some(uri) = function::invoke_uri(module, id, context.item()) {
                let word = words.word(uri);
                words.functions.insert(id, word);
            }
            if streams.contains(&id)
                && let Some(uri) = function::streaming_uri(module, id, context.item())
            {
                let word = words.word(uri);
                words.streaming.insert(id, word);
            }
        }
    }
    for (id, link) in module.vpc_links.clone() {
        let word = words.word(link.get("id"));
        words.links.insert(id, word);
    }
    let (document, said) = describe(&design, context.id, &words);
    module.diagnostics.extend(said);
    let string = |source: &str| words.expression(source);
    let body = if keeps_meaning(&document) {
        call("jsonencode", vec![json(&document, &string)])
    } else {
        // A number that Terraform would write otherwise: the document as text.
        spliced(&document.to_string(), &words)
    };
    let private = context.api.endpoint_kind() == EndpointKind::Private;
    // Overwriting takes the VPC endpoints off a private API.
    let usual = if private { "merge" } else { "overwrite" };
    let kept = module.design.terraform.arguments.get(&format!("{} {BODY_MODE}", context.item().key()));
    let mode = kept.map_or(usual, |kept| kept.trim_matches('"'));
    (Fields::new().set("put_rest_api_mode", text(mode)).set("body", body), design)
}

/// A JSON text with words in it.
fn spliced(source: &str, words: &Words) -> Expr {
    let parts: Vec<Expr> = source
        .split(MARK)
        .enumerate()
        .map(|(at, part)| match words.expressions.get(part.parse::<usize>().unwrap_or(usize::MAX)) {
            Some(expression) if at % 2 == 1 => expression.clone(),
            _ => text(part),
        })
        .collect();
    call("join", vec![text(""), Expr::Array(parts)])
}

/// The design without the methods of the API that AWS or the files would refuse, and those refusals.
///
/// The blocks of the other style are made for it and thrown away, so that both styles refuse the same.
fn without_refused(design: &Design, context: &ApiContext<'_>) -> (Design, Vec<Diagnostic>) {
    let options = ExportOptions { rest_style: RestStyle::Resources, ..ExportOptions::default() };
    let mut scratch = Module::new(design, &options);
    shared::prepare(&mut scratch);
    super::resources(&mut scratch, context);
    let mut refusals: Vec<Diagnostic> = scratch.diagnostics;
    let inside = |item: &Item| {
        matches!(item,
            Item::Route(api, _) | Item::Integration(api, _) | Item::Authorizer(api, _) | Item::Model(api, _)
            if *api == context.id)
    };
    refusals.retain(|said| said.severity == Severity::Error && said.item.as_ref().is_some_and(inside));
    let refused: BTreeSet<Item> = refusals.iter().filter_map(|said| said.item).collect();
    let mut changed = design.clone();
    if let Some(api) = changed.apis.get_mut(&context.id) {
        let api = Arc::make_mut(api);
        api.routes.retain(|id, route| {
            let own = refused.contains(&Item::Route(context.id, *id));
            let called =
                route.integration.is_some_and(|id| refused.contains(&Item::Integration(context.id, id)));
            !own && !called
        });
        api.authorizers.retain(|id, _| !refused.contains(&Item::Authorizer(context.id, *id)));
        api.models.retain(|id, _| !refused.contains(&Item::Model(context.id, *id)));
    }
    (changed, refusals)
}

/// Says that the permission of an authorizer of the files is for more than it was.
fn tell_of_authorizer(
    module: &mut Module<'_>,
    rest: &Rest<'_, '_>,
    (id, function): (AuthorizerId, FunctionId),
) {
    let item = Item::Authorizer(rest.context.id, id);
    let before = &module.design.terraform.addresses;
    let permission = Item::Function(function).key();
    let permission = format!("aws_lambda_permission {permission} {} authorizer {id}", rest.context.id);
    let had = before.keys().any(|mark| mark.starts_with(&permission));
    if had && before.contains_key(&format!("aws_api_gateway_authorizer {}", item.key())) {
        let message = "The permission of the authorizer is for all authorizers of the API, `/authorizers/*`";
        let help = "The document makes the authorizer, and its identifier is not known in the files";
        module.tell(Diagnostic::note("terraform-permission", message).at(item).help(help));
    }
}

/// What the document holds, for the blocks that go with it.
pub(super) fn export(module: &mut Module<'_>, rest: &mut Rest<'_, '_>, design: &Design) {
    let Some(api) = design.apis.get(&rest.context.id) else { return };
    rest.resources.insert(ROOT.to_owned(), rest.api.path("root_resource_id"));
    for route in api.routes.values() {
        if let RouteKey::Path(_, path) = &route.key {
            rest.resources.insert(normal(path), String::new());
            rest.methods += 1;
        }
        let integration = route.integration.and_then(|id| api.integrations.get(&id));
        if let Some(integration) = integration.filter(|integration| integration.credentials.is_none())
            && let Target::Lambda { function, .. } = integration.target
        {
            rest.functions.insert(function);
        }
    }
    let mut seen: BTreeSet<FunctionId> = BTreeSet::new();
    for (id, authorizer) in &api.authorizers {
        let called = authorizer.method.function().filter(|_| authorizer.credentials.is_none());
        if let Some(function) = called.filter(|function| seen.insert(*function)) {
            tell_of_authorizer(module, rest, (*id, function));
            // The document makes the authorizer, so its identifier is not known here.
            let source =
                template(&[Part::reference(rest.api.path("execution_arn")), Part::text("/authorizers/*")]);
            permission::allow_authorizers(module, rest.context, (*id, function), source);
        }
    }
    rest.snapshot.push(rest.api.get("body"));
    documentation::versions(module, rest);
}
