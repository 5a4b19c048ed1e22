//! A Lambda function.

use leptos::prelude::*;
use studio_core::design::edit::Edit;
use studio_core::design::{Architecture, FunctionId, Item};

use super::fields::{Number, choice, optional, optional_whole, pair, text};
use super::form::{at, node};
use super::sections::section;
use crate::studio::Studio;

/// The form of a function.
pub fn view(id: FunctionId) -> AnyView {
    let form = node(Item::Function(id), Studio::get().function(id), move |node| Edit::PutFunction(id, node));
    let processors =
        vec![(Architecture::X86_64, "x86_64".to_owned()), (Architecture::Arm64, "arm64".to_owned())];
    view! {
        <div class="form">
            {text(at!(form, name), "Name", "")}
            {optional(at!(form, arn), "ARN", "Empty: a Terraform variable asks for it")}
            {optional(at!(form, qualifier), "Alias or version", "May hold `${stageVariables.alias}`")}
            {section(
                "For simulation and cost",
                view! {
                    {pair(
                        optional_whole(at!(form, memory_mb), Number::new("Memory", "MB", "")),
                        optional_whole(at!(form, duration_ms), Number::new("Usual duration", "ms", "")),
                    )}
                    {choice(at!(form, architecture), "Processor", "", processors)}
                },
            )}
        </div>
    }
    .into_any()
}
