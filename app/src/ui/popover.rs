//! Something small that opens beside a button: free content, or a menu of actions.

use leptos::{ev, html, prelude::*};

use super::button::ButtonKind;
use super::icon::{Glyph, Icon};
use super::id::next_id;
use crate::platform::dom;

/// Space between the button and what it opens.
const GAP_PX: f64 = 4.0;
/// Space kept free at the window's edges.
const EDGE_PX: f64 = 8.0;

/// A button that opens free content beside it (the browser's `popover`, in the top layer).
///
/// Keyboard: Enter or Space opens it and the focus goes to its first control; Escape, a press elsewhere or Tab past
/// its end closes it, Escape returning to the button. With `text` empty the button shows the drawing only.
#[component]
pub fn Popover(
    /// The button's name.
    #[prop(into)]
    label: Signal<String>,
    /// A drawing on the button.
    #[prop(optional)]
    glyph: Option<Glyph>,
    /// Show the drawing only; the label is then the tooltip.
    #[prop(optional)]
    icon_only: bool,
    /// How much the button wants to be pressed.
    #[prop(optional)]
    kind: ButtonKind,
    /// The content; exists while it is open.
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let anchored = Anchored::new("dialog", "input, select, textarea, button, [tabindex='0']", open);
    let name = move || label.get();
    view! {
        {anchored.button(label, glyph, icon_only, kind)}
        <div
            class="popover"
            popover="auto"
            role="dialog"
            aria-label=name
            id=anchored.id.get_value()
            node_ref=anchored.panel
            on:toggle=move |_| anchored.toggled()
        >
            <Show when=move || open.get()>{children()}</Show>
        </div>
    }
}

/// One action of a [`Menu`].
#[derive(Clone)]
pub struct MenuItem {
    /// Its words.
    pub label: String,
    /// A drawing before the words.
    pub glyph: Option<Glyph>,
    /// A shortcut to show.
    pub shortcut: Option<String>,
    /// Why it cannot be done now; shown under the words.
    pub blocked: Option<String>,
    /// Deletes or loses something.
    pub danger: bool,
    /// A line above it.
    pub starts_group: bool,
    /// Runs when chosen.
    pub on_choose: Callback<()>,
}

impl MenuItem {
    /// An action with words only.
    pub fn new(label: impl Into<String>, on_choose: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            label: label.into(),
            glyph: None,
            shortcut: None,
            blocked: None,
            danger: false,
            starts_group: false,
            on_choose: Callback::new(move |()| on_choose()),
        }
    }

    /// The same with a drawing.
    pub fn glyph(self, glyph: Glyph) -> Self {
        Self { glyph: Some(glyph), ..self }
    }

    /// The same with a shortcut shown.
    pub fn shortcut(self, shortcut: impl Into<String>) -> Self {
        Self { shortcut: Some(shortcut.into()), ..self }
    }

    /// The same, not possible now for this reason; `None` leaves it possible.
    pub fn blocked(self, reason: Option<String>) -> Self {
        Self { blocked: reason, ..self }
    }

    /// The same in the colour of danger.
    pub fn danger(self) -> Self {
        Self { danger: true, ..self }
    }

    /// The same with a line above.
    pub fn new_group(self) -> Self {
        Self { starts_group: true, ..self }
    }
}

/// A button that opens a menu of actions (`role=menu`).
///
/// Keyboard: Enter, Space or Down on the button opens it; Up and Down (wrapping), Home, End and a first letter move;
/// Enter and Space choose; Escape and Tab close. After choosing the focus is on the button again.
#[component]
pub fn Menu(
    /// The button's name.
    #[prop(into)]
    label: Signal<String>,
    /// The actions.
    #[prop(into)]
    items: Signal<Vec<MenuItem>>,
    /// A drawing on the button.
    #[prop(optional)]
    glyph: Option<Glyph>,
    /// Show the drawing only; the label is then the tooltip.
    #[prop(optional)]
    icon_only: bool,
    /// How much the button wants to be pressed.
    #[prop(optional)]
    kind: ButtonKind,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let anchored = Anchored::new("menu", "[role=menuitem]", open);
    let on_key = move |event: ev::KeyboardEvent| {
        let Some(panel) = anchored.panel.get_untracked() else { return };
        let (count, at) = dom::focused_index(&panel, "[role=menuitem]");
        let now = at.unwrap_or_default();
        let next = match event.key().as_str() {
            "ArrowDown" => (now + 1) % count.max(1),
            "ArrowUp" => (now + count.saturating_sub(1)) % count.max(1),
            "Home" => 0,
            "End" => count.saturating_sub(1),
            "Tab" => return anchored.close(),
            key => match first_letter(&items.read_untracked(), now, key) {
                Some(next) => next,
                None => return,
            },
        };
        event.prevent_default();
        dom::focus_nth(&panel, "[role=menuitem]", next);
    };
    let name = move || label.get();
    view! {
        {anchored.button(label, glyph, icon_only, kind)}
        <div
            class="popover menu"
            popover="auto"
            role="menu"
            aria-label=name
            id=anchored.id.get_value()
            node_ref=anchored.panel
            on:toggle=move |_| anchored.toggled()
            on:keydown=on_key
        >
            <Show when=move || open.get()>
                {move || items.get().into_iter().map(|item| action(item, anchored)).collect_view()}
            </Show>
        </div>
    }
}

fn action(item: MenuItem, anchored: Anchored) -> impl IntoView {
    let blocked = item.blocked.is_some();
    let class = if item.danger { "menu-item danger" } else { "menu-item" };
    let choose = move |_| {
        if !blocked {
            anchored.close();
            item.on_choose.run(());
        }
    };
    view! {
        {item.starts_group.then(|| view! { <hr role="separator" /> })}
        <button
            type="button"
            role="menuitem"
            tabindex="-1"
            class=class
            aria-disabled=blocked.then_some("true")
            on:click=choose
        >
            {match item.glyph {
                Some(glyph) => view! { <Icon glyph=glyph /> }.into_any(),
                None => view! { <span class="no-icon"></span> }.into_any(),
            }}
            <span class="words">
                {item.label} {item.blocked.map(|reason| view! { <small>{reason}</small> })}
            </span>
            {item.shortcut.map(|keys| view! { <kbd>{keys}</kbd> })}
        </button>
    }
}

fn first_letter(items: &[MenuItem], now: usize, key: &str) -> Option<usize> {
    let mut chars = key.chars();
    let (letter, None) = (chars.next()?, chars.next()) else { return None };
    let starts = |item: &MenuItem| item.label.to_lowercase().starts_with(letter.to_ascii_lowercase());
    let after = (1..=items.len()).map(|step| (now + step) % items.len());
    after.into_iter().find(|i| items.get(*i).is_some_and(starts))
}

/// A button and what it opens.
#[derive(Clone, Copy)]
struct Anchored {
    id: StoredValue<String>,
    role: &'static str,
    first: &'static str,
    open: RwSignal<bool>,
    trigger: NodeRef<html::Button>,
    panel: NodeRef<html::Div>,
}

impl Anchored {
    fn new(role: &'static str, first: &'static str, open: RwSignal<bool>) -> Self {
        let id = StoredValue::new(next_id("popover"));
        Self { id, role, first, open, trigger: NodeRef::new(), panel: NodeRef::new() }
    }

    fn button(
        self,
        label: Signal<String>,
        glyph: Option<Glyph>,
        icon_only: bool,
        kind: ButtonKind,
    ) -> impl IntoView + use<> {
        let class = format!("{}{}", kind.class(), if icon_only { " icon-only" } else { "" });
        let down = move |event: ev::KeyboardEvent| {
            if event.key() == "ArrowDown"
                && let Some(panel) = self.panel.get_untracked()
            {
                event.prevent_default();
                dom::show_popover(&panel);
            }
        };
        view! {
            <button
                type="button"
                class=class
                node_ref=self.trigger
                popovertarget=self.id.get_value()
                aria-haspopup=self.role
                aria-expanded=move || self.open.get().to_string()
                aria-label=move || icon_only.then(|| label.get())
                data-tip=move || icon_only.then(|| label.get())
                on:keydown=down
            >
                {glyph.map(|glyph| view! { <Icon glyph=glyph /> })}
                {(!icon_only)
                    .then(|| view! { {move || label.get()} <Icon glyph=Glyph::ChevronDown size=12 /> })}
            </button>
        }
    }

    fn close(self) {
        if let Some(panel) = self.panel.get_untracked() {
            dom::hide_popover(&panel);
        }
    }

    /// The browser opened or closed it: place it and move the focus in, once the content is there.
    fn toggled(self) {
        let Some(panel) = self.panel.get_untracked() else { return };
        let showing = dom::is_popover_open(&panel);
        self.open.set(showing);
        if showing {
            request_animation_frame(move || self.place());
        }
    }

    fn place(self) {
        let (Some(Some(trigger)), Some(Some(panel))) =
            (self.trigger.try_get_untracked(), self.panel.try_get_untracked())
        else {
            return;
        };
        let (button, size) = (dom::rect(&trigger), dom::rect(&panel));
        let (width, height) = dom::window_size();
        let below = button.top + button.height + GAP_PX;
        let fits_below = below + size.height <= height - EDGE_PX;
        let above = button.top - GAP_PX - size.height;
        let top =
            if fits_below || above < EDGE_PX { below.min(height - EDGE_PX - size.height) } else { above };
        let left = button.left.min(width - EDGE_PX - size.width);
        dom::set_style(&panel, "top", &format!("{}px", top.max(EDGE_PX)));
        dom::set_style(&panel, "left", &format!("{}px", left.max(EDGE_PX)));
        dom::focus_first(&panel, self.first);
    }
}
