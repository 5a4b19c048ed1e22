//! What a path is made of.

use std::sync::Arc;

use super::{call::Call, filter::Condition};

/// One step of a path.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// `.a`, `['a']`, `['a','b']`.
    Members(Vec<Arc<str>>),
    /// `[0]`, `[0,2]`, `[-1]`.
    Places(Vec<i32>),
    /// `[1:]`, `[:2]`, `[1:2]`.
    Slice(Option<i32>, Option<i32>),
    /// `.*`, `[*]`.
    All,
    /// `..`
    Descent,
    /// `[?(@.a > 1)]`
    Filter(Condition),
    /// `.length()`
    Call(Call),
}

impl Step {
    /// Whether it gives at most one value for one.
    pub(super) fn is_definite(&self, last: bool) -> bool {
        match self {
            // Several members make one object at the end and many values before it.
            Step::Members(names) => names.len() == 1 || last,
            Step::Places(places) => places.len() == 1,
            Step::Call(_) => true,
            Step::Slice(..) | Step::All | Step::Descent | Step::Filter(_) => false,
        }
    }
}
