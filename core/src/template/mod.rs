//! The mapping templates of a design: where they are, what they make of an input, and whether that is what their
//! tests expect.

mod advice;
mod complete;
mod origin;
mod place;
mod test;
mod trial;

pub use complete::{Offered, complete};
pub use origin::{made, makers};
pub use place::{Place, places};
pub use test::{Outcome, Tested, Verdict, run_all, run_test, run_tests};
pub use trial::{Expect, Failure, MAX_INPUT_BYTES, Prepared, Trial, Unwanted, try_out};
