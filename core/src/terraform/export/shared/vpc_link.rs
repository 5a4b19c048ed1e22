//! VPC links of both generations.

use super::arn::is_arn;
use super::network;
use crate::design::{Item, VpcLink, VpcLinkId, VpcLinkVersion};
use crate::terraform::export::module::{Address, Module};
use crate::terraform::export::names::slug_or;
use crate::terraform::syntax::{Expr, Fields, call, reference, text};

/// The most characters of a link's name.
const NAME_LIMIT: usize = 128;

/// Adds the links.
pub(super) fn export(module: &mut Module<'_>) {
    let design = module.design;
    for (id, link) in &design.vpc_links {
        if !(1..=NAME_LIMIT).contains(&link.name.chars().count()) {
            let message = format!("AWS refuses the VPC link name `{}`", link.name);
            module.refuse(Item::VpcLink(*id), message, format!("Use 1 to {NAME_LIMIT} characters"));
            continue;
        }
        let wanted = slug_or(&link.name, &format!("link_{id}"));
        let name = module.names.take("vpc_link", &wanted, &id.to_string());
        let address = match link.version {
            VpcLinkVersion::V1 => first(module, *id, link, &name),
            VpcLinkVersion::V2 => second(module, *id, link, &name),
        };
        module.vpc_links.insert(*id, address);
    }
}

fn first(module: &mut Module<'_>, id: VpcLinkId, link: &VpcLink, name: &str) -> Address {
    let item = Item::VpcLink(id);
    module.leave_out_set(
        item,
        "A link of the first generation has a load balancer only",
        &[
            ("subnet_ids", "Subnets", !link.subnet_ids.is_empty()),
            ("security_group_ids", "Security groups", !link.security_group_ids.is_empty()),
            ("makes_security_group", "The security group", link.makes_security_group),
        ],
    );
    let target = match link.target_arn.as_deref().filter(|arn| is_arn(arn)) {
        Some(arn) => {
            let what = format!("ARN of the Network Load Balancer behind {}", link.name);
            module.own_text(&format!("{name}_load_balancer_arn"), item, what, arn)
        }
        None if module.keeps(item, "aws_api_gateway_vpc_link", "target_arns") => Expr::Null,
        None => {
            let fields = Fields::new()
                .set("description", text(format!("ARN of the Network Load Balancer behind {}", link.name)))
                .set("type", reference("string"));
            reference(&module.variable(&format!("{name}_load_balancer_arn"), item, fields))
        }
    };
    let tags = module.tags(&link.tags);
    let fields = Fields::new()
        .set("name", text(link.name.as_str()))
        .set_text("description", &link.description)
        .set("target_arns", if target == Expr::Null { target } else { Expr::Array(vec![target]) })
        .set_some("tags", tags);
    module.resource("aws_api_gateway_vpc_link", name, item, fields)
}

fn second(module: &mut Module<'_>, id: VpcLinkId, link: &VpcLink, name: &str) -> Address {
    let item = Item::VpcLink(id);
    module.leave_out_set(
        item,
        "A link of the second generation has neither a description nor a load balancer of its own",
        &[
            ("description", "The link's description", !link.description.is_empty()),
            ("target_arn", "The load balancer", link.target_arn.is_some()),
        ],
    );
    let groups = if link.makes_security_group && link.security_group_ids.is_empty() {
        network::link_group(module, item, name)
    } else {
        ids(module, item, &link.security_group_ids, name, "security_group_ids", "Security groups")
    };
    let subnets = ids(module, item, &link.subnet_ids, name, "subnet_ids", "Subnets");
    let tags = module.tags(&link.tags);
    let fields = Fields::new()
        .set("name", text(link.name.as_str()))
        .set("security_group_ids", groups)
        .set("subnet_ids", subnets)
        .set_some("tags", tags);
    module.resource("aws_apigatewayv2_vpc_link", name, item, fields)
}

/// The identifiers that the design holds, or a variable for them.
fn ids(
    module: &mut Module<'_>,
    item: Item,
    known: &[String],
    name: &str,
    argument: &str,
    what: &str,
) -> Expr {
    if !known.is_empty() {
        let what = format!("{what} of the VPC link's network interfaces");
        return module.own_texts(&format!("{name}_{argument}"), item, what, known);
    }
    if module.keeps(item, "aws_apigatewayv2_vpc_link", argument) {
        return Expr::Null;
    }
    let empty = (argument == "security_group_ids").then(|| Expr::Array(Vec::new()));
    let fields = Fields::new()
        .set("description", text(format!("{what} of the VPC link's network interfaces")))
        .set("type", call("list", vec![reference("string")]))
        .set_some("default", empty);
    reference(&module.variable(&format!("{name}_{argument}"), item, fields))
}
