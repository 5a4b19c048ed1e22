//! Which kind of API suits what is needed, and why.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::aws::{self, ApiKind, Capability, SupportLevel};

/// Declares what a user may need, with the capability it stands for.
macro_rules! needs {
    ($($(#[$doc:meta])* $name:ident: $label:literal = $capability:ident),+ $(,)?) => {
        /// Something that a user needs of an API.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Need { $($(#[$doc])* $name),+ }

        impl Need {
            /// Every need, in the order of the form.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// What the form calls it.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$name => $label),+ }
            }

            /// The capability that it stands for.
            pub const fn capability(self) -> Capability {
                match self { $(Self::$name => Capability::$capability),+ }
            }
        }
    };
}

needs! {
    /// Keys per client, with quotas and throttles.
    UsagePlans: "API keys and usage plans" = UsagePlans,
    /// Responses kept by the gateway.
    Caching: "Response caching" = ResponseCache,
    /// Bodies rewritten by templates.
    Templates: "Request and response templates" = MappingTemplates,
    /// Requests checked before the backend.
    Validation: "Request validation" = RequestValidation,
    /// Reached from inside a VPC only.
    PrivateAccess: "Private access from a VPC" = PrivateEndpoint,
    /// Messages both ways.
    RealTime: "Real-time messages both ways" = BidirectionalMessages,
    /// As cheap as can be.
    LowestPrice: "Lowest price per request" = LowestPrice,
    /// Near to clients around the world.
    Edge: "Edge-optimized endpoint" = EdgeEndpoint,
    /// A web application firewall.
    Waf: "AWS WAF" = Waf,
    /// Tokens checked without a function.
    Jwt: "JWT checked by the gateway" = JwtAuthorizer,
    /// Client certificates.
    MutualTls: "Mutual TLS" = MutualTls,
    /// Access by source address, account or VPC endpoint.
    ResourcePolicy: "Resource policy" = ResourcePolicy,
    /// A part of the traffic on a new deployment.
    Canary: "Canary release" = Canary,
    /// Long or large responses.
    Streaming: "Response streaming" = ResponseStreaming,
    /// CORS without methods of its own.
    BuiltInCors: "CORS answered by the gateway" = ApiCors,
    /// Deployed on every change.
    AutoDeploy: "Automatic deployment" = AutoDeploy,
    /// Own bodies for refusals.
    ErrorBodies: "Own error bodies" = GatewayResponses,
    /// Traces.
    Tracing: "X-Ray tracing" = Xray,
    /// A backend in a VPC.
    VpcBackend: "Backend in a VPC" = VpcLinkV2,
    /// A service called without a function.
    ServiceIntegration: "AWS services without a function" = AwsService,
}

/// What a user needs.
pub type Needs = BTreeSet<Need>;

/// Which kind is recommended, and what speaks for and against each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recommendation {
    /// The recommended kind.
    pub kind: ApiKind,
    /// Why, in one sentence.
    pub reason: String,
    /// The three kinds, the recommended one first.
    pub verdicts: Vec<Verdict>,
}

/// What speaks for and against one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The kind.
    pub kind: ApiKind,
    /// Needs that it meets.
    pub pros: Vec<Reason>,
    /// Needs that it does not meet, or not wholly.
    pub cons: Vec<Reason>,
}

/// How a kind meets a need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The need.
    pub need: Need,
    /// How far it is met.
    pub level: SupportLevel,
    /// One sentence, with what AWS offers instead where it is not met.
    pub text: String,
    /// Where AWS says so.
    pub source: &'static str,
}

/// Recommends the kind that meets most needs; among equals the cheaper one.
///
/// Real time is a need that nothing else makes up for; the price only decides between kinds that are equal in
/// everything else.
pub fn recommend(needs: &Needs) -> Recommendation {
    // The usual choice comes first, so that it wins among equals.
    let mut verdicts: Vec<(u32, Verdict)> = [ApiKind::Http, ApiKind::Rest, ApiKind::WebSocket]
        .into_iter()
        .map(|kind| (burden(needs, kind), verdict(needs, kind)))
        .collect();
    verdicts.sort_by_key(|(burden, _)| *burden);
    let verdicts: Vec<Verdict> = verdicts.into_iter().map(|(_, verdict)| verdict).collect();
    let kind = verdicts.first().map_or(ApiKind::Http, |verdict| verdict.kind);
    let reason = reason(needs, &verdicts);
    Recommendation { kind, reason, verdicts }
}

/// How badly a kind meets the needs.
fn burden(needs: &Needs, kind: ApiKind) -> u32 {
    let of = |need: &Need| {
        let level = aws::capability(need.capability(), kind).level;
        let weight = match need {
            Need::RealTime => 10_000,
            Need::LowestPrice => 4,
            // What the other kinds lack here can be made up for with a few more resources.
            Need::BuiltInCors | Need::AutoDeploy => 20,
            _ => 100,
        };
        match level {
            SupportLevel::Yes => 0,
            SupportLevel::Partly => weight / 20,
            SupportLevel::NotDocumented => weight / 2,
            SupportLevel::No => weight,
        }
    };
    // A WebSocket API is a protocol of its own: nobody gets one who did not ask for it.
    let uncalled = if kind == ApiKind::WebSocket && !needs.contains(&Need::RealTime) { 1_000_000 } else { 0 };
    needs.iter().map(of).sum::<u32>() + uncalled
}

fn verdict(needs: &Needs, kind: ApiKind) -> Verdict {
    let (mut pros, mut cons) = (Vec::new(), Vec::new());
    for need in needs {
        let fact = aws::feature(need.capability());
        let support = fact.support(kind);
        let mut text = if support.reason.is_empty() { fact.title.clone() } else { support.reason.clone() };
        if !support.alternative.is_empty() {
            text = format!("{text}. {}", support.alternative);
        }
        let reason = Reason { need: *need, level: support.level, text, source: &fact.source };
        if support.can() { pros.push(reason) } else { cons.push(reason) }
    }
    Verdict { kind, pros, cons }
}

fn reason(needs: &Needs, verdicts: &[Verdict]) -> String {
    let Some(best) = verdicts.first() else { return String::new() };
    let label = best.kind.label();
    let article = if best.kind == ApiKind::Http { "An" } else { "A" };
    if needs.is_empty() {
        return format!("{article} {label} API is the usual choice: simple, and the cheapest per request");
    }
    let unmet: Vec<&str> = best.cons.iter().map(|reason| reason.need.label()).collect();
    if !unmet.is_empty() {
        let unmet = unmet.join(", ");
        return format!("{article} {label} API meets most of what is needed; it does not give: {unmet}");
    }
    // What the next kinds lack is what speaks for this one.
    let lacking = verdicts.iter().skip(1).find(|verdict| verdict.kind != ApiKind::WebSocket);
    let lacking: Vec<&str> =
        lacking.into_iter().flat_map(|verdict| &verdict.cons).map(|reason| reason.need.label()).collect();
    if lacking.is_empty() {
        return format!("{article} {label} API gives everything that is needed, at the lowest price");
    }
    format!("{article} {label} API gives everything that is needed: {}", lacking.join(", "))
}
