//! The fixes of all findings of a rule.

use studio_core::design::edit::{Edit, apply};
use studio_core::design::{Document, Item};
use studio_core::review::{Finding, review};

use super::watch::today;

/// Times that the review runs again while the fixes of a rule are gathered; a round ends where two fixes change the
/// same node.
const MOST_ROUNDS: usize = 50;

/// Whether it is an open finding of this rule that can be mended.
pub fn mends(finding: &Finding, code: &str) -> bool {
    finding.is_open() && finding.diagnostic.code == code && finding.diagnostic.fix.is_some()
}

/// The fixes of all open findings of a rule, each made for the document that those before it leave: a fix holds whole
/// nodes, so that two made for the same document would undo each other. Says too whether rounds ran out.
pub fn gather(document: &Document, code: &str) -> (Vec<Edit>, bool) {
    let mut document = document.clone();
    let mut edits: Vec<Edit> = Vec::new();
    for _ in 0..MOST_ROUNDS {
        let mut touched: Vec<Item> = Vec::new();
        let found = review(&document.design, &document.waivers, today());
        let before = edits.len();
        for finding in found.into_iter().filter(|finding| mends(finding, code)) {
            let Some(fix) = finding.diagnostic.fix else { continue };
            let Ok(applied) = apply(&document, &fix.edit) else { continue };
            // What it did not mend is not tried again, and what changes nothing is no fix.
            let again = edits.contains(&fix.edit) || applied.document.is_same(&document);
            if again || applied.touched.iter().any(|item| touched.contains(item)) {
                continue;
            }
            touched.extend(applied.touched);
            document = applied.document;
            edits.push(*fix.edit);
        }
        if edits.len() == before {
            return (edits, false);
        }
    }
    (edits, true)
}
