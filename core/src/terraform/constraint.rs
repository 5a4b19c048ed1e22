//! Version constraints as Terraform writes them: `>= 5.70, < 7.0`.

/// The operators, longer ones before those that they begin with.
const OPERATORS: &[&str] = &["~>", ">=", "<=", "!=", ">", "<", "="];

/// What is wrong with a version constraint, if anything.
pub fn provider_complaint(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    text.split(',').map(str::trim).find_map(|part| {
        let version =
            OPERATORS.iter().find_map(|operator| part.strip_prefix(operator)).unwrap_or(part).trim();
        (!is_version(version)).then(|| match part {
            "" => "A constraint is missing beside the comma".to_owned(),
            part => {
                format!("`{part}` is no constraint: write `>= 5.0`, `~> 6.0` or a version like `5.100.0`")
            }
        })
    })
}

/// One to three numbers, and a word for a pre-release at most.
fn is_version(text: &str) -> bool {
    let (numbers, word) = text.split_once('-').map_or((text, None), |(numbers, word)| (numbers, Some(word)));
    let mut count = 0;
    let all = numbers.split('.').all(|number| {
        count += 1;
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    let fits = |word: &str| {
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
    };
    all && count <= 3 && word.is_none_or(fits)
}

/// What two constraints allow together, the first one's words first; parts that the other one implies are left out. The
/// first alone where it cannot be read, or where nothing fits both.
pub(super) fn stricter(theirs: &str, ours: &str) -> String {
    let parts = |text: &str| -> Vec<String> {
        text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let (theirs, ours) = (parts(theirs), parts(ours));
    let (Some(mut their_bounds), Some(our_bounds)) = (bounds(&theirs), bounds(&ours)) else {
        return theirs.join(", ");
    };
    let below = |upper: Option<Version>, lower: Version| upper.is_some_and(|upper| upper <= lower);
    if below(their_bounds.upper, our_bounds.lower) || below(our_bounds.upper, their_bounds.lower) {
        return theirs.join(", ");
    }
    let is_implied =
        |part: &String, by: &Bounds| bounds(std::slice::from_ref(part)).is_some_and(|own| own.hold(by));
    // `>= 1.3` and `>= 1.3.0` are the same: theirs stays.
    let of = |part: &String| bounds(std::slice::from_ref(part));
    let is_same = |part: &String| ours.iter().any(|own| of(own) == of(part));
    let stays = |part: &String| is_same(part) || !is_implied(part, &our_bounds);
    let mut left: Vec<String> = theirs.into_iter().filter(stays).collect();
    their_bounds = bounds(&left).unwrap_or(their_bounds);
    left.extend(ours.into_iter().filter(|part| !is_implied(part, &their_bounds)));
    left.join(", ")
}

type Version = [u64; 3];

/// The versions from one on, and up to another one where there is an end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Bounds {
    lower: Version,
    upper: Option<Version>,
    /// Whether a version in between is left out.
    holed: bool,
}

impl Bounds {
    /// Whether all that the other ones allow lies within.
    fn hold(&self, other: &Self) -> bool {
        let above = self.lower <= other.lower;
        let below = self.upper.is_none_or(|upper| other.upper.is_some_and(|other| other <= upper));
        above && below && !self.holed
    }
}

/// The bounds of all parts; none where one cannot be read.
fn bounds(parts: &[String]) -> Option<Bounds> {
    let mut all = Bounds::default();
    for part in parts {
        let operator = OPERATORS.iter().find(|operator| part.starts_with(**operator)).copied().unwrap_or("=");
        let text = part.strip_prefix(operator).unwrap_or(part).trim();
        let numbers: Vec<u64> = text.split('.').map(|number| number.parse().ok()).collect::<Option<_>>()?;
        let at = |index: usize| numbers.get(index).copied().unwrap_or_default();
        let version: Version = [at(0), at(1), at(2)];
        let next = [at(0), at(1), at(2).saturating_add(1)];
        let (lower, upper) = match operator {
            ">=" => (version, None),
            ">" => (next, None),
            "<" => (Version::default(), Some(version)),
            "<=" => (Version::default(), Some(next)),
            "~>" if numbers.len() > 2 => (version, Some([at(0), at(1).saturating_add(1), 0])),
            "~>" if numbers.len() > 1 => (version, Some([at(0).saturating_add(1), 0, 0])),
            "~>" => (version, None),
            "!=" => (Version::default(), None),
            _ => (version, Some(next)),
        };
        all.holed |= operator == "!=";
        all.lower = all.lower.max(lower);
        all.upper = match (all.upper, upper) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_terraform_takes() {
        for good in ["", ">= 5.70, < 7.0", "~>6", "= 5.100.0", "6.0.0-beta1", "!= 5.1"] {
            assert_eq!(provider_complaint(good), None, "{good}");
        }
        for bad in ["latest", ">= ", "5.x", ">= 5,", "5.1.2.3", "=> 5", "^5"] {
            assert!(provider_complaint(bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn keeps_the_stricter_of_two() {
        let ours = ">= 5.100.0, < 7.0.0";
        for (theirs, both) in [
            ("~> 5.60", "~> 5.60, >= 5.100.0"),
            ("~> 5.60, >= 5.100.0", "~> 5.60, >= 5.100.0"),
            (">= 4.0", ours),
            ("", ours),
            ("~> 6.2", "~> 6.2"),
            ("6.14.1", "6.14.1"),
            ("= 4.67.0", "= 4.67.0"),
            (">= 6.0", ">= 6.0, < 7.0.0"),
            ("!= 6.1.0", "!= 6.1.0, >= 5.100.0, < 7.0.0"),
            ("6.0.0-beta1", "6.0.0-beta1"),
        ] {
            assert_eq!(stricter(theirs, ours), both, "{theirs}");
        }
        assert_eq!(stricter(">= 1.5", ">= 1.3.0"), ">= 1.5");
        assert_eq!(stricter(">= 1.3", ">= 1.3.0"), ">= 1.3");
    }
}
