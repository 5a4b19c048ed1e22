//! What Amazon decides: the vocabulary of API Gateway and the tables in `core/data`.

mod kinds;
pub mod openapi;

pub use kinds::*;
