//! Remedies hold what they promise: the request gets past the step that refused it.

use studio_core::aws::{ApiKind, GatewayResponseType};
use studio_core::design::Document;
use studio_core::design::edit;
use studio_core::design::inputs::Scenario;
use studio_core::flow::{Outcome, Session, StepKind, Suggestion, remedies};

/// Every refusal of every case file: each remedy is a sentence, and each change lets the request past its step.
#[test]
fn every_remedy_of_every_refused_case_works() {
    let (mut refusals, mut changes, mut failures) = (0, 0, Vec::new());
    for (name, design, requests) in super::every_case() {
        let mut session = Session::new(&design);
        for (at, request) in requests.iter().enumerate() {
            let trace = session.send(request);
            let found = remedies(&design, request, &trace);
            let refused = trace.refused().is_some();
            assert_eq!(found.is_empty(), !refused, "{name}, request {at}");
            refusals += usize::from(refused);
            for remedy in &found {
                assert!(remedy.sentence.len() > 8, "{name}, request {at}: {remedy:?}");
                let Some(again) = again(&session, &design, request, &remedy.change) else { continue };
                changes += 1;
                let step = again.step(remedy.step);
                // A validator that had missed parameters may find fault with the body next.
                let same = again.passage.refusal == trace.passage.refusal;
                if same && step.is_some_and(|step| step.outcome == Outcome::Refuse) {
                    failures.push(format!(
                        "{name}, request {at}: {} still refuses after `{}`",
                        remedy.step.name(),
                        remedy.sentence
                    ));
                }
            }
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
    assert!(refusals > 150 && changes > 70, "{refusals} refusals, {changes} changes");
}

fn again(
    session: &Session,
    design: &studio_core::design::Design,
    request: &Scenario,
    change: &Suggestion,
) -> Option<studio_core::flow::Trace> {
    let mut session = session.clone();
    match change {
        Suggestion::None => None,
        Suggestion::Request(request) => Some(session.send(request)),
        Suggestion::Design(fix) => {
            let document = Document { design: design.clone(), ..Document::default() };
            let applied = edit::apply(&document, &fix.edit).expect("the change applies");
            session.set_design(&applied.document.design);
            Some(session.send(request))
        }
    }
}

/// The steps of all refusals, so that no kind of refusal is without a case.
#[test]
fn refusals_of_every_step_are_among_the_cases() {
    let mut seen: Vec<StepKind> = Vec::new();
    for (_, design, requests) in super::every_case() {
        let mut session = Session::new(&design);
        seen.extend(requests.iter().filter_map(|it| session.send(it).refused().map(|step| step.kind)));
    }
    let refusing = [
        StepKind::Endpoint,
        StepKind::Waf,
        StepKind::Route,
        StepKind::Throttle,
        StepKind::ResourcePolicy,
        StepKind::Authorizer,
        StepKind::ResourcePolicyResult,
        StepKind::ApiKey,
        StepKind::UsagePlan,
        StepKind::Validate,
        StepKind::Cache,
        StepKind::MapRequest,
        StepKind::Integration,
        StepKind::MapResponse,
        StepKind::Connections,
    ];
    for kind in refusing {
        assert!(seen.contains(&kind), "no case is refused by {}", kind.name());
    }
}

/// Every gateway response type of a REST API is what some case is refused with.
#[test]
fn every_gateway_response_type_is_reached() {
    // Types that no request is refused with, and why.
    const OTHERS: [(GatewayResponseType, &str); 3] = [
        (GatewayResponseType::Default4xx, "stands for types that have no settings of their own"),
        (GatewayResponseType::Default5xx, "stands for types that have no settings of their own"),
        (GatewayResponseType::ResourceNotFound, "AWS documents no request to a REST API that gets it"),
    ];
    let mut reached = Vec::new();
    for (_, design, requests) in super::every_case() {
        let mut session = Session::new(&design);
        let passages = requests.iter().map(|request| session.send(request).passage);
        reached.extend(passages.filter(|it| it.kind == Some(ApiKind::Rest)).filter_map(|it| it.refusal));
    }
    for kind in GatewayResponseType::ALL {
        let other = OTHERS.iter().any(|(other, _)| other == kind);
        assert_eq!(reached.contains(kind), !other, "{kind}");
    }
}
