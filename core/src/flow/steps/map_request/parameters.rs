//! Parameter mappings of REST and WebSocket integrations.

use crate::aws::{self, ApiKind, GatewayResponseType, HeaderUse, IntegrationKind};
use crate::design::{Diagnostic, Integration};
use crate::flow::Consulted;
use crate::flow::exchange::Exchange;
use crate::flow::mapping::{self, Missing};
use crate::flow::verdict::{Refusal, Verdict};

/// What parameter mappings did.
#[derive(Default)]
pub(super) struct Mapped {
    /// The values that were set, and where they came from.
    pub set: Vec<Consulted>,
    /// Mappings that AWS does not take.
    pub refused: Vec<(String, String)>,
}

/// Fills in headers, query and path values. Errors: the refusal of the request.
pub(super) fn apply(
    x: &mut Exchange<'_>,
    integration: &Integration,
    kind: IntegrationKind,
) -> Result<Mapped, Box<Verdict>> {
    let mut mapped = Mapped::default();
    for (target, source) in &integration.request_parameters {
        let refused = || (target.clone(), source.clone());
        let Some((place, name)) =
            target.strip_prefix("integration.request.").and_then(|rest| rest.split_once('.'))
        else {
            mapped.refused.push(refused());
            continue;
        };
        let value = match x.kind() {
            ApiKind::WebSocket => mapping::websocket_request(x, source),
            ApiKind::Rest | ApiKind::Http => mapping::rest_request(x, source),
        };
        let value = match value {
            Ok(value) => value,
            Err(Missing::Absent) => {
                let origin = format!("{source} has no value here, so the mapping is left out");
                mapped.set.push(Consulted { name: target.clone(), value: String::new(), origin });
                continue;
            }
            Err(Missing::NotJson) => return Err(Box::new(not_json(x, source))),
            Err(Missing::Unknown) => {
                mapped.refused.push(refused());
                continue;
            }
        };
        match place {
            "header" if is_refused(kind, name) => return Err(Box::new(reserved(x, name))),
            "header" => x.outgoing.headers.push((name.to_owned(), value.clone())),
            "querystring" => x.outgoing.query.push((name.to_owned(), value.clone())),
            "path" => x.outgoing.path.push((name.to_owned(), value.clone())),
            _ => {
                mapped.refused.push(refused());
                continue;
            }
        }
        mapped.set.push(Consulted { name: target.clone(), value, origin: source.clone() });
    }
    Ok(mapped)
}

/// Whether API Gateway keeps a header for itself, so that setting it answers 500 (recorded).
pub(super) fn is_refused(kind: IntegrationKind, name: &str) -> bool {
    let aws_kind = matches!(kind, IntegrationKind::Aws | IntegrationKind::AwsProxy);
    aws::is_reserved_header(HeaderUse::RestIntegrationRequest, name)
        || (aws_kind && aws::is_reserved_header(HeaderUse::RestIntegrationRequestAws, name))
}

fn reserved(x: &mut Exchange<'_>, name: &str) -> Verdict {
    let item = x.integration_item();
    let reason =
        format!("The integration maps header `{name}`, which API Gateway does not let an integration set");
    x.note(
        Diagnostic::error("reserved-header", reason.as_str())
            .at(item)
            .at_place("request_parameters")
            .help("Remove the mapping"),
    );
    Verdict::refuse(Refusal::new(GatewayResponseType::ApiConfigurationError), reason).at(item).recorded()
}

fn not_json(x: &mut Exchange<'_>, source: &str) -> Verdict {
    let item = x.integration_item();
    let reason = format!("The mapping source `{source}` reads the body, which is not JSON");
    x.note(
        Diagnostic::error("body-not-json", reason.as_str()).at(item).help("Send JSON, or map something else"),
    );
    let message = aws::cause_text("mapping.invalid_json", &[]);
    Verdict::refuse(Refusal::new(GatewayResponseType::BadRequestBody).message(message), reason)
        .at(item)
        .assumed()
}
