//! Requests from outside: a pasted command, archive or message.

use std::sync::Arc;

use leptos::prelude::*;
use studio_core::design::edit::Edit;
use studio_core::design::inputs::Scenario;
use studio_core::design::{Diagnostic, ScenarioId};
use studio_core::request::{self, Format};

use super::state::FlowView;
use crate::shell::FindingList;
use crate::ui::{Button, ButtonKind, CodeEditor, Dialog, Tone};

/// What was read, ready to be used.
#[derive(Clone, Debug, PartialEq)]
struct Found {
    format: Option<Format>,
    requests: Vec<Scenario>,
    found: Vec<Diagnostic>,
}

/// A dialog that takes a pasted text, says what it asks for, and puts that into the form.
#[component]
pub fn PasteDialog(open: RwSignal<bool>) -> impl IntoView {
    let view = FlowView::get();
    let text = RwSignal::new(String::new());
    let read = Memo::new(move |_| read(view, &text.read()));
    let found = Signal::derive(move || read.read().found.clone());
    let count = Memo::new(move |_| read.read().requests.len());
    let one = move |()| {
        let Some(first) = read.read_untracked().requests.first().cloned() else { return };
        open.set(false);
        view.replace(first);
        view.send();
    };
    let all = move |()| {
        let requests = read.read_untracked().requests.clone();
        open.set(false);
        keep(view, requests);
    };
    view! {
        <Dialog open=open title="Paste a request" on_close=move |()| text.set(String::new())>
            <div class="flow-paste" data-testid="paste-request">
                <CodeEditor
                    label="A curl command, an HTTP Archive, or an HTTP message"
                    value=text
                    on_commit=move |pasted| text.set(pasted)
                    on_draft=move |pasted: String| text.set(pasted)
                    rows=9
                />
                <p class="muted" role="status">{move || summary(&read.read(), text.read().is_empty())}</p>
                <FindingList found=found />
            </div>
            <div class="dialog-actions">
                <Button on_press=move |()| open.set(false)>"Cancel"</Button>
                <Show when=move || { count.get() > 1 }>
                    <Button on_press=all disabled=Signal::derive(move || view.studio.read_only().is_some())>
                        {move || format!("Save all {}", count.get())}
                    </Button>
                </Show>
                <Button kind=ButtonKind::Primary on_press=one disabled=Signal::derive(move || count.get() == 0)>
                    {move || if count.get() > 1 { "Send the first" } else { "Send it" }}
                </Button>
            </div>
        </Dialog>
    }
}

fn read(view: FlowView, text: &str) -> Found {
    if text.trim().is_empty() {
        return Found { format: None, requests: Vec::new(), found: Vec::new() };
    }
    match request::read(text) {
        Err(error) => Found { format: None, requests: Vec::new(), found: vec![*error] },
        Ok(pasted) => {
            let (mut requests, mut found) = (pasted.requests, pasted.notes);
            let design = view.studio.design();
            let design = design.read();
            for request in &mut requests {
                let told = request::fit(request, &design);
                found.extend(told.filter(|told| !found.contains(told)));
            }
            Found { format: Some(pasted.format), requests, found }
        }
    }
}

fn summary(read: &Found, empty: bool) -> String {
    match (read.format, read.requests.as_slice()) {
        _ if empty => "In the browser's network view: Copy as cURL, or Save all as HAR.".to_owned(),
        (Some(format), [one]) => format!("{}: {} {}", format.label(), one.method, one.path),
        (Some(format), many) => format!("{}: {} requests", format.label(), many.len()),
        (None, _) => "Nothing to send yet".to_owned(),
    }
}

/// Saves requests in the design, each under its verb and path.
fn keep(view: FlowView, requests: Vec<Scenario>) {
    let document = view.studio.document_now();
    let mut names: Vec<String> = document.scenarios.values().map(|saved| saved.name.clone()).collect();
    let mut id = document.design.last_id;
    let mut edits = Vec::new();
    for mut request in requests {
        let path = request.path.split('?').next().unwrap_or_default();
        let base = format!("{} {path}", request.method);
        let numbered = (2..).map(|number| format!("{base} ({number})"));
        let name = std::iter::once(base.clone()).chain(numbered).find(|name| !names.contains(name));
        request.name = name.unwrap_or(base);
        names.push(request.name.clone());
        id = id.saturating_add(1);
        edits.push(Edit::PutScenario(ScenarioId(id), Arc::new(request)));
    }
    let count = edits.len();
    if view.studio.edit(Edit::Batch(edits)) {
        view.studio.say(Tone::Pass, format!("{count} requests saved: open them under Requests"));
    }
}
