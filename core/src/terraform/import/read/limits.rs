//! How much is read and computed before reading gives up, so that no file can hang the page or eat its memory.

use std::cell::Cell;

/// How many bytes of text all files may have together.
pub(super) const SOURCE_BYTES_MAX: usize = 32 * 1024 * 1024;
/// How many files are looked at.
pub(super) const FILES_MAX: usize = 10_000;
/// How many steps are computed: a step is one node of an expression, or one element that a function visits.
pub(super) const STEPS_MAX: u64 = 3_000_000;
/// How many bytes of text expressions may make.
pub(super) const TEXT_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// How deep expressions may lie in one another, locals and modules that they lead to included.
pub(super) const DEPTH_MAX: usize = 200;
/// How many elements a list or map may have.
pub(super) const ELEMENTS_MAX: usize = 100_000;
/// How many instances `count` and `for_each` may make of one block.
pub(super) const INSTANCES_MAX: usize = 10_000;
/// How many instances all blocks may have together.
pub(super) const RESOURCES_MAX: usize = 100_000;
/// How many instances of modules are read, each with its own resources.
pub(super) const MODULES_MAX: usize = 1_000;
/// How many findings are kept.
pub(super) const DIAGNOSTICS_MAX: usize = 1_000;

/// What is left of the limits.
#[derive(Debug)]
pub(super) struct Budget {
    steps: Cell<u64>,
    bytes: Cell<u64>,
    depth: Cell<usize>,
}

/// Why an expression has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fail {
    /// One sentence without a final period.
    pub message: String,
    /// Whether a limit of ours ended it, so that nothing else can be computed either.
    pub limit: bool,
}

impl Fail {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), limit: false }
    }

    fn limit(message: String) -> Self {
        Self { message, limit: true }
    }
}

impl Budget {
    pub(super) fn new() -> Self {
        Self { steps: Cell::new(STEPS_MAX), bytes: Cell::new(TEXT_BYTES_MAX), depth: Cell::new(0) }
    }

    /// Takes so many steps.
    pub(super) fn steps(&self, count: usize) -> Result<(), Fail> {
        take(&self.steps, count)
            .ok_or_else(|| Fail::limit(format!("The files take more than {STEPS_MAX} steps to compute")))
    }

    /// Takes so many bytes of text.
    pub(super) fn bytes(&self, count: usize) -> Result<(), Fail> {
        take(&self.bytes, count)
            .ok_or_else(|| Fail::limit(format!("The files compute more than {TEXT_BYTES_MAX} bytes of text")))
    }

    /// Goes one level deeper while `run` runs.
    pub(super) fn deeper<T>(&self, run: impl FnOnce() -> Result<T, Fail>) -> Result<T, Fail> {
        if self.depth.get() >= DEPTH_MAX {
            return Err(Fail::new(format!("More than {DEPTH_MAX} expressions lie in one another")));
        }
        self.depth.set(self.depth.get() + 1);
        let result = run();
        self.depth.set(self.depth.get() - 1);
        result
    }
}

/// A list or map that is longer than [`ELEMENTS_MAX`] fails.
pub(super) fn elements(count: usize) -> Result<(), Fail> {
    if count > ELEMENTS_MAX {
        return Err(Fail::new(format!("A list or map would have more than {ELEMENTS_MAX} elements")));
    }
    Ok(())
}

fn take(cell: &Cell<u64>, count: usize) -> Option<()> {
    let left = cell.get().checked_sub(u64::try_from(count).unwrap_or(u64::MAX))?;
    cell.set(left);
    Some(())
}
