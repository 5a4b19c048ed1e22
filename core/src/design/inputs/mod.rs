//! What a design is tried with: requests and monthly quantities.

mod expectation;
mod scenario;
mod usage;

pub use expectation::*;
pub use scenario::*;
pub use usage::*;
