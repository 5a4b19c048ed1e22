//! Golden tests: inputs with the outputs that are expected of the template in view.

use leptos::prelude::*;
use studio_core::design::TemplateTest;
use studio_core::template::{Outcome, Verdict};

use super::state::TemplateView;
use crate::text;
use crate::ui::{Button, ButtonKind, Chip, DiffView, Glyph, IconButton, Notice, TextInput, Tone};

/// A test with how it went.
#[derive(Clone, PartialEq)]
struct Row {
    test: TemplateTest,
    verdict: Verdict,
}

/// The tests of the template in view; they run on every change of the design.
#[component]
pub fn Golden() -> impl IntoView {
    let view = TemplateView::get();
    let rows = Memo::new(move |_| {
        let Some(place) = view.place.get() else { return Vec::new() };
        let tested = view.tested.read();
        let Some(tested) = tested.get(&place.integration) else { return Vec::new() };
        let rows = tested.verdicts.iter().filter_map(|verdict| {
            let test = tested.node.template_tests.get(verdict.index)?.clone();
            place.is_of(&test).then(|| Row { test, verdict: verdict.clone() })
        });
        rows.collect::<Vec<_>>()
    });
    let locked = Signal::derive(move || view.studio.read_only().is_some());
    let add = move |()| {
        let Some(place) = view.place.get_untracked() else { return };
        let (input, trial) = (view.input.get_untracked(), view.trial.get_untracked());
        let (expected, expected_overrides) = (trial.output.clone(), Some(trial.overrides_text()));
        view.change(|node| {
            let name = format!("Test {}", node.template_tests.len() + 1);
            let (response, template) = (place.response, place.key);
            node.template_tests.push(TemplateTest {
                name,
                response,
                template,
                input,
                expected,
                expected_overrides,
            });
        });
    };
    let fails = Signal::derive(move || locked.get() || view.trial.read().failure.is_some());
    view! {
        <div class="stack" data-testid="template-tests">
            <p class="muted">"A test keeps an input and the output as it is now, and is run on every change."</p>
            <Button glyph=Glyph::Plus disabled=fails on_press=add attr:data-testid="template-add-test">
                "Keep this input and output as a test"
            </Button>
            <For each=move || rows.get() key=|row| (row.verdict.index, row.test.clone().name, format!("{:?}", row.verdict.outcome)) let:row>
                <One row=row />
            </For>
        </div>
    }
}

#[component]
fn One(row: Row) -> impl IntoView {
    let view = TemplateView::get();
    let Row { test, verdict } = row;
    let index = verdict.index;
    let (tone, words) = match &verdict.outcome {
        Outcome::Passed => (Tone::Pass, "passed"),
        Outcome::Differs(_) => (Tone::Fail, "differs"),
        Outcome::Failed(_) | Outcome::NoTemplate => (Tone::Fail, "failed"),
    };
    // Until what is typed is rendered, the verdict is about the text before.
    let tone = Signal::derive(move || if view.fresh.get() { tone } else { Tone::Neutral });
    let words = move || if view.fresh.get() { words } else { "to be run" };
    let name = test.name.clone();
    let rename = move |name: String| {
        view.change(|node| {
            node.template_tests.get_mut(index).into_iter().for_each(|test| test.name = name.clone())
        });
    };
    let remove = move |()| {
        view.change(|node| {
            if index < node.template_tests.len() {
                node.template_tests.remove(index);
            }
        });
    };
    let input = test.input.clone();
    let detail = match verdict.outcome {
        Outcome::Differs(trial) => {
            let (expected, overrides) = (test.expected.clone(), trial.overrides_text());
            let wanted = test.expected_overrides.clone().filter(|wanted| *wanted != overrides);
            let (output, made) = (trial.output.clone(), overrides.clone());
            let accept = move |()| {
                view.change(|node| {
                    node.template_tests.get_mut(index).into_iter().for_each(|test| {
                        test.expected = output.clone();
                        test.expected_overrides = Some(made.clone());
                    });
                });
            };
            let same = expected == trial.output;
            Some(
                view! {
                    {(!same).then(|| view! { <DiffView before=expected after=trial.output before_label="Expected" after_label="Now" /> })}
                    {wanted.map(|wanted| view! { <DiffView before=wanted after=overrides before_label="Expected overrides" after_label="Overrides now" /> })}
                    <Button kind=ButtonKind::Ghost on_press=accept>"Expect what it makes now"</Button>
                }
                .into_any(),
            )
        }
        Outcome::Failed(trial) => trial.failure.map(|failure| {
            view! { <Notice tone=Tone::Fail>{text::rich(&text::capitalized(&failure.message))} "."</Notice> }.into_any()
        }),
        Outcome::Passed | Outcome::NoTemplate => None,
    };
    view! {
        <article class="template-test">
            <div class="row">
                <Chip tone=tone>{words}</Chip>
                <TextInput label="Name of the test" value=Signal::stored(name.clone()) on_commit=rename />
                <IconButton glyph=Glyph::Play label=format!("Take the input of {name}") on_press=move |()| view.set_input(input.clone()) />
                <IconButton glyph=Glyph::Trash label=format!("Remove {name}") on_press=remove />
            </div>
            {detail}
        </article>
    }
}
