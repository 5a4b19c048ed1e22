//! What the Templates panel remembers, and what follows from it.

use std::sync::Arc;

use indexmap::IndexMap;
use leptos::prelude::*;
use studio_core::aws::ApiKind;
use studio_core::base::Span;
use studio_core::design::edit::{Edit, Gesture};
use studio_core::design::{Integration, Item};
use studio_core::lang::vtl::Finding;
use studio_core::template::{Expect, Place, Prepared, Trial, places};

use super::origin::Origin;
use super::tests::{AllTested, keep_testing};
use crate::platform::timer::Timer;
use crate::studio::Studio;

/// Typing renders the template again after a pause this long.
const PAUSE_MS: u32 = 120;
/// The same for a template of more bytes than [`LONG_BYTES`], so that few keys meet what takes long.
const LONG_PAUSE_MS: u32 = 600;
const LONG_BYTES: usize = 32_000;

/// What a new template is tried with.
pub const FIRST_INPUT: &str = "{\n  \"body\": {\"name\": \"Rex\", \"tags\": [\"good\", \"boy\"]},\n  \"params\": {\"path\": {}, \"querystring\": {}, \"header\": {}},\n  \"context\": {\"stage\": \"prod\", \"httpMethod\": \"POST\"},\n  \"stageVariables\": {}\n}";

/// Kept while other panels are in view.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TemplateState {
    /// The template chosen last.
    pub chosen: Option<Place>,
    /// The input of each template, as typed.
    pub inputs: IndexMap<Place, String>,
    /// Which part of the result is in view.
    pub tab: String,
}

/// The panel's handle.
#[derive(Clone, Copy)]
pub struct TemplateView {
    /// The studio.
    pub studio: Studio,
    /// What is remembered.
    pub state: RwSignal<TemplateState>,
    /// The templates of the API in view.
    pub places: Memo<Arc<Vec<Place>>>,
    /// The template in view.
    pub place: Memo<Option<Place>>,
    /// The kind of the API in view.
    pub kind: Memo<ApiKind>,
    /// Its text in the document.
    pub text: Memo<String>,
    /// Its text as typed.
    pub draft: RwSignal<String>,
    /// Its input.
    pub input: Memo<String>,
    /// Where the input came from, when it was taken from a request.
    pub about_input: RwSignal<String>,
    /// What it makes of the input.
    pub trial: RwSignal<Arc<Trial>>,
    /// What is unwise in it.
    pub advice: RwSignal<Arc<Vec<Finding>>>,
    /// Where the lines begin of the text that `trial` and `advice` are of.
    pub(super) starts: StoredValue<LineStarts>,
    /// That text.
    pub(super) tried: StoredValue<String>,
    /// Whether that text is the one as typed now.
    pub fresh: RwSignal<bool>,
    /// What made what.
    pub origin: Origin,
    /// How the tests of the API's templates went.
    pub tested: RwSignal<AllTested>,
    /// Lines of the template, from 1, that something in view was made by.
    pub lit: RwSignal<Vec<usize>>,
}

impl TemplateView {
    /// The panel's view of this studio.
    pub fn new(studio: Studio) -> Self {
        let state = studio.keep::<TemplateState>();
        let places = Memo::new(move |_| {
            let api = studio.current_api();
            Arc::new(api.map(|api| places(&studio.design().read(), api)).unwrap_or_default())
        });
        let place = Memo::new(move |_| {
            let (all, chosen) = (places.read(), state.read().chosen.clone());
            let known = chosen.filter(|chosen| all.contains(chosen));
            known.or_else(|| {
                let selected = studio.selection();
                all.iter().find(|place| Some(place.item()) == selected).or(all.first()).cloned()
            })
        });
        let kind = Memo::new(move |_| {
            let design = studio.design();
            let design = design.read();
            let api = studio.current_api().and_then(|id| design.apis.get(&id));
            api.map_or(ApiKind::Rest, |api| api.kind)
        });
        let text = Memo::new(move |_| {
            let place = place.get();
            place.and_then(|place| place.text(&studio.design().read()).map(str::to_owned)).unwrap_or_default()
        });
        let input = Memo::new(move |_| {
            let state = state.read();
            let typed = place.get().and_then(|place| state.inputs.get(&place).cloned());
            typed.unwrap_or_else(|| FIRST_INPUT.to_owned())
        });
        let trial = RwSignal::new(Arc::default());
        let view = Self {
            studio,
            state,
            places,
            place,
            kind,
            text,
            draft: RwSignal::new(String::new()),
            input,
            about_input: RwSignal::new(String::new()),
            trial,
            advice: RwSignal::new(Arc::default()),
            starts: StoredValue::new(LineStarts::default()),
            tried: StoredValue::new(String::new()),
            origin: Origin::new(place, trial),
            fresh: RwSignal::new(false),
            tested: keep_testing(studio),
            lit: RwSignal::new(Vec::new()),
        };
        view.follow();
        view
    }

    /// The handle of the panel around.
    pub fn get() -> Self {
        expect_context()
    }

    /// Keeps draft and trial up with what they follow from.
    fn follow(self) {
        Effect::new(move |_| self.draft.set(self.text.get()));
        let timer = Timer::new();
        Effect::new(move |before: Option<Option<Place>>| {
            self.draft.track();
            self.input.track();
            let place = self.place.get();
            self.unlight();
            self.fresh.set(false);
            if before.is_some() && before.as_ref() != Some(&place) {
                self.about_input.set(String::new());
            }
            // Another template is shown at once; typing waits for a pause.
            if before.as_ref() == Some(&place) {
                let long = self.draft.with_untracked(|text| text.len() > LONG_BYTES);
                timer.after(if long { LONG_PAUSE_MS } else { PAUSE_MS }, move || self.read(timer));
            } else {
                self.read(timer);
            }
            place
        });
    }

    /// Reads the template, then renders it, then shows that, then looks for what is unwise: each in a turn of its own, so that a key
    /// waits for one of them at most and stops the others.
    fn read(self, timer: Timer) {
        let Some(place) = self.place.try_get_untracked().flatten() else { return };
        let Some((prepared, starts, text)) =
            self.draft.try_with_untracked(|text| (Prepared::new(text), LineStarts::of(text), text.clone()))
        else {
            return;
        };
        let long = text.len() > LONG_BYTES;
        let render = move || {
            let Some(input) = self.input.try_get_untracked() else { return };
            let trial = prepared.try_out(&input, Expect::of(&place.key));
            let advise = move || {
                let Some(kind) = self.kind.try_get_untracked() else { return };
                self.advice.set(Arc::new(prepared.advise(kind, &place.key, None)));
                self.fresh.set(true);
            };
            let show = move || {
                self.starts.set_value(starts);
                self.tried.set_value(text);
                self.trial.set(Arc::new(trial));
                if long { timer.after(0, advise) } else { advise() }
            };
            if long { timer.after(0, show) } else { show() }
        };
        if long { timer.after(0, render) } else { render() }
    }

    /// Chooses a template.
    pub fn choose(self, place: Place) {
        self.state.update(|state| state.chosen = Some(place));
    }

    /// Takes another input for the template in view.
    pub fn set_input(self, input: String) {
        if let Some(place) = self.place.get_untracked() {
            self.state.update(|state| drop(state.inputs.insert(place, input)));
        }
    }

    /// Writes the typed text of a template into the document.
    pub fn commit(self, place: &Place, text: String) {
        let gesture = Gesture::Field(place.item(), format!("template {place:?}"));
        self.change_as(place, Some(gesture), |integration| {
            place.put(integration, text);
        });
    }

    /// Puts another text into the document, as a step of its own to undo.
    pub fn put(self, place: &Place, text: String) {
        self.change_as(place, None, |integration| {
            place.put(integration, text);
        });
    }

    /// Gives the template another key.
    pub fn rename(self, place: &Place, key: String) {
        let renamed = Place { key: key.clone(), ..place.clone() };
        self.state.update(|state| {
            if let Some(input) = state.inputs.shift_remove(place) {
                state.inputs.insert(renamed.clone(), input);
            }
            state.chosen = Some(renamed);
        });
        self.change_as(place, None, |integration| {
            place.rename(integration, &key);
        });
    }

    /// Removes the template with its tests.
    pub fn remove(self, place: &Place) {
        self.change_as(place, None, |integration| {
            place.remove(integration);
        });
    }

    /// Changes the integration that the template in view belongs to.
    pub fn change(self, write: impl FnOnce(&mut Integration)) {
        if let Some(place) = self.place.get_untracked() {
            self.change_as(&place, None, write);
        }
    }

    fn change_as(self, place: &Place, gesture: Option<Gesture>, write: impl FnOnce(&mut Integration)) {
        let design = self.studio.design().get_untracked();
        let node = design.apis.get(&place.api).and_then(|api| api.integrations.get(&place.integration));
        let Some(node) = node else { return };
        let mut node = Integration::clone(node);
        write(&mut node);
        let edit = Edit::PutIntegration(place.api, place.integration, Arc::new(node));
        match gesture {
            Some(gesture) => self.studio.edit_as(gesture, edit),
            None => self.studio.edit(edit),
        };
    }

    /// The integration that the template in view belongs to.
    pub fn integration(self) -> Option<Arc<Integration>> {
        let place = self.place.get()?;
        let design = self.studio.design();
        let design = design.read();
        design.apis.get(&place.api)?.integrations.get(&place.integration).cloned()
    }

    /// Marks the lines of the template under this span.
    pub fn light(self, span: Span) {
        let (first, last) = self.lines(span);
        self.lit.set((first..=last).collect());
    }

    /// Marks no line.
    pub fn unlight(self) {
        if !self.lit.read_untracked().is_empty() {
            self.lit.set(Vec::new());
        }
    }

    /// The first and the last line, from 1, of a span of the template that was tried.
    pub fn lines(self, span: Span) -> (usize, usize) {
        let line = |byte| self.starts.with_value(|starts| starts.line(byte));
        (line(span.start), line(span.end.saturating_sub(1).max(span.start)))
    }
}

/// Where the lines of a text begin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineStarts(Vec<usize>);

impl LineStarts {
    /// Finds them.
    pub fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(at, _)| at + 1).collect())
    }

    /// Where a line (from 1) begins; beyond the last, nowhere.
    pub fn start(&self, line: usize) -> usize {
        match line.checked_sub(2) {
            None => 0,
            Some(index) => self.0.get(index).copied().unwrap_or(usize::MAX),
        }
    }

    /// The line of a byte, from 1.
    pub fn line(&self, byte: usize) -> usize {
        self.0.partition_point(|start| *start <= byte) + 1
    }
}

/// What a template is called: its content type, and the response that it belongs to.
pub fn title(place: &Place) -> String {
    match &place.response {
        None => format!("Request · {}", place.key),
        Some(status) => format!("Response {status} · {}", place.key),
    }
}

/// The integration's name.
pub fn owner(studio: Studio, place: &Place) -> String {
    let item: Item = place.item();
    crate::text::title(&studio.document(), item)
}
