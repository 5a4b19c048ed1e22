//! Mending a finding, or all findings of its rule, after a look at what changes.

use leptos::prelude::*;
use studio_core::design::edit::{Edit, apply};
use studio_core::design::{Certainty, Document, Item, save};
use studio_core::review::{Finding, review};

use super::panel::today;
use super::view::Findings;
use crate::studio::Studio;
use crate::text;
use crate::ui::diff::{Line, lines};
use crate::ui::{Button, ButtonKind, DiffView};

/// Times that the review runs again while the fixes of a rule are gathered; a round ends where two fixes change the
/// same node.
const MOST_ROUNDS: usize = 50;
/// Lines shown around a change.
const AROUND: usize = 3;

/// What the user looks at before it is done.
#[derive(Clone, PartialEq)]
struct Offer {
    title: String,
    edit: Edit,
    before: String,
    after: String,
}

/// The buttons of a fix, and what it would change.
#[component]
pub fn Mend(now: Memo<Option<Finding>>, findings: Findings) -> impl IntoView {
    let studio = Studio::get();
    let first = now.get_untracked();
    let Some((code, fix)) = first.and_then(|one| Some((one.diagnostic.code, one.diagnostic.fix?))) else {
        return ().into_any();
    };
    let offer = RwSignal::new(None::<Offer>);
    // What is shown was computed for the document as it was.
    Effect::new(move |_| {
        studio.document();
        offer.set(None);
    });
    let same = Memo::new(move |_| findings.read().iter().filter(|one| mends(one, code)).count());
    let several = move || same.get() > 1;
    let one = move |()| {
        let fix = now.get_untracked().and_then(|finding| finding.diagnostic.fix);
        show(studio, offer, fix.map(|fix| (fix.label, *fix.edit)));
    };
    let all = move |()| {
        let (edits, left) = gather(&studio.document_now(), code);
        let left = if left { "; more are left for another time" } else { "" };
        let title = format!("All of {code}: {}{left}", text::count(edits.len(), "fix"));
        show(studio, offer, (!edits.is_empty()).then(|| (title, Edit::Batch(edits))));
    };
    let hint = match fix.certainty {
        Certainty::Certain => "Shows what changes",
        Certainty::Likely => "Shows what changes: it may not be what you want",
    };
    view! {
        <div class="review-act" data-testid="review-fix">
            <div class="row wrap">
                <Button hint=hint on_press=one>{format!("{}…", fix.label)}</Button>
                <Show when=several>
                    <Button hint="Shows what changes; one step of undo" on_press=all>
                        {move || format!("Fix all {} of this rule…", same.get())}
                    </Button>
                </Show>
            </div>
            {move || offer.get().map(|shown| view! { <Preview shown offer /> })}
        </div>
    }
    .into_any()
}

/// What would change, to do it or leave it.
#[component]
fn Preview(shown: Offer, offer: RwSignal<Option<Offer>>) -> impl IntoView {
    let studio = Studio::get();
    let Offer { title, edit, before, after } = shown;
    let carry_out = move |()| {
        studio.edit(edit.clone());
    };
    view! {
        <p role="status">
            <b>{title}</b>
        </p>
        <DiffView
            before=Signal::stored(before)
            after=Signal::stored(after)
            before_label="Design now"
            after_label="Design with the fix"
        />
        <div class="row wrap">
            <Button kind=ButtonKind::Primary on_press=carry_out>"Apply"</Button>
            <Button on_press=move |()| offer.set(None)>"Leave it"</Button>
        </div>
    }
}

fn show(studio: Studio, offer: RwSignal<Option<Offer>>, wanted: Option<(String, Edit)>) {
    let Some((title, edit)) = wanted else { return };
    let document = studio.document_now();
    match apply(&document, &edit) {
        Ok(applied) => {
            let (before, after) = changed(&save(&document), &save(&applied.document));
            offer.set(Some(Offer { title, edit, before, after }));
        }
        Err(error) => studio.say(crate::ui::Tone::Fail, text::capitalized(&error.to_string())),
    }
}

fn mends(finding: &Finding, code: &str) -> bool {
    finding.is_open() && finding.diagnostic.code == code && finding.diagnostic.fix.is_some()
}

/// The fixes of all open findings of a rule, each made for the document that those before it leave: a fix holds whole
/// nodes, so that two made for the same document would undo each other. Says too whether rounds ran out.
fn gather(document: &Document, code: &str) -> (Vec<Edit>, bool) {
    let mut document = document.clone();
    let mut edits: Vec<Edit> = Vec::new();
    for _ in 0..MOST_ROUNDS {
        let mut touched: Vec<Item> = Vec::new();
        let found = review(&document.design, &document.waivers, today());
        let before = edits.len();
        for finding in found.into_iter().filter(|finding| mends(finding, code)) {
            let Some(fix) = finding.diagnostic.fix else { continue };
            let Ok(applied) = apply(&document, &fix.edit) else { continue };
            // What it did not mend is not tried again, and what changes nothing is no fix.
            let again = edits.contains(&fix.edit) || applied.document.is_same(&document);
            if again || applied.touched.iter().any(|item| touched.contains(item)) {
                continue;
            }
            touched.extend(applied.touched);
            document = applied.document;
            edits.push(*fix.edit);
        }
        if edits.len() == before {
            return (edits, false);
        }
    }
    (edits, true)
}

/// The lines that differ, with a few around them; what is left out is an ellipsis.
fn changed(before: &str, after: &str) -> (String, String) {
    let all = lines(before, after);
    let mut near = vec![false; all.len()];
    for at in (0..all.len()).filter(|at| !matches!(all[*at], Line::Same(_))) {
        let end = (at + AROUND + 1).min(all.len());
        near[at.saturating_sub(AROUND)..end].fill(true);
    }
    let (mut old, mut new) = (String::new(), String::new());
    let mut skipped = false;
    for (line, near) in all.into_iter().zip(near) {
        if !near {
            skipped = true;
            continue;
        }
        if std::mem::take(&mut skipped) {
            old.push_str("…\n");
            new.push_str("…\n");
        }
        let (in_old, in_new, words) = match line {
            Line::Same(words) => (true, true, words),
            Line::Removed(words) => (true, false, words),
            Line::Added(words) => (false, true, words),
        };
        for (text, wanted) in [(&mut old, in_old), (&mut new, in_new)] {
            if wanted {
                text.push_str(words);
                text.push('\n');
            }
        }
    }
    (old, new)
}
