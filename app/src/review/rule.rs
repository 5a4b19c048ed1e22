//! A rule with what it finds.

use leptos::prelude::*;
use studio_core::design::Severity;
use studio_core::review::rule;

use super::about::{About, controls};
use super::finding::FindingRow;
use super::mend::MendAll;
use super::view::{Findings, Listed};
use crate::text;
use crate::ui::{Button, ButtonKind, Glyph, Icon};

/// Findings of a rule that are listed until the user wants all of them.
const FIRST_LISTED: usize = 20;

/// What the rule of this code finds, of one severity.
#[component]
pub fn RuleCard(
    code: &'static str,
    severity: Severity,
    shown: Memo<Vec<Listed>>,
    findings: Findings,
) -> impl IntoView {
    let rows = Memo::new(move |_| {
        let shown = shown.read();
        let mine = shown.iter().filter(|row| row.code == code && row.severity == severity);
        mine.map(|row| row.key.clone()).collect::<Vec<String>>()
    });
    let all = RwSignal::new(false);
    let most = move || if all.get() { usize::MAX } else { FIRST_LISTED };
    let listed = move || rows.read().iter().take(most()).cloned().collect::<Vec<_>>();
    let over = Memo::new(move |_| rows.read().len().saturating_sub(most()));
    let rule = rule(code);
    let heading = rule.map_or_else(|| format!("Check `{code}`"), |rule| rule.title.to_owned());
    let glyph = if severity == Severity::Note { Glyph::Info } else { Glyph::Warning };
    view! {
        <li class=format!("card review-rule {}", text::tone(severity).class()) data-code=code tabindex="-1">
            <header>
                <Icon glyph=glyph />
                <div class="words">
                    <h3>{text::rich(&heading)}</h3>
                    <p class="review-names muted">
                        {rule.map(|rule| view! { <code>{rule.id}</code> <span>{rule.topic.title()}</span> })}
                        {controls(code).map(|names| view! { <span>"Also " {names}</span> })}
                    </p>
                </div>
            </header>
            <ul class="findings">
                <For each=listed key=|row| row.clone() let:row>
                    <FindingRow row findings />
                </For>
            </ul>
            <Show when=move || over.get() != 0>
                <Button kind=ButtonKind::Ghost on_press=move |()| all.set(true)>
                    {move || format!("Show {} more", over.get())}
                </Button>
            </Show>
            <MendAll code findings />
            {rule.map(|rule| view! { <About rule /> })}
        </li>
    }
}
