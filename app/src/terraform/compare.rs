//! What an export adds to, changes in and removes from earlier files, block by block.

use std::collections::{HashMap, HashSet};

use super::outline::blocks;

/// A file's path and text.
pub type Text<'a> = (&'a str, &'a str);

/// A block's title and text.
type Titled<'a> = (String, &'a str);

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

/// A block that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What became of it.
    pub fate: Fate,
    /// Its words: `resource "aws_api_gateway_stage" "prod"`.
    pub title: String,
    /// What it was; empty where it is new.
    pub before: String,
    /// What it is; empty where it is gone.
    pub after: String,
}

/// The blocks that differ: new and changed ones in the order of the files, then those that are gone.
///
/// A block that only moved to another file is the same, and so is one of the user's own files (`own`) that is only laid
/// out otherwise.
pub fn changes(before: &[Text<'_>], after: &[Text<'_>], own: bool) -> Vec<Difference> {
    let same =
        |old: &str, new: &str| old == new || (own && old.split_whitespace().eq(new.split_whitespace()));
    let (old, new) = unequal(listed(before), listed(after), same);
    let (old, new) = (numbered(old), numbered(new));
    let known: HashMap<&(String, usize), &str> = old.iter().map(|(key, text)| (key, *text)).collect();
    let now: HashMap<&(String, usize), &str> = new.iter().map(|(key, text)| (key, *text)).collect();
    let one = |fate, key: &(String, usize), before: &str, after: &str| {
        Some(Difference { fate, title: key.0.clone(), before: before.to_owned(), after: after.to_owned() })
    };
    let found = new.iter().filter_map(|(key, text)| match known.get(key) {
        None => one(Fate::Added, key, "", text),
        Some(old) => one(Fate::Changed, key, old, text),
    });
    let gone = old.iter().filter(|(key, _)| !now.contains_key(key));
    found.chain(gone.filter_map(|(key, text)| one(Fate::Removed, key, text, ""))).collect()
}

/// Every block of the configuration itself with its title.
fn listed<'a>(files: &[Text<'a>]) -> Vec<Titled<'a>> {
    let texts = files.iter().filter(|(path, _)| path.ends_with(".tf")).map(|(_, text)| *text);
    let of = |text: &'a str| {
        blocks(text).into_iter().map(move |block| (block.title, text.get(block.bytes).unwrap_or_default()))
    };
    texts.flat_map(of).collect()
}

/// The blocks of either side that the other one has nothing equal to.
fn unequal<'a>(
    old: Vec<Titled<'a>>,
    mut new: Vec<Titled<'a>>,
    same: impl Fn(&str, &str) -> bool,
) -> (Vec<Titled<'a>>, Vec<Titled<'a>>) {
    let mut left: HashMap<&str, Vec<(usize, &str)>> = HashMap::new();
    for (at, (title, text)) in old.iter().enumerate() {
        left.entry(title).or_default().push((at, text));
    }
    let mut equal = HashSet::new();
    new.retain(|(title, text)| {
        let Some(of_title) = left.get_mut(title.as_str()) else { return true };
        let Some(at) = of_title.iter().position(|(_, old)| same(old, text)) else { return true };
        equal.insert(of_title.remove(at).0);
        false
    });
    let old = old.into_iter().enumerate().filter(|(at, _)| !equal.contains(at)).map(|(_, block)| block);
    (old.collect(), new)
}

/// Each with which of its title it is: `moved` and `locals` have no name.
fn numbered(blocks: Vec<Titled<'_>>) -> Vec<((String, usize), &str)> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let one = |(title, text): (String, _)| {
        let nth = seen.entry(title.clone()).or_default();
        *nth += 1;
        ((title, *nth), text)
    };
    blocks.into_iter().map(one).collect()
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
        let found = changes(&before, &after, false);
        let short: Vec<_> = found.iter().map(|one| (one.fate, one.title.as_str())).collect();
        assert_eq!(short, expected);
        assert_eq!(found[0].before, "a \"x\" {\n  n = 1\n}");
        assert_eq!(changes(&after, &after, false), []);
        let elsewhere = [("other.tf", after[0].1), ("more.tf", after[1].1)];
        assert_eq!(changes(&after, &elsewhere, false), [], "a block that moved to another file is the same");
    }

    #[test]
    fn passes_over_how_the_users_own_files_are_laid_out() {
        let own = [("api.tf", "a \"x\" {\n    n    = 1\n}\n")];
        let export = [("main.tf", "a \"x\" {\n  n = 1\n}\n")];
        assert_eq!(changes(&own, &export, true), []);
        assert_eq!(changes(&own, &export, false).len(), 1);
    }

    #[test]
    fn blocks_of_one_title_are_told_by_what_they_say() {
        let before = [(
            "main.tf",
            "locals {
  mine = 1
}
",
        )];
        let after = [(
            "main.tf",
            "locals {
  made = 2
}

locals {
  mine = 1
}
",
        )];
        let found = changes(&before, &after, true);
        let short: Vec<_> = found.iter().map(|one| (one.fate, one.after.as_str())).collect();
        assert_eq!(
            short,
            [(
                Fate::Added,
                "locals {
  made = 2
}"
            )]
        );
    }
}
