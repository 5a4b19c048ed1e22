//! What a file holds, before it takes the place of the current design.

use leptos::prelude::*;
use studio_core::design::Design;

use super::read::{Opened, read_any};
use crate::platform::files::Opened as Files;
use crate::shell::{Dialog, FindingList};
use crate::studio::{ReadOnly, Severities, Studio};
use crate::text::count;
use crate::ui::{Button, ButtonKind, Chip, Notice, Tone};

/// A design that may take the place of the current one.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    /// Where it comes from: a file's name, `the pasted text`.
    pub name: String,
    /// What was read.
    pub opened: Opened,
}

/// Opens the first of these files: shows what it holds, or says why it cannot be read.
pub fn take_files(studio: Studio, files: Files) {
    let mut taken = false;
    for file in files {
        match file {
            Ok(_) if taken => {
                studio.say(Tone::Note, "One design is open at a time: the first file was read");
                return;
            }
            Ok(file) => {
                taken = true;
                take(studio, &file.name, &file.bytes);
            }
            Err(error) => studio.say(Tone::Fail, error.to_string()),
        }
    }
}

/// Shows what these bytes hold; opens it at once where nothing is lost and nothing is to be read.
pub(super) fn take(studio: Studio, name: &str, bytes: &[u8]) -> bool {
    match read_any(bytes) {
        Ok(opened) => {
            let nothing_yet = studio.document_now().design.apis.is_empty();
            if nothing_yet && opened.diagnostics.is_empty() {
                accept(studio, opened);
            } else {
                studio.dialog.set(Some(Dialog::Preview(Box::new(Preview { name: name.to_owned(), opened }))));
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
}

/// The content of the preview.
#[component]
pub fn PreviewDialog(preview: Preview) -> impl IntoView {
    let studio = Studio::get();
    let Preview { name, opened } = preview;
    let replaces = !studio.document_now().design.apis.is_empty();
    let counts = Severities::of(&opened.diagnostics);
    let found = opened.diagnostics.clone();
    let has_found = !found.is_empty();
    let read_only = opened.read_only.clone();
    let summary = summary(&opened.document.design);
    let source = format!("{name} · {}", opened.source);
    view! {
        <div class="stack" data-testid="preview">
            <p>
                <b>{source}</b>
            </p>
            <p>{summary}</p>
            {read_only.map(|reason| view! { <Notice tone=Tone::Note>{reason}</Notice> })}
            {has_found
                .then(|| {
                    view! {
                        <div class="row wrap">
                            <Chip tone=Tone::Fail>{count(counts.errors, "error")}</Chip>
                            <Chip tone=Tone::Note>{count(counts.warnings, "warning")}</Chip>
                            <Chip>{count(counts.notes, "note")}</Chip>
                        </div>
                        <div class="scroll" tabindex="0" role="region" aria-label="What was found while reading">
                            <FindingList found=found at_item=true />
                        </div>
                    }
                })}
            {replaces
                .then(|| {
                    view! {
                        <p class="muted">
                            "It takes the place of the design on the page, which stays on this device; undo brings it back."
                        </p>
                    }
                })}
        </div>
        <div class="dialog-actions">
            <Button on_press=move |()| studio.dialog.set(None)>"Cancel"</Button>
            <Button
                kind=ButtonKind::Primary
                on_press=move |()| accept(studio, opened.clone())
                attr:data-testid="preview-open"
            >
                "Open"
            </Button>
        </div>
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
