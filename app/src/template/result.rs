//! The input of the template in view, and what it makes of it.

use leptos::prelude::*;
use studio_core::base::Span;
use studio_core::design::Target;
use studio_core::template::{Expect, Trial};

use super::golden::Golden;
use super::sample::SampleMenu;
use super::state::TemplateView;
use super::steps::Steps;
use crate::text;
use crate::ui::{
    Button, ButtonKind, CodeEditor, CopyButton, Field, LongEditor, Notice, Segmented, Spans, Tab, TabPanel,
    Tabs, Tone, json_spans,
};

const TABS: &str = "template-result";
/// How many remarks on one rendering are shown.
const MAX_NOTES: usize = 20;

/// Input above, result below.
#[component]
pub fn ResultPane() -> impl IntoView {
    let view = TemplateView::get();
    let selected = Signal::derive(move || match view.state.read().tab.as_str() {
        "" => "output".to_owned(),
        tab => tab.to_owned(),
    });
    let tabs = Signal::derive(move || {
        let count = view.integration().map(|node| node.template_tests.len()).unwrap_or_default();
        let badge = (count > 0).then(|| count.to_string());
        vec![
            Tab::new("output", "Output"),
            Tab::new("steps", "Trace"),
            Tab { badge, ..Tab::new("tests", "Tests") },
        ]
    });
    view! {
        <header>
            <h2>"Sample request"</h2>
            <SampleMenu />
        </header>
        <div class="form" data-testid="template-input">
            <Field label="Input" hint="`body` is a text or any JSON; `params`, `context` and `stageVariables` are objects">
                <CodeEditor
                    value=view.input
                    rows=8
                    highlight=|text: String| json_spans(&text)
                    on_draft=move |text| view.set_input(text)
                    on_commit=move |text| view.set_input(text)
                />
            </Field>
            <p class="muted template-about" aria-live="polite" data-testid="template-about">
                {move || {
                    let about = view.about_input.get();
                    (!about.is_empty()).then(|| text::rich(&format!("{about}.")))
                }}
            </p>
        </div>
        <Tabs name=TABS label="Result" tabs=tabs selected=selected on_select=move |id| view.state.update(|state| state.tab = id) />
        <TabPanel name=TABS id="output" selected=selected>
            <Output />
        </TabPanel>
        <TabPanel name=TABS id="steps" selected=selected>
            <Steps />
        </TabPanel>
        <TabPanel name=TABS id="tests" selected=selected>
            <Golden />
        </TabPanel>
    }
}

/// What came out, and what is wrong with it.
#[component]
fn Output() -> impl IntoView {
    let view = TemplateView::get();
    let json = Memo::new(move |_| {
        view.place.read().as_ref().is_some_and(|place| Expect::of(&place.key) == Expect::Json)
    });
    let formatted = view.origin.formatted;
    let layout = Signal::derive(move || if formatted.get() { "lines" } else { "sent" }.to_owned());
    let layouts = [("sent", "As it is sent"), ("lines", "Formatted")];
    let layouts = Signal::stored(layouts.map(|(id, words)| (id.to_owned(), words.to_owned())).to_vec());
    let shown = Memo::new(move |_| view.origin.shown.read().text.clone());
    let told = move || match view.origin.told.get() {
        told if told.is_empty() => {
            text::rich("The caret in the output marks the line of the template that made it.")
        }
        told => text::rich(&format!("{told}.")),
    };
    let colours = move |text: String| if json.get_untracked() { json_spans(&text) } else { Spans::new() };
    view! {
        <div class="stack template-output" data-testid="template-output">
            <Problems />
            <div class="code-frame">
                <CopyButton text=shown />
                <LongEditor label="Output" value=shown highlight=colours read_only=true lit=view.origin.lit on_caret=move |bytes| view.caret_in_output(bytes) />
            </div>
            <p class="muted template-origin" aria-live="polite" data-testid="template-origin">{told}</p>
            <Show when=move || json.get()>
                <Segmented label="How JSON is shown" value=layout choices=layouts on_change=move |to| formatted.set(to == "lines") />
            </Show>
            {move || overrides(&view.trial.read())}
        </div>
    }
}

/// Something to tell about a rendering. Its place is not part of it: typing moves that, and the notice stays.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Problem {
    index: usize,
    tone: Tone,
    bold: String,
    plain: String,
    placed: bool,
}

/// What failed, what is not JSON, what is worth knowing; each with where in the template.
fn problems(trial: &Trial, mock: bool) -> Vec<(Problem, Option<Span>)> {
    let then = if mock {
        "A mock integration reads its `statusCode` from it, and answers 500 where it finds none."
    } else {
        "AWS sends it all the same."
    };
    let failure = trial.failure.as_ref().map(|failure| {
        let mut plain = failure.answer.map(|answer| format!(" AWS's answer: {answer}.")).unwrap_or_default();
        if !failure.help.is_empty() {
            plain.push_str(&format!(" {}.", failure.help));
        }
        (Tone::Fail, format!("{}.", text::capitalized(&failure.message)), plain, failure.span)
    });
    let unwanted = trial.unwanted.as_ref().map(|unwanted| {
        let map = trial.trace.references.iter().any(|seen| seen.kind.contains("map"));
        let fix = if map {
            "A Java map is printed as `{a=b}`: write `$input.json('$.path')` where JSON is wanted."
        } else {
            ""
        };
        let bold = format!("The output is no JSON: {}.", unwanted.message);
        (Tone::Note, bold, format!(" {then} {fix}"), unwanted.made_by)
    });
    let notes = trial.notes.iter().take(MAX_NOTES);
    let notes = notes.map(|note| (Tone::Note, String::new(), format!("{}.", note.message), Some(note.span)));
    let all = failure.into_iter().chain(unwanted).chain(notes).enumerate();
    all.map(|(index, (tone, bold, plain, span))| {
        (Problem { index, tone, bold, plain, placed: span.is_some() }, span)
    })
    .collect()
}

#[component]
fn Problems() -> impl IntoView {
    let view = TemplateView::get();
    let mock = Memo::new(move |_| {
        let request = view.place.read().as_ref().is_some_and(|place| place.response.is_none());
        request && view.integration().is_some_and(|node| matches!(node.target, Target::Mock))
    });
    // With the lines, which are of the text that was rendered and not of the one as typed now.
    let found = Memo::new(move |_| {
        let lined =
            |(problem, span): (Problem, Option<Span>)| (problem, span, span.map(|span| view.lines(span).0));
        problems(&view.trial.read(), mock.get()).into_iter().map(lined).collect::<Vec<_>>()
    });
    let all = move || -> Vec<Problem> { found.read().iter().map(|found| found.0.clone()).collect() };
    let shown = move |problem: Problem| {
        let Problem { index, tone, bold, plain, placed } = problem;
        let line = Memo::new(move |_| found.read().get(index).and_then(|found| found.2).unwrap_or_default());
        let light = move |()| {
            let span = found.read_untracked().get(index).and_then(|found| found.1);
            span.into_iter().for_each(|span| view.light(span));
        };
        let place = move || {
            view! { <Button kind=ButtonKind::Ghost on_press=light>{move || format!("Line {}", line.get())}</Button> }
        };
        view! {
            <Notice tone=tone>
                {(!bold.is_empty()).then(|| view! { <b>{text::rich(&bold)}</b> })} {text::rich(&plain)}
                {placed.then(place)}
            </Notice>
        }
    };
    view! {
        <For each=all key=Problem::clone children=shown />
    }
}

/// What the template put into `$context` for the gateway to apply.
fn overrides(trial: &Trial) -> Option<AnyView> {
    let overrides = trial.overrides.as_ref()?;
    let text = |json: &studio_core::lang::json::Json| studio_core::lang::json::to_text(json);
    Some(
        view! {
            <dl class="template-overrides">
                <dt><code>"$context.requestOverride"</code></dt>
                <dd><code>{text(&overrides.request)}</code></dd>
                <dt><code>"$context.responseOverride"</code></dt>
                <dd><code>{text(&overrides.response)}</code></dd>
            </dl>
        }
        .into_any(),
    )
}
