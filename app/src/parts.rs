//! The parts of the program that are fetched when they are first needed.
//!
//! The first screen needs a third of the program. So the release build is cut (`wasm-split` in `cargo xtask`, see
//! ARCHITECTURE.md): what only the functions below lead to is left out of the first file and lies in files of its
//! own. A part hands out plain functions, and is then there for as long as the page is. A debug build is not cut;
//! there the parts are there at once.

use std::sync::OnceLock;

use leptos::prelude::*;
use leptos::task::spawn_local;
use studio_core::aws::ApiKind;
use studio_core::cost::{self, Bill};
use studio_core::design::edit::{Applied, Edit, EditError, apply};
use studio_core::design::inputs::{Level, Pricing, Traffic, Usage, check_traffic};
use studio_core::design::starter::{New, add};
use studio_core::design::{
    Design, Diagnostic, Document, Item, LoadError, Loaded, ScenarioId, check, load, save,
};
use studio_core::flow::{TemplateInputs, template_inputs};
use studio_core::quota::{self, Known};
use studio_core::terraform::{self, ImportError, Imported, SourceFile};

use crate::panels::Panel;
use crate::platform::files::OpenedFile;
use crate::shell::Dialog;
use crate::start::Opened;
use crate::studio::Studio;
use crate::ui::{Button, ErrorState, Spinner};

/// A part could not be fetched.
pub type PartError = leptos::wasm_split::SplitLoaderError;

/// What is said where a part could not be fetched.
pub const NOT_FETCHED: &str = "a part of the studio could not be fetched; try again with the network";

/// Makes a view.
pub type View = fn() -> AnyView;

/// Everything that is done with a document: needed as soon as there is one.
#[derive(Clone, Copy)]
pub struct Work {
    /// Reads a text that may be a saved design or an OpenAPI document, as an API of this kind.
    pub read: fn(&[u8], Option<ApiKind>) -> Result<Opened, String>,
    /// Reads a saved document.
    pub load: fn(&[u8]) -> Result<Loaded, LoadError>,
    /// Writes a document.
    pub save: fn(&Document) -> String,
    /// Carries out an edit.
    pub apply: fn(&Document, &Edit) -> Result<Applied, EditError>,
    /// What an edit is called.
    pub label: fn(&Edit, &Document) -> String,
    /// The edit that adds a node, and the node.
    pub add: fn(&Document, New) -> Option<(Edit, Item)>,
    /// What is wrong or unwise.
    pub check: fn(&Design) -> Vec<Diagnostic>,
    /// Which of AWS's quotas it is over.
    pub check_quotas: fn(&Design, &Traffic, &Usage) -> Vec<Diagnostic>,
    /// The monthly cost, with the quantities that it is made of.
    pub bill: fn(&Design, &Traffic, &Usage, &Pricing) -> Result<Bill, Diagnostic>,
    /// The content of a dialog.
    pub dialog: fn(Dialog) -> AnyView,
}

/// What the templates on the way of a scenario get.
pub type InputsOf = fn(&Document, ScenarioId) -> Option<TemplateInputs>;

/// Makes a design of Terraform files, and gives back the texts of those that an export can be compared with.
pub type ImportOf = fn(&[SourceFile]) -> Result<(Imported, Vec<(String, String)>), ImportError>;

/// Fetches the part that reads Terraform files.
pub async fn fetch_terraform_import() -> Result<ImportOf, PartError> {
    make_terraform_import().await
}

/// Takes the prices of AWS's offer files.
pub type OffersOf = fn(Studio, &[OpenedFile]);

/// Fetches the part that reads offer files.
pub async fn fetch_offers() -> Result<OffersOf, PartError> {
    make_offers().await
}

/// Fetches the part that follows requests.
pub async fn fetch_template_inputs() -> Result<InputsOf, PartError> {
    make_template_inputs().await
}

/// Fetches what runs the scenarios after every change from then on.
pub async fn fetch_judging() -> Result<fn(Studio), PartError> {
    make_judging().await
}

/// Fetches what runs the tests of templates after every change from then on.
pub async fn fetch_testing() -> Result<fn(Studio), PartError> {
    make_testing().await
}

/// Fetches what runs the review after every change from then on.
pub async fn fetch_reviewing() -> Result<fn(Studio), PartError> {
    make_reviewing().await
}

static WORK: OnceLock<Work> = OnceLock::new();

/// The part for documents, if it is there; whoever has a document can rely on it.
pub fn work() -> Option<Work> {
    WORK.get().copied()
}

/// Fetches the part for documents.
pub async fn fetch_work() -> Result<Work, PartError> {
    let work = make_work().await?;
    Ok(*WORK.get_or_init(|| work))
}

/// Makes one split point for release builds, and a plain function for debug builds.
macro_rules! part {
    ($module:ident: $name:ident -> $made:ty = $value:expr) => {
        #[cfg(not(debug_assertions))]
        #[leptos::wasm_split::wasm_split($module, fallible, wasm_split_path = leptos::wasm_split)]
        fn $name() -> Result<$made, PartError> {
            Ok($value)
        }
        #[cfg(debug_assertions)]
        async fn $name() -> Result<$made, PartError> {
            Ok($value)
        }
    };
}

part!(work: make_work -> Work = Work {
    read: crate::start::read_as,
    load,
    save,
    apply,
    label: Edit::label,
    add,
    check,
    check_quotas: |design, traffic, usage| {
        let known = Known { usage: Some(usage), traffic: Some(traffic), ..Known::default() };
        let mut found = quota::check_beside(design, &known);
        found.extend(check_traffic(traffic));
        found
    },
    bill: |design, traffic, usage, pricing| {
        let priced = cost::priced(usage, &design.region, pricing).map_err(|unknown| *unknown)?;
        let mut bill = cost::bill(design, traffic, usage, &priced.book, Level::Likely);
        bill.estimate.diagnostics.extend(priced.diagnostics);
        Ok(bill)
    },
    dialog: crate::shell::dialog_content,
});
part!(design: design_view -> View = || view! { <crate::canvas::DesignPanel /> }.into_any());
part!(flow: flow_view -> View = || view! { <crate::flow::FlowPanel /> }.into_any());
part!(flow: make_judging -> fn(Studio) = |studio| {
    crate::flow::keep_judging(studio);
});
part!(template: make_testing -> fn(Studio) = |studio| {
    crate::template::keep_testing(studio);
});
part!(flow: make_template_inputs -> InputsOf = template_inputs);
part!(template: template_view -> View = || view! { <crate::template::TemplatePanel /> }.into_any());
part!(bill: cost_view -> View = || view! { <crate::cost::CostPanel /> }.into_any());
part!(bill: quota_view -> View = || view! { <crate::quota::QuotaPanel /> }.into_any());
part!(bill: make_offers -> OffersOf = crate::cost::take_offers);
part!(review: review_view -> View = || view! { <crate::review::ReviewPanel /> }.into_any());
part!(review: make_reviewing -> fn(Studio) = |studio| {
    crate::review::keep_reviewing(studio);
});
part!(terraform: terraform_view -> View = || view! { <crate::terraform::TerraformPanel /> }.into_any());

part!(terraform: make_terraform_import -> ImportOf = |files| {
    let imported = terraform::import(files)?;
    Ok((imported, terraform::texts(files)))
});

async fn fetch_panel(panel: Panel) -> Result<View, PartError> {
    match panel {
        Panel::Design => design_view().await,
        Panel::Flow => flow_view().await,
        Panel::Template => template_view().await,
        Panel::Cost => cost_view().await,
        Panel::Quota => quota_view().await,
        Panel::Review => review_view().await,
        Panel::Terraform => terraform_view().await,
    }
}

/// A panel, when its part is there.
#[component]
pub fn PanelPart(
    /// Which one.
    panel: Panel,
) -> impl IntoView {
    let tries = RwSignal::new(0_u32);
    let made = RwSignal::new(None::<Result<View, ()>>);
    Effect::new(move |_| {
        tries.track();
        made.set(None);
        spawn_local(async move {
            // The panel may have been left while its part came.
            let _ = made.try_set(Some(fetch_panel(panel).await.map_err(drop)));
        });
    });
    move || {
        match made.get() {
        Some(Ok(view)) => view(),
        Some(Err(())) => view! {
            <ErrorState title="This panel could not be fetched" text="It is fetched when it is first opened. Is the network there?">
                <Button on_press=move |()| tries.update(|tries| *tries += 1)>"Try again"</Button>
            </ErrorState>
        }
        .into_any(),
        None => view! { <div class="state"><Spinner label=format!("Fetching {}", panel.title()) /></div> }.into_any(),
    }
    }
}
