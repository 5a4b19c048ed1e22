//! Making a document whole: numbers that are one of a kind, references that lead somewhere.

use std::hash::Hash;
use std::sync::Arc;

use indexmap::{IndexMap, IndexSet};

use super::refs::{self, Fate};
use super::{ApiId, Diagnostic, Document, FORMAT, Item, MAX_ID, Nodes, RouteId, StageId};

/// Repairs the document and says what was done; a whole document stays as it is.
pub fn mend(document: &mut Document) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    document.format = FORMAT;
    drop_bad_numbers(document, &mut diagnostics);
    renumber_duplicates(document, &mut diagnostics);
    detach(document, &mut diagnostics);
    raise_last_id(document, &mut diagnostics);
    for gone in document.forget_traffic() {
        let message = format!("The traffic of the {gone} is left out: there is no such item");
        diagnostics.push(Diagnostic::note("unknown-traffic", message).at_place("/traffic"));
    }
    forget_positions(document, &mut diagnostics);
    diagnostics
}

/// Runs `$body` with every map of nodes, a function from its keys to items, and a path.
macro_rules! each_nodes {
    ($document:expr, |$nodes:ident, $item:ident| $body:expr) => {{
        macro_rules! of {
            ($map:expr, $to_item:expr) => {{
                let ($nodes, $item) = ($map, $to_item);
                $body
            }};
        }
        for (id, api) in &mut $document.design.apis {
            let id = *id;
            let api = Arc::make_mut(api);
            of!(&mut api.routes, |node| Item::Route(id, node));
            of!(&mut api.integrations, |node| Item::Integration(id, node));
            of!(&mut api.authorizers, |node| Item::Authorizer(id, node));
            of!(&mut api.models, |node| Item::Model(id, node));
            of!(&mut api.validators, |node| Item::Validator(id, node));
            of!(&mut api.stages, |node| Item::Stage(id, node));
        }
        of!(&mut $document.design.apis, Item::Api);
        of!(&mut $document.design.functions, Item::Function);
        of!(&mut $document.design.domains, Item::Domain);
        of!(&mut $document.design.vpc_links, Item::VpcLink);
        of!(&mut $document.design.api_keys, Item::ApiKey);
        of!(&mut $document.design.usage_plans, Item::UsagePlan);
        of!(&mut $document.design.web_acls, Item::WebAcl);
        of!(&mut $document.design.client_certificates, Item::ClientCertificate);
        of!(&mut $document.design.alarms, Item::Alarm);
        of!(&mut $document.scenarios, Item::Scenario);
    }};
}

fn drop_bad_numbers(document: &mut Document, diagnostics: &mut Vec<Diagnostic>) {
    let bad = |item: &Item| item.number().is_some_and(|number| number == 0 || number > MAX_ID);
    let items: Vec<Item> = document.items().into_iter().filter(bad).collect();
    if items.is_empty() {
        return;
    }
    each_nodes!(document, |nodes, to_item| nodes.retain(|id, _| !bad(&to_item(*id))));
    for item in items {
        let message = format!("The {} `{item}` is left out: numbers go from 1 to {MAX_ID}", item.noun());
        diagnostics.push(Diagnostic::warning("bad-number", message).at_place(item.key()));
    }
}

fn renumber_duplicates(document: &mut Document, diagnostics: &mut Vec<Diagnostic>) {
    let items = document.items();
    let numbers = || items.iter().filter_map(|item| item.number());
    let mut next = numbers().fold(0, u32::max);
    let mut seen = IndexSet::new();
    let mut renumbered: IndexMap<Item, u32> = IndexMap::new();
    for item in &items {
        if item.number().is_some_and(|number| !seen.insert(number)) {
            next += 1;
            renumbered.insert(*item, next);
        }
    }
    if renumbered.is_empty() {
        return;
    }
    renumber(document, &renumbered);
    for (item, number) in renumbered {
        let message =
            format!("The number of the {} `{item}` was taken twice; it is {number} now", item.noun());
        diagnostics.push(Diagnostic::warning("duplicate-number", message).at_place(item.key()));
    }
}

/// Gives items other numbers, wherever they are referred to; others keep theirs. `last_id` is the caller's.
pub fn renumber(document: &mut Document, numbers: &IndexMap<Item, u32>) {
    refs::rewire(document, &|_| true, &mut |_, _, target| {
        numbers.get(&target).map_or(Fate::Keep, |number| Fate::Become(*number))
    });
    each_nodes!(document, |nodes, to_item| rekey(nodes, to_item, numbers));
    rekey_traffic(document, numbers);
}

/// Traffic follows APIs, routes and stages to their new numbers.
fn rekey_traffic(document: &mut Document, numbers: &IndexMap<Item, u32>) {
    let traffic = &mut document.traffic;
    let new_api = |id: ApiId| numbers.get(&Item::Api(id)).map_or(id, |number| ApiId(*number));
    let routes: IndexMap<RouteId, RouteId> = numbers
        .iter()
        .filter_map(|(item, number)| match item {
            Item::Route(_, id) => Some((*id, RouteId(*number))),
            _ => None,
        })
        .collect();
    let apis = std::mem::take(&mut traffic.apis).into_iter().map(|(id, mut of)| {
        let stage = of.stage.and_then(|stage| numbers.get(&Item::Stage(id, stage)));
        if let Some(number) = stage {
            of.stage = Some(StageId(*number));
        }
        (new_api(id), of)
    });
    traffic.apis = apis.collect();
    let old = std::mem::take(&mut traffic.routes).into_iter();
    traffic.routes = old.map(|(id, of)| (routes.get(&id).copied().unwrap_or(id), of)).collect();
}

fn rekey<Id: Copy + From<u32> + Hash + Eq, Node>(
    nodes: &mut Nodes<Id, Node>,
    to_item: impl Fn(Id) -> Item,
    renumbered: &IndexMap<Item, u32>,
) {
    if !nodes.keys().any(|id| renumbered.contains_key(&to_item(*id))) {
        return;
    }
    let old = std::mem::take(nodes);
    nodes.extend(old.into_iter().map(|(id, node)| {
        let number = renumbered.get(&to_item(id));
        (number.map_or(id, |number| Id::from(*number)), node)
    }));
}

fn detach(document: &mut Document, diagnostics: &mut Vec<Diagnostic>) {
    let items: IndexSet<Item> = document.items().into_iter().collect();
    let names = document.clone();
    refs::rewire(document, &|_| true, &mut |holder, place, target| {
        if target.number() == Some(0) || items.contains(&target) {
            return Fate::Keep;
        }
        let name = names.name_of(holder).unwrap_or_default();
        let message = format!(
            "The {} `{name}` referred to the {} number {}, which does not exist",
            holder.noun(),
            target.noun(),
            target.number().unwrap_or_default(),
        );
        let help = format!("Choose another {} for it", target.noun());
        let finding = Diagnostic::warning("dangling-reference", message).at_place(place).help(help);
        diagnostics.push(if items.contains(&holder) { finding.at(holder) } else { finding });
        Fate::Detach
    });
}

fn raise_last_id(document: &mut Document, diagnostics: &mut Vec<Diagnostic>) {
    let highest = document.items().iter().filter_map(|item| item.number()).fold(0, u32::max);
    let last = document.design.last_id;
    if last < highest || last > MAX_ID {
        document.design.last_id = highest;
        let message = format!("`last_id` was {last}, but the highest number in use is {highest}");
        diagnostics.push(Diagnostic::note("last-id", message).at_place("/design/last_id"));
    }
}

fn forget_positions(document: &mut Document, diagnostics: &mut Vec<Diagnostic>) {
    let items: IndexSet<Item> = document.items().into_iter().collect();
    document.layout.positions.retain(|key, _| {
        let known = key.parse().is_ok_and(|item: Item| items.contains(&item));
        if !known {
            let message = format!("The position of `{key}` is left out: there is no such item");
            diagnostics.push(Diagnostic::note("unknown-position", message).at_place("/layout/positions"));
        }
        known
    });
}
