//! What steps looked at leads to the node that holds it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use studio_core::design::load;
use studio_core::flow::{Session, requests_of};

#[test]
fn what_a_step_looked_at_leads_to_a_node_of_the_design() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/designs");
    let mut nouns = BTreeSet::new();
    for name in ["rest-usage-plan", "http-api-module", "websocket-chat"] {
        let document = load(&fs::read(folder.join(format!("{name}.json"))).unwrap()).unwrap().document;
        for id in document.scenarios.keys() {
            let (start_epoch_ms, requests) = requests_of(&document, *id);
            let mut session = Session::starting_at(&document.design, start_epoch_ms);
            let traces = requests.iter().map(|request| session.send(request)).collect::<Vec<_>>();
            for (trace, step) in
                traces.iter().flat_map(|trace| trace.steps.iter().map(move |step| (trace, step)))
            {
                for seen in &step.consulted {
                    let found = trace.origin_of(&document.design, step, seen);
                    assert!(
                        found.is_none_or(|item| document.contains(item)),
                        "{name}: {seen:?} leads to {found:?}"
                    );
                    nouns.extend(found.map(|item| item.noun()));
                    if ["request", "backend", "session"].contains(&seen.origin.as_str()) {
                        assert_eq!(found, None, "{seen:?}");
                    }
                }
            }
        }
    }
    for noun in ["route", "stage", "integration"] {
        assert!(nouns.contains(noun), "{noun} is not among {nouns:?}");
    }
}
