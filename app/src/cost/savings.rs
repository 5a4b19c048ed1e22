//! What one change would save.

use leptos::prelude::*;
use studio_core::cost::{self, Saving};

use super::money::dollars;
use super::view::{Converted, after_a_pause};
use crate::studio::Studio;
use crate::text;
use crate::ui::{Button, Table, Tone};

/// Changes that make the bill smaller, each with what it saves and a button.
#[component]
pub fn Savings(
    /// The design's conversions.
    converted: Converted,
) -> impl IntoView {
    let studio = Studio::get();
    let found =
        after_a_pause(4, move |document, book| cost::savings_of(document, &converted.get(studio), book));
    let any = move || found.read().as_ref().is_some_and(|found| !found.is_empty());
    view! {
        <Show when=any>
            <section class="card cost-section" aria-labelledby="cost-savings" data-testid="cost-savings">
                <h2 id="cost-savings">"What one change would save"</h2>
                <Table caption="Changes that make the bill smaller">
                    <thead>
                        <tr>
                            <th scope="col">"Change"</th>
                            <th scope="col" class="num">"Saves a month"</th>
                            <th scope="col"><span class="sr-only">"Apply"</span></th>
                        </tr>
                    </thead>
                    <tbody>
                        {move || found.get().unwrap_or_default().into_iter().map(|saving| view! { <Row saving /> }).collect_view()}
                    </tbody>
                </Table>
                <p class="hint">"Each is priced by itself; of two about the same lines the second saves less."</p>
            </section>
        </Show>
    }
}

#[component]
fn Row(saving: Saving) -> impl IntoView {
    let studio = Studio::get();
    let Saving { at, trade_off, fix, saves } = saving;
    let label = fix.label.clone();
    let apply = move |()| {
        if studio.edit((*fix.edit).clone()) {
            studio.say(Tone::Pass, format!("Done: {}. Undo takes it back", fix.label.replace('`', "")));
        }
    };
    view! {
        <tr>
            <th scope="row">
                <button type="button" class="link" on:click=move |_| studio.reveal(at)>{text::rich(&label)}</button>
                <div class="muted">{trade_off}</div>
            </th>
            <td class="num"><b>{dollars(saves)}</b></td>
            <td><Button on_press=apply>"Apply" <span class="sr-only">": " {label.replace('`', "")}</span></Button></td>
        </tr>
    }
}
