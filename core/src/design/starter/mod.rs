//! New designs and new nodes, with values that make sense.

mod add;
mod api;
mod nodes;

pub use add::{New, add};
pub use api::{api, document};
pub use nodes::*;
