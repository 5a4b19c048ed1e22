//! Where to begin while the design has no API.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::examples::Examples;
use super::wizard::{Purpose, WizardDialog};
use crate::commands::Command;
use crate::platform::storage;
use crate::studio::Studio;
use crate::ui::{Button, Glyph, Icon};

/// How many designs of this device are listed.
const MAX_RECENT: usize = 8;

/// The first screen.
#[component]
pub fn StartScreen() -> impl IntoView {
    let studio = Studio::get();
    view! {
        <section class="page start" data-testid="start">
            <header class="start-head">
                <h1>"What do you need?"</h1>
                <p class="muted">
                    "Say what the API must do: the studio recommends a kind, with the reasons. Or open what you have."
                </p>
            </header>
            <div class="start-grid">
                <div class="card">
                    <div class="body">
                        <WizardDialog purpose=Purpose::NewDesign />
                    </div>
                </div>
                <div class="stack">
                    <section class="card">
                        <header>
                            <h2>"Open what you have"</h2>
                        </header>
                        <div class="body stack">
                            <p class="muted">"A saved design, an OpenAPI 3.0 or Swagger 2.0 document, or Terraform: files, a folder, a zip, a plan or state as JSON. Drop it anywhere."</p>
                            <div class="row wrap">
                                <Button glyph=Glyph::Upload on_press=move |()| Command::Open.run(studio) attr:data-testid="open">
                                    "Open files…"
                                </Button>
                                <Button glyph=Glyph::Folder on_press=move |()| Command::OpenFolder.run(studio)>
                                    "Open folder…"
                                </Button>
                                <Button glyph=Glyph::File on_press=move |()| Command::Paste.run(studio)>
                                    "Paste text…"
                                </Button>
                            </div>
                        </div>
                    </section>
                    <Recent />
                    <Examples />
                </div>
            </div>
        </section>
    }
}

/// The designs that are kept on this device.
#[component]
fn Recent() -> impl IntoView {
    let studio = Studio::get();
    let entries = RwSignal::new(Vec::new());
    spawn_local(async move {
        if let Ok(mut list) = storage::list().await {
            list.truncate(MAX_RECENT);
            let _ = entries.try_set(list);
        }
    });
    let forget = move |id: String| {
        spawn_local(async move {
            if storage::remove(&id).await.is_ok() {
                let _ =
                    entries.try_update(|list: &mut Vec<storage::Entry>| list.retain(|entry| entry.id != id));
            }
        });
    };
    view! {
        <Show when=move || !entries.read().is_empty()>
            <section class="card" data-testid="recent">
                <header>
                    <h2>"On this device"</h2>
                </header>
                <ul class="start-list">
                    <For each=move || entries.get() key=|entry| entry.id.clone() let:entry>
                        {
                            let (id, gone) = (entry.id.clone(), entry.id.clone());
                            let name = if entry.name.is_empty() { "Untitled design".to_owned() } else { entry.name };
                            let label = format!("Forget {name}");
                            view! {
                                <li class="row">
                                    <button
                                        type="button"
                                        class="start-row"
                                        on:click=move |_| {
                                            let id = id.clone();
                                            spawn_local(async move {
                                                studio.open_stored(&id).await;
                                            });
                                        }
                                    >
                                        <Icon glyph=Glyph::Clock />
                                        <span class="words">
                                            <b>{name}</b>
                                        </span>
                                        <Icon glyph=Glyph::ChevronRight />
                                    </button>
                                    <crate::ui::IconButton
                                        glyph=Glyph::Trash
                                        label=label
                                        on_press=move |()| forget(gone.clone())
                                    />
                                </li>
                            }
                        }
                    </For>
                </ul>
            </section>
        </Show>
    }
}
