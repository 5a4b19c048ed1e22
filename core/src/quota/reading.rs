//! One row of the quota table.

use serde::{Deserialize, Serialize};

use super::room;
use crate::aws::{Adjustable, Quota, QuotaScope};
use crate::base::{Fact, months_until};
use crate::design::Item;

/// From this share of a quota that is used up bit by bit on, in thousandths, a reading is near its limit.
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
    /// Not measured; the row is for reference.
    NotMeasurable,
}

/// What a reading counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measured {
    /// How many of something the design has.
    Count,
    /// How large something in the design is.
    Size,
    /// A setting, which may well stand at its limit.
    Setting,
    /// What the stated traffic asks for in its busiest second.
    Traffic,
    /// What a saved request has.
    Request,
}

impl Measured {
    /// Whether it is used up bit by bit, and near its limit before it is over.
    pub const fn fills_up(self) -> bool {
        !matches!(self, Self::Setting)
    }

    /// Whether it grows as the traffic does; routes, domains and web ACLs do not by themselves.
    pub const fn grows(self) -> bool {
        matches!(self, Self::Traffic)
    }
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
    /// What the number counts; none when nothing was measured.
    pub measured: Option<Measured>,
    /// How much is used, in `unit`; none when the design does not tell.
    pub used: Option<u64>,
    /// The limit that holds, in `unit`.
    pub limit: u64,
    /// The limit that AWS publishes for the Region, before it raised anything.
    pub published: u64,
    /// The smallest value, where AWS has one.
    pub min: Option<u64>,
    /// The unit of the values.
    pub unit: &'static str,
    /// The seconds that `limit` holds for, on management calls.
    pub window_s: Option<u32>,
    /// Whether AWS raises it.
    pub adjustable: Adjustable,
    /// Its code in Service Quotas, where it has one.
    pub code: Option<&'static str>,
    /// Whether AWS raises it for single APIs only.
    pub per_api: bool,
    /// Whether the design says that AWS raised it.
    pub raised: bool,
    /// What is left.
    pub headroom: Option<u64>,
    /// What is left in words: `room for 12 more routes`.
    pub room: Option<String>,
    /// The share used, in thousandths; above 1,000 when over.
    pub used_permille: Option<u32>,
    /// In how many months it is over if it grows as the traffic does; 0 when it is, none when that is not in sight.
    pub months_left: Option<u32>,
    /// How it stands.
    pub state: State,
    /// Why it was not measured; empty when it was.
    pub not_measured: &'static str,
    /// Where AWS publishes the quota.
    pub source: &'static str,
    /// The day it was last seen there.
    pub as_of: &'static str,
    /// What a reader should know; often empty.
    pub note: &'static str,
}

/// The limit that holds for a design.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Limit {
    /// The value.
    pub value: u64,
    /// What AWS publishes for the Region.
    pub published: u64,
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
            measured: None,
            used: None,
            limit: limit.value,
            published: limit.published,
            min: quota.min,
            unit: &quota.value.unit,
            window_s: quota.window_s,
            adjustable: quota.adjustable,
            code: quota.value.code.as_deref(),
            per_api: quota.per_api,
            raised: limit.raised,
            headroom: None,
            room: None,
            used_permille: None,
            months_left: None,
            state: State::NotMeasurable,
            not_measured: quota.value.not_measured.as_deref().unwrap_or(NOTHING_SUCH),
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
        measured: Measured,
    ) -> Self {
        let permille = u128::from(used) * 1000 / u128::from(limit.value.max(1));
        let near = measured.fills_up() && permille >= u128::from(NEAR_PERMILLE);
        let state = match used {
            _ if used > limit.value => State::Over,
            _ if quota.min.is_some_and(|min| used < min) => State::Under,
            _ if near => State::Near,
            _ => State::Ok,
        };
        let mut reading = Self {
            item,
            measured: Some(measured),
            used: Some(used),
            headroom: Some(limit.value.saturating_sub(used)),
            used_permille: Some(u32::try_from(permille).unwrap_or(u32::MAX)),
            state,
            not_measured: "",
            ..Self::reference(quota, limit)
        };
        reading.room = room::words(&reading, |number| number.to_string());
        reading
    }

    /// The same, with the months until it is over when it grows by so much a month.
    pub(super) fn growing(mut self, growth_permille: u32) -> Self {
        if let (Some(measured), Some(used)) = (self.measured, self.used)
            && measured.grows()
            && growth_permille > 0
        {
            self.months_left = months_until(used.into(), self.limit.into(), growth_permille);
        }
        self
    }

    /// What is left in words, with numbers written in this way: `room for 12 more routes`.
    pub fn room_with(&self, number: impl Fn(u64) -> String) -> Option<String> {
        self.room.as_ref().and_then(|_| room::words(self, number))
    }

    /// The unit behind this many of it: `routes`, or `route` for one.
    pub fn unit_for(&self, count: u64) -> String {
        if count == 1 { room::one(self.unit) } else { self.unit.to_owned() }
    }

    /// Whether somebody should look: near a limit, or out of range.
    pub const fn needs_a_look(&self) -> bool {
        matches!(self.state, State::Near | State::Over | State::Under)
    }
}

/// Why a quota that can be measured was not.
const NOTHING_SUCH: &str = "The design holds nothing that it is about";
