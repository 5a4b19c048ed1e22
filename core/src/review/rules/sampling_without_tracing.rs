//! Sampling rules for traces that nobody makes.

use super::prelude::*;
use crate::design::Item;

rule! {
    id: "sampling-without-tracing", title: "Sampling rules have something to sample", severity: Note, topic: Observability,
    checks: "Designs with X-Ray sampling rules: whether a stage of a REST API is traced. HTTP and WebSocket APIs have no \
        tracing.",
    why: "API Gateway asks X-Ray for sampling rules only where tracing is on. These decide about no request of an API.",
    example: "A design has a sampling rule, and `xray_tracing` is off on its only stage.",
    fix: "Trace a stage, or take the sampling rules away.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-enabling-xray.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    let stages: Vec<_> = look.stages().filter(|stage| stage.api.kind == ApiKind::Rest).collect();
    let traced = stages.iter().any(|stage| stage.node.xray_tracing);
    let Some(rule) = look.design.xray_sampling.first().filter(|_| !traced) else { return };
    let message = format!("No stage is traced, so that the sampling rule `{}` decides about no request of an API", rule.name);
    let finding = look.finding(Item::Design, message).at_place("xray_sampling");
    let trace: Vec<Edit> = stages.iter().map(|stage| stage.put(|stage| stage.xray_tracing = true)).collect();
    look.report(match trace.is_empty() {
        true => finding,
        false => finding.fix("Trace the REST stages", Edit::Batch(trace), Certainty::Likely),
    });
}
