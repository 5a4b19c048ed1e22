//! Keyboard shortcuts of the whole page.

use std::sync::OnceLock;

use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::Listener;

/// A key with its modifiers, written as `Ctrl+Shift+Z`, `Alt+1`, `F1` or `?`.
///
/// `Ctrl` stands for the command key on a Mac.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shortcut {
    ctrl: bool,
    shift: bool,
    alt: bool,
    /// In lower case, as `KeyboardEvent.key` names it.
    key: String,
}

impl Shortcut {
    /// Reads a shortcut; `None` when it names no key or two keys.
    pub fn parse(text: &str) -> Option<Self> {
        let mut shortcut = Self::default();
        for part in text.split('+').map(str::trim) {
            match part.to_ascii_lowercase().as_str() {
                "ctrl" => shortcut.ctrl = true,
                "shift" => shortcut.shift = true,
                "alt" => shortcut.alt = true,
                "" => return None,
                key if shortcut.key.is_empty() => {
                    shortcut.key = if key == "space" { " " } else { key }.to_owned();
                }
                _ => return None,
            }
        }
        (!shortcut.key.is_empty()).then_some(shortcut)
    }

    /// Whether this key press is the shortcut.
    pub fn matches(&self, event: &KeyboardEvent) -> bool {
        let ctrl = if is_mac() { event.meta_key() } else { event.ctrl_key() };
        // A sign such as `?` needs Shift on some layouts and not on others.
        let shift_decides = self.shift || self.key.chars().all(char::is_alphanumeric);
        ctrl == self.ctrl
            && event.alt_key() == self.alt
            && (!shift_decides || event.shift_key() == self.shift)
            && event.key().to_lowercase() == self.key
    }

    /// How to show it: `Ctrl+Shift+Z`, on a Mac `⇧⌘Z`.
    pub fn label(&self) -> String {
        let mut chars = self.key.chars();
        let key = match chars.next() {
            Some(' ') => "Space".to_owned(),
            Some(first) => first.to_uppercase().chain(chars).collect(),
            None => String::new(),
        };
        let names = if is_mac() { ["⌥", "⇧", "⌘"] } else { ["Ctrl+", "Alt+", "Shift+"] };
        let held =
            if is_mac() { [self.alt, self.shift, self.ctrl] } else { [self.ctrl, self.alt, self.shift] };
        let modifiers: String =
            names.iter().zip(held).filter(|(_, held)| *held).map(|(name, _)| *name).collect();
        modifiers + &key
    }
}

/// Whether the keyboard has a command key.
pub fn is_mac() -> bool {
    // Every shortcut asks at every key.
    static IS_MAC: OnceLock<bool> = OnceLock::new();
    *IS_MAC.get_or_init(|| {
        let platform = web_sys::window().and_then(|w| w.navigator().platform().ok());
        platform.is_some_and(|p| p.starts_with("Mac") || p.starts_with("iP"))
    })
}

/// Calls `run` for every key press that reaches the window and that nothing has handled before.
pub fn on_key(run: impl Fn(&KeyboardEvent) + 'static) -> Listener {
    Listener::on_window("keydown", move |event| {
        if let Some(event) = event.dyn_ref::<KeyboardEvent>()
            && !event.default_prevented()
            && !event.is_composing()
        {
            run(event);
        }
    })
}

/// Whether the key press goes to something the user types into, where plain keys and Ctrl+Z belong to the text.
pub fn is_typing(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| {
        let typed = "input:not([type=checkbox]):not([type=radio]), textarea, select, \
                     [contenteditable]:not([aria-readonly])";
        target.matches(typed).unwrap_or(false)
    })
}
