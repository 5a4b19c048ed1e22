//! Mending a finding, or all findings of its rule, after a look at what changes.

use leptos::{html, prelude::*};
use studio_core::design::Certainty;
use studio_core::design::edit::{Edit, apply};
use studio_core::review::Finding;

use super::changed::{Changed, Said, said};
use super::focus::keeping_the_place;
use super::gather::{gather, mends};
use super::view::Findings;
use crate::platform::dom;
use crate::studio::Studio;
use crate::text;
use crate::ui::{Button, ButtonKind, Glyph, Tone};

/// What the user looks at before it is done.
#[derive(Clone, PartialEq)]
struct Offer {
    title: String,
    edit: Edit,
    changes: Vec<Said>,
}

/// What a press of a button would do, if anything.
type Wanted = Callback<(), Option<(String, Edit)>>;

/// The button of a fix, and what it would change.
#[component]
pub fn Mend(now: Memo<Option<Finding>>) -> impl IntoView {
    let fix = now.get_untracked().filter(Finding::is_open).and_then(|finding| finding.diagnostic.fix);
    fix.map(|fix| {
        let hint = match fix.certainty {
            Certainty::Certain => "Shows what changes first",
            Certainty::Likely => "Shows what changes first: it may not be what you want",
        };
        let wanted = move |()| {
            let fix = now.get_untracked()?.diagnostic.fix?;
            Some((fix.label, *fix.edit))
        };
        let words = Signal::stored(format!("{}…", fix.label));
        view! { <Offering words hint=hint wanted=Callback::new(wanted) /> }
    })
}

/// The button of all fixes of a rule, where there are several.
#[component]
pub fn MendAll(code: &'static str, findings: Findings) -> impl IntoView {
    let studio = Studio::get();
    let count = Memo::new(move |_| findings.read().iter().filter(|row| mends(&row.finding, code)).count());
    let several = Memo::new(move |_| count.get() > 1);
    let wanted = move |()| {
        let (edits, left) = gather(&studio.document_now(), code);
        let left = if left { "; more are left for another time" } else { "" };
        let title = format!("{} of {code}{left}", text::capitalized(&text::count(edits.len(), "change")));
        (!edits.is_empty()).then_some((title, Edit::Batch(edits)))
    };
    let wanted: Wanted = Callback::new(wanted);
    let words = Signal::derive(move || format!("Fix all {} of this rule…", count.get()));
    view! {
        <Show when=move || several.get()>
            <div class="review-acts" data-testid="review-fix-all">
                <Offering words hint="Shows what changes first; one step of undo" wanted />
            </div>
        </Show>
    }
}

/// A button that shows what would change, to do it or leave it.
#[component]
fn Offering(words: Signal<String>, hint: &'static str, wanted: Wanted) -> impl IntoView {
    let studio = Studio::get();
    let offer = RwSignal::new(None::<Offer>);
    let button = NodeRef::<html::Button>::new();
    // What is shown was computed for the document as it was.
    Effect::new(move |_| {
        studio.document();
        offer.set(None);
    });
    let ask = move |()| match offer.get_untracked() {
        Some(_) => offer.set(None),
        None => offer.set(wanted.run(()).and_then(|(title, edit)| made(studio, title, edit))),
    };
    let leave = move || {
        offer.set(None);
        if let Some(button) = button.get_untracked() {
            dom::focus(&button);
        }
    };
    let open = Memo::new(move |_| offer.read().is_some());
    view! {
        <Button
            hint=hint
            node_ref=button
            on_press=ask
            attr:aria-expanded=move || open.get().to_string()
            attr:data-testid="review-fix"
        >
            {move || words.get()}
        </Button>
        {move || offer.get().map(|shown| view! { <Preview shown leave=Callback::new(move |()| leave()) /> })}
    }
}

fn made(studio: Studio, title: String, edit: Edit) -> Option<Offer> {
    let document = studio.document_now();
    match apply(&document, &edit) {
        Ok(applied) => Some(Offer { title, edit, changes: said(&document, &applied.document) }),
        Err(error) => {
            studio.say(Tone::Fail, text::capitalized(&error.to_string()));
            None
        }
    }
}

/// What would change, to do it or leave it. It takes the focus; Escape leaves it.
#[component]
fn Preview(shown: Offer, leave: Callback<()>) -> impl IntoView {
    let studio = Studio::get();
    let Offer { title, edit, changes } = shown;
    let node_ref = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(preview) = node_ref.get() {
            dom::focus(&preview);
            dom::reveal_element(&preview);
        }
    });
    let locked = Signal::derive(move || studio.read_only().is_some());
    let done = title.clone();
    let carry_out = move |()| {
        keeping_the_place(|| {
            if studio.edit(edit.clone()) {
                studio.say(Tone::Pass, format!("Done: {done}"));
            }
        });
    };
    view! {
        <div
            class="review-preview"
            role="group"
            aria-label=format!("What changes: {title}")
            tabindex="-1"
            node_ref=node_ref
            data-testid="review-preview"
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    event.stop_propagation();
                    leave.run(());
                }
            }
        >
            <h4>{title.clone()}</h4>
            <Changed changes />
            <div class="row wrap">
                <Button kind=ButtonKind::Primary glyph=Glyph::Check disabled=locked on_press=carry_out>
                    "Apply"
                </Button>
                <Button on_press=move |()| leave.run(())>"Leave it"</Button>
            </div>
        </div>
    }
}
