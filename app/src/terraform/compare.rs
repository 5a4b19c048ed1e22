//! What an export adds to, changes in and removes from an earlier one, block by block.

use std::collections::HashMap;

use super::outline::blocks;

/// A file's path and text.
pub type Text<'a> = (&'a str, &'a str);

/// What became of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It is new.
    Added,
    /// Its text is another one.
    Changed,
    /// It is gone.
    Removed,
}

/// The blocks that differ, by their titles: new and changed ones in the order of the files, then those that are gone.
///
/// A block that only moved to another file is the same.
pub fn changes(before: &[Text<'_>], after: &[Text<'_>]) -> Vec<(Fate, String)> {
    let (old, new) = (listed(before), listed(after));
    let known: HashMap<&(String, usize), &str> = old.iter().map(|(key, text)| (key, *text)).collect();
    let now: HashMap<&(String, usize), &str> = new.iter().map(|(key, text)| (key, *text)).collect();
    let found = new.iter().filter_map(|(key, text)| match known.get(key) {
        None => Some((Fate::Added, key.0.clone())),
        Some(old) if old != text => Some((Fate::Changed, key.0.clone())),
        Some(_) => None,
    });
    let gone = old.iter().filter(|(key, _)| !now.contains_key(key));
    found.chain(gone.map(|(key, _)| (Fate::Removed, key.0.clone()))).collect()
}

/// Every block of the configuration itself with its title and which of that title it is: `moved` has no name.
fn listed<'a>(files: &[Text<'a>]) -> Vec<((String, usize), &'a str)> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut all = Vec::new();
    for (_, text) in files.iter().filter(|(path, _)| path.ends_with(".tf")) {
        for block in blocks(text) {
            let nth = seen.entry(block.title.clone()).or_default();
            all.push(((block.title, *nth), text.get(block.bytes).unwrap_or_default()));
            *nth += 1;
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_new_changed_and_removed_blocks() {
        let before = [
            ("main.tf", "a \"x\" {\n  n = 1\n}\n\na \"y\" {\n}\n\nmoved {\n}\n"),
            ("README.md", "a \"z\" {\n}\n"),
        ];
        let after = [
            ("main.tf", "a \"x\" {\n  n = 2\n}\n\nmoved {\n}\n\nmoved {\n}\n"),
            ("more.tf", "a \"w\" {\n}\n"),
        ];
        let expected = [
            (Fate::Changed, "a \"x\""),
            (Fate::Added, "moved"),
            (Fate::Added, "a \"w\""),
            (Fate::Removed, "a \"y\""),
        ];
        assert_eq!(changes(&before, &after), expected.map(|(fate, title)| (fate, title.to_owned())));
        assert_eq!(changes(&after, &after), []);
        let elsewhere = [("other.tf", after[0].1), ("more.tf", after[1].1)];
        assert_eq!(changes(&after, &elsewhere), [], "a block that moved to another file is the same");
    }
}
