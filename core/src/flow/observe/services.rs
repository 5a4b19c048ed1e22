//! What other services charge for a request: functions, the firewall, and logs.

use crate::aws::{self, Billed, MeteringRule, PriceItem};
use crate::base::Picodollars;
use crate::design::{Architecture, Authorization, Function, FunctionId, Target};
use crate::flow::{Fidelity, Outcome, StepKind};

use super::bill::price;
use super::{Charge, ExecutionLog, Scene};

/// Milliseconds in a second times MB in a GB: pieces in a GB-second.
const PER_GB_SECOND: u128 = 1000 * 1024;

/// Functions that were invoked: each call, and the time that it took.
pub(super) fn functions(scene: &Scene<'_>) -> Vec<Charge> {
    let mut charges = Vec::new();
    let authorizer = scene.trace.step(StepKind::Authorizer);
    if authorizer.is_some_and(|step| step.consulted.iter().any(|row| row.name == "event")) {
        let why = "Lambda charges for the call of the authorizer; a kept result saves it";
        charges.push(invocation(scene, "Lambda invocations, authorizer", why));
        let took = authorizer.map_or(0, |step| step.latency_ms);
        charges.extend(authorizing(scene).map(|one| compute(scene, "Lambda compute, authorizer", one, took)));
    }
    let sent = scene.trace.integration_request.as_ref();
    if sent.is_some_and(|sent| sent.url.starts_with("https://lambda.")) {
        let why = "Lambda charges for the call of the function";
        charges.push(invocation(scene, "Lambda invocations", why));
        let took = scene.trace.step(StepKind::Integration).map_or(0, |step| step.latency_ms);
        charges.extend(integrated(scene).map(|one| compute(scene, "Lambda compute", one, took)));
    }
    charges
}

fn invocation(scene: &Scene<'_>, what: &str, why: &str) -> Charge {
    let item = PriceItem::LambdaRequests;
    charge(scene, item, what, (1, "invocation"), price(scene, item, 1, 1), why.to_owned())
}

/// Time of a function at its memory; it takes what the backend of the request took, else what the design says of it.
fn compute(scene: &Scene<'_>, what: &str, function: &Function, took_ms: u64) -> Charge {
    let (item, processor) = match function.architecture {
        Architecture::X86_64 => (PriceItem::LambdaX86, "x86_64"),
        Architecture::Arm64 => (PriceItem::LambdaArm64, "arm64"),
    };
    let default = aws::metering(MeteringRule::LambdaMemory).value.value;
    let mb = function.memory_mb.map_or(default, u64::from);
    let ms = Some(took_ms).filter(|ms| *ms > 0).or(function.duration_ms.map(u64::from));
    let usd = ms.and_then(|ms| price(scene, item, u128::from(ms) * u128::from(mb), PER_GB_SECOND));
    let why = match ms {
        Some(_) => format!("Lambda charges for each millisecond, here with {mb} MB on {processor}"),
        None => "Lambda charges for each millisecond; neither the backend of the request nor the function says how long it takes".to_owned(),
    };
    charge(scene, item, what, (ms.unwrap_or(0), "millisecond"), usd, why)
}

/// The function behind the route's authorizer.
fn authorizing<'a>(scene: &Scene<'a>) -> Option<&'a Function> {
    let api = scene.api?;
    let Authorization::Authorizer { id, .. } = &api.routes.get(&scene.trace.passage.route?)?.authorization
    else {
        return None;
    };
    function(scene, api.authorizers.get(id)?.method.function()?)
}

/// The function behind the route's integration.
fn integrated<'a>(scene: &Scene<'a>) -> Option<&'a Function> {
    let api = scene.api?;
    let integration = api.routes.get(&scene.trace.passage.route?)?.integration?;
    match &api.integrations.get(&integration)?.target {
        Target::Lambda { function: id, .. } => function(scene, *id),
        _ => None,
    }
}

fn function<'a>(scene: &Scene<'a>, id: FunctionId) -> Option<&'a Function> {
    scene.design.functions.get(&id).map(|found| &**found)
}

/// The request as AWS WAF sees it; its rules and web ACLs are paid by the month.
pub(super) fn firewall(scene: &Scene<'_>) -> Option<Charge> {
    let item = PriceItem::WafRequests;
    let looked = scene.trace.step(StepKind::Waf).is_some_and(|step| step.outcome != Outcome::Skip);
    looked.then(|| {
        let why = "AWS WAF charges for each request that it looks at".to_owned();
        charge(scene, item, "AWS WAF requests", (1, "request"), price(scene, item, 1, 1), why)
    })
}

/// The lines of both logs, taken in by CloudWatch.
pub(super) fn logs(scene: &Scene<'_>, log: &ExecutionLog) -> Option<Charge> {
    let item = PriceItem::LogsIngested;
    let logged: usize = log.lines.iter().map(|line| line.text.len()).sum::<usize>()
        + scene.trace.access_log.as_ref().map_or(0, String::len);
    (logged > 0).then(|| {
        let bytes = u64::try_from(logged).unwrap_or(u64::MAX);
        let gb = u128::from(aws::metering(MeteringRule::Gb).value.value.max(1));
        let usd = price(scene, item, u128::from(bytes), gb);
        let why = "CloudWatch charges for the bytes of log lines that it takes in".to_owned();
        charge(scene, item, "CloudWatch Logs", (bytes, "byte"), usd, why)
    })
}

fn charge(
    scene: &Scene<'_>,
    item: PriceItem,
    what: &str,
    (quantity, unit): (u64, &str),
    usd: Option<Picodollars>,
    why: String,
) -> Charge {
    let source = scene.book.and_then(|book| book.price(item)).map(|price| price.source.clone());
    Charge {
        what: what.to_owned(),
        quantity,
        unit: unit.to_owned(),
        usd,
        billed: Billed::Yes,
        why,
        fidelity: Fidelity::Documented,
        source: source.unwrap_or_else(|| "https://aws.amazon.com/pricing/".to_owned()),
    }
}
