//! VPC links of both generations.

use std::sync::Arc;

use crate::design::{Item, VpcLink, VpcLinkId, VpcLinkVersion};
use crate::terraform::import::build::Build;
use crate::terraform::import::build::body::Body;

/// How the export describes the variables of a link's network.
const GROUPS: &str = "Security groups of the VPC link's network interfaces";
const SUBNETS: &str = "Subnets of the VPC link's network interfaces";

/// Reads the links.
pub(super) fn read(build: &mut Build<'_, '_>) {
    let mut found: Vec<(usize, VpcLinkVersion)> =
        build.all("aws_api_gateway_vpc_link").into_iter().map(|at| (at, VpcLinkVersion::V1)).collect();
    found.extend(build.all("aws_apigatewayv2_vpc_link").into_iter().map(|at| (at, VpcLinkVersion::V2)));
    found.sort_by_key(|(at, _)| *at);
    for (at, version) in found {
        let id: VpcLinkId = build.design.mint();
        let item = Item::VpcLink(id);
        build.became(at, item);
        let Some(body) = build.body(at, item) else { continue };
        let link = match version {
            VpcLinkVersion::V1 => first(build, &body),
            VpcLinkVersion::V2 => second(build, &body),
        };
        build.design.vpc_links.insert(id, Arc::new(link));
    }
}

fn first(build: &Build<'_, '_>, body: &Body<'_, '_>) -> VpcLink {
    let name = body.text("name");
    let made = format!("ARN of the Network Load Balancer behind {name}");
    let target = body.peek("target_arns").filter(|value| !build.is_made(value, &made));
    let target_arn = match target {
        Some(_) => body.texts("target_arns").into_iter().next(),
        None => {
            body.skip(&["target_arns"]);
            None
        }
    };
    VpcLink {
        name,
        description: body.text("description"),
        version: VpcLinkVersion::V1,
        target_arn,
        tags: build.tags(body),
        ..VpcLink::default()
    }
}

fn second(build: &Build<'_, '_>, body: &Body<'_, '_>) -> VpcLink {
    let ids = |name: &str, made: &str| {
        if body.peek(name).is_some_and(|value| build.is_made(value, made)) {
            body.skip(&[name]);
            return Vec::new();
        }
        body.texts(name)
    };
    VpcLink {
        name: body.text("name"),
        version: VpcLinkVersion::V2,
        subnet_ids: ids("subnet_ids", SUBNETS),
        security_group_ids: ids("security_group_ids", GROUPS),
        tags: build.tags(body),
        ..VpcLink::default()
    }
}
