//! Domains of the first generation: Regional, edge-optimized and private, for REST APIs.

use super::domain::{certificate, mapped, mutual_tls, needs_second, security_policy, was};
use super::domain_second;
use crate::aws::EndpointKind;
use crate::design::{ApiMapping, Domain, DomainId, Item};
use crate::terraform::export::api::ApiContext;
use crate::terraform::export::kept::is_kept;
use crate::terraform::export::module::{Address, Module, Of};
use crate::terraform::export::names::slug_or;
use crate::terraform::facts::facts;
use crate::terraform::syntax::{Fields, json_document, text, texts};

/// Adds the domain and its base path mappings.
pub(super) fn export(
    module: &mut Module<'_>,
    apis: &[ApiContext<'_>],
    id: DomainId,
    domain: &Domain,
    name: &str,
) -> Option<Address> {
    let item = Item::Domain(id);
    let kind = domain.endpoint.unwrap_or(EndpointKind::Regional);
    if domain.mutual_tls.is_some() && kind != EndpointKind::Regional {
        let message = format!("Domain `{}` cannot check client certificates", domain.name);
        module.refuse(item, message, "Only Regional domains have mutual TLS");
        return None;
    }
    let certificate = certificate(module, item, domain, name);
    let argument =
        if kind == EndpointKind::Regional { "regional_certificate_arn" } else { "certificate_arn" };
    let policy = security_policy(module, item, domain, &facts().security_policies.value);
    if domain.policy.is_some() && kind != EndpointKind::Private {
        module.leave_out(item, "policy", "The domain's policy", "Only private domains have one");
    }
    let resource_policy = domain.policy.as_deref().filter(|_| kind == EndpointKind::Private);
    if resource_policy.is_some_and(|policy| serde_json::from_str::<serde_json::Value>(policy).is_err()) {
        module.refuse(item, format!("The policy of domain `{}` is not JSON", domain.name), "Mend the policy");
        return None;
    }
    let tags = module.tags(&domain.tags);
    let mutual_tls = mutual_tls(module, item, domain, name);
    let ownership = domain.ownership_certificate_arn.as_deref().filter(|arn| super::arn::is_arn(arn));
    let endpoint = Fields::new()
        .set("types", texts(&[kind.as_str()]))
        .set_some("ip_address_type", domain.ip_address_kind.map(|kind| text(kind.as_str())));
    let fields = Fields::new()
        .set("domain_name", text(domain.name.as_str()))
        .set(argument, certificate)
        .set_some("ownership_verification_certificate_arn", ownership.map(text))
        .set_some("security_policy", policy)
        .set_some("policy", resource_policy.map(|policy| json_document(policy, &|value| text(value))))
        .set_some("tags", tags)
        .block("endpoint_configuration", endpoint)
        .block_some("mutual_tls_authentication", mutual_tls);
    let address = module.resource("aws_api_gateway_domain_name", name, item, fields);
    if kind == EndpointKind::Private {
        endpoints(module, item, domain, name, &address);
    }
    mappings(module, apis, (id, domain), kind, (name, &address));
    Some(address)
}

/// Adds what is found below the domain.
fn mappings(
    module: &mut Module<'_>,
    apis: &[ApiContext<'_>],
    (id, domain): (DomainId, &Domain),
    kind: EndpointKind,
    (owner, address): (&str, &Address),
) {
    let item = Item::Domain(id);
    for (at, mapping) in domain.mappings.iter().enumerate() {
        if let Some(fault) = fault(apis, mapping, kind) {
            let message = format!("Domain `{}` {fault}: `{}` is left out", domain.name, mapping.path);
            module.refuse(item, message, "Make the domain Regional");
            continue;
        }
        let second = ["aws_apigatewayv2_api_mapping ", &item.key(), " ", &mapping.path].concat();
        if needs_second(apis, mapping) || was(module, second.trim_end()) {
            domain_second::map(module, apis, (id, domain), at, (owner, address));
            continue;
        }
        let Some((stage, path)) = mapped(module, apis, id, domain, at) else { continue };
        let private = kind == EndpointKind::Private;
        let fields = Fields::new()
            .set("api_id", stage.get("rest_api_id"))
            .set("stage_name", stage.get("stage_name"))
            .set("domain_name", address.get("domain_name"))
            .set_some("domain_name_id", private.then(|| address.get("domain_name_id")))
            .set_text("base_path", &mapping.path);
        let wanted = if owner == "this" { path } else { format!("{owner}_{path}") };
        let mark = super::super::names::mark(&mapping.path);
        let name = module.names.take("aws_api_gateway_base_path_mapping", &wanted, &mark);
        let of = Of::new("aws_api_gateway_base_path_mapping", &name, item).part(&mapping.path);
        module.add(of.fold(if owner == "this" { "" } else { owner }, name.as_str()), fields);
    }
}

/// Lets VPC endpoints in to a private domain.
fn endpoints(module: &mut Module<'_>, item: Item, domain: &Domain, owner: &str, address: &Address) {
    for endpoint in &domain.vpc_endpoint_ids {
        if !endpoint.starts_with("vpce-") && !is_kept(endpoint) {
            let message = format!("Domain `{}` is reached through `{endpoint}`", domain.name);
            module.refuse(item, message, "A VPC endpoint is named by its identifier, `vpce-…`");
            continue;
        }
        let kind = "aws_api_gateway_domain_name_access_association";
        let slug = slug_or(endpoint, "endpoint");
        let wanted = if owner == "this" { slug } else { format!("{owner}_{slug}") };
        let name = module.names.take(kind, &wanted, &super::super::names::mark(endpoint));
        let tags = module.tags(&domain.tags);
        let fields = Fields::new()
            .set("domain_name_arn", address.get("arn"))
            .set("access_association_source_type", text("VPCE"))
            .set("access_association_source", text(endpoint.as_str()))
            .set_some("tags", tags);
        let of = Of::new(kind, &name, item).part(endpoint);
        module.add(of.fold(if owner == "this" { "" } else { owner }, name.as_str()), fields);
    }
}

/// Why AWS takes no such mapping.
fn fault(apis: &[ApiContext<'_>], mapping: &ApiMapping, kind: EndpointKind) -> Option<&'static str> {
    let rest = apis.iter().find(|context| context.id == mapping.api).is_none_or(ApiContext::is_rest);
    match kind {
        EndpointKind::Regional => None,
        _ if !rest => Some("maps an HTTP or WebSocket API and is not Regional"),
        _ => mapping.path.contains('/').then_some("maps a path of several parts and is not Regional"),
    }
}
