//! Kept answers of a stage, up to its cluster's size.
//!
//! AWS does not document what a full cache drops. The studio drops what was used least recently.

use std::sync::Arc;

use indexmap::IndexMap;

use crate::aws::CacheSize;
use crate::base::Milli;
use crate::design::{ApiId, StageId};
use crate::flow::Message;

use super::key::Key;

/// The caches of all stages.
pub(crate) type Caches = IndexMap<(ApiId, StageId), StageCache>;

/// How much the studio itself keeps of one stage's cache, in bytes: a session lives in a browser's memory.
const KEPT_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// How many answers the studio itself keeps of one stage's cache.
const KEPT_ENTRIES_MAX: usize = 10_000;

/// The cache of a stage.
#[derive(Clone, Debug)]
pub(crate) struct StageCache {
    size: CacheSize,
    entries: IndexMap<Key, Kept>,
    bytes: u64,
    capacity_bytes: u64,
    /// Counts uses, so that the least recent one is known.
    uses: u64,
}

/// An answer that is kept.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub answer: Arc<Message>,
    /// The request that it was made for.
    pub asked: String,
    pub stored_ms: u64,
    pub ttl_s: u32,
    pub encrypted: bool,
}

#[derive(Clone, Debug)]
struct Kept {
    entry: Entry,
    bytes: u64,
    last_use: u64,
}

/// The cache of a stage; another cluster size begins with an empty one, as on AWS.
pub(super) fn of_stage(caches: &mut Caches, place: (ApiId, StageId), size: CacheSize) -> &mut StageCache {
    let cache = caches.entry(place).or_insert_with(|| StageCache::new(size));
    if cache.size != size {
        *cache = StageCache::new(size);
    }
    cache
}

impl StageCache {
    fn new(size: CacheSize) -> Self {
        const GB: u64 = 1024 * 1024 * 1024;
        let thousandths = size.as_str().parse::<Milli>().map_or(0, Milli::thousandths);
        let bytes = u64::try_from(thousandths).unwrap_or(0).saturating_mul(GB) / 1000;
        Self::with_capacity(size, bytes.min(KEPT_BYTES_MAX))
    }

    fn with_capacity(size: CacheSize, capacity_bytes: u64) -> Self {
        Self { size, entries: IndexMap::new(), bytes: 0, capacity_bytes, uses: 0 }
    }

    /// The answer under a key, if its time is not over.
    pub fn get(&mut self, key: &Key, at_ms: u64) -> Option<Entry> {
        let kept = self.entries.get_mut(key)?;
        if !kept.entry.is_fresh(at_ms) {
            self.remove(key);
            return None;
        }
        self.uses += 1;
        kept.last_use = self.uses;
        Some(kept.entry.clone())
    }

    /// Keeps an answer, and says how many others gave way though their time was not over.
    pub fn put(&mut self, key: Key, entry: Entry, at_ms: u64) -> usize {
        self.remove(&key);
        let bytes = entry.bytes();
        let mut evicted = 0;
        if self.is_full_with(bytes) {
            let over: Vec<Key> = self
                .entries
                .iter()
                .filter(|(_, kept)| !kept.entry.is_fresh(at_ms))
                .map(|(key, _)| key.clone())
                .collect();
            over.iter().for_each(|key| self.remove(key));
        }
        while self.is_full_with(bytes) {
            let oldest = self.entries.iter().min_by_key(|(_, kept)| kept.last_use);
            let Some(oldest) = oldest.map(|(key, _)| key.clone()) else { break };
            self.remove(&oldest);
            evicted += 1;
        }
        self.uses += 1;
        self.bytes = self.bytes.saturating_add(bytes);
        self.entries.insert(key, Kept { entry, bytes, last_use: self.uses });
        evicted
    }

    /// What is kept, whose time is not over, in no particular order.
    pub fn fresh(&self, at_ms: u64) -> impl Iterator<Item = (&Key, &Entry, u64)> {
        let kept = self.entries.iter().filter(move |(_, kept)| kept.entry.is_fresh(at_ms));
        kept.map(|(key, kept)| (key, &kept.entry, kept.bytes))
    }

    fn is_full_with(&self, bytes: u64) -> bool {
        self.bytes.saturating_add(bytes) > self.capacity_bytes || self.entries.len() >= KEPT_ENTRIES_MAX
    }

    fn remove(&mut self, key: &Key) {
        if let Some(kept) = self.entries.swap_remove(key) {
            self.bytes = self.bytes.saturating_sub(kept.bytes);
        }
    }
}

impl Entry {
    fn is_fresh(&self, at_ms: u64) -> bool {
        at_ms.saturating_sub(self.stored_ms) < u64::from(self.ttl_s).saturating_mul(1000)
    }

    /// The answer's headers and body; how AWS counts is not documented.
    fn bytes(&self) -> u64 {
        let headers: usize = self.answer.headers.iter().map(|(name, value)| name.len() + value.len()).sum();
        u64::try_from(self.answer.body.len().saturating_add(headers)).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> Key {
        Key::named(name)
    }

    fn entry(bytes: usize, stored_ms: u64) -> Entry {
        let answer = Arc::new(Message { body: vec![0; bytes], ..Message::default() });
        Entry { answer, asked: String::new(), stored_ms, ttl_s: 10, encrypted: false }
    }

    #[test]
    fn a_full_cache_drops_what_was_used_least_recently() {
        let mut cache = StageCache::with_capacity(CacheSize::Gb0_5, 100);
        assert_eq!(cache.put(key("a"), entry(40, 0), 0), 0);
        assert_eq!(cache.put(key("b"), entry(40, 0), 0), 0);
        assert!(cache.get(&key("a"), 1).is_some());
        assert_eq!(cache.put(key("c"), entry(40, 2), 2), 1);
        assert!(cache.get(&key("b"), 3).is_none());
        assert!(cache.get(&key("a"), 3).is_some());
        assert_eq!(cache.put(key("c"), entry(60, 4), 4), 0);
    }

    #[test]
    fn what_is_over_goes_first_and_is_never_given() {
        let mut cache = StageCache::with_capacity(CacheSize::Gb0_5, 100);
        cache.put(key("old"), entry(60, 0), 0);
        cache.put(key("new"), entry(30, 9_000), 9_000);
        assert!(cache.get(&key("old"), 9_999).is_some());
        assert_eq!(cache.put(key("more"), entry(60, 10_000), 10_000), 0);
        assert!(cache.get(&key("old"), 10_000).is_none());
        assert_eq!(cache.fresh(10_000).count(), 2);
    }
}
