//! The choices of the export, each with what it does; they are kept on the device, for this design.

use leptos::prelude::*;
use studio_core::aws::ApiKind;
use studio_core::terraform::{
    ApplyCost, BlockNames, ExportOptions, ModuleForm, MovedBlocks, OptionalPart, Repetition, RestStyle,
    apply_costs, provider_complaint,
};

use super::state::Exported;
use crate::studio::Studio;
use crate::text;
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
            <Choices
                title="`moved` blocks"
                chosen=Signal::derive(move || exported.options.read().moved)
                choices=vec![
                    (MovedBlocks::All, "All", "Those of earlier exports too, for states that have not seen them yet."),
                    (MovedBlocks::New, "New ones", "Of what changed since the last export: once every state has seen the others."),
                ]
                on_change=move |to| exported.choose(|options| options.moved = to)
            />
            <Provider />
            <Parts />
        </div>
    }
}

/// How a REST API is written, with what each costs; offered where there is one.
#[component]
fn Rest() -> impl IntoView {
    let (studio, exported) = (Studio::get(), Exported::get());
    let has_rest =
        Memo::new(move |_| studio.design().read().apis.values().any(|api| api.kind == ApiKind::Rest));
    let costs = Memo::new(move |_| {
        has_rest.get().then(|| apply_costs(&studio.design().read(), &exported.options.read()))
    });
    let cost = move |style: RestStyle| {
        let cost = costs.get()?.into_iter().find(|cost| cost.style == style)?;
        Some(cost_words(&cost))
    };
    view! {
        <Show when=move || has_rest.get()>
            <Choices
                title="REST APIs"
                chosen=Signal::derive(move || exported.options.read().rest_style)
                choices=vec![
                    (RestStyle::Resources, "A resource for each part", "Paths, methods, integrations and responses are blocks of their own: a plan names exactly what changes."),
                    (RestStyle::Body, "One OpenAPI document", "The whole API stands in `body`, and one call puts it: a plan shows one long text."),
                ]
                more=Callback::new(cost)
                on_change=move |to| exported.choose(|options| options.rest_style = to)
            />
        </Show>
    }
}

/// What a first apply costs, in words.
fn cost_words(cost: &ApplyCost) -> String {
    format!(
        "First apply: {}, {} to API Gateway, at least {} by AWS's limits on calls",
        text::count(cost.resources, "resource"),
        text::count(usize::try_from(cost.calls).unwrap_or(usize::MAX), "call"),
        duration(cost.least_ms),
    )
}

/// `40 s`, `12 min 5 s`; less than a second is one.
fn duration(ms: u64) -> String {
    let seconds = ms.div_ceil(1_000).max(1);
    match (seconds / 60, seconds % 60) {
        (0, seconds) => format!("{seconds} s"),
        (minutes, 0) => format!("{minutes} min"),
        (minutes, seconds) => format!("{minutes} min {seconds} s"),
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
            "Plans and applies the module with a mocked provider: terraform test needs no AWS account.",
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
                    placeholder=">= 5.100, < 7.0"
                    value=Signal::derive(move || exported.options.read().provider_constraint.clone().unwrap_or_default())
                    check=Callback::new(move |typed: String| provider_complaint(&typed))
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
    /// What more there is to say of a value: what it costs.
    #[prop(optional)]
    more: Option<Callback<T, Option<String>>>,
    /// Takes another one.
    #[prop(into)]
    on_change: Callback<T>,
) -> impl IntoView {
    let group = next_id("choices");
    view! {
        <fieldset class="card">
            <legend>{text::rich(title)}</legend>
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
                            <label for=id>{text::rich(words)}</label>
                            <div class="hint" id=hint>
                                {text::rich(sentence)}
                                {more.map(|more| move || more.run(value).map(|more| view! { <span class="more">{more} "."</span> }))}
                            </div>
                        </div>
                    </div>
                }
            }).collect_view()}
        </fieldset>
    }
}
