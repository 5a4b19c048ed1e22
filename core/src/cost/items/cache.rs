//! The cache cluster of a REST stage, by size and hour, whether it is used or not.

use super::rule;
use crate::aws::{CacheSize, MeteringRule, PriceBook, PriceItem, PriceTier};
use crate::base::Milli;
use crate::cost::{CostLine, Quantity};
use crate::design::inputs::Usage;

/// The line, where there is a cache of a size that AWS offers.
pub fn line(usage: &Usage, book: &PriceBook) -> Option<CostLine> {
    let size = size(usage.cache_gb?)?;
    let month = Milli::whole(i64::try_from(rule(MeteringRule::Month)).unwrap_or(i64::MAX));
    let quantity = Quantity::decimal(usage.hours.unwrap_or(month), "hour");
    let price = book.price(PriceItem::CacheHours);
    let usd = price.and_then(|price| price.sizes_gb.get(&size).copied().flatten());
    let tiers = vec![PriceTier { from: 0, to: None, usd }];
    let mut line = CostLine::new(PriceItem::CacheHours, format!("Cache, {size} GB"), quantity, price, tiers);
    line.code = line.code.map(|code| format!("{code}:{size}GB"));
    Some(line)
}

/// The size that AWS offers under this number of GB.
pub fn size(gb: Milli) -> Option<CacheSize> {
    gb.to_string().parse().ok()
}
