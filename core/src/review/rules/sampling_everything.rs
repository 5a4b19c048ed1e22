//! Traces of every request.

use super::prelude::*;
use crate::design::Item;
use crate::design::edit::DesignSettings;

/// The part of the rest that X-Ray's own rule samples: one in twenty.
const USUAL: Milli = Milli::from_thousandths(50);

rule! {
    id: "sampling-everything", title: "Traces are samples", severity: Note, topic: Cost,
    checks: "X-Ray sampling rules that trace every request they match (a rate of 1), for any path, verb and host. A rule \
        about some path is taken for wanted.",
    why: "Each trace is paid for. A sample of one in twenty, with some each second for sure, shows the same slow parts of a \
        busy API at a twentieth of the price.",
    example: "A sampling rule for `*` has a fixed rate of 1.",
    fix: "Lower the rate, and keep a rule with a rate of 1 for the paths that are looked into.",
    sources: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-configuring-xray-sampling-rules.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    let any = |text: &String| matches!(text.as_str(), "" | "*");
    for (at, rule) in look.design.xray_sampling.iter().enumerate() {
        let all = any(&rule.url_path) && any(&rule.http_method) && any(&rule.host);
        if !all || rule.fixed_rate < Milli::whole(1) {
            continue;
        }
        let message = format!("Sampling rule `{}` traces every request", rule.name);
        let mut settings = DesignSettings::of(look.design);
        if let Some(rule) = settings.xray_sampling.get_mut(at) {
            rule.fixed_rate = USUAL;
        }
        let fix = Edit::PutSettings(settings.into());
        let finding = look.finding(Item::Design, message).at_place(format!("xray_sampling/{at}/fixed_rate"));
        look.report(finding.fix("Trace one in twenty", fix, Certainty::Likely));
    }
}
