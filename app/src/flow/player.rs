//! Goes through the steps one by one.

use leptos::prelude::*;
use studio_core::flow::Outcome;

use super::remedies::ToRemedies;
use super::state::FlowView;
use super::way::OnDiagram;
use crate::platform::timer::Timer;
use crate::ui::{Chip, Glyph, IconButton, Scrub, Tone};

/// How long a step stays in view while playing.
const STEP_MS: u32 = 900;

/// First, back, play, forward, and where we are. Playing stops at the last step, and when the panel is closed.
#[component]
pub fn Player() -> impl IntoView {
    let view = FlowView::get();
    let playing = RwSignal::new(false);
    let go = move |by: isize| {
        playing.set(false);
        let now = view.state.read_untracked().step;
        view.look(now.saturating_add_signed(by));
    };
    let ticker = Timer::new();
    Effect::new(move |_| {
        if !playing.get() {
            return ticker.cancel();
        }
        ticker.every(STEP_MS, move || {
            let now = view.state.read_untracked().step;
            view.look(now + 1);
            if now + 2 >= view.steps_now() {
                playing.set(false);
            }
        });
    });
    let play = move |()| {
        if !playing.get_untracked() && view.state.read_untracked().step + 1 >= view.steps_now() {
            view.look(0);
        }
        playing.update(|playing| *playing = !*playing);
    };
    let count = Memo::new(move |_| view.with_trace(|trace| trace.steps.len()).unwrap_or(0));
    let scrub = move |step: usize| {
        playing.set(false);
        view.look(step);
    };
    let place = Memo::new(move |_| {
        let step = view.step.get();
        let words = view.with_trace(|trace| {
            let so_far: u64 = trace.steps.iter().take(step + 1).map(|step| step.latency_ms).sum();
            format!("Step {} of {} · {so_far} ms so far", step + 1, trace.steps.len())
        });
        words.unwrap_or_default()
    });
    view! {
        <div class="flow-player" role="group" aria-label="Go through the steps">
            <IconButton glyph=Glyph::StepBack label="Step back" on_press=move |()| go(-1) />
            <IconButton
                glyph=Signal::derive(move || if playing.get() { Glyph::Pause } else { Glyph::Play })
                label=Signal::derive(move || if playing.get() { "Pause".to_owned() } else { "Play".to_owned() })
                on_press=play
            />
            <IconButton glyph=Glyph::StepForward label="Step forward" on_press=move |()| go(1) />
            <Scrub label="Step" count=count at=view.step words=place on_change=scrub />
            <span class="muted" aria-live="polite">{move || place.get()}</span>
            <span class="spacer"></span>
            <OnDiagram />
            <ToRemedies />
            <Verdict />
        </div>
    }
}

/// What the client gets, and where that was decided.
#[component]
fn Verdict() -> impl IntoView {
    let view = FlowView::get();
    let shown = Memo::new(move |_| {
        view.with_trace(|trace| {
            let refused = trace.steps.iter().any(|step| step.outcome == Outcome::Refuse);
            (trace.response.status, refused, trace.latency_ms)
        })
    });
    move || {
        let (status, refused, latency_ms) = shown.get()?;
        let failed = refused || status.is_some_and(|status| status >= 400);
        let tone = if failed { Tone::Fail } else { Tone::Pass };
        let text = status.map_or_else(|| "no answer".to_owned(), |status| format!("returns {status}"));
        Some(view! {
            <span data-testid="flow-verdict"><Chip tone=tone>{text}</Chip></span>
            <Chip>{latency_ms} " ms"</Chip>
        })
    }
}
