//! The shortcuts, by group.

use leptos::prelude::*;

use crate::commands::{Command, Group};
use crate::platform::keys::Shortcut;
use crate::ui::Kbd;

/// Keys that belong to one place of the page, not to a command.
const PLACES: &[(&str, &[(&str, &str)])] = &[
    (
        "Diagram",
        &[
            ("Arrow keys", "Go to the next node"),
            ("Shift+Arrow keys", "Move the selected node"),
            ("+  −  0", "Zoom in, out, fit"),
            ("Ctrl+Arrow keys", "Move the view"),
        ],
    ),
    (
        "Outline",
        &[
            ("Up, Down", "Go to the next row"),
            ("Left, Right", "Close, open"),
            ("Alt+Up, Alt+Down", "Move the row"),
        ],
    ),
    ("Text fields", &[("Enter", "Commit"), ("Escape", "Restore"), ("Ctrl+M", "Let Tab indent in code")]),
];

/// The content of the help dialog.
#[component]
pub(super) fn Help() -> impl IntoView {
    let commands = Group::ALL.iter().map(|group| {
        let rows = Command::all().into_iter().filter(|command| command.group() == *group);
        let rows = rows.filter(|command| !command.shortcuts().is_empty()).map(|command| {
            let keys = command.shortcuts().iter().filter_map(|text| Some(Shortcut::parse(text)?.label()));
            let keys = keys.map(|keys| view! { <Kbd keys=keys /> " " }).collect_view();
            view! {
                <div class="help-row">
                    <dt>{command.label()}</dt>
                    <dd>{keys}</dd>
                </div>
            }
        });
        let rows: Vec<_> = rows.collect();
        (!rows.is_empty()).then(|| section(group.title(), rows.collect_view().into_any()))
    });
    let places = PLACES.iter().map(|(title, rows)| {
        let rows = rows.iter().map(|(keys, words)| {
            view! {
                <div class="help-row">
                    <dt>{*words}</dt>
                    <dd>
                        <Kbd keys=*keys />
                    </dd>
                </div>
            }
        });
        section(title, rows.collect_view().into_any())
    });
    view! { <div class="help">{commands.collect_view()} {places.collect_view()}</div> }
}

fn section(title: &'static str, rows: AnyView) -> AnyView {
    view! {
        <section>
            <h3>{title}</h3>
            <dl>{rows}</dl>
        </section>
    }
    .into_any()
}
