//! Undo and redo by snapshots that share what did not change.

use std::collections::VecDeque;
use std::sync::Arc;

use super::{Applied, Edit, EditError, Gesture, apply};
use crate::design::{Document, Item};

/// How many steps can be undone; the oldest is forgotten first.
pub const MAX_MOMENTS: usize = 200;

/// A document as it was, and what was done next.
#[derive(Clone, Debug)]
pub struct Moment {
    /// What undoing or redoing to here undoes or redoes: `Delete route GET /orders`.
    pub label: String,
    /// The document.
    pub document: Arc<Document>,
    /// What was selected.
    pub selection: Option<Item>,
}

/// The moments before and after the present one, which the caller holds.
#[derive(Clone, Debug, Default)]
pub struct History {
    past: VecDeque<Moment>,
    future: Vec<Moment>,
    gesture: Option<Gesture>,
}

impl History {
    /// Applies the edit to the present document and remembers how it was.
    ///
    /// An edit that changes nothing leaves no moment. Errors: those of [`apply`]; history is untouched.
    pub fn edit(
        &mut self,
        present: &Arc<Document>,
        selection: Option<Item>,
        edit: &Edit,
        gesture: Option<Gesture>,
    ) -> Result<Applied, EditError> {
        let applied = apply(present, edit)?;
        if !applied.document.is_same(present) {
            let label = edit.label(present);
            self.record(Moment { label, document: Arc::clone(present), selection }, gesture);
        }
        Ok(applied)
    }

    /// Remembers the document before an edit, under the edit's label; what was undone is forgotten.
    ///
    /// While the same gesture goes on, the moment of its beginning stays and takes the new label.
    pub fn record(&mut self, before: Moment, gesture: Option<Gesture>) {
        let goes_on = gesture.is_some() && gesture == self.gesture && self.future.is_empty();
        self.gesture = gesture;
        self.future.clear();
        if goes_on && let Some(last) = self.past.back_mut() {
            last.label = before.label;
            return;
        }
        if self.past.len() >= MAX_MOMENTS {
            self.past.pop_front();
        }
        self.past.push_back(before);
    }

    /// Ends the running gesture: the next edit is a step of its own.
    pub fn end_gesture(&mut self) {
        self.gesture = None;
    }

    /// The moment before the last edit; the present one can be redone. None when there is nothing to undo.
    pub fn undo(&mut self, present: &Arc<Document>, selection: Option<Item>) -> Option<Moment> {
        let moment = self.past.pop_back()?;
        self.gesture = None;
        let document = Arc::clone(present);
        self.future.push(Moment { label: moment.label.clone(), document, selection });
        Some(moment)
    }

    /// The moment after the last undone edit. None when there is nothing to redo.
    pub fn redo(&mut self, present: &Arc<Document>, selection: Option<Item>) -> Option<Moment> {
        let moment = self.future.pop()?;
        self.gesture = None;
        let document = Arc::clone(present);
        self.past.push_back(Moment { label: moment.label.clone(), document, selection });
        Some(moment)
    }

    /// What undo would undo.
    pub fn undo_label(&self) -> Option<&str> {
        self.past.back().map(|moment| moment.label.as_str())
    }

    /// What redo would redo.
    pub fn redo_label(&self) -> Option<&str> {
        self.future.last().map(|moment| moment.label.as_str())
    }

    /// How many steps can be undone.
    pub fn len(&self) -> usize {
        self.past.len()
    }

    /// Whether nothing can be undone.
    pub fn is_empty(&self) -> bool {
        self.past.is_empty()
    }

    /// Forgets everything, as when another document is opened.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}
