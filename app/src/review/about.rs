//! What a rule asks for and why, in its own texts.

use leptos::prelude::*;
use studio_core::aws::controls_of;
use studio_core::review::Rule;

use super::fold::Fold;
use crate::text;

/// The texts of a rule, folded.
#[component]
pub fn About(rule: &'static Rule) -> impl IntoView {
    view! {
        <Fold words="About this rule" of=rule.id>
            {texts(rule)}
        </Fold>
    }
}

fn texts(rule: &'static Rule) -> impl IntoView {
    let parts = [("Checks", rule.checks), ("Why", rule.why), ("Example", rule.example), ("Fix", rule.fix)];
    let parts = parts.map(|(title, words)| view! { <dt>{title}</dt> <dd>{text::rich(words)}</dd> });
    let sources = rule.sources.iter().map(|source| {
        view! { <li><a href=*source target="_blank" rel="noreferrer">{*source}</a></li> }
    });
    view! {
        <dl class="review-about">
            {parts.into_iter().collect_view()}
            <dt>"Sources"</dt>
            <dd><ul>{sources.collect_view()}</ul></dd>
        </dl>
    }
}

/// What checks of others are called that say the same.
pub fn controls(code: &str) -> Option<String> {
    let names: Vec<&str> = controls_of(code).map(|control| control.id.as_str()).collect();
    (!names.is_empty()).then(|| names.join(", "))
}
