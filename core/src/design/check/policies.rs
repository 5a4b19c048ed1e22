//! Endpoints and resource policies of REST APIs.

use std::sync::Arc;

use super::finder::{Finder, put_api};
use crate::aws::{self, ApiKind, EndpointKind, IpAddressKind, refusal_text};
use crate::design::{Api, ApiId, Certainty, Diagnostic, Item};

pub(super) fn check(find: &mut Finder<'_>, id: ApiId, api: &Arc<Api>) {
    if let Some(text) = &api.settings.resource_policy
        && let Some(why) = flaw(text)
    {
        let message = format!("The resource policy of API `{}` {why}", api.name);
        let finding =
            Diagnostic::error("policy-invalid", message).at(Item::Api(id)).at_place("resource_policy");
        find.push(finding.help("Write a JSON object with `Version` and a list `Statement`"));
    }
    if api.kind == ApiKind::Rest {
        endpoint(find, id, api);
        sizes(find, id, api);
    }
}

/// Why a text is no policy document; none when it is one.
pub(super) fn flaw(text: &str) -> Option<String> {
    let value: serde_json::Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => return Some(format!("is no JSON: {error}")),
    };
    let statements = match value.get("Statement") {
        Some(serde_json::Value::Array(list)) => list.iter().collect(),
        Some(one @ serde_json::Value::Object(_)) => vec![one],
        _ => return Some("has no `Statement`".to_owned()),
    };
    let effect = |statement: &serde_json::Value| {
        statement
            .get("Effect")
            .and_then(|effect| effect.as_str())
            .is_some_and(|word| ["Allow", "Deny"].contains(&word))
    };
    statements
        .into_iter()
        .any(|statement| !effect(statement))
        .then(|| "has a statement whose `Effect` is neither `Allow` nor `Deny`".to_owned())
}

fn endpoint(find: &mut Finder<'_>, id: ApiId, api: &Arc<Api>) {
    let item = Item::Api(id);
    let endpoint = &api.settings.endpoint;
    if api.endpoint_kind() != EndpointKind::Private {
        if !endpoint.vpc_endpoint_ids.is_empty() {
            let fix = put_api(id, api, |api| api.settings.endpoint.vpc_endpoint_ids.clear());
            let message = format!("API `{}` names VPC endpoints, but is not private", api.name);
            let finding =
                Diagnostic::error("vpc-endpoints-not-private", message).at(item).at_place("endpoint");
            let finding = finding.help("Make the API private, or take the VPC endpoints away");
            find.push(finding.fix("Remove them", fix, Certainty::Likely));
        }
        return;
    }
    if api.settings.resource_policy.is_none() {
        let message =
            format!("API `{}` is private without a resource policy, so that every call is denied", api.name);
        let finding =
            Diagnostic::error("private-without-policy", message).at(item).at_place("resource_policy");
        find.push(finding.help("Add a policy that allows `execute-api:Invoke` from your VPC endpoint"));
    }
    if endpoint.vpc_endpoint_ids.is_empty() && !endpoint.makes_vpc_endpoint {
        let message = format!("API `{}` is private and names no VPC endpoint", api.name);
        let finding = Diagnostic::note("private-without-vpc-endpoint", message).at(item).at_place("endpoint");
        find.push(finding.help("Name the VPC endpoints to get their own addresses for the API"));
    }
    if endpoint.ip_address_kind == Some(IpAddressKind::Ipv4) {
        let fix =
            put_api(id, api, |api| api.settings.endpoint.ip_address_kind = Some(IpAddressKind::Dualstack));
        let words = refusal_text("endpoint.private_ipv4", &[]);
        let message = format!("API `{}` is private and IPv4 only; AWS answers: {words}", api.name);
        let finding = Diagnostic::error("private-ipv4", message).at(item).at_place("endpoint");
        find.push(finding.help("Use dual stack").fix("Use dual stack", fix, Certainty::Certain));
    }
}

fn sizes(find: &mut Finder<'_>, id: ApiId, api: &Api) {
    let (Some(size), Some(limit)) =
        (api.settings.minimum_compression_size_bytes, aws::limit("compression.minimum_bytes"))
    else {
        return;
    };
    if !limit.contains(i64::from(size)) {
        let words = refusal_text("compression.size", &[]);
        let message = format!("API `{}` compresses from {size} bytes; AWS answers: {words}", api.name);
        let finding = Diagnostic::error("compression-size", message).at(Item::Api(id));
        find.push(finding.at_place("minimum_compression_size_bytes"));
    }
}
