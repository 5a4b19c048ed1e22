//! Monthly active users of Cognito, in the plan of their user pool.

use crate::aws::PriceItem;
use crate::cost::Meter;
use crate::design::inputs::Usage;

/// What is counted.
pub fn meters(usage: &Usage) -> Vec<Meter> {
    let (lite, essentials) = (usage.cognito_lite_mau, usage.cognito_essentials_mau);
    let found = [
        Meter::count(PriceItem::CognitoLite, "Cognito Lite users", lite, "user"),
        Meter::count(PriceItem::CognitoEssentials, "Cognito Essentials users", essentials, "user"),
        Meter::count(PriceItem::CognitoPlus, "Cognito Plus users", usage.cognito_plus_mau, "user"),
    ];
    found.into_iter().flatten().collect()
}
