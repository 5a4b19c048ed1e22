//! What a design is tried with: requests and monthly quantities.

mod scenario;
mod transport;
mod usage;

pub use scenario::*;
pub use transport::*;
pub use usage::*;
