//! Values with units and no domain.

mod day;
mod fact;
mod growth;
mod milli;
mod money;
mod span;
mod token_bucket;
mod words;

pub use day::{Day, ParseDayError};
pub use fact::Fact;
pub use growth::{HORIZON_MONTHS, months_until};
pub use milli::{Milli, ParseMilliError};
pub use money::{ParseMoneyError, Picodollars};
pub use span::{LineIndex, Position, Span};
pub use token_bucket::TokenBucket;
pub use words::{counted, unit_of};
