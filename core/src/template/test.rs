//! The golden tests of an integration's templates.

use super::trial::{Expect, Trial, try_out};
use crate::design::{ApiId, Design, Integration, IntegrationId, TemplateTest};

/// How one test went.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The test's place in the integration's list.
    pub index: usize,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a test.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The output is as expected, to the byte, and so are the overrides.
    Passed,
    /// The output or what it overrides differs.
    Differs(Box<Trial>),
    /// The template or the input fails.
    Failed(Box<Trial>),
    /// The integration has no such template any more.
    NoTemplate,
}

/// A golden test of a design, and how it went.
#[derive(Clone, Debug, PartialEq)]
pub struct Tested<'a> {
    /// The API.
    pub api: ApiId,
    /// The integration.
    pub integration: IntegrationId,
    /// The test.
    pub test: &'a TemplateTest,
    /// What came of it.
    pub outcome: Outcome,
}

/// Runs every golden test of a design, in its order.
pub fn run_all(design: &Design) -> Vec<Tested<'_>> {
    let integrations = design.apis.iter().flat_map(|(api, node)| {
        node.integrations.iter().map(move |(integration, node)| (*api, *integration, node))
    });
    let tests = integrations.flat_map(|(api, integration, node)| {
        let tested = move |test| Tested { api, integration, test, outcome: run_test(node, test) };
        node.template_tests.iter().map(tested)
    });
    tests.collect()
}

/// Runs every test of the integration.
pub fn run_tests(integration: &Integration) -> Vec<Verdict> {
    let one = |(index, test)| Verdict { index, outcome: run_test(integration, test) };
    integration.template_tests.iter().enumerate().map(one).collect()
}

/// Runs one test of the integration.
pub fn run_test(integration: &Integration, test: &TemplateTest) -> Outcome {
    let templates = integration.templates(test.response.as_deref());
    let Some(template) = templates.and_then(|templates| templates.get(&test.template)) else {
        return Outcome::NoTemplate;
    };
    let trial = try_out(template, &test.input, Expect::of(&test.template));
    if trial.failure.is_some() {
        Outcome::Failed(Box::new(trial))
    } else if trial.output == test.expected && overrides_fit(test, &trial) {
        Outcome::Passed
    } else {
        Outcome::Differs(Box::new(trial))
    }
}

fn overrides_fit(test: &TemplateTest, trial: &Trial) -> bool {
    let made = trial.overrides_text();
    let same = |expected: &str| {
        let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
        expected.trim() == made || read(expected).is_some_and(|expected| read(&made) == Some(expected))
    };
    test.expected_overrides.as_deref().is_none_or(same)
}
