//! Nouns beside numbers.

/// `1 route`, `2 routes`.
pub fn counted(number: usize, noun: &str) -> String {
    let number = number.to_string();
    format!("{number} {}", unit_of(&number, noun))
}

/// A unit as it stands behind this many of it: `requests`, but `GB`.
pub fn unit_of(value: &str, unit: &str) -> String {
    let last = unit.rsplit([' ', '-']).next().unwrap_or(unit);
    let symbol = last.ends_with('B') && last.bytes().all(|sign| sign.is_ascii_uppercase());
    if symbol || value == "1" { unit.to_owned() } else { plural(unit) }
}

fn plural(noun: &str) -> String {
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o']) => format!("{stem}ies"),
        _ if noun.ends_with("ss") || noun.ends_with("ch") => format!("{noun}es"),
        _ => format!("{noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::{counted, unit_of};

    #[test]
    fn one_is_singular_and_symbols_have_no_plural() {
        assert_eq!([counted(0, "route"), counted(1, "route")], ["0 routes", "1 route"]);
        assert_eq!(counted(2, "query"), "2 queries");
        for (value, unit, want) in [
            ("2", "GB", "GB"),
            ("2", "GB-month", "GB-months"),
            ("0.5", "web ACL", "web ACLs"),
            ("1", "web ACL", "web ACL"),
            ("3", "address-hour", "address-hours"),
            ("3", "key", "keys"),
            ("3", "branch", "branches"),
        ] {
            assert_eq!(unit_of(value, unit), want, "{value} {unit}");
        }
    }
}
