//! One row of the tree: keys, words and marks.

use std::collections::BTreeMap;

use leptos::prelude::*;
use studio_core::design::{ApiId, Authorization, Item, RouteId, RouteKey, Severity};

use super::groups::{MANY_ROUTES, route_groups};
use super::order;
use crate::studio::Studio;
use crate::text;
use crate::ui::{Glyph, Icon, Method};

pub(super) fn item_key(item: Item) -> String {
    format!("item:{}", item.key())
}

pub(super) fn section_key(api: Option<ApiId>, title: &str) -> String {
    format!("section:{}:{title}", api.map(|api| api.to_string()).unwrap_or_default())
}

pub(super) fn group_key(api: ApiId, segment: &str) -> String {
    format!("group:{api}:{segment}")
}

/// The item of a row's key; none for a row that only holds others.
pub(super) fn item_of(key: &str) -> Option<Item> {
    key.strip_prefix("item:")?.parse().ok()
}

/// How many routes each group has, counted once for all rows.
#[derive(Clone, Copy)]
pub(super) struct GroupCounts(Memo<BTreeMap<(ApiId, String), usize>>);

impl GroupCounts {
    pub(super) fn provide(studio: Studio) {
        let design = studio.design();
        provide_context(Self(Memo::new(move |_| {
            let design = design.read();
            let many = design.apis.iter().filter(|(_, api)| api.routes.len() > MANY_ROUTES);
            let groups = many.flat_map(|(id, api)| {
                route_groups(api).into_iter().map(|group| ((*id, group.title), group.routes.len()))
            });
            groups.collect()
        })));
    }
}

/// What a row shows.
#[component]
pub(super) fn Row(key: String) -> impl IntoView {
    match item_of(&key) {
        Some(item) => view! { <ItemRow item=item /> }.into_any(),
        None => view! { <HeadRow key=key /> }.into_any(),
    }
}

/// A row that holds others: `section:1:Stages`, `group:1:/orders`.
#[component]
fn HeadRow(key: String) -> impl IntoView {
    let studio = Studio::get();
    let mut parts = key.splitn(3, ':');
    let (sort, api) = (parts.next().unwrap_or_default().to_owned(), parts.next().unwrap_or_default());
    let api = api.parse::<u32>().ok().map(ApiId);
    let title = parts.next().unwrap_or_default().to_owned();
    let is_group = sort == "group";
    let name = title.clone();
    let groups = use_context::<GroupCounts>();
    let count = Memo::new(move |_| {
        if is_group {
            let key = (api.unwrap_or_default(), name.clone());
            return groups.and_then(|groups| groups.0.read().get(&key).copied()).unwrap_or_default();
        }
        let design = studio.design();
        let design = design.read();
        match api.and_then(|api| design.apis.get(&api)) {
            Some(api) => match name.as_str() {
                "Integrations" => api.integrations.len(),
                "Authorizers" => api.authorizers.len(),
                "Models" => api.models.len(),
                "Validators" => api.validators.len(),
                _ => api.stages.len(),
            },
            None => match name.as_str() {
                "Functions" => design.functions.len(),
                "Domains" => design.domains.len(),
                "VPC links" => design.vpc_links.len(),
                "Usage plans" => design.usage_plans.len(),
                "API keys" => design.api_keys.len(),
                "Web ACLs" => design.web_acls.len(),
                "Client certificates" => design.client_certificates.len(),
                _ => design.alarms.len(),
            },
        }
    });
    view! {
        <span class=if is_group { "path" } else { "head" }>{title}</span>
        <span class="muted num">{move || count.get()}</span>
    }
}

/// A row of an item; it can be dragged to another place among its like.
#[component]
fn ItemRow(item: Item) -> impl IntoView {
    let studio = Studio::get();
    let words = match item {
        Item::Route(api, id) => view! { <RouteWords api=api id=id /> }.into_any(),
        _ => {
            let title = Memo::new(move |_| text::title(&studio.document(), item));
            view! {
                <Icon glyph=text::glyph(item) size=14 />
                <span class="truncate name">{move || title.get()}</span>
            }
            .into_any()
        }
    };
    view! {
        <span
            class="row-body"
            draggable="true"
            data-item=item.key()
            on:dragstart=move |_| order::take(studio, item)
            on:dragover=move |event| {
                if order::accepts(studio, item) {
                    event.prevent_default();
                }
            }
            on:drop=move |event| {
                if order::accepts(studio, item) {
                    event.prevent_default();
                    event.stop_propagation();
                    order::drop_on(studio, item);
                }
            }
        >
            {words}
            <Mark item=item />
        </span>
    }
}

#[component]
fn RouteWords(api: ApiId, id: RouteId) -> impl IntoView {
    let studio = Studio::get();
    let route = studio.route(api, id);
    let key = Memo::new(move |_| route.read().as_ref().map(|route| route.key.clone()).unwrap_or_default());
    let cached = Memo::new(move |_| {
        let design = studio.design();
        let design = design.read();
        let api = design.apis.get(&api)?;
        let stage = studio
            .current_stage()
            .and_then(|id| api.stages.get(&id))
            .or_else(|| api.stages.values().next())?;
        stage.cache_cluster?;
        let own = stage.overrides.get(&id).and_then(|set| set.cache.as_ref()).and_then(|cache| cache.enabled);
        let all = stage.defaults.cache.as_ref().and_then(|cache| cache.enabled);
        let is_get = api.routes.get(&id)?.key.method() == Some(studio_core::aws::Method::Get);
        Some(own.or(all).unwrap_or(is_get))
    });
    let marks = Memo::new(move |_| {
        let route = route.get()?;
        Some((route.authorization != Authorization::None, route.api_key_required, route.validator.is_some()))
    });
    let tag = |glyph: Glyph, words: &'static str| {
        view! {
            <span data-tip=words>
                <Icon glyph=glyph size=13 />
                <span class="sr-only">{format!(", {words}")}</span>
            </span>
        }
    };
    view! {
        {move || match key.get() {
            RouteKey::Path(method, path) => {
                view! {
                    <Method name=method.as_str() />
                    <span class="path">{path_words(&path)}</span>
                }
                    .into_any()
            }
            RouteKey::Named(name) => view! { <span class="path">{name}</span> }.into_any(),
        }}
        <span class="tags">
            {move || (cached.get() == Some(true)).then(|| tag(Glyph::Bolt, "cached"))}
            {move || marks.get().is_some_and(|marks| marks.2).then(|| tag(Glyph::Check, "validated"))}
            {move || marks.get().is_some_and(|marks| marks.1).then(|| tag(Glyph::Key, "API key"))}
            {move || marks.get().is_some_and(|marks| marks.0).then(|| tag(Glyph::Lock, "authorizer"))}
        </span>
    }
}

/// A path with its parameters set apart.
pub(crate) fn path_words(path: &str) -> impl IntoView + use<> {
    let parts = path.split_inclusive('/').map(|part| {
        let is_parameter = part.starts_with('{');
        view! { <span class:param=is_parameter>{part.to_owned()}</span> }
    });
    parts.collect_view()
}

/// Whether something is wrong with the item.
#[component]
fn Mark(item: Item) -> impl IntoView {
    let found = Studio::get().diagnostics_of(item);
    let worst = Memo::new(move |_| found.read().iter().map(|found| found.severity).min());
    move || {
        worst.get().filter(|severity| *severity != Severity::Note).map(|severity| {
            let words = text::severity(severity);
            view! {
                <span class=format!("mark {}", text::tone(severity).class()) data-tip=words>
                    <Icon glyph=Glyph::Warning size=13 />
                    <span class="sr-only">{format!(", {words}")}</span>
                </span>
            }
        })
    }
}
