//! What AWS would refuse, or what cannot work, in a design.

use super::{Design, Diagnostic};

/// Findings about the design, in the order of its items.
pub fn check(design: &Design) -> Vec<Diagnostic> {
    let _ = design;
    Vec::new()
}
