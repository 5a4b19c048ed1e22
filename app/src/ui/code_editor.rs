//! Text to write: templates, bodies, policies.

use leptos::{ev, html, prelude::*};

use super::draft::{Check, Draft};
use super::field::Naming;
use super::highlight::{Spans, to_html};
use super::text_input::{Lines, complaint_below, on_key};

/// What Tab inserts while it belongs to the text.
const INDENT: &str = "  ";

/// A textarea over coloured text, with a draft.
///
/// Keyboard: Tab moves on, as everywhere; Ctrl+M (on a Mac ⌃M) hands Tab to the text, where it inserts two spaces,
/// and takes it back; leaving the editor takes it back too, so that nobody is caught in it. The line below says which
/// it is and is announced. Ctrl+Enter commits, Escape restores; it commits on leaving and after a pause of a second.
#[component]
pub fn CodeEditor(
    /// The document's value.
    #[prop(into)]
    value: Signal<String>,
    /// Takes what was typed.
    #[prop(into)]
    on_commit: Callback<String>,
    /// Colours a text; called with the draft.
    #[prop(optional, into)]
    highlight: Option<Callback<String, Spans>>,
    /// Says what is wrong with typed text.
    #[prop(optional, into)]
    check: Option<Check>,
    /// Takes every change at once, before it is committed: for a live preview.
    #[prop(optional, into)]
    on_draft: Option<Callback<String>>,
    /// Lines to mark, from 1.
    #[prop(optional, into)]
    lit: Signal<Vec<usize>>,
    /// Its name, when no [`Field`](super::Field) is around it.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// Cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The least height in lines, 6 unless told.
    #[prop(default = 6)]
    rows: u32,
) -> impl IntoView {
    let naming = Naming::new(label);
    let draft = Draft::new(value, check, on_commit, naming);
    let node_ref = NodeRef::<html::Textarea>::new();
    let tab_types = RwSignal::new(false);
    let html = Memo::new(move |_| {
        let text = draft.text();
        let spans = highlight.map(|highlight| highlight.run(text.clone())).unwrap_or_default();
        to_html(&text, &spans, &lit.read())
    });
    let keys = Keys { node_ref, tab_types, draft, on_draft };
    view! {
        <div class="code-edit" style:--rows=rows.to_string()>
            <pre class="code numbered" aria-hidden="true" inner_html=move || html.get()></pre>
            <textarea
                id=naming.id()
                node_ref=node_ref
                wrap="off"
                spellcheck="false"
                autocomplete="off"
                autocapitalize="off"
                aria-label=move || naming.label()
                aria-describedby=move || naming.described_by()
                aria-invalid=move || (naming.invalid() || draft.complaint().is_some()).then_some("true")
                disabled=move || disabled.get()
                prop:value=move || draft.text()
                on:input=move |event| keys.typed(event_target_value(&event))
                on:blur=move |_| {
                    tab_types.set(false);
                    draft.blur();
                }
                on:keydown=move |event| keys.press(&event)
            ></textarea>
        </div>
        {keys.hint()}
        {complaint_below(naming, draft)}
    }
}

/// What typing does.
#[derive(Clone, Copy)]
struct Keys {
    node_ref: NodeRef<html::Textarea>,
    /// Whether Tab belongs to the text.
    tab_types: RwSignal<bool>,
    draft: Draft,
    on_draft: Option<Callback<String>>,
}

impl Keys {
    /// Says whom Tab belongs to.
    fn hint(self) -> impl IntoView {
        let words = move || {
            if self.tab_types.get() {
                "Tab inserts spaces; Ctrl+M gives it back to moving on"
            } else {
                "Tab moves on; Ctrl+M lets it insert spaces"
            }
        };
        view! { <div class="hint code-hint" aria-live="polite">{words}</div> }
    }

    fn typed(self, text: String) {
        if let Some(on_draft) = self.on_draft {
            on_draft.run(text.clone());
        }
        self.draft.input(text);
    }

    fn press(self, event: &ev::KeyboardEvent) {
        match event.key().as_str() {
            "m" if event.ctrl_key() => {
                event.prevent_default();
                self.tab_types.update(|on| *on = !*on);
            }
            "Tab" if self.tab_types.get_untracked() && !event.shift_key() => {
                event.prevent_default();
                self.indent();
            }
            _ => on_key(event, self.draft, Lines::Many),
        }
    }

    fn indent(self) {
        let Some(area) = self.node_ref.get_untracked() else { return };
        let (start, end) = (area.selection_start(), area.selection_end());
        let at = |position: Result<Option<u32>, _>| position.ok().flatten().unwrap_or_default();
        let (start, end) = (at(start), at(end));
        let _ = area.set_range_text_with_start_and_end(INDENT, start, end);
        let after = start.saturating_add(INDENT.len() as u32);
        let _ = area.set_selection_range(after, after);
        self.typed(area.value());
    }
}
