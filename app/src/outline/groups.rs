//! Many routes in groups, so that an API of any size opens at once.

use std::collections::BTreeMap;

use studio_core::design::{Api, RouteId, RouteKey, Segment, segments};

/// From this many routes on, they stand under their first path segment.
pub(crate) const MANY_ROUTES: usize = 40;
/// With more first segments than this, neighbours in the alphabet share a group.
const MANY_GROUPS: usize = 60;
/// How many routes neighbours in the alphabet share at least, so that there are few groups.
const FEW_ROUTES: usize = 50;
/// Of one group or section so many rows are shown at once: what a browser lays out without a pause.
pub(crate) const MOST_SHOWN: usize = 600;

/// Routes that are shown as one until somebody opens them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RouteGroup {
    /// `/orders`, or `/a … /c` where neighbours share a group.
    pub(crate) title: String,
    pub(crate) routes: Vec<RouteId>,
}

/// The routes by the first segment of their paths, in the alphabet's order; named keys stand under their own.
pub(crate) fn route_groups(api: &Api) -> Vec<RouteGroup> {
    let mut segments: BTreeMap<String, Vec<RouteId>> = BTreeMap::new();
    for (id, route) in &api.routes {
        segments.entry(first_segment(&route.key)).or_default().push(*id);
    }
    if segments.len() <= MANY_GROUPS {
        return segments.into_iter().map(|(title, routes)| RouteGroup { title, routes }).collect();
    }
    let enough = api.routes.len().div_ceil(MANY_GROUPS).max(FEW_ROUTES);
    let mut groups = Vec::new();
    let mut ends: Option<(String, String)> = None;
    let mut routes = Vec::new();
    for (segment, more) in segments {
        if routes.len() + more.len() > enough {
            groups.extend(shared(ends.take(), std::mem::take(&mut routes)));
        }
        let first = ends.take().map_or_else(|| segment.clone(), |(first, _)| first);
        ends = Some((first, segment));
        routes.extend(more);
    }
    groups.extend(shared(ends, routes));
    groups
}

/// A group of all segments from the first to the last.
fn shared(ends: Option<(String, String)>, routes: Vec<RouteId>) -> Option<RouteGroup> {
    let (first, last) = ends?;
    let title = if first == last { first } else { format!("{first} … {last}") };
    Some(RouteGroup { title, routes })
}

fn first_segment(key: &RouteKey) -> String {
    match key {
        RouteKey::Named(name) if name.starts_with('$') => "$".to_owned(),
        RouteKey::Named(_) => "messages".to_owned(),
        RouteKey::Path(_, path) => match segments(path).next() {
            None => "/".to_owned(),
            Some(Segment::Static(name)) => format!("/{name}"),
            Some(Segment::Parameter(name)) => format!("/{{{name}}}"),
            Some(Segment::Greedy(name)) => format!("/{{{name}+}}"),
        },
    }
}

/// Which of so many are shown: all, or the page of them that holds the one at `selected`.
pub(crate) fn page(count: usize, selected: Option<usize>) -> std::ops::Range<usize> {
    let start = selected.unwrap_or_default() / MOST_SHOWN * MOST_SHOWN;
    start.min(count)..(start + MOST_SHOWN).min(count)
}
