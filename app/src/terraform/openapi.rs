//! An API as an OpenAPI document: to read, copy and download.

use std::sync::Arc;

use leptos::prelude::*;
use studio_core::aws::ApiKind;
use studio_core::design::{ApiId, Item, StageId};
use studio_core::openapi::{ExportOptions, ExportType, Exported, Extensions, Format, export};

use super::save;
use crate::platform::files;
use crate::shell::FindingList;
use crate::studio::Studio;
use crate::ui::{
    Button, Choice, CopyButton, ErrorState, Field, Glyph, LongEditor, Segmented, Select, Spans, Switch,
    json_spans,
};

/// What the user chose; it outlives the panel.
#[derive(Clone, Debug, Default, PartialEq)]
struct Chosen(ExportOptions);

/// The part of the panel.
#[component]
pub fn OpenApi() -> impl IntoView {
    let studio = Studio::get();
    let chosen = studio.keep::<Chosen>();
    let made = Memo::new(move |_| {
        let design = studio.design();
        let design = design.read();
        let id = studio.current_api()?;
        let mut options = chosen.read().0.clone();
        options.stage = studio.current_stage();
        // The other kinds of API have one dialect: what was chosen for a REST API is not theirs.
        if design.apis.get(&id).is_some_and(|api| api.kind != ApiKind::Rest) {
            options.export_type = ExportType::Oas30;
        }
        Some(match export(&design, id, &options) {
            Ok(made) => Ok(Arc::new(Made(made))),
            Err(error) => Err((error.to_string(), error.help().to_owned())),
        })
    });
    let failed = Memo::new(move |_| made.get().and_then(Result::err));
    view! {
        <div class="stack" data-testid="terraform-openapi">
            <Choices chosen=chosen />
            <Show
                when=move || failed.read().is_none()
                fallback=move || failed.get().map(|(message, help)| view! { <ErrorState title=message text=help /> })
            >
                <Document made=Signal::derive(move || made.get().and_then(Result::ok)) chosen=chosen />
            </Show>
        </div>
    }
}

/// A document, compared by what is seen of it.
struct Made(Exported);

impl PartialEq for Made {
    fn eq(&self, other: &Self) -> bool {
        self.0.text == other.0.text && self.0.diagnostics == other.0.diagnostics
    }
}

#[component]
fn Choices(chosen: RwSignal<Chosen>) -> impl IntoView {
    let studio = Studio::get();
    let kind = Memo::new(move |_| {
        let design = studio.design();
        let design = design.read();
        design.apis.get(&studio.current_api()?).map(|api| api.kind)
    });
    let several = Memo::new(move |_| studio.design().read().apis.len() > 1);
    let pairs = |all: &[(&str, &str)]| {
        all.iter().map(|(value, words)| ((*value).to_owned(), (*words).to_owned())).collect::<Vec<_>>()
    };
    view! {
        <div class="card terraform-openapi">
            <Show when=move || several.get()>
                <Field label="API">
                    <Select value=Signal::derive(move || studio.current_api().map(|id| id.to_string()).unwrap_or_default()) choices=apis(studio) on_change=move |value: String| {
                        if let Ok(number) = value.parse::<u32>() {
                            studio.choose_api(ApiId::from(number));
                        }
                    } />
                </Field>
            </Show>
            <Show when=move || kind.get() == Some(ApiKind::Rest)>
                <Field label="Dialect" hint="AWS exports REST APIs in both, HTTP APIs as OpenAPI 3.0 only">
                    <Segmented
                        value=Signal::derive(move || if chosen.read().0.export_type == ExportType::Swagger { "swagger" } else { "oas30" }.to_owned())
                        choices=Signal::stored(pairs(&[("oas30", "OpenAPI 3.0"), ("swagger", "Swagger 2.0")]))
                        on_change=move |value: String| chosen.update(|chosen| {
                            chosen.0.export_type = if value == "swagger" { ExportType::Swagger } else { ExportType::Oas30 };
                        })
                    />
                </Field>
            </Show>
            <Field label="Format">
                <Segmented
                    value=Signal::derive(move || if chosen.read().0.format == Format::Yaml { "yaml" } else { "json" }.to_owned())
                    choices=Signal::stored(pairs(&[("json", "JSON"), ("yaml", "YAML")]))
                    on_change=move |value: String| chosen.update(|chosen| {
                        chosen.0.format = if value == "yaml" { Format::Yaml } else { Format::Json };
                    })
                />
            </Field>
            <Field label="Extensions of AWS" hint=Signal::derive(move || Some(extensions_hint(chosen.read().0.extensions).to_owned()))>
                <Select
                    value=Signal::derive(move || extensions_word(chosen.read().0.extensions).to_owned())
                    choices=Signal::stored(EXTENSIONS.iter().map(|(_, word, label, _)| Choice::new(*word, *label)).collect::<Vec<_>>())
                    on_change=move |value: String| chosen.update(|chosen| {
                        let found = EXTENSIONS.iter().find(|(_, word, ..)| *word == value);
                        chosen.0.extensions = found.map_or(Extensions::ApiGateway, |(extensions, ..)| *extensions);
                    })
                />
            </Field>
            <Field label="Stage" hint="Its address stands in the document">
                <Select value=Signal::derive(move || studio.current_stage().map(|id| id.to_string()).unwrap_or_default()) choices=stages(studio) on_change=move |value: String| {
                    if let Ok(number) = value.parse() {
                        studio.choose_stage(StageId(number));
                    }
                } />
            </Field>
            <Switch
                label="Stages, keys and usage plans too"
                hint="In an extension that AWS ignores and the studio reads: the design comes back whole"
                checked=Signal::derive(move || chosen.read().0.studio_extension)
                on_change=move |on| chosen.update(|chosen| chosen.0.studio_extension = on)
            />
        </div>
    }
}

/// Each with its word, its label and what it is for.
const EXTENSIONS: &[(Extensions, &str, &str, &str)] = &[
    (Extensions::ApiGateway, "apigateway", "All", "The document makes the same API again"),
    (Extensions::Integrations, "integrations", "Integrations", "With what routes call, and no authorizers"),
    (Extensions::Authorizers, "authorizers", "Authorizers", "With who may pass, and no integrations"),
    (Extensions::None, "none", "None", "For clients and documentation"),
];

fn extensions_word(extensions: Extensions) -> &'static str {
    EXTENSIONS.iter().find(|(of, ..)| *of == extensions).map_or("apigateway", |(_, word, ..)| word)
}

fn extensions_hint(extensions: Extensions) -> &'static str {
    EXTENSIONS.iter().find(|(of, ..)| *of == extensions).map_or("", |(.., hint)| hint)
}

fn apis(studio: Studio) -> Signal<Vec<Choice>> {
    Signal::derive(move || {
        let design = studio.design();
        let design = design.read();
        design.apis.iter().map(|(id, api)| Choice::new(id.to_string(), api.name.clone())).collect()
    })
}

fn stages(studio: Studio) -> Signal<Vec<Choice>> {
    Signal::derive(move || {
        let design = studio.design();
        let design = design.read();
        let api = studio.current_api().and_then(|id| design.apis.get(&id));
        let stages = api.into_iter().flat_map(|api| api.stages.iter());
        stages.map(|(id, stage)| Choice::new(id.to_string(), stage.name.clone())).collect()
    })
}

#[component]
fn Document(#[prop(into)] made: Signal<Option<Arc<Made>>>, chosen: RwSignal<Chosen>) -> impl IntoView {
    let studio = Studio::get();
    let text = Memo::new(move |_| made.get().map(|made| made.0.text.clone()).unwrap_or_default());
    let found = Signal::derive(move || made.get().map(|made| made.0.diagnostics.clone()).unwrap_or_default());
    let yaml = move || chosen.read().0.format == Format::Yaml;
    let name = move || {
        let document = studio.document_now();
        let api = untrack(|| studio.current_api());
        let title = api.map_or_else(|| "api".to_owned(), |api| crate::text::title(&document, Item::Api(api)));
        let ending = if untrack(yaml) { "yaml" } else { "json" };
        format!("{}.openapi.{ending}", save::slug(&title))
    };
    let colours = move |text: String| if untrack(yaml) { Spans::new() } else { json_spans(&text) };
    view! {
        <Show when=move || !found.read().is_empty()>
            <details class="card tf-left-out">
                <summary>{move || crate::text::count(found.read().len(), "remark")}</summary>
                <FindingList found=found />
            </details>
        </Show>
        <section class="card terraform-file" aria-label="OpenAPI document">
            <header>
                <h2 class="truncate">"OpenAPI document"</h2>
                <CopyButton text=text label="Copy the document" />
                <span data-testid="openapi-download">
                    <Button
                        glyph=Glyph::Download
                        on_press=move |()| {
                            let kind = if untrack(yaml) { "application/yaml" } else { "application/json" };
                            files::save_text(&name(), kind, &text.read_untracked());
                        }
                    >
                        "Download"
                    </Button>
                </span>
            </header>
            {move || {
                // Built anew with the format: the colours are another language's.
                yaml();
                view! { <LongEditor value=text read_only=true highlight=Callback::new(colours) label="OpenAPI document" rows=24 /> }
            }}
        </section>
    }
}
