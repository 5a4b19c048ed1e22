//! Permissions of API Gateway to invoke functions, which the export makes for every function that is called.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Build;
use super::body::{Body, known_text};
use super::function::{INSIDE, INSIDE_END};
use super::function_uri::{parts, shown};
use super::kept::comment_of;
use super::link::APIS;
use super::{permission_kept, permission_names};
use crate::aws::ApiKind;
use crate::design::{
    ApiId, Authorizer, AuthorizerId, AuthorizerMethod, Diagnostic, FunctionId, Item, TextMap,
};
use crate::lang::hcl::refers;
use crate::terraform::export::{CALLED, OPEN};
use crate::terraform::import::config::{Part, Value};

/// Who a permission of API Gateway's is for.
const PRINCIPAL: &str = "apigateway.amazonaws.com";
/// The end of the ARN of all authorizers of an API.
const ANY_AUTHORIZER: &str = "/authorizers/*";
const ALIAS: &str = "aws_lambda_alias";
const FUNCTIONS: &[&str] = &["aws_lambda_function", ALIAS];
const AUTHORIZERS: &[&str] = &["aws_api_gateway_authorizer", "aws_apigatewayv2_authorizer"];

/// Words of names of expressions that say what they hold of a function.
const HELD: &[&str] = &["alias", "arn", "function", "id", "invoke", "lambda", "name", "qualified"];

/// Takes the permissions that the export makes again; the others stay as they are.
pub(super) fn read(build: &mut Build<'_, '_>) {
    let mut names: BTreeMap<FunctionId, String> = BTreeMap::new();
    let mut taken: BTreeSet<Grant> = BTreeSet::new();
    let mut granted = Vec::new();
    for at in build.all("aws_lambda_permission") {
        let Some(body) = build.body(at, None) else { continue };
        let Some(found) = found(build, &body, &taken) else {
            keep_open(build, &body);
            continue;
        };
        if build.work.graph.resource(at).is_some_and(|permission| permission.shown) {
            doubled(&body, "remove the trigger from the module's call to have one");
            continue;
        }
        let is_first = taken.insert(found.grant(&body));
        if !is_first && found.authorizer.is_some() {
            doubled(&body, "remove it to have one");
            continue;
        }
        let Some(body) = build.body(at, Item::Function(found.function)) else { continue };
        let authorizer = found.authorizer.map(|id| format!("authorizer {id}")).unwrap_or_default();
        let named = self::named(&body).1;
        let reached = reached(build, &found);
        // An alias that the design does not name is no part of what the export calls the permission.
        let (is_reached, reached_nothing) = (reached.contains(&named), reached == [None]);
        let qualifier = if is_reached { named } else { reached.into_iter().next().flatten() };
        let words = format!("{} {authorizer} {}", found.api, qualifier.as_deref().unwrap_or_default());
        let usual = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_open = reached_nothing && build.is_expression(found.function);
        let is_usual = found.is_usual && (is_reached || is_open);
        let found = Found { is_usual, ..found };
        body.skip(&["action", "function_name", "qualifier", "principal", "source_arn"]);
        if let Some(name) = comment_of(build, at).strip_prefix(CALLED) {
            names.entry(found.function).or_insert_with(|| name.to_owned());
        }
        granted.push(Granted { found, body, usual, qualifier });
    }
    permission_names::keep_usual(build, &granted);
    permission_kept::claim(build, granted);
    rename(build, names);
}

/// A permission of the files that the export makes again.
pub(super) struct Granted<'w, 'c> {
    pub(super) found: Found,
    pub(super) body: Body<'w, 'c>,
    /// What tells the usual permission, which is for all of the API, from the function's others.
    pub(super) usual: String,
    /// The alias or version that the export names.
    pub(super) qualifier: Option<String>,
}

/// What grants the same as the export does by itself.
fn doubled(body: &Body<'_, '_>, remedy: &str) {
    let message = format!("`{}` lets the API invoke the function, and so does the export", body.address());
    let help = format!("Both do no harm; {remedy}");
    body.say(Diagnostic::note("terraform-doubled", message).help(help));
}

/// Notes whose functions a permission lets every API invoke: one without a source stays as it is written.
fn keep_open(build: &Build<'_, '_>, body: &Body<'_, '_>) {
    // A plan does not say every source.
    let is_written = build.work.graph.resource(body.at).is_some_and(|one| one.block.is_some());
    let is_open = is_written
        && body.glance("principal").as_deref() == Some(PRINCIPAL)
        && ["source_arn", "source_account", "qualifier"].iter().all(|name| body.peek(name).is_none());
    // One for the function itself is none for its aliases, and the other way round.
    let is_whole =
        |id: &FunctionId| build.design.functions.get(id).is_some_and(|function| function.qualifier.is_none());
    let is_open = is_open && named(body).1.is_none();
    for function in functions(build, body).into_iter().filter(|id| is_open && is_whole(id)) {
        build.work.keep(format!("{} {OPEN}", Item::Function(function).key()), "null".to_owned());
    }
}

/// What a permission lets happen: the function, the API, the authorizer, and the alias.
type Grant = (FunctionId, ApiId, Option<AuthorizerId>, String);

/// What a permission is about.
#[derive(Clone, Copy)]
pub(super) struct Found {
    pub(super) function: FunctionId,
    api: ApiId,
    /// The resource of the API.
    pub(super) api_at: usize,
    authorizer: Option<AuthorizerId>,
    /// Whether it is for the same as the export's own.
    pub(super) is_usual: bool,
}

impl Found {
    fn grant(&self, body: &Body<'_, '_>) -> Grant {
        (self.function, self.api, self.authorizer, named(body).1.unwrap_or_default())
    }
}

fn found(build: &Build<'_, '_>, body: &Body<'_, '_>, taken: &BTreeSet<Grant>) -> Option<Found> {
    if body.glance("principal").as_deref() != Some(PRINCIPAL) {
        return None;
    }
    let source = body.peek("source_arn")?;
    let api_at = build.work.graph.who(source, APIS).or_else(|| starts_with(build, source))?;
    let Some(Item::Api(api)) = build.items.get(&api_at) else { return None };
    let text: String = parts(source).iter().map(shown).collect();
    let authorizer = parts(source).iter().find_map(|part| match part {
        Part::Reference(reference) if AUTHORIZERS.contains(&reference.address.kind.as_str()) => {
            match build.items.get(&build.work.graph.at(&reference.address)?) {
                Some(Item::Authorizer(_, id)) => Some(*id),
                _ => None,
            }
        }
        _ => None,
    });
    let is_usual = authorizer.is_some() || text.ends_with(ANY_AUTHORIZER) || is_all(source);
    let any = text.ends_with(ANY_AUTHORIZER);
    let candidates: Vec<Found> = functions(build, body)
        .into_iter()
        .filter_map(|function| {
            let authorizer = if any { Some(first_asking(build, *api, function)?) } else { authorizer };
            Some(Found { function, api: *api, api_at, authorizer, is_usual })
        })
        .filter(|found| is_called(build, *api, found.function, found.authorizer))
        .collect();
    // Two functions may come to the same one with a stage's variables.
    let free = candidates.iter().find(|found| !taken.contains(&found.grant(body)));
    free.or(candidates.first()).copied()
}

/// Whether an ARN is for all stages and routes of an API as the export writes it: `/*/*` stands behind it.
fn is_all(source: &Value) -> bool {
    let behind: String = parts(source)
        .iter()
        .map(|part| match part {
            Part::Text(text) => text.clone(),
            // A stage or a path, where it does not stand for the API or what is before it in the ARN.
            part => {
                if shown(part).contains('/') {
                    "${}".to_owned()
                } else {
                    shown(part)
                }
            }
        })
        .collect();
    behind.split('/').skip(1).eq(["*", "*"])
}

/// The first authorizer that asks a function without a role: a document's authorizers have no names in the files.
fn first_asking(build: &Build<'_, '_>, api: ApiId, function: FunctionId) -> Option<AuthorizerId> {
    let authorizers = &build.design.apis.get(&api)?.authorizers;
    let asking = |authorizer: &Authorizer| {
        authorizer.method.function() == Some(function) && authorizer.credentials.is_none()
    };
    authorizers.iter().find(|(_, authorizer)| asking(authorizer)).map(|(id, _)| *id)
}

/// The API whose execution ARN a text of a state begins with.
fn starts_with(build: &Build<'_, '_>, source: &Value) -> Option<usize> {
    let text = known_text(build.work, source)?;
    APIS.iter().flat_map(|kind| build.all(kind)).find(|at| {
        let arn = build.work.graph.body(*at).and_then(|body| body.get("execution_arn"));
        matches!(arn, Some(Value::Text(arn)) if !arn.is_empty() && text.starts_with(arn.as_str()))
    })
}

/// Whether the export would let the API invoke the function.
fn is_called(
    build: &Build<'_, '_>,
    api: ApiId,
    function: FunctionId,
    authorizer: Option<AuthorizerId>,
) -> bool {
    let Some(api) = build.design.apis.get(&api) else { return false };
    if let Some(id) = authorizer {
        let method = api.authorizers.get(&id).map(|authorizer| &authorizer.method);
        return matches!(
            method,
            Some(AuthorizerMethod::LambdaToken { function: known, .. } | AuthorizerMethod::LambdaRequest { function: known, .. })
                if *known == function
        );
    }
    let rest = api.kind == ApiKind::Rest;
    api.integrations.iter().any(|(id, integration)| {
        let calls = matches!(
            &integration.target,
            crate::design::Target::Lambda { function: known, .. } if *known == function
        );
        let used = !rest || api.routes.values().any(|route| route.integration == Some(*id));
        calls && used && integration.credentials.is_none()
    })
}

/// The name of a permission's function, where its text is known, and the alias or version, which may stand in the ARN.
fn named(body: &Body<'_, '_>) -> (Option<String>, Option<String>) {
    let (name, qualifier) = (body.glance("function_name"), body.glance("qualifier"));
    if let (Some(arn), None) = (&name, &qualifier)
        && arn.starts_with("arn:")
        && let Some((at, _)) = arn.match_indices(':').nth(6)
    {
        return (arn.get(..at).map(str::to_owned), arn.get(at + 1..).map(str::to_owned));
    }
    (name, qualifier)
}

/// The functions that a permission may mean, among those that are called; the likeliest first.
fn functions(build: &Build<'_, '_>, body: &Body<'_, '_>) -> Vec<FunctionId> {
    let Some(as_written) = body.peek("function_name") else { return Vec::new() };
    let value = build.work.graph.resolved(as_written);
    let (written_name, qualifier) = named(body);
    let name = written_name.or_else(|| known_text(build.work, value));
    let mut resources: Vec<usize> = build.work.graph.who(as_written, FUNCTIONS).into_iter().collect();
    let alias = body.peek("qualifier").and_then(|value| build.work.graph.who(value, &[ALIAS]));
    resources.extend(alias);
    let addresses: Vec<String> = resources.iter().map(|at| build.work.address(*at)).collect();
    let variable = super::variables::variable_of(value).map(|name| format!("var.{name}"));
    let matches = |key: &str, id: FunctionId| {
        let Some(function) = build.design.functions.get(&id) else { return false };
        let of_resource = addresses.iter().any(|address| address == key);
        let of_variable = variable.as_deref() == Some(key);
        let of_name = name.as_deref().is_some_and(|name| {
            key == format!("name {name}") || function.name == name || function.arn.as_deref() == Some(name)
        });
        of_resource || of_variable || of_name
    };
    let mut called: Vec<(&(String, Option<String>), &FunctionId)> =
        build.functions.iter().filter(|((key, _), id)| matches(key, **id)).collect();
    // The alias before its function, and either before another way to call it that has the same name.
    let rank =
        |key: &String| addresses.iter().rev().position(|address| refers(key, address)).unwrap_or(usize::MAX);
    called.sort_by_key(|((key, _), _)| rank(key));
    let named: Vec<(&Option<String>, FunctionId)> =
        called.into_iter().map(|((_, own), id)| (own, *id)).collect();
    let exact = named.iter().filter(|(own, _)| **own == qualifier).map(|(_, id)| *id);
    // An expression is the same function where it is the same text.
    let name = name.unwrap_or_else(|| parts(value).iter().map(shown).collect());
    let filled = by_stage(build, &name, qualifier.as_deref());
    let found: Vec<FunctionId> = exact.chain(filled).chain(named.iter().map(|(_, id)| *id)).collect();
    match found.is_empty() {
        true => beside(build, &name).into_iter().collect(),
        false => found,
    }
}

/// The function that an expression for a name is about: `var.orders_name` is beside `var.orders_invoke_arn`, and
/// `var.orders.name` beside `var.orders.arn`. None where several are.
fn beside(build: &Build<'_, '_>, name: &str) -> Option<FunctionId> {
    let about = about(name)?;
    let arns =
        build.design.functions.iter().filter_map(|(id, function)| Some((*id, function.arn.as_deref()?)));
    let mut found = arns.filter(|(_, arn)| self::about(arn).as_ref() == Some(&about)).map(|(id, _)| id);
    found.next().filter(|_| found.next().is_none())
}

/// What an expression that begins a text is about, without the words that say what it holds of that.
fn about(text: &str) -> Option<String> {
    let (path, _) = text.strip_prefix("${")?.split_once('}')?;
    let path = path.strip_prefix(INSIDE).and_then(|path| path.strip_suffix(INSIDE_END)).unwrap_or(path);
    let (base, last) = path.rsplit_once('.')?;
    let words: Vec<&str> = last.split('_').collect();
    let end = words.iter().rposition(|word| !HELD.contains(word)).map_or(0, |at| at + 1);
    Some(format!("{base}.{}", words.get(..end)?.join("_")))
}

/// The aliases and versions by which the stages of the API call the function, as far as the design knows them.
fn reached(build: &Build<'_, '_>, found: &Found) -> Vec<Option<String>> {
    let Some(function) = build.design.functions.get(&found.function) else { return vec![None] };
    // A stage may choose the function, too, and then what follows is its name.
    let behind_name = |arn: &'_ &str| !arn.ends_with(":function");
    let alias = function.arn.as_deref().and_then(|arn| {
        let (before, _) = arn.split_once(":${stageVariables.").filter(|(before, _)| behind_name(before))?;
        arn.get(before.len() + 1..)
    });
    let Some(own) = function.qualifier.as_deref().or(alias).filter(|own| !own.is_empty()) else {
        return vec![None];
    };
    let stages = build.design.apis.get(&found.api).into_iter().flat_map(|api| api.stages.values());
    let mut reached: Vec<Option<String>> = stages
        .flat_map(|stage| stage.variable_sets())
        .map(|variables| Some(filled(own, &variables)))
        .collect();
    reached.push(Some(own.to_owned()));
    reached
}

/// A text with the values of a stage's variables.
fn filled(text: &str, variables: &TextMap) -> String {
    variables.iter().fold(text.to_owned(), |text, (name, value)| {
        text.replace(&format!("${{stageVariables.{name}}}"), value)
    })
}

/// The functions whose ARN and alias become these with the variables of a stage.
fn by_stage(build: &Build<'_, '_>, name: &str, qualifier: Option<&str>) -> Vec<FunctionId> {
    let stages = build.design.apis.values().flat_map(|api| api.stages.values());
    let mut found = Vec::new();
    for variables in stages.flat_map(|stage| stage.variable_sets()) {
        let filled = |text: &str| filled(text, &variables);
        let fits = build.design.functions.iter().filter(|(_, function)| {
            let own = function.qualifier.as_deref().map(filled);
            let whole = function.arn.as_deref().map_or_else(|| function.name.clone(), filled);
            let inside = || qualifier.is_some_and(|qualifier| whole == format!("{name}:{qualifier}"));
            whole == name && own.as_deref() == qualifier || own.is_none() && inside()
        });
        found.extend(fits.map(|(id, _)| *id));
    }
    found
}

/// In files of the export, functions that are named by their ARN have the name that is said above their permission.
fn rename(build: &mut Build<'_, '_>, names: BTreeMap<FunctionId, String>) {
    for (id, name) in names {
        let Some(function) = build.design.functions.get_mut(&id) else { continue };
        if function.arn.as_deref().is_some_and(|arn| arn.starts_with("arn:")) {
            Arc::make_mut(function).name = name;
        }
    }
}
