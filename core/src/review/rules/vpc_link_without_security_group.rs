//! VPC links that take the security group of everything else.

use super::prelude::*;

rule! {
    id: "vpc-link-without-security-group", title: "VPC links have a security group", severity: Note, topic: Reliability,
    checks: "VPC links of the second version in named subnets that name no security group, and for which none is made.",
    why: "Without one the link's network interfaces get the VPC's default group. It is shared, and whoever tightens it closes \
        the link too: every route behind it then fails, and nothing in the design says why.",
    example: "The link `orders` names two subnets and no security group.",
    fix: "Name a group that lets the link reach the load balancer, or let one be made with the design.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for link in look.vpc_links().filter(|link| link.node.version == VpcLinkVersion::V2) {
        let node = link.node;
        // A link that names nothing at all has its subnets and groups asked for by Terraform variables.
        if node.subnet_ids.is_empty() || !node.security_group_ids.is_empty() || node.makes_security_group {
            continue;
        }
        let fix = link.put(|link| link.makes_security_group = true);
        let message = format!("VPC link `{}` has no security group of its own", node.name);
        let finding = look.finding(link.item(), message).at_place("security_group_ids");
        look.report(finding.fix("Make one with the design", fix, Certainty::Likely));
    }
}
