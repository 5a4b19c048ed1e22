//! One row of the quota table.

use serde::{Deserialize, Serialize};

use crate::aws::{Adjustable, OverLimit, Quota, QuotaScope, quota};
use crate::base::Fact;
use crate::design::{Diagnostic, Item};

/// From this share of a counted quota on, in thousandths, a reading is near its limit.
const NEAR_PERMILLE: u64 = 800;

/// How a reading stands to its limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Within the limits.
    Ok,
    /// Within the limits, but most of it is used up.
    Near,
    /// Above the limit: AWS refuses it, or takes it without effect.
    Over,
    /// Below AWS's smallest value: AWS refuses it.
    Under,
    /// Nothing in the design tells; the row is for reference.
    NotMeasurable,
}

/// Whether a quota is used up bit by bit, or bounds a setting that may well stand at its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// Used up bit by bit: near from four fifths on.
    Count,
    /// A bound of a setting: never near.
    Bound,
}

/// What a design uses of a quota.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// The quota's id.
    pub id: &'static str,
    /// What it limits.
    pub title: &'static str,
    /// What it is counted for.
    pub scope: QuotaScope,
    /// What was measured.
    pub item: Item,
    /// How much is used, in `unit`; none when the design does not tell.
    pub used: Option<u64>,
    /// The limit that holds, in `unit`.
    pub limit: u64,
    /// The smallest value, where AWS has one.
    pub min: Option<u64>,
    /// The unit of the values.
    pub unit: &'static str,
    /// The seconds that `limit` holds for, on management calls.
    pub window_s: Option<u32>,
    /// Whether AWS raises it.
    pub adjustable: Adjustable,
    /// Whether the design says that AWS raised it.
    pub raised: bool,
    /// What is left.
    pub headroom: Option<u64>,
    /// The share used, in thousandths; above 1,000 when over.
    pub used_permille: Option<u32>,
    /// How it stands.
    pub state: State,
    /// Where AWS publishes the quota.
    pub source: &'static str,
    /// The day it was last seen there.
    pub as_of: &'static str,
    /// What a reader should know; often empty.
    pub note: &'static str,
}

/// The limit that holds for a design.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The value.
    pub value: u64,
    /// Whether the design says that AWS raised it.
    pub raised: bool,
}

impl Reading {
    /// A row that only tells the limit.
    pub(super) fn reference(quota: &'static Fact<Quota>, limit: Limit) -> Self {
        Self {
            id: &quota.value.id,
            title: &quota.value.title,
            scope: quota.scope,
            item: Item::Design,
            used: None,
            limit: limit.value,
            min: quota.min,
            unit: &quota.value.unit,
            window_s: quota.window_s,
            adjustable: quota.adjustable,
            raised: limit.raised,
            headroom: None,
            used_permille: None,
            state: State::NotMeasurable,
            source: &quota.source,
            as_of: &quota.as_of,
            note: &quota.note,
        }
    }

    /// A row that tells what an item uses.
    pub(super) fn of(
        quota: &'static Fact<Quota>,
        limit: Limit,
        item: Item,
        used: u64,
        counting: Counting,
    ) -> Self {
        let permille = u128::from(used) * 1000 / u128::from(limit.value.max(1));
        let near = counting == Counting::Count && permille >= u128::from(NEAR_PERMILLE);
        let state = match used {
            _ if used > limit.value => State::Over,
            _ if quota.min.is_some_and(|min| used < min) => State::Under,
            _ if near => State::Near,
            _ => State::Ok,
        };
        Self {
            item,
            used: Some(used),
            headroom: Some(limit.value.saturating_sub(used)),
            used_permille: Some(u32::try_from(permille).unwrap_or(u32::MAX)),
            state,
            ..Self::reference(quota, limit)
        }
    }

    /// What a reading out of range says to the user; none within the limits.
    pub fn diagnostic(&self) -> Option<Diagnostic> {
        let used = self.used?;
        let (title, unit, limit) = (self.title, self.unit, self.limit);
        let beyond = quota(self.id).and_then(|quota| quota.over) == Some(OverLimit::NoEffect);
        if self.state == State::Over && beyond {
            let message = format!("{title}: {used} {unit} are never reached, as the account has {limit}");
            let help = "Set less, or enter the quota that AWS raised for the account";
            return Some(
                Diagnostic::warning("quota-never-reached", message)
                    .at(self.item)
                    .at_place(self.id)
                    .help(help),
            );
        }
        let message = match self.state {
            State::Over => format!("{title}: {used} {unit} are more than the {limit} that AWS allows"),
            State::Under => {
                let min = self.min.unwrap_or(0);
                format!("{title}: {used} {unit} are less than the {min} that AWS asks for")
            }
            State::Ok | State::Near | State::NotMeasurable => return None,
        };
        let help = match (self.state, self.adjustable) {
            (State::Under, _) => "Raise it",
            (_, Adjustable::Yes) => "Use less, or ask for more in Service Quotas and enter the raised quota",
            (_, Adjustable::Support) => "Use less, or ask AWS Support for more and enter the raised quota",
            (_, Adjustable::No | Adjustable::NotDocumented) => "Use less; AWS does not offer to raise it",
        };
        Some(Diagnostic::error("quota-exceeded", message).at(self.item).at_place(self.id).help(help))
    }
}
