//! VPC links that stand in one Availability Zone.

use super::prelude::*;

rule! {
    id: "vpc-link-one-subnet", title: "VPC links stand in several subnets", severity: Warning, topic: Reliability,
    checks: "VPC links of the second version with one subnet. It says nothing where the subnets are a Terraform expression, \
        and about links of the first version, whose load balancer has the subnets.",
    why: "A subnet lies in one Availability Zone. When the zone fails, so does every route behind the link, though the backend \
        runs in the others. AWS asks for subnets in several zones.",
    example: "The link `orders` names `subnet-0a1b2c3d4e5f60718` and no other.",
    fix: "Name a subnet in each zone that the backend runs in.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for link in look.vpc_links().filter(|link| link.node.version == VpcLinkVersion::V2) {
        let [only] = link.node.subnet_ids.as_slice() else { continue };
        if only.contains("${") {
            continue;
        }
        let message = format!("VPC link `{}` stands in the subnet `{only}` alone", link.node.name);
        look.report(look.finding(link.item(), message).at_place("subnet_ids"));
    }
}
