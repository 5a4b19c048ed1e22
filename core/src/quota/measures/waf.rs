//! Quotas of AWS WAF on the web ACLs of stages.

use std::collections::BTreeSet;

use crate::design::{Design, Item, WafAction, WafStatement, WebAcl};
use crate::quota::gauge::Gauge;

pub fn measure(gauge: &mut Gauge<'_>, design: &Design) {
    gauge.count("waf.web_acls", Item::Design, design.web_acls.len());
    let mut seen = BTreeSet::new();
    let parts = design.web_acls.values().flat_map(|acl| statements(acl));
    // Statements may look at the same set.
    let sets = parts.filter(|part| match *part {
        WafStatement::IpSet { name: Some(name), .. } => seen.insert(name.as_str()),
        _ => true,
    });
    let sets = sets.map(|part| ip_sets(part).len()).sum();
    gauge.count("waf.ip_sets", Item::Design, sets);

    let each = |used: fn(&WebAcl) -> Option<usize>| {
        design.web_acls.iter().filter_map(move |(id, acl)| Some((Item::WebAcl(*id), used(acl)?)))
    };
    gauge.counts("waf.reference_statements", each(|acl| Some(references(acl))));
    gauge.counts("waf.rate_based_rules", each(|acl| Some(limits(acl).count())));
    let rates = design
        .web_acls
        .iter()
        .flat_map(|(id, acl)| limits(acl).map(move |limit| (Item::WebAcl(*id), u64::from(limit))));
    gauge.settings("waf.rate_limit", rates);
    gauge
        .counts("waf.addresses_per_ip_set", each(|acl| largest(acl, |part| ip_sets(part).into_iter().max())));
    gauge.sizes("waf.string_match_length", each(|acl| largest(acl, text)));
    gauge.sizes("waf.regex_length", each(|acl| largest(acl, expression)));
    gauge.counts("waf.text_transformations", each(|acl| largest(acl, transformations)));
    gauge.counts("waf.geo_countries", each(|acl| largest(acl, countries)));
    gauge.sizes("waf.response_body_bytes", each(|acl| bodies(acl).map(str::len).max()));
    gauge.counts("waf.response_bodies", each(|acl| Some(bodies(acl).count())));
    gauge.sizes("waf.response_bodies_bytes", each(|acl| Some(bodies(acl).map(str::len).sum())));
}

/// Every statement of a web ACL, those inside others too.
fn statements(acl: &WebAcl) -> impl Iterator<Item = &WafStatement> {
    let mut waiting: Vec<&WafStatement> = acl.rules.iter().map(|rule| &rule.statement).collect();
    std::iter::from_fn(move || {
        let next = waiting.pop()?;
        match next {
            WafStatement::And { statements } | WafStatement::Or { statements } => waiting.extend(statements),
            WafStatement::Not { statement } => waiting.push(statement),
            WafStatement::RateBased { scope_down, .. } => waiting.extend(scope_down.as_deref()),
            _ => {}
        }
        Some(next)
    })
}

fn largest(acl: &WebAcl, size: fn(&WafStatement) -> Option<usize>) -> Option<usize> {
    statements(acl).filter_map(size).max()
}

/// The addresses of each set that a statement needs: one set for each version of IP addresses.
fn ip_sets(statement: &WafStatement) -> Vec<usize> {
    let WafStatement::IpSet { addresses, .. } = statement else { return Vec::new() };
    let sixth = addresses.iter().filter(|address| address.contains(':')).count();
    [addresses.len() - sixth, sixth].into_iter().filter(|count| *count > 0).collect()
}

/// Statements that name an IP set or a rule group.
fn references(acl: &WebAcl) -> usize {
    let named = |part: &WafStatement| match part {
        WafStatement::ManagedGroup { .. } => 1,
        part => ip_sets(part).len(),
    };
    statements(acl).map(named).sum()
}

/// The limits of rate-based rules.
fn limits(acl: &WebAcl) -> impl Iterator<Item = u32> {
    statements(acl).filter_map(|part| match part {
        WafStatement::RateBased { limit, .. } => Some(*limit),
        _ => None,
    })
}

fn text(statement: &WafStatement) -> Option<usize> {
    match statement {
        WafStatement::ByteMatch { text, .. } => Some(text.chars().count()),
        _ => None,
    }
}

fn expression(statement: &WafStatement) -> Option<usize> {
    match statement {
        WafStatement::RegexMatch { regex, .. } => Some(regex.chars().count()),
        _ => None,
    }
}

fn transformations(statement: &WafStatement) -> Option<usize> {
    match statement {
        WafStatement::ByteMatch { transformations, .. }
        | WafStatement::RegexMatch { transformations, .. } => Some(transformations.len()),
        _ => None,
    }
}

fn countries(statement: &WafStatement) -> Option<usize> {
    match statement {
        WafStatement::Geo { countries } => Some(countries.len()),
        _ => None,
    }
}

/// The bodies that a web ACL answers with in place of WAF's own.
fn bodies(acl: &WebAcl) -> impl Iterator<Item = &str> {
    let actions = acl.rules.iter().map(|rule| &rule.action).chain([&acl.default_action]);
    actions.filter_map(|action| match action {
        WafAction::Block { body: Some(body), .. } => Some(body.as_str()),
        _ => None,
    })
}
