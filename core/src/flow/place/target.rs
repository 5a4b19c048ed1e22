//! Where a custom domain sends a request: its routing rules and its API mappings.

use crate::design::{ApiId, Domain, StageId};
use crate::flow::request::Request;
use crate::lang::glob;

use super::MAPPINGS;

/// Where a domain sends a request.
pub(super) struct Target {
    pub api: ApiId,
    pub stage: StageId,
    /// The base path that is taken off.
    pub strip: String,
    pub why: String,
    pub page: &'static str,
    /// The priority of the routing rule that decided.
    pub rule: Option<u32>,
}

pub(super) fn by_mapping(domain: &Domain, path: &str) -> Option<Target> {
    let mapping = domain
        .mappings
        .iter()
        .filter(|mapping| is_under(path, &mapping.path))
        .max_by_key(|mapping| mapping.path.len())?;
    let why = if mapping.path.is_empty() {
        "its mapping with the empty path".to_owned()
    } else {
        format!("its longest matching mapping `{}`", mapping.path)
    };
    Some(Target {
        api: mapping.api,
        stage: mapping.stage,
        strip: mapping.path.clone(),
        why,
        page: MAPPINGS,
        rule: None,
    })
}

pub(super) fn by_rule(domain: &Domain, request: &Request) -> Option<Target> {
    let mut rules: Vec<_> = domain.routing_rules.iter().collect();
    rules.sort_by_key(|rule| rule.priority);
    rules.into_iter().find_map(|rule| {
        let headers = rule.headers.iter().all(|condition| {
            request.headers.iter().any(|(name, value)| {
                name.eq_ignore_ascii_case(&condition.name) && glob::matches(&condition.value, value)
            })
        });
        let base = rule.base_paths.iter().find(|base| is_under(&request.path, base));
        if !headers || (base.is_none() && !rule.base_paths.is_empty()) {
            return None;
        }
        let strip = base.filter(|_| rule.strip_base_path).cloned().unwrap_or_default();
        let why = format!("its routing rule of priority {}", rule.priority);
        let (api, stage, priority) = (rule.api, rule.stage, Some(rule.priority));
        Some(Target { api, stage, strip, why, page: "rest-api-routing-rules", rule: priority })
    })
}

/// Whether a path is `base` or lies under it.
fn is_under(path: &str, base: &str) -> bool {
    let base = base.trim_matches('/');
    let rest = path.trim_start_matches('/').strip_prefix(base);
    base.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

pub(super) fn without_prefix(path: &str, base: &str) -> String {
    let rest = path.trim_start_matches('/');
    let rest = rest.strip_prefix(base.trim_matches('/')).unwrap_or(rest);
    if rest.starts_with('/') { rest.to_owned() } else { format!("/{rest}") }
}
