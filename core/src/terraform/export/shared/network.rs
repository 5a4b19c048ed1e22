//! VPC endpoints and security groups that are made with the design.

use crate::design::{Item, TextMap};
use crate::terraform::export::module::{Address, Module, Of, Piece};
use crate::terraform::syntax::{Expr, Fields, Part, call, number, reference, template, text};

/// The port of every endpoint of API Gateway.
const HTTPS: u32 = 443;

/// A variable for the VPC that something is in.
fn vpc(module: &mut Module<'_>, item: Item, name: &str) -> String {
    let path = format!("var.{name}");
    let validation = Fields::new()
        .set("condition", call("startswith", vec![reference(&path), text("vpc-")]))
        .set("error_message", text("A VPC is named by its identifier, such as vpc-0123456789abcdef0."));
    let fields = Fields::new()
        .set("description", text("Identifier of the VPC"))
        .set("type", reference("string"))
        .block("validation", validation);
    module.variable(name, item, fields)
}

/// A security group; the part tells it from the item's other ones.
fn group(module: &mut Module<'_>, item: Item, name: &str, description: &str, vpc: &str) -> Address {
    let tags = module.tags(&TextMap::new());
    let fields = Fields::new()
        .set("name_prefix", text(format!("{}-", name.replace('_', "-"))))
        .set("description", text(description))
        .set("vpc_id", reference(vpc))
        .set_some("tags", tags)
        .block_some("lifecycle", module.replaced_first(item, "aws_security_group"));
    module.resource("aws_security_group", name, item, fields)
}

/// The VPC endpoint of a private API, which clients in its VPC reach; gives its identifier.
pub(in crate::terraform) fn vpc_endpoint(module: &mut Module<'_>, item: Item, prefix: &str) -> Expr {
    let vpc = vpc(module, item, &format!("{prefix}vpc_id"));
    let name = module.names.take("aws_vpc_endpoint", &format!("{prefix}execute_api"), "2");
    let lookup = Fields::new().set("id", reference(&vpc)).into_block("data", &["aws_vpc", &name]);
    module.main.push(Piece::plain(lookup, item));
    let group = group(module, item, &name, "Clients of the private API", &vpc);
    let fields = Fields::new()
        .set("security_group_id", group.get("id"))
        .set("description", text("HTTPS from the VPC"))
        .set("cidr_ipv4", reference(&format!("data.aws_vpc.{name}.cidr_block")))
        .set("ip_protocol", text("tcp"))
        .set("from_port", number(HTTPS))
        .set("to_port", number(HTTPS));
    module.resource("aws_vpc_security_group_ingress_rule", &name, item, fields);
    let subnets = Fields::new()
        .set("description", text("Subnets that the VPC endpoint has a network interface in"))
        .set("type", call("list", vec![reference("string")]));
    let subnets = module.variable(&format!("{prefix}vpc_endpoint_subnet_ids"), item, subnets);
    let region = module.data("aws_region", "id");
    let tags = module.tags(&TextMap::new());
    let fields = Fields::new()
        .set("vpc_id", reference(&vpc))
        .set("service_name", template(&[Part::text("com.amazonaws."), region, Part::text(".execute-api")]))
        .set("vpc_endpoint_type", text("Interface"))
        .set("private_dns_enabled", true)
        .set("subnet_ids", reference(&subnets))
        .set("security_group_ids", Expr::Array(vec![group.get("id")]))
        .set_some("tags", tags);
    module.resource("aws_vpc_endpoint", &name, item, fields).get("id")
}

/// The security group of a VPC link's network interfaces, which may reach anything in the VPC.
pub(super) fn link_group(module: &mut Module<'_>, item: Item, name: &str) -> Expr {
    let vpc = vpc(module, item, &format!("{name}_vpc_id"));
    let group = group(module, item, &format!("{name}_link"), "Network interfaces of the VPC link", &vpc);
    let fields = Fields::new()
        .set("security_group_id", group.get("id"))
        .set("description", text("To the backends"))
        .set("cidr_ipv4", text("0.0.0.0/0"))
        .set("ip_protocol", text("-1"));
    let name = format!("{name}_link");
    module.add(Of::new("aws_vpc_security_group_egress_rule", &name, item), fields);
    Expr::Array(vec![group.get("id")])
}
