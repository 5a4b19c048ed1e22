//! The web ACL of a REST stage.

use crate::design::Item;
use crate::flow::exchange::Exchange;
use crate::flow::verdict::Verdict;

/// Passes: rules are not simulated yet.
pub(crate) fn run(x: &mut Exchange<'_>) -> Verdict {
    let acl = x.place.stage.and_then(|(_, stage)| stage.web_acl);
    let Some(acl) = acl else {
        return Verdict::skip("The stage has no web ACL")
            .at(x.stage_item())
            .documented("apigateway-control-access-aws-waf");
    };
    let rules = x.design.web_acls.get(&acl).map_or(0, |acl| acl.rules.len());
    Verdict::not_simulated("WAF rules are").at(Item::WebAcl(acl)).saw("rules", rules.to_string(), "web ACL")
}
