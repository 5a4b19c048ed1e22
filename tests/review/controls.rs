//! The table of what others check, against the rules and the findings of the check that it names.

use std::collections::BTreeSet;
use std::fs;

use studio_core::aws::{controls, controls_of};
use studio_core::review::rule;

use crate::folder;

/// Every text between quotation marks in the sources of `design::check`; the codes are among them.
fn words_of_the_check() -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for entry in fs::read_dir(folder("../core/src/design/check")).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        words.extend(text.split('"').map(str::to_owned));
    }
    words
}

#[test]
fn every_control_is_answered() {
    let words = words_of_the_check();
    let mut ids = BTreeSet::new();
    for control in controls() {
        let id = &control.id;
        assert!(ids.insert(id), "{id} is there twice");
        for name in &control.rules {
            assert!(rule(name).is_some(), "{id} names the rule `{name}`, which there is not");
        }
        for code in &control.checks {
            assert!(words.contains(code), "{id} names the finding `{code}`, which there is not");
        }
        let answered = !control.rules.is_empty() || !control.checks.is_empty();
        assert!(answered || !control.because.is_empty(), "{id} is neither answered nor explained");
    }
    assert!(controls_of("data-trace").any(|control| control.id == "CKV_AWS_276"));
}
