//! Keeping the document on the device.

use std::cell::RefCell;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use studio_core::design::Document;

use super::{Host, Studio};
use crate::parts;
use crate::platform::storage::{self, StorageError};
use crate::platform::timer::Timer;
use crate::platform::{now, page};

/// How long after the last change the document is saved.
const PAUSE_MS: u32 = 500;
/// The preference that holds the key of the document opened last.
pub(super) const LAST: &str = "last";

thread_local! {
    /// The document as it was last: for the overlay after a crash, when signals cannot be trusted.
    static LATEST: RefCell<Option<Arc<Document>>> = const { RefCell::new(None) };
}

/// Where on the device the document is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Slot {
    /// The key; empty for a document that was never kept.
    pub(super) id: String,
    /// The revision that was loaded or saved last; 0 before the first.
    pub(super) revision: u64,
}

impl Slot {
    /// A place that no other document has.
    pub(super) fn new() -> Self {
        Self { id: format!("design-{}", now::epoch_ms()), revision: 0 }
    }
}

/// Whether the document on the page is the one on the device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SavedState {
    /// It is, or there is nothing to save yet.
    Saved,
    /// It will be in a moment.
    Saving,
    /// The device has no room.
    Full,
    /// The browser gives no storage.
    Blocked,
    /// Another tab saved a newer version of the same document.
    Newer,
    /// Saving failed for this reason.
    Failed(String),
    /// A frame or a read-only design: nothing is kept.
    NotKept,
}

/// The document as it was last, for the rescue after a crash: its file name and text.
pub(crate) fn rescue() -> Option<(String, String)> {
    let work = parts::work()?;
    LATEST.with_borrow(|latest| latest.as_ref().map(|document| (file_name(document), (work.save)(document))))
}

/// The name under which a document is downloaded.
pub(crate) fn file_name(document: &Document) -> String {
    let kept = |c: char| if c.is_alphanumeric() || c == '-' || c == '_' { c } else { '-' };
    let name: String = document.design.name.trim().chars().map(kept).collect();
    let name = name.trim_matches('-');
    format!("{}.gateway.json", if name.is_empty() { "design" } else { name })
}

/// What the saving of one page has to remember.
#[derive(Clone, Copy)]
struct Saver {
    studio: Studio,
    timer: Timer,
    /// The document that is on the device.
    stored: StoredValue<Arc<Document>>,
    running: StoredValue<bool>,
}

impl Studio {
    /// Whether the document is kept on the device.
    pub fn saved(self) -> SavedState {
        self.saved.get()
    }

    /// The key under which the document is kept on the device; empty while it is not kept yet.
    pub fn document_key(self) -> String {
        self.slot.read().id.clone()
    }

    /// Saves from now on, half a second after the last change and when the page is hidden.
    pub(crate) fn start_saving(self) {
        let stored = StoredValue::new(self.document.get_untracked());
        let saver = Saver { studio: self, timer: Timer::new(), stored, running: StoredValue::new(false) };
        Effect::new(move |_| saver.changed(self.document.get()));
        if self.host == Host::Frame {
            self.saved.set(SavedState::NotKept);
            return;
        }
        page::on_hide(move || saver.leave()).until_cleanup();
        storage::on_saved_elsewhere(move |elsewhere| {
            let slot = self.slot.get_untracked();
            if elsewhere.id == slot.id && elsewhere.revision > slot.revision {
                self.saved.set(SavedState::Newer);
            }
        })
        .until_cleanup();
    }

    /// Keeps the document under a new name on the device, after another tab saved a newer version of it.
    pub(crate) fn keep_as_copy(self) {
        self.slot.set(Slot::new());
        self.saved.set(SavedState::Saving);
        self.document.update(|document| *document = Arc::new(Document::clone(document)));
    }
}

impl Saver {
    fn changed(self, document: Arc<Document>) {
        LATEST.with_borrow_mut(|latest| *latest = Some(document.clone()));
        let studio = self.studio;
        if studio.host == Host::Frame || Arc::ptr_eq(&document, &self.stored.get_value()) {
            return;
        }
        if studio.read_only.get_untracked().is_some() {
            self.stored.set_value(document);
            studio.saved.set(SavedState::NotKept);
            return;
        }
        let slot = studio.slot.get_untracked();
        if studio.loaded.get_value().is_some_and(|loaded| Arc::ptr_eq(&loaded, &document))
            || (slot.revision == 0 && *document == Document::default())
        {
            self.stored.set_value(document);
            studio.saved.set(SavedState::Saved);
            return;
        }
        if studio.saved.get_untracked() != SavedState::Newer {
            studio.saved.set(SavedState::Saving);
            self.timer.after(PAUSE_MS, move || self.save_now());
        }
    }

    /// The page is going, perhaps before the database answers: what is not saved is put aside as well.
    fn leave(self) {
        self.save_now();
        let (document, studio) = (self.studio.document.get_untracked(), self.studio);
        let slot = studio.slot.get_untracked();
        let saved = Arc::ptr_eq(&document, &self.stored.get_value()) || slot.id.is_empty();
        if saved
            || studio.read_only.get_untracked().is_some()
            || studio.saved.get_untracked() == SavedState::Newer
        {
            return;
        }
        let Some(work) = parts::work() else { return };
        let (revision, text) = (slot.revision.saturating_add(1), (work.save)(&document));
        if storage::stash(&storage::Stash { id: slot.id.clone(), revision, text }) {
            let _ = storage::set_pref(LAST, &slot.id);
        }
    }

    fn save_now(self) {
        let (document, studio) = (self.studio.document.get_untracked(), self.studio);
        let idle =
            Arc::ptr_eq(&document, &self.stored.get_value()) || studio.read_only.get_untracked().is_some();
        if idle || self.running.get_value() || studio.saved.get_untracked() == SavedState::Newer {
            return;
        }
        self.timer.cancel();
        self.running.set_value(true);
        if studio.slot.read_untracked().id.is_empty() {
            studio.slot.set(Slot::new());
        }
        let slot = studio.slot.get_untracked();
        spawn_local(async move {
            let saved = match studio.prepare().await {
                Ok(work) => {
                    let text = (work.save)(&document);
                    storage::save(&slot.id, &document.design.name, &text, slot.revision).await
                }
                Err(error) => Err(StorageError::Failed(error)),
            };
            self.running.set_value(false);
            self.saved(saved, &slot, document);
        });
    }

    fn saved(self, result: Result<u64, StorageError>, slot: &Slot, document: Arc<Document>) {
        let studio = self.studio;
        if let Ok(revision) = result {
            let kept = Slot { id: slot.id.clone(), revision };
            studio.crossings.update_value(|crossings| crossings.saved(&kept));
            if studio.slot.read_untracked().id != slot.id {
                return self.save_now();
            }
            studio.slot.set(kept);
            self.stored.set_value(document.clone());
            // A page that cannot remember which design was open starts with the list of all of them.
            let _ = storage::set_pref(LAST, &slot.id);
            if !Arc::ptr_eq(&document, &studio.document.get_untracked()) {
                return self.save_now();
            }
            storage::unstash();
        }
        studio.saved.set(match result {
            Ok(_) => SavedState::Saved,
            Err(StorageError::Full) => SavedState::Full,
            Err(StorageError::Blocked) => SavedState::Blocked,
            Err(StorageError::Stale { .. }) => SavedState::Newer,
            Err(StorageError::Failed(reason)) => SavedState::Failed(reason),
        });
    }
}
