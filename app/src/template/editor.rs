//! The text of the template in view, with what is wrong with it where it is.

use leptos::prelude::*;
use studio_core::base::Span;
use studio_core::design::Severity;
use studio_core::template::Place;

use super::key::KeyMenu;
use super::state::{TemplateView, owner, title};
use super::words;
use crate::text;
use crate::ui::{Button, ButtonKind, Glyph, IconButton, LongEditor, Tone};

/// How many findings are listed.
const MAX_FINDINGS: usize = 50;

/// The template's name, its text, and the findings; what is typed belongs to this place, whatever is chosen then.
#[component]
pub fn Editor(place: Place) -> impl IntoView {
    let view = TemplateView::get();
    let name = title(&place);
    let item = place.item();
    let label = format!("Text of {name}");
    let of = place.clone();
    let named = place.clone();
    let integration = move || owner(view.studio, &of);
    let show = move |()| view.studio.reveal(item);
    let locked = Signal::derive(move || view.studio.read_only().is_some());
    let size = move || {
        let bytes = view.draft.read().len();
        if bytes < 10_000 { text::count(bytes, "byte") } else { format!("{} KB", bytes / 1000) }
    };
    view! {
        <header>
            <h2 class="truncate">{name}</h2>
            <span class="muted truncate">{integration}</span>
            <span class="muted">{size}</span>
            <IconButton glyph=Glyph::Design label="Show the integration" on_press=show />
            <KeyMenu place=named />
        </header>
        <div class="form" data-testid="template-text">
            <LongEditor
                label=label
                value=view.text
                rows=16
                highlight=words::colours
                complete=words::completer(view.kind, view.input)
                on_draft=move |text| view.draft.set(text)
                on_commit=move |text| view.commit(&place, text)
                on_caret=move |bytes| view.caret_in_template(bytes)
                lit=view.lit
                disabled=locked
            />
        </div>
        <Found />
    }
}

/// Something to tell about a place of the template.
#[derive(Clone, PartialEq)]
struct Told {
    severity: Severity,
    span: Span,
    /// The line, from 1.
    line: usize,
    message: String,
    help: String,
    fix: Option<(Span, String)>,
}

/// What there is to tell, and how much of it is left out.
type AllTold = (Vec<Told>, usize);

/// What a row shows. Its place is not part of it: typing moves that, and the row stays.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Row {
    index: usize,
    tone: Tone,
    message: String,
    help: String,
    mends: bool,
}

fn told(view: TemplateView) -> AllTold {
    let (trial, advice) = (view.trial.get(), view.advice.get());
    let line = |span| view.lines(span).0;
    let broken = trial.failure.as_ref().and_then(|failure| {
        let (message, help, span) = (failure.message.clone(), failure.help.clone(), failure.span?);
        Some(Told { severity: Severity::Error, span, line: line(span), message, help, fix: None })
    });
    let found = advice.iter().take(MAX_FINDINGS).cloned().map(|found| Told {
        severity: Severity::Warning,
        span: found.span,
        line: line(found.span),
        message: found.message,
        help: found.help,
        fix: found.fix,
    });
    (broken.into_iter().chain(found).collect(), advice.len().saturating_sub(MAX_FINDINGS))
}

fn rows(told: &[Told]) -> Vec<Row> {
    let row = |(index, told): (usize, &Told)| Row {
        index,
        tone: text::tone(told.severity),
        message: told.message.clone(),
        help: told.help.clone(),
        mends: told.fix.is_some(),
    };
    told.iter().enumerate().map(row).collect()
}

/// What is wrong or unwise, by line; a press marks the lines.
#[component]
fn Found() -> impl IntoView {
    let view = TemplateView::get();
    let found = Memo::new(move |_| told(view));
    let more = move || {
        let more = found.read().1;
        (more > 0).then(|| view! { <p class="muted">{format!("{more} more like these are not listed.")}</p> })
    };
    view! {
        <Show when=move || !found.read().0.is_empty()>
            <div class="template-found" role="region" aria-label="What is wrong or unwise" tabindex="0" data-testid="template-found">
                <For each=move || rows(&found.read().0) key=Row::clone let:row>
                    <FoundRow found=found row=row />
                </For>
                {more}
            </div>
        </Show>
    }
}

#[component]
fn FoundRow(found: Memo<AllTold>, row: Row) -> impl IntoView {
    let view = TemplateView::get();
    let Row { index, tone, message, help, mends } = row;
    let now = move || found.read_untracked().0.get(index).cloned();
    let line = Memo::new(move |_| found.read().0.get(index).map_or(0, |told| told.line));
    let asked = RwSignal::new(false);
    // What was typed since may have moved it, and a press ends the typing: the list follows in a moment, and then the
    // mend is made.
    Effect::new(move |_| {
        if !(asked.get() && view.fresh.get()) {
            return;
        }
        asked.set(false);
        let Some((span, with)) = now().and_then(|told| told.fix) else { return };
        let mut text = view.draft.get_untracked();
        if let (Some(place), Some(_)) = (view.place.get_untracked(), text.get(span.start..span.end)) {
            text.replace_range(span.start..span.end, &with);
            view.put(&place, text);
        }
    });
    let mend = move |()| asked.set(true);
    let locked = Signal::derive(move || view.studio.read_only().is_some());
    let light = move |()| now().into_iter().for_each(|told| view.light(told.span));
    view! {
        <div class=format!("notice {}", tone.class())>
            <Button kind=ButtonKind::Ghost on_press=light>{move || format!("Line {}", line.get())}</Button>
            <div>
                <b>{text::rich(&text::capitalized(&message))} ". "</b>
                {(!help.is_empty()).then(|| view! { {text::rich(&help)} ". " })}
            </div>
            {mends.then(|| view! { <Button on_press=mend disabled=locked>"Fix"</Button> })}
        </div>
    }
}
