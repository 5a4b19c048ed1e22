//! Opening another document, from wherever it comes.

use std::sync::Arc;

use leptos::prelude::*;
use studio_core::design::Document;
use studio_core::design::edit::{Edit, Moment};

use super::autosave::{LAST, Slot};
use super::{Host, Studio};
use crate::panels::Panel;
use crate::parts;
use crate::platform::storage::{self, StorageError};
use crate::ui::Tone;

/// Why the design cannot be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadOnly {
    /// A newer studio saved it; changing it here would lose what this one does not know. Holds the reason.
    Newer(String),
    /// The page around the frame asked for it.
    Frame,
}

impl ReadOnly {
    /// The reason in one sentence.
    pub fn text(&self) -> String {
        match self {
            Self::Newer(reason) => crate::text::capitalized(reason),
            Self::Frame => "This design is shown for reading only".to_owned(),
        }
    }
}

impl Studio {
    /// Puts another document in place of the current one, as one step of undo; it is kept apart on the device.
    pub fn open(self, document: Document) {
        self.install(document, Slot::new(), None);
    }

    /// Shows a document that a newer studio saved; nothing of it can be changed or is kept.
    pub fn open_read_only(self, document: Document, reason: ReadOnly) {
        self.install(document, Slot::default(), Some(reason));
    }

    fn install(self, document: Document, slot: Slot, reason: Option<ReadOnly>) {
        let (before, after) = (self.document.get_untracked(), Arc::new(document));
        let old = (before.clone(), self.slot.get_untracked());
        if self.read_only.get_untracked().is_some() || reason.is_some() {
            self.history.write().clear();
        } else {
            let edit = Edit::Replace(Box::new(Document::clone(&after)));
            let label = parts::work().map_or_else(String::new, |work| (work.label)(&edit, &before));
            let selection = self.selection.get_untracked();
            self.history.write().record(Moment { label, document: before, selection }, None);
            self.crossings.update_value(|crossings| crossings.push(old, (after.clone(), slot.clone())));
        }
        self.read_only.set(reason);
        self.slot.set(slot);
        self.selection.set(None);
        self.chosen_api.set(None);
        self.chosen_stage.set(None);
        self.dialog.set(None);
        if self.host == Host::Page {
            self.panel.set(Panel::Design);
        }
        self.document.set(after);
    }

    /// Shows the document that was open last on this device; says whether there was one.
    pub(crate) async fn restore(self) -> bool {
        match storage::pref(LAST) {
            Ok(Some(id)) => {
                // Opening goes to the Design panel; a reload stays where the address says.
                let panel = self.panel.get_untracked();
                let opened = self.open_stored(&id).await;
                self.panel.set(panel);
                opened
            }
            Ok(None) => false,
            Err(_) => {
                self.saved.set(super::SavedState::Blocked);
                false
            }
        }
    }

    /// Opens a document that is kept on this device; says whether it is open now.
    pub(crate) async fn open_stored(self, id: &str) -> bool {
        let (text, revision, is_saved) = match storage::load(id).await {
            Ok(saved) => {
                let revision = saved.as_ref().map_or(0, |saved| saved.entry.revision);
                // A page that was closed right after a change could only put it aside.
                match (storage::stashed(id, revision), saved) {
                    (Some(stash), _) => (stash.text, revision, false),
                    (None, Some(saved)) => (saved.text, revision, true),
                    (None, None) => return false,
                }
            }
            Err(error) => {
                if error == StorageError::Blocked {
                    self.saved.set(super::SavedState::Blocked);
                }
                self.say(Tone::Note, format!("The design on this device cannot be read: {error}"));
                return false;
            }
        };
        let work = match self.prepare().await {
            Ok(work) => work,
            Err(error) => {
                self.say(Tone::Fail, format!("The design on this device cannot be opened: {error}"));
                return false;
            }
        };
        match (work.load)(text.as_bytes()) {
            Ok(loaded) => {
                if let Some(reason) = loaded.read_only {
                    self.open_read_only(loaded.document, ReadOnly::Newer(reason));
                    return true;
                }
                let slot = Slot { id: id.to_owned(), revision };
                let first = self.history.read_untracked().is_empty();
                self.install(loaded.document, slot, None);
                self.loaded.set_value(is_saved.then(|| self.document.get_untracked()));
                if first {
                    self.history.write().clear();
                }
                // Which design was open is a convenience; without it the next start shows the list.
                let _ = storage::set_pref(LAST, id);
                true
            }
            Err(error) => {
                self.say(Tone::Fail, format!("The design on this device is damaged: {error}"));
                false
            }
        }
    }

    /// Loads the newer version that another tab saved of the current document.
    pub(crate) async fn take_newer(self) {
        let id = self.slot.get_untracked().id;
        self.history.write().clear();
        self.open_stored(&id).await;
    }
}
