//! Whether it fits AWS's limits.
//!
//! [`measure`] gives one whole table: every quota that a design can be measured against, with what the design
//! uses of it, and every other quota as a reference row with its limit.

mod gauge;
mod measures;
mod reading;

pub use reading::{Reading, State};

use crate::aws::{Adjustable, quota, quotas};
use crate::design::inputs::Usage;
use crate::design::{Design, Diagnostic, Item};
use gauge::Gauge;

/// What the design uses of every quota, in the order of the quota table.
///
/// Limits are those of the design's Region, or what AWS raised them to by the design's own word. A quota on
/// single things (a stage, an integration) is read at the worst one of each API, and at every one that is over.
pub fn measure(design: &Design, usage: &Usage) -> Vec<Reading> {
    let mut gauge = Gauge::new(design);
    measures::all(&mut gauge, design, usage);
    let measured = gauge.readings();
    let mut table = Vec::new();
    for quota in quotas() {
        let of_quota = measured.iter().filter(|reading| reading.id == quota.id);
        let before = table.len();
        table.extend(of_quota.cloned());
        if table.len() == before {
            table.push(Reading::reference(quota, gauge.limit(quota)));
        }
    }
    table
}

/// What is wrong with a design's quotas: readings out of range, and raised quotas that AWS does not have or raise.
pub fn check(design: &Design, usage: &Usage) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = measure(design, usage).iter().filter_map(Reading::diagnostic).collect();
    for id in design.account.raised_quotas.keys() {
        let (message, help) = match quota(id) {
            None => (format!("There is no quota `{id}`"), "Use an id of the quota table".to_owned()),
            Some(quota) if quota.adjustable == Adjustable::No => {
                let help = format!("Remove it; the limit stays {} {}", quota.limit, quota.unit);
                (format!("AWS does not raise the quota `{id}`"), help)
            }
            Some(_) => continue,
        };
        found.push(
            Diagnostic::warning("raised-quota", message).at(Item::Account).at_place(id.as_str()).help(help),
        );
    }
    found
}
