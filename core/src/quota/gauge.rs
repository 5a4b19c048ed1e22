//! Collects readings of one design.

use super::reading::Limit;
use super::{Measured, Reading, State};
use crate::aws::{Adjustable, Quota, default_region, quota};
use crate::base::Fact;
use crate::design::{Design, Item};

/// The readings of a design, taken at the limits that hold for it.
pub struct Gauge<'a> {
    design: &'a Design,
    growth_permille: u32,
    readings: Vec<Reading>,
}

impl<'a> Gauge<'a> {
    /// No readings yet.
    pub fn new(design: &'a Design, growth_permille: u32) -> Self {
        Self { design, growth_permille, readings: Vec::new() }
    }

    /// What was read so far.
    pub fn readings(&self) -> &[Reading] {
        &self.readings
    }

    /// The row of a quota that was not read.
    pub fn reference(&self, quota: &'static Fact<Quota>) -> Reading {
        Reading::reference(quota, self.limit(quota))
    }

    /// Reads how many of something there are.
    pub fn count(&mut self, id: &str, item: Item, used: usize) {
        self.read(id, item, whole(used), Measured::Count);
    }

    /// Reads how large something is.
    pub fn size(&mut self, id: &str, item: Item, used: usize) {
        self.read(id, item, whole(used), Measured::Size);
    }

    /// Reads how many there are as the user states it, in place of what the design has.
    pub fn stated(&mut self, id: &str, used: usize) {
        self.readings.retain(|reading| reading.id != id);
        self.count(id, Item::Design, used);
    }

    /// Reads what traffic asks for.
    pub fn traffic(&mut self, id: &str, item: Item, used: u64) {
        self.read(id, item, used, Measured::Traffic);
    }

    /// Reads how many of something single items have: the worst one, and every one that is over.
    pub fn counts(&mut self, id: &str, used: impl IntoIterator<Item = (Item, usize)>) {
        self.worst(id, Measured::Count, used.into_iter().map(|(item, used)| (item, whole(used))));
    }

    /// Reads how large something is at single items: the worst one, and every one that is over.
    pub fn sizes(&mut self, id: &str, used: impl IntoIterator<Item = (Item, usize)>) {
        self.worst(id, Measured::Size, used.into_iter().map(|(item, used)| (item, whole(used))));
    }

    /// Reads a setting of single items: the worst one, and every one that is out of range.
    pub fn settings(&mut self, id: &str, used: impl IntoIterator<Item = (Item, u64)>) {
        self.worst(id, Measured::Setting, used);
    }

    /// Reads what saved requests have: the largest one, and every one that is over.
    pub fn requests(&mut self, id: &str, used: impl IntoIterator<Item = (Item, usize)>) {
        self.worst(id, Measured::Request, used.into_iter().map(|(item, used)| (item, whole(used))));
    }

    /// Reads a message against the size of a frame: a larger message is not refused, it must be split.
    pub fn frame(&mut self, id: &str, item: Item, message: u64) {
        let Some((quota, limit)) = self.find(id) else { return };
        let mut reading = Reading::of(quota, limit, item, message, Measured::Setting);
        if reading.state == State::Over {
            reading.state = State::Near;
            reading.room = None;
        }
        self.readings.push(reading);
    }

    fn worst(&mut self, id: &str, measured: Measured, used: impl IntoIterator<Item = (Item, u64)>) {
        let Some((quota, limit)) = self.find(id) else { return };
        let used: Vec<(Item, u64)> = used.into_iter().collect();
        let worst = used.iter().enumerate().max_by_key(|(at, (_, used))| (*used, usize::MAX - at));
        let worst = worst.map(|(at, _)| at);
        for (at, (item, used)) in used.into_iter().enumerate() {
            let broken = used > limit.value || quota.min.is_some_and(|min| used < min);
            if broken || worst == Some(at) {
                self.push(quota, limit, item, used, measured);
            }
        }
    }

    fn read(&mut self, id: &str, item: Item, used: u64, measured: Measured) {
        if let Some((quota, limit)) = self.find(id) {
            self.push(quota, limit, item, used, measured);
        }
    }

    fn push(&mut self, quota: &'static Fact<Quota>, limit: Limit, item: Item, used: u64, measured: Measured) {
        let reading = Reading::of(quota, limit, item, used, measured);
        self.readings.push(reading.growing(self.growth_permille));
    }

    /// The limit that holds: the Region's, or what AWS raised it to where AWS raises it at all.
    fn limit(&self, quota: &Quota) -> Limit {
        if quota.id == "websocket.concurrent_connections" {
            return self.open_connections(quota);
        }
        let region = self.design.region.as_str();
        let published = quota.limit_in(if region.is_empty() { default_region() } else { region });
        match self.design.account.raised_quotas.get(&quota.id) {
            Some(&value) if quota.adjustable != Adjustable::No => Limit { value, published, raised: true },
            _ => Limit { value: published, published, raised: false },
        }
    }

    /// So many connections as can be made before the first one runs out.
    fn open_connections(&self, row: &Quota) -> Limit {
        let (Some(rate), Some(lasting)) =
            (quota("websocket.new_connections_rps"), quota("websocket.connection_duration_s"))
        else {
            return Limit { value: row.limit, published: row.limit, raised: false };
        };
        let Limit { value, published, raised } = self.limit(rate);
        let open = |rate: u64| rate.saturating_mul(lasting.limit);
        Limit { value: open(value), published: open(published), raised }
    }

    /// A quota of the table; a test holds that every id a measure names is there.
    fn find(&self, id: &str) -> Option<(&'static Fact<Quota>, Limit)> {
        let quota = quota(id);
        debug_assert!(quota.is_some(), "no quota {id}");
        quota.map(|quota| (quota, self.limit(quota)))
    }
}

fn whole(used: usize) -> u64 {
    u64::try_from(used).unwrap_or(u64::MAX)
}
