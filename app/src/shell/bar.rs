//! The bar at the top: which design, which stage, what it costs, what is wrong, and what can be done.

use leptos::prelude::*;
use studio_core::design::edit::Edit;
use studio_core::design::{Item, StageId};

use super::keys::shortcut_label;
use crate::commands::Command;
use crate::panels::Panel;
use crate::studio::{Severities, Studio};
use crate::text;
use crate::ui::{
    Button, ButtonKind, Choice, Glyph, Icon, IconButton, Kbd, Menu, MenuItem, Select, TextInput, Tone,
};

/// The bar.
#[component]
pub(super) fn Bar() -> impl IntoView {
    let studio = Studio::get();
    let has_api = Memo::new(move |_| !studio.design().read().apis.is_empty());
    view! {
        <header class="bar">
            <span class="logo">
                <Icon glyph=Glyph::Gateway size=20 />
                <span>{text::PRODUCT}</span>
            </span>
            <Show when=move || has_api.get()>
                <DesignName />
                <ApiSelect />
                <StageSelect />
            </Show>
            <span class="spacer"></span>
            <Show when=move || has_api.get()>
                <CostChip />
                <FindingsChip />
            </Show>
            <Search />
            <CommandButton command=Command::Undo />
            <CommandButton command=Command::Redo />
            <MainMenu />
            <CommandButton command=Command::Theme />
            <Show when=move || has_api.get()>
                <span class="wide">
                    <Button
                        kind=ButtonKind::Primary
                        on_press=move |()| studio.panel.set(Panel::Terraform)
                        attr:data-testid="export-terraform"
                    >
                        "Export Terraform"
                    </Button>
                </span>
            </Show>
        </header>
    }
}

#[component]
fn DesignName() -> impl IntoView {
    let studio = Studio::get();
    view! {
        <span class="design-name" data-testid="design-name">
            <TextInput
                label="Name of the design"
                class="name"
                placeholder="Untitled design"
                value=Signal::derive(move || studio.design().read().name.clone())
                on_commit=move |name: String| {
                    studio.edit(Edit::Rename(Item::Design, name));
                }
                disabled=Signal::derive(move || studio.read_only().is_some())
            />
        </span>
    }
}

/// The API in view: its kind where there is one, a choice where there are several.
#[component]
fn ApiSelect() -> impl IntoView {
    let studio = Studio::get();
    let ids = studio.api_ids();
    let kind = Memo::new(move |_| {
        let design = studio.design();
        let design = design.read();
        let api = design.apis.get(&studio.current_api()?)?;
        let endpoint = text::capitalized(&api.endpoint_kind().as_str().to_lowercase());
        Some(format!("{} · {endpoint}", api.kind.label()))
    });
    let choices = Signal::derive(move || {
        let design = studio.design();
        let design = design.read();
        let one = |(id, api): (&studio_core::design::ApiId, &std::sync::Arc<studio_core::design::Api>)| {
            Choice::new(id.to_string(), format!("{} · {}", api.name, api.kind.label()))
        };
        design.apis.iter().map(one).collect::<Vec<_>>()
    });
    let several = Memo::new(move |_| ids.read().len() > 1);
    view! {
        <Show
            when=move || several.get()
            fallback=move || {
                view! {
                    <button
                        type="button"
                        class="chip accent press mid"
                        data-testid="kind"
                        data-tip="Settings of the API"
                        on:click=move |_| {
                            if let Some(api) = untrack(|| studio.current_api()) {
                                studio.reveal(Item::Api(api));
                            }
                        }
                    >
                        {move || kind.get()}
                    </button>
                }
            }
        >
            <span class="bar-select">
                <Select
                    label="API in view"
                    value=Signal::derive(move || studio.current_api().map(|id| id.to_string()).unwrap_or_default())
                    choices=choices
                    on_change=move |value: String| {
                        if let Ok(number) = value.parse::<u32>() {
                            studio.choose_api(number.into());
                        }
                    }
                />
            </span>
        </Show>
    }
}

#[component]
fn StageSelect() -> impl IntoView {
    let studio = Studio::get();
    let choices = Signal::derive(move || {
        let design = studio.design();
        let design = design.read();
        let api = studio.current_api().and_then(|id| design.apis.get(&id));
        let stages = api.into_iter().flat_map(|api| api.stages.iter());
        stages.map(|(id, stage)| Choice::new(id.to_string(), stage.name.clone())).collect::<Vec<_>>()
    });
    view! {
        <Show when=move || !choices.read().is_empty()>
            <span class="bar-select mid">
                <Select
                    label="Stage in view"
                    value=Signal::derive(move || studio.current_stage().map(|id| id.to_string()).unwrap_or_default())
                    choices=choices
                    on_change=move |value: String| {
                        if let Ok(number) = value.parse() {
                            studio.choose_stage(StageId(number));
                        }
                    }
                    attr:data-testid="stage"
                />
            </span>
        </Show>
    }
}

#[component]
fn CostChip() -> impl IntoView {
    let studio = Studio::get();
    let cost = Memo::new(move |_| match studio.estimate().get() {
        None => "…".to_owned(),
        Some(Ok(estimate)) => {
            let more = if estimate.unknown > 0 { "+" } else { "" };
            format!("${}{more}", text::money(estimate.total))
        }
        Some(Err(_)) => "unknown".to_owned(),
    });
    view! {
        <button
            type="button"
            class="chip press mid"
            data-testid="cost-chip"
            data-tip="Monthly cost"
            on:click=move |_| studio.panel.set(Panel::Cost)
        >
            <b>{move || cost.get()}</b>
            " / month"
        </button>
    }
}

#[component]
fn FindingsChip() -> impl IntoView {
    let studio = Studio::get();
    let counts = Memo::new(move |_| Severities::of(studio.diagnostics().read().iter()));
    let tone = Signal::derive(move || match counts.get() {
        Severities { errors: 1.., .. } => Tone::Fail,
        Severities { warnings: 1.., .. } => Tone::Note,
        _ => Tone::Pass,
    });
    let words = move || match counts.get() {
        Severities { errors, .. } if errors > 0 => text::count(errors, "error"),
        Severities { warnings, .. } if warnings > 0 => format!("{warnings} to review"),
        Severities { notes, .. } if notes > 0 => text::count(notes, "note"),
        _ => "No errors".to_owned(),
    };
    view! {
        <button
            type="button"
            class=move || format!("chip press {}", tone.get().class())
            data-testid="findings-chip"
            data-tip="What is wrong or unwise"
            on:click=move |_| Command::Findings.run(studio)
        >
            {words}
        </button>
    }
}

#[component]
fn Search() -> impl IntoView {
    let studio = Studio::get();
    let keys = shortcut_label(Command::Palette).unwrap_or_default();
    view! {
        <span class="wide">
            <Button
                kind=ButtonKind::Ghost
                on_press=move |()| Command::Palette.run(studio)
                attr:data-testid="search"
            >
                <Kbd keys=keys />
                " Search"
            </Button>
        </span>
    }
}

/// A command as a drawing.
#[component]
fn CommandButton(command: Command) -> impl IntoView {
    let studio = Studio::get();
    let label = Signal::derive(move || match command {
        Command::Undo => studio.undo_label().map_or("Undo".to_owned(), |what| format!("Undo: {what}")),
        Command::Redo => studio.redo_label().map_or("Redo".to_owned(), |what| format!("Redo: {what}")),
        command => command.label(),
    });
    view! {
        <IconButton
            glyph=command.glyph()
            label=label
            shortcut=shortcut_label(command).unwrap_or_default()
            disabled=Signal::derive(move || command.blocked(studio).is_some())
            on_press=move |()| command.run(studio)
            attr:data-testid=format!("command-{command:?}").to_lowercase()
        />
    }
}

#[component]
fn MainMenu() -> impl IntoView {
    let studio = Studio::get();
    let groups: [&[Command]; 5] = [
        &[Command::New, Command::AddApi],
        &[Command::Open, Command::OpenFolder, Command::Paste],
        &[Command::Save, Command::ExportOpenApi],
        &[Command::Palette, Command::Findings, Command::Convert, Command::Show(Panel::Terraform)],
        &[Command::Help],
    ];
    let items = Signal::derive(move || {
        let mut items = Vec::new();
        for group in groups {
            for (at, command) in group.iter().copied().enumerate() {
                let item = MenuItem::new(command.label(), move || command.run(studio)).glyph(command.glyph());
                let item = item.blocked(command.blocked(studio));
                let item = if at == 0 && !items.is_empty() { item.new_group() } else { item };
                items.push(match shortcut_label(command) {
                    Some(keys) => item.shortcut(keys),
                    None => item,
                });
            }
        }
        items
    });
    view! { <Menu label="Menu" glyph=Glyph::More icon_only=true kind=ButtonKind::Ghost items=items /> }
}
