//! How a test says that it cannot run on this machine.

use std::io::{self, Write};

/// Says that the current test is skipped, and why; `cargo xtask test` counts and repeats it.
///
/// Return from the test right after. Only for what a machine may rightly lack, such as Terraform.
pub fn skip(reason: &str) {
    let test = std::thread::current().name().unwrap_or("a test").to_owned();
    // Not println!, which the test runner hides while a test passes. The line starts afresh, as the
    // runner may have begun one.
    let _ = writeln!(io::stdout(), "\nskipped: {test}: {reason}");
}
