//! Long text to write: templates of hundreds of kilobytes.

use std::ops::Range;

use leptos::{ev, prelude::*};

use super::completion::{Complete, Completion, Completions};
use super::draft::Draft;
use super::field::Naming;
use super::highlight::Spans;
use super::sheet::Sheet;
use super::text_input::{Lines, complaint_below, on_key};
use crate::platform::keys::{Shortcut, is_mac};
use crate::platform::timer::Timer;
use crate::platform::writing;

/// What Tab inserts while it belongs to the text.
const INDENT: &str = "  ";
/// A caret that stays so long is told to who asked.
const CARET_MS: u32 = 60;

/// As [`CodeEditor`](super::CodeEditor), for texts that are too long for a textarea: there, the browser lays out the
/// whole text anew at every key.
///
/// The text is an element that is written into, in blocks of a few dozen lines of which the browser lays out those in
/// sight; what a key changes is one block. Caret, selection, finding, input methods and the accessibility tree are the
/// browser's own; undo is the editor's (Ctrl+Z, Ctrl+Shift+Z, Ctrl+Y). Read only, it has a caret all the same, which
/// the arrows move. Keys are those of `CodeEditor`.
#[component]
pub fn LongEditor(
    /// The document's value.
    #[prop(into)]
    value: Signal<String>,
    /// Takes what was typed.
    #[prop(optional, into)]
    on_commit: Option<Callback<String>>,
    /// Colours a text; called with the draft, or with one line of it.
    #[prop(optional, into)]
    highlight: Option<Callback<String, Spans>>,
    /// Takes every change at once, before it is committed: for a live preview.
    #[prop(optional, into)]
    on_draft: Option<Callback<String>>,
    /// Takes the bytes that are selected, when the caret was moved by the user.
    #[prop(optional, into)]
    on_caret: Option<Callback<Range<usize>>>,
    /// Offers words at the caret.
    #[prop(optional, into)]
    complete: Option<Complete>,
    /// Lines to mark, from 1; the first is scrolled into sight unless the user is in the text.
    #[prop(optional, into)]
    lit: Signal<Vec<usize>>,
    /// Its name, when no [`Field`](super::Field) is around it.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// Cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Is never changed by typing.
    #[prop(optional)]
    read_only: bool,
    /// The least height in lines, 6 unless told.
    #[prop(default = 6)]
    rows: u32,
) -> impl IntoView {
    let naming = Naming::new(label);
    let commit = move |text: String| on_commit.into_iter().for_each(|on_commit| on_commit.run(text.clone()));
    let draft = Draft::new(value, None, Callback::new(commit), naming);
    let sheet = Sheet::new(highlight, lit);
    let locked = Signal::derive(move || read_only || disabled.get());
    let keys = Keys {
        sheet,
        draft,
        locked,
        on_draft,
        words: Completions::new(complete),
        tab_types: RwSignal::new(false),
    };
    keys.follow(lit, on_caret);
    view! {
        <div class="code-edit-frame">
            <div
                class="code-edit"
                node_ref=sheet.sight.frame
                style:--rows=rows.to_string()
                on:scroll=move |_| sheet.sight.look()
            >
                {coloured(sheet)}
                {pad(keys, naming)}
            </div>
            {keys.words.view(sheet.sight.scrolled, move |word| keys.insert(&word))}
        </div>
        {(!read_only).then(|| keys.hint())}
        {complaint_below(naming, draft)}
    }
}

/// The coloured lines in sight with their numbers, under the element that is written into.
fn coloured(sheet: Sheet) -> AnyView {
    let first = move || sheet.numbers.get().map_or(0, |(first, _)| first).to_string();
    let numbers = move || {
        let (first, count) = sheet.numbers.get().unwrap_or_default();
        (first..first + count).map(|line| format!("{}\n", line + 1)).collect::<String>()
    };
    let size = move |part: fn((usize, usize)) -> usize| move || part(sheet.shape.get()).to_string();
    view! {
        <pre
            class="code long"
            aria-hidden="true"
            style:--lines=size(|(lines, _)| lines)
            style:--columns=size(|(_, columns)| columns)
        >
            <div class="code-numbers" style:--first=first>
                {numbers}
            </div>
            <div class="code-window" node_ref=sheet.window></div>
        </pre>
    }
    .into_any()
}

/// The element that is written into.
fn pad(keys: Keys, naming: Naming) -> AnyView {
    let named = move || naming.label().is_none().then(|| naming.labelled_by()).flatten();
    view! {
        <div
            class="code-pad"
            role="textbox"
            aria-multiline="true"
            tabindex="0"
            id=naming.id()
            node_ref=keys.sheet.root
            spellcheck="false"
            autocapitalize="off"
            translate="no"
            aria-label=move || naming.label()
            aria-labelledby=named
            aria-describedby=move || naming.described_by()
            aria-invalid=move || (naming.invalid() || keys.draft.complaint().is_some()).then_some("true")
            aria-readonly=move || keys.locked.get().then_some("true")
            inputmode=move || keys.locked.get().then_some("none")
            aria-autocomplete=keys.words.can().then_some("list")
            aria-controls=move || keys.words.controls()
            aria-activedescendant=move || keys.words.active()
            on:beforeinput=move |event| keys.before(&event)
            on:input=move |_| keys.after(false)
            on:compositionend=move |_| keys.composed()
            on:copy=move |event| keys.copy(&event)
            on:cut=move |event| {
                keys.copy(&event);
                keys.replace("");
            }
            on:dragstart=move |event| keys.carry(event.data_transfer())
            on:click=move |_| keys.words.close()
            on:blur=move |_| keys.leave()
            on:keydown=move |event| keys.press(&event)
        ></div>
    }
    .into_any()
}

/// What typing does.
#[derive(Clone, Copy)]
struct Keys {
    sheet: Sheet,
    draft: Draft,
    locked: Signal<bool>,
    on_draft: Option<Callback<String>>,
    words: Completions,
    /// Whether Tab belongs to the text.
    tab_types: RwSignal<bool>,
}

impl Keys {
    /// Keeps the page up with what comes from outside, and who asked with the caret.
    fn follow(self, lit: Signal<Vec<usize>>, on_caret: Option<Callback<Range<usize>>>) {
        let sheet = self.sheet;
        Effect::new(move |_| {
            if let Some(root) = sheet.root.get() {
                writing::open(&root);
            }
        });
        Effect::new(move |_| {
            let text = self.draft.text();
            if sheet.root.get().is_some() && sheet.window.get().is_some() {
                sheet.adopt(text);
            }
        });
        Effect::new(move |_| {
            sheet.sight.lines.track();
            sheet.draw();
        });
        Effect::new(move |_| {
            let first = lit.read().first().copied();
            sheet.draw();
            if let Some(line) = first.filter(|_| sheet.selected().is_none()) {
                sheet.sight.show(line.saturating_sub(1));
            }
        });
        let timer = Timer::new();
        let moved = move || {
            let Some((range, caret)) = sheet.selected() else { return };
            if sheet.is_own_move(caret) {
                return;
            }
            sheet.rest();
            if let Some(on_caret) = on_caret {
                timer.after(CARET_MS, move || on_caret.run(range));
            }
        };
        writing::on_selection(moved).until_cleanup();
    }

    /// Says whom Tab belongs to.
    fn hint(self) -> impl IntoView {
        let offers = self.words.can();
        let words = move || match (self.tab_types.get(), offers) {
            (true, _) => "Tab inserts spaces; Ctrl+M gives it back to moving on",
            (false, true) => "Ctrl+Space offers words; Tab moves on, Ctrl+M lets it insert spaces",
            (false, false) => "Tab moves on; Ctrl+M lets it insert spaces",
        };
        view! { <div class="hint code-hint" aria-live="polite">{words}</div> }
    }

    /// The browser says what it is about to change: it is done here, so that the text is never read back.
    fn before(self, event: &ev::InputEvent) {
        let kind = event.input_type();
        let locked = self.locked.get_untracked();
        // What an input method composes cannot be done for it.
        if !locked && (event.is_composing() || kind.contains("Composition") || !event.cancelable()) {
            return;
        }
        event.prevent_default();
        if locked {
            return;
        }
        let with = match kind.as_str() {
            "historyUndo" => return self.travel(true),
            "historyRedo" => return self.travel(false),
            "insertLineBreak" | "insertParagraph" => "\n".to_owned(),
            kind if kind.starts_with("insert") => writing::text_of(event),
            kind if kind.starts_with("delete") => String::new(),
            _ => return,
        };
        if let Some(range) = self.sheet.target(event)
            && self.sheet.edit(range, &with)
        {
            self.typed();
            self.words.look_soon(move || self.offer());
        }
    }

    /// The browser changed something itself.
    fn after(self, all: bool) {
        if self.sheet.read_back(all) {
            self.typed();
        }
    }

    /// The input method is done.
    fn composed(self) {
        self.after(true);
        if !self.sheet.is_whole() {
            self.sheet.rebuild();
        }
        self.offer();
    }

    fn typed(self) {
        let text = self.sheet.with(|blocks| blocks.text().to_owned());
        if let Some(on_draft) = self.on_draft {
            on_draft.run(text.clone());
        }
        self.draft.input(text);
    }

    fn travel(self, back: bool) {
        if !self.locked.get_untracked() && self.sheet.travel(back) {
            self.typed();
        }
    }

    /// The editor lost the focus.
    fn leave(self) {
        self.tab_types.set(false);
        self.words.close();
        self.sheet.rest();
        self.draft.blur();
    }

    /// Looks for words at the caret.
    fn offer(self) {
        if let (true, Some((_, caret))) = (self.words.can(), self.sheet.selected()) {
            self.sheet.with(|blocks| self.words.look(blocks.text(), caret));
        }
    }

    fn copy(self, event: &ev::ClipboardEvent) {
        event.prevent_default();
        self.carry(event.clipboard_data());
    }

    /// Hands over the selected text, which the browser would break between blocks.
    fn carry(self, data: Option<writing::Data>) {
        if let Some((range, _)) = self.sheet.selected().filter(|(range, _)| !range.is_empty()) {
            let text = self.sheet.with(|blocks| blocks.text().get(range).map(str::to_owned));
            writing::carry(data, &text.unwrap_or_default());
        }
    }

    fn press(self, event: &ev::KeyboardEvent) {
        if self.words.is_stale() && !event.is_composing() && event.key().chars().count() > 1 {
            self.offer();
        }
        if event.is_composing() || self.words.press(event, |word| self.insert(&word)) {
            return;
        }
        let is = |keys: &str| Shortcut::parse(keys).is_some_and(|keys| keys.matches(event));
        let travel =
            if is("Ctrl+Z") { Some(true) } else { (is("Ctrl+Shift+Z") || is("Ctrl+Y")).then_some(false) };
        if let (Some(back), false) = (travel, self.locked.get_untracked()) {
            event.prevent_default();
            event.stop_propagation();
            return self.travel(back);
        }
        if let Some(end) = far(event) {
            event.prevent_default();
            self.words.close();
            return self.sheet.go(end, event.shift_key());
        }
        match event.key().as_str() {
            " " if event.ctrl_key() && self.words.can() => {
                event.prevent_default();
                self.offer();
            }
            "m" if event.ctrl_key() => {
                event.prevent_default();
                self.tab_types.update(|on| *on = !*on);
            }
            "Tab" if self.tab_types.get_untracked() && !event.shift_key() => {
                event.prevent_default();
                self.replace(INDENT);
            }
            _ => {
                self.words.close_on_move(event);
                on_key(event, self.draft, Lines::Many);
            }
        }
    }

    /// Puts a chosen word into the text.
    fn insert(self, word: &Completion) {
        if self.sheet.edit(word.replaces.clone(), &word.insert) {
            self.typed();
        }
    }

    /// Puts a text in the place of what is selected.
    fn replace(self, with: &str) {
        if let (false, Some((range, _))) = (self.locked.get_untracked(), self.sheet.selected())
            && self.sheet.edit(range, with)
        {
            self.typed();
        }
    }
}

/// Whether a key goes to the text's end, or to its beginning; none for every other key.
fn far(event: &ev::KeyboardEvent) -> Option<bool> {
    let (up, down) = if is_mac() { ("ArrowUp", "ArrowDown") } else { ("Home", "End") };
    let held = if is_mac() { event.meta_key() } else { event.ctrl_key() };
    let key = event.key();
    (held && !event.alt_key() && (key == up || key == down)).then_some(key == down)
}
