//! What of a large diagram is drawn: the part in view, and as much again on every side.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::camera::Camera;
use super::diagram::{Canvas, Scene};
use super::graph::{Column, Edge, Node};
use super::layout::Place;
use crate::text;

/// Up to this many nodes all are drawn, wherever they are.
pub(super) const MANY_NODES: usize = 400;
/// Of a large diagram so many edges are drawn at once.
const MOST_EDGES: usize = 2_000;
/// The size taken before the browser has laid the page out.
const UNKNOWN_SIZE_PX: (f64, f64) = (1_600.0, 1_000.0);

/// The rectangle that is drawn, three times as wide and high as what is in view; it moves in steps, so that most
/// movements of the view draw nothing anew.
pub(super) fn around(camera: Camera, size: (f64, f64)) -> Place {
    let (width, height) = if size.0 > 0.0 && size.1 > 0.0 { size } else { UNKNOWN_SIZE_PX };
    let (width, height) = (width / camera.zoom, height / camera.zoom);
    let step = |start: f64, size: f64| ((start / size * 2.0).floor() / 2.0 - 1.0) * size;
    Place {
        x: step(-camera.x / camera.zoom, width),
        y: step(-camera.y / camera.zoom, height),
        width: width * 3.5,
        height: height * 3.5,
    }
}

fn meets(window: Option<Place>, place: Place) -> bool {
    window.is_none_or(|window| {
        place.x < window.x + window.width
            && place.x + place.width > window.x
            && place.y < window.y + window.height
            && place.y + place.height > window.y
    })
}

/// The nodes that are drawn; the one in the tab order always is, so that it keeps the focus.
pub(super) fn nodes(scene: &Scene, window: Option<Place>, stop: Option<&str>) -> Vec<(Node, Place)> {
    let stop = stop.or_else(|| scene.graph.nodes.first().map(|node| node.key.as_str()));
    let known = scene.graph.nodes.iter().filter_map(|node| Some((node, *scene.places.get(&node.key)?)));
    let drawn = known.filter(|(node, place)| stop == Some(node.key.as_str()) || meets(window, *place));
    drawn.map(|(node, place)| (node.clone(), place)).collect()
}

/// The edges that are drawn: those of which an end is.
pub(super) fn edges(scene: &Scene, window: Option<Place>) -> Vec<(Edge, Place, Place, Column)> {
    let place = |key: &String| scene.places.get(key).copied();
    let columns: BTreeMap<&str, Column> =
        scene.graph.nodes.iter().map(|node| (node.key.as_str(), node.column)).collect();
    let known = scene.graph.edges.iter().filter_map(|edge| {
        let column = columns.get(edge.to.as_str()).copied()?;
        let (from, to) = (place(&edge.from)?, place(&edge.to)?);
        (meets(window, from) || meets(window, to)).then_some((edge, from, to, column))
    });
    let most = if window.is_some() { MOST_EDGES } else { usize::MAX };
    known.take(most).map(|(edge, from, to, column)| (edge.clone(), from, to, column)).collect()
}

/// Says that not everything is drawn.
#[component]
pub(super) fn WindowNote(canvas: Canvas) -> impl IntoView {
    let count = Memo::new(move |_| canvas.scene.read().graph.nodes.len());
    move || {
        let words = format!(
            "{}: only what is in view is drawn, with at most {MOST_EDGES} lines. Search the outline to go to a route.",
            text::count(count.get(), "node"),
        );
        (count.get() > MANY_NODES)
            .then(|| view! { <p class="canvas-note muted" data-testid="diagram-note">{words}</p> })
    }
}
