//! Findings as JUnit XML, the form that build servers read.

use super::{Finding, RULES};
use crate::lang::xml::escaped;

/// The findings of a review, a test case each; those that `fails` says of are failures, waived ones are skipped.
pub fn junit(design: &str, findings: &[Finding], fails: impl Fn(&Finding) -> bool) -> String {
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
