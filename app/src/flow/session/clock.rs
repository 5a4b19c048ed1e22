//! The virtual clock: where it stands, when the session began, and how to go on or back.

use leptos::prelude::*;

use super::Moment;
use super::ahead::ahead;
use crate::flow::state::FlowView;
use crate::platform::now;
use crate::text;
use crate::ui::{Button, ButtonKind, Field, Glyph, TextInput};

/// What one press lets pass.
const WAITS: [(&str, u64); 4] =
    [("+1 s", 1_000), ("+1 min", 60_000), ("+1 h", 3_600_000), ("+1 day", 86_400_000)];

/// Where in the session we are.
#[component]
pub fn Clock(moment: Memo<Moment>) -> impl IntoView {
    let view = FlowView::get();
    let place = move || {
        let state = view.state.read();
        let at_ms = moment.read().at_ms;
        let now = now::iso_utc(state.began_epoch_ms.saturating_add(at_ms)).replace('T', " ");
        format!(
            "After request {} of {} · {now} UTC · {} since it began",
            state.chosen + 1,
            state.sent.len(),
            lasted(at_ms)
        )
    };
    let last = Memo::new(move |_| {
        let state = view.state.read();
        state.chosen + 1 >= state.sent.len()
    });
    let next = Memo::new(move |_| {
        let moment = moment.read();
        if last.get() { ahead(&moment.session, moment.at_ms) } else { Vec::new() }
    });
    let go_on = move |()| {
        // Read before the change begins: a state that is being read cannot be written.
        let count = view.state.read_untracked().chosen + 1;
        view.rewind(count);
    };
    let taken = Memo::new(move |_| view.state.read().taken.len());
    let wrong = |text: String| {
        now::read_iso_utc(&text)
            .is_none()
            .then(|| "Write a date and a time such as 2026-11-28T09:30:00".to_owned())
    };
    view! {
        <p class="flow-clock" aria-live="polite" data-testid="flow-clock">{place}</p>
        <div class="row wrap" role="group" aria-label="Let time pass before the next request">
            {WAITS.map(|(label, wait_ms)| view! {
                <Button hint="Let time pass before the next request" on_press=move |()| view.wait(wait_ms)>{label}</Button>
            })}
            {move || next.get().into_iter().map(|(what, wait_ms)| view! {
                <Button hint=format!("Let {} pass before the next request", lasted(wait_ms)) on_press=move |()| view.wait(wait_ms)>
                    {format!("{what}: +{}", lasted(wait_ms))}
                </Button>
            }).collect_view()}
            <Button kind=ButtonKind::Ghost glyph=Glyph::StepBack disabled=last
                hint="Take off the later requests: the session goes on from here"
                on_press=go_on>"Go on from here"</Button>
            <Show when=move || { taken.get() > 0 }>
                <Button kind=ButtonKind::Ghost glyph=Glyph::Redo on_press=move |()| view.bring_back()
                    hint="Send again, as they were, what was taken off">
                    {move || format!("Replay the {} taken off", text::count(taken.get(), "request"))}
                </Button>
            </Show>
        </div>
        <Field label="Session begins" hint="UTC; tokens, quotas and logs go by it. Everything sent is sent anew">
            <TextInput
                class="mono"
                value=Signal::derive(move || now::iso_utc(view.state.read().began_epoch_ms))
                check=Callback::new(wrong)
                on_commit=move |text: String| now::read_iso_utc(&text).into_iter().for_each(|began| view.begin_at(began))
            />
        </Field>
    }
}

/// A duration in words: `1 h 2 min 3.5 s`.
pub fn lasted(ms: u64) -> String {
    let (days, rest) = (ms / 86_400_000, ms % 86_400_000);
    let (hours, rest) = (rest / 3_600_000, rest % 3_600_000);
    let (minutes, rest) = (rest / 60_000, rest % 60_000);
    let days = (days > 0).then(|| text::count(usize::try_from(days).unwrap_or(usize::MAX), "day"));
    let hours = (hours > 0).then(|| format!("{hours} h"));
    let minutes = (minutes > 0).then(|| format!("{minutes} min"));
    let mut parts: Vec<String> = [days, hours, minutes].into_iter().flatten().collect();
    if rest > 0 || parts.is_empty() {
        parts.push(format!("{} s", rest as f64 / 1000.0));
    }
    parts.join(" ")
}
