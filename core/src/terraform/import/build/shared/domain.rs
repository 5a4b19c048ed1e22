//! Custom domain names of both generations, and what is found under them.

use std::sync::Arc;

use super::record;
use crate::aws::{EndpointKind, RoutingMode};
use crate::design::{ApiMapping, Diagnostic, Domain, DomainId, Item, MutualTls};
use crate::terraform::facts::facts;
use crate::terraform::import::build::Build;
use crate::terraform::import::build::body::Body;
use crate::terraform::import::build::json::{Strings, document};
use crate::terraform::import::config::Value;

const FIRST: &str = "aws_api_gateway_domain_name";
const SECOND: &str = "aws_apigatewayv2_domain_name";

/// Reads the domains with their mappings and records.
pub(super) fn read(build: &mut Build<'_, '_>) {
    let mut found: Vec<usize> = [FIRST, SECOND].iter().flat_map(|kind| build.all(kind)).collect();
    found.sort_unstable();
    for at in found {
        let id: DomainId = build.design.mint();
        let item = Item::Domain(id);
        build.became(at, item);
        let Some(body) = build.body(at, item) else { continue };
        let domain =
            if build.work.graph.kind(at) == FIRST { first(build, &body) } else { second(build, &body) };
        build.design.domains.insert(id, Arc::new(domain));
    }
    mappings(build, "aws_api_gateway_base_path_mapping", "stage_name", "base_path");
    mappings(build, "aws_apigatewayv2_api_mapping", "stage", "api_mapping_key");
    record::read(build);
    access(build);
}

fn first(build: &Build<'_, '_>, body: &Body<'_, '_>) -> Domain {
    let name = body.text("domain_name");
    let configuration = body.block("endpoint_configuration");
    let kinds = configuration.as_ref().map(|block| block.texts("types")).unwrap_or_default();
    let regional = body.peek("regional_certificate_arn").is_some();
    let endpoint: Option<EndpointKind> = match kinds.first().and_then(|kind| kind.parse().ok()) {
        // Without a word about it the provider makes what the certificate is for.
        None => (!regional).then_some(EndpointKind::Edge),
        kind => kind.filter(|kind| *kind != EndpointKind::Regional),
    };
    let argument = if regional { "regional_certificate_arn" } else { "certificate_arn" };
    let strings = Strings::new(build.work, body.at, body.at);
    Domain {
        certificate_arn: certificate(build, body, argument, &name, endpoint),
        endpoint,
        ip_address_kind: configuration.as_ref().and_then(|block| block.word("ip_address_type")),
        ownership_certificate_arn: body.some_text("ownership_verification_certificate_arn"),
        security_policy: body.some_text("security_policy"),
        endpoint_access_mode: body.some_text("endpoint_access_mode"),
        routing_mode: first_routing_mode(body),
        mutual_tls: mutual_tls(body),
        // States have an empty text where there is none.
        policy: body
            .raw("policy")
            .filter(|value| !matches!(value, Value::Text(text) if text.is_empty()))
            .and_then(|value| document(&strings, value)),
        tags: build.tags(body),
        name,
        ..Domain::default()
    }
}

fn second(build: &Build<'_, '_>, body: &Body<'_, '_>) -> Domain {
    let name = body.text("domain_name");
    let mut domain = Domain {
        mutual_tls: mutual_tls(body),
        routing_mode: body.word("routing_mode"),
        tags: build.tags(body),
        ..Domain::default()
    };
    if let Some(block) = body.block("domain_name_configuration") {
        block.skip(&["endpoint_type"]);
        domain.certificate_arn = certificate(build, &block, "certificate_arn", &name, None);
        domain.ip_address_kind = block.word("ip_address_type");
        domain.ownership_certificate_arn = block.some_text("ownership_verification_certificate_arn");
        // The provider takes one policy here, so it says nothing.
        let only = facts().security_policies.value.last().cloned();
        domain.security_policy =
            block.some_text("security_policy").filter(|policy| Some(policy) != only.as_ref());
    }
    domain.name = name;
    domain
}

/// The certificate; none where the export asks for it by a variable of its own.
fn certificate(
    build: &Build<'_, '_>,
    body: &Body<'_, '_>,
    argument: &str,
    name: &str,
    endpoint: Option<EndpointKind>,
) -> Option<String> {
    let place = match endpoint {
        Some(EndpointKind::Edge) => "in us-east-1",
        _ => "in the API's Region",
    };
    let made = format!("ARN of the ACM certificate for {name}, {place}");
    if body.peek(argument).is_some_and(|value| build.is_made(value, &made)) {
        body.skip(&[argument]);
        return None;
    }
    body.some_text(argument)
}

/// How a domain of REST APIs finds its API: these mappings have another name there.
fn first_routing_mode(body: &Body<'_, '_>) -> Option<RoutingMode> {
    match body.glance("routing_mode").as_deref() {
        Some("BASE_PATH_MAPPING_ONLY") => {
            body.skip(&["routing_mode"]);
            Some(RoutingMode::ApiMappingOnly)
        }
        Some("ROUTING_RULE_THEN_BASE_PATH_MAPPING") => {
            body.skip(&["routing_mode"]);
            Some(RoutingMode::RoutingRuleThenApiMapping)
        }
        _ => body.word("routing_mode"),
    }
}

fn mutual_tls(body: &Body<'_, '_>) -> Option<MutualTls> {
    let block = body.block("mutual_tls_authentication")?;
    let truststore_uri = block.text("truststore_uri");
    Some(MutualTls {
        truststore_uri,
        truststore_version: block.some_text("truststore_version"),
        makes_truststore: false,
    })
}

fn mappings(build: &mut Build<'_, '_>, kind: &str, stage: &str, path: &str) {
    for at in build.all(kind) {
        let Some(body) = build.body(at, None) else { continue };
        let domain = build.linked(&body, "domain_name", &[FIRST, SECOND]);
        let (Some(item @ Item::Domain(id)), Some((api, stage))) =
            (domain, build.stage(&body, "api_id", stage))
        else {
            let message = format!("The domain or stage of `{}` is not in the files", body.address());
            body.say(Diagnostic::warning("terraform-mapping", message).help("It is kept as it was written"));
            continue;
        };
        let Some(body) = build.body(at, item) else { continue };
        body.skip(&["domain_name_id"]);
        let path = body.text(path);
        let path = path.trim_matches('/').to_owned();
        build.work.claim(at, item, &path);
        if let Some(domain) = build.design.domains.get_mut(&id) {
            Arc::make_mut(domain).mappings.push(ApiMapping { path, api, stage });
        }
    }
}

/// Which VPC endpoints reach a private domain.
fn access(build: &mut Build<'_, '_>) {
    for at in build.all("aws_api_gateway_domain_name_access_association") {
        let Some(body) = build.body(at, None) else { continue };
        let Some(item @ Item::Domain(id)) = build.linked(&body, "domain_name_arn", &[FIRST]) else {
            let message = format!("The domain of `{}` is not in the files", body.address());
            body.say(Diagnostic::warning("terraform-access", message).help("It is kept as it was written"));
            continue;
        };
        let Some(body) = build.body(at, item) else { continue };
        body.skip(&["domain_name_arn", "access_association_source_type"]);
        let endpoint = body.text("access_association_source");
        if let Some(domain) = build.design.domains.get(&id) {
            build.keep_tags(&body, &endpoint, &domain.tags);
        }
        build.work.claim(at, item, &endpoint);
        if let Some(domain) = build.design.domains.get_mut(&id) {
            Arc::make_mut(domain).vpc_endpoint_ids.push(endpoint);
        }
    }
}
