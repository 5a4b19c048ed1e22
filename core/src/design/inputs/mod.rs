//! What a design is tried with: requests and monthly quantities.

mod scenario;
mod usage;

pub use scenario::*;
pub use usage::*;
