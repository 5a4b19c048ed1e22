//! The one block of a group, and the map that it goes over.

use std::collections::BTreeMap;

use super::super::comments;
use super::super::module::Piece;
use super::super::names::{Names, slug};
use super::refs::{Instances, of_each, resource, rewrite, rewrite_body};
use super::shape::Column;
use super::{Entry, Plan, Row, values};
use crate::design::Item;
use crate::terraform::syntax::{Expr, Fields, call, object, reference, texts};

/// What the maps of a type are called where `aws_…` and the type's last word would say too little.
const MAP_NAMES: &[(&str, &str)] = &[
    ("aws_lambda_permission", "permissions"),
    ("aws_cloudwatch_metric_alarm", "alarms"),
    ("aws_api_gateway_usage_plan_key", "usage_plan_keys"),
    ("aws_api_gateway_gateway_response", "gateway_responses"),
    ("aws_api_gateway_method_response", "method_responses"),
    ("aws_api_gateway_integration_response", "integration_responses"),
    ("aws_apigatewayv2_route_response", "route_responses"),
    ("aws_api_gateway_base_path_mapping", "base_path_mappings"),
    ("aws_apigatewayv2_api_mapping", "api_mappings"),
];

/// All blocks in order; a group stands where its first member stood.
pub(super) fn entries(
    mut pieces: Vec<Piece>,
    plans: &[Plan],
    instances: &Instances,
    names: &mut Names,
) -> Vec<Entry> {
    let mut plan_at: BTreeMap<usize, Option<&Plan>> = BTreeMap::new();
    for plan in plans {
        for (at, (_, piece)) in plan.members.iter().enumerate() {
            plan_at.insert(*piece, (at == 0).then_some(plan));
        }
    }
    let mut folded: BTreeMap<usize, Vec<Entry>> = BTreeMap::new();
    for (at, plan) in plan_at.iter().filter_map(|(at, plan)| Some((*at, (*plan)?))) {
        folded.insert(at, one(plan, plans, &mut pieces, instances, names));
    }
    let mut found = Vec::with_capacity(pieces.len());
    for (at, mut piece) in pieces.into_iter().enumerate() {
        match folded.remove(&at) {
            Some(entries) => found.extend(entries),
            None if plan_at.contains_key(&at) => {}
            None => {
                values::settle(&mut piece.block.body, plans, instances);
                found.push(Entry::Block(piece));
            }
        }
    }
    found
}

/// The one block and its map; what they hold is taken out of the pieces.
fn one(
    plan: &Plan,
    plans: &[Plan],
    pieces: &mut [Piece],
    instances: &Instances,
    names: &mut Names,
) -> Vec<Entry> {
    let own: Vec<&str> = plan
        .columns
        .iter()
        .filter(|(_, column)| matches!(column, Column::Own { .. }))
        .map(|(name, _)| name.as_str())
        .collect();
    let members: Vec<usize> = plan.members.iter().map(|(_, at)| *at).collect();
    let written = comments::of_folded(pieces, &members);
    let mut found = Vec::new();
    let over = if own.is_empty() {
        over_keys(plan, plans, pieces, instances)
    } else {
        let name = names.take("local", &map_name(plan), "each");
        let path = format!("local.{name}");
        found.push(Entry::Map { name, rows: rows(plan, &own, pieces, instances) });
        reference(&path)
    };
    let Some((first_key, first)) =
        plan.members.first().and_then(|(key, at)| Some((key.as_ref(), pieces.get_mut(*at)?)))
    else {
        return found;
    };
    let mut fields = Fields::new().set("for_each", over);
    for (name, column) in &plan.columns {
        let value = match column {
            Column::Shared => {
                let mut value = taken(first, name).unwrap_or(Expr::Null);
                rewrite(&mut value, instances, Some(first_key));
                value
            }
            Column::Sibling { kind, block } => of_each(kind, block, name),
            Column::Own { .. } if own.len() == 1 => reference("each.value"),
            Column::Own { optional } => {
                let value = reference(&format!("each.value.{name}"));
                if *optional { call("try", vec![value, Expr::Null]) } else { value }
            }
        };
        fields = fields.set(name, value);
    }
    let mut block = fields.into_block("resource", &[&plan.kind, &plan.block]);
    let nested = std::mem::take(&mut first.block.body).into_iter().filter_map(hcl::Structure::into_block);
    for mut nested in nested {
        rewrite_body(&mut nested.body, instances, None);
        block.body.0.push(nested.into());
    }
    let piece = Piece::plain(block, first.item.api().map_or(first.item, Item::Api));
    found.push(Entry::Block(Piece { written, ..piece }));
    found
}

/// An argument, which the piece has no more.
fn taken(piece: &mut Piece, name: &str) -> Option<Expr> {
    let attributes = piece.block.body.iter_mut().filter_map(hcl::Structure::as_attribute_mut);
    let mut named = attributes.filter(|attribute| attribute.key() == name);
    named.next().map(|attribute| std::mem::replace(&mut attribute.expr, Expr::Null))
}

/// Blocks that have nothing of their own go over another block with the same keys, or over the keys alone.
fn over_keys(plan: &Plan, plans: &[Plan], pieces: &[Piece], instances: &Instances) -> Expr {
    let keys = || plan.members.iter().map(|(key, _)| key.as_ref());
    let like = plan.columns.iter().find_map(|(name, column)| {
        let (kind, block) = match column {
            Column::Shared => sibling(plan, name, pieces, instances)?,
            Column::Sibling { kind, block } => (kind.as_str(), block.as_str()),
            Column::Own { .. } => return None,
        };
        let other = plans.iter().find(|other| other.kind == kind && other.block.as_ref() == block)?;
        let same = other.members.iter().map(|(key, _)| key.as_ref()).eq(keys());
        same.then(|| reference(&format!("{kind}.{block}")))
    });
    like.unwrap_or_else(|| call("toset", vec![texts(&keys().collect::<Vec<_>>())]))
}

/// The type and block of the instance with the same key that a shared argument is an attribute of.
fn sibling<'p>(
    plan: &Plan,
    name: &str,
    pieces: &'p [Piece],
    instances: &'p Instances,
) -> Option<(&'p str, &'p str)> {
    let (key, at) = plan.members.first()?;
    let mut attributes = pieces.get(*at)?.block.body().attributes();
    let (kind, name) = resource(attributes.find(|attribute| attribute.key() == name)?.expr())?;
    let instance = instances.get(kind, name).filter(|instance| instance.key == *key)?;
    Some((kind, instance.block.as_ref()))
}

fn rows(plan: &Plan, own: &[&str], pieces: &mut [Piece], instances: &Instances) -> Vec<Row> {
    let row = |(key, at): &(std::rc::Rc<str>, usize)| {
        let piece = pieces.get_mut(*at)?;
        let mut value = match own {
            [only] => taken(piece, only).unwrap_or(Expr::Null),
            several => object(several.iter().filter_map(|name| Some((name, taken(piece, name)?)))),
        };
        // In the map, an instance's own key is written out.
        rewrite(&mut value, instances, None);
        let comment = comments::of_row(piece);
        Some(Row { key: key.clone(), comment, value, item: piece.item })
    };
    plan.members.iter().filter_map(row).collect()
}

fn map_name(plan: &Plan) -> String {
    let known = MAP_NAMES.iter().find(|(kind, _)| *kind == plan.kind).map(|(_, name)| *name);
    let plural =
        known.map_or_else(|| format!("{}s", plan.kind.rsplit('_').next().unwrap_or_default()), str::to_owned);
    if plan.class.is_empty() { plural } else { format!("{}_{plural}", slug(&plan.class)) }
}
