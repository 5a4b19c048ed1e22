//! Canaries that nobody ended.

use super::prelude::*;

rule! {
    id: "canary-left-over", title: "Canaries end", severity: Warning, topic: Reliability,
    checks: "Stages of REST APIs whose canary takes 0 or 100 percent of the traffic. At 0 it is a note, as a promotion leaves \
        it there.",
    why: "At 0 percent nobody tries the canary, and at 100 there is nothing left to compare it with. While it is there, \
        new deployments of the stage go to the canary and not to what most clients get.",
    example: "Stage `prod` has a canary with 0 percent.",
    fix: "Take an unused canary away; promote one that takes all of the traffic, so that its deployment and variables \
        become the stage's.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/canary-release.html",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/promote-canary-deployment.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for stage in look.stages().filter(|stage| stage.api.kind == ApiKind::Rest) {
        let Some(canary) = &stage.node.canary else { continue };
        let name = &stage.node.name;
        let (message, all) = match canary.percent_traffic {
            none if none == Milli::whole(0) => (format!("Nobody is sent to the canary of stage `{name}`"), false),
            all if all >= Milli::whole(100) => (format!("Everybody is sent to the canary of stage `{name}`"), true),
            _ => continue,
        };
        let finding = look.finding(stage.item(), message).at_place("canary/percent_traffic");
        let severity = if all { finding.severity } else { Severity::Note };
        let finding = Diagnostic { severity, ..finding };
        let overrides = canary.variable_overrides.clone();
        let fix = stage.put(|stage| {
            stage.canary = None;
            if all {
                stage.variables.extend(overrides);
            }
        });
        let label = if all { "Make its variables the stage's, and end it" } else { "End the canary" };
        look.report(finding.fix(label, fix, Certainty::Likely));
    }
}
