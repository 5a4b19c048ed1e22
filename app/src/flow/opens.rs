//! Which routes a token opens.

use leptos::prelude::*;
use studio_core::design::Item;
use studio_core::design::inputs::{Identity, OneOrMany, Scenario};
use studio_core::flow::{Fidelity, Opened, routes_opened};

use super::logs::sentence;
use super::state::FlowView;
use super::token;
use super::token_says::says;
use crate::text;
use crate::ui::{Button, ButtonKind, Chip, CodeEditor, EmptyState, Field, Glyph, TextInput, Tone};

/// What is pasted and looked for; kept while the panel is closed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OpensState {
    /// The token, as pasted.
    token: String,
    /// A part of the routes' keys.
    filter: String,
}

/// A field for the token, what it says, and the routes of the stage in view.
#[component]
pub fn Opens() -> impl IntoView {
    let view = FlowView::get();
    let kept = view.studio.keep::<OpensState>();
    let token = Memo::new(move |_| bare(&kept.read().token).to_owned());
    let asked = Memo::new(move |_| asking(view, &token.read()));
    let opened = Memo::new(move |_| {
        let (api, stage) = view.studio.current_api().zip(view.studio.current_stage())?;
        Some(routes_opened(&view.studio.design().read(), api, stage, &asked.read()))
    });
    let sample = move |()| {
        let design = view.studio.design();
        let now_ms = untrack(|| view.now_epoch_s()) * 1000;
        let made =
            token::sample(&design.read_untracked(), view.studio.current_api(), token::Kind::Good, now_ms);
        kept.update(|kept| kept.token = made);
    };
    view! {
        <div class="form flow-opens" data-testid="flow-opens">
            <Field label="Token" hint="As it is sent in `Authorization`, with `Bearer` or without; it stays on this device">
                <CodeEditor
                    value=Signal::derive(move || kept.read().token.clone())
                    rows=4
                    on_draft=move |text: String| kept.update(|kept| kept.token = text)
                    on_commit=move |text: String| kept.update(|kept| kept.token = text)
                />
            </Field>
            <div class="row wrap">
                <Button kind=ButtonKind::Ghost on_press=sample hint="A token that fits the API's JWT or Cognito authorizer">"Make one that fits"</Button>
                <Button kind=ButtonKind::Ghost glyph=Glyph::Flow on_press=move |()| view.change(|draft| put(draft, &token.get_untracked()))
                    hint="Put it into the request's Authorization header">"Use it in the request"</Button>
            </div>
            {move || says(view, &token.get())}
            {move || opened.get().map(|all| routes(view, kept, all))}
        </div>
    }
}

/// The token without its scheme.
fn bare(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix("Bearer ").or_else(|| text.strip_prefix("bearer ")).unwrap_or(text).trim()
}

/// The request in the form with this token; none, without any.
fn asking(view: FlowView, token: &str) -> Scenario {
    let mut scenario = view.state.read().draft.clone();
    put(&mut scenario, token);
    let identity = scenario.identity.get_or_insert_with(Identity::default);
    identity.now_epoch_s.get_or_insert(view.now_epoch_s());
    scenario
}

fn put(scenario: &mut Scenario, token: &str) {
    scenario.headers.retain(|name, _| !name.eq_ignore_ascii_case("Authorization"));
    if !token.is_empty() {
        scenario.headers.insert("Authorization".to_owned(), OneOrMany::One(format!("Bearer {token}")));
    }
}

fn routes(view: FlowView, kept: RwSignal<OpensState>, all: Vec<Opened>) -> impl IntoView {
    let open = all.iter().filter(|one| one.opens).count();
    let count = format!("{open} of {} open", text::count(all.len(), "route"));
    let none = all.is_empty();
    let rows = StoredValue::new(all);
    let shown = move || {
        let filter = kept.read().filter.to_lowercase();
        let all = rows.get_value().into_iter();
        all.filter(|one| one.key.to_lowercase().contains(&filter)).map(|one| route(view, one)).collect_view()
    };
    view! {
        {none.then(|| view! { <EmptyState title="No routes" text="The API in view has none yet." /> })}
        <div class="row wrap">
            <b data-testid="flow-opens-count">{count}</b>
            <span class="spacer"></span>
            <TextInput
                label="Find a route"
                placeholder="Find a route"
                value=Signal::derive(move || kept.read().filter.clone())
                on_commit=move |filter: String| kept.update(|kept| kept.filter = filter)
            />
        </div>
        <ul class="flow-opened">{shown}</ul>
    }
}

fn route(view: FlowView, one: Opened) -> impl IntoView {
    let (tone, words) = match (one.opens, one.public) {
        (true, true) => (Tone::Neutral, "open to all"),
        (true, false) => (Tone::Pass, "opens"),
        (false, _) => (Tone::Fail, "refused"),
    };
    let reason = sentence(&one.reason);
    let assumed =
        (one.fidelity == Fidelity::Assumed).then(|| view! { <Chip tone=Tone::Note>"Not documented"</Chip> });
    let show = move |_| {
        view.studio.current_api().into_iter().for_each(|api| view.studio.reveal(Item::Route(api, one.route)));
    };
    view! {
        <li>
            <div class="row">
                <Chip tone=tone>{words}</Chip>
                <button type="button" class="link mono wrap" on:click=show>{one.key}</button>
                {assumed}
            </div>
            {(reason.len() > 1).then(|| view! { <p class="muted">{text::rich(&reason)}</p> })}
        </li>
    }
}
