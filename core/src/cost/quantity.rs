//! How much of something is used.

use std::fmt;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::base::{Milli, unit_of};

/// Decimal places that a quantity is shown with.
const PLACES: u32 = 3;
/// Decimal places that a quantity can be shown with.
const MAX_PLACES: u32 = 12;

/// A quantity held exactly: `pieces` whole pieces, of which `per_unit` make the unit that AWS prices.
///
/// In JSON it is `{"value": "14.305", "unit": "GB"}`, the value rounded to three places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Whole pieces, such as thousandths of a byte.
    pub pieces: u128,
    /// Pieces in a unit; at least 1.
    pub per_unit: u128,
    /// AWS's unit, such as `request` or `GB`.
    pub unit: &'static str,
}

impl Quantity {
    /// A whole number of units.
    pub const fn whole(units: u128, unit: &'static str) -> Self {
        Self { pieces: units, per_unit: 1, unit }
    }

    /// A decimal number of units; a negative one counts as none.
    pub fn decimal(units: Milli, unit: &'static str) -> Self {
        Self { pieces: u128::try_from(units.thousandths()).unwrap_or(0), per_unit: 1000, unit }
    }

    /// The same kind of quantity with other pieces.
    #[must_use]
    pub const fn with(self, pieces: u128) -> Self {
        Self { pieces, ..self }
    }

    /// The number of units, rounded half up to three places, without trailing zeros.
    pub fn value(self) -> String {
        self.rounded(PLACES)
    }

    /// The number of units, rounded half up to so many places (at most twelve), without trailing zeros.
    pub fn rounded(self, places: u32) -> String {
        let places = places.min(MAX_PLACES);
        let per = self.per_unit.max(1);
        let scale = 10_u128.pow(places);
        // Whole units first, so that the product of the rest stays small.
        let (mut whole, rest) = (self.pieces / per, self.pieces % per);
        let mut fraction = (rest.saturating_mul(scale) + per / 2) / per;
        if fraction >= scale {
            whole += 1;
            fraction = 0;
        }
        let width = places as usize;
        let text = if places == 0 { whole.to_string() } else { format!("{whole}.{fraction:0width$}") };
        if places == 0 { text } else { text.trim_end_matches('0').trim_end_matches('.').to_owned() }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.value();
        write!(f, "{value} {}", unit_of(&value, self.unit))
    }
}

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Quantity", 2)?;
        object.serialize_field("value", &self.value())?;
        object.serialize_field("unit", self.unit)?;
        object.end()
    }
}
