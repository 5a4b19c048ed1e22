//! Developer portals, with products beyond those in their price.

use super::{rule, thousandths};
use crate::aws::{MeteringRule, PriceItem, metering};
use crate::cost::{Meter, Quantity};
use crate::design::inputs::Usage;

/// What is counted.
pub fn meters(usage: &Usage) -> Vec<Meter> {
    let portals = Meter::decimal(PriceItem::Portals, "Developer portals", usage.portals, "portal");
    let products = usage.portal_products.map(|products| {
        let included =
            usage.portals.map_or(0, thousandths).saturating_mul(rule(MeteringRule::PortalProducts));
        let further = Quantity::decimal(products, "product");
        let further = further.with(further.pieces.saturating_sub(included));
        Meter::new(PriceItem::PortalProducts, "Further portal products", further)
            .note(metering(MeteringRule::PortalProducts).note.clone())
    });
    portals.into_iter().chain(products).collect()
}
