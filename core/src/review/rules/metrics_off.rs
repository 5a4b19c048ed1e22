//! Stages that count everything together.

use super::prelude::*;

rule! {
    id: "metrics-off", title: "Stages keep metrics for each route", severity: Note, topic: Observability,
    checks: "Stages without detailed metrics for all of their routes, whether the stage or each route switches them on. \
        Preflights need none.",
    why: "Without detailed metrics CloudWatch has one count of errors and one latency for the whole stage: a \
        route that fails for everybody is not seen behind one that is called a thousand times as often. Each \
        metric of each route is paid for.",
    example: "Stage `prod` has no `detailed_metrics`.",
    fix: "Switch detailed metrics on, at least for the routes that customers depend on.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for stage in look.stages() {
        let without = stage.routes_where(|settings| settings.detailed_metrics != Some(true));
        let kept = stage.node.defaults.detailed_metrics == Some(true);
        let own = if kept { "overrides" } else { "defaults/detailed_metrics" };
        let (what, place) = match without {
            Some(Reach::All) => ("for each route".to_owned(), own),
            Some(Reach::Some(routes)) => (format!("of {}", keys(&routes)), "overrides"),
            None => continue,
        };
        let fix = stage.put(|stage| {
            stage.defaults.detailed_metrics = Some(true);
            for own in stage.overrides.values_mut() {
                own.detailed_metrics = own.detailed_metrics.filter(|on| *on);
            }
        });
        let message = format!("Stage `{}` of API `{}` keeps no metrics {what}", stage.node.name, stage.api.name);
        let finding = look.finding(stage.item(), message).at_place(place);
        look.report(finding.fix("Keep detailed metrics", fix, Certainty::Likely));
    }
}
