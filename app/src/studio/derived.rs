//! What follows from the document: computed when somebody looks, and once for all who look.

use std::sync::Arc;

use indexmap::IndexMap;
use leptos::prelude::*;
use studio_core::cost::{Bill, Estimate};
use studio_core::design::inputs::{Pricing, Traffic, Usage};
use studio_core::design::{Design, Diagnostic, Document, Item, Severity};

use super::Studio;
use crate::parts::Work;

type ByItem = IndexMap<Item, Vec<Diagnostic>>;

/// The memos; all lazy.
#[derive(Clone, Copy)]
pub(super) struct Derived {
    pub(super) design: Memo<Arc<Design>>,
    usage: Memo<Usage>,
    traffic: Memo<Arc<Traffic>>,
    pricing: Memo<Arc<Pricing>>,
    diagnostics: Memo<Arc<Vec<Diagnostic>>>,
    by_item: Memo<Arc<ByItem>>,
    bill: Memo<Option<Result<Arc<Bill>, Diagnostic>>>,
    estimate: Memo<Option<Result<Arc<Estimate>, Diagnostic>>>,
}

/// How many findings there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Severities {
    /// What AWS refuses.
    pub errors: usize,
    /// What works otherwise than wanted.
    pub warnings: usize,
    /// What is worth knowing.
    pub notes: usize,
}

impl Severities {
    /// Counts these.
    pub fn of<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        let mut counts = Self::default();
        for diagnostic in diagnostics {
            match diagnostic.severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Note => counts.notes += 1,
            }
        }
        counts
    }

    /// All of them together.
    pub fn total(self) -> usize {
        self.errors + self.warnings + self.notes
    }
}

impl Derived {
    /// The answers come from the part `work`, and are empty until it is there.
    pub(super) fn new(document: RwSignal<Arc<Document>>, work: RwSignal<Option<Work>>) -> Self {
        let design = Memo::new_with_compare(
            move |_| Arc::new(document.read().design.clone()),
            |before: Option<&Arc<Design>>, after: Option<&Arc<Design>>| match (before, after) {
                (Some(before), Some(after)) => !before.is_same(after),
                _ => true,
            },
        );
        let usage = Memo::new(move |_| document.read().usage.clone());
        let traffic = Memo::new(move |_| Arc::new(document.read().traffic.clone()));
        let pricing = Memo::new(move |_| Arc::new(document.read().pricing.clone()));
        let bill = Memo::new(move |_| {
            work.get().map(|work| {
                (work.bill)(&design.read(), &traffic.read(), &usage.read(), &pricing.read()).map(Arc::new)
            })
        });
        // A slider of the traffic changes what the quotas say, and nothing of the design.
        let of_design =
            Memo::new(move |_| work.get().map(|work| (work.check)(&design.read())).unwrap_or_default());
        let of_quotas = Memo::new(move |_| {
            let found =
                work.get().map(|work| (work.check_quotas)(&design.read(), &traffic.read(), &usage.read()));
            found.unwrap_or_default()
        });
        let diagnostics = Memo::new(move |_| {
            let mut found = of_design.get();
            found.extend(of_quotas.get());
            Arc::new(found)
        });
        let by_item = Memo::new(move |_| {
            let mut by_item = ByItem::new();
            for diagnostic in diagnostics.read().iter() {
                by_item.entry(diagnostic.item.unwrap_or(Item::Design)).or_default().push(diagnostic.clone());
            }
            Arc::new(by_item)
        });
        Self {
            design,
            usage,
            diagnostics,
            by_item,
            traffic,
            pricing,
            bill,
            estimate: Memo::new(move |_| match &*bill.read() {
                Some(Ok(bill)) => Some(Ok(Arc::new(bill.estimate.clone()))),
                Some(Err(unknown)) => Some(Err(unknown.clone())),
                None => None,
            }),
        }
    }
}

impl Studio {
    /// The monthly quantities.
    pub fn usage(self) -> Memo<Usage> {
        self.derived.usage
    }

    /// How much the APIs are used.
    pub fn traffic(self) -> Memo<Arc<Traffic>> {
        self.derived.traffic
    }

    /// The prices that the user put in place of published ones.
    pub fn pricing(self) -> Memo<Arc<Pricing>> {
        self.derived.pricing
    }

    /// The monthly cost with its quantities, as [`Studio::estimate`].
    pub fn bill(self) -> Memo<Option<Result<Arc<Bill>, Diagnostic>>> {
        self.derived.bill
    }

    /// Everything that is wrong or unwise.
    pub fn diagnostics(self) -> Memo<Arc<Vec<Diagnostic>>> {
        self.derived.diagnostics
    }

    /// What is wrong or unwise with one item.
    pub fn diagnostics_of(self, item: Item) -> Memo<Vec<Diagnostic>> {
        let by_item = self.derived.by_item;
        Memo::new(move |_| by_item.read().get(&item).cloned().unwrap_or_default())
    }

    /// The monthly cost, once it can be computed; the error says that the Region is not known.
    pub fn estimate(self) -> Memo<Option<Result<Arc<Estimate>, Diagnostic>>> {
        self.derived.estimate
    }
}
