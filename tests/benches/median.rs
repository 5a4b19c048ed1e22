//! How long something takes.

use std::time::{Duration, Instant};

/// How long a measurement goes on.
const MEASURED: Duration = Duration::from_secs(1);

/// The median of the times of as many runs as fit, in milliseconds.
pub fn median_ms(run: &dyn Fn()) -> f64 {
    let mut times = Vec::new();
    let begun = Instant::now();
    while begun.elapsed() < MEASURED || times.len() < 3 {
        let start = Instant::now();
        run();
        times.push(start.elapsed());
    }
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1000.0
}
