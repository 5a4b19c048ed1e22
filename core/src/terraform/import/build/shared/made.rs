//! What the export makes around the design: certificates, trust stores, VPC endpoints and security groups.
//!
//! They come back as a switch where they look as the export writes them, and stay the user's own otherwise.

use std::sync::Arc;

use crate::aws::EndpointKind;
use crate::design::{Api, Domain, Item, VpcLink};
use crate::terraform::import::build::Build;
use crate::terraform::import::build::body::known_text;
use crate::terraform::import::config::{Map, Value};

const RECORD: &str = "aws_route53_record";
/// How the export describes the variables that these are made with.
const VPC: &str = "Identifier of the VPC";
const SUBNETS: &str = "Subnets that the VPC endpoint has a network interface in";
const PEM: &str = "Certificates in PEM of the authorities whose clients are let in";

/// Turns what was made for the design into its switches.
pub(in crate::terraform::import::build) fn read(build: &mut Build<'_, '_>) {
    let items: Vec<(usize, Item)> = build.items.iter().map(|(at, item)| (*at, *item)).collect();
    for (at, item) in items {
        match item {
            Item::Domain(id) => {
                let Some(domain) = build.design.domains.get(&id).cloned() else { continue };
                let mut domain = (*domain).clone();
                certificate(build, at, item, &mut domain);
                truststore(build, at, item, &mut domain);
                build.design.domains.insert(id, Arc::new(domain));
            }
            Item::VpcLink(id) => {
                let Some(link) = build.design.vpc_links.get(&id).cloned() else { continue };
                let mut link = (*link).clone();
                link_group(build, at, item, &mut link);
                build.design.vpc_links.insert(id, Arc::new(link));
            }
            Item::Api(id) => {
                let Some(api) = build.design.apis.get(&id).cloned() else { continue };
                let mut api = (*api).clone();
                vpc_endpoint(build, at, item, &mut api);
                build.design.apis.insert(id, Arc::new(api));
            }
            _ => {}
        }
    }
}

/// An argument, looked for in the resource and in its first nested block of a name.
fn argument<'c>(build: &Build<'_, 'c>, at: usize, block: &str, name: &str) -> Option<&'c Value> {
    let body = build.work.graph.body(at)?;
    let inside = |value: &'c Value| match value {
        Value::List(blocks) => match blocks.first() {
            Some(Value::Map(map)) => map.get(name),
            _ => None,
        },
        _ => None,
    };
    if block.is_empty() { body.get(name) } else { body.get(block).and_then(inside) }
}

fn only(value: &Value) -> Option<&Value> {
    match value {
        Value::List(values) => match values.as_slice() {
            [only] => Some(only),
            _ => None,
        },
        _ => None,
    }
}

fn text(build: &Build<'_, '_>, body: &Map, name: &str) -> Option<String> {
    known_text(build.work, body.get(name)?)
}

/// Resources of a type that refer to another one by an argument.
fn around(build: &Build<'_, '_>, kind: &str, argument: &str, of: (&str, usize)) -> Vec<usize> {
    let graph = &build.work.graph;
    let refers = |at: &usize| {
        let value = graph.body(*at).and_then(|body| body.get(argument));
        value.and_then(|value| graph.who(value, &[of.0])) == Some(of.1)
    };
    graph.of_kind(kind).iter().copied().filter(refers).collect()
}

fn certificate(build: &Build<'_, '_>, at: usize, item: Item, domain: &mut Domain) -> Option<()> {
    let graph = &build.work.graph;
    let places = [
        ("", "regional_certificate_arn"),
        ("", "certificate_arn"),
        ("domain_name_configuration", "certificate_arn"),
    ];
    let value = places.iter().find_map(|(block, name)| argument(build, at, block, name))?;
    let validation = graph.who(value, &["aws_acm_certificate_validation"])?;
    if graph.resource(validation)?.shown {
        return None;
    }
    let certified = graph.body(validation)?.get("certificate_arn")?;
    let certificate = graph.who(certified, &["aws_acm_certificate"])?;
    let body = graph.body(certificate)?;
    let plain = body
        .keys()
        .all(|name| matches!(name.as_str(), "domain_name" | "validation_method" | "tags" | "lifecycle"));
    let own = text(build, body, "domain_name")? == domain.name;
    // A private domain has no record of its own that would tell the zone.
    let private = domain.endpoint == Some(EndpointKind::Private);
    if domain.hosted_zone_id.is_none() && !private {
        return None;
    }
    let zone = domain.hosted_zone_id.clone();
    if !plain || !own || text(build, body, "validation_method")? != "DNS" {
        return None;
    }
    let options = format!("{}.domain_validation_options", build.work.address(certificate));
    let records: Vec<usize> = graph
        .of_kind(RECORD)
        .iter()
        .copied()
        .filter(|record| {
            let block = graph.resource(*record).and_then(|resource| resource.block);
            let block = block.and_then(|block| graph.config.blocks.get(block));
            let zoned = graph.body(*record).and_then(|body| text(build, body, "zone_id"));
            block.is_some_and(|block| block.text.contains(&options)) && (zone.is_none() || zoned == zone)
        })
        .collect();
    if records.is_empty() {
        return None;
    }
    for (at, part) in
        [(validation, ""), (certificate, "")].into_iter().chain(records.iter().map(|at| (*at, "validation")))
    {
        take(build, at, item, part);
    }
    build.work.forget(value);
    let first = records.first().and_then(|record| graph.body(*record));
    domain.hosted_zone_id = zone.or_else(|| first.and_then(|body| text(build, body, "zone_id")));
    domain.certificate_arn = None;
    domain.makes_certificate = true;
    Some(())
}

fn truststore(build: &Build<'_, '_>, at: usize, item: Item, domain: &mut Domain) -> Option<()> {
    let graph = &build.work.graph;
    let tls = domain.mutual_tls.as_mut()?;
    let version = argument(build, at, "mutual_tls_authentication", "truststore_version")?;
    let object = graph.who(version, &["aws_s3_object"])?;
    let body = graph.body(object)?;
    let bucket = graph.who(body.get("bucket")?, &["aws_s3_bucket"])?;
    let name = text(build, graph.body(bucket)?, "bucket")?;
    let key = text(build, body, "key")?;
    let made = build.is_made(body.get("content")?, PEM);
    if !made || tls.truststore_uri != format!("s3://{name}/{key}") {
        return None;
    }
    let mut taken = vec![object, bucket];
    for kind in ["aws_s3_bucket_versioning", "aws_s3_bucket_public_access_block"] {
        taken.extend(around(build, kind, "bucket", ("aws_s3_bucket", bucket)));
    }
    taken.into_iter().for_each(|at| take(build, at, item, ""));
    build.work.forget(version);
    tls.truststore_version = None;
    tls.makes_truststore = true;
    Some(())
}

fn link_group(build: &Build<'_, '_>, at: usize, item: Item, link: &mut VpcLink) -> Option<()> {
    let value = only(argument(build, at, "", "security_group_ids")?)?;
    let group = own_group(build, value, "Network interfaces of the VPC link")?;
    take_group(build, item, group);
    build.work.forget(value);
    link.security_group_ids.clear();
    link.makes_security_group = true;
    Some(())
}

fn vpc_endpoint(build: &Build<'_, '_>, at: usize, item: Item, api: &mut Api) -> Option<()> {
    let graph = &build.work.graph;
    let ids = argument(build, at, "endpoint_configuration", "vpc_endpoint_ids")?;
    let Value::List(ids) = ids else { return None };
    let value = ids.first()?;
    let endpoint = graph.who(value, &["aws_vpc_endpoint"])?;
    let body = graph.body(endpoint)?;
    let address = build.work.address(endpoint);
    let others = graph.config.blocks.iter().filter(|block| block.refers.contains(&address)).count();
    if others > 1 {
        return None;
    }
    let group = own_group(build, only(body.get("security_group_ids")?)?, "Clients of the private API")?;
    if !build.is_made(body.get("vpc_id")?, VPC) || !build.is_made(body.get("subnet_ids")?, SUBNETS) {
        return None;
    }
    take(build, endpoint, item, "");
    take_group(build, item, group);
    build.work.forget(value);
    let settings = &mut api.settings.endpoint;
    if !settings.vpc_endpoint_ids.is_empty() {
        settings.vpc_endpoint_ids.remove(0);
    }
    settings.makes_vpc_endpoint = true;
    Some(())
}

/// The security group of a value, where it is one that the export made.
fn own_group(build: &Build<'_, '_>, value: &Value, description: &str) -> Option<usize> {
    let group = build.work.graph.who(value, &["aws_security_group"])?;
    let body = build.work.graph.body(group)?;
    let own = text(build, body, "description")? == description && build.is_made(body.get("vpc_id")?, VPC);
    own.then_some(group)
}

fn take_group(build: &Build<'_, '_>, item: Item, group: usize) {
    take(build, group, item, "");
    for kind in ["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"] {
        for rule in around(build, kind, "security_group_id", ("aws_security_group", group)) {
            take(build, rule, item, "");
        }
    }
}

/// Takes a resource over with everything in it.
fn take(build: &Build<'_, '_>, at: usize, item: Item, part: &str) {
    build.work.claim(at, item, part);
    if let Some(body) = build.body(at, item) {
        body.skip(&body.names().collect::<Vec<_>>());
    }
}
