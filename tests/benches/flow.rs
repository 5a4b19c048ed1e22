//! What one request costs: `cargo bench --bench flow`.
//!
//! A REST API whose methods validate parameters and bodies and map both ways with templates, at 10 to 1,000 routes.

use std::hint::black_box;
use std::time::{Duration, Instant};

use studio_core::design::inputs::Scenario;
use studio_core::flow::{Session, observe};

mod shop;
use shop::{design, requests};

/// The numbers of routes that are measured.
const ROUTES: [usize; 4] = [10, 100, 300, 1000];
/// How long one round lasts, and how many there are: the best is what a machine that does nothing else needs.
const LASTS: Duration = Duration::from_millis(10);
const ROUNDS: usize = 80;

fn main() {
    println!("{:>6}  {:>12}  {:>12}", "routes", "trace", "observed");
    for routes in ROUTES {
        let design = design(routes);
        let requests = requests(routes);
        let mut session = Session::new(&design);
        let status = session.send(&requests[0]).response.status;
        assert_eq!(status, Some(200), "the request that is measured passes");
        let traced = measure(&requests, |request| {
            black_box(session.send(request));
        });
        let observed = measure(&requests, |request| {
            let trace = session.send(request);
            black_box(observe(&design, &trace));
        });
        println!("{routes:>6}  {traced:>9.1} µs  {observed:>9.1} µs");
    }
}

/// The mean time of one call in microseconds, in the best of the rounds.
fn measure(requests: &[Scenario], mut call: impl FnMut(&Scenario)) -> f64 {
    let mut best = f64::MAX;
    for _ in 0..ROUNDS {
        let (start, mut calls) = (Instant::now(), 0_u32);
        while start.elapsed() < LASTS {
            for request in requests {
                call(request);
                calls += 1;
            }
        }
        best = best.min(start.elapsed().as_secs_f64() * 1e6 / f64::from(calls));
    }
    best
}
