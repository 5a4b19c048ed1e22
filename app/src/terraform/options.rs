//! The choices of the export, each with what it does; they are kept on the device, for this design.

use leptos::prelude::*;
use studio_core::terraform::{BlockNames, ExportOptions, ModuleForm, OptionalPart, Repetition, RestStyle};

use super::constraint::complaint;
use super::state::Exported;
use crate::studio::Studio;
use crate::ui::{Button, Checkbox, Field, Glyph, TextInput, next_id};

/// The part of the panel.
#[component]
pub fn Options() -> impl IntoView {
    let exported = Exported::get();
    let changed = Memo::new(move |_| *exported.options.read() != ExportOptions::default());
    view! {
        <div class="terraform-options" data-testid="terraform-options">
            <div class="row wrap terraform-kept">
                <p class="muted">"Kept on this device, for this design. The files follow at once."</p>
                <span class="spacer"></span>
                <Button
                    glyph=Glyph::Undo
                    disabled=Signal::derive(move || !changed.get())
                    hint=Signal::derive(move || (!changed.get()).then(|| "Everything is as it was at first".to_owned()))
                    on_press=move |()| exported.choose(|options| *options = ExportOptions::default())
                >
                    "Reset"
                </Button>
            </div>
            <Rest />
            <Choices
                title="Repetition"
                chosen=Signal::derive(move || exported.options.read().repetition)
                choices=vec![
                    (Repetition::Fold, "Folded", "Blocks that differ in a few values become one with `for_each` over a local map: short to review."),
                    (Repetition::WriteOut, "Written out", "Every block stands for itself: longer, and each can be changed on its own."),
                ]
                on_change=move |to| exported.choose(|options| options.repetition = to)
            />
            <Choices
                title="Made for"
                chosen=Signal::derive(move || exported.options.read().form)
                choices=vec![
                    (ModuleForm::Module, "A module that another one calls", "The caller brings the provider, its Region and its credentials."),
                    (ModuleForm::Root, "A root configuration", "With a provider block, to run `terraform apply` in this folder."),
                ]
                on_change=move |to| exported.choose(|options| options.form = to)
            />
            <Choices
                title="Names of blocks"
                chosen=Signal::derive(move || exported.options.read().block_names)
                choices=vec![
                    (BlockNames::This, "`this`", "The blocks of the only API are called `this`, as modules do that hold one thing."),
                    (BlockNames::OfApi, "After the API", "By the API's name, so that several modules can be read side by side."),
                ]
                on_change=move |to| exported.choose(|options| options.block_names = to)
            />
            <Parts />
            <Provider />
        </div>
    }
}

/// How a REST API is written; offered where there is one.
#[component]
fn Rest() -> impl IntoView {
    let (studio, exported) = (Studio::get(), Exported::get());
    let has_rest = Memo::new(move |_| {
        studio.design().read().apis.values().any(|api| api.kind == studio_core::aws::ApiKind::Rest)
    });
    view! {
        <Show when=move || has_rest.get()>
            <Choices
                title="REST APIs"
                chosen=Signal::derive(move || exported.options.read().rest_style)
                choices=vec![
                    (RestStyle::Resources, "A resource for each part", "Paths, methods, integrations and responses are blocks of their own: a plan names exactly what changes."),
                    (RestStyle::Body, "One OpenAPI document", "The whole API stands in `body`, and one call puts it: quick to apply, but a plan shows one long text."),
                ]
                on_change=move |to| exported.choose(|options| options.rest_style = to)
            />
        </Show>
    }
}

/// The parts that can be left out.
#[component]
fn Parts() -> impl IntoView {
    let exported = Exported::get();
    view! {
        <fieldset class="card">
            <legend>"With"</legend>
            {OptionalPart::ALL.into_iter().map(|part| {
                let (label, hint) = part_words(part);
                view! {
                    <Checkbox
                        label=label
                        hint=hint
                        checked=Signal::derive(move || exported.options.read().wants(part))
                        on_change=move |wanted| exported.choose(|options| {
                            if wanted {
                                options.without.remove(&part);
                            } else {
                                options.without.insert(part);
                            }
                        })
                    />
                }
            }).collect_view()}
        </fieldset>
    }
}

fn part_words(part: OptionalPart) -> (&'static str, &'static str) {
    match part {
        OptionalPart::Readme => {
            ("README.md", "What the module builds, its inputs and outputs, for whoever finds it.")
        }
        OptionalPart::ExampleValues => {
            ("terraform.tfvars.example", "A value for every variable, to copy and fill in.")
        }
        OptionalPart::Tests => (
            "tests/",
            "Plans and applies the module with a mocked provider: `terraform test` needs no AWS account.",
        ),
        OptionalPart::LambdaPermissions => (
            "Lambda permissions",
            "Let API Gateway invoke the functions. Leave them out where another stack grants them.",
        ),
        OptionalPart::Alarms => {
            ("CloudWatch alarms", "The design's alarms, with the topics that they notify.")
        }
        OptionalPart::Dashboard => {
            ("CloudWatch dashboard", "The design's dashboard of requests, errors and latency.")
        }
        OptionalPart::Sampling => (
            "X-Ray sampling rules",
            "How many requests are traced. The rules hold for the whole account and Region.",
        ),
        OptionalPart::Dns => {
            ("Route 53 records", "Records of custom domains. Leave them out where DNS is elsewhere.")
        }
    }
}

/// Which versions of the provider the module accepts.
#[component]
fn Provider() -> impl IntoView {
    let exported = Exported::get();
    view! {
        <fieldset class="card">
            <legend>"Provider"</legend>
            <Field
                label="Versions of hashicorp/aws"
                hint="Empty for every version that the files are made for; write a narrower range where your team pins one."
            >
                <TextInput
                    class="mono"
                    placeholder=">= 5.70, < 7.0"
                    value=Signal::derive(move || exported.options.read().provider_constraint.clone().unwrap_or_default())
                    check=Callback::new(move |typed: String| complaint(&typed))
                    on_commit=move |typed: String| exported.choose(|options| {
                        let typed = typed.trim();
                        options.provider_constraint = (!typed.is_empty()).then(|| typed.to_owned());
                    })
                />
            </Field>
        </fieldset>
    }
}

/// A choice of one: the browser's radio buttons, each with a sentence.
#[component]
fn Choices<T: Copy + PartialEq + Send + Sync + 'static>(
    /// What is chosen.
    title: &'static str,
    /// The one that holds.
    chosen: Signal<T>,
    /// Value, words and sentence of each.
    choices: Vec<(T, &'static str, &'static str)>,
    /// Takes another one.
    #[prop(into)]
    on_change: Callback<T>,
) -> impl IntoView {
    let group = next_id("choices");
    view! {
        <fieldset class="card">
            <legend>{title}</legend>
            {choices.into_iter().map(|(value, words, sentence)| {
                let id = next_id("choice");
                let hint = format!("{id}-hint");
                view! {
                    <div class="check round">
                        <input
                            type="radio"
                            name=group.clone()
                            id=id.clone()
                            aria-describedby=hint.clone()
                            prop:checked=move || chosen.get() == value
                            on:change=move |_| on_change.run(value)
                        />
                        <div class="words">
                            <label for=id>{crate::text::rich(words)}</label>
                            <div class="hint" id=hint>{crate::text::rich(sentence)}</div>
                        </div>
                    </div>
                }
            }).collect_view()}
        </fieldset>
    }
}
