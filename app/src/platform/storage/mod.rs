//! What stays on the device: documents in IndexedDB, preferences in localStorage.
//!
//! A document is saved with the revision it was based on. When another tab has saved a newer one in the meantime the
//! save is refused as [`StorageError::Stale`], so that an older tab never overwrites newer work. Other tabs hear of
//! every save through [`on_saved_elsewhere`].

mod database;
mod documents;
mod exports;
mod notice;
mod prefs;
mod stash;

pub use documents::{Entry, Saved, list, load, remove, save};
pub use exports::{export_options, load_export, save_export, set_export_options};
pub use notice::{SavedElsewhere, on_saved_elsewhere};
pub use prefs::{pref, remove_pref, set_pref};
pub use stash::{Stash, stash, stashed, unstash};

/// Why nothing could be stored or read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StorageError {
    /// The browser gives this page no storage (private window, sandboxed frame, setting).
    Blocked,
    /// The device or the page's share of it is full.
    Full,
    /// Another tab saved this newer revision; nothing was overwritten.
    Stale {
        /// The revision that is stored.
        stored: u64,
    },
    /// Anything else, in the browser's words.
    Failed(String),
}

impl std::fmt::Display for StorageError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Blocked => f.write_str("This browser window does not let the page store anything"),
            Self::Full => f.write_str("The storage on this device is full"),
            Self::Stale { .. } => f.write_str("Another tab has saved a newer version"),
            Self::Failed(reason) => write!(f, "Storing failed: {reason}"),
        }
    }
}

impl StorageError {
    /// Reads a thrown value by its `name`.
    fn from_thrown(thrown: &wasm_bindgen::JsValue) -> Self {
        use wasm_bindgen::JsCast;
        let Some(exception) = thrown.dyn_ref::<web_sys::DomException>() else {
            return Self::Failed("unknown reason".to_owned());
        };
        match exception.name().as_str() {
            "QuotaExceededError" => Self::Full,
            "SecurityError" | "InvalidStateError" | "NotAllowedError" => Self::Blocked,
            _ => Self::Failed(exception.message()),
        }
    }
}
