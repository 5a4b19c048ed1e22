//! The one block of a group, and the map that it goes over.

use std::collections::BTreeMap;

use super::super::module::Piece;
use super::super::names::{Names, slug};
use super::refs::{Instances, each_of, rewrite_body};
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
    pieces: Vec<Piece>,
    plans: &[Plan],
    instances: &Instances,
    names: &mut Names,
) -> Vec<Entry> {
    let mut plan_at: BTreeMap<usize, Option<&Plan>> = BTreeMap::new();
    for plan in plans {
        for (at, (_, piece)) in plan.group.members.iter().enumerate() {
            plan_at.insert(*piece, (at == 0).then_some(plan));
        }
    }
    let mut found = Vec::with_capacity(pieces.len());
    let comments: Vec<(String, Item)> =
        pieces.iter().map(|piece| (piece.comment.clone(), piece.item)).collect();
    for (at, mut piece) in pieces.into_iter().enumerate() {
        match plan_at.get(&at) {
            Some(Some(plan)) => found.extend(one(plan, plans, &piece, &comments, instances, names)),
            Some(None) => {}
            None => {
                rewrite_body(&mut piece.block.body, instances, None);
                values::gather(&mut piece.block.body, plans);
                found.push(Entry::Block(piece));
            }
        }
    }
    found
}

fn one(
    plan: &Plan,
    plans: &[Plan],
    first: &Piece,
    comments: &[(String, Item)],
    instances: &Instances,
    names: &mut Names,
) -> Vec<Entry> {
    let own: Vec<&str> = plan
        .columns
        .iter()
        .filter(|(_, column)| matches!(column, Column::Own { .. }))
        .map(|(name, _)| name.as_str())
        .collect();
    let mut found = Vec::new();
    let over = if own.is_empty() {
        over_keys(plan, plans)
    } else {
        let name = names.take("local", &map_name(plan), "each");
        let path = format!("local.{name}");
        found.push(Entry::Map { name, rows: rows(plan, &own, comments) });
        reference(&path)
    };
    let mut fields = Fields::new().set("for_each", over);
    for (name, column) in &plan.columns {
        fields = fields.set(
            name,
            match column {
                Column::Shared(value) => value.clone(),
                Column::Own { .. } if own.len() == 1 => reference("each.value"),
                Column::Own { optional } => {
                    let value = reference(&format!("each.value.{name}"));
                    if *optional { call("try", vec![value, Expr::Null]) } else { value }
                }
            },
        );
    }
    let mut block = fields.into_block("resource", &[&plan.group.kind, &plan.block]);
    let mut nested: Vec<hcl::Block> = first.block.body().blocks().cloned().collect();
    for nested in &mut nested {
        rewrite_body(&mut nested.body, instances, None);
    }
    block.body.extend(nested.into_iter().map(hcl::Structure::from));
    found.push(Entry::Block(Piece::plain(block, first.item.api().map_or(first.item, Item::Api))));
    found
}

/// Blocks that have nothing of their own go over another block with the same keys, or over the keys alone.
fn over_keys(plan: &Plan, plans: &[Plan]) -> Expr {
    let keys: Vec<&str> = plan.group.members.iter().map(|(key, _)| key.as_str()).collect();
    let like = plan.columns.iter().find_map(|(_, column)| {
        let Column::Shared(value) = column else { return None };
        let (kind, block) = each_of(value)?;
        let other = plans.iter().find(|other| other.group.kind == kind && other.block == block)?;
        let same = other.group.members.iter().map(|(key, _)| key.as_str()).eq(keys.iter().copied());
        same.then(|| reference(&format!("{kind}.{block}")))
    });
    like.unwrap_or_else(|| call("toset", vec![texts(&keys)]))
}

fn rows(plan: &Plan, own: &[&str], comments: &[(String, Item)]) -> Vec<Row> {
    let value = |member: &super::Arguments| match own {
        [only] => member.get(*only).cloned().unwrap_or(Expr::Null),
        several => object(several.iter().filter_map(|name| Some((name, member.get(*name)?.clone())))),
    };
    let pairs = plan.group.members.iter().zip(&plan.members);
    pairs
        .map(|((key, at), member)| {
            let (comment, item) = comments.get(*at).cloned().unwrap_or((String::new(), Item::Design));
            let mut value = value(member);
            // In the map, an instance's own key is written out.
            values::spell_keys(&mut value, key);
            Row { key: key.clone(), comment, value, item }
        })
        .collect()
}

fn map_name(plan: &Plan) -> String {
    let known = MAP_NAMES.iter().find(|(kind, _)| *kind == plan.group.kind).map(|(_, name)| *name);
    let plural = known.map_or_else(
        || format!("{}s", plan.group.kind.rsplit('_').next().unwrap_or_default()),
        str::to_owned,
    );
    if plan.group.class.is_empty() { plural } else { format!("{}_{plural}", slug(&plan.group.class)) }
}
