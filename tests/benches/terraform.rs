//! What Terraform files cost: out of a design in each style, and back into one.
//!
//! `cargo bench --bench terraform -- 300` measures that number of routes alone. `-- once 300 folded` does both ways
//! once and measures nothing, for programs that count instructions.

use std::hint::black_box;
use std::time::{Duration, Instant};

mod files;
#[expect(dead_code, reason = "shared with those who send requests")]
mod shop;

use studio_core::terraform::{export, import};

/// Numbers of routes.
const ROUTES: [usize; 4] = [10, 100, 300, 1000];
/// How long one figure is measured; the best run is what a machine that does nothing else needs.
const LASTS: Duration = Duration::from_secs(1);
/// The fewest runs of one figure.
const RUNS: usize = 5;

fn main() {
    let given: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let mut routes: Vec<usize> = given.iter().filter_map(|word| word.parse().ok()).collect();
    if routes.is_empty() {
        routes = ROUTES.to_vec();
    }
    let once = given.iter().any(|word| word == "once");
    let ways = files::ways();
    let named = |what: &str| given.iter().any(|word| what.contains(word.as_str()));
    let any = ways.iter().any(|(what, _)| named(what));
    let head: String = routes.iter().map(|routes| format!("{routes:>10}")).collect();
    println!("{:<28} {head}", "routes");
    for (what, options) in ways.iter().filter(|(what, _)| !any || named(what)) {
        let out = |routes: &usize| {
            let design = shop::design(*routes);
            best_ms(once, || drop(black_box(export(&design, options))))
        };
        line(&format!("export {what}, ms"), routes.iter().map(out));
        let back = |routes: &usize| {
            let files = files::sources(&export(&shop::design(*routes), options));
            best_ms(once, || drop(black_box(import(&files))))
        };
        line(&format!("import {what}, ms"), routes.iter().map(back));
    }
}

fn line(what: &str, times: impl Iterator<Item = f64>) {
    let times: String = times.map(|time| format!("{time:>10.2}")).collect();
    println!("{what:<28} {times}");
}

/// The shortest time of a run in milliseconds.
fn best_ms(once: bool, run: impl Fn()) -> f64 {
    let begun = Instant::now();
    let (mut best, mut runs) = (f64::MAX, 0);
    while runs == 0 || !once && (runs < RUNS || begun.elapsed() < LASTS) {
        let start = Instant::now();
        run();
        best = best.min(start.elapsed().as_secs_f64() * 1000.0);
        runs += 1;
    }
    best
}
