//! The page's words for the nouns of a design.

use leptos::prelude::*;
use studio_core::aws::ApiKind;
use studio_core::base::Picodollars;
pub use studio_core::base::{counted as count, unit_of};
use studio_core::design::{Document, Item, Severity};

use crate::ui::{Glyph, Tone};

/// The product's name.
pub const PRODUCT: &str = "Gateway Studio";

/// What the item is called on the page: its name, or its noun when it has none.
pub fn title(document: &Document, item: Item) -> String {
    match document.name_of(item) {
        Some(name) if !name.trim().is_empty() => name,
        _ => match item {
            Item::Design => "Untitled design".to_owned(),
            Item::Account => "Account".to_owned(),
            _ => format!("Unnamed {}", item.noun()),
        },
    }
}

/// The noun at the start of a sentence: `Route`, `Usage plan`.
pub fn noun(item: Item) -> String {
    capitalized(item.noun())
}

/// The same words with the first letter in upper case.
pub fn capitalized(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// The item's drawing.
pub fn glyph(item: Item) -> Glyph {
    match item {
        Item::Design => Glyph::Design,
        Item::Account => Glyph::User,
        Item::Api(_) => Glyph::Gateway,
        Item::Route(..) => Glyph::Route,
        Item::Integration(..) => Glyph::Bolt,
        Item::Authorizer(..) => Glyph::Lock,
        Item::Model(..) => Glyph::File,
        Item::Validator(..) => Glyph::Check,
        Item::Stage(..) => Glyph::Stage,
        Item::Function(_) => Glyph::Lambda,
        Item::Domain(_) => Glyph::Domain,
        Item::VpcLink(_) => Glyph::Link,
        Item::ApiKey(_) => Glyph::Key,
        Item::UsagePlan(_) => Glyph::Quota,
        Item::WebAcl(_) => Glyph::Shield,
        Item::ClientCertificate(_) => Glyph::User,
        Item::Alarm(_) => Glyph::Warning,
        Item::Scenario(_) => Glyph::Play,
    }
}

/// The colour of a finding.
pub fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Error => Tone::Fail,
        Severity::Warning => Tone::Note,
        Severity::Note => Tone::Neutral,
    }
}

/// The word of a finding.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Note => "Note",
    }
}

/// The drawing of a kind of API.
pub fn kind_glyph(kind: ApiKind) -> Glyph {
    match kind {
        ApiKind::Rest => Glyph::Gateway,
        ApiKind::Http => Glyph::Globe,
        ApiKind::WebSocket => Glyph::Chat,
    }
}

/// An amount of dollars to the cent, with its digits in groups of three: `1,234.50`.
pub fn money(amount: Picodollars) -> String {
    let text = amount.rounded(2);
    let (whole, cents) = text.split_once('.').unwrap_or((&text, "00"));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::from(sign);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped}.{cents}")
}

/// A message with the texts in backticks set as code.
pub fn rich(message: &str) -> impl IntoView + use<> {
    let parts = message.split('`').enumerate().map(|(at, part)| {
        let part = part.to_owned();
        if at % 2 == 1 { view! { <code>{part}</code> }.into_any() } else { part.into_any() }
    });
    parts.collect_view()
}
