//! A file's text in blocks that can be folded, each tied to the item that it was made from.

use std::collections::HashSet;

use leptos::{ev, html, prelude::*};
use studio_core::terraform::File;

use super::colours;
use super::file::block_id;
use super::findings::finding_id;
use super::state::{Block, Exported};
use crate::platform::dom;
use crate::studio::Studio;
use crate::text;
use crate::ui::{Glyph, Icon, Tone, to_lines};

/// The blocks, so that the keyboard goes from one to the next.
const BLOCKS: &str = ".tf-block";
/// What the keyboard stands on in a block.
const STOPS: &str = ".tf-block > .tf-head > .tf-stop";

/// A stretch of the file: a block, or the lines between two.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    block: Option<(usize, Block)>,
    /// Its first line, from 1.
    first: usize,
    /// Its lines as HTML.
    lines: Vec<String>,
}

/// The text with line numbers, folding, and marks where something was found.
///
/// Keyboard: Tab reaches one block, Up and Down go to others, Home and End to the first and last; Left folds, Right
/// unfolds, Enter on the line's number selects the item. What is folded away is found by the browser's search.
#[component]
pub fn Code(file: Memo<Option<File>>) -> impl IntoView {
    let exported = Exported::get();
    let pieces =
        Memo::new(move |_| file.read().as_ref().map(|file| pieces(file, exported)).unwrap_or_default());
    let prose = Memo::new(move |_| file.read().as_ref().is_some_and(|file| file.path.ends_with(".md")));
    let active = RwSignal::new(0_usize);
    let root = NodeRef::<html::Div>::new();
    let on_key = move |event: ev::KeyboardEvent| {
        let Some(root) = root.get_untracked() else { return };
        let (count, Some(now)) = dom::focused_index(&root, BLOCKS) else { return };
        let last = count.saturating_sub(1);
        let next = match event.key().as_str() {
            "ArrowDown" => (now + 1).min(last),
            "ArrowUp" => now.saturating_sub(1),
            "Home" => 0,
            "End" => last,
            "ArrowLeft" | "ArrowRight" => {
                let fold = event.key() == "ArrowLeft";
                let key = pieces.with_untracked(|all| all.iter().filter_map(|it| it.block.clone()).nth(now));
                if let Some((_, block)) = key.filter(|(_, block)| block.lines.len() > 1) {
                    event.prevent_default();
                    set_folded(exported, &block.key, fold);
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        active.set(next);
        dom::focus_nth(&root, STOPS, next);
    };
    view! {
        <div
            class="tf-code code"
            class:prose=move || prose.get()
            tabindex="0"
            role="region"
            aria-label=move || format!("Text of {}", file.read().as_ref().map_or("", |file| file.path.as_str()))
            data-testid="terraform-code"
            node_ref=root
            on:keydown=on_key
        >
            {move || {
                pieces.get().into_iter().map(|piece| match piece.block {
                    None => between(piece.first, &piece.lines).into_any(),
                    Some((nth, block)) => view! {
                        <BlockView nth=nth block=block lines=piece.lines active=active />
                    }.into_any(),
                }).collect_view()
            }}
        </div>
    }
}

fn pieces(file: &File, exported: Exported) -> Vec<Piece> {
    let outlines = exported.outlines.read();
    let blocks = outlines.iter().find(|outline| outline.path == file.path).map(|file| file.blocks.clone());
    let prose = file.path.ends_with(".md");
    let spans = if prose { colours::prose(&file.text) } else { colours::spans(&file.text) };
    let mut lines = to_lines(file.text.trim_end_matches('\n'), &spans).into_iter();
    let (mut all, mut at) = (Vec::new(), 0);
    for (nth, block) in blocks.unwrap_or_default().into_iter().enumerate() {
        let before: Vec<String> = lines.by_ref().take(block.lines.start.saturating_sub(at)).collect();
        if !before.is_empty() {
            all.push(Piece { block: None, first: at + 1, lines: before });
        }
        let own: Vec<String> = lines.by_ref().take(block.lines.len()).collect();
        at = block.lines.end;
        all.push(Piece { first: block.lines.start + 1, lines: own, block: Some((nth, block)) });
    }
    let rest: Vec<String> = lines.collect();
    if !rest.is_empty() {
        all.push(Piece { block: None, first: at + 1, lines: rest });
    }
    all
}

fn html_of(lines: &[String]) -> String {
    let mut html = String::new();
    for line in lines {
        html.push_str("<div class=\"code-line\">");
        html.push_str(line);
        // The line break stays in the text, so that a selection copies it.
        html.push_str("\n</div>");
    }
    html
}

/// So many lines are laid out together once they come into sight: a block may be a map of thousands.
const CHUNK_LINES: usize = 64;

/// Lines that follow each other, from this one on (from 1).
fn between(first: usize, lines: &[String]) -> impl IntoView + use<> {
    let chunks = lines.chunks(CHUNK_LINES).enumerate().map(|(nth, lines)| {
        let before = first + nth * CHUNK_LINES - 1;
        view! {
            <div class="tf-chunk" style:--n=lines.len().to_string()>
                <div class="tf-lines" style:--from=before.to_string() inner_html=html_of(lines)></div>
            </div>
        }
    });
    chunks.collect_view()
}

fn set_folded(exported: Exported, key: &str, fold: bool) {
    exported.view.update(|view| {
        if fold {
            view.folded.insert(key.to_owned());
        } else {
            view.folded.remove(key);
        }
    });
}

/// One block. Its first line holds what can be pressed; the lines below can be folded away.
#[component]
fn BlockView(nth: usize, block: Block, lines: Vec<String>, active: RwSignal<usize>) -> impl IntoView {
    let (studio, exported) = (Studio::get(), Exported::get());
    let Block { key, title, lines: place, item, told } = block;
    let key = StoredValue::new(key);
    let folded =
        Memo::new(move |_| exported.view.with(|view: &super::state::View| is_folded(&view.folded, key)));
    let lit = move || item.is_some_and(|item| studio.is_selected(item));
    let select = move || item.into_iter().for_each(|item| studio.select(item));
    let stop = move || if active.get() == nth { "0" } else { "-1" };
    let (id, number) = (block_id(nth), place.start + 1);
    let body_id = format!("{id}-body");
    let foldable = lines.len() > 1;
    let head = lines.first().cloned().unwrap_or_default();
    let body = between(number + 1, lines.get(1..).unwrap_or_default());
    let count = lines.len().saturating_sub(1);
    let name = move || match item {
        Some(item) => {
            let document = studio.document_now();
            format!("Line {number}: select {} {}", item.noun(), text::title(&document, item))
        }
        None => format!("Line {number}"),
    };
    let fold = foldable.then(|| fold_button(exported, key, &title, &body_id, folded, nth, active));
    view! {
        <div class="tf-block" class:lit=lit class:folded=move || folded.get() id=id.clone() style:--from=(number - 1).to_string() style:--n=lines.len().to_string()>
            <div class="tf-head code-line" on:click=move |_| select()>
                {marks(exported, &told, stop)}
                <button
                    type="button"
                    class="tf-number tf-stop"
                    id=format!("{id}-line")
                    tabindex=stop
                    aria-label=name
                    aria-pressed=move || lit().to_string()
                    on:focus=move |_| active.set(nth)
                >
                    {number}
                </button>
                {fold}
                <span inner_html=head></span>
                {foldable.then(|| view! {
                    <Show when=move || folded.get()>
                        <span class="tf-rest">{format!("… {}", text::count(count, "line"))}</span>
                    </Show>
                })}
                "\n"
            </div>
            {foldable.then(|| view! {
                <div
                    class="tf-body"
                    id=body_id
                    hidden=move || folded.get().then_some("until-found")
                    on:beforematch=move |_: ev::Event| set_folded(exported, &key.get_value(), false)
                >
                    {body}
                </div>
            })}
        </div>
    }
}

/// What folds a block, and tells whether it is.
fn fold_button(
    exported: Exported,
    key: StoredValue<String>,
    title: &str,
    body_id: &str,
    folded: Memo<bool>,
    nth: usize,
    active: RwSignal<usize>,
) -> impl IntoView + use<> {
    view! {
        <button
            type="button"
            class="tf-fold"
            tabindex=move || if active.get() == nth { "0" } else { "-1" }
            aria-expanded=move || (!folded.get()).to_string()
            aria-controls=body_id.to_owned()
            aria-label=format!("Lines of {title}")
            on:click=move |event| {
                event.stop_propagation();
                set_folded(exported, &key.get_value(), !folded.get_untracked());
            }
            on:focus=move |_| active.set(nth)
        >
            <Icon glyph=Glyph::ChevronDown size=13 />
        </button>
    }
}

fn is_folded(folded: &HashSet<String>, key: StoredValue<String>) -> bool {
    key.with_value(|key| folded.contains(key))
}

/// What was found with the block's item: a mark that leads to the words.
fn marks(
    exported: Exported,
    told: &[usize],
    stop: impl Fn() -> &'static str + Send + 'static,
) -> Option<AnyView> {
    let first = *told.first()?;
    let bundle = exported.bundle.get_untracked();
    let all: Vec<_> = told.iter().filter_map(|at| bundle.diagnostics.get(*at)).collect();
    let worst = all.iter().map(|found| found.severity).min()?;
    let tone = text::tone(worst);
    let glyph = if tone == Tone::Neutral { Glyph::Info } else { Glyph::Warning };
    let tip = all.first().map(|found| text::capitalized(&found.message)).unwrap_or_default();
    let tip = if all.len() > 1 { format!("{tip}, and {} more", all.len() - 1) } else { tip };
    let described = told.iter().map(|at| finding_id(*at)).collect::<Vec<_>>().join(" ");
    let label = if all.len() > 1 {
        format!("{} here", text::count(all.len(), "remark"))
    } else {
        text::severity(worst).to_owned()
    };
    Some(
        view! {
            <button
                type="button"
                class=format!("tf-mark {}", tone.class())
                tabindex=stop
                aria-label=label
                aria-describedby=described
                data-tip=tip
                on:click=move |event| {
                    event.stop_propagation();
                    super::findings::go(first);
                }
            >
                <Icon glyph=glyph size=13 />
            </button>
        }
        .into_any(),
    )
}
