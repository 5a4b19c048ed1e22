//! The golden tests of an integration's templates.

use super::trial::{Expect, Trial, try_out};
use crate::design::{Integration, TemplateTest};

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
    /// The output is as expected, to the byte.
    Passed,
    /// The output differs.
    Differs(Box<Trial>),
    /// The template or the input fails.
    Failed(Box<Trial>),
    /// The integration has no such template any more.
    NoTemplate,
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
    } else if trial.output == test.expected {
        Outcome::Passed
    } else {
        Outcome::Differs(Box::new(trial))
    }
}
