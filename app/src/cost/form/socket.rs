//! The connections of a WebSocket API.

use leptos::prelude::*;
use studio_core::base::Milli;
use studio_core::design::inputs::{Ranged, SocketTraffic};

use super::ranged::RangedField;
use super::rate::RateField;
use super::scale::Scale;
use crate::cost::view::{Scope, put};
use crate::studio::Studio;
use crate::ui::NumberRange;

const COUNT: NumberRange = NumberRange { min: 0, max: 1_000_000_000, decimals: 3 };
/// AWS closes a connection after two hours.
const MINUTES: NumberRange = NumberRange { min: 0, max: 120, decimals: 3 };
const KB: NumberRange = NumberRange { min: 0, max: 128, decimals: 3 };

/// Connections, how long they last, and their messages.
#[component]
pub fn SocketFields(
    /// The API.
    scope: Scope,
) -> impl IntoView {
    let studio = Studio::get();
    let traffic = studio.traffic();
    let connections = Memo::new(move |_| {
        traffic.read().apis.get(&scope.api).and_then(|api| api.socket.connections.clone())
    });
    view! {
        <RateField id="connections" label="Connections opened" value=connections
            on_commit=move |rate| put(studio, scope.item(), "connections", |traffic| {
                traffic.apis.entry(scope.api).or_default().socket.connections = rate;
            }) />
        <Figure scope id="connection_minutes" label="Each lasts" unit="minutes" range=MINUTES scale=Scale::Ones { to: 120 }
            read=|socket| socket.connection_minutes write=|socket, range| socket.connection_minutes = range />
        <Figure scope id="messages_in" label="Messages of the client in each" unit="messages" range=COUNT scale=Scale::COUNT
            read=|socket| socket.messages_in write=|socket, range| socket.messages_in = range />
        <Figure scope id="messages_out" label="Messages to the client in each" unit="messages" range=COUNT scale=Scale::COUNT
            read=|socket| socket.messages_out write=|socket, range| socket.messages_out = range />
        <Figure scope id="message_in_kb" label="Size of the client's messages" unit="KB" range=KB scale=Scale::KB
            read=|socket| socket.message_in_kb write=|socket, range| socket.message_in_kb = range />
        <Figure scope id="message_out_kb" label="Size of messages to the client" unit="KB" range=KB scale=Scale::KB
            read=|socket| socket.message_out_kb write=|socket, range| socket.message_out_kb = range />
    }
}

#[component]
fn Figure(
    scope: Scope,
    id: &'static str,
    label: &'static str,
    unit: &'static str,
    range: NumberRange,
    scale: Scale,
    read: fn(&SocketTraffic) -> Option<Ranged<Milli>>,
    write: fn(&mut SocketTraffic, Option<Ranged<Milli>>),
) -> impl IntoView {
    let studio = Studio::get();
    let traffic = studio.traffic();
    let value = Memo::new(move |_| traffic.read().apis.get(&scope.api).and_then(|api| read(&api.socket)));
    view! {
        <RangedField
            id label unit range scale value
            on_commit=move |range| put(studio, scope.item(), id, |traffic| {
                write(&mut traffic.apis.entry(scope.api).or_default().socket, range);
            })
        />
    }
}
