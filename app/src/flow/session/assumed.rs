//! Where AWS documents nothing: the session's answers, each with its default.

use leptos::prelude::*;
use studio_core::flow::{Assumptions, CachedAnswers, HttpTimeout, Question, RestThrottle};

use crate::flow::state::FlowView;
use crate::ui::{Button, ButtonKind, Chip, Field, Segmented, Tone};

/// The switches; they hold for all requests of the session in view, and not for saved scenarios.
#[component]
pub fn Assumed() -> impl IntoView {
    let view = FlowView::get();
    let now = move || view.state.read().assumptions;
    let change = move |write: fn(&mut Assumptions, &str), to: String| {
        view.state.update(|state| write(&mut state.assumptions, &to));
    };
    let choices = |first: &str, other: &str| {
        Signal::stored(vec![
            ("default".to_owned(), format!("{first} (default)")),
            ("other".to_owned(), other.to_owned()),
        ])
    };
    let picked = |is_default: bool| if is_default { "default" } else { "other" }.to_owned();
    view! {
        <section class="flow-assumed" data-testid="flow-assumed">
            <h3>"Not documented by AWS"</h3>
            <p class="hint">"The studio has to choose. These hold for this session until the page is closed, and every request of it is sent anew with them. Saved scenarios run with the defaults."</p>
            <Field label="What a stage's cache keeps" hint="Whether a failure of the backend is answered again from the cache; users report that it is">
                <Segmented
                    choices=choices("Every answer", "Answers of 200 to 299")
                    value=Signal::derive(move || picked(now().cached_answers == CachedAnswers::All))
                    on_change=move |to| change(|all, to| {
                        all.cached_answers = if to == "default" { CachedAnswers::All } else { CachedAnswers::Successes };
                    }, to)
                />
            </Field>
            <Field label="An HTTP API whose integration takes too long answers" hint="The status that clients and logs see; public sources say both">
                <Segmented
                    choices=choices("503", "504")
                    value=Signal::derive(move || picked(now().http_timeout == HttpTimeout::ServiceUnavailable))
                    on_change=move |to| change(|all, to| {
                        all.http_timeout =
                            if to == "default" { HttpTimeout::ServiceUnavailable } else { HttpTimeout::GatewayTimeout };
                    }, to)
                />
            </Field>
            <Field label="A REST API throttles" hint="Whether a throttled request costs a call of the authorizer, and whether one without credentials takes a token; an execution log of 2019 tells of a method's throttle with the usage plan">
                <Segmented
                    choices=choices("Before the authorizer", "With the usage plan")
                    value=Signal::derive(move || picked(now().rest_throttle == RestThrottle::BeforeAuthorizer))
                    on_change=move |to| change(|all, to| {
                        all.rest_throttle =
                            if to == "default" { RestThrottle::BeforeAuthorizer } else { RestThrottle::WithUsagePlan };
                    }, to)
                />
            </Field>
        </section>
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
