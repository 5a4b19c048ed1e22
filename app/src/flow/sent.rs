//! The requests of the session, newest first, a page at a time.

use std::ops::Range;

use indexmap::IndexMap;
use leptos::prelude::*;

use super::session::lasted;
use super::state::FlowView;
use crate::text;
use crate::ui::{Button, ButtonKind, Glyph, IconButton};

/// Requests of a page; a session of a thousand stays quick.
const PAGE: usize = 40;

/// One request as the list shows it.
#[derive(Clone, PartialEq)]
struct Row {
    index: usize,
    words: String,
    status: String,
    failed: bool,
    at: String,
}

/// What was sent and what came back; a press looks at it.
#[component]
pub fn SentList() -> impl IntoView {
    let view = FlowView::get();
    let count = Memo::new(move |_| view.sent.read().len());
    let page = RwSignal::new(0_usize);
    // The page goes along with the request in view.
    let home = Memo::new(move |_| count.get().saturating_sub(1 + view.chosen.get()) / PAGE);
    Effect::new(move |_| page.set(home.get()));
    let rows = Memo::new(move |_| {
        let shown = shown(count.get(), page.get());
        let (all, traces) = (view.sent.read(), view.traces.read());
        let row = |index: usize| {
            let (sent, trace) = (all.get(index)?, traces.get(index)?);
            Some(Row {
                index,
                words: format!("{} {}", sent.method, sent.path),
                status: status_text(trace.response.status),
                failed: trace.refused().is_some() || trace.response.status.unwrap_or(0) >= 400,
                at: lasted(trace.at_ms),
            })
        };
        shown.rev().filter_map(row).collect::<Vec<_>>()
    });
    view! {
        <div class="flow-sent" role="group" aria-label="Requests of this session">
            <div class="flow-sent-head">
                <Sums />
                <span class="spacer"></span>
                <Pager count page />
                <Button kind=ButtonKind::Ghost glyph=Glyph::Undo on_press=move |()| view.restart()
                    hint="Forget what was sent: buckets are full again">"Start over"</Button>
            </div>
            <ol reversed=true start=move || shown(count.get(), page.get()).end.to_string() data-testid="flow-sent">
                <For each=move || rows.get() key=|row| (row.index, row.status.clone(), row.words.clone(), row.at.clone()) let:row>
                    <SentRow row />
                </For>
            </ol>
        </div>
    }
}

/// The requests of a page, counted from the newest.
fn shown(count: usize, page: usize) -> Range<usize> {
    let end = count.saturating_sub(page * PAGE);
    end.saturating_sub(PAGE)..end
}

fn status_text(status: Option<u16>) -> String {
    status.map_or_else(|| "–".to_owned(), |status| status.to_string())
}

#[component]
fn SentRow(row: Row) -> impl IntoView {
    let view = FlowView::get();
    let Row { index, words, status, failed, at } = row;
    let current = Memo::new(move |_| view.chosen.get() == index);
    let title = words.clone();
    view! {
        <li>
            <button type="button" class="flow-sent-row" title=title
                aria-current=move || current.get().then_some("true")
                on:click=move |_| view.choose(index)>
                <small class="muted">{index + 1}</small>
                <b class:fail=failed class:pass=!failed>{status}</b>
                <span class="mono truncate">{words}</span>
                <small class="muted at">{at}</small>
            </button>
        </li>
    }
}

/// How many requests came back with which status; a press looks at the first of them.
#[component]
fn Sums() -> impl IntoView {
    let view = FlowView::get();
    let sums = Memo::new(move |_| {
        let mut sums: IndexMap<Option<u16>, (usize, usize)> = IndexMap::new();
        for (index, trace) in view.traces.read().iter().enumerate() {
            sums.entry(trace.response.status).or_insert((0, index)).0 += 1;
        }
        sums.into_iter().map(|(status, (count, first))| (status, count, first)).collect::<Vec<_>>()
    });
    move || {
        let chips = sums.get().into_iter().map(|(status, count, first)| {
            let status = status_text(status);
            let label =
                format!("Look at the first of {} with status {status}", text::count(count, "request"));
            view! {
                <button type="button" class="chip" data-tip=label on:click=move |_| view.choose(first)>
                    {format!("{count} × {status}")}
                </button>
            }
        });
        view! { <span class="flow-sums" data-testid="flow-sums">{chips.collect_view()}</span> }
    }
}

/// Goes to older and newer requests, where there are more than a page holds.
#[component]
fn Pager(count: Memo<usize>, page: RwSignal<usize>) -> impl IntoView {
    let last = move || count.get().saturating_sub(1) / PAGE;
    let place = move || {
        let shown = shown(count.get(), page.get());
        format!("{}–{} of {}", shown.start + 1, shown.end, count.get())
    };
    view! {
        <Show when=move || { count.get() > PAGE }>
            <span class="flow-pager" role="group" aria-label="Pages of requests">
                <IconButton glyph=Glyph::StepBack label="Newer requests" disabled=Signal::derive(move || page.get() == 0)
                    on_press=move |()| page.update(|page| *page = page.saturating_sub(1)) />
                <span class="muted" aria-live="polite">{place}</span>
                <IconButton glyph=Glyph::StepForward label="Older requests" disabled=Signal::derive(move || page.get() >= last())
                    on_press=move |()| page.update(|page| *page = (*page + 1).min(last())) />
            </span>
        </Show>
    }
}
