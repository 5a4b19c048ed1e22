//! Rate-based rules: requests of one source in the window before now.

use std::collections::VecDeque;

use indexmap::IndexMap;

use crate::design::{WafStatement, WebAclId};

use super::address;
use super::inspection::{Found, Inspection};
use super::statement;

/// What the rate-based rules have counted, by web ACL and rule.
pub(crate) type RateCounts = IndexMap<(WebAclId, String), RateCount>;

/// What a rate-based rule has counted.
#[derive(Clone, Debug)]
pub(crate) struct RateCount {
    /// The settings that it counted with: others begin anew.
    statement: WafStatement,
    /// Moments and how many requests came in each, by the address that they are counted for.
    requests: IndexMap<String, VecDeque<(u64, u64)>>,
}

impl RateCount {
    /// How many requests each address has in the window before a moment, with the limit and the window in seconds.
    pub fn readings(&self, at_ms: u64) -> (u32, u32, Vec<(String, u64)>) {
        let WafStatement::RateBased { limit, window_s, .. } = &self.statement else {
            return (0, 0, Vec::new());
        };
        let from = at_ms.saturating_sub(u64::from(*window_s).saturating_mul(1000));
        let counted = self.requests.iter().map(|(address, moments)| {
            (
                address.clone(),
                moments.iter().filter(|(at, _)| *at > from || from == 0).map(|(_, count)| count).sum(),
            )
        });
        (*limit, *window_s, counted.collect())
    }
}

/// The settings of a rate-based statement.
pub(super) struct Rate<'s> {
    pub limit: u32,
    pub window_s: u32,
    pub forwarded_header: Option<&'s str>,
    pub scope_down: Option<&'s WafStatement>,
}

/// Counts the request, and matches once there are more than the limit in the window.
pub(super) fn look(i: &mut Inspection<'_, '_>, whole: &WafStatement, rate: &Rate<'_>) -> Found {
    let address = match source(i, rate.forwarded_header) {
        Ok(address) => address,
        Err(why) => return Found::new(false, why),
    };
    let mut found = Found::new(true, String::new()).assumed();
    if let Some(scope) = rate.scope_down {
        let inner = statement::look(i, scope);
        if !inner.matched {
            let why = format!("the request is not in the scope that is counted: {}", inner.why);
            return Found::new(false, why).founded_on(inner.fidelity);
        }
        found = found.founded_on(inner.fidelity);
    }
    let count = counted(i, whole, rate.window_s, &address);
    let limit = u64::from(rate.limit);
    found.matched = count > limit;
    found.why = format!(
        "{address} has sent {count} requests within {} seconds and {limit} are let through; AWS counts less exactly \
         and reacts some seconds later",
        rate.window_s
    );
    found
}

/// The address that a request is counted for. Errors: why the rule does not apply.
fn source(i: &Inspection<'_, '_>, header: Option<&str>) -> Result<String, String> {
    let Some(header) = header else {
        return Ok(i.x.source_ip().to_owned());
    };
    let Some(value) = i.request().header(header) else {
        return Err(format!("the request has no header `{header}`, so the rule does not apply to it"));
    };
    let first = value.split(',').next().unwrap_or_default().trim();
    match address::parse(first) {
        Some(address) => Ok(address.to_string()),
        None => Err(format!("`{first}` in the header `{header}` is no address (fallback NO_MATCH)")),
    }
}

/// Adds the request, forgets what lies before the window, and says how many are left.
fn counted(i: &mut Inspection<'_, '_>, whole: &WafStatement, window_s: u32, address: &str) -> u64 {
    let at_ms = i.x.at_ms;
    let key = (i.acl, i.rule.clone());
    let fresh = || RateCount { statement: whole.clone(), requests: IndexMap::new() };
    let count = i.counts.entry(key).or_insert_with(fresh);
    if count.statement != *whole {
        *count = fresh();
    }
    let window_ms = u64::from(window_s).saturating_mul(1000);
    let moments = count.requests.entry(address.to_owned()).or_default();
    match moments.back_mut() {
        Some((at, requests)) if *at == at_ms => *requests = requests.saturating_add(1),
        _ => moments.push_back((at_ms, 1)),
    }
    while moments.front().is_some_and(|(at, _)| at_ms.saturating_sub(*at) >= window_ms) {
        moments.pop_front();
    }
    moments.iter().map(|(_, requests)| requests).sum()
}
