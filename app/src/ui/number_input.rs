//! Numbers as text: whole or with decimals, never through floating point.

use leptos::{ev, prelude::*};

use super::draft::Draft;
use super::field::Naming;
use super::text_input::{Lines, complaint_below, on_key};

/// What a number may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberRange {
    /// The least value.
    pub min: i64,
    /// The greatest value.
    pub max: i64,
    /// Digits after the point; 0 for whole numbers.
    pub decimals: u8,
}

impl NumberRange {
    /// Whole numbers from `min` to `max`.
    pub const fn whole(min: i64, max: i64) -> Self {
        Self { min, max, decimals: 0 }
    }

    /// The number in its plain form (`1 000` becomes `1000`), or what is wrong with the text.
    pub fn read(self, text: &str) -> Result<String, String> {
        let plain: String =
            text.chars().filter(|c| !matches!(c, ' ' | '_' | ',' | '\u{a0}' | '\u{202f}')).collect();
        let (sign, digits) = match plain.strip_prefix('-') {
            Some(digits) => ("-", digits),
            None => ("", plain.as_str()),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(part) || digits.ends_with('.') {
            return Err(if self.decimals == 0 { "Not a whole number" } else { "Not a number" }.to_owned());
        }
        if part.len() > usize::from(self.decimals) {
            return Err(match self.decimals {
                0 => "Must be a whole number".to_owned(),
                n => format!("At most {n} digits after the point"),
            });
        }
        let scale = 10_i128.pow(u32::from(self.decimals));
        let scaled =
            format!("{sign}{whole}{part:0<width$}", width = usize::from(self.decimals)).parse::<i128>();
        let fits =
            scaled.is_ok_and(|n| i128::from(self.min) * scale <= n && n <= i128::from(self.max) * scale);
        if !fits {
            return Err(format!("Must be from {} to {}", grouped(self.min), grouped(self.max)));
        }
        let whole = whole.trim_start_matches('0');
        let whole = if whole.is_empty() { "0" } else { whole };
        Ok(if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") })
    }
}

/// A number with its digits in groups of three: `10 000`.
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::from(if number < 0 { "-" } else { "" });
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

/// A number with a draft, as text; an empty one is `""`, allowed when `optional`.
///
/// Keyboard: as [`TextInput`](super::TextInput); Up and Down change the last whole digit by one, with Shift by ten.
/// The unit is part of the control's description. Spaces and commas between digits are ignored.
#[component]
pub fn NumberInput(
    /// The document's value in plain digits; empty for none.
    #[prop(into)]
    value: Signal<String>,
    /// Takes the number in plain digits, or `""`.
    #[prop(into)]
    on_commit: Callback<String>,
    /// What it may be.
    range: NumberRange,
    /// Whether it may be empty.
    #[prop(optional)]
    optional: bool,
    /// Shown after the number: `ms`, `requests/s`.
    #[prop(optional, into)]
    unit: MaybeProp<String>,
    /// Its name, when no [`Field`](super::Field) is around it.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// What an empty one means.
    #[prop(optional, into)]
    placeholder: MaybeProp<String>,
    /// Cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let naming = Naming::new(label);
    let check = Callback::new(move |text: String| match text.trim() {
        "" if optional => None,
        "" => Some("A number is needed".to_owned()),
        text => range.read(text).err(),
    });
    // `check` has accepted the text, so that an error here can only be the empty one.
    let commit = Callback::new(move |text: String| on_commit.run(range.read(&text).unwrap_or_default()));
    let draft = Draft::new(value, Some(check), commit, naming);
    view! {
        <div class="input-unit">
            <input
                type="text"
                class="input num"
                id=naming.id()
                inputmode=if range.decimals == 0 { "numeric" } else { "decimal" }
                autocomplete="off"
                aria-label=move || naming.label()
                aria-describedby=move || naming.described_by()
                aria-invalid=move || (naming.invalid() || draft.complaint().is_some()).then_some("true")
                placeholder=move || placeholder.get()
                disabled=move || disabled.get()
                prop:value=move || draft.text()
                on:input=move |event| draft.input(event_target_value(&event))
                on:change=move |_| draft.commit()
                on:blur=move |_| draft.blur()
                on:keydown=move |event| {
                    step(&event, draft, range);
                    on_key(&event, draft, Lines::One);
                }
            />
            {move || unit.get().map(|unit| view! { <span class="unit">{unit}</span> })}
        </div>
        {complaint_below(naming, draft)}
    }
}

fn step(event: &ev::KeyboardEvent, draft: Draft, range: NumberRange) {
    let by = match (event.key().as_str(), event.shift_key()) {
        ("ArrowUp", false) => 1,
        ("ArrowUp", true) => 10,
        ("ArrowDown", false) => -1,
        ("ArrowDown", true) => -10,
        _ => return,
    };
    event.prevent_default();
    let text = draft.text_untracked();
    let text = range.read(&text).unwrap_or(text);
    let (whole, part) =
        text.split_once('.').map_or((text.as_str(), None), |(whole, part)| (whole, Some(part)));
    // An empty one counts from 0; text that is no number is left to the user.
    let Ok(whole) = (if whole.is_empty() { Ok(0) } else { whole.parse::<i64>() }) else { return };
    let whole = whole.saturating_add(by).clamp(range.min, range.max);
    draft.input(part.map_or_else(|| whole.to_string(), |part| format!("{whole}.{part}")));
}

/// A whole number from 0 as `Option<u64>`, for settings that may be left to AWS (`None`).
///
/// Keyboard and screen reader: as [`NumberInput`].
#[component]
pub fn CountInput(
    /// The document's value.
    #[prop(into)]
    value: Signal<Option<u64>>,
    /// Takes the number; `None` only when `optional`.
    #[prop(into)]
    on_commit: Callback<Option<u64>>,
    /// The least value, 0 unless told.
    #[prop(optional)]
    min: u64,
    /// The greatest value, 9 000 000 000 000 000 unless told.
    #[prop(default = 9_000_000_000_000_000)]
    max: u64,
    /// Whether it may be empty.
    #[prop(optional)]
    optional: bool,
    /// Shown after the number.
    #[prop(optional, into)]
    unit: MaybeProp<String>,
    /// Its name, when no [`Field`](super::Field) is around it.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// What an empty one means.
    #[prop(optional, into)]
    placeholder: MaybeProp<String>,
    /// Cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let whole = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let text = Signal::derive(move || value.get().map(|n| n.to_string()).unwrap_or_default());
    let commit = Callback::new(move |text: String| on_commit.run(text.parse().ok()));
    view! {
        <NumberInput
            value=text
            on_commit=commit
            range=NumberRange::whole(whole(min), whole(max))
            optional=optional
            unit=unit
            label=label
            placeholder=placeholder
            disabled=disabled
        />
    }
}
