//! What a design is tried with: requests and monthly quantities.

mod expectation;
mod scenario;
mod transport;
mod usage;

pub use expectation::*;
pub use scenario::*;
pub use transport::*;
pub use usage::*;
