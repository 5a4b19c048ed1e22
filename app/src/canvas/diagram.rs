//! The diagram: drawn in SVG, moved by mouse, wheel, keys and buttons.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::{ev, html, prelude::*};
use studio_core::design::edit::{Edit, Gesture};
use studio_core::design::{ApiId, Item, RouteId};

use super::camera::{Camera, PAN_STEP_PX, ZOOM_STEP};
use super::graph::{Column, Edge, Graph, Node, Press, View, graph};
use super::layout::{Place, extent, lanes, places};
use super::node::NodeView;
use super::way::{WayBar, takes};
use super::window::{self, WindowNote};
use crate::platform::dom;
use crate::studio::{Studio, Way};
use crate::ui::{Button, ButtonKind, Glyph, IconButton};

/// What the diagram remembers while other panels are in view.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct DiagramState {
    pub(super) open: BTreeSet<String>,
    camera: Option<(ApiId, Camera)>,
}

/// Graph and places, computed together.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Scene {
    pub(super) graph: Graph,
    pub(super) places: BTreeMap<String, Place>,
}

impl Scene {
    /// Whether only a part is drawn.
    pub(super) fn is_large(&self) -> bool {
        self.graph.nodes.len() > window::MANY_NODES
    }
}

/// A node on its way: its key, and how far it was dragged in diagram units.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Drag {
    pub(super) key: String,
    pub(super) from: (f64, f64),
    pub(super) by: (f64, f64),
}

/// The handle that nodes and tools share.
#[derive(Clone, Copy)]
pub(super) struct Canvas {
    pub(super) studio: Studio,
    pub(super) scene: Memo<Arc<Scene>>,
    pub(super) lit: Memo<BTreeSet<RouteId>>,
    /// The way of a request that is lit.
    pub(super) way: Memo<Option<Way>>,
    pub(super) drag: RwSignal<Option<Drag>>,
    /// The node in the tab order.
    pub(super) stop: RwSignal<Option<String>>,
    camera: RwSignal<Camera>,
    root: NodeRef<html::Div>,
}

impl Canvas {
    fn new(studio: Studio) -> Self {
        let state = studio.keep::<DiagramState>();
        let (design, layout) = (studio.design(), studio.layout());
        let scene = Memo::new(move |_| {
            let Some(api) = studio.current_api() else { return Arc::default() };
            let state = state.read();
            let view =
                View { stage: studio.current_stage(), open: &state.open, selected: studio.selection() };
            let graph = graph(&design.read(), api, &view);
            let places = places(&graph, &layout.read());
            Arc::new(Scene { graph, places })
        });
        let lit = Memo::new(move |_| lit_routes(studio));
        let canvas = Self {
            studio,
            scene,
            lit,
            way: Memo::new_with_compare(
                move |_| studio.lit_way(),
                |before: Option<&Option<Way>>, after| {
                    before.and_then(Option::as_ref).is_some() || after.and_then(Option::as_ref).is_some()
                },
            ),
            drag: RwSignal::new(None),
            stop: RwSignal::new(None),
            camera: RwSignal::new(Camera::default()),
            root: NodeRef::new(),
        };
        canvas.keep_camera();
        canvas.follow_selection();
        canvas
    }

    fn size(self) -> (f64, f64) {
        self.root.get_untracked().map_or((0.0, 0.0), |root| {
            let rect = dom::rect(&root);
            (rect.width, rect.height)
        })
    }

    /// Starts where the API was looked at last, else with everything in view; remembers where it ends.
    fn keep_camera(self) {
        let state = self.studio.keep::<DiagramState>();
        let api = Memo::new(move |_| self.studio.current_api());
        Effect::new(move |_| {
            let (Some(api), Some(_)) = (api.get(), self.root.get()) else { return };
            let known = state.with_untracked(|state| state.camera.filter(|(of, _)| *of == api));
            match known {
                Some((_, camera)) => self.camera.set(camera),
                // Sizes are known only after the browser has laid the page out.
                None => request_animation_frame(move || {
                    let (width, height) = self.size();
                    let all = extent(&self.scene.get_untracked().places);
                    let _ = self.camera.try_set(Camera::first(all, width, height));
                }),
            }
        });
        Effect::new(move |before: Option<()>| {
            let camera = self.camera.get();
            if before.is_some()
                && let Some(api) = api.get_untracked()
            {
                state.write_untracked().camera = Some((api, camera));
            }
        });
    }

    /// Brings a selected node into view.
    fn follow_selection(self) {
        let selected = Memo::new(move |_| self.studio.selection());
        Effect::new(move |before: Option<()>| {
            let key = selected.get().map(Item::key);
            if before.is_none() {
                return;
            }
            let place = key.and_then(|key| self.scene.get_untracked().places.get(&key).copied());
            if let Some(place) = place
                && self.size().0 > 0.0
            {
                self.reveal(place);
            }
        });
    }

    /// The part of a large diagram that is drawn; none where all of it is.
    fn window(self) -> Option<Place> {
        let large = self.scene.read().is_large();
        large.then(|| window::around(self.camera.get(), self.size()))
    }

    /// Brings a place into view.
    pub(super) fn reveal(self, place: Place) {
        let (width, height) = self.size();
        self.camera.update(|camera| *camera = camera.showing(place, width, height));
    }

    fn fit(self) {
        let (width, height) = self.size();
        self.camera.set(Camera::fit(extent(&self.scene.get_untracked().places), width, height));
    }

    fn zoom(self, factor: f64) {
        let (width, height) = self.size();
        self.camera.update(|camera| *camera = camera.zoomed(factor, width / 2.0, height / 2.0));
    }

    pub(super) fn zoom_now(self) -> f64 {
        self.camera.read_untracked().zoom
    }

    /// Forgets where the user put things.
    fn arrange(self) {
        let document = self.studio.document_now();
        let moved = document.layout.positions.keys().filter_map(|key| key.parse::<Item>().ok());
        let edits: Vec<Edit> = moved.map(|item| Edit::Move(item, None)).collect();
        if edits.is_empty() {
            self.studio.toasts().announce("Everything stands where the studio put it");
        } else {
            self.studio.edit(Edit::Batch(edits));
        }
        self.fit();
    }

    /// Puts a node somewhere else; one drag or a run of key presses is one step of undo.
    pub(super) fn put(self, key: &str, x: f64, y: f64) {
        if let Ok(item) = key.parse::<Item>() {
            let place = (x.round() as i32, y.round() as i32);
            self.studio.edit_as(Gesture::Drag(item), Edit::Move(item, Some(place)));
        }
    }

    pub(super) fn press(self, press: &Press) {
        match press {
            Press::Select(item) => self.studio.select(*item),
            Press::Turn(segment) => {
                let state = self.studio.keep::<DiagramState>();
                let segment = segment.clone();
                state.update(|state| {
                    if !state.open.remove(&segment) {
                        state.open.insert(segment);
                    }
                });
            }
        }
    }

    /// The place of a node, moved by a drag that is going on.
    pub(super) fn place(self, key: &str, place: Place) -> Place {
        self.drag.with(|drag| match drag {
            Some(drag) if drag.key == key => {
                Place { x: place.x + drag.by.0, y: place.y + drag.by.1, ..place }
            }
            _ => place,
        })
    }
}

/// The routes whose way is lit: the selected one, or all that use the selected item.
fn lit_routes(studio: Studio) -> BTreeSet<RouteId> {
    let Some(selected) = studio.selection() else { return BTreeSet::new() };
    let design = studio.design();
    let design = design.read();
    let Some((id, api)) = studio.current_api().and_then(|id| Some((id, design.apis.get(&id)?))) else {
        return BTreeSet::new();
    };
    let uses = |route: RouteId| {
        let Some(node) = api.routes.get(&route) else { return false };
        let integration = node.integration.and_then(|id| api.integrations.get(&id));
        match selected {
            Item::Route(of, other) => of == id && other == route,
            Item::Integration(_, other) => node.integration == Some(other),
            Item::Authorizer(_, other) => {
                matches!(&node.authorization, studio_core::design::Authorization::Authorizer { id, .. } if *id == other)
            }
            Item::Function(other) => integration.is_some_and(
                |node| matches!(node.target, studio_core::design::Target::Lambda { function, .. } if function == other),
            ),
            Item::VpcLink(other) => integration.is_some_and(
                |node| matches!(node.connection, studio_core::design::Connection::VpcLink { id, .. } if id == other),
            ),
            Item::UsagePlan(_) => node.api_key_required,
            Item::Stage(of, _) => of == id,
            Item::Domain(_) | Item::WebAcl(_) => true,
            _ => false,
        }
    };
    api.routes.keys().copied().filter(|route| uses(*route)).collect()
}

/// The diagram of the API in view.
#[component]
pub(super) fn Diagram() -> impl IntoView {
    let canvas = Canvas::new(Studio::get());
    let name = Memo::new(move |_| {
        let design = canvas.studio.design();
        let design = design.read();
        let api = canvas.studio.current_api().and_then(|api| design.apis.get(&api));
        api.map(|api| api.name.clone()).unwrap_or_default()
    });
    let columns = move || lanes(&canvas.scene.read().graph);
    let window = Memo::new(move |_| canvas.window());
    let edges = move || window::edges(&canvas.scene.read(), window.get());
    let nodes = move || {
        let stop = canvas.stop.get_untracked();
        window::nodes(&canvas.scene.read(), window.get(), stop.as_deref())
    };
    view! {
        <section class="canvas" aria-label="Diagram" data-testid="diagram">
            <div
                class="canvas-view"
                node_ref=canvas.root
                on:wheel=move |event| on_wheel(canvas, &event)
                on:pointerdown=move |event| on_background(canvas, &event)
                on:keydown=move |event| on_key(canvas, &event)
            >
                <svg width="100%" height="100%" role="group" aria-label=move || format!("Diagram of {}", name.get())>
                    <g transform=move || canvas.camera.get().transform()>
                        <For each=columns key=|(column, x, _)| (*column, x.to_bits()) let:lane>
                            <text class="lane" x=lane.1 y="26">
                                {lane.0.title()}
                            </text>
                        </For>
                        <For each=edges key=|(edge, from, to, _)| edge_key(edge, *from, *to) let:edge>
                            <EdgeView canvas=canvas edge=edge />
                        </For>
                        <For each=nodes key=|(node, place)| node_key(node, *place) let:node>
                            <NodeView canvas=canvas node=node.0 place=node.1 />
                        </For>
                    </g>
                </svg>
            </div>
            <WayBar canvas=canvas />
            <WindowNote canvas=canvas />
            <div class="tools" role="toolbar" aria-label="Diagram">
                <IconButton glyph=Glyph::Plus label="Zoom in" on_press=move |()| canvas.zoom(ZOOM_STEP) />
                <IconButton glyph=Glyph::Minus label="Zoom out" on_press=move |()| canvas.zoom(1.0 / ZOOM_STEP) />
                <Button kind=ButtonKind::Ghost on_press=move |()| canvas.fit() attr:data-testid="fit">
                    "Fit"
                </Button>
                <Button kind=ButtonKind::Ghost on_press=move |()| canvas.arrange() attr:data-testid="arrange">
                    "Arrange again"
                </Button>
            </div>
        </section>
    }
}

fn edge_key(edge: &Edge, from: Place, to: Place) -> String {
    format!("{}>{} {:?} {} {} {} {}", edge.from, edge.to, edge.routes, from.x, from.y, to.x, to.y)
}

fn node_key(node: &Node, place: Place) -> String {
    format!("{} {} {} {} {}", node.key, node.title, node.sub, place.x, place.y)
        + node.verb.as_deref().unwrap_or_default()
}

#[component]
fn EdgeView(canvas: Canvas, edge: (Edge, Place, Place, Column)) -> impl IntoView {
    let (edge, from, to, column) = edge;
    let Edge { from: from_key, to: to_key, routes } = edge;
    let path = move || curve(canvas.place(&from_key, from), canvas.place(&to_key, to));
    let routes = StoredValue::new(routes);
    let lit = Memo::new(move |_| canvas.lit.with(|lit| routes.with_value(|routes| !lit.is_disjoint(routes))));
    let way = Memo::new(move |_| {
        canvas.way.with(|way| {
            way.as_ref().map(|way| (routes.with_value(|routes| takes(way, routes, column)), way.failed))
        })
    });
    let passed = move || way.get().is_some_and(|(takes, failed)| takes && !failed);
    let failed = move || way.get().is_some_and(|(takes, failed)| takes && failed);
    view! { <path class="edge" class:lit=move || lit.get() class:way=passed class:wayfail=failed d=path aria-hidden="true"></path> }
}

/// A curve from the right edge of one node to the left edge of another; straight down inside a column.
fn curve(from: Place, to: Place) -> String {
    if (from.x - to.x).abs() < 40.0 {
        let x = from.x + from.width / 2.0;
        let (start, end) =
            if from.y < to.y { (from.y + from.height, to.y) } else { (from.y, to.y + to.height) };
        return format!("M{x} {start} L{} {end}", to.x + to.width / 2.0);
    }
    let (x1, y1, x2, y2) = (from.x + from.width, from.middle(), to.x, to.middle());
    let middle = (x1 + x2) / 2.0;
    format!("M{x1} {y1} C{middle} {y1} {middle} {y2} {x2} {y2}")
}

/// The wheel moves the view; with Ctrl (and by pinching) it zooms around the pointer.
fn on_wheel(canvas: Canvas, event: &ev::WheelEvent) {
    event.prevent_default();
    if !event.ctrl_key() && !event.meta_key() {
        let (dx, dy) =
            if event.shift_key() { (event.delta_y(), 0.0) } else { (event.delta_x(), event.delta_y()) };
        return canvas.camera.update(|camera| *camera = camera.panned(-dx, -dy));
    }
    let Some(root) = canvas.root.get_untracked() else { return };
    let rect = dom::rect(&root);
    let (x, y) = (f64::from(event.client_x()) - rect.left, f64::from(event.client_y()) - rect.top);
    let factor = (-event.delta_y() * 0.0025).exp();
    canvas.camera.update(|camera| *camera = camera.zoomed(factor, x, y));
}

/// Dragging the background moves the view; a press without a drag selects nothing.
fn on_background(canvas: Canvas, event: &ev::PointerEvent) {
    super::node::pan(canvas, event);
}

pub(super) fn pan_by(canvas: Canvas, dx: f64, dy: f64) {
    canvas.camera.update(|camera| *camera = camera.panned(dx, dy));
}

fn on_key(canvas: Canvas, event: &ev::KeyboardEvent) {
    if event.alt_key() {
        return;
    }
    let step = PAN_STEP_PX;
    match (event.key().as_str(), event.ctrl_key() || event.meta_key()) {
        ("+" | "=", false) => canvas.zoom(ZOOM_STEP),
        ("-", false) => canvas.zoom(1.0 / ZOOM_STEP),
        ("0", false) => canvas.fit(),
        ("ArrowLeft", true) => pan_by(canvas, step, 0.0),
        ("ArrowRight", true) => pan_by(canvas, -step, 0.0),
        ("ArrowUp", true) => pan_by(canvas, 0.0, step),
        ("ArrowDown", true) => pan_by(canvas, 0.0, -step),
        ("Escape", false) => canvas.studio.deselect(),
        _ => return,
    }
    event.prevent_default();
}
