//! The mapping templates of a design: where they are, what they make of an input, and whether that is what their
//! tests expect.

mod advice;
mod origin;
mod place;
mod sample;
mod test;
mod trial;

pub use advice::advise;
pub use origin::{made, makers};
pub use place::{Place, places};
pub use sample::sample;
pub use test::{Outcome, Verdict, run_test, run_tests};
pub use trial::{Expect, Failure, MAX_INPUT_BYTES, Prepared, Trial, Unwanted, try_out};
