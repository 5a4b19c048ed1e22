//! The keyboard of the whole page.

use crate::commands::Command;
use crate::platform::keys::{Shortcut, is_typing, on_key};
use crate::studio::Studio;

/// Runs commands by their shortcuts until the shell goes away.
pub(super) fn listen(studio: Studio) {
    let known: Vec<(Shortcut, Command)> = Command::all()
        .into_iter()
        .flat_map(|command| {
            command.shortcuts().iter().filter_map(move |text| Some((Shortcut::parse(text)?, command)))
        })
        .collect();
    on_key(move |event| {
        let Some((_, command)) = known.iter().find(|(shortcut, _)| shortcut.matches(event)) else { return };
        let typing = is_typing(event) && !command.works_while_typing();
        // A dialog has keys of its own; only Escape and what is inside it count there.
        let covered = leptos::prelude::GetUntracked::get_untracked(&studio.dialog).is_some();
        if typing || (covered && *command != Command::Palette) {
            return;
        }
        event.prevent_default();
        command.run(studio);
    })
    .until_cleanup();
}

/// A command's first shortcut as the user's keyboard writes it.
pub(crate) fn shortcut_label(command: Command) -> Option<String> {
    command.shortcuts().first().and_then(|text| Some(Shortcut::parse(text)?.label()))
}
