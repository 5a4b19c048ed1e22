//! The policy that `data.aws_iam_policy_document` writes.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::eval::{Context, Evaluated};
use super::expand::Body;
use super::functions::json_in_order;
use super::limits::Fail;
use super::value::{Entries, Parts, Val};
use super::world::{Each, Instances};
use crate::terraform::import::config::Part;

/// The type of the data source.
pub(super) const KIND: &str = "aws_iam_policy_document";

/// Arguments that bring other policies in, which are merged in a way of their own.
const OTHERS: &[&str] =
    &["source_policy_documents", "override_policy_documents", "source_json", "override_json"];

/// The arguments of an instance of a data source; none when it is not told which that is.
pub(super) fn arguments(
    context: &Context<'_, '_>,
    kind: &str,
    name: &Rc<str>,
    key: Option<&str>,
) -> Result<Option<Entries>, Fail> {
    let here = context.world.instance(context.instance);
    let def = here.and_then(|here| here.folder.resources.get(&(true, kind, name.as_ref())).copied());
    let Some(def) = def else { return Ok(None) };
    let instances = context.world.instances_of(context.instance, true, &Rc::from(kind), name)?;
    let each = match &instances {
        Instances::Many(all) => all.iter().find(|each| each.key().as_deref() == key).cloned(),
        _ => Some(Each::None),
    };
    let Some(each) = each else { return Ok(None) };
    let bound = each.bound();
    let context = context.world.context(context.instance, &def.source.text, bound.as_ref());
    Ok(Some(Body { context, def: &def, open: &std::cell::Cell::default() }.entries(def.block)))
}

/// The JSON text of the data source of this name, as its attribute has it; null when it cannot be told.
pub(super) fn document(
    context: &Context<'_, '_>,
    name: &Rc<str>,
    key: Option<&str>,
    attribute: &str,
) -> Evaluated {
    let Some(body) = arguments(context, KIND, name, key)? else { return Ok(Val::Null) };
    if OTHERS.iter().any(|name| body.contains_key(*name)) {
        return Ok(Val::Null);
    }
    let mut policy = Entries::new();
    let version = body.get("version").cloned().unwrap_or_else(|| Val::text("2012-10-17"));
    policy.insert("Version".into(), version);
    if let Some(id) = body.get("policy_id") {
        policy.insert("Id".into(), id.clone());
    }
    let mut statements = Vec::new();
    for block in blocks(&body, "statement") {
        match statement(block)? {
            Some(statement) => statements.push(statement),
            None => return Ok(Val::Null),
        }
    }
    if !statements.is_empty() {
        policy.insert("Statement".into(), Val::list(statements));
    }
    let indent = (attribute == "json").then_some(0);
    json_in_order(&Val::map(policy), indent)
}

fn blocks<'b>(body: &'b Entries, name: &str) -> Vec<&'b Entries> {
    let all = body.get(name).and_then(Val::elements).map(|all| all.as_slice()).unwrap_or_default();
    all.iter()
        .filter_map(|block| if let Val::Map(entries) = block { Some(entries.as_ref()) } else { None })
        .collect()
}

/// A statement as it stands in the policy; nothing when a list in it is not known.
fn statement(block: &Entries) -> Result<Option<Val>, Fail> {
    let mut out = Entries::new();
    match block.get("sid") {
        None | Some(Val::Null) => {}
        Some(sid) => drop(out.insert("Sid".into(), sid.clone())),
    }
    let effect = block.get("effect").filter(|effect| **effect != Val::Null).cloned();
    out.insert("Effect".into(), effect.unwrap_or_else(|| Val::text("Allow")));
    let lists = [
        ("actions", "Action"),
        ("not_actions", "NotAction"),
        ("resources", "Resource"),
        ("not_resources", "NotResource"),
    ];
    for (argument, name) in lists {
        match block.get(argument) {
            None | Some(Val::Null) => {}
            Some(Val::List(values) | Val::Set(values)) if values.is_empty() => {}
            Some(values @ (Val::List(_) | Val::Set(_))) => drop(out.insert(name.into(), one_or_many(values))),
            Some(_) => return Ok(None),
        }
    }
    for (argument, name) in [("principals", "Principal"), ("not_principals", "NotPrincipal")] {
        let principals = blocks(block, argument);
        if !principals.is_empty() {
            match who(&principals) {
                Some(value) => drop(out.insert(name.into(), value)),
                None => return Ok(None),
            }
        }
    }
    let mut conditions = BTreeMap::new();
    for condition in blocks(block, "condition") {
        let (Some(Val::Text(test)), Some(Val::Text(variable)), Some(values)) =
            (condition.get("test"), condition.get("variable"), condition.get("values"))
        else {
            return Ok(None);
        };
        let Some(values) = values.elements() else { return Ok(None) };
        let variables: &mut BTreeMap<Rc<str>, Vec<Val>> = conditions.entry(test.clone()).or_default();
        variables.entry(variable.clone()).or_default().extend(values.iter().map(with_variables));
    }
    if !conditions.is_empty() {
        let one = |(test, variables): (Rc<str>, BTreeMap<Rc<str>, Vec<Val>>)| {
            (test, Val::map(variables.into_iter().map(|(name, values)| (name, alone(values))).collect()))
        };
        out.insert("Condition".into(), Val::map(conditions.into_iter().map(one).collect()));
    }
    Ok(Some(Val::map(out)))
}

/// `"*"`, or identifiers by type.
fn who(principals: &[&Entries]) -> Option<Val> {
    let mut out: BTreeMap<Rc<str>, Vec<Val>> = BTreeMap::new();
    for principal in principals {
        let (Some(Val::Text(kind)), Some(identifiers)) =
            (principal.get("type"), principal.get("identifiers"))
        else {
            return None;
        };
        let values = backwards(identifiers.elements()?);
        if principals.len() == 1 && kind.as_ref() == "*" && values == [Val::text("*")] {
            return Some(Val::text("*"));
        }
        out.entry(kind.clone()).or_default().extend(values);
    }
    Some(Val::map(out.into_iter().map(|(kind, values)| (kind, alone(values))).collect()))
}

/// Values as the provider sorts them: from the last to the first.
fn backwards(values: &[Val]) -> Vec<Val> {
    let mut all: Vec<Val> = values.iter().map(with_variables).collect();
    if all.iter().all(|value| matches!(value, Val::Text(_))) {
        all.sort_by(|one, other| super::operators::order(other, one));
    }
    all
}

fn one_or_many(values: &Val) -> Val {
    alone(backwards(values.elements().map(|values| values.as_slice()).unwrap_or_default()))
}

/// One value stands without a list.
fn alone(mut values: Vec<Val>) -> Val {
    if values.len() == 1 { values.remove(0) } else { Val::list(values) }
}

/// `&{…}` stands for the `${…}` of policies.
fn with_variables(value: &Val) -> Val {
    match value {
        Val::Text(text) => Val::text(text.replace("&{", "${")),
        Val::Template(parts) => {
            let mut out = Parts::default();
            for part in parts.iter() {
                match part {
                    Part::Text(text) => out.push_text(&text.replace("&{", "${")),
                    other => out.push_part(other),
                }
            }
            out.finish()
        }
        other => other.clone(),
    }
}
