//! Another kind for an API, with what would be lost.

use leptos::prelude::*;
use studio_core::aws::ApiKind;
use studio_core::design::edit::Edit;
use studio_core::design::{ApiId, convert};

use crate::shell::FindingList;
use crate::studio::Studio;
use crate::ui::{Button, ButtonKind, Field, Notice, Segmented, Tone};

/// The content of the dialog.
#[component]
pub fn ConvertDialog(api: ApiId) -> impl IntoView {
    let studio = Studio::get();
    let now = studio.document_now().design.apis.get(&api).map_or(ApiKind::Rest, |api| api.kind);
    let others: Vec<_> = ApiKind::ALL.iter().filter(|kind| **kind != now).copied().collect();
    let kind = RwSignal::new(others.first().map_or(now, |kind| *kind).as_str().to_owned());
    let choices: Vec<_> =
        others.iter().map(|kind| (kind.as_str().to_owned(), kind.label().to_owned())).collect();
    let chosen = Memo::new(move |_| kind.read().parse::<ApiKind>().unwrap_or(now));
    let losses = Memo::new(move |_| convert::losses(&studio.design().read(), api, chosen.get()));
    let go = move |()| {
        if studio.edit(Edit::ConvertKind(api, chosen.get_untracked())) {
            studio.dialog.set(None);
        }
    };
    view! {
        <Field label=format!("From {} to", now.label())>
            <Segmented value=kind choices=choices on_change=move |value| kind.set(value) />
        </Field>
        <Show
            when=move || !losses.read().is_empty()
            fallback=|| view! { <Notice tone=Tone::Pass>"Nothing is lost."</Notice> }
        >
            <h3>"What is lost or changes"</h3>
            <div class="scroll" tabindex="0" role="region" aria-label="What is lost or changes" data-testid="losses">
                <FindingList found=losses at_item=true />
            </div>
        </Show>
        <div class="dialog-actions">
            <Button on_press=move |()| studio.dialog.set(None)>"Cancel"</Button>
            <Button kind=ButtonKind::Primary on_press=go attr:data-testid="convert">
                {move || format!("Convert to {}", chosen.get().label())}
            </Button>
        </div>
    }
}
