//! Time that a busy machine cannot stretch.

use std::time::{Duration, Instant};

/// How long a piece of work keeps this thread computing; where the system does not tell (it is Linux that does), how
/// long it takes.
pub fn computing(work: impl FnOnce()) -> Duration {
    let (start, before) = (Instant::now(), cpu_time());
    work();
    match (before, cpu_time()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        _ => start.elapsed(),
    }
}

/// What this thread has computed so far.
fn cpu_time() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}
