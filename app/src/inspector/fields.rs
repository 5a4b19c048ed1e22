//! The fields that inspectors are made of: a label, a control, and the part of the document behind it.

use leptos::prelude::*;
use studio_core::base::Milli;
use studio_core::design::TextMap;

use super::form::{Form, Value};
use crate::studio::Studio;
use crate::ui::{
    Choice, CodeEditor, Field, KeyValueEditor, ListEditor, NumberInput, NumberRange, Select, Spans, Switch,
    TextArea, TextInput, json_spans,
};

/// Whether nothing can be changed.
pub fn locked() -> Signal<bool> {
    let studio = Studio::get();
    Signal::derive(move || studio.read_only().is_some())
}

fn hinted(hint: &'static str) -> MaybeProp<String> {
    if hint.is_empty() { MaybeProp::default() } else { hint.into() }
}

/// A line of text.
pub fn text(form: Form<String>, label: &'static str, hint: &'static str) -> AnyView {
    line(form, label, hint, "", Vec::new())
}

/// A line of text in AWS's spelling: an ARN, an expression, a path; with texts to offer.
pub fn code_line(
    form: Form<String>,
    label: &'static str,
    hint: &'static str,
    offered: Vec<String>,
) -> AnyView {
    line(form, label, hint, "mono", offered)
}

fn line(
    form: Form<String>,
    label: &'static str,
    hint: &'static str,
    class: &'static str,
    offered: Vec<String>,
) -> AnyView {
    view! {
        <Field label=label hint=hinted(hint)>
            <TextInput
                class=class
                value=form.signal()
                on_commit=move |text| form.type_in(label, text)
                suggestions=Signal::stored(offered)
                disabled=locked()
            />
        </Field>
    }
    .into_any()
}

/// A line of text that may be left to AWS.
pub fn optional(form: Form<Option<String>>, label: &'static str, hint: &'static str) -> AnyView {
    optional_of(form, label, hint, Vec::new())
}

/// A line of text that may be left to AWS, with texts to offer.
pub fn optional_of(
    form: Form<Option<String>>,
    label: &'static str,
    hint: &'static str,
    offered: Vec<String>,
) -> AnyView {
    let plain = form.at(
        |value| value.clone().unwrap_or_default(),
        |value, text| *value = if text.trim().is_empty() { None } else { Some(text) },
    );
    line(plain, label, hint, "mono", offered)
}

/// Several lines of plain text.
pub fn prose(form: Form<String>, label: &'static str, hint: &'static str) -> AnyView {
    view! {
        <Field label=label hint=hinted(hint)>
            <TextArea
                rows=2
                value=form.signal()
                on_commit=move |text| form.type_in(label, text)
                disabled=locked()
            />
        </Field>
    }
    .into_any()
}

/// Code of several lines: a template, a policy, a schema.
pub fn code(form: Form<String>, label: &'static str, hint: &'static str) -> AnyView {
    view! {
        <Field label=label hint=hinted(hint)>
            <CodeEditor
                value=form.signal()
                on_commit=move |text| form.type_in(label, text)
                highlight=coloured
                disabled=locked()
            />
        </Field>
    }
    .into_any()
}

/// The colours of a text that looks like JSON; none for other languages.
fn coloured(text: String) -> Spans {
    if text.trim_start().starts_with(['{', '[']) { json_spans(&text) } else { Spans::new() }
}

/// Code that may be absent: empty text is absence.
pub fn optional_code(form: Form<Option<String>>, label: &'static str, hint: &'static str) -> AnyView {
    let plain = form.at(
        |value| value.clone().unwrap_or_default(),
        |value, text| *value = if text.trim().is_empty() { None } else { Some(text) },
    );
    code(plain, label, hint)
}

/// What a number field says about its number.
#[derive(Clone, Copy)]
pub struct Number {
    /// The label.
    pub label: &'static str,
    /// The unit behind it, if any.
    pub unit: &'static str,
    /// What it means, or what an empty one means.
    pub hint: &'static str,
    /// The least and the greatest value; AWS's own limits are findings, not refusals.
    pub range: (i64, i64),
}

impl Number {
    /// A number from 0 on.
    pub const fn new(label: &'static str, unit: &'static str, hint: &'static str) -> Self {
        Self { label, unit, hint, range: (0, u32::MAX as i64) }
    }

    /// The same from another least value on.
    pub const fn from(self, min: i64) -> Self {
        Self { range: (min, self.range.1), ..self }
    }

    /// The same up to another greatest value.
    pub const fn to(self, max: i64) -> Self {
        Self { range: (self.range.0, max), ..self }
    }
}

/// Needs: whether the number may be left empty.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Presence {
    Needed,
    Optional,
}

fn number_line(form: Form<String>, number: Number, decimals: u8, presence: Presence) -> AnyView {
    let unit: MaybeProp<String> =
        if number.unit.is_empty() { MaybeProp::default() } else { number.unit.into() };
    let range = NumberRange { min: number.range.0, max: number.range.1, decimals };
    view! {
        <Field label=number.label hint=hinted(number.hint)>
            <NumberInput
                value=form.signal()
                on_commit=move |text: String| form.type_in(number.label, text)
                range=range
                optional=presence == Presence::Optional
                unit=unit
                placeholder=if presence == Presence::Optional { "AWS's default" } else { "" }
                disabled=locked()
            />
        </Field>
    }
    .into_any()
}

/// A whole number that must be there.
pub fn whole<N>(form: Form<N>, number: Number) -> AnyView
where
    N: Value + std::fmt::Display + std::str::FromStr,
{
    let text = form.at(ToString::to_string, |value, text: String| {
        if let Ok(number) = text.parse() {
            *value = number;
        }
    });
    number_line(text, number, 0, Presence::Needed)
}

/// A whole number that may be left to AWS.
pub fn optional_whole<N>(form: Form<Option<N>>, number: Number) -> AnyView
where
    N: Value + std::fmt::Display + std::str::FromStr,
{
    let text = form.at(
        |value| value.as_ref().map(ToString::to_string).unwrap_or_default(),
        |value, text: String| *value = text.parse().ok(),
    );
    number_line(text, number, 0, Presence::Optional)
}

/// A number with up to three decimals.
pub fn decimal(form: Form<Milli>, number: Number) -> AnyView {
    let text = form.at(ToString::to_string, |value, text: String| {
        if let Ok(number) = text.parse() {
            *value = number;
        }
    });
    number_line(text, number, 3, Presence::Needed)
}

/// On or off.
pub fn toggle(form: Form<bool>, label: &'static str, hint: &'static str) -> AnyView {
    view! {
        <Switch
            checked=form.signal()
            on_change=move |on| form.set(on)
            label=label
            hint=hinted(hint)
            disabled=locked()
        />
    }
    .into_any()
}

/// On, off, or left to the stage or AWS.
pub fn tristate(form: Form<Option<bool>>, label: &'static str, unset: &'static str) -> AnyView {
    choice(
        form,
        label,
        "",
        vec![(None, unset.to_owned()), (Some(true), "On".to_owned()), (Some(false), "Off".to_owned())],
    )
}

/// One of several values.
pub fn choice<T: Value>(
    form: Form<T>,
    label: &'static str,
    hint: &'static str,
    choices: Vec<(T, String)>,
) -> AnyView {
    choice_of(form, label, hint, Signal::stored(choices))
}

/// One of several values that change with the document.
pub fn choice_of<T: Value>(
    form: Form<T>,
    label: &'static str,
    hint: &'static str,
    choices: Signal<Vec<(T, String)>>,
) -> AnyView {
    let value = Signal::derive(move || {
        let now = form.get();
        let at = choices.read().iter().position(|(value, _)| *value == now);
        at.map(|at| at.to_string()).unwrap_or_default()
    });
    let shown = Signal::derive(move || {
        let list = choices.get();
        let one = |(at, (_, words)): (usize, (T, String))| Choice::new(at.to_string(), words);
        list.into_iter().enumerate().map(one).collect::<Vec<_>>()
    });
    let pick = move |text: String| {
        let picked =
            choices.with_untracked(|list| text.parse::<usize>().ok().and_then(|at| list.get(at).cloned()));
        if let Some((value, _)) = picked {
            form.set(value);
        }
    };
    view! {
        <Field label=label hint=hinted(hint)>
            <Select value=value choices=shown on_change=pick disabled=locked() />
        </Field>
    }
    .into_any()
}

/// One of AWS's words, or left to AWS.
pub fn optional_word<T: Value + std::fmt::Display>(
    form: Form<Option<T>>,
    label: &'static str,
    unset: &'static str,
    words: &'static [T],
) -> AnyView {
    let known = words.iter().map(|word| (Some(word.clone()), word.to_string()));
    choice(form, label, "", std::iter::once((None, unset.to_owned())).chain(known).collect())
}

/// Short texts in order.
pub fn list(form: Form<Vec<String>>, label: &'static str, noun: &'static str, hint: &'static str) -> AnyView {
    list_of(form, label, noun, hint, Signal::stored(Vec::new()))
}

/// Short texts in order, with texts to offer.
pub fn list_of(
    form: Form<Vec<String>>,
    label: &'static str,
    noun: &'static str,
    hint: &'static str,
    offered: Signal<Vec<String>>,
) -> AnyView {
    let editor = view! {
        <ListEditor
            items=form.signal()
            on_change=move |items| form.set(items)
            noun=noun
            suggestions=offered
            disabled=locked()
        />
    };
    group(label, hint, editor.into_any())
}

/// Texts by name.
pub fn map(form: Form<TextMap>, label: &'static str, noun: &'static str, hint: &'static str) -> AnyView {
    let rows =
        Signal::derive(move || form.with(|map| map.iter().map(|(k, v)| (k.clone(), v.clone())).collect()));
    let put = move |rows: Vec<(String, String)>| form.set(rows.into_iter().collect());
    let editor = view! {
        <KeyValueEditor
            rows=rows
            on_change=put
            noun=noun
            unique=true
            disabled=locked()
        />
    };
    group(label, hint, editor.into_any())
}

/// Controls under one label.
pub fn group(label: &'static str, hint: &'static str, content: AnyView) -> AnyView {
    let shown = (!hint.is_empty()).then(|| view! { <div class="hint">{hint}</div> });
    view! {
        <div class="field" role="group" aria-label=label>
            <div class="label">{label}</div>
            {content}
            {shown}
        </div>
    }
    .into_any()
}

/// Two short fields side by side.
pub fn pair(left: AnyView, right: AnyView) -> AnyView {
    view! { <div class="row2">{left} {right}</div> }.into_any()
}
