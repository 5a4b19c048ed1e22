//! VPC links.

use super::finder::Finder;
use crate::aws::refusal_text;
use crate::design::{Diagnostic, Item, VpcLinkVersion};

pub(super) fn check(find: &mut Finder<'_>) {
    for (id, link) in &find.design.vpc_links {
        let item = Item::VpcLink(*id);
        if link.name.is_empty() {
            let message =
                format!("A VPC link has no name; AWS answers: {}", refusal_text("vpc_link.name", &[]));
            find.push(Diagnostic::error("vpc-link-name", message).at(item).at_place("name"));
        }
        match (link.version, link.target_arn.as_deref()) {
            (VpcLinkVersion::V1, Some(arn)) if !arn.starts_with("arn:") || arn.split(':').count() < 6 => {
                let words = refusal_text("vpc_link.arn", &[("arn", arn)]);
                let message = format!("VPC link `{}` names a target; AWS answers: {words}", link.name);
                let finding = Diagnostic::error("vpc-link-arn", message).at(item).at_place("target_arn");
                find.push(finding.help("Give the ARN of a Network Load Balancer"));
            }
            (VpcLinkVersion::V2, Some(_)) => {
                let message = format!(
                    "VPC link `{}` is of the second version, which names no load balancer",
                    link.name
                );
                let finding =
                    Diagnostic::error("vpc-link-target-on-v2", message).at(item).at_place("target_arn");
                find.push(finding.help("Name the load balancer on the integration"));
            }
            _ => {}
        }
        let in_subnets = !link.subnet_ids.is_empty() || !link.security_group_ids.is_empty();
        if link.version == VpcLinkVersion::V1 && in_subnets {
            let message = format!("VPC link `{}` is of the first version, which has no subnets", link.name);
            let finding =
                Diagnostic::error("vpc-link-subnets-on-v1", message).at(item).at_place("subnet_ids");
            find.push(finding.help("Take subnets and security groups away, or use the second version"));
        }
    }
}
