//! The names that the user's own files gave to blocks, which the export keeps.

use std::collections::BTreeSet;

use crate::design::Design;

/// The names that the user's own files gave to blocks.
#[derive(Debug)]
pub(super) struct OwnNames<'a> {
    design: &'a Design,
    /// Names that are spoken for, by type.
    taken: BTreeSet<(&'a str, &'a str)>,
    /// The names of the blocks so far, by type.
    given: BTreeSet<(String, String)>,
}

impl<'a> OwnNames<'a> {
    pub(super) fn new(design: &'a Design) -> Self {
        let names = design.terraform.names.iter().filter(|(_, name)| is_name(name));
        let taken = names.filter_map(|(mark, name)| Some((mark.split(' ').next()?, name.as_str())));
        Self { design, taken: taken.collect(), given: BTreeSet::new() }
    }

    /// What the block with this mark is called by its own files; none where they leave it to the export.
    pub(super) fn of(&mut self, kind: &str, mark: &str) -> Option<&'a str> {
        let own = self.design.terraform.names.get(mark).filter(|own| is_name(own))?;
        // Files that were changed by hand may give one name twice.
        self.given.insert((kind.to_owned(), own.clone())).then_some(own)
    }

    /// The name of a block that has none of its own: another one where the user's files have it already.
    pub(super) fn beside(&mut self, kind: &str, wanted: &str) -> Option<String> {
        if self.taken.is_empty() {
            return None;
        }
        let mut name = wanted.to_owned();
        let mut round = 1;
        while self.taken.contains(&(kind, name.as_str()))
            || !self.given.insert((kind.to_owned(), name.clone()))
        {
            round += 1;
            name = format!("{wanted}_{round}");
        }
        (round > 1).then_some(name)
    }
}

/// Whether a text can be the name of a block.
pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_stay_and_others_make_way() {
        let mut design = Design::default();
        let names = &mut design.terraform.names;
        names.insert("aws_x route-1-2".to_owned(), "list".to_owned());
        names.insert("aws_x route-1-3".to_owned(), "no name".to_owned());
        names.insert("aws_x route-1-4".to_owned(), "list".to_owned());
        let mut own = OwnNames::new(&design);
        assert_eq!(own.of("aws_x", "aws_x route-1-2"), Some("list"));
        assert_eq!(own.of("aws_x", "aws_x route-1-3"), None);
        assert_eq!(own.of("aws_x", "aws_x route-1-4"), None);
        assert_eq!(own.beside("aws_x", "list").as_deref(), Some("list_2"));
        assert_eq!(own.beside("aws_y", "list"), None);
    }
}
