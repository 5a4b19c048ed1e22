//! AWS WAF: web ACLs, what is in them, and the requests that they look at.

use crate::aws::PriceItem;
use crate::cost::Meter;
use crate::design::inputs::Usage;

/// What is counted.
pub fn meters(usage: &Usage) -> Vec<Meter> {
    let (own, managed) = (usage.rule_groups, usage.managed_rule_groups);
    let found = [
        Meter::decimal(PriceItem::WebAcls, "WAF web ACLs", usage.web_acls, "web ACL"),
        Meter::decimal(PriceItem::WafRules, "WAF rules", usage.rules, "rule"),
        Meter::decimal(PriceItem::WafRuleGroups, "WAF rule groups", own, "rule group"),
        Meter::decimal(PriceItem::WafManagedRuleGroups, "WAF managed rule groups", managed, "rule group"),
        Meter::count(PriceItem::WafRequests, "WAF requests", usage.waf_requests, "request"),
    ];
    found.into_iter().flatten().collect()
}
