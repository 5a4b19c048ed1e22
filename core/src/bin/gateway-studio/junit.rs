//! Results as JUnit XML, the form that build servers read.

use std::fmt::Write as _;

use studio_core::flow::{Judged, ScenarioResult, SuiteReport};
use studio_core::review::{Finding, RULES};

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

/// The findings of a review, a test case each; those that `fails` says of are failures, waived ones are skipped.
pub fn of_review(design: &str, findings: &[Finding], fails: impl Fn(&Finding) -> bool) -> String {
    let name = escaped(if design.is_empty() { "design" } else { design });
    let clean = RULES.iter().filter(|rule| findings.iter().all(|one| one.diagnostic.code != rule.id));
    let clean: Vec<String> = clean
        .map(|rule| format!("    <testcase classname=\"review\" name=\"{}\"/>\n", escaped(rule.id)))
        .collect();
    let counts = format!(
        "tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\"",
        findings.len() + clean.len(),
        findings.iter().filter(|finding| fails(finding)).count(),
        findings.iter().filter(|finding| !finding.is_open()).count()
    );
    let cases: String =
        findings.iter().map(|finding| review_case(finding, fails(finding))).chain(clean).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"gateway-studio\" {counts}>\n  <testsuite name=\"{name}\" {counts}>\n{cases}  </testsuite>\n</testsuites>\n"
    )
}

fn review_case(finding: &Finding, fails: bool) -> String {
    let found = &finding.diagnostic;
    let item = found.item.map(|item| item.key()).unwrap_or_default();
    let name = [found.code, &item, &found.place].map(str::trim).join(" ");
    let head = format!("    <testcase classname=\"review\" name=\"{}\">\n", escaped(name.trim()));
    let message = escaped(&found.message);
    let inside = match (finding.is_open(), fails) {
        (false, _) => {
            let reason = finding.waiver.as_ref().map(|waiver| waiver.reason.as_str()).unwrap_or_default();
            format!("      <skipped message=\"{}\"/>\n", escaped(&format!("waived: {reason}")))
        }
        (true, true) => format!(
            "      <failure type=\"{}\" message=\"{message}\">{}</failure>\n",
            found.code,
            escaped(&found.help)
        ),
        (true, false) => format!("      <system-out>{message}</system-out>\n"),
    };
    format!("{head}{inside}    </testcase>\n")
}

/// A text for an attribute or an element. What XML 1.0 cannot hold at all becomes a replacement character.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for symbol in text.chars() {
        match symbol {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\t' => out.push_str("&#9;"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(symbol),
        }
    }
    out
}
