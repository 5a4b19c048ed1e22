//! Moving a row to another place among its like, by dragging or by Alt with an arrow.

use leptos::ev;
use leptos::prelude::*;
use studio_core::design::edit::Edit;
use studio_core::design::{Design, Item};

use crate::studio::Studio;

/// The row that is being dragged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Dragged(Option<Item>);

/// Starts dragging a row.
pub(super) fn take(studio: Studio, item: Item) {
    studio.keep::<Dragged>().set(Dragged(Some(item)));
}

/// Whether the dragged row may be dropped on this one: another of the same list.
pub(super) fn accepts(studio: Studio, on: Item) -> bool {
    let Dragged(dragged) = studio.keep::<Dragged>().get_untracked();
    dragged.is_some_and(|dragged| dragged != on && is_like(dragged, on))
}

/// Drops the dragged row on this one: it takes its place.
pub(super) fn drop_on(studio: Studio, on: Item) {
    let dragged = studio.keep::<Dragged>();
    if let Dragged(Some(item)) = dragged.get_untracked()
        && let Some((place, _)) = place(&studio.document_now().design, on)
    {
        studio.edit(Edit::Reorder(item, place));
    }
    dragged.set(Dragged(None));
}

/// Alt+Up and Alt+Down move the selected row.
pub(super) fn on_key(studio: Studio, event: &ev::KeyboardEvent) {
    let down = match event.key().as_str() {
        "ArrowDown" => true,
        "ArrowUp" => false,
        _ => return,
    };
    if !event.alt_key() {
        return;
    }
    let Some(item) = untrack(|| studio.selection()) else { return };
    let Some((at, count)) = place(&studio.document_now().design, item) else { return };
    event.prevent_default();
    let next = if down { (at + 1).min(count.saturating_sub(1)) } else { at.saturating_sub(1) };
    if next != at {
        studio.edit(Edit::Reorder(item, next));
    }
}

fn is_like(a: Item, b: Item) -> bool {
    std::mem::discriminant(&a) == std::mem::discriminant(&b) && a.api() == b.api()
        || matches!((a, b), (Item::Api(_), Item::Api(_)))
}

/// Where the item stands among its like, and how many there are.
fn place(design: &Design, item: Item) -> Option<(usize, usize)> {
    macro_rules! find {
        ($nodes:expr, $id:expr) => {
            ($nodes.get_index_of(&$id)?, $nodes.len())
        };
    }
    let api = item.api().and_then(|api| design.apis.get(&api));
    Some(match item {
        Item::Api(id) => find!(design.apis, id),
        Item::Route(_, id) => find!(api?.routes, id),
        Item::Integration(_, id) => find!(api?.integrations, id),
        Item::Authorizer(_, id) => find!(api?.authorizers, id),
        Item::Model(_, id) => find!(api?.models, id),
        Item::Validator(_, id) => find!(api?.validators, id),
        Item::Stage(_, id) => find!(api?.stages, id),
        Item::Function(id) => find!(design.functions, id),
        Item::Domain(id) => find!(design.domains, id),
        Item::VpcLink(id) => find!(design.vpc_links, id),
        Item::ApiKey(id) => find!(design.api_keys, id),
        Item::UsagePlan(id) => find!(design.usage_plans, id),
        Item::WebAcl(id) => find!(design.web_acls, id),
        Item::ClientCertificate(id) => find!(design.client_certificates, id),
        Item::Alarm(id) => find!(design.alarms, id),
        Item::Design | Item::Account | Item::Scenario(_) => return None,
    })
}
