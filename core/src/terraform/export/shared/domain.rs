//! Custom domain names: which generation of blocks a domain needs, and its DNS record.

use super::domain_record::record;
use super::{domain_first, domain_second};
use crate::aws::EndpointKind;
use crate::design::{ApiMapping, Diagnostic, Domain, DomainId, Item};
use crate::terraform::export::api::ApiContext;
use crate::terraform::export::module::{Address, Module};
use crate::terraform::export::names::slug_or;
use crate::terraform::syntax::{Expr, Fields, call, reference, text};

/// The two generations of blocks for a domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Generation {
    /// `aws_api_gateway_domain_name`.
    First,
    /// `aws_apigatewayv2_domain_name`.
    Second,
}

/// Adds the domains, what is found under them, and their records.
pub(super) fn export(module: &mut Module<'_>, apis: &[ApiContext<'_>]) {
    let design = module.design;
    let single = design.domains.len() == 1;
    for (id, domain) in &design.domains {
        let item = Item::Domain(*id);
        if domain.name.is_empty() {
            module.refuse(item, "A domain has no name", "Give it one, such as `api.example.com`");
            continue;
        }
        uncovered(module, item, domain);
        let wanted = if single { "this".to_owned() } else { slug_or(&domain.name, &format!("domain_{id}")) };
        let name = module.names.take("domain", &wanted, &id.to_string());
        let generation = generation(module, apis, item, domain);
        let address = match generation {
            Generation::First => domain_first::export(module, apis, *id, domain, &name),
            Generation::Second => domain_second::export(module, apis, *id, domain, &name),
        };
        if let Some(address) = address {
            record(module, item, domain, &name, &address, generation);
        }
    }
}

/// A domain that is there stays of its generation: of another, it would be made anew. A new one is of the first if all
/// its mappings are.
fn generation(module: &Module<'_>, apis: &[ApiContext<'_>], item: Item, domain: &Domain) -> Generation {
    let is = |kind: &str| was(module, &[kind, " ", &item.key()].concat());
    let second = domain.mappings.iter().any(|mapping| needs_second(apis, mapping));
    match domain.endpoint {
        Some(EndpointKind::Edge | EndpointKind::Private) => Generation::First,
        _ if is("aws_api_gateway_domain_name") => Generation::First,
        _ if second || is("aws_apigatewayv2_domain_name") => Generation::Second,
        _ => Generation::First,
    }
}

/// The mappings of the first generation are of REST APIs, under paths of one part; both generations of domains take
/// those of the second.
pub(super) fn needs_second(apis: &[ApiContext<'_>], mapping: &ApiMapping) -> bool {
    let rest = apis.iter().find(|context| context.id == mapping.api).is_none_or(ApiContext::is_rest);
    !rest || mapping.path.contains('/')
}

/// Whether a block with this mark was in the files at the last export or import.
pub(super) fn was(module: &Module<'_>, mark: &str) -> bool {
    module.design.terraform.addresses.contains_key(mark)
}

fn uncovered(module: &mut Module<'_>, item: Item, domain: &Domain) {
    if domain.makes_certificate && domain.hosted_zone_id.as_deref().is_none_or(str::is_empty) {
        makes_certificate(module, item, domain);
    }
    if domain.endpoint != Some(EndpointKind::Private) && !domain.vpc_endpoint_ids.is_empty() {
        let why = "Only a private domain is reached through them";
        module.leave_out(item, "vpc_endpoint_ids", "The domain's VPC endpoints", why);
    }
    module.leave_out_set(
        item,
        "The AWS provider has no place for it in the versions that the files are made for",
        &[
            ("routing_rules", "The domain's routing rules", !domain.routing_rules.is_empty()),
            ("routing_mode", "The domain's routing mode", domain.routing_mode.is_some()),
            ("endpoint_access_mode", "The endpoint access mode", domain.endpoint_access_mode.is_some()),
        ],
    );
}

/// The certificate that the design names, or a variable's.
pub(super) fn certificate(module: &mut Module<'_>, item: Item, domain: &Domain, name: &str) -> Expr {
    let known = domain.certificate_arn.as_deref().filter(|arn| super::arn::is_arn(arn));
    let zone = domain.hosted_zone_id.as_deref().filter(|zone| !zone.is_empty());
    if let Some(zone) = zone.filter(|_| makes_certificate(module, item, domain)) {
        return super::certificate::made(module, item, domain, zone, name);
    }
    let variable =
        if name == "this" { "certificate_arn".to_owned() } else { format!("{name}_certificate_arn") };
    let place = match domain.endpoint {
        Some(EndpointKind::Edge) => "in us-east-1",
        _ => "in the API's Region",
    };
    if let Some(arn) = known {
        let what = format!("ARN of the ACM certificate for {}, {place}", domain.name);
        return module.own_text(&variable, item, what, arn);
    }
    let path = format!("var.{variable}");
    let is_arn = call("startswith", vec![reference(&path), text("arn:")]);
    let validation = Fields::new()
        .set("condition", is_arn)
        .set("error_message", text("A certificate is named by its ARN."));
    let description = format!("ARN of the ACM certificate for {}, {place}", domain.name);
    let fields = Fields::new()
        .set("description", text(description))
        .set("type", reference("string"))
        .block("validation", validation);
    reference(&module.variable(&variable, item, fields))
}

/// Whether the domain's certificate is made with it; says why not where that cannot be.
fn makes_certificate(module: &mut Module<'_>, item: Item, domain: &Domain) -> bool {
    let why = match () {
        () if !domain.makes_certificate || domain.certificate_arn.is_some() => return false,
        () if domain.hosted_zone_id.as_deref().is_none_or(str::is_empty) => {
            "Name the Route 53 zone that its validation record is made in"
        }
        () if domain.endpoint == Some(EndpointKind::Edge) => {
            "It has to be in us-east-1, where the module's provider may not be: make it apart and name its ARN"
        }
        () => return true,
    };
    module.leave_out(item, "makes_certificate", "The domain's own certificate", why);
    false
}

/// The `mutual_tls_authentication` block.
pub(super) fn mutual_tls(module: &mut Module<'_>, item: Item, domain: &Domain, name: &str) -> Option<Fields> {
    let tls = domain.mutual_tls.as_ref()?;
    if tls.makes_truststore {
        let made = super::certificate::truststore(module, item, tls, name);
        if made.is_none() {
            let why = "Write its address as `s3://bucket/key`";
            module.leave_out(item, "mutual_tls", "The bucket of the trust store", why);
        }
        if made.is_some() {
            return made;
        }
    }
    Some(
        Fields::new()
            .set("truststore_uri", text(tls.truststore_uri.as_str()))
            .set_some("truststore_version", tls.truststore_version.as_deref().map(text)),
    )
}

/// The stage and API that a mapping names, and a name for its block.
pub(super) fn mapped(
    module: &mut Module<'_>,
    apis: &[ApiContext<'_>],
    id: DomainId,
    domain: &Domain,
    at: usize,
) -> Option<(Address, String)> {
    let mapping = domain.mappings.get(at)?;
    let known = apis
        .iter()
        .any(|context| context.id == mapping.api && context.api.stages.contains_key(&mapping.stage));
    match module.stages.get(&mapping.stage) {
        Some(stage) if known => {
            let path = slug_or(&mapping.path, "root");
            Some((stage.clone(), path))
        }
        _ => {
            let message =
                format!("`{}/{}` is mapped to a stage that is not in the files", domain.name, mapping.path);
            module.refuse(Item::Domain(id), message, "Choose a stage of an API in the design");
            None
        }
    }
}

/// The TLS policy where the generation takes it.
pub(super) fn security_policy(
    module: &mut Module<'_>,
    item: Item,
    domain: &Domain,
    accepted: &[String],
) -> Option<Expr> {
    let policy = domain.security_policy.as_deref().filter(|policy| !policy.is_empty())?;
    if accepted.iter().any(|word| word == policy) {
        return Some(text(policy));
    }
    let message = format!("The TLS policy `{policy}` is left out of the Terraform files");
    let help = format!("The AWS provider takes {} for this domain", accepted.join(", "));
    module.tell(
        Diagnostic::warning("terraform-left-out", message).at(item).at_place("security_policy").help(help),
    );
    None
}
