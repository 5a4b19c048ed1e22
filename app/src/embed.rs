//! One panel without the shell, in another page's frame: `?embed=1&panel=flow&readonly=1&design=<address>`.
//!
//! Messages are `{ type, version: 1, … }`. To the page around: `studio/ready`; `studio/changed` with `design` after
//! every change; `studio/error` with `message`. From it: `studio/load` with `design`, a saved document as an object
//! or its text, or an OpenAPI document. Nothing is stored in a frame.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Value, json};
use studio_core::design::Document;

use crate::panels::Panel;
use crate::parts::{self, PanelPart};
use crate::platform::timer::Timer;
use crate::platform::{embed, fetch, theme, url};
use crate::start::read_any;
use crate::studio::{ReadOnly, Studio};
use crate::ui::{EmptyState, ErrorState, Glyph};

/// How long after the last change the page around is told.
const PAUSE_MS: u32 = 200;

/// What the address asks the frame to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    panel: Panel,
    read_only: bool,
    /// Where the design is, below the studio's own address.
    design: Option<String>,
    /// The origin that the frame talks to; `*` where the address names none.
    host: String,
}

impl Request {
    /// Reads the address; none when it asks for the whole studio.
    pub fn from_address() -> Option<Self> {
        let on = |name: &str| url::query(name).is_some_and(|value| value == "1" || value == "true");
        on("embed").then(|| Self {
            panel: url::query("panel").and_then(|id| Panel::parse(&id)).unwrap_or(Panel::Flow),
            read_only: on("readonly"),
            design: url::query("design").filter(|address| !address.is_empty()),
            host: url::query("host").filter(|host| !host.is_empty()).unwrap_or_else(|| "*".to_owned()),
        })
    }

    fn post(&self, kind: &str, fields: &Value) {
        embed::post(kind, &fields.to_string(), &self.host);
    }
}

/// How far the frame is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Progress {
    Waiting,
    Failed(String),
    Shown,
}

/// What the frame does with a design that arrives.
#[derive(Clone, Copy)]
struct Frame {
    studio: Studio,
    request: StoredValue<Request>,
    progress: RwSignal<Progress>,
    /// The document as the page around knows it.
    told: StoredValue<Option<Arc<Document>>>,
}

impl Frame {
    async fn take(self, bytes: &[u8]) {
        match read_any(self.studio, bytes, None).await {
            Ok(opened) => {
                let read_only = self.request.with_value(|request| request.read_only);
                let reason = opened.read_only.map(ReadOnly::Newer).or(read_only.then_some(ReadOnly::Frame));
                match reason {
                    Some(reason) => self.studio.open_read_only(opened.document, reason),
                    None => self.studio.open(opened.document),
                }
                self.told.set_value(Some(self.studio.document_now()));
                self.progress.set(Progress::Shown);
            }
            Err(message) => self.fail(message),
        }
    }

    fn fail(self, message: String) {
        self.request.with_value(|request| request.post("studio/error", &json!({ "message": message })));
        // A design that is shown stays shown.
        if self.progress.get_untracked() != Progress::Shown {
            self.progress.set(Progress::Failed(message));
        }
    }

    fn receive(self, message: &embed::Message) {
        let host = self.request.with_value(|request| request.host.clone());
        if message.kind != "studio/load" || (host != "*" && host != message.origin) {
            return;
        }
        let design = serde_json::from_str::<Value>(&message.json).ok().and_then(|mut all| {
            let design = all.get_mut("design")?.take();
            Some(design.as_str().map_or_else(|| design.to_string(), str::to_owned))
        });
        match design {
            Some(text) => spawn_local(async move { self.take(text.as_bytes()).await }),
            None => self.fail("The message `studio/load` carries no `design`".to_owned()),
        }
    }

    /// Tells the page around what the document is now, unless it came from there.
    fn tell(self) {
        let document = self.studio.document_now();
        if self.told.with_value(|told| told.as_ref().is_some_and(|told| Arc::ptr_eq(told, &document))) {
            return;
        }
        let Some(work) = parts::work() else { return };
        let design = serde_json::from_str::<Value>(&(work.save)(&document)).unwrap_or_default();
        self.request.with_value(|request| request.post("studio/changed", &json!({ "design": design })));
        self.told.set_value(Some(document));
    }
}

/// The one panel.
#[component]
pub fn EmbedView(
    /// What the address asks for.
    request: Request,
) -> impl IntoView {
    let studio = Studio::get();
    studio.panel.set(request.panel);
    theme::apply(url::query("theme").map(|word| theme::Theme::parse(&word)).unwrap_or_default());
    let address = request.design.clone();
    let frame = Frame {
        studio,
        request: StoredValue::new(request.clone()),
        progress: RwSignal::new(Progress::Waiting),
        told: StoredValue::new(Some(studio.document_now())),
    };
    studio.start_saving();
    embed::on_message(move |message| frame.receive(&message)).until_cleanup();
    let timer = Timer::new();
    Effect::new(move |_| {
        studio.document();
        timer.after(PAUSE_MS, move || frame.tell());
    });
    request.post("studio/ready", &json!({}));
    if let Some(address) = address {
        spawn_local(async move {
            match fetch::text(&address).await {
                Ok(text) => frame.take(text.as_bytes()).await,
                Err(error) => frame.fail(format!("`{address}` cannot be shown: {error}")),
            }
        });
    }
    view! {
        <main class="view embed" id="view" tabindex="-1" data-panel=move || studio.panel.get().id()>
            <h1 class="sr-only">{move || studio.panel.get().title()}</h1>
            {move || match frame.progress.get() {
                Progress::Shown => view! { <PanelPart panel=studio.panel.get() /> }.into_any(),
                Progress::Waiting => view! { <EmptyState glyph=Glyph::Gateway title="Waiting for a design" /> }.into_any(),
                Progress::Failed(message) => {
                    view! { <ErrorState title="The design cannot be shown" text=message /> }.into_any()
                }
            }}
        </main>
    }
}
