//! A value of the document that a form shows and changes.

use std::sync::Arc;

use leptos::prelude::*;
use studio_core::design::Item;
use studio_core::design::edit::{Edit, Gesture};

use crate::studio::Studio;

/// What a form's value must be: a plain value that can be compared.
pub trait Value: Clone + PartialEq + Send + Sync + 'static {}

impl<T: Clone + PartialEq + Send + Sync + 'static> Value for T {}

/// How a change comes about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// By one act: a step of undo of its own.
    Act,
    /// By typing in the field of this name: one step of undo with what was typed there before.
    Typing(String),
}

/// A part of a node: reads as a signal, writes by an edit of the whole node.
pub struct Form<T: Value> {
    value: Memo<T>,
    put: Callback<(T, Change)>,
}

impl<T: Value> Clone for Form<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Value> Copy for Form<T> {}

impl<T: Value> Form<T> {
    /// A form over a value that `put` takes back.
    pub fn new(value: Memo<T>, put: impl Fn(T, Change) + Send + Sync + 'static) -> Self {
        Self { value, put: Callback::new(move |(value, change)| put(value, change)) }
    }

    /// The value now; subscribes.
    pub fn get(self) -> T {
        self.value.get()
    }

    /// The value now, without subscribing; none when the form is gone.
    pub fn now(self) -> Option<T> {
        self.value.try_get_untracked()
    }

    /// A look at the value; subscribes.
    pub fn with<U>(self, look: impl FnOnce(&T) -> U) -> U {
        self.value.with(look)
    }

    /// The value as a signal.
    pub fn signal(self) -> Signal<T> {
        self.value.into()
    }

    /// Puts another value, as one act.
    pub fn set(self, value: T) {
        self.put.try_run((value, Change::Act));
    }

    /// Puts a typed value.
    pub fn type_in(self, field: &str, value: T) {
        self.put.try_run((value, Change::Typing(field.to_owned())));
    }

    /// Changes the value, as one act.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        if let Some(mut value) = self.now() {
            change(&mut value);
            self.set(value);
        }
    }

    /// The form of a part of the value.
    pub fn at<U: Value>(
        self,
        get: impl Fn(&T) -> U + Send + Sync + 'static,
        set: impl Fn(&mut T, U) + Send + Sync + 'static,
    ) -> Form<U> {
        let value = Memo::new(move |_| self.value.with(&get));
        Form::new(value, move |part, change| {
            if let Some(mut whole) = self.now() {
                set(&mut whole, part);
                self.put.try_run((whole, change));
            }
        })
    }
}

impl<T: Value + Default> Form<Vec<T>> {
    /// The form of one entry of a list.
    pub fn nth(self, at: usize) -> Form<T> {
        self.at(
            move |list| list.get(at).cloned().unwrap_or_default(),
            move |list, value| {
                if let Some(entry) = list.get_mut(at) {
                    *entry = value;
                }
            },
        )
    }
}

/// The form of a field of a form's value: `at!(form, settings.endpoint.kind)`.
macro_rules! at {
    ($form:expr, $($path:tt)+) => {
        $form.at(|value| value.$($path)+.clone(), |value, part| value.$($path)+ = part)
    };
}
pub(crate) use at;

/// The form of a node, put back by an edit; a node that is gone reads as the default.
pub fn node<T: Value + Default>(
    item: Item,
    value: Memo<Option<Arc<T>>>,
    edit: impl Fn(Arc<T>) -> Edit + Send + Sync + 'static,
) -> Form<T> {
    let studio = Studio::get();
    let plain = Memo::new(move |_| value.with(|node| node.as_deref().cloned().unwrap_or_default()));
    Form::new(plain, move |value, change| {
        put(studio, item, edit(Arc::new(value)), change);
    })
}

/// Puts a change of a node: typing in one field is one step of undo.
pub(super) fn put(studio: Studio, item: Item, edit: Edit, change: Change) {
    match change {
        Change::Act => studio.edit(edit),
        Change::Typing(field) => studio.edit_as(Gesture::Field(item, field), edit),
    };
}
