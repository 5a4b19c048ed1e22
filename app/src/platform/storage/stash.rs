//! What could not be saved before the page went: the database answers too late for a page that is being closed.

use super::prefs::{pref, remove_pref, set_pref};

const KEY: &str = "unsaved";

/// A document that was changed and not saved yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stash {
    /// The key of the document.
    pub id: String,
    /// The revision that it would become.
    pub revision: u64,
    /// Its text.
    pub text: String,
}

/// Puts a document aside at once; says whether there was room.
pub fn stash(stash: &Stash) -> bool {
    let Stash { id, revision, text } = stash;
    set_pref(KEY, &format!("{revision} {id} {text}")).is_ok()
}

/// The document that was put aside last, if it is this one and was not saved since.
pub fn stashed(id: &str, saved: u64) -> Option<Stash> {
    let row = pref(KEY).ok().flatten()?;
    let (revision, rest) = row.split_once(' ')?;
    let (of, text) = rest.split_once(' ')?;
    let revision = revision.parse().ok()?;
    (of == id && revision >= saved).then(|| Stash { id: of.to_owned(), revision, text: text.to_owned() })
}

/// Forgets what was put aside: it is saved.
pub fn unstash() {
    let _ = remove_pref(KEY);
}
