//! Where the nodes stand: columns are fixed, rows are ordered by what they are connected with.

use std::collections::BTreeMap;

use studio_core::design::Layout;

use super::graph::{Column, Graph, Node};

/// A rectangle in diagram units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Place {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Place {
    pub(super) fn middle(self) -> f64 {
        self.y + self.height / 2.0
    }
}

const TOP: f64 = 44.0;
const GAP: f64 = 14.0;
const NODE_HEIGHT: f64 = 46.0;
const ROUTE_HEIGHT: f64 = 38.0;

const MARGIN: f64 = 20.0;
const LANE_GAP: f64 = 32.0;

/// How wide the nodes of a column are.
const fn width(column: Column) -> f64 {
    match column {
        Column::Routes => 228.0,
        Column::Integrations => 160.0,
        Column::Entry | Column::Protection | Column::Authorizers | Column::Backends => 154.0,
    }
}

/// The columns that have nodes, with their left edges and widths.
pub(super) fn lanes(graph: &Graph) -> Vec<(Column, f64, f64)> {
    let mut left = MARGIN;
    let mut lanes = Vec::new();
    for column in Column::ALL {
        if graph.nodes.iter().any(|node| node.column == column) {
            lanes.push((column, left, width(column)));
            left += width(column) + LANE_GAP;
        }
    }
    lanes
}

/// The place of every node, by its key.
pub(super) fn places(graph: &Graph, layout: &Layout) -> BTreeMap<String, Place> {
    let mut places = BTreeMap::new();
    let near = &neighbours(graph);
    column(graph, near, Column::Routes, &mut places, Order::AsGiven);
    for _ in 0..2 {
        for next in [Column::Authorizers, Column::Integrations, Column::Backends] {
            column(graph, near, next, &mut places, Order::ByNeighbours);
        }
    }
    for next in [Column::Protection, Column::Entry] {
        column(graph, near, next, &mut places, Order::AsGiven);
    }
    for (key, (x, y)) in &layout.positions {
        if let Some(place) = places.get_mut(key) {
            (place.x, place.y) = (f64::from(*x), f64::from(*y));
        }
    }
    places
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    AsGiven,
    ByNeighbours,
}

/// Places one column; nodes stand near the middle of what they are connected with, without overlap.
fn column(
    graph: &Graph,
    near: &Neighbours<'_>,
    column: Column,
    places: &mut BTreeMap<String, Place>,
    order: Order,
) {
    let Some((_, x, width)) = lanes(graph).into_iter().find(|(lane, ..)| *lane == column) else { return };
    let mine = graph.nodes.iter().filter(|node| node.column == column);
    let mut wanted: Vec<(f64, &Node)> = mine.map(|node| (barycentre(near, node, places), node)).collect();
    if order == Order::ByNeighbours {
        wanted.sort_by(|a, b| a.0.total_cmp(&b.0));
    }
    let height = if column == Column::Routes { ROUTE_HEIGHT } else { NODE_HEIGHT };
    let step = height + GAP;
    let mut tops = Vec::new();
    let mut free = TOP;
    for (middle, _) in &wanted {
        let top = match column {
            Column::Routes => free,
            _ => (middle - height / 2.0).max(free),
        };
        tops.push(top);
        free = top + step;
    }
    centre(&mut tops, &wanted, height, column);
    for (top, (_, node)) in tops.into_iter().zip(wanted) {
        places.insert(node.key.clone(), Place { x, y: top, width, height });
    }
}

/// Moves a column up as a whole, as far as its first node allows, so that it does not hang below its neighbours.
fn centre(tops: &mut [f64], wanted: &[(f64, &Node)], height: f64, column: Column) {
    if column == Column::Routes || tops.is_empty() {
        return;
    }
    let count = tops.len() as f64;
    let drift: f64 =
        tops.iter().zip(wanted).map(|(top, (middle, _))| top + height / 2.0 - middle).sum::<f64>() / count;
    let room = tops.first().map_or(0.0, |top| top - TOP);
    let up = drift.clamp(0.0, room);
    for top in tops {
        *top -= up;
    }
}

/// The nodes that each node is connected with.
type Neighbours<'a> = BTreeMap<&'a str, Vec<&'a str>>;

fn neighbours(graph: &Graph) -> Neighbours<'_> {
    let mut near = Neighbours::new();
    for edge in &graph.edges {
        near.entry(&edge.from).or_default().push(&edge.to);
        near.entry(&edge.to).or_default().push(&edge.from);
    }
    near
}

/// The mean middle of the placed nodes that a node is connected with.
fn barycentre(near: &Neighbours<'_>, node: &Node, places: &BTreeMap<String, Place>) -> f64 {
    let neighbours = near.get(node.key.as_str()).into_iter().flatten();
    let neighbours = neighbours.filter_map(|other| places.get(*other).map(|place| place.middle()));
    let (mut sum, mut count) = (0.0, 0.0);
    for middle in neighbours {
        sum += middle;
        count += 1.0;
    }
    if count > 0.0 { sum / count } else { TOP + NODE_HEIGHT / 2.0 }
}

/// The extent of everything: the top left corner, width and height.
pub(super) fn extent(places: &BTreeMap<String, Place>) -> Place {
    let left = places.values().map(|place| place.x - MARGIN).fold(0.0, f64::min);
    let top = places.values().map(|place| place.y - TOP).fold(0.0, f64::min);
    let right = places.values().map(|place| place.x + place.width).fold(200.0, f64::max) + MARGIN;
    let bottom = places.values().map(|place| place.y + place.height).fold(120.0, f64::max) + MARGIN;
    Place { x: left, y: top, width: right - left, height: bottom - top }
}
