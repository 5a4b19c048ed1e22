//! What a browser makes of the request in view when a page's script sends it.

use leptos::prelude::*;
use studio_core::design::Item;
use studio_core::flow::{BrowserCheck, BrowserOutcome, BrowserVerdict, Page, Trace};

use super::logs::{sentence, to_item};
use super::message;
use super::state::FlowView;
use crate::platform::dom;
use crate::text;
use crate::ui::{Button, Chip, CodeView, Field, Switch, Table, TextInput, Tone};

/// A page of another origin, as good as any.
pub const SAMPLE_ORIGIN: &str = "https://app.example.com";

/// The page that sends; kept while the panel is closed.
#[derive(Clone, Debug, PartialEq)]
pub struct BrowserState(pub Page);

impl Default for BrowserState {
    fn default() -> Self {
        Self(Page { origin: SAMPLE_ORIGIN.to_owned(), credentials: false })
    }
}

/// The page, and whether its script gets the answer.
#[component]
pub fn Browser() -> impl IntoView {
    let view = FlowView::get();
    let page = view.studio.keep::<BrowserState>();
    let verdict = Memo::new(move |_| {
        let page = page.read();
        view.with_sent(|sent, _| view.session_before(view.chosen.get()).send_from_page(sent, &page.0))
    });
    view! {
        <div class="flow-part" data-testid="flow-browser">
            <div class="row wrap flow-page">
                <Field label="Page of the script" hint="Scheme, host and port: `https://app.example.com`">
                    <TextInput
                        value=Signal::derive(move || page.read().0.origin.clone())
                        on_commit=move |origin: String| page.update(|page| page.0.origin = origin.trim().to_owned())
                        inputmode="url"
                        class="mono"
                    />
                </Field>
                <Switch
                    label="With credentials"
                    checked=Signal::derive(move || page.read().0.credentials)
                    on_change=move |credentials| page.update(|page| page.0.credentials = credentials)
                />
            </div>
            <div class="row" aria-live="polite" data-testid="flow-browser-verdict">
                {move || verdict.read().as_ref().map(|verdict| outcome(verdict.outcome))}
            </div>
            {move || verdict.get().map(|verdict| told(view, verdict))}
        </div>
    }
}

fn outcome(outcome: BrowserOutcome) -> impl IntoView {
    let (tone, words) = match outcome {
        BrowserOutcome::Read => (Tone::Pass, "The script gets the answer"),
        BrowserOutcome::Hidden => (Tone::Fail, "The browser hides the answer"),
        BrowserOutcome::NotSent => (Tone::Fail, "The request is never sent"),
    };
    view! { <Chip tone=tone>{words}</Chip> }
}

fn told(view: FlowView, verdict: BrowserVerdict) -> impl IntoView {
    let locked = Signal::derive(move || view.studio.read_only().is_some());
    let fix = verdict.fix.map(|fix| {
        let edit = *fix.edit;
        let press = move |()| {
            if view.studio.edit(edit.clone()) {
                // The button is gone with what it mends.
                request_animation_frame(|| {
                    dom::focus_id("flow-detail-tab-browser");
                });
            }
        };
        let name = format!("Change the design: {}", fix.label.replace('`', ""));
        let hint = "Changes the design, perhaps not as you want; undo takes it back";
        view! { <Button hint=hint disabled=locked on_press=press attr:aria-label=name>"Change the design"</Button> }
    });
    let decided = verdict.answer.as_ref().or(verdict.preflight.as_ref());
    let places = decided.map(|trace| places(trace).map(|item| to_item(view, item)).collect_view());
    let because = verdict.preflight_because.join("; ");
    let readable = verdict.readable_headers.join(", ");
    let shown = |label: &'static str, text: Option<String>| {
        text.map(|text| view! { <h3>{label}</h3> <CodeView label=label text=text plain=true /> })
    };
    let request = verdict.preflight.as_ref().map(|trace| message::text(&trace.passage.request));
    let preflight = verdict.preflight.as_ref().map(|trace| message::text(&trace.response));
    let answer = verdict.answer.as_ref().map(|trace| message::text(&trace.response));
    view! {
        <p class="flow-reason" data-testid="flow-browser-reason">{text::rich(&sentence(&verdict.reason))}</p>
        <div class="row wrap">{places}</div>
        {(!verdict.help.is_empty()).then(|| view! {
            <div class="flow-remedies"><ul><li><p>{text::rich(&sentence(&verdict.help))}</p> {fix}</li></ul></div>
        })}
        {checks(verdict.checks)}
        {(!because.is_empty()).then(|| view! { <p class="hint">"The browser asks first: " {text::rich(&because)} "."</p> })}
        {(!readable.is_empty()).then(|| view! { <p class="hint wrap">"The script may read: " <code>{readable}</code></p> })}
        {shown("Preflight", request)}
        {shown("Answer to the preflight", preflight)}
        {shown("Answer", answer)}
    }
}

/// Where in the design the answer that counts was made: its route and what refused it, or the API.
fn places(trace: &Trace) -> impl Iterator<Item = Item> + use<> {
    let refused = trace.refused().and_then(|step| step.item);
    let route = trace.passage.api.zip(trace.passage.route).map(|(api, route)| Item::Route(api, route));
    let place = route.or_else(|| trace.passage.api.map(Item::Api));
    place.into_iter().chain(refused.filter(|item| Some(*item) != place))
}

fn checks(checks: Vec<BrowserCheck>) -> Option<impl IntoView> {
    (!checks.is_empty()).then(|| {
        view! {
            <Table caption="What the browser looks at" class="compact">
                <thead><tr><th scope="col">"Looked at"</th><th scope="col">"Wanted"</th><th scope="col">"Found"</th><th scope="col">"Result"</th></tr></thead>
                <tbody>
                    {checks.into_iter().map(|check| {
                        let (tone, words) = if check.passed { (Tone::Pass, "passes") } else { (Tone::Fail, "fails") };
                        let found = if check.found.is_empty() {
                            view! { <span class="muted">"missing"</span> }.into_any()
                        } else {
                            check.found.into_any()
                        };
                        let of = if check.preflight { "preflight" } else { "answer" };
                        view! {
                            <tr>
                                <th scope="row" class="wrap"><span class="mono">{check.what}</span> <small class="muted">" of the " {of}</small></th>
                                <td class="wrap">{text::rich(&check.wanted)}</td>
                                <td class="mono wrap">{found}</td>
                                <td><Chip tone=tone>{words}</Chip></td>
                            </tr>
                        }
                    }).collect_view()}
                </tbody>
            </Table>
        }
    })
}
