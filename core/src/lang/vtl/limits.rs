//! The limits of a template, so that none can hang the page. AWS's numbers come from the caller, who has the tables.

/// How deep brackets, blocks and strings may nest in a template.
pub const NESTING_MAX: usize = 128;
/// How deep blocks may be inside each other while rendering, `#define`d ones included.
pub const RENDER_DEPTH_MAX: u32 = 192;
/// How deep lists and maps may nest in a value that is printed or compared.
pub const VALUE_DEPTH_MAX: u32 = 256;

/// What a rendering may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Times that one `#foreach` runs; further items are left out, and the result says so. AWS's number; what AWS
    /// does past it is not documented.
    pub foreach_iterations: usize,
    /// Bytes of output; ours.
    pub output_bytes: usize,
    /// Statements, list items and sixteens of bytes copied; ours.
    pub steps: u64,
}

/// Bytes of output that the studio holds: more than AWS takes in any payload.
pub const OUTPUT_BYTES_MAX: usize = 12 * 1024 * 1024;
/// Steps that the studio runs: about a second's worth.
pub const STEPS_MAX: u64 = 20_000_000;

impl Limits {
    /// AWS's iterations (from the tables) and the studio's own limits.
    pub const fn new(foreach_iterations: usize) -> Self {
        Self { foreach_iterations, output_bytes: OUTPUT_BYTES_MAX, steps: STEPS_MAX }
    }
}
