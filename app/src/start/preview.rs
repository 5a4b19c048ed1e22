//! What a file holds, before it takes the place of the current design.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use studio_core::aws::ApiKind;
use studio_core::design::Design;

use super::read::{OPENAPI, Opened, TERRAFORM, read_any, read_terraform};
use super::sources::{are_terraform, is_offer, sources};
use super::taken_over::TakenOver;
use crate::parts;
use crate::platform::files::{Opened as Files, OpenedFile};
use crate::shell::{Dialog, FindingList};
use crate::studio::{ReadOnly, Severities, Studio};
use crate::terraform;
use crate::text::{self, count};
use crate::ui::{Button, ButtonKind, Chip, Notice, Segmented, Tone};

/// Why there is nothing to open.
const NOTHING: &str =
    "Nothing could be read, so there is nothing to open; the design on the page stays as it is.";

/// A design that may take the place of the current one.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    /// Where it comes from: a file's name, `the pasted text`.
    pub name: String,
    /// What was read.
    pub opened: Opened,
    /// The bytes of an OpenAPI document, to read it as another kind of API.
    pub openapi: Option<Arc<[u8]>>,
}

/// Opens Terraform files together, or else the first of these files: shows what they hold, or says why they cannot be
/// read.
pub async fn take_files(studio: Studio, files: Files) {
    studio.toasts().clear_failures();
    let mut taken = false;
    let (good, bad): (Vec<_>, Vec<_>) = files.into_iter().partition(Result::is_ok);
    let good: Vec<OpenedFile> = good.into_iter().flatten().collect();
    let (offers, good): (Vec<_>, Vec<_>) = good.into_iter().partition(|file| is_offer(&file.bytes));
    if !offers.is_empty() {
        match parts::fetch_offers().await {
            Ok(take) => take(studio, &offers),
            Err(_) => studio.say(Tone::Fail, text::capitalized(parts::NOT_FETCHED)),
        }
    }
    if are_terraform(&good) {
        for error in bad.into_iter().filter_map(Result::err) {
            studio.say(Tone::Fail, error.to_string());
        }
        return take_terraform(studio, good).await;
    }
    for file in good.into_iter().map(Ok).chain(bad) {
        match file {
            Ok(_) if taken => {
                studio.say(Tone::Note, "One design is open at a time: the first file was read");
                return;
            }
            Ok(file) => {
                taken = true;
                take(studio, &file.name, &file.bytes).await;
            }
            Err(error) => studio.say(Tone::Fail, error.to_string()),
        }
    }
}

/// Shows what Terraform files hold: what becomes of them is always looked at first.
async fn take_terraform(studio: Studio, files: Vec<OpenedFile>) {
    let name = match files.as_slice() {
        [file] => file.name.clone(),
        files => count(files.len(), "file"),
    };
    match read_terraform(studio, sources(files)).await {
        Ok(opened) => {
            let preview = Preview { name, opened, openapi: None };
            studio.dialog.set(Some(Dialog::Preview(Box::new(preview))));
        }
        Err(error) => {
            studio.say(Tone::Fail, format!("{name} cannot be opened, the design is as it was: {error}"));
        }
    }
}

/// Shows what these bytes hold; opens it at once where nothing is lost and nothing is to be read.
pub(super) async fn take(studio: Studio, name: &str, bytes: &[u8]) -> bool {
    match read_any(studio, bytes, None).await {
        Ok(opened) => {
            let nothing_yet = studio.document_now().design.apis.is_empty();
            if nothing_yet && opened.diagnostics.is_empty() && opened.source != TERRAFORM {
                accept(studio, opened);
            } else {
                let openapi = (opened.source == OPENAPI).then(|| Arc::from(bytes));
                let preview = Preview { name: name.to_owned(), opened, openapi };
                studio.dialog.set(Some(Dialog::Preview(Box::new(preview))));
            }
            true
        }
        Err(error) => {
            studio.say(Tone::Fail, format!("`{name}` cannot be opened, the design is as it was: {error}"));
            false
        }
    }
}

/// Opens what was read.
pub(super) fn accept(studio: Studio, opened: Opened) {
    match opened.read_only {
        Some(reason) => studio.open_read_only(opened.document, ReadOnly::Newer(reason)),
        None => studio.open(opened.document),
    }
    if !opened.files.is_empty() {
        terraform::came_from(studio, opened.files);
    }
}

/// Whether nothing came of what was read, not even a block to keep; a saved design may well be empty.
fn nothing_read(opened: &Opened) -> bool {
    let design = &opened.document.design;
    let is_empty = design.apis.is_empty()
        && design.functions.is_empty()
        && design.domains.is_empty()
        && design.vpc_links.is_empty()
        && design.usage_plans.is_empty()
        && design.api_keys.is_empty()
        && design.web_acls.is_empty()
        && design.client_certificates.is_empty()
        && design.alarms.is_empty()
        && design.terraform.blocks.is_empty();
    is_empty && matches!(opened.source, TERRAFORM | OPENAPI)
}

/// The content of the preview.
#[component]
pub fn PreviewDialog(preview: Preview) -> impl IntoView {
    let studio = Studio::get();
    let Preview { name, opened, openapi } = preview;
    let replaces = !studio.document_now().design.apis.is_empty();
    let source = format!("{name} · {}", opened.source);
    let shown = RwSignal::new(opened);
    let open = move |()| accept(studio, shown.get_untracked());
    let nothing = Memo::new(move |_| nothing_read(&shown.read()));
    let kept = "It takes the place of the design on the page. Undo brings that back until the page is loaded anew: save \
                it first to keep it.";
    view! {
        <div class="stack" data-testid="preview">
            <p>
                <b>{source}</b>
            </p>
            {openapi.map(|bytes| kind_choice(bytes, shown))}
            <p data-testid="preview-summary">{move || summary(&shown.read().document.design)}</p>
            <TakenOver shown=shown />
            {move || shown.read().read_only.clone().map(|reason| view! { <Notice tone=Tone::Note>{reason}</Notice> })}
            <Found shown=shown />
            <Show when=move || nothing.get()>
                <Notice tone=Tone::Fail>{NOTHING}</Notice>
            </Show>
            <Show when=move || replaces && !nothing.get()>
                <p class="muted">{kept}</p>
            </Show>
        </div>
        <div class="dialog-actions">
            <Button on_press=move |()| studio.dialog.set(None)>"Cancel"</Button>
            <Button
                kind=ButtonKind::Primary
                disabled=nothing
                hint=Signal::derive(move || nothing.get().then(|| NOTHING.to_owned()))
                on_press=open
                attr:data-testid="preview-open"
            >
                "Open"
            </Button>
        </div>
    }
}

/// Reads an OpenAPI document again as the kind that the user chooses.
fn kind_choice(bytes: Arc<[u8]>, shown: RwSignal<Opened>) -> AnyView {
    let studio = Studio::get();
    let words = ["", ApiKind::Rest.as_str(), ApiKind::Http.as_str()];
    let labels = ["As the document says", ApiKind::Rest.label(), ApiKind::Http.label()];
    let choices: Vec<_> =
        words.iter().zip(labels).map(|(word, label)| ((*word).to_owned(), label.to_owned())).collect();
    let chosen = RwSignal::new(String::new());
    let choose = move |word: String| {
        let bytes = bytes.clone();
        spawn_local(async move {
            match read_any(studio, &bytes, word.parse().ok()).await {
                Ok(opened) => {
                    chosen.set(word);
                    shown.set(opened);
                }
                Err(error) => studio.say(Tone::Fail, error),
            }
        });
    };
    view! { <Segmented label="Read as" value=chosen choices=Signal::stored(choices) on_change=choose /> }
        .into_any()
}

/// What was found while reading, with how much of each severity.
#[component]
fn Found(shown: RwSignal<Opened>) -> impl IntoView {
    let found = Signal::derive(move || shown.read().diagnostics.clone());
    let counts = Memo::new(move |_| Severities::of(found.read().iter()));
    let chips = move || {
        let Severities { errors, warnings, notes } = counts.get();
        let all = [
            (errors, "error", Tone::Fail),
            (warnings, "warning", Tone::Note),
            (notes, "note", Tone::Neutral),
        ];
        let some = all.into_iter().filter(|(number, ..)| *number > 0);
        some.map(|(number, noun, tone)| view! { <Chip tone=tone>{count(number, noun)}</Chip> }).collect_view()
    };
    view! {
        <Show when=move || !found.read().is_empty()>
            <div class="row wrap">{chips}</div>
            <div class="scroll" tabindex="0" role="region" aria-label="What was found while reading">
                <FindingList found=found at_item=true />
            </div>
        </Show>
    }
}

/// What a design holds, in one line.
pub(super) fn summary(design: &Design) -> String {
    let apis: Vec<String> =
        design.apis.values().map(|api| format!("{} ({})", api.name, api.kind.label())).collect();
    let sum =
        |of: fn(&studio_core::design::Api) -> usize| design.apis.values().map(|api| of(api)).sum::<usize>();
    let parts = [
        (sum(|api| api.routes.len()), "route"),
        (sum(|api| api.integrations.len()), "integration"),
        (sum(|api| api.authorizers.len()), "authorizer"),
        (sum(|api| api.models.len()), "model"),
        (sum(|api| api.stages.len()), "stage"),
        (design.functions.len(), "function"),
        (design.usage_plans.len(), "usage plan"),
        (design.api_keys.len(), "API key"),
        (design.domains.len(), "domain"),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, noun)| count(number, noun))
        .collect();
    match (apis.as_slice(), parts.as_slice()) {
        ([], _) => "No APIs".to_owned(),
        (apis, []) => apis.join(", "),
        (apis, parts) => format!("{}: {}", apis.join(", "), parts.join(", ")),
    }
}
