//! The designs that come with the studio, as `designs/index.json` lists them.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use studio_core::aws::ApiKind;

use super::preview::take;
use crate::platform::fetch;
use crate::studio::Studio;
use crate::text;
use crate::ui::{Glyph, Icon, Tone};

/// Where the list is, below the page.
const INDEX: &str = "designs/index.json";

/// A bundled design.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
struct Example {
    /// Its file beside the list.
    file: String,
    title: String,
    description: String,
    kind: ApiKind,
}

/// The list.
#[component]
pub fn Examples() -> impl IntoView {
    let examples = RwSignal::new(Vec::<Example>::new());
    let failed = RwSignal::new(None::<String>);
    spawn_local(async move {
        let read = match fetch::text(INDEX).await {
            Ok(text) => serde_json::from_str::<Vec<Example>>(&text).map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        };
        match read {
            Ok(list) => drop(examples.try_set(list)),
            Err(error) => drop(failed.try_set(Some(format!("The examples cannot be listed: {error}")))),
        }
    });
    view! {
        <section class="card">
            <header>
                <h2>"Start from an example"</h2>
            </header>
            <ul class="start-list">
                <For each=move || examples.get() key=|example| example.file.clone() let:example>
                    <Row example=example />
                </For>
            </ul>
            {move || failed.get().map(|error| view! { <p class="muted start-failed">{error}</p> })}
        </section>
    }
}

#[component]
fn Row(example: Example) -> impl IntoView {
    let studio = Studio::get();
    let Example { file, title, description, kind } = example;
    let id = format!("example-{}", file.trim_end_matches(".json"));
    let name = title.clone();
    let open = move |_| {
        let (path, name) = (format!("designs/{file}"), name.clone());
        spawn_local(async move {
            match fetch::text(&path).await {
                Ok(text) => drop(take(studio, &name, text.as_bytes()).await),
                Err(error) => studio.say(Tone::Fail, format!("The example cannot be opened: {error}")),
            }
        });
    };
    view! {
        <li>
            <button type="button" class="start-row" data-testid=id on:click=open>
                <Icon glyph=text::kind_glyph(kind) />
                <span class="words">
                    <b>{title}</b>
                    <small>{description}</small>
                </span>
                <Icon glyph=Glyph::ChevronRight />
            </button>
        </li>
    }
}
