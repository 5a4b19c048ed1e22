//! What an integration calls, and how it is reached.

use std::sync::Arc;

use super::finder::Finder;
use crate::aws::{ApiKind, PayloadFormat, ResponseTransferMode, refusal_text};
use crate::design::{
    Api, ApiId, Connection, Diagnostic, Integration, Item, Passing, Target, VpcLinkVersion, path_parameters,
};

pub(super) fn check(find: &mut Finder<'_>, id: ApiId, api: &Arc<Api>) {
    for (node_id, node) in &api.integrations {
        let item = Item::Integration(id, *node_id);
        match &node.target {
            Target::Mock => mock(find, api.kind, item, node),
            Target::Lambda { function, .. } => {
                if function.0 == 0 {
                    let finding =
                        finding("integration-without-function", item, node, "has no function to call");
                    find.push(finding.at_place("target").help("Choose a Lambda function"));
                }
                if !matches!(node.connection, Connection::Internet) {
                    let what = "calls a Lambda function through a VPC link, which only HTTP backends need";
                    find.push(finding("lambda-over-vpc-link", item, node, what).at_place("connection"));
                }
                if api.kind == ApiKind::Http && node.payload_format.is_none() {
                    let finding = Diagnostic::note(
                        "payload-format-unset",
                        format!("Integration `{}` leaves the payload format to AWS", node.name),
                    );
                    find.push(finding.at(item).at_place("payload_format").help("State 1.0 or 2.0"));
                }
            }
            Target::Http { url, method, passing } => {
                if *passing == Passing::Mapped && method.is_none() {
                    without_method(find, item, node);
                }
                address(find, api, item, node, url);
            }
            Target::Service { uri, method, passing } => {
                service(find, item, node, uri, method.is_none(), *passing)
            }
            Target::Action { .. } => {}
        }
        connection(find, api.kind, item, node);
        streaming(find, item, node);
    }
}

fn finding(code: &'static str, item: Item, node: &Integration, what: &str) -> Diagnostic {
    Diagnostic::error(code, format!("Integration `{}` {what}", node.name)).at(item)
}

fn mock(find: &mut Finder<'_>, kind: ApiKind, item: Item, node: &Integration) {
    if kind == ApiKind::Rest && node.request_templates.is_empty() {
        let message = format!(
            "Integration `{}` is a mock without a request template, so that it answers 500",
            node.name
        );
        let finding = Diagnostic::warning("mock-without-template", message).at(item);
        let help = "Add a template for `application/json` that gives `{\"statusCode\": 200}`";
        find.push(finding.at_place("request_templates").help(help));
    }
}

fn without_method(find: &mut Finder<'_>, item: Item, node: &Integration) {
    let what = format!(
        "does not say which verb to call with; AWS answers: {}",
        refusal_text("integration.method", &[])
    );
    find.push(
        finding("integration-method", item, node, &what)
            .at_place("target")
            .help("Choose a verb, such as POST"),
    );
}

fn address(find: &mut Finder<'_>, api: &Api, item: Item, node: &Integration, url: &str) {
    let private = !matches!(node.connection, Connection::Internet);
    if private && api.kind == ApiKind::Http {
        let arn = url.starts_with("arn:")
            && (url.contains(":elasticloadbalancing:") || url.contains(":servicediscovery:"));
        if !arn && !url.contains("${") {
            let what = format!("goes through a VPC link to `{url}`, which is no listener's or service's ARN");
            let finding = finding("private-integration-arn", item, node, &what).at_place("target");
            find.push(finding.help("Give the ARN of a load balancer's listener or of a Cloud Map service"));
        }
        return;
    }
    let rest = url.strip_prefix("http://").or_else(|| url.strip_prefix("https://"));
    let fits = match rest {
        Some(rest) => !rest.is_empty() && !rest.starts_with('/') && !rest.contains(char::is_whitespace),
        None => url.starts_with("${stageVariables."),
    };
    if !fits {
        let what = match api.kind {
            ApiKind::Rest => format!("calls `{url}`; AWS answers: {}", refusal_text("integration.url", &[])),
            _ => format!("calls `{url}`, which is no address"),
        };
        let finding = finding("integration-url", item, node, &what).at_place("target");
        return find.push(finding.help("Begin it with `http://` or `https://` and name a host"));
    }
    if api.kind == ApiKind::Rest {
        let unmapped = path_parameters(url)
            .find(|name| !node.request_parameters.contains_key(&format!("integration.request.path.{name}")));
        if let Some(name) = unmapped {
            let message =
                format!("Integration `{}` has `{{{name}}}` in its address, but nothing fills it", node.name);
            let finding = Diagnostic::warning("integration-path-variable", message)
                .at(item)
                .at_place("request_parameters");
            find.push(
                finding
                    .help(format!("Map `integration.request.path.{name}` to `method.request.path.{name}`")),
            );
        }
    }
}

fn service(
    find: &mut Finder<'_>,
    item: Item,
    node: &Integration,
    uri: &str,
    no_method: bool,
    passing: Passing,
) {
    if no_method {
        without_method(find, item, node);
    }
    let parts: Vec<&str> = uri.splitn(6, ':').collect();
    let refused = |code, id, help: &str| {
        let what = format!("calls `{uri}`; AWS answers: {}", refusal_text(id, &[]));
        finding(code, item, node, &what).at_place("target").help(help)
    };
    let form = "Write it as `arn:aws:apigateway:REGION:SERVICE:path|action/…`";
    match parts.as_slice() {
        // Whatever the ARN is of: recorded for one of a role.
        ["arn", _, owner, _, _, action] if !action.starts_with("path/") && !action.starts_with("action/") => {
            let help =
                if *owner == "apigateway" { "End the ARN in `:path/…` or `:action/…`" } else { form };
            find.push(refused("integration-arn-action", "integration.arn_action", help));
        }
        ["arn", _, "apigateway", _, _, _] => {}
        _ => find.push(refused("integration-arn", "integration.arn", form)),
    }
    if let ["arn", _, "apigateway", _, service, _] = parts.as_slice()
        && passing == Passing::Proxy
        && !["lambda", "firehose"].contains(service)
    {
        let what =
            format!("is a proxy to `{service}`; AWS answers: {}", refusal_text("integration.proxy", &[]));
        let finding = finding("integration-proxy-service", item, node, &what).at_place("target");
        find.push(finding.help("Map requests and responses instead"));
    }
    if node.credentials.is_none() {
        let message = format!("Integration `{}` calls an AWS service without a role", node.name);
        let finding = Diagnostic::warning("service-without-role", message).at(item).at_place("credentials");
        find.push(finding.help("Give the ARN of a role that may call the service"));
    }
}

fn connection(find: &mut Finder<'_>, kind: ApiKind, item: Item, node: &Integration) {
    let Connection::VpcLink { id, target_arn } = &node.connection else { return };
    let Some(link) = find.design.vpc_links.get(id) else {
        let finding = finding("integration-without-vpc-link", item, node, "has no VPC link to go through");
        return find.push(finding.at_place("connection").help("Choose a VPC link"));
    };
    match (kind, link.version) {
        (ApiKind::Http, VpcLinkVersion::V1) => {
            let what = format!(
                "goes through `{}`, a VPC link of the first version, which HTTP APIs do not have",
                link.name
            );
            let finding = finding("vpc-link-v1-on-http-api", item, node, &what).at_place("connection");
            find.push(finding.help("Create a second-version VPC link"));
        }
        (ApiKind::Rest, VpcLinkVersion::V2) if target_arn.is_none() => {
            let what = format!("goes through `{}` without naming a load balancer", link.name);
            let finding = finding("vpc-link-target", item, node, &what).at_place("connection");
            find.push(finding.help("Give the ARN of the Application or Network Load Balancer"));
        }
        (ApiKind::WebSocket, _) => {
            let message = format!(
                "Integration `{}` goes through a VPC link; AWS's sources conflict on VPC links for WebSocket APIs",
                node.name
            );
            find.push(
                Diagnostic::warning("vpc-link-on-websocket-api", message).at(item).at_place("connection"),
            );
        }
        _ => {}
    }
}

fn streaming(find: &mut Finder<'_>, item: Item, node: &Integration) {
    let streams = node.response_transfer_mode == Some(ResponseTransferMode::Stream);
    let proxy = match &node.target {
        Target::Lambda { passing, .. } | Target::Http { passing, .. } => *passing == Passing::Proxy,
        _ => false,
    };
    if streams && !proxy {
        let what = "streams responses, which only HTTP and Lambda proxies can";
        let finding = finding("streaming-without-proxy", item, node, what).at_place("response_transfer_mode");
        find.push(finding.help("Pass responses as they are, or collect them first"));
    }
    let lambda = matches!(node.target, Target::Lambda { .. });
    if !lambda && node.payload_format == Some(PayloadFormat::V2) {
        let what = "asks for payload format 2.0, which only Lambda functions get";
        find.push(finding("payload-format-target", item, node, what).at_place("payload_format"));
    }
}
