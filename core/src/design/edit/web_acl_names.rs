//! What a design keeps of Terraform files for rules and sets of addresses goes by their names: it follows them.

use std::mem::discriminant;

use indexmap::IndexMap;

use crate::design::{Design, Item, WafRule, WafStatement, WebAcl, WebAclId};

const ACL: &str = "aws_wafv2_web_acl";
const IP_SET: &str = "aws_wafv2_ip_set";

/// A name that something is kept under.
struct Renamed {
    from: String,
    to: String,
    /// Whether the old one is still in use: what is kept is then for both.
    shared: bool,
    /// Whether AWS still has the set by its name, so that its block is the same.
    same: bool,
}

/// Gives what is kept for a web ACL the names that its rules and sets have after an edit.
pub(super) fn follow(design: &mut Design, id: WebAclId, after: &WebAcl) {
    let Some(before) = design.web_acls.get(&id).cloned() else { return };
    let owner = Item::WebAcl(id).key();
    let in_use: Vec<String> = after.rules.iter().flat_map(sets).map(|set| set.part).collect();
    let (mut rules, mut renamed): (Vec<Renamed>, Vec<Renamed>) = (Vec::new(), Vec::new());
    for (old, new) in pairs(&before.rules, &after.rules) {
        let (from, to) = (mark(old), mark(new));
        let plain = [&old.name, &new.name].map(|name| format!("rule[\"{name}\"]."));
        if from != to {
            rules.push(Renamed { from, to, shared: false, same: true });
        }
        if let (kept, [from, to]) = (&mut design.terraform.computed, plain)
            && let Some(kept) = kept.get_mut(&format!("{ACL} {owner}"))
        {
            rekey(kept, |key| Some((format!("{to}{}", key.strip_prefix(&from)?), false)));
        }
        let news = sets(new);
        for old in sets(old) {
            let Some(new) = news.iter().find(|new| new.path == old.path && new.sixth == old.sixth) else {
                continue;
            };
            if old.part != new.part {
                let (shared, same) = (in_use.contains(&old.part), old.name == new.name);
                renamed.push(Renamed { from: old.part, to: new.part.clone(), shared, same });
            }
        }
    }
    let kept = &mut design.terraform;
    for Renamed { from, to, .. } in &rules {
        let starts = [
            (format!("{owner} {ACL} rule["), "]"),
            (format!("{owner} {ACL}/"), "/"),
            (format!("{owner} {ACL}/"), " "),
        ];
        rekey(&mut kept.arguments, |key| {
            starts.iter().find_map(|(start, end)| {
                let rest = key.strip_prefix(start.as_str())?.strip_prefix(from.as_str())?;
                rest.starts_with(end).then(|| (format!("{start}{to}{rest}"), false))
            })
        });
    }
    for Renamed { from, to, shared, same } in &renamed {
        let start = format!("{owner} {IP_SET} [");
        rekey(&mut kept.arguments, |key| {
            let rest = key.strip_prefix(&start)?.strip_prefix(from.as_str())?.strip_prefix("] ")?;
            Some((format!("{start}{to}] {rest}"), *shared))
        });
        let (from, to) = (format!("{IP_SET} {owner} {from}"), format!("{IP_SET} {owner} {to}"));
        let moved = |key: &str| (key == from).then(|| (to.clone(), *shared));
        rekey(&mut kept.comments, moved);
        rekey(&mut kept.computed, moved);
        if *same {
            rekey(&mut kept.addresses, moved);
            rekey(&mut kept.names, moved);
        }
        // A set with another name is another one to AWS, which deletes none that is looked at: under an address of its
        // own it is there before the old one goes.
    }
}

/// Rules and what became of them: of the same name, or what stands in for one that is gone.
fn pairs<'r>(before: &'r [WafRule], after: &'r [WafRule]) -> Vec<(&'r WafRule, &'r WafRule)> {
    let has = |rules: &[WafRule], name: &str| rules.iter().filter(|rule| rule.name == name).count();
    let is_same = |old: &WafRule, new: &WafRule| {
        let alike = discriminant(&old.statement) == discriminant(&new.statement);
        old.name == new.name || (alike && old.priority == new.priority) || old.statement == new.statement
    };
    let became = |new: &'r WafRule| {
        // Where several have a name, nothing tells which of them something is kept for.
        let known = has(before, &new.name);
        let mut open = before.iter().filter(|old| match known {
            0 => has(after, &old.name) == 0 && has(before, &old.name) == 1,
            1 => old.name == new.name,
            _ => false,
        });
        open.find(|old| is_same(old, new)).filter(|_| has(after, &new.name) == 1)
    };
    after.iter().filter_map(|new| Some((became(new)?, new))).collect()
}

/// What a rule is known by: its name, or its priority where that is an expression.
fn mark(rule: &WafRule) -> String {
    if is_plain(&rule.name) { rule.name.clone() } else { format!("#{}", rule.priority) }
}

fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// A set of addresses with a name.
struct Set {
    name: String,
    /// Where its statement stands in others.
    path: String,
    sixth: bool,
    /// What it is known by.
    part: String,
}

fn sets(rule: &WafRule) -> Vec<Set> {
    let mut found = Vec::new();
    collect(&rule.statement, &mark(rule), "", &mut found);
    found
}

fn collect(statement: &WafStatement, rule: &str, path: &str, found: &mut Vec<Set>) {
    match statement {
        WafStatement::IpSet { addresses, name: Some(name) } => {
            let is_sixth = |address: &String| address.contains(':');
            let beside = !addresses.iter().all(is_sixth);
            for sixth in
                [false, true].into_iter().filter(|sixth| addresses.iter().any(|one| is_sixth(one) == *sixth))
            {
                let part = match is_plain(name) {
                    true => format!("{name}{}", if sixth && beside { "-v6" } else { "" }),
                    false => format!("{rule}{path}{}", if sixth { " v6" } else { "" }),
                };
                found.push(Set { name: name.clone(), path: path.to_owned(), sixth, part });
            }
        }
        WafStatement::And { statements } | WafStatement::Or { statements } => {
            for (at, inner) in (1_usize..).zip(statements) {
                collect(inner, rule, &format!("{path}/{at}"), found);
            }
        }
        WafStatement::Not { statement } => collect(statement, rule, path, found),
        WafStatement::RateBased { scope_down: Some(inner), .. } => collect(inner, rule, path, found),
        _ => {}
    }
}

/// Gives entries other keys; those that are for both stay under the old one, too.
fn rekey<T: Clone>(map: &mut IndexMap<String, T>, change: impl Fn(&str) -> Option<(String, bool)>) {
    if !map.keys().any(|key| change(key).is_some_and(|(new, _)| new != *key)) {
        return;
    }
    for (key, value) in std::mem::take(map) {
        match change(&key) {
            Some((new, shared)) => {
                if shared {
                    map.insert(key, value.clone());
                }
                map.insert(new, value);
            }
            None => _ = map.insert(key, value),
        }
    }
}
