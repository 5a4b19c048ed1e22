//! Whether it fits AWS's limits.
