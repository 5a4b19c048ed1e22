//! Results of scenarios and template tests as JUnit XML, the form that build servers read.

use std::fmt::Write as _;

use studio_core::flow::{Judged, ScenarioResult, SuiteReport};
use studio_core::lang::xml::escaped;
use studio_core::template::Tested;

use super::check::{is_failed, title, unmet, why_failed};

/// The whole file. The time of a test case is the request's simulated latency.
pub fn text(design: &str, report: &SuiteReport, tested: &[Tested<'_>]) -> String {
    let name = escaped(if design.is_empty() { "design" } else { design });
    let counts = format!(
        "tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\"",
        report.results.len() + tested.len(),
        report.count(Judged::Failed) + tested.iter().filter(|one| is_failed(one)).count(),
        report.count(Judged::NothingExpected)
    );
    let mut cases: String = report.results.iter().map(|result| case(&name, result)).collect();
    cases.extend(tested.iter().map(|one| template_case(&name, one)));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"gateway-studio\" {counts}>\n  <testsuite name=\"{name}\" {counts}>\n{cases}  </testsuite>\n</testsuites>\n"
    )
}

fn case(suite: &str, result: &ScenarioResult) -> String {
    let latency_ms = result.trace.latency_ms;
    let mut out = format!(
        "    <testcase classname=\"{suite}\" name=\"{}\" time=\"{}.{:03}\"",
        escaped(&result.title),
        latency_ms / 1000,
        latency_ms % 1000
    );
    match result.judged() {
        Judged::Passed => out.push_str("/>\n"),
        Judged::NothingExpected => {
            out.push_str(">\n      <skipped message=\"The scenario expects nothing\"/>\n    </testcase>\n");
        }
        Judged::Failed => {
            out.push_str(">\n");
            for check in unmet(result) {
                let message = format!("{}: expected {}, got {}", check.what, check.expected, check.actual);
                let _ = writeln!(
                    out,
                    "      <failure type=\"{}\" message=\"{}\">{}</failure>",
                    escaped(&check.what),
                    escaped(&message),
                    escaped(&check.sentence)
                );
            }
            out.push_str("    </testcase>\n");
        }
    }
    out
}

fn template_case(suite: &str, tested: &Tested<'_>) -> String {
    let name = format!("template test {}", title(tested));
    let head = format!("    <testcase classname=\"{suite}\" name=\"{}\"", escaped(&name));
    match why_failed(tested) {
        None => format!("{head}/>\n"),
        Some(why) => format!(
            "{head}>\n      <failure type=\"template\" message=\"{}\"/>\n    </testcase>\n",
            escaped(&why)
        ),
    }
}
