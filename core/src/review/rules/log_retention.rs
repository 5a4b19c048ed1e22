//! Log groups that keep lines for ever, or not for long.

use super::prelude::*;

rule! {
    id: "log-retention", title: "Log groups keep lines for as long as they are needed", severity: Note,
    topic: Observability,
    checks: "Log groups that are made for access logs: whether they say how long lines are kept, and whether \
        that is a year at least. Who writes 0 says that they are kept for ever.",
    why: "Without a limit every line is kept and paid for until somebody deletes it, addresses of customers \
        included. Below a year most audits find too little: an intrusion is often seen months later.",
    example: "The access log of stage `prod` has no `retention_days`.",
    fix: "Keep lines for 365 days, or for as long as your own rules say; then waive the finding with them as \
        the reason.",
    sources: [
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for stage in look.stages() {
        let Some(LogDestination::LogGroup { retention_days, .. }) =
            stage.node.access_log.as_ref().map(|log| &log.destination)
        else {
            continue;
        };
        let name = &stage.node.name;
        let message = match retention_days {
            None => format!("The access log of stage `{name}` is kept for ever"),
            Some(days) if (1..YEAR_DAYS).contains(days) => {
                format!("The access log of stage `{name}` is kept for {}", count(*days as usize, "day"))
            }
            Some(_) => continue,
        };
        let fix = stage.put(|stage| {
            if let Some(log) = &mut stage.access_log
                && let LogDestination::LogGroup { retention_days, .. } = &mut log.destination
            {
                *retention_days = Some(YEAR_DAYS);
            }
        });
        let finding = look.finding(stage.item(), message).at_place("access_log/destination/retention_days");
        look.report(finding.fix("Keep lines for a year", fix, Certainty::Likely));
    }
}
