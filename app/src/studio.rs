//! The one context of the page: the document, what is selected, and everything derived from the document.
//!
//! ```ignore
//! let studio = expect_context::<Studio>();
//! let route = studio.route(api, id);                       // Memo<Option<Arc<Route>>>: wakes for this route only
//! let estimate = studio.estimate();                        // Memo<Arc<Estimate>>: computed when somebody reads it
//! studio.edit(Edit::PutRoute(api, id, Arc::new(changed))); // the only way to change anything; undoable
//! studio.select(Item::Route(api, id));                     // shows it in the inspector
//! studio.reveal(Item::Route(api, id));                     // the same, and goes to the Design panel
//! ```
//!
//! State that belongs to one panel and should outlive its being closed is kept by [`Studio::keep`].

mod autosave;
mod create;
mod crossing;
mod derived;
mod failing;
mod keep;
mod opening;
mod select;
mod way;

use std::sync::Arc;

use leptos::prelude::*;
use studio_core::design::edit::{Edit, Gesture, History, Moment};
use studio_core::design::{ApiId, Design, Document, Item, StageId};

pub use autosave::SavedState;
pub(crate) use autosave::{file_name, rescue};
pub use create::Noun;
pub use derived::Severities;
pub use failing::Failing;
pub use opening::ReadOnly;
pub use way::Way;

use crate::panels::Panel;
use crate::parts::{self, Work};
use crate::shell::Dialog;
use crate::ui::{Toasts, Tone};

/// Whether the page is the whole studio or one panel in another page's frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// The whole studio; documents are kept on the device.
    Page,
    /// One panel in a frame; nothing is stored.
    Frame,
}

/// The handle to everything; copy it freely.
#[derive(Clone, Copy)]
pub struct Studio {
    document: RwSignal<Arc<Document>>,
    history: RwSignal<History>,
    selection: RwSignal<Option<Item>>,
    chosen_api: RwSignal<Option<ApiId>>,
    chosen_stage: RwSignal<Option<StageId>>,
    read_only: RwSignal<Option<ReadOnly>>,
    saved: RwSignal<SavedState>,
    slot: RwSignal<autosave::Slot>,
    crossings: StoredValue<crossing::Crossings>,
    derived: derived::Derived,
    work: RwSignal<Option<Work>>,
    /// The document as it came from the device: it needs no saving.
    loaded: StoredValue<Option<Arc<Document>>>,
    kept: keep::Kept,
    failing: RwSignal<Failing>,
    way: RwSignal<Option<Way>>,
    toasts: Toasts,
    host: Host,
    /// The panel in view.
    pub panel: RwSignal<Panel>,
    /// The dialog in view.
    pub dialog: RwSignal<Option<Dialog>>,
}

impl Studio {
    /// A studio with an empty document; call it once, in the root component.
    pub fn new(host: Host, toasts: Toasts) -> Self {
        let document = RwSignal::new(Arc::new(Document::default()));
        let work = RwSignal::new(None);
        Self {
            document,
            history: RwSignal::new(History::default()),
            selection: RwSignal::new(None),
            chosen_api: RwSignal::new(None),
            chosen_stage: RwSignal::new(None),
            read_only: RwSignal::new(None),
            saved: RwSignal::new(SavedState::Saved),
            slot: RwSignal::new(autosave::Slot::default()),
            crossings: StoredValue::new(crossing::Crossings::default()),
            derived: derived::Derived::new(document, work),
            work,
            loaded: StoredValue::new(None),
            kept: keep::Kept::new(),
            failing: RwSignal::new(Failing::default()),
            way: RwSignal::new(None),
            toasts,
            host,
            panel: RwSignal::new(Panel::Design),
            dialog: RwSignal::new(None),
        }
    }

    /// The studio of the page.
    pub fn get() -> Self {
        expect_context()
    }

    /// Whether this is the whole page or a frame.
    pub fn host(self) -> Host {
        self.host
    }

    /// The document now; subscribes to every change of it. Prefer a selector or [`Studio::design`].
    pub fn document(self) -> Arc<Document> {
        self.document.get()
    }

    /// The document now, without subscribing: for event handlers.
    pub fn document_now(self) -> Arc<Document> {
        self.document.get_untracked()
    }

    /// The design; wakes when the design changes, not when only the layout, requests or usage do.
    pub fn design(self) -> Memo<Arc<Design>> {
        self.derived.design
    }

    /// Changes the document, as one step of undo. Says whether it was done; if not, the user was told why.
    pub fn edit(self, edit: Edit) -> bool {
        self.change(None, edit)
    }

    /// Changes the document as a part of a gesture: steps of the same gesture are undone as one.
    pub fn edit_as(self, gesture: Gesture, edit: Edit) -> bool {
        self.change(Some(gesture), edit)
    }

    /// Fetches what is needed to work with documents, before the first of them is shown.
    pub async fn prepare(self) -> Result<Work, String> {
        let work = parts::fetch_work().await.map_err(|_| parts::NOT_FETCHED.to_owned())?;
        if self.work.read_untracked().is_none() {
            self.work.set(Some(work));
        }
        Ok(work)
    }

    fn change(self, gesture: Option<Gesture>, edit: Edit) -> bool {
        let Some(work) = parts::work() else {
            self.say(Tone::Note, "The studio is still being fetched: try again in a moment");
            return false;
        };
        if let Some(reason) = self.read_only.get_untracked() {
            self.say(Tone::Note, reason.text());
            return false;
        }
        let (before, selection) = (self.document.get_untracked(), self.selection.get_untracked());
        match (work.apply)(&before, &edit) {
            Ok(applied) => {
                if !applied.document.is_same(&before) {
                    let label = (work.label)(&edit, &before);
                    self.history.write().record(Moment { label, document: before, selection }, gesture);
                    self.show(Arc::new(applied.document));
                }
                true
            }
            Err(error) => {
                self.say(Tone::Fail, crate::text::capitalized(&error.to_string()));
                false
            }
        }
    }

    /// Ends the running gesture: the next edit is a step of its own.
    pub fn end_gesture(self) {
        self.history.write_untracked().end_gesture();
    }

    /// Takes the last step back.
    pub fn undo(self) {
        self.travel(History::undo);
    }

    /// Takes the step forward again that was taken back last.
    pub fn redo(self) {
        self.travel(History::redo);
    }

    fn travel(self, go: fn(&mut History, &Arc<Document>, Option<Item>) -> Option<Moment>) {
        if self.read_only.get_untracked().is_some() {
            return;
        }
        let present = self.document.get_untracked();
        let moment = go(&mut self.history.write(), &present, self.selection.get_untracked());
        let Some(moment) = moment else { return };
        if let Some(slot) = self.crossings.with_value(|crossings| crossings.slot(&present, &moment.document))
        {
            self.slot.set(slot);
        }
        self.selection.set(moment.selection);
        self.show(moment.document);
    }

    /// What undo would undo; none when there is nothing to take back.
    pub fn undo_label(self) -> Option<String> {
        let open = self.read_only.read().is_none();
        self.history.read().undo_label().filter(|_| open).map(str::to_owned)
    }

    /// What redo would do again; none when there is nothing to take forward.
    pub fn redo_label(self) -> Option<String> {
        let open = self.read_only.read().is_none();
        self.history.read().redo_label().filter(|_| open).map(str::to_owned)
    }

    fn show(self, document: Arc<Document>) {
        let selection = self.selection.get_untracked();
        if selection.is_some_and(|item| !document.contains(item)) {
            self.selection.set(None);
        }
        self.document.set(document);
    }

    /// Deletes an item, with an offer to take that back.
    pub fn delete(self, item: Item) {
        let title = crate::text::title(&self.document.read_untracked(), item);
        if self.edit(Edit::Remove(item)) {
            let text = format!("Deleted {} {title}", item.noun());
            let step = self.history.read_untracked().undo_label().map(str::to_owned);
            // Later, the last step may be another one: that is not what the notice offers to take back.
            let undo = move || {
                let last = self.history.read_untracked().undo_label().map(str::to_owned);
                if step == last {
                    self.undo();
                } else {
                    self.say(Tone::Note, "More was changed since: undo step by step");
                }
            };
            self.toasts.offer(Tone::Neutral, text, "Undo", undo);
        }
    }

    /// Tells the user something; `Fail` interrupts.
    pub fn say(self, tone: Tone, text: impl Into<String>) {
        self.toasts.say(tone, text);
    }

    /// The notices of the page.
    pub fn toasts(self) -> Toasts {
        self.toasts
    }

    /// Whether there is nothing to show yet: a design without APIs that can be changed.
    pub fn is_empty(self) -> bool {
        self.read_only.read().is_none() && self.derived.design.read().apis.is_empty()
    }

    /// Why the design cannot be changed, if so.
    pub fn read_only(self) -> Option<ReadOnly> {
        self.read_only.get()
    }

    /// What is selected.
    pub fn selection(self) -> Option<Item> {
        self.selection.get()
    }

    /// Whether this item is selected.
    pub fn is_selected(self, item: Item) -> bool {
        *self.selection.read() == Some(item)
    }

    /// Selects an item: the inspector shows it, the diagram lights its path.
    pub fn select(self, item: Item) {
        if self.selection.get_untracked() != Some(item) {
            self.selection.set(Some(item));
        }
        if let Some(api) = item.api() {
            self.chosen_api.set(Some(api));
        }
        if let Item::Stage(_, stage) = item {
            self.chosen_stage.set(Some(stage));
        }
    }

    /// Selects nothing.
    pub fn deselect(self) {
        self.selection.set(None);
    }

    /// Selects an item and goes to where it is edited.
    pub fn reveal(self, item: Item) {
        self.dialog.set(None);
        self.select(item);
        self.panel.set(Panel::Design);
    }

    /// The API in view: the one chosen last, else the first.
    pub fn current_api(self) -> Option<ApiId> {
        let design = self.derived.design.read();
        let chosen = self.chosen_api.get().filter(|api| design.apis.contains_key(api));
        chosen.or_else(|| design.apis.keys().next().copied())
    }

    /// Makes this the API in view.
    pub fn choose_api(self, api: ApiId) {
        self.chosen_api.set(Some(api));
    }

    /// The stage in view of the API in view: the one chosen last, else the first.
    pub fn current_stage(self) -> Option<StageId> {
        let design = self.derived.design.read();
        let api = design.apis.get(&self.current_api()?)?;
        let chosen = self.chosen_stage.get().filter(|stage| api.stages.contains_key(stage));
        chosen.or_else(|| api.stages.keys().next().copied())
    }

    /// Makes this the stage in view.
    pub fn choose_stage(self, stage: StageId) {
        self.chosen_stage.set(Some(stage));
    }
}
