//! What is left of a quota, in words.

use super::Reading;

/// `room for 12 more routes`, `no room left`, `3 routes too many`; none for settings, which do not fill up.
pub fn words(reading: &Reading, number: impl Fn(u64) -> String) -> Option<String> {
    let (measured, used) = (reading.measured?, reading.used?);
    if !measured.fills_up() {
        return None;
    }
    let of = |count: u64| {
        let unit = if count == 1 { one(reading.unit) } else { reading.unit.to_owned() };
        (number(count), unit)
    };
    Some(if used > reading.limit {
        let (count, unit) = of(used - reading.limit);
        format!("{count} {unit} too many")
    } else if used == reading.limit {
        "no room left".to_owned()
    } else {
        let (count, unit) = of(reading.limit - used);
        format!("room for {count} more {unit}")
    })
}

/// So many of a unit with the verb that goes with them: `1 route is`, `3 routes are`.
pub fn there_are(count: u64, unit: &str) -> String {
    if count == 1 { format!("1 {} is", one(unit)) } else { format!("{count} {unit} are") }
}

/// The unit of a single one: `route`, `body`, `request/s`.
pub fn one(unit: &str) -> String {
    let (noun, rest) = unit.find('/').map_or((unit, ""), |slash| unit.split_at(slash));
    let noun = if let Some(stem) = noun.strip_suffix("ies") {
        format!("{stem}y")
    } else if let Some(stem) = noun.strip_suffix("sses") {
        format!("{stem}ss")
    } else {
        // `s` and `ms` are no plurals.
        match noun.strip_suffix('s') {
            Some(stem) if stem.len() > 1 => stem.to_owned(),
            _ => noun.to_owned(),
        }
    };
    noun + rest
}

#[cfg(test)]
mod tests {
    use super::one;
    use crate::aws::quotas;

    #[test]
    fn every_unit_has_a_singular() {
        let mut units: Vec<(&str, String)> =
            quotas().iter().map(|quota| (quota.unit.as_str(), one(&quota.value.unit))).collect();
        units.sort_unstable();
        units.dedup();
        let singles: Vec<&str> = units.iter().map(|(_, one)| one.as_str()).collect();
        let wanted = [
            "API",
            "IP set",
            "address",
            "association",
            "audience",
            "authorizer",
            "body",
            "byte",
            "byte/s",
            "call",
            "certificate",
            "character",
            "connection",
            "connection/s",
            "country",
            "domain",
            "integration",
            "iteration",
            "key",
            "link",
            "mapping",
            "ms",
            "page",
            "part",
            "plan",
            "portal",
            "product",
            "request",
            "request/s",
            "resource",
            "route",
            "rule",
            "s",
            "scope",
            "stage",
            "statement",
            "subnet",
            "tag",
            "throttle",
            "transformation",
            "unit",
            "variable",
            "web ACL",
        ];
        assert_eq!(singles, wanted);
    }
}
