//! The fields that a fix changes, before and after.

use leptos::prelude::*;
use studio_core::design::{Change, Document, changes};
use studio_core::review::field_words;

use crate::text;

/// Changes that are listed; the rest are counted.
const MOST_LISTED: usize = 200;

/// A change with the words for its item.
#[derive(Clone, PartialEq)]
pub struct Said {
    item: String,
    change: Change,
}

/// What differs, in the words of the page.
pub fn said(before: &Document, after: &Document) -> Vec<Said> {
    let found = changes(before, after).into_iter();
    found
        .map(|change| {
            let there = if after.contains(change.item) { after } else { before };
            let item = format!("{} {}", text::noun(change.item), text::title(there, change.item));
            Said { item, change }
        })
        .collect()
}

/// The changes as a list, item by item.
#[component]
pub fn Changed(changes: Vec<Said>) -> impl IntoView {
    let over = changes.len().saturating_sub(MOST_LISTED);
    let mut groups: Vec<(String, Vec<Change>)> = Vec::new();
    for Said { item, change } in changes.into_iter().take(MOST_LISTED) {
        match groups.last_mut() {
            Some((last, members)) if *last == item => members.push(change),
            _ => groups.push((item, vec![change])),
        }
    }
    let groups = groups.into_iter().map(|(item, changes)| {
        view! {
            <li>
                <b>{item}</b>
                <dl>{changes.into_iter().map(|change| view! { <Field change /> }).collect_view()}</dl>
            </li>
        }
    });
    view! {
        <div class="review-changes" role="region" tabindex="0" aria-label="Fields that change">
            <ul>{groups.collect_view()}</ul>
        </div>
        {(over > 0).then(|| view! { <p class="muted">{text::count(over, "more change")} " not listed."</p> })}
    }
}

#[component]
fn Field(change: Change) -> impl IntoView {
    let Change { field, before, after, .. } = change;
    let before = before.map(|words| {
        view! { <del><span class="sr-only">"Now: "</span>{words}</del> }
    });
    let after = after.map(|words| {
        view! { <ins><span class="sr-only">"With the fix: "</span>{words}</ins> }
    });
    let nothing = before.is_none().then(|| view! { <span class="sr-only">"Now: not set"</span> });
    let gone = after.is_none().then(|| view! { <span class="muted">"taken away"</span> });
    view! {
        <dt>{field_words(&field)}</dt>
        <dd>{nothing} {before} {after} {gone}</dd>
    }
}
