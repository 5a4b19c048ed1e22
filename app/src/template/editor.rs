//! The text of the template in view, with what is wrong with it where it is.

use leptos::prelude::*;
use studio_core::base::Span;
use studio_core::design::Severity;
use studio_core::template::advise;

use super::state::{TemplateView, lines, owner, title};
use super::words;
use crate::text;
use crate::ui::{Button, ButtonKind, CodeEditor, Glyph, IconButton, Tone};

/// The template's name, its text, and the findings.
#[component]
pub fn Editor() -> impl IntoView {
    let view = TemplateView::get();
    let name = Memo::new(move |_| view.place.get().map(|place| title(&place)).unwrap_or_default());
    let integration = move || view.place.get().map(|place| owner(view.studio, &place)).unwrap_or_default();
    let show = move |()| {
        if let Some(place) = view.place.get_untracked() {
            view.studio.reveal(place.item());
        }
    };
    let locked = Signal::derive(move || view.studio.read_only().is_some());
    let size = move || {
        let bytes = view.draft.read().len();
        if bytes < 10_000 { format!("{bytes} bytes") } else { format!("{} KB", bytes / 1000) }
    };
    view! {
        <header>
            <h2 class="truncate">{move || name.get()}</h2>
            <span class="muted truncate">{integration}</span>
            <span class="muted">{size}</span>
            <IconButton glyph=Glyph::Design label="Show the integration" on_press=show />
        </header>
        <div class="form" data-testid="template-text">
            <CodeEditor
                label=Signal::derive(move || format!("Text of {}", name.get()))
                value=view.text
                rows=16
                highlight=words::colours
                complete=words::completer(view.kind)
                on_draft=move |text| view.draft.set(text)
                on_commit=move |text| view.commit(text)
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
    message: String,
    help: String,
    fix: Option<(Span, String)>,
}

fn told(view: TemplateView) -> Vec<Told> {
    let (trial, place) = (view.trial.get(), view.place.get());
    let Some(place) = place else { return Vec::new() };
    let broken = trial.failure.as_ref().and_then(|failure| {
        let (message, help) = (failure.message.clone(), failure.help.clone());
        Some(Told { severity: Severity::Error, span: failure.span?, message, help, fix: None })
    });
    let kind = view.kind.get();
    let found =
        view.draft.with_untracked(|text| advise(text, kind, &place.key)).into_iter().map(|found| Told {
            severity: Severity::Warning,
            span: found.span,
            message: found.message,
            help: found.help,
            fix: found.fix,
        });
    broken.into_iter().chain(found).collect()
}

/// What is wrong or unwise, by line; a press marks the lines.
#[component]
fn Found() -> impl IntoView {
    let view = TemplateView::get();
    let found = Memo::new(move |_| told(view));
    let row = move |told: Told| {
        let Told { severity, span, message, help, fix } = told;
        let (line, _) = view.draft.with_untracked(|text| lines(text, span));
        let tone: Tone = text::tone(severity);
        let mend = fix.map(|(span, with)| {
            let mend = move |()| {
                let mut text = view.draft.get_untracked();
                if text.get(span.start..span.end).is_some() {
                    text.replace_range(span.start..span.end, &with);
                    view.commit(text);
                }
            };
            view! { <Button on_press=mend disabled=Signal::derive(move || view.studio.read_only().is_some())>"Fix"</Button> }
        });
        view! {
            <div class=format!("notice {}", tone.class())>
                <Button kind=ButtonKind::Ghost on_press=move |()| view.light(span)>{format!("Line {line}")}</Button>
                <div>
                    <b>{text::rich(&text::capitalized(&message))} ". "</b>
                    {(!help.is_empty()).then(|| view! { {text::rich(&help)} ". " })}
                </div>
                {mend}
            </div>
        }
    };
    view! {
        <Show when=move || !found.read().is_empty()>
            <div class="template-found" role="region" aria-label="What is wrong or unwise" tabindex="0" data-testid="template-found">
                {move || found.get().into_iter().map(row).collect_view()}
            </div>
        </Show>
    }
}
