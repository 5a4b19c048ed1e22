//! State of single panels that outlives their being closed.

use std::any::{Any, TypeId};
use std::collections::HashMap;

use leptos::prelude::*;

use super::Studio;

type Map = HashMap<TypeId, Box<dyn Any + Send + Sync>>;

/// One signal per type, owned by the page.
#[derive(Clone, Copy)]
pub(super) struct Kept {
    map: StoredValue<Map>,
    owner: StoredValue<Owner>,
}

impl Kept {
    pub(super) fn new() -> Self {
        Self {
            map: StoredValue::new(Map::new()),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        }
    }
}

impl Studio {
    /// Makes something that goes on while its panel is closed: effects and signals of the page.
    pub fn outlive<T>(self, make: impl FnOnce() -> T) -> T {
        self.kept.owner.with_value(|owner| owner.with(make))
    }

    /// The page's one signal of this type, made from its default at first use.
    ///
    /// For what a panel remembers while it is closed and what is not part of the document: which request is being
    /// edited, how far a list is scrolled. Use a type of the panel's own.
    pub fn keep<T: Default + Send + Sync + 'static>(self) -> RwSignal<T> {
        let key = TypeId::of::<T>();
        let known =
            self.kept.map.with_value(|map| map.get(&key).and_then(|kept| kept.downcast_ref().copied()));
        known.unwrap_or_else(|| {
            let made = self.kept.owner.with_value(|owner| owner.with(|| RwSignal::new(T::default())));
            self.kept.map.update_value(|map| {
                map.insert(key, Box::new(made));
            });
            made
        })
    }
}
