//! What a design is tried with: requests and monthly quantities.

mod expectation;
mod free_tier;
mod pricing;
mod scenario;
mod transport;
mod usage;

pub use expectation::*;
pub use free_tier::*;
pub use pricing::*;
pub use scenario::*;
pub use transport::*;
pub use usage::*;
