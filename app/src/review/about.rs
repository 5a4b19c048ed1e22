//! What a rule asks for and why, in its own texts.

use leptos::prelude::*;
use studio_core::aws::controls_of;
use studio_core::review::Rule;

use crate::text;

/// The texts of a rule, folded.
#[component]
pub fn About(rule: &'static Rule) -> impl IntoView {
    let parts = [("Checks", rule.checks), ("Why", rule.why), ("Example", rule.example), ("Fix", rule.fix)];
    let parts = parts.map(|(title, words)| view! { <h3>{title}</h3> <p>{text::rich(words)}</p> });
    let sources = rule.sources.iter().map(|source| {
        view! { <li><a href=*source target="_blank" rel="noreferrer">{*source}</a></li> }
    });
    view! {
        <details class="review-about">
            <summary aria-label=format!("About the rule {}", rule.id)>"About this rule"</summary>
            <p><b>{text::rich(rule.title)}</b></p>
            {parts.into_iter().collect_view()}
            <h3>"Sources"</h3>
            <ul>{sources.collect_view()}</ul>
        </details>
    }
}

/// What checks of others are called that say the same.
pub fn controls(code: &str) -> Option<String> {
    let names: Vec<&str> = controls_of(code).map(|control| control.id.as_str()).collect();
    (!names.is_empty()).then(|| names.join(", "))
}
