//! VPC links that lead nowhere.

use super::prelude::*;
use crate::design::Item;

rule! {
    id: "vpc-link-unused", title: "VPC links are used", severity: Note, topic: Cost,
    checks: "VPC links that no integration goes through. It says nothing where an integration names its link by a text, \
        such as a stage variable, as that may be any of them.",
    why: "A link counts against the account's quota, keeps network interfaces in the subnets, and keeps a load balancer \
        that is paid for by the hour from being missed.",
    example: "A design has the link `inner`, and every integration goes over the internet.",
    fix: "Delete the link, or send an integration through it.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    if look.integrations().any(|one| matches!(one.node.connection, Connection::Named { .. })) {
        return;
    }
    for (id, link) in &look.design.vpc_links {
        let through = |node: &Integration| matches!(&node.connection, Connection::VpcLink { id: own, .. } if own == id);
        if look.integrations().any(|one| through(one.node)) {
            continue;
        }
        let item = Item::VpcLink(*id);
        let finding = look.finding(item, format!("No integration goes through VPC link `{}`", link.name));
        look.report(finding.fix("Delete it", Edit::Remove(item), Certainty::Likely));
    }
}
