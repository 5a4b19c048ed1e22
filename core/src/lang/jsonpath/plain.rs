//! The plain part of paths, which is all that parameter mappings and selection expressions take.

use serde_json::Value;

use super::{Path, step::Step};

impl Path {
    /// Whether it has only members and array places: no wildcards, filters, unions, slices or descent.
    pub fn is_plain(&self) -> bool {
        self.steps.iter().all(|step| match step {
            Step::Members(names) => names.len() == 1,
            Step::Places(places) => matches!(places.as_slice(), [place] if *place >= 0),
            _ => false,
        })
    }

    /// The value that a plain path names; None when there is none or the path is not plain.
    pub fn find<'a>(&self, value: &'a Value) -> Option<&'a Value> {
        self.steps.iter().try_fold(value, |value, step| match step {
            Step::Members(names) => match names.as_slice() {
                [name] => value.get(&**name),
                _ => None,
            },
            Step::Places(places) => match places.as_slice() {
                [place] => value.get(usize::try_from(*place).ok()?),
                _ => None,
            },
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Path;
    use serde_json::json;

    #[test]
    fn members_and_places() {
        let value = json!({"a": {"b-c": [1, {"d": true}]}});
        let find = |path: &str| Path::parse(path).ok().and_then(|path| path.find(&value).cloned());
        assert_eq!(find("$.a['b-c'][1].d"), Some(json!(true)));
        assert_eq!(find("a.b-c[0]"), Some(json!(1)));
        assert_eq!(find("$.x"), None);
        assert_eq!(find("$..d"), None);
        assert_eq!(find("$"), Some(value.clone()));
    }
}
