//! Property forms, one file for each noun. A field commits an `Edit` of the whole node.
//!
//! Only what the API's kind can have is offered; what is set all the same is shown with AWS's reason.

mod alarm;
mod api;
mod api_key;
mod authorization;
mod authorizer;
mod client_certificate;
mod cors;
mod design;
mod domain;
mod fields;
mod form;
mod from_terraform;
mod function;
mod gateway_responses;
mod integration;
mod keyed;
mod limits;
mod model;
mod refs;
mod route;
mod sections;
mod settings;
mod stage;
mod statement;
mod target;
mod usage_plan;
mod validator;
mod vpc_link;
mod web_acl;
mod web_acl_log;

use leptos::prelude::*;
use studio_core::aws::ApiKind;
use studio_core::design::{Item, RouteKey};

pub(crate) use authorizer::label as authorizer_label;

use crate::commands::Command;
use crate::shell::FindingList;
use crate::studio::Studio;
use crate::text;
use crate::ui::{Glyph, Icon, IconButton, Menu, MenuItem, Method};

/// The properties of the selected item, or of the design when nothing is selected.
#[component]
pub fn Inspector() -> impl IntoView {
    let studio = Studio::get();
    // A form is built anew when another item is selected or its API becomes another kind.
    let shown = Memo::new(move |_| {
        let item = studio.selection().unwrap_or(Item::Design);
        let kind = item.api().and_then(|api| studio.design().read().apis.get(&api).map(|api| api.kind));
        (item, kind)
    });
    view! {
        <aside class="panel inspector" id="inspector" aria-label="Properties" data-testid="inspector">
            {move || {
                let (item, kind) = shown.get();
                view! {
                    <Head item=item />
                    <Found item=item />
                    <from_terraform::FromTerraform item=item />
                    {form(item, kind.unwrap_or(ApiKind::Rest))}
                }
            }}
        </aside>
    }
}

fn form(item: Item, kind: ApiKind) -> AnyView {
    match item {
        Item::Design | Item::Scenario(_) => design::view(),
        Item::Account => design::account(),
        Item::Api(id) => api::view(id, kind),
        Item::Route(api, id) => route::view(api, id, kind),
        Item::Integration(api, id) => {
            view! { <div class="form">{integration::view(api, id, kind)} {integration_answers(api, id, kind)}</div> }
                .into_any()
        }
        Item::Authorizer(api, id) => authorizer::view(api, id, kind),
        Item::Model(api, id) => model::view(api, id),
        Item::Validator(api, id) => validator::view(api, id),
        Item::Stage(api, id) => stage::view(api, id, kind),
        Item::Function(id) => function::view(id),
        Item::Domain(id) => domain::view(id),
        Item::VpcLink(id) => vpc_link::view(id),
        Item::ApiKey(id) => api_key::view(id),
        Item::UsagePlan(id) => usage_plan::view(id),
        Item::WebAcl(id) => web_acl::view(id),
        Item::ClientCertificate(id) => client_certificate::view(id),
        Item::Alarm(id) => alarm::view(id),
    }
}

fn integration_answers(
    api: studio_core::design::ApiId,
    id: studio_core::design::IntegrationId,
    kind: ApiKind,
) -> Option<AnyView> {
    (kind != ApiKind::Http)
        .then(|| sections::section("Integration responses", integration::responses_of(api, id, kind)))
}

/// What it is, what it is called, and what can be done with it.
#[component]
fn Head(item: Item) -> impl IntoView {
    let studio = Studio::get();
    let title = Memo::new(move |_| text::title(&studio.document(), item));
    let route = Memo::new(move |_| match item {
        Item::Route(api, id) => {
            studio.design().read().apis.get(&api)?.routes.get(&id).map(|route| route.key.clone())
        }
        _ => None,
    });
    let mark = move || match route.get() {
        Some(RouteKey::Path(method, _)) => view! { <Method name=method.as_str() /> }.into_any(),
        _ => view! { <Icon glyph=text::glyph(item) /> }.into_any(),
    };
    let words = move || match route.get() {
        Some(RouteKey::Path(_, path)) => path,
        _ => title.get(),
    };
    let fixed = matches!(item, Item::Design | Item::Account);
    let actions = Signal::derive(move || {
        let act = |command: Command| {
            MenuItem::new(command.label(), move || command.run(studio))
                .glyph(command.glyph())
                .blocked(command.blocked(studio))
        };
        let mut items = vec![act(Command::Rename), act(Command::Duplicate), act(Command::ShowInTerraform)];
        if let Item::Api(_) = item {
            items.push(act(Command::Convert));
        }
        items.push(act(Command::Delete).danger().new_group());
        items
    });
    view! {
        <header>
            {mark}
            <h2 class:mono=move || route.read().is_some()>
                {words} <span class="sr-only">{format!(", {}", item.noun())}</span>
            </h2>
            {(!fixed)
                .then(|| {
                    view! {
                        <Menu
                            label="More"
                            glyph=Glyph::More
                            icon_only=true
                            kind=crate::ui::ButtonKind::Ghost
                            items=actions
                        />
                    }
                })}
            <span class="sheet-close">
                <IconButton glyph=Glyph::Cross label="Close" on_press=move |()| studio.deselect() />
            </span>
        </header>
    }
}

/// What is wrong or unwise with the item.
#[component]
fn Found(item: Item) -> impl IntoView {
    let found = Studio::get().diagnostics_of(item);
    view! {
        <Show when=move || !found.read().is_empty()>
            <div class="inspector-findings" role="region" aria-label="Findings">
                <FindingList found=found at_item=true />
            </div>
        </Show>
    }
}
