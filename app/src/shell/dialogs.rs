//! The dialogs over the panels, one at a time.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Dialog;
use super::findings::Findings;
use super::help::Help;
use super::palette::Palette;
use super::rename::Rename;
use crate::parts;
use crate::start::{ConvertDialog, Examples, PasteDialog, PreviewDialog, Purpose, WizardDialog};
use crate::studio::Studio;
use crate::text;
use crate::ui::{Dialog as Window, DialogSize, Notice, Spinner, Tone};

/// Which of the windows a dialog is shown in; each has its own, so that the browser keeps its focus apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Palette,
    Other,
}

fn kind(dialog: &Dialog) -> Kind {
    match dialog {
        Dialog::Palette => Kind::Palette,
        _ => Kind::Other,
    }
}

/// A flag that is true while a dialog of this kind is open, and closes it when set to false.
fn flag(studio: Studio, mine: Kind) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(studio.dialog.read().as_ref().is_some_and(|dialog| kind(dialog) == mine)));
    Effect::new(move |_| {
        let shown =
            studio.dialog.with_untracked(|dialog| dialog.as_ref().is_some_and(|dialog| kind(dialog) == mine));
        if !open.get() && shown {
            studio.dialog.set(None);
        }
    });
    open
}

/// All dialogs; place it once.
#[component]
pub(super) fn Dialogs() -> impl IntoView {
    let studio = Studio::get();
    let palette = flag(studio, Kind::Palette);
    let other = flag(studio, Kind::Other);
    let shown = Memo::new(move |_| studio.dialog.get().filter(|dialog| kind(dialog) == Kind::Other));
    let title = Signal::derive(move || shown.read().as_ref().map(title).unwrap_or_default());
    view! {
        <Palette open=palette />
        <Window open=other title=title size=DialogSize::Large>
            {move || shown.get().map(|dialog| view! { <Content dialog=dialog /> })}
        </Window>
    }
}

fn title(dialog: &Dialog) -> String {
    match dialog {
        Dialog::Palette => "Search",
        Dialog::Help => "Keyboard shortcuts",
        Dialog::Findings => "Findings",
        Dialog::New(purpose) => purpose.title(),
        Dialog::Preview(_) => "Open this design?",
        Dialog::Paste => "Paste a design, an OpenAPI document or Terraform",
        Dialog::Convert(_) => "Convert the API to another kind",
        Dialog::Rename(item) => return format!("Rename {}", item.noun()),
    }
    .to_owned()
}

/// What is in a dialog, when its part is there.
#[component]
fn Content(dialog: Dialog) -> impl IntoView {
    let studio = Studio::get();
    let failed = RwSignal::new(None::<String>);
    let made = RwSignal::new(parts::work());
    if made.read_untracked().is_none() {
        spawn_local(async move {
            match studio.prepare().await {
                Ok(work) => drop(made.try_set(Some(work))),
                Err(error) => drop(failed.try_set(Some(text::capitalized(&error)))),
            }
        });
    }
    move || match (made.get(), failed.get()) {
        (Some(work), _) => (work.dialog)(dialog.clone()),
        (None, Some(error)) => view! { <Notice tone=Tone::Fail>{error}</Notice> }.into_any(),
        (None, None) => view! { <Spinner label="Fetching" /> }.into_any(),
    }
}

/// The content of each dialog.
pub(crate) fn content(dialog: Dialog) -> AnyView {
    match dialog {
        Dialog::Palette => ().into_any(),
        Dialog::Help => view! { <Help /> }.into_any(),
        Dialog::Findings => view! { <Findings /> }.into_any(),
        Dialog::New(purpose) => view! {
            <WizardDialog purpose=purpose />
            {(purpose == Purpose::NewDesign).then(|| view! { <Examples /> })}
        }
        .into_any(),
        Dialog::Preview(preview) => view! { <PreviewDialog preview=*preview /> }.into_any(),
        Dialog::Paste => view! { <PasteDialog /> }.into_any(),
        Dialog::Convert(api) => view! { <ConvertDialog api=api /> }.into_any(),
        Dialog::Rename(item) => view! { <Rename item=item /> }.into_any(),
    }
}
