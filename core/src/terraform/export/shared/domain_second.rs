//! Domains of the second generation: Regional, for APIs of every kind and paths of several parts.

use super::domain::{certificate, mapped, mutual_tls, security_policy};
use crate::design::{Domain, DomainId, Item};
use crate::terraform::export::api::ApiContext;
use crate::terraform::export::module::{Address, Module, Of};
use crate::terraform::facts::facts;
use crate::terraform::syntax::{Fields, text};

/// Adds the domain and its API mappings.
pub(super) fn export(
    module: &mut Module<'_>,
    apis: &[ApiContext<'_>],
    id: DomainId,
    domain: &Domain,
    name: &str,
) -> Option<Address> {
    let item = Item::Domain(id);
    if domain.policy.is_some() {
        module.leave_out(item, "policy", "The domain's policy", "Only private domains have one");
    }
    let accepted = facts().security_policies.value.last().cloned().unwrap_or_default();
    let policy = security_policy(module, item, domain, std::slice::from_ref(&accepted));
    let certificate = certificate(module, item, domain, name);
    let ownership = domain.ownership_certificate_arn.as_deref().filter(|arn| super::arn::is_arn(arn));
    let configuration = Fields::new()
        .set("certificate_arn", certificate)
        .set("endpoint_type", text("REGIONAL"))
        .set("security_policy", policy.unwrap_or_else(|| text(accepted)))
        .set_some("ip_address_type", domain.ip_address_kind.map(|kind| text(kind.as_str())))
        .set_some("ownership_verification_certificate_arn", ownership.map(text));
    let tags = module.tags(&domain.tags);
    let mutual_tls = mutual_tls(module, item, domain, name);
    let fields = Fields::new()
        .set("domain_name", text(domain.name.as_str()))
        .set_some("tags", tags)
        .block("domain_name_configuration", configuration)
        .block_some("mutual_tls_authentication", mutual_tls);
    let address = module.resource("aws_apigatewayv2_domain_name", name, item, fields);
    for at in 0..domain.mappings.len() {
        map(module, apis, (id, domain), at, (name, &address));
    }
    Some(address)
}

/// Adds a mapping of this generation, below a domain of either.
pub(super) fn map(
    module: &mut Module<'_>,
    apis: &[ApiContext<'_>],
    (id, domain): (DomainId, &Domain),
    at: usize,
    (owner, address): (&str, &Address),
) {
    let Some(mapping) = domain.mappings.get(at) else { return };
    let Some((stage, path)) = mapped(module, apis, id, domain, at) else { return };
    let rest = apis.iter().find(|context| context.id == mapping.api).is_some_and(ApiContext::is_rest);
    let (api, stage_name) = if rest { ("rest_api_id", "stage_name") } else { ("api_id", "name") };
    let fields = Fields::new()
        .set("api_id", stage.get(api))
        .set("stage", stage.get(stage_name))
        .set("domain_name", address.get("domain_name"))
        .set_text("api_mapping_key", &mapping.path);
    let wanted = if owner == "this" { path } else { format!("{owner}_{path}") };
    let mark = super::super::names::mark(&mapping.path);
    let name = module.names.take("aws_apigatewayv2_api_mapping", &wanted, &mark);
    let of = Of::new("aws_apigatewayv2_api_mapping", &name, Item::Domain(id)).part(&mapping.path);
    module.add(of.fold(if owner == "this" { "" } else { owner }, name.as_str()), fields);
}
