//! Web ACLs.

use indexmap::{IndexMap, IndexSet};

use super::finder::Finder;
use crate::design::{Diagnostic, Item, WafStatement, WebAcl};

/// The windows that a rate-based rule can count over, in seconds.
///
/// Source: `waf-rule-statement-type-rate-based-high-level-settings` in the WAF developer guide.
const WINDOWS_S: [u32; 4] = [60, 120, 300, 600];
/// The lowest limit of a rate-based rule. Source: as above.
const LEAST_RATE: u32 = 10;

pub(super) fn check(find: &mut Finder<'_>) {
    let mut sets = IndexMap::new();
    for (id, acl) in &find.design.web_acls {
        let item = Item::WebAcl(*id);
        let mut found = Vec::new();
        flaws(acl, &mut found);
        acl.rules.iter().for_each(|rule| shared_sets(&rule.name, &rule.statement, &mut sets, &mut found));
        for (code, message) in found {
            let message = format!("Web ACL `{}` {message}", acl.name);
            find.push(Diagnostic::error(code, message).at(item).at_place("rules"));
        }
        let used = find
            .design
            .apis
            .values()
            .flat_map(|api| api.stages.values())
            .any(|stage| stage.web_acl == Some(*id));
        if !used {
            let message = format!("Web ACL `{}` protects no stage", acl.name);
            let finding = Diagnostic::warning("web-acl-unused", message).at(item);
            find.push(finding.help("Choose it on a stage of a REST API"));
        }
        if acl.name.is_empty()
            || !acl.name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        {
            let message = format!("`{}` is no name of a web ACL", acl.name);
            let finding = Diagnostic::error("web-acl-name", message).at(item).at_place("name");
            find.push(finding.help("Use letters, digits, `-` and `_`"));
        }
        let has_log_settings = !acl.log_redacted_fields.is_empty() || acl.log_filter.is_some();
        if has_log_settings && acl.log_destination_arn.is_none() {
            let message = format!("Web ACL `{}` says what to log, and writes no log", acl.name);
            let finding = Diagnostic::warning("waf-log", message).at(item).at_place("log_destination_arn");
            find.push(finding.help("Give the log a destination, or take the settings away"));
        }
    }
}

fn flaws(acl: &WebAcl, found: &mut Vec<(&'static str, String)>) {
    let (mut priorities, mut names) = (IndexSet::new(), IndexSet::new());
    for rule in &acl.rules {
        if !priorities.insert(rule.priority) {
            found.push(("waf-priority", format!("has two rules with the priority {}", rule.priority)));
        }
        if !names.insert(rule.name.as_str()) || rule.name.is_empty() {
            found.push((
                "waf-rule-name",
                format!("has two rules called `{}`, or one without a name", rule.name),
            ));
        }
        statement(&rule.name, &rule.statement, true, found);
    }
}

fn statement(rule: &str, node: &WafStatement, outermost: bool, found: &mut Vec<(&'static str, String)>) {
    let mut tell =
        |what: String| found.push(("waf-statement", format!("has the rule `{rule}`, which {what}")));
    match node {
        WafStatement::ManagedGroup { vendor, name, .. } => {
            if !outermost {
                tell(format!("has the managed group `{name}` inside another statement"));
            }
            if vendor.is_empty() || name.is_empty() {
                tell("names no managed group".to_owned());
            }
        }
        WafStatement::RateBased { limit, window_s, scope_down, .. } => {
            if !outermost {
                tell("counts requests inside another statement".to_owned());
            }
            if *limit < LEAST_RATE {
                tell(format!("has the limit {limit}, less than {LEAST_RATE}"));
            }
            if !WINDOWS_S.contains(window_s) {
                tell(format!("counts over {window_s} s, which is not 60, 120, 300 or 600"));
            }
            if let Some(scope) = scope_down {
                statement(rule, scope, false, found);
            }
        }
        WafStatement::IpSet { addresses, .. } => {
            if addresses.is_empty() {
                tell("has no address".to_owned());
            }
            if let Some(bad) = addresses.iter().find(|address| !is_cidr(address)) {
                tell(format!("has `{bad}`, which is no CIDR range"));
            }
        }
        WafStatement::Geo { countries } => {
            let code = |code: &String| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
            if countries.is_empty() || !countries.iter().all(code) {
                tell("needs country codes of two capitals".to_owned());
            }
        }
        WafStatement::And { statements } | WafStatement::Or { statements } => {
            if statements.len() < 2 {
                tell("joins fewer than two statements".to_owned());
            }
            statements.iter().for_each(|node| statement(rule, node, false, found));
        }
        WafStatement::Not { statement: node } => statement(rule, node, false, found),
        WafStatement::RegexMatch { regex, .. } => {
            if let Some(why) = super::patterns::shape_flaw(regex) {
                tell(format!("has the expression `{regex}`: {why}"));
            }
        }
        WafStatement::ByteMatch { .. }
        | WafStatement::Size { .. }
        | WafStatement::SqlInjection { .. }
        | WafStatement::CrossSiteScripting { .. }
        | WafStatement::Label { .. } => {}
    }
}

/// Sets of one name are one set in AWS.
fn shared_sets<'d>(
    rule: &str,
    node: &'d WafStatement,
    sets: &mut IndexMap<&'d str, &'d [String]>,
    found: &mut Vec<(&'static str, String)>,
) {
    match node {
        WafStatement::IpSet { addresses, name: Some(name) } => {
            let first = *sets.entry(name.as_str()).or_insert(addresses);
            if first != addresses.as_slice() {
                let what = format!("has the rule `{rule}`, whose set `{name}` has other addresses elsewhere");
                found.push(("waf-ip-set", what));
            }
        }
        WafStatement::And { statements } | WafStatement::Or { statements } => {
            statements.iter().for_each(|node| shared_sets(rule, node, sets, found));
        }
        WafStatement::Not { statement } => shared_sets(rule, statement, sets, found),
        WafStatement::RateBased { scope_down: Some(scope), .. } => shared_sets(rule, scope, sets, found),
        _ => {}
    }
}

fn is_cidr(text: &str) -> bool {
    let Some((address, bits)) = text.split_once('/') else { return false };
    let Ok(bits) = bits.parse::<u8>() else { return false };
    match address.parse::<core::net::IpAddr>() {
        Ok(core::net::IpAddr::V4(_)) => (1..=32).contains(&bits),
        Ok(core::net::IpAddr::V6(_)) => (1..=128).contains(&bits),
        Err(_) => false,
    }
}
