//! What is wrong or unwise, with the way there and the way out.

use leptos::prelude::*;
use studio_core::design::edit::Edit;
use studio_core::design::{Certainty, Diagnostic, Severity};

use crate::commands::Command;
use crate::panels::Panel;
use crate::studio::Studio;
use crate::text;
use crate::ui::{Button, ButtonKind, Chip, EmptyState, Glyph, Icon, Tone};

/// A list shows so many at most: more than anybody reads, and few enough to be laid out without a pause.
const MOST_LISTED: usize = 500;

/// The content of the findings dialog.
#[component]
pub(super) fn Findings() -> impl IntoView {
    let studio = Studio::get();
    let found = Signal::derive(move || {
        let mut found = studio.diagnostics().read().to_vec();
        found.sort_by_key(|diagnostic| diagnostic.severity);
        found
    });
    let certain = Memo::new(move |_| certain_fixes(&found.read()).len());
    view! {
        <div class="row wrap findings-all">
            <Button
                kind=ButtonKind::Ghost
                glyph=Glyph::Review
                on_press=move |()| {
                    studio.dialog.set(None);
                    Command::Show(Panel::Review).run(studio);
                }
            >
                "Open the review: what works, but is unwise"
            </Button>
            <span class="spacer"></span>
            <Show when=move || { certain.get() > 1 }>
                <Button on_press=move |()| {
                    studio.edit(Edit::Batch(certain_fixes(&found.read_untracked())));
                }>{move || format!("Apply all {} certain fixes", certain.get())}</Button>
            </Show>
        </div>
        <FindingList found=found />
        <Show when=move || found.read().is_empty()>
            <EmptyState
                glyph=Glyph::Check
                title="Nothing to mend"
                text="AWS would accept this design, as far as the studio can tell."
            />
        </Show>
    }
}

fn certain_fixes(found: &[Diagnostic]) -> Vec<Edit> {
    let fixes = found.iter().filter_map(|diagnostic| diagnostic.fix.as_ref());
    fixes.filter(|fix| fix.certainty == Certainty::Certain).map(|fix| (*fix.edit).clone()).collect()
}

/// Findings as a list: what, what to do, a button that goes there and one that mends it.
#[component]
pub fn FindingList(
    /// The findings, in the order to show.
    #[prop(into)]
    found: Signal<Vec<Diagnostic>>,
    /// Leaves out the button that goes to the item: for the item's own page.
    #[prop(optional)]
    at_item: bool,
) -> impl IntoView {
    view! {
        <ul class="findings">
            {move || {
                let listed: Vec<Diagnostic> = found.read().iter().take(MOST_LISTED).cloned().collect();
                listed.into_iter().map(|diagnostic| view! { <Finding diagnostic=diagnostic at_item=at_item /> }).collect_view()
            }}
            {move || {
                let rest = found.read().len().saturating_sub(MOST_LISTED);
                (rest > 0).then(|| view! { <li class="muted">{text::count(rest, "more finding")} " not listed."</li> })
            }}
        </ul>
    }
}

#[component]
fn Finding(diagnostic: Diagnostic, at_item: bool) -> impl IntoView {
    let studio = Studio::get();
    let Diagnostic { code, severity, item, place, message, help, fix } = diagnostic;
    let class = format!("finding {}", text::tone(severity).class());
    let glyph = if severity == Severity::Note { Glyph::Info } else { Glyph::Warning };
    let title = item.filter(|_| !at_item).map(|item| text::title(&studio.document_now(), item));
    let fix = fix.map(|fix| {
        let edit = *fix.edit;
        let hint = match fix.certainty {
            Certainty::Certain => "",
            Certainty::Likely => "Look at the result: it may not be what you want",
        };
        view! {
            <Button hint=hint on_press=move |()| {
                studio.edit(edit.clone());
            }>{fix.label}</Button>
        }
    });
    view! {
        <li class=class data-code=code>
            <Icon glyph=glyph />
            <div class="words">
                <p>
                    <span class="sr-only">{text::severity(severity)} ": "</span>
                    {text::rich(&message)}
                    "."
                    {(!place.is_empty())
                        .then(|| view! { " " <Chip tone=Tone::Neutral>{place}</Chip> })}
                </p>
                {(!help.is_empty()).then(|| view! { <p class="muted">{text::rich(&help)} "."</p> })}
                <div class="row wrap">
                    {title
                        .zip(item)
                        .map(|(title, item)| {
                            view! {
                                <Button kind=ButtonKind::Ghost on_press=move |()| studio.reveal(item)>
                                    {format!("Go to {title}")}
                                </Button>
                            }
                        })}
                    {fix}
                </div>
            </div>
        </li>
    }
}
