//! Which values of an item come from expressions of Terraform files.

use leptos::prelude::*;
use studio_core::design::{Design, Item};
use studio_core::terraform::{FromFiles, Said, from_files};

use crate::studio::Studio;
use crate::text::count;
use crate::ui::FromFilesList;

/// What editing such a value does.
const NOTE: &str = "The export writes these as the files have them. Change the value on the page, and it is written in \
                    place of the expression; enter the value from before, and the expression is back.";

/// The arguments of the item that are expressions; nothing where there is none.
#[component]
pub(super) fn FromTerraform(item: Item) -> impl IntoView {
    let studio = Studio::get();
    let found = Memo::new(move |_| of_item(&studio.design().read(), item));
    view! {
        <Show when=move || !found.read().is_empty()>
            <details class="inspector-terraform details" data-testid="inspector-terraform">
                <summary>
                    "From Terraform: " {move || count(found.read().len(), "argument")}
                </summary>
                <div class="stack tight">
                    {move || view! { <FromFilesList found=found.get() /> }}
                    <p class="muted">{NOTE}</p>
                </div>
            </details>
        </Show>
    }
}

fn of_item(design: &Design, item: Item) -> Vec<FromFiles> {
    let kept = &design.terraform;
    if kept.computed.is_empty() && kept.arguments.is_empty() {
        return Vec::new();
    }
    let mut found = from_files(kept, |other| other == item || calls(design, item, other));
    found.retain(|one| {
        let is_its = one.item == item || one.address.contains("aws_api_gateway_integration.");
        one.said != Said::LeftOut && is_its
    });
    found
}

/// Whether the other item is a route that calls the integration: REST APIs have a resource for each method.
fn calls(design: &Design, item: Item, other: Item) -> bool {
    let (Item::Integration(api, integration), Item::Route(of, route)) = (item, other) else {
        return false;
    };
    let routes = design.apis.get(&api).filter(|_| api == of).map(|api| &api.routes);
    let called = routes.and_then(|routes| routes.get(&route)).and_then(|route| route.integration);
    called == Some(integration)
}
