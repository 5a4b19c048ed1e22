//! What happens to one request, step by step.

mod trace;

pub use trace::*;
