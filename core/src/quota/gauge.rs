//! Collects readings of one design.

use super::reading::{Counting, Limit};
use super::{Reading, State};
use crate::aws::{Adjustable, Quota, default_region, quota};
use crate::base::Fact;
use crate::design::{Design, Item};

/// The readings of a design, taken at the limits that hold for it.
pub struct Gauge<'a> {
    design: &'a Design,
    readings: Vec<Reading>,
}

impl<'a> Gauge<'a> {
    /// No readings yet.
    pub fn new(design: &'a Design) -> Self {
        Self { design, readings: Vec::new() }
    }

    /// What was read so far.
    pub fn readings(&self) -> &[Reading] {
        &self.readings
    }

    /// The limit that holds: the Region's, or what AWS raised it to where AWS raises it at all.
    pub fn limit(&self, quota: &Quota) -> Limit {
        let region = self.design.region.as_str();
        let value = quota.limit_in(if region.is_empty() { default_region() } else { region });
        match self.design.account.raised_quotas.get(&quota.id) {
            Some(&raised) if quota.adjustable != Adjustable::No => Limit { value: raised, raised: true },
            _ => Limit { value, raised: false },
        }
    }

    /// Reads how many of something there are.
    pub fn count(&mut self, id: &str, item: Item, used: usize) {
        self.read(id, item, u64::try_from(used).unwrap_or(u64::MAX), Counting::Count);
    }

    /// Reads how many of something single items have: the worst one, and every one that is over.
    pub fn worst_count(&mut self, id: &str, used: impl IntoIterator<Item = (Item, usize)>) {
        let used = used.into_iter().map(|(item, used)| (item, u64::try_from(used).unwrap_or(u64::MAX)));
        self.worst(id, used.collect(), Counting::Count);
    }

    /// Reads a setting of single items: the worst one, and every one that is out of range.
    pub fn worst_bound(&mut self, id: &str, used: impl IntoIterator<Item = (Item, u64)>) {
        self.worst(id, used.into_iter().collect(), Counting::Bound);
    }

    /// Reads a message against the size of a frame: a larger message is not refused, it must be split.
    pub fn frame(&mut self, id: &str, item: Item, message: u64) {
        let Some((quota, limit)) = self.find(id) else { return };
        let mut reading = Reading::of(quota, limit, item, message, Counting::Bound);
        if reading.state == State::Over {
            reading.state = State::Near;
        }
        self.readings.push(reading);
    }

    fn worst(&mut self, id: &str, used: Vec<(Item, u64)>, counting: Counting) {
        let Some((quota, limit)) = self.find(id) else { return };
        let worst = used.iter().enumerate().max_by_key(|(at, (_, used))| (*used, usize::MAX - at));
        let worst = worst.map(|(at, _)| at);
        for (at, (item, used)) in used.into_iter().enumerate() {
            let broken = used > limit.value || quota.min.is_some_and(|min| used < min);
            if broken || worst == Some(at) {
                self.readings.push(Reading::of(quota, limit, item, used, counting));
            }
        }
    }

    fn read(&mut self, id: &str, item: Item, used: u64, counting: Counting) {
        if let Some((quota, limit)) = self.find(id) {
            self.readings.push(Reading::of(quota, limit, item, used, counting));
        }
    }

    /// A quota of the table; a test holds that every id a measure names is there.
    fn find(&self, id: &str) -> Option<(&'static Fact<Quota>, Limit)> {
        let quota = quota(id);
        debug_assert!(quota.is_some(), "no quota {id}");
        quota.map(|quota| (quota, self.limit(quota)))
    }
}
