//! What fields stand in: sections, optional parts, lists of records, and what a kind of API cannot have.

use leptos::prelude::*;
use studio_core::aws::{ApiKind, Capability, capability};

use super::fields::locked;
use super::form::{Form, Value};
use crate::ui::{Button, ButtonKind, Glyph, IconButton, Notice, Switch, Tone};

/// A titled part of a form.
pub fn section(title: &'static str, content: impl IntoView + 'static) -> AnyView {
    view! {
        <section class="section">
            <h3>{title}</h3>
            {content}
        </section>
    }
    .into_any()
}

/// A titled part that is closed until opened, or open when something in it is set.
pub fn folded(title: &'static str, is_set: bool, content: impl IntoView + 'static) -> AnyView {
    view! {
        <details class="section" open=is_set>
            <summary>
                <h3>{title}</h3>
            </summary>
            <div class="stack">{content}</div>
        </details>
    }
    .into_any()
}

/// A part that only some kinds of API can have.
///
/// Where the kind cannot, it is shown only while something is set, with AWS's reason and alternative.
pub fn gated(
    kind: ApiKind,
    needed: Capability,
    is_set: Memo<bool>,
    content: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let support = capability(needed, kind);
    if support.can() {
        return content();
    }
    let (reason, alternative) = (support.reason.clone(), support.alternative.clone());
    let content = StoredValue::new(content);
    let (reason, alternative) = (StoredValue::new(reason), StoredValue::new(alternative));
    view! {
        <Show when=move || is_set.get()>
            <Notice tone=Tone::Fail>
                {move || format!("{}. {}.", reason.get_value(), alternative.get_value())}
            </Notice>
            {content.with_value(|content| content())}
        </Show>
    }
    .into_any()
}

/// A part that can be switched on: its form exists while it is on.
pub fn maybe<T: Value>(
    form: Form<Option<T>>,
    label: &'static str,
    hint: &'static str,
    make: impl Fn() -> T + Send + Sync + 'static,
    content: impl Fn(Form<T>) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let on = Memo::new(move |_| form.with(Option::is_some));
    let (make, content) = (StoredValue::new(make), StoredValue::new(content));
    let part = move || {
        let fallback = make.with_value(|make| make());
        let inner = form.at(
            move |value| value.clone().unwrap_or_else(|| fallback.clone()),
            |value, part| {
                // The part may have been switched off while something in it was being typed.
                if value.is_some() {
                    *value = Some(part);
                }
            },
        );
        content.with_value(|content| content(inner))
    };
    let switch = move |on: bool| form.set(on.then(|| make.with_value(|make| make())));
    view! {
        <Switch
            checked=on
            on_change=switch
            label=label
            hint=if hint.is_empty() { MaybeProp::default() } else { hint.into() }
            disabled=locked()
        />
        <Show when=move || on.get()>
            <div class="indent stack">{part()}</div>
        </Show>
    }
    .into_any()
}

/// Records in order, each with its own form; they can be added, removed and moved.
pub fn records<T: Value + Default>(
    form: Form<Vec<T>>,
    noun: &'static str,
    make: impl Fn() -> T + Send + Sync + 'static,
    title: impl Fn(&T) -> String + Send + Sync + 'static,
    content: impl Fn(Form<T>) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let count = Memo::new(move |_| form.with(Vec::len));
    let (make, title) = (StoredValue::new(make), StoredValue::new(title));
    let content = StoredValue::new(content);
    let row = move |at: usize| {
        let one = form.nth(at);
        let name = Signal::derive(move || {
            let named = title.with_value(|title| one.with(|value| title(value)));
            if named.is_empty() { format!("{noun} {}", at + 1) } else { named }
        });
        view! {
            <div class="record"><details><summary>
                    <span class="truncate">{move || name.get()}</span>
                    </summary>
                <div class="stack">{content.with_value(|content| content(one))}</div>
            </details><span class="record-tools">
                    <IconButton
                        glyph=Glyph::ChevronUp
                        label=Signal::derive(move || format!("Move {} up", name.get()))
                        disabled=Signal::derive(move || at == 0 || locked().get())
                        on_press=move |()| form.update(|list| if at > 0 && at < list.len() { list.swap(at, at - 1) })
                    />
                    <IconButton
                        glyph=Glyph::Trash
                        label=Signal::derive(move || format!("Remove {}", name.get()))
                        disabled=locked()
                        on_press=move |()| form.update(|list| if at < list.len() { drop(list.remove(at)) })
                    />
                </span></div>
        }
    };
    view! {
        <div class="records">
            <For each=move || 0..count.get() key=|at| *at children=row />
            <Button
                kind=ButtonKind::Ghost
                glyph=Glyph::Plus
                disabled=locked()
                on_press=move |()| form.update(|list| list.push(make.with_value(|make| make())))
            >
                {format!("Add {noun}")}
            </Button>
        </div>
    }
    .into_any()
}
