//! One node of the diagram: a button that can be dragged and gone to by arrow keys.

use leptos::{ev, prelude::*};
use studio_core::design::{Item, Severity};

use super::diagram::{Canvas, Drag, Scene, pan_by};
use super::graph::{Node, Press};
use super::layout::Place;
use crate::platform::dom;
use crate::text;

/// A pointer that moved less than this pressed, and did not drag.
const DRAG_FROM_PX: f64 = 4.0;
/// One press of an arrow key with Shift, in diagram units.
const NUDGE: f64 = 20.0;
/// Longer texts are cut; the whole one is the node's name.
const MAX_TITLE: usize = 18;
const MAX_PATH: usize = 22;

/// A node.
#[component]
pub(super) fn NodeView(canvas: Canvas, node: Node, place: Place) -> impl IntoView {
    let studio = canvas.studio;
    let node = StoredValue::new(node);
    let key = StoredValue::new(node.with_value(|node| node.key.clone()));
    let item = node.with_value(|node| match node.press {
        Press::Select(item) => Some(item),
        Press::Turn(_) => None,
    });
    let selected = Memo::new(move |_| match item {
        Some(item) => studio.is_selected(item) && key.with_value(|key| *key == item.key()),
        None => false,
    });
    let found = studio.diagnostics_of(item.unwrap_or(Item::Design));
    let wrong = Memo::new(move |_| {
        let worst = found.read().iter().map(|found| found.severity).min();
        worst.filter(|severity| item.is_some() && *severity != Severity::Note)
    });
    let refuses = Memo::new(move |_| {
        canvas.way.with(|way| {
            way.as_ref().is_some_and(|way| way.failed && item.is_some() && way.stopped_by == item)
        })
    });
    let label = move || {
        let refuses = if refuses.get() { ", refuses the request" } else { "" };
        node.with_value(|node| name(node, wrong.get())) + refuses
    };
    let stop = move || in_tab_order(canvas, key);
    let here = move || canvas.place(&key.read_value(), place);
    let class = node.with_value(|node| match &node.press {
        Press::Turn(_) => "node group",
        Press::Select(_) if node.verb.is_some() => "node route",
        Press::Select(_) => "node",
    });
    view! {
        <g
            class=class
            class:sel=move || selected.get()
            class:wrong=move || wrong.get().is_some()
            class:stop=move || refuses.get()
            id=format!("node-{}", dom_id(&key.get_value()))
            role="button"
            tabindex=move || if stop() { "0" } else { "-1" }
            aria-label=label
            aria-pressed=item.map(|_| move || selected.get().to_string())
            data-item=key.get_value()
            transform=move || format!("translate({} {})", here().x, here().y)
            on:focus=move |_| canvas.stop.set(Some(key.get_value()))
            on:pointerdown=move |event| start(canvas, key, &event)
            on:pointermove=move |event| go_on(canvas, key, &event)
            on:pointerup=move |event| finish(canvas, node, place, &event)
            on:pointercancel=move |_| canvas.drag.set(None)
            on:keydown=move |event| on_key(canvas, node, &event)
        >
            <rect width=place.width height=place.height rx="9"></rect>
            {node.with_value(|node| words(node, place))}
            {move || {
                wrong
                    .get()
                    .map(|severity| {
                        let class = format!("flag {}", text::tone(severity).class());
                        view! { <circle class=class cx=place.width - 2.0 cy="2" r="5"></circle> }
                    })
            }}
        </g>
    }
}

/// Whether Tab stops at this node: at the one that had the focus last, before that at the first.
fn in_tab_order(canvas: Canvas, key: StoredValue<String>) -> bool {
    match canvas.stop.get() {
        Some(stop) => key.with_value(|key| *key == stop),
        None => {
            let scene = canvas.scene.read();
            scene.graph.nodes.first().is_some_and(|first| key.with_value(|key| *key == first.key))
        }
    }
}

/// The name that screen readers hear: the words in the node as they stand there, then what was cut.
fn name(node: &Node, wrong: Option<Severity>) -> String {
    let (title, sub) = shown(node);
    let verb = node.verb.as_ref().map(|verb| format!("{verb} ")).unwrap_or_default();
    let sub = if sub.is_empty() { sub } else { format!(" {sub}") };
    let whole = if title.ends_with('…') { format!(", {}", node.title) } else { String::new() };
    let wrong = wrong.map(|severity| format!(", {}", text::severity(severity))).unwrap_or_default();
    format!("{}: {verb}{title}{sub}{whole}{wrong}", node.column.title())
}

/// Title and second line as they fit into the node.
fn shown(node: &Node) -> (String, String) {
    let most = match (&node.verb, node.sub.is_empty()) {
        (Some(_), _) => MAX_PATH,
        (None, true) => MAX_PATH + 6,
        (None, false) => MAX_TITLE,
    };
    (cut(&node.title, most), cut(&node.sub, MAX_TITLE + 3))
}

/// The texts; the spaces between them are for those who read the text without the drawing.
fn words(node: &Node, place: Place) -> AnyView {
    let middle = place.height / 2.0 + 4.0;
    let (title, sub) = shown(node);
    if let Some(verb) = &node.verb {
        let class = format!("badge {verb}");
        return view! {
            <text class=class x="12" y=middle>
                {verb.clone()}
            </text>
            " "
            <text class="path" x="66" y=middle>
                {title}
            </text>
        }
        .into_any();
    }
    if node.sub.is_empty() {
        return view! {
            <text class="path" x="12" y=middle>
                {title}
            </text>
        }
        .into_any();
    }
    if place.height < 40.0 {
        return view! {
            <text class="path" x="12" y=middle>
                {title}
            </text>
            " "
            <text class="sub" x=place.width - 12.0 y=middle text-anchor="end">
                {sub}
            </text>
        }
        .into_any();
    }
    view! {
        <text x="12" y="19">
            {title}
        </text>
        " "
        <text class="sub" x="12" y="35">
            {sub}
        </text>
    }
    .into_any()
}

fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

/// A key as an element's id.
fn dom_id(key: &str) -> String {
    key.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect()
}

fn start(canvas: Canvas, key: StoredValue<String>, event: &ev::PointerEvent) {
    if event.button() != 0 {
        return;
    }
    event.stop_propagation();
    dom::capture_pointer(event);
    let from = (f64::from(event.client_x()), f64::from(event.client_y()));
    canvas.drag.set(Some(Drag { key: key.get_value(), from, by: (0.0, 0.0) }));
}

fn go_on(canvas: Canvas, key: StoredValue<String>, event: &ev::PointerEvent) {
    let mine =
        canvas.drag.with_untracked(|drag| drag.as_ref().is_some_and(|drag| drag.key == *key.read_value()));
    if !mine {
        return;
    }
    let zoom = canvas.zoom_now();
    canvas.drag.update(|drag| {
        if let Some(drag) = drag {
            let dx = f64::from(event.client_x()) - drag.from.0;
            let dy = f64::from(event.client_y()) - drag.from.1;
            let moved = dx.hypot(dy) >= DRAG_FROM_PX || drag.by != (0.0, 0.0);
            // Only what stands for an item has a place in the document.
            if moved && drag.key.parse::<Item>().is_ok() {
                drag.by = (dx / zoom, dy / zoom);
            }
        }
    });
}

fn finish(canvas: Canvas, node: StoredValue<Node>, place: Place, event: &ev::PointerEvent) {
    let Some(drag) = canvas.drag.get_untracked() else { return };
    event.stop_propagation();
    canvas.drag.set(None);
    let node = node.get_value();
    if drag.by == (0.0, 0.0) {
        canvas.press(&node.press);
    } else {
        canvas.studio.end_gesture();
        canvas.put(&node.key, place.x + drag.by.0, place.y + drag.by.1);
        canvas.studio.end_gesture();
    }
}

/// Drags the background: the view follows the pointer until it is released.
pub(super) fn pan(canvas: Canvas, event: &ev::PointerEvent) {
    if event.button() > 1 {
        return;
    }
    let start = (f64::from(event.client_x()), f64::from(event.client_y()));
    let last = StoredValue::new(start);
    let id = event.pointer_id();
    let moved = window_event_listener(ev::pointermove, move |event| {
        let now = (f64::from(event.client_x()), f64::from(event.client_y()));
        if event.pointer_id() == id && event.buttons() != 0 {
            let before = last.get_value();
            pan_by(canvas, now.0 - before.0, now.1 - before.1);
            last.set_value(now);
        }
    });
    let handles = StoredValue::new_local(vec![moved]);
    let released = window_event_listener(ev::pointerup, move |event| {
        if event.pointer_id() != id {
            return;
        }
        let now = (f64::from(event.client_x()), f64::from(event.client_y()));
        if (now.0 - start.0).hypot(now.1 - start.1) < DRAG_FROM_PX {
            canvas.studio.deselect();
        }
        let all = handles.try_update_value(std::mem::take).unwrap_or_default();
        all.into_iter().for_each(WindowListenerHandle::remove);
    });
    handles.update_value(|handles| handles.push(released));
}

fn on_key(canvas: Canvas, node: StoredValue<Node>, event: &ev::KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let node = node.get_value();
    let scene = canvas.scene.get_untracked();
    let arrow = match event.key().as_str() {
        "Enter" | " " => {
            event.prevent_default();
            return canvas.press(&node.press);
        }
        "ArrowLeft" => (-1.0, 0.0),
        "ArrowRight" => (1.0, 0.0),
        "ArrowUp" => (0.0, -1.0),
        "ArrowDown" => (0.0, 1.0),
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    let Some(place) = scene.places.get(&node.key) else { return };
    if event.shift_key() {
        return canvas.put(&node.key, place.x + arrow.0 * NUDGE, place.y + arrow.1 * NUDGE);
    }
    if let Some(next) = neighbour(&scene, *place, arrow) {
        let id = format!("node-{}", dom_id(&next));
        if !scene.is_large() {
            dom::focus_id(&id);
        } else if let Some(place) = scene.places.get(&next) {
            // It may have to be drawn first.
            canvas.reveal(*place);
            request_animation_frame(move || {
                dom::focus_id(&id);
            });
        }
    }
}

/// The nearest node in the direction of the arrow: straight ahead counts more than aside.
fn neighbour(scene: &Scene, from: Place, arrow: (f64, f64)) -> Option<String> {
    let ahead = scene.places.iter().filter_map(|(key, place)| {
        let dx = place.x + place.width / 2.0 - (from.x + from.width / 2.0);
        let dy = place.middle() - from.middle();
        let along = dx * arrow.0 + dy * arrow.1;
        let aside = (dx * arrow.1).abs() + (dy * arrow.0).abs();
        (along > 1.0).then_some((along + 3.0 * aside, key))
    });
    ahead.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, key)| key.clone())
}
