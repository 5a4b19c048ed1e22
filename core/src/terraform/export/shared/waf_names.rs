//! What tells the statements of a web ACL and its sets of addresses from each other, the same on the way out and in.

use crate::terraform::export::kept::is_kept;
use crate::terraform::export::names::slug_or;

/// The type of web ACLs.
pub(in crate::terraform) const ACL: &str = "aws_wafv2_web_acl";
/// The type of sets of addresses.
pub(in crate::terraform) const IP_SET: &str = "aws_wafv2_ip_set";
/// What the name of a set of IPv6 addresses ends in, where the same statement has one of IPv4 addresses.
pub(in crate::terraform) const SIXTH: &str = "-v6";

/// A statement of a rule.
#[derive(Clone, Debug)]
pub(in crate::terraform) struct Spot {
    rule: String,
    /// Where it stands in the others: `/1/2`.
    path: String,
    /// What the block of a set of its own is called.
    pub(in crate::terraform) owner: String,
}

impl Spot {
    /// The outermost statement of a rule. Rules are known by their names, and by their priorities where their names
    /// are expressions.
    pub(in crate::terraform) fn new(acl: &str, rule: &str, priority: u32) -> Self {
        let mark = if is_plain(rule) { rule.to_owned() } else { format!("#{priority}") };
        let owner = format!("{}_{}", slug_or(acl, "acl"), slug_or(rule, "rule"));
        Self { rule: mark, path: String::new(), owner }
    }

    /// One of the statements that it joins, from 0.
    pub(in crate::terraform) fn inner(&self, at: usize) -> Self {
        let at = at + 1;
        Self {
            rule: self.rule.clone(),
            path: format!("{}/{at}", self.path),
            owner: format!("{}_{at}", self.owner),
        }
    }

    /// How the paths of the rule's arguments begin.
    pub(in crate::terraform) fn place(&self) -> String {
        format!("rule[{}]", self.rule)
    }

    /// What tells its rule from the others.
    pub(in crate::terraform) fn rule(&self) -> &str {
        &self.rule
    }

    /// What is kept of it under a type of its own, because no argument of Terraform's is called so.
    pub(in crate::terraform) fn kind(&self) -> String {
        format!("{ACL}/{}{}", self.rule, self.path)
    }

    /// What a set of addresses of its own is called in AWS.
    pub(in crate::terraform) fn set_name(&self, sixth: bool) -> String {
        format!("{}{}", self.owner.replace('_', "-"), if sixth { SIXTH } else { "" })
    }

    /// What tells a set from the web ACL's others: its name, or who looks at it where that is an expression.
    pub(in crate::terraform) fn part(&self, name: &str, sixth: bool) -> String {
        if is_plain(name) {
            return name.to_owned();
        }
        format!("{}{}{}", self.rule, self.path, if sixth { " v6" } else { "" })
    }
}

/// Under what the transformations are kept of a statement that has no place for them in the design.
pub(in crate::terraform) const TRANSFORMED: &str = "transformations";

/// What is kept of a web ACL's default action.
pub(in crate::terraform) const DEFAULT_KIND: &str = "aws_wafv2_web_acl/*";

/// What the body of a rule's own answer is called.
pub(in crate::terraform) fn body_key(rule: &str) -> String {
    format!("{rule}-body")
}

/// The type of such a body, told from what it holds.
pub(in crate::terraform) fn body_type(body: &str) -> &'static str {
    let is_json = serde_json::from_str::<serde::de::IgnoredAny>(body).is_ok();
    if is_json { "APPLICATION_JSON" } else { "TEXT_PLAIN" }
}

/// Whether a text is a name as WAF takes it, without an expression.
pub(in crate::terraform) fn is_plain(name: &str) -> bool {
    is_name(name) && !is_kept(name)
}

/// Whether WAF takes a text as a name.
pub(in crate::terraform) fn is_name(name: &str) -> bool {
    (1..=128).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}
