//! What a design is tried with: requests, traffic and monthly quantities.

mod expectation;
mod free_tier;
mod loads;
mod pricing;
mod ranged;
mod rate;
mod scenario;
mod traffic;
mod transport;
mod usage;
mod wrong;

pub use expectation::*;
pub use free_tier::*;
pub use loads::*;
pub use pricing::*;
pub use ranged::*;
pub use rate::*;
pub use scenario::*;
pub use traffic::*;
pub use transport::*;
pub use usage::*;
pub use wrong::check_traffic;
