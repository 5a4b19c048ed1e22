//! Whether it fits AWS's limits.
//!
//! [`measure`] gives one whole table: every quota that a design can be measured against, with what the design
//! uses of it, and every other quota as a reference row with its limit and why it is not measured.

mod diagnostic;
mod gauge;
mod known;
mod measures;
mod reading;
mod report;
mod room;

pub use known::Known;
pub use reading::{Measured, Reading, State};
pub use report::{csv, markdown};

use crate::aws::quotas;
use crate::design::{Design, Diagnostic};
use gauge::Gauge;

/// What the design uses of every quota, in the order of the quota table.
///
/// Limits are those of the design's Region, or what AWS raised them to by the design's own word. A quota on
/// single things (a stage, an integration) is read at the worst one of each API, and at every one that is over.
pub fn measure(design: &Design, known: &Known<'_>) -> Vec<Reading> {
    let mut gauge = Gauge::new(design, known.growth_permille);
    measures::all(&mut gauge, design, known);
    let measured = gauge.readings();
    let mut table = Vec::new();
    for quota in quotas() {
        let of_quota = measured.iter().filter(|reading| reading.id == quota.id);
        let before = table.len();
        table.extend(of_quota.cloned());
        if table.len() == before {
            table.push(gauge.reference(quota));
        }
    }
    table
}

/// What is wrong with a design's quotas: readings out of range, and raised quotas that AWS does not have or raise.
pub fn check(design: &Design, known: &Known<'_>) -> Vec<Diagnostic> {
    diagnostic::of(design, &measure(design, known))
}

/// As [`check`], without what [`crate::design::check`] says of the same item in words of its own: for who shows both.
pub fn check_beside(design: &Design, known: &Known<'_>) -> Vec<Diagnostic> {
    let mut readings = measure(design, known);
    readings.retain(|reading| !diagnostic::is_told_by_check(reading));
    diagnostic::of(design, &readings)
}
