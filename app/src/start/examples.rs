//! The designs that come with the studio.

/// A bundled design.
pub(super) struct Example {
    /// Its word in test hooks.
    pub(super) id: &'static str,
    /// Its file below the page.
    pub(super) path: &'static str,
    /// What it is called.
    pub(super) title: &'static str,
    /// What it shows.
    pub(super) text: &'static str,
}

/// Every bundled design.
pub(super) const EXAMPLES: &[Example] = &[];
