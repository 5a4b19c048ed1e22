//! Where on the device the document is kept, when undo crosses the opening of another document.

use std::sync::Arc;

use studio_core::design::Document;

use super::autosave::Slot;

/// How many openings are remembered; past them, undo keeps the older document under the newer one's key.
const MAX_CROSSINGS: usize = 32;

/// A document and where it is kept.
pub(super) type Place = (Arc<Document>, Slot);

/// The openings that undo may cross.
#[derive(Clone, Default)]
pub(super) struct Crossings(Vec<(Place, Place)>);

impl Crossings {
    /// Remembers that the document `after` took the place of `before`.
    pub(super) fn push(&mut self, before: Place, after: Place) {
        if self.0.len() == MAX_CROSSINGS {
            self.0.remove(0);
        }
        self.0.push((before, after));
    }

    /// Where the document `to` is kept, if going there from `from` crosses an opening.
    pub(super) fn slot(&self, from: &Arc<Document>, to: &Arc<Document>) -> Option<Slot> {
        self.0.iter().rev().find_map(|(before, after)| {
            if Arc::ptr_eq(&after.0, from) && Arc::ptr_eq(&before.0, to) {
                return Some(before.1.clone());
            }
            let forward = Arc::ptr_eq(&before.0, from) && Arc::ptr_eq(&after.0, to);
            forward.then(|| after.1.clone())
        })
    }

    /// Notes that the document under this key has a new revision.
    pub(super) fn saved(&mut self, kept: &Slot) {
        for (before, after) in &mut self.0 {
            for place in [before, after] {
                if place.1.id == kept.id {
                    place.1.revision = kept.revision;
                }
            }
        }
    }
}
