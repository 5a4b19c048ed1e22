//! An API that an OpenAPI document in an argument describes, with references inside of it.
//!
//! While the document is read, a stand-in takes the place of each reference; afterwards functions, links and
//! texts are told by their stand-ins.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use indexmap::IndexMap;

use super::super::config::{Part, Value};
use super::Build;
use super::body::{Body, known_text};
use super::carried::Carrier;
use super::expressions::arguments;
use super::files::may_read;
use super::function_uri::parts;
use super::stand_in::{self, Form, Places, START, numbers};
use crate::aws::ApiKind;
use crate::design::{
    Api, ApiId, Connection, Design, Diagnostic, Document, FunctionId, Integration, Item, Severity, renumber,
};
use crate::openapi::{BasePath, ImportError, ImportOptions, Imported, VERSION, import_with};

const LINKS: &[&str] = &["aws_api_gateway_vpc_link", "aws_apigatewayv2_vpc_link"];

/// How an expression begins that is a variable or local.
const NAMED: &[&str] = &["local.", "var."];

/// Whether an argument of a block may be the text of a file, a variable or a local.
fn may_be_made(text: &str, argument: &str) -> bool {
    let named = |line: &str| {
        let value = line.trim_start().strip_prefix(argument)?.trim_start().strip_prefix('=')?.trim_start();
        NAMED.iter().any(|start| value.starts_with(start)).then_some(())
    };
    may_read(text) || text.lines().any(|line| named(line).is_some())
}

/// Says that a document which a file is made into is written as the design says it.
fn tell_made(build: &Build<'_, '_>, body: &Body<'_, '_>, argument: &str) {
    let block =
        build.work.graph.resource(body.at).and_then(|one| build.work.graph.config.blocks.get(one.block?));
    // Documents are long, so that only blocks are parsed that may have another's text.
    let Some(block) = block.filter(|block| may_be_made(&block.text, argument)) else { return };
    let all = arguments(&block.text);
    let Some((_, expression)) = all.iter().find(|(path, _)| path == argument) else { return };
    if !may_read(expression) && !NAMED.iter().any(|start| expression.starts_with(start)) {
        return;
    }
    let first = expression.lines().next().unwrap_or_default();
    let more = if expression.lines().nth(1).is_some() { "…" } else { "" };
    let message = format!(
        "`{argument}` of `{}` is the document `{first}{more}`, which is in the design",
        body.address()
    );
    let help = "The export writes the document itself, in its own layout: edits of the file that it was made from change \
                nothing from then on, and the first plan shows the document as changed";
    body.say(Diagnostic::note("terraform-document", message).help(help));
}

/// The API of the document in an argument, with its functions, links and keys added to the design.
pub(super) fn read(
    build: &mut Build<'_, '_>,
    body: &Body<'_, '_>,
    argument: &str,
    id: ApiId,
    kind: ApiKind,
) -> Option<Api> {
    let value = body.raw(argument)?;
    let written = build.work.graph.resource(body.at).and_then(|resource| resource.document.as_ref());
    let parts = parts(written.unwrap_or(value));
    if let [Part::Opaque(expression)] = parts.as_slice() {
        let message = format!("The document in `{argument}` of `{}` is `{expression}`", body.address());
        let help = "It cannot be known without a plan: import a plan, or the document itself";
        body.say(Diagnostic::error("terraform-document", message).help(help));
        return None;
    }
    tell_made(build, body, argument);
    let options = ImportOptions { kind: Some(kind), base_path: base_path(body) };
    let (places, imported) = imported(&parts, options);
    let imported = match imported {
        Ok(imported) => imported,
        Err(error) => {
            let message =
                format!("The document in `{argument}` of `{}` cannot be read: {error}", body.address());
            body.say(
                Diagnostic::error("terraform-document", message).help("Mend the document, and import again"),
            );
            return None;
        }
    };
    let carrier = Carrier { body, argument, parts: &parts, places: &places };
    carrier.tell_lost(&serde_json::to_string(&imported.document).ok()?, &imported.diagnostics);
    tell(build, &carrier, id, imported.diagnostics);
    let document = restored(build, &carrier, imported.document)?;
    merged(build, &carrier, document, id)
}

/// Reads the document with stand-ins for its references, and looks where they stand.
fn imported(parts: &[Part], options: ImportOptions) -> (Places, Result<Imported, ImportError>) {
    let mut places = Places::default();
    let mut found = None;
    // Braces between brackets of YAML are no text.
    for form in [Form::Braced, Form::Bare] {
        places = stand_in::places(&stand_in::text(parts, form, &BTreeSet::new()));
        let read = import_with(stand_in::text(parts, form, &places.numbers).as_bytes(), options);
        let again = matches!(read, Err(ImportError::Syntax { .. }));
        // What is no document in either form is told as it is in the first.
        if found.is_none() || !again {
            found = Some(read);
        }
        if !again {
            break;
        }
    }
    (places, found.unwrap_or_else(|| import_with(&[], options)))
}

/// Says what the document's import has to say.
fn tell(build: &Build<'_, '_>, carrier: &Carrier<'_, '_, '_>, id: ApiId, said: Vec<Diagnostic>) {
    let Carrier { body, argument, .. } = carrier;
    // Stages are resources of their own here, so the one that a document alone gets is none of the design.
    let is_told = |found: &Diagnostic| {
        let of_stage = found.code == "import-stage" && found.severity == Severity::Note;
        !of_stage && !found.message.contains(START)
    };
    for found in said.into_iter().filter(is_told) {
        let place = found.place.clone();
        let mut found = Diagnostic { item: Some(Item::Api(id)), ..found };
        if !place.is_empty() {
            found.message = format!("{}, at {place} in `{argument}` of `{}`", found.message, body.address());
        }
        build.work.say(body.at, found);
    }
}

fn base_path(body: &Body<'_, '_>) -> BasePath {
    let base_path = match body.peek("parameters") {
        Some(Value::Map(map)) => map.get("basepath").and_then(|value| known_text(body.work, value)),
        _ => None,
    };
    let base_path = match base_path.as_deref() {
        Some("prepend") => BasePath::Prepend,
        Some("split") => BasePath::Split,
        _ => return BasePath::Ignore,
    };
    body.skip(&["parameters"]);
    let message = format!("`parameters` of `{}` puts the base path before its paths", body.address());
    let help = "The design has the whole paths, and the export leaves `parameters` out";
    body.say(Diagnostic::note("terraform-argument", message).help(help));
    base_path
}

/// The document with its references written out where they stand in texts.
fn restored(build: &Build<'_, '_>, carrier: &Carrier<'_, '_, '_>, document: Document) -> Option<Document> {
    let Carrier { body, parts, places, .. } = carrier;
    let Document { mut design, .. } = document;
    let functions = std::mem::take(&mut design.functions);
    let mut text = serde_json::to_string(&design).ok()?;
    let mut found = numbers(&text);
    found.sort_unstable();
    found.dedup();
    for at in found.into_iter().rev() {
        let Some(part) = parts.get(at) else { continue };
        // The links that connections name, and the names of what is called, are looked at afterwards.
        let is_link =
            matches!(part, Part::Reference(reference) if LINKS.contains(&reference.address.kind.as_str()));
        let (braced, bare) = (stand_in::braced(at), stand_in::name(at));
        if is_link || places.lists.contains(&at) {
            continue;
        }
        let shown = build.work.part(body.at, part);
        let quoted = serde_json::to_string(&shown).ok()?;
        let inner = quoted.get(1..quoted.len() - 1).unwrap_or_default();
        text = text.replace(&braced, inner).replace(&bare, inner);
    }
    let mut design: Design = serde_json::from_str(&text).ok()?;
    design.functions = functions;
    Some(Document { design, ..Document::default() })
}

/// The API with numbers of this design, and what it shares with others added to it.
fn merged(
    build: &mut Build<'_, '_>,
    carrier: &Carrier<'_, '_, '_>,
    mut document: Document,
    id: ApiId,
) -> Option<Api> {
    let Carrier { body, parts, .. } = carrier;
    // A `body` makes no stages, keys and usage plans, whatever the studio's extension says of them.
    document.design.api_keys.clear();
    document.design.usage_plans.clear();
    document.design.apis.values_mut().for_each(|api| Arc::make_mut(api).stages.clear());
    let mut renumbered: IndexMap<Item, u32> = IndexMap::new();
    for item in document.items() {
        let number = match item {
            Item::Api(_) => id.0,
            Item::Function(old) => function(build, body, &document, old, parts).0,
            Item::Design | Item::Account | Item::Scenario(_) => continue,
            _ => build.design.mint::<ApiId>().0,
        };
        renumbered.insert(item, number);
    }
    document.design.functions.clear();
    renumber(&mut document, &renumbered);
    build.design.vpc_links.extend(document.design.vpc_links);
    let api = document.design.apis.swap_remove(&id)?;
    let mut api = Arc::unwrap_or_clone(api);
    for integration in api.integrations.values_mut() {
        finish(build, Arc::make_mut(integration), parts);
    }
    carrier.take(id, &mut api);
    // OpenAPI asks for a version, and the export writes this one where a REST API has none.
    if api.kind == ApiKind::Rest && api.settings.version == VERSION {
        api.settings.version.clear();
    }
    Some(api)
}

/// The function of this design that one of the document is.
fn function(
    build: &mut Build<'_, '_>,
    body: &Body<'_, '_>,
    document: &Document,
    id: FunctionId,
    parts: &[Part],
) -> FunctionId {
    let function =
        document.design.functions.get(&id).map(|function| (**function).clone()).unwrap_or_default();
    let known = numbers(&function.name).first().and_then(|at| Some((*at, parts.get(*at)?)));
    let value = match (&function.arn, known) {
        (_, Some((at, part))) => {
            let named = at.checked_sub(1).and_then(|before| parts.get(before));
            let is_name = matches!(named, Some(Part::Text(text)) if text.ends_with(":function:"));
            let mut pieces = if is_name { local_arn() } else { Vec::new() };
            pieces.push(part.clone());
            if let Some(qualifier) = &function.qualifier {
                pieces.push(Part::Text(format!(":{qualifier}")));
            }
            Value::Template(pieces)
        }
        (Some(arn), None) if !arn.contains(START) => {
            let qualifier = function.qualifier.as_ref().map(|text| format!(":{text}")).unwrap_or_default();
            Value::Text(format!("{arn}{qualifier}"))
        }
        _ => {
            let qualifier = function.qualifier.as_ref().map(|text| format!(":{text}")).unwrap_or_default();
            let mut pieces = local_arn();
            pieces.push(Part::Text(format!("{}{qualifier}", function.name)));
            Value::Template(pieces)
        }
    };
    match build.function(body.at, &value, true) {
        Some((found, _)) => found,
        None => {
            let id = build.design.mint();
            build.design.functions.insert(id, Arc::new(function));
            id
        }
    }
}

/// What the ARN of a function begins with where the files are applied.
fn local_arn() -> Vec<Part> {
    let text = |text: &str| Part::Text(text.to_owned());
    let data = |path: &str| Part::Opaque(format!("data.{path}"));
    vec![
        text("arn:"),
        data("aws_partition.current.partition"),
        text(":lambda:"),
        data("aws_region.current.id"),
        text(":"),
        data("aws_caller_identity.current.account_id"),
        text(":function:"),
    ]
}

/// The link that a connection's identifier refers to, and a name that holds no stand-in.
fn finish(build: &Build<'_, '_>, integration: &mut Integration, parts: &[Part]) {
    if let Connection::Named { connection_id } = &integration.connection
        && let [at] = numbers(connection_id).as_slice()
        && let Some(part) = parts.get(*at)
    {
        let found = build.work.graph.who(&Value::Template(vec![part.clone()]), LINKS);
        if let Some(Item::VpcLink(id)) = found.and_then(|at| build.items.get(&at)) {
            integration.connection = Connection::VpcLink { id: *id, target_arn: None };
        }
    }
    if integration.name.contains(START) || integration.name.contains("${") {
        integration.name = build.integration_name(&integration.target);
    }
}

/// Integrations by their JSON text, for those that come beside the document.
pub(super) fn by_text(api: &Api) -> BTreeMap<String, crate::design::IntegrationId> {
    let text = |integration: &Integration| serde_json::to_string(integration).unwrap_or_default();
    api.integrations.iter().map(|(id, integration)| (text(integration), *id)).collect()
}
