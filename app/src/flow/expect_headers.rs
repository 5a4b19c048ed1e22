//! What is expected of headers, one row for each.

use leptos::prelude::*;
use studio_core::design::inputs::HeaderExpectation;

use super::expect_form::change;
use super::state::FlowView;
use crate::ui::{Button, ButtonKind, Choice, Glyph, IconButton, Select, TextInput};

/// A name that a new row begins with.
const FIRST: &str = "content-type";

/// Rows of name, what is expected, and value.
#[component]
pub fn HeaderRows() -> impl IntoView {
    let view = FlowView::get();
    let names = view.part(|draft| draft.expect.headers.keys().cloned().collect::<Vec<_>>());
    let add = move |()| {
        change(view, |expect| {
            let taken = |name: &String| expect.headers.keys().any(|known| known.eq_ignore_ascii_case(name));
            let numbered = (2..).map(|number| format!("x-header-{number}"));
            let name = std::iter::once(FIRST.to_owned()).chain(numbered).find(|name| !taken(name));
            expect.headers.insert(name.unwrap_or_default(), HeaderExpectation::Present);
        });
    };
    view! {
        <div class="flow-expect-rows" role="group" aria-label="Expected of headers">
            <For each=move || names.get() key=Clone::clone let:name>
                <Row name=name />
            </For>
            <Button kind=ButtonKind::Ghost glyph=Glyph::Plus on_press=add>"Add an expected header"</Button>
        </div>
    }
}

#[component]
fn Row(name: String) -> impl IntoView {
    let view = FlowView::get();
    let name = StoredValue::new(name);
    let wanted = view.part(move |draft| draft.expect.headers.get(&*name.read_value()).cloned());
    let word = Signal::derive(move || {
        let word = match wanted.get() {
            Some(HeaderExpectation::Absent) => "absent",
            Some(HeaderExpectation::Equals(_)) => "equals",
            Some(HeaderExpectation::Present) | None => "present",
        };
        word.to_owned()
    });
    let put = move |wanted: HeaderExpectation| {
        change(view, |expect| drop(expect.headers.insert(name.get_value(), wanted)));
    };
    let choices = vec![
        Choice::new("present", "is there"),
        Choice::new("absent", "is not there"),
        Choice::new("equals", "is"),
    ];
    let rename = move |text: String| {
        change(view, |expect| {
            let Some(at) = expect.headers.get_index_of(&*name.read_value()) else { return };
            if text.is_empty() || expect.headers.contains_key(&text) {
                return;
            }
            if let Some((_, wanted)) = expect.headers.shift_remove_index(at) {
                expect.headers.shift_insert(at, text, wanted);
            }
        });
    };
    view! {
        <div class="flow-expect-row">
            <TextInput class="mono" label="Name of the expected header" value=Signal::stored(name.get_value()) on_commit=rename />
            <Select
                label=format!("What header {} has to be", name.get_value())
                value=word
                choices=Signal::stored(choices)
                on_change=move |word: String| put(match word.as_str() {
                    "absent" => HeaderExpectation::Absent,
                    "equals" => HeaderExpectation::Equals(String::new()),
                    _ => HeaderExpectation::Present,
                })
            />
            <IconButton glyph=Glyph::Trash label=format!("Expect nothing of header {}", name.get_value())
                on_press=move |()| change(view, |expect| drop(expect.headers.shift_remove(&*name.read_value()))) />
            <Show when=move || word.get() == "equals">
                <div class="wide">
                    <TextInput
                        class="mono"
                        label=format!("Value of header {}", name.get_value())
                        value=Signal::derive(move || match wanted.get() {
                            Some(HeaderExpectation::Equals(text)) => text,
                            _ => String::new(),
                        })
                        on_commit=move |text| put(HeaderExpectation::Equals(text))
                    />
                </div>
            </Show>
        </div>
    }
}
