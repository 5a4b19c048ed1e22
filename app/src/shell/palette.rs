//! Everything that can be done or gone to, by typing.

use leptos::prelude::*;
use studio_core::design::Item;

use super::keys::shortcut_label;
use crate::commands::Command;
use crate::studio::Studio;
use crate::text;
use crate::ui::{CommandPalette, PaletteItem};

/// The palette; its list exists only while it is open.
#[component]
pub(super) fn Palette(open: RwSignal<bool>) -> impl IntoView {
    let studio = Studio::get();
    let items = Signal::derive(move || if open.get() { entries(studio) } else { Vec::new() });
    let choose = move |id: String| match id.split_once(':') {
        Some(("command", number)) => {
            let command = number.parse::<usize>().ok().and_then(|at| Command::all().get(at).copied());
            if let Some(command) = command {
                command.run(studio);
            }
        }
        Some(("item", key)) => {
            if let Ok(item) = key.parse::<Item>() {
                studio.reveal(item);
            }
        }
        _ => {}
    };
    view! { <CommandPalette open=open items=items on_choose=choose /> }
}

fn entries(studio: Studio) -> Vec<PaletteItem> {
    let commands = Command::all().into_iter().enumerate().map(|(at, command)| {
        let blocked = command.blocked(studio);
        PaletteItem {
            id: format!("command:{at}"),
            label: command.label(),
            hint: blocked.clone().unwrap_or_else(|| command.group().title().to_owned()),
            shortcut: shortcut_label(command),
            glyph: Some(command.glyph()),
            disabled: blocked.is_some(),
        }
    });
    let document = studio.document();
    let shown = document.items().into_iter().filter(|item| !matches!(item, Item::Scenario(_)));
    let items = shown.map(|item| {
        let api = item.api().filter(|api| Item::Api(*api) != item);
        let of = api.map(|api| format!(" of {}", text::title(&document, Item::Api(api)))).unwrap_or_default();
        PaletteItem {
            id: format!("item:{}", item.key()),
            label: text::title(&document, item),
            hint: format!("{}{of}", text::noun(item)),
            shortcut: None,
            glyph: Some(text::glyph(item)),
            disabled: false,
        }
    });
    commands.chain(items).collect()
}
