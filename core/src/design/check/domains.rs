//! Custom domains: names, mappings, certificates and mutual TLS.

use std::sync::Arc;

use indexmap::IndexSet;

use super::finder::{Finder, put_api};
use crate::aws::{self, ApiKind, Capability, EndpointKind, PolicyGeneration, RoutingMode};
use crate::design::{Api, Certainty, Design, Diagnostic, Domain, DomainId, Item, RoutingRule};

/// The Region where certificates of edge-optimized domains live.
///
/// Source: `how-to-edge-optimized-custom-domain-name` in the developer guide.
const EDGE_CERTIFICATE_REGION: &str = "us-east-1";
/// The policy that domains of HTTP and WebSocket APIs have.
const V2_POLICY: &str = "TLS_1_2";

pub(super) fn check(find: &mut Finder<'_>) {
    let mut seen = IndexSet::new();
    for (id, domain) in &find.design.domains {
        let item = Item::Domain(*id);
        if !is_host(&domain.name) {
            let message = format!("`{}` is no domain name", domain.name);
            let finding = Diagnostic::error("domain-name", message).at(item).at_place("name");
            find.push(finding.help("Write it like `api.example.com`"));
        } else if !seen.insert(domain.name.as_str()) {
            let message = format!("The domain `{}` is there twice", domain.name);
            find.push(Diagnostic::error("domain-twice", message).at(item).at_place("name"));
        }
        mappings(find, *id, domain);
        kinds(find, *id, domain);
        certificate(find, item, domain);
        policy(find, item, domain);
        mutual_tls(find, *id, domain);
        rules(find, item, domain);
    }
}

fn is_host(name: &str) -> bool {
    let name = name.strip_prefix("*.").unwrap_or(name);
    let label = |label: &str| {
        !label.is_empty()
            && label.len() < 64
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    name.contains('.') && name.split('.').all(label)
}

fn apis<'a>(
    find: &Finder<'a>,
    domain: &'a Domain,
) -> impl Iterator<Item = (crate::design::ApiId, &'a Arc<Api>)> {
    let design = find.design;
    let ids = domain
        .mappings
        .iter()
        .map(|mapping| mapping.api)
        .chain(domain.routing_rules.iter().map(|rule| rule.api));
    let ids: IndexSet<_> = ids.collect();
    ids.into_iter().filter_map(|id| Some((id, design.apis.get(&id)?)))
}

fn mappings(find: &mut Finder<'_>, id: DomainId, domain: &Domain) {
    let item = Item::Domain(id);
    let by_rules = domain.routing_mode == Some(RoutingMode::RoutingRuleOnly);
    if domain.mappings.is_empty() && domain.routing_rules.is_empty() {
        let message = format!("Nothing is found under the domain `{}`", domain.name);
        let finding = Diagnostic::warning("domain-without-mapping", message).at(item).at_place("mappings");
        find.push(finding.help("Map an API's stage to it"));
    }
    if by_rules && domain.routing_rules.is_empty() {
        let message = format!("The domain `{}` routes by rules, but has none", domain.name);
        find.push(Diagnostic::warning("domain-without-rule", message).at(item).at_place("routing_rules"));
    }
    let mut seen = IndexSet::new();
    let limit = aws::limit("mapping.path_length");
    for mapping in &domain.mappings {
        let path = mapping.path.as_str();
        let mut tell = |code, message: String, help: &str| {
            find.push(Diagnostic::error(code, message).at(item).at_place("mappings").help(help));
        };
        if !seen.insert(path) {
            let message = format!("The domain `{}` has two mappings for `{path}`", domain.name);
            tell("mapping-twice", message, "Give one another path");
        }
        let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"$-_.+!*'()/".contains(&byte);
        let length = i64::try_from(path.chars().count()).unwrap_or(i64::MAX);
        if !path.bytes().all(legal) || path.starts_with('/') || path.ends_with('/') || path.contains("//") {
            let message = format!("`{path}` is no mapping path");
            tell(
                "mapping-path",
                message,
                "Use letters, digits and `$-_.+!*'()`, with slashes only between parts",
            );
        } else if limit.is_some_and(|limit| !limit.contains(length)) {
            tell("mapping-path", format!("The mapping path `{path}` is too long"), "Shorten it");
        }
        if path.contains('/') && domain.endpoint == Some(EndpointKind::Edge) {
            let message = format!(
                "The mapping `{path}` has several levels, which an edge-optimized domain does not have"
            );
            tell("mapping-levels", message, "Use a Regional domain, or one level");
        }
    }
}

fn kinds(find: &mut Finder<'_>, id: DomainId, domain: &Domain) {
    let item = Item::Domain(id);
    let kinds: IndexSet<ApiKind> = apis(find, domain).map(|(_, api)| api.kind).collect();
    if kinds.len() > 1 && kinds.contains(&ApiKind::WebSocket) {
        let message = format!("The domain `{}` holds WebSocket and other APIs together", domain.name);
        let finding = Diagnostic::error("domain-mixed-kinds", message).at(item).at_place("mappings");
        find.push(finding.help("Give the WebSocket API its own domain"));
    }
    for kind in kinds.iter().filter(|kind| **kind != ApiKind::Rest) {
        let capability = match domain.endpoint {
            Some(EndpointKind::Edge) => Capability::EdgeEndpoint,
            Some(EndpointKind::Private) => Capability::PrivateDomain,
            _ => continue,
        };
        let support = aws::capability(capability, *kind);
        let message = format!("The domain `{}` is not Regional: {}", domain.name, support.reason);
        let finding = Diagnostic::error("domain-endpoint", message).at(item).at_place("endpoint");
        find.push(finding.help(support.alternative.clone()));
    }
    let v2 = kinds.iter().any(|kind| *kind != ApiKind::Rest);
    if let Some(policy) = domain.security_policy.as_deref().filter(|policy| v2 && *policy != V2_POLICY) {
        let message = format!(
            "The domain `{}` has the security policy `{policy}`, which HTTP and WebSocket APIs do not have",
            domain.name
        );
        let finding =
            Diagnostic::error("domain-security-policy-kind", message).at(item).at_place("security_policy");
        find.push(finding.help(format!("Use `{V2_POLICY}`, or REST APIs alone")));
    }
}

fn certificate(find: &mut Finder<'_>, item: Item, domain: &Domain) {
    let Some(arn) = domain.certificate_arn.as_deref().filter(|arn| !arn.contains("${")) else { return };
    let parts: Vec<&str> = arn.split(':').collect();
    let region = match parts.as_slice() {
        ["arn", _, "acm" | "iam", region, ..] => *region,
        _ => {
            let message = format!("The certificate of `{}` is no certificate's ARN", domain.name);
            return find
                .push(Diagnostic::error("certificate-arn", message).at(item).at_place("certificate_arn"));
        }
    };
    if let Some(found) = certificate_region(find.design, domain, region) {
        find.push(found.at(item).at_place("certificate_arn"));
    }
}

/// What is wrong with the Region that a certificate is in: a design without a Region may be meant for another than
/// the one that its Region stands for.
fn certificate_region(design: &Design, domain: &Domain, region: &str) -> Option<Diagnostic> {
    let (name, edge) = (&domain.name, domain.endpoint == Some(EndpointKind::Edge));
    let own = if design.region.is_empty() { aws::default_region() } else { &design.region };
    let wanted = if edge { EDGE_CERTIFICATE_REGION } else { own };
    if region.is_empty() || region == wanted {
        return None;
    }
    let code = "certificate-region";
    let request = format!("Request or import the certificate in `{wanted}`");
    let message = format!("The certificate of `{name}` is in `{region}`, but has to be in `{wanted}`");
    Some(match (edge, design.region.is_empty()) {
        (true, _) => Diagnostic::error(code, message).help(request),
        (false, false) => Diagnostic::error(code, message)
            .help(format!("{request}, or set the design's Region to `{region}`")),
        (false, true) => {
            let message = format!(
                "The certificate of `{name}` is in `{region}`, and the design says no Region, which stands for \
                 `{wanted}`"
            );
            Diagnostic::warning(code, message).help(format!("Set the design's Region to `{region}`"))
        }
    })
}

fn policy(find: &mut Finder<'_>, item: Item, domain: &Domain) {
    let endpoint = domain.endpoint.unwrap_or(EndpointKind::Regional);
    if let Some(name) = &domain.security_policy {
        let known = aws::security_policies().iter().find(|policy| policy.name == *name);
        let finding = match known {
            None => Some(format!("`{name}` is no security policy")),
            Some(policy) if !policy.fits(endpoint) => Some(format!(
                "The security policy `{name}` does not go with an endpoint of the kind {endpoint}"
            )),
            Some(_) => None,
        };
        if let Some(message) = finding {
            find.push(
                Diagnostic::error("domain-security-policy", message).at(item).at_place("security_policy"),
            );
        }
        let legacy = known.is_some_and(|policy| policy.generation == PolicyGeneration::Legacy);
        if domain.endpoint_access_mode.is_some() && legacy {
            let message = format!(
                "The domain `{}` has an endpoint access mode with the old policy `{name}`",
                domain.name
            );
            let finding =
                Diagnostic::warning("domain-access-mode", message).at(item).at_place("endpoint_access_mode");
            find.push(finding.help("Endpoint access modes came with the policies called `SecurityPolicy_…`"));
        }
    }
    match (endpoint, domain.policy.as_deref()) {
        (EndpointKind::Private, None) => {
            let message = format!("The private domain `{}` has no policy", domain.name);
            let finding = Diagnostic::warning("private-domain-policy", message).at(item).at_place("policy");
            find.push(finding.help("Add a policy that allows `execute-api:Invoke` from your VPC endpoint"));
        }
        (_, Some(text)) => {
            if let Some(why) = super::policies::flaw(text) {
                let message = format!("The policy of the domain `{}` {why}", domain.name);
                find.push(Diagnostic::error("policy-invalid", message).at(item).at_place("policy"));
            }
        }
        _ => {}
    }
}

fn mutual_tls(find: &mut Finder<'_>, id: DomainId, domain: &Domain) {
    let Some(tls) = &domain.mutual_tls else { return };
    let item = Item::Domain(id);
    let mut tell = |code, message: String, help: &str| {
        find.push(Diagnostic::error(code, message).at(item).at_place("mutual_tls").help(help));
    };
    if !tls.truststore_uri.starts_with("s3://")
        || tls.truststore_uri.trim_start_matches("s3://").split('/').count() < 2
    {
        let message = format!(
            "The trust store of `{}` is `{}`, which is no object in S3",
            domain.name, tls.truststore_uri
        );
        tell("truststore-uri", message, "Write it as `s3://bucket/truststore.pem`");
    }
    if domain.endpoint.is_some_and(|endpoint| endpoint != EndpointKind::Regional) {
        let message =
            format!("The domain `{}` has mutual TLS, which Regional domains alone have", domain.name);
        tell("mutual-tls-endpoint", message, "Make the domain Regional");
    }
    let mapped: Vec<_> = apis(find, domain).map(|(id, api)| (id, Arc::clone(api))).collect();
    for (api_id, api) in mapped {
        let support = aws::capability(Capability::MutualTls, api.kind);
        if support.cannot() {
            let message = format!(
                "The domain `{}` has mutual TLS and API `{}`: {}",
                domain.name, api.name, support.reason
            );
            let finding =
                Diagnostic::error("mutual-tls-on-websocket-api", message).at(item).at_place("mutual_tls");
            find.push(finding.help(support.alternative.clone()));
        } else if !api.settings.disable_execute_api_endpoint {
            let fix = put_api(api_id, &api, |api| api.settings.disable_execute_api_endpoint = true);
            let message = format!(
                "API `{}` can be called past the mutual TLS of `{}`, by its default endpoint",
                api.name, domain.name
            );
            let finding = Diagnostic::warning("mutual-tls-bypass", message).at(Item::Api(api_id));
            let finding =
                finding.at_place("disable_execute_api_endpoint").help("Switch the default endpoint off");
            find.push(finding.fix("Switch it off", fix, Certainty::Likely));
        }
    }
}

fn rules(find: &mut Finder<'_>, item: Item, domain: &Domain) {
    if domain.routing_rules.is_empty() {
        return;
    }
    if domain.routing_mode.is_none_or(|mode| mode == RoutingMode::ApiMappingOnly) {
        let message =
            format!("The domain `{}` has routing rules that its routing mode does not look at", domain.name);
        let finding = Diagnostic::warning("routing-rules-unused", message).at(item).at_place("routing_mode");
        find.push(finding.help("Choose a routing mode with rules"));
    }
    let mut seen = IndexSet::new();
    for rule in &domain.routing_rules {
        if !seen.insert(rule.priority) {
            let message =
                format!("Two routing rules of `{}` have the priority {}", domain.name, rule.priority);
            find.push(Diagnostic::error("routing-rule-priority", message).at(item).at_place("routing_rules"));
        }
        if let Some(message) = rule_flaw(rule) {
            let message = format!("A routing rule of `{}` {message}", domain.name);
            find.push(Diagnostic::error("routing-rule", message).at(item).at_place("routing_rules"));
        }
        if let Some(api) = find.design.apis.get(&rule.api) {
            let support = aws::capability(Capability::RoutingRules, api.kind);
            if support.cannot() {
                let message = format!(
                    "A routing rule of `{}` leads to API `{}`: {}",
                    domain.name, api.name, support.reason
                );
                let finding =
                    Diagnostic::error("routing-rule-kind", message).at(item).at_place("routing_rules");
                find.push(finding.help(support.alternative.clone()));
            }
        }
    }
}

fn rule_flaw(rule: &RoutingRule) -> Option<String> {
    let over = |id: &str, value: usize| {
        let limit = aws::limit(id)?;
        let value = i64::try_from(value).unwrap_or(i64::MAX);
        (!limit.contains(value))
            .then(|| format!("has {value} {}; AWS takes {} to {}", limit.unit, limit.min, limit.max))
    };
    let priority =
        aws::limit("routing_rule.priority").filter(|limit| !limit.contains(i64::from(rule.priority)));
    if let Some(limit) = priority {
        return Some(format!("has the priority {}; AWS takes {} to {}", rule.priority, limit.min, limit.max));
    }
    let middle =
        |value: &str| value.get(1..value.len().saturating_sub(1)).is_some_and(|inner| inner.contains('*'));
    if let Some(header) = rule.headers.iter().find(|header| middle(&header.value)) {
        return Some(format!("looks for `{}`, but `*` can only stand at the ends", header.value));
    }
    let lengths = rule.headers.iter().find_map(|header| {
        over("routing_rule.header_name_length", header.name.len())
            .or_else(|| over("routing_rule.header_value_length", header.value.len()))
    });
    over("routing_rule.header_conditions", rule.headers.len())
        .or(lengths)
        .or_else(|| rule.base_paths.iter().find_map(|path| over("routing_rule.base_path_length", path.len())))
}
