//! Managed rule groups: their rules by name, triggered by the scenario or by what AWS publishes of them.

use crate::aws::{self, ManagedGroup, ManagedRule, PublishedCheck};
use crate::flow::Fidelity;

use super::inspection::{Found, Inspection};
use super::part;

/// Looks at the rules of a group; matches when one of them ends the evaluation.
pub(super) fn look(i: &mut Inspection<'_, '_>, vendor: &str, name: &str, count_rules: &[String]) -> Found {
    match aws::managed_group(vendor, name) {
        Some(group) => known(i, group, count_rules),
        None => unlisted(i, vendor, name, count_rules),
    }
}

fn known(i: &mut Inspection<'_, '_>, group: &ManagedGroup, count_rules: &[String]) -> Found {
    let mut counted = Vec::new();
    for rule in &group.rules {
        let Some(why) = matches(i, group, rule) else { continue };
        i.label(format!("{}{}", group.labels, rule.label));
        if rule.count || count_rules.contains(&rule.name) {
            counted.push(format!("`{}` counts it", rule.name));
            continue;
        }
        let counted = with_counted(&counted);
        return Found::new(true, format!("its rule `{}` matches: {why}{counted}", rule.name)).assumed();
    }
    for wanted in triggers(i, &group.name) {
        if !group.rules.iter().any(|rule| rule.name == wanted) {
            let message = format!("`{wanted}` is no rule of the managed group `{}`", group.name);
            i.remark("waf-unknown-rule", message, "Name one of the group's rules");
        }
    }
    let counted = with_counted(&counted);
    let why = format!("the request is not said to match a rule of `{}`{counted}", group.name);
    Found::new(false, why).assumed()
}

fn with_counted(counted: &[String]) -> String {
    if counted.is_empty() { String::new() } else { format!("; {}", counted.join(", ")) }
}

/// Why a rule matches: the scenario says so, or the request shows it.
fn matches(i: &Inspection<'_, '_>, group: &ManagedGroup, rule: &ManagedRule) -> Option<String> {
    if i.is_triggered(&rule.name) || i.is_triggered(&format!("{}/{}", group.name, rule.name)) {
        return Some("the request is said to match it".to_owned());
    }
    match rule.published.as_ref()? {
        // Every client sends the header, and requests in a studio seldom name it: only the scenario triggers this.
        PublishedCheck::AbsentHeader { .. } => None,
        PublishedCheck::OverBytes { part, over_bytes } => {
            let size = part::sizes(i, part)?.into_iter().max()?;
            (size > *over_bytes)
                .then(|| format!("the {} has {size} bytes, more than {over_bytes}", part::words(part)))
        }
        PublishedCheck::Method { method } => {
            (i.request().method == *method).then(|| format!("the method is {method}"))
        }
    }
}

/// A group that the tables do not list: any `group/rule` of the scenario is taken for one of its rules.
fn unlisted(i: &mut Inspection<'_, '_>, vendor: &str, name: &str, count_rules: &[String]) -> Found {
    let (counted, ending): (Vec<String>, Vec<String>) =
        triggers(i, name).into_iter().partition(|rule| count_rules.contains(rule));
    let counted: Vec<String> = counted.iter().map(|rule| format!("`{rule}` counts it")).collect();
    let counted = with_counted(&counted);
    let found = match ending.first() {
        Some(rule) => Found::new(true, format!("its rule `{rule}` is said to match{counted}")),
        None => Found::new(
            false,
            format!("the request is not said to match a rule of `{name}` of {vendor}{counted}"),
        ),
    };
    found.founded_on(Fidelity::Assumed)
}

/// The rules of a group that the scenario names with the group.
fn triggers(i: &Inspection<'_, '_>, group: &str) -> Vec<String> {
    let named = i.signs().map(|signs| signs.matches.as_slice()).unwrap_or_default().iter();
    named.filter_map(|name| Some(name.strip_prefix(group)?.strip_prefix('/')?.to_owned())).collect()
}
