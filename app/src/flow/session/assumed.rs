//! Where AWS documents nothing: the session's answers, each with its default.

use leptos::prelude::*;
use studio_core::flow::Question;

use crate::flow::state::FlowView;
use crate::ui::{Button, ButtonKind, Chip, Field, Segmented, Tone};

/// The switches; they hold for all requests of the session in view, and not for saved scenarios.
#[component]
pub fn Assumed() -> impl IntoView {
    view! {
        <section class="flow-assumed" data-testid="flow-assumed">
            <h3>"Not documented by AWS"</h3>
            <p class="hint">"The studio has to choose. These hold for this session until the page is closed, and every request of it is sent anew with them. Saved scenarios run with the defaults."</p>
            <Switch question=Question::CachedAnswers label="What a stage's cache keeps" choices=("Every answer", "Answers of 200 to 299")
                hint="Whether a failure of the backend is answered again from the cache; users report that it is" />
            <Switch question=Question::HttpTimeout label="An HTTP API whose integration takes too long answers" choices=("503", "504")
                hint="The status that clients and logs see; public sources say both" />
            <Switch question=Question::RestThrottle label="A REST API throttles" choices=("Before the authorizer", "With the usage plan")
                hint="Whether a throttled request costs a call of the authorizer, and whether one without credentials takes a token; an execution log of 2019 tells of a method's throttle with the usage plan" />
        </section>
    }
}

/// One open question, with its default first.
#[component]
fn Switch(
    question: Question,
    label: &'static str,
    hint: &'static str,
    choices: (&'static str, &'static str),
) -> impl IntoView {
    const DEFAULT: &str = "default";
    let view = FlowView::get();
    let (first, other) = choices;
    let choices =
        vec![(DEFAULT.to_owned(), format!("{first} (default)")), ("other".to_owned(), other.to_owned())];
    let value =
        move || if view.state.read().assumptions.is_default(question) { DEFAULT } else { "other" }.to_owned();
    view! {
        <Field label=label hint=hint>
            <Segmented
                choices=Signal::stored(choices)
                value=Signal::derive(value)
                on_change=move |to| view.state.update(|state| state.assumptions.choose(question, to == DEFAULT))
            />
        </Field>
    }
}

/// On a step that rests on one of the answers: whether the session chose it, and the way to the switch.
#[component]
pub fn RestsOn(question: Question) -> impl IntoView {
    let view = FlowView::get();
    let chosen = Memo::new(move |_| !view.state.read().assumptions.is_default(question));
    view! {
        <Show when=move || chosen.get()>
            <Chip tone=Tone::Note>"As this session chose"</Chip>
        </Show>
        <Button kind=ButtonKind::Ghost on_press=move |()| view.tab.set("session".to_owned())
            hint="AWS does not document it: the Session tab has the switch">"Choose otherwise"</Button>
    }
}
