//! A new API, from what is needed: the kind that suits, why, and how the three kinds compare.

use leptos::prelude::*;
use leptos::task::spawn_local;
use studio_core::aws::{ApiKind, SupportLevel};
use studio_core::design::edit::{DesignSettings, Edit};
use studio_core::design::recommend::{Need, Needs, Reason, Recommendation, Verdict, recommend};
use studio_core::design::{Design, starter};

use crate::studio::Studio;
use crate::text;
use crate::ui::{Button, ButtonKind, Checkbox, Chip, Field, Glyph, Icon, Notice, Segmented, TextInput, Tone};

/// What the new API is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A design of its own.
    NewDesign,
    /// One more API in the current design.
    AddApi,
}

impl Purpose {
    /// The dialog's title.
    pub const fn title(self) -> &'static str {
        match self {
            Self::NewDesign => "New design: what do you need?",
            Self::AddApi => "Add an API: what do you need of it?",
        }
    }
}

/// What the form holds until the API is made.
#[derive(Clone, Copy)]
struct Wizard {
    needs: RwSignal<Needs>,
    /// The kind that the user chose instead of the recommended one.
    chosen: RwSignal<Option<ApiKind>>,
    name: RwSignal<String>,
    advice: Memo<Recommendation>,
}

impl Wizard {
    fn new() -> Self {
        let needs = RwSignal::new(Needs::new());
        Self {
            needs,
            chosen: RwSignal::new(None),
            name: RwSignal::new("my-api".to_owned()),
            advice: Memo::new(move |_| recommend(&needs.read())),
        }
    }

    fn kind(self) -> ApiKind {
        self.chosen.get().unwrap_or_else(|| self.advice.read().kind)
    }

    fn create(self, studio: Studio, purpose: Purpose) {
        let (kind, needs) = (untrack(|| self.kind()), self.needs.get_untracked());
        let name = self.name.get_untracked();
        let name = name.trim();
        match purpose {
            Purpose::NewDesign => {
                let document = starter::document(kind, &needs, name);
                spawn_local(async move {
                    match studio.prepare().await {
                        Ok(_) => studio.open(document),
                        Err(error) => studio.say(Tone::Fail, text::capitalized(&error)),
                    }
                });
            }
            Purpose::AddApi => {
                let before = &studio.document_now().design;
                let (after, item) = starter::api(before, kind, &needs, name);
                if studio.edit(Edit::Batch(added(before, &after))) {
                    studio.reveal(item);
                }
            }
        }
    }
}

/// The edits that lead from one design to another that has more nodes.
fn added(before: &Design, after: &Design) -> Vec<Edit> {
    let mut edits = Vec::new();
    macro_rules! new_nodes {
        ($nodes:ident, $put:ident) => {
            let fresh = after.$nodes.iter().filter(|(id, _)| !before.$nodes.contains_key(*id));
            edits.extend(fresh.map(|(id, node)| Edit::$put(*id, node.clone())));
        };
    }
    new_nodes!(apis, PutApi);
    new_nodes!(functions, PutFunction);
    new_nodes!(api_keys, PutApiKey);
    new_nodes!(usage_plans, PutUsagePlan);
    new_nodes!(web_acls, PutWebAcl);
    if DesignSettings::of(before) != DesignSettings::of(after) {
        edits.push(Edit::PutSettings(Box::new(DesignSettings::of(after))));
    }
    edits
}

/// The content of the dialog and of the first screen.
#[component]
pub fn WizardDialog(purpose: Purpose) -> impl IntoView {
    let studio = Studio::get();
    let wizard = Wizard::new();
    let kinds: Vec<_> = [ApiKind::Http, ApiKind::Rest, ApiKind::WebSocket]
        .map(|kind| (kind.as_str().to_owned(), kind.label().to_owned()))
        .to_vec();
    let choose = move |word: String| {
        let kind = word.parse::<ApiKind>().ok();
        wizard.chosen.set(kind.filter(|kind| *kind != wizard.advice.read_untracked().kind));
    };
    view! {
        <div class="wizard" data-testid="wizard">
            <fieldset class="needs">
                <legend>"It must have"</legend>
                {Need::ALL.iter().map(|need| need_box(wizard, *need)).collect_view()}
            </fieldset>
            <div class="stack">
                <Advice wizard=wizard />
                <Comparison wizard=wizard />
                <div class="row2">
                    <Field label="Kind">
                        <Segmented
                            value=Signal::derive(move || wizard.kind().as_str().to_owned())
                            choices=Signal::stored(kinds)
                            on_change=choose
                        />
                    </Field>
                    <Field label="Name" attr:data-testid="wizard-name">
                        <TextInput
                            value=wizard.name
                            on_commit=move |text| wizard.name.set(text)
                        />
                    </Field>
                </div>
                <div class="dialog-actions">
                    <Button
                        kind=ButtonKind::Primary
                        on_press=move |()| wizard.create(studio, purpose)
                        attr:data-testid="wizard-create"
                    >
                        {move || format!("Create {} API", wizard.kind().label())}
                    </Button>
                </div>
            </div>
        </div>
    }
}

fn need_box(wizard: Wizard, need: Need) -> AnyView {
    let put = move |on: bool| {
        wizard.needs.update(|needs| {
            if on {
                needs.insert(need);
            } else {
                needs.remove(&need);
            }
        });
    };
    view! {
        <Checkbox
            checked=Signal::derive(move || wizard.needs.read().contains(&need))
            on_change=put
            label=need.label()
        />
    }
    .into_any()
}

/// The recommended kind and the reason.
#[component]
fn Advice(wizard: Wizard) -> impl IntoView {
    view! {
        <div class="advice" role="status" data-testid="advice">
            <div class="row">
                {move || view! { <Icon glyph=text::kind_glyph(wizard.advice.read().kind) size=22 /> }}
                <h2>{move || format!("Recommended: {} API", wizard.advice.read().kind.label())}</h2>
            </div>
            <p>{move || format!("{}.", wizard.advice.read().reason)}</p>
        </div>
        <Show when=move || wizard.chosen.read().is_some()>
            <Notice tone=Tone::Note>
                {move || format!("You chose {} instead.", wizard.kind().label())}
            </Notice>
        </Show>
    }
}

/// How the three kinds meet what is needed.
#[component]
fn Comparison(wizard: Wizard) -> impl IntoView {
    let asked = Memo::new(move |_| !wizard.needs.read().is_empty());
    view! {
        <Show when=move || asked.get()>
            <div class="kinds">
                {move || {
                    wizard.advice.get().verdicts.into_iter().map(|verdict| column(wizard, verdict)).collect_view()
                }}
            </div>
        </Show>
    }
}

fn column(wizard: Wizard, verdict: Verdict) -> AnyView {
    let Verdict { kind, pros, cons } = verdict;
    let best = wizard.advice.read_untracked().kind == kind;
    view! {
        <section class="kind" class:best=best>
            <h3>
                {kind.label()} " " {best.then(|| view! { <Chip tone=Tone::Accent>"Recommended"</Chip> })}
            </h3>
            <ul>
                {pros.into_iter().chain(cons).map(reason).collect_view()}
            </ul>
        </section>
    }
    .into_any()
}

fn reason(reason: Reason) -> AnyView {
    let (glyph, class, word) = match reason.level {
        SupportLevel::Yes => (Glyph::Check, "pass", "Yes"),
        SupportLevel::Partly => (Glyph::Info, "note", "Partly"),
        SupportLevel::No => (Glyph::Cross, "fail", "No"),
        SupportLevel::NotDocumented => (Glyph::Help, "note", "Not documented"),
    };
    view! {
        <li class=class>
            <Icon glyph=glyph size=14 />
            <span>
                <span class="sr-only">{word} ": "</span>
                <b>{reason.need.label()}</b>
                <small>
                    {text::rich(&reason.text)} ". "
                    <a href=reason.source target="_blank" rel="noreferrer">
                        "Source"
                    </a>
                </small>
            </span>
        </li>
    }
    .into_any()
}
